extensions = ['myst_parser', 'sphinx.ext.graphviz', 'sphinxcontrib_convglossary']
