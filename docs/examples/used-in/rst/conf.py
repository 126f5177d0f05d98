extensions = ['sphinxcontrib_convglossary']

convglossary_used_in = True
