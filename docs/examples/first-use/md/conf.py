extensions = ['myst_parser', 'sphinxcontrib_convglossary']

convglossary_expand_first = True
