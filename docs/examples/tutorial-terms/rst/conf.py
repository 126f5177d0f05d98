project = 'Bicycle handbook'
extensions = ['sphinxcontrib_convglossary']
