extensions = ['myst_parser', 'sphinxcontrib_convglossary']
convglossary_categories = {'wheels': 'Wheels'}
