extensions = ['myst_parser', 'sphinxcontrib_convglossary']
