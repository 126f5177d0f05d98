extensions = ['sphinx.ext.graphviz', 'sphinxcontrib_convglossary']
