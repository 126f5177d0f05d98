extensions = ['sphinxcontrib_convglossary']

convglossary_expand_first = True
