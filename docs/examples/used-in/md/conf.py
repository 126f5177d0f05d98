extensions = ['myst_parser', 'sphinxcontrib_convglossary']

convglossary_used_in = True
