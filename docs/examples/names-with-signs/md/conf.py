extensions = ['myst_parser', 'sphinxcontrib_convglossary']
myst_enable_extensions = ['colon_fence']
