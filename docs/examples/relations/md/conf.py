extensions = ['myst_parser', 'sphinxcontrib_convglossary']
convglossary_inverse_relations = True
