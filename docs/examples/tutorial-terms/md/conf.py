project = 'Bicycle handbook'
extensions = ['myst_parser', 'sphinxcontrib_convglossary']
