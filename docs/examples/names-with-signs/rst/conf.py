extensions = ['sphinxcontrib_convglossary']
