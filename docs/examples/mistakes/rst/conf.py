extensions = ['sphinxcontrib_convglossary']
convglossary_categories = {'wheels': 'Wheels'}
