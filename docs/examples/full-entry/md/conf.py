extensions = ['myst_parser', 'sphinxcontrib_convglossary']
convglossary_categories = {'brakes': 'Brakes'}
convglossary_learn_more_base = 'https://handbook.example.org/'
