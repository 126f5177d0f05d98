extensions = ['sphinxcontrib_convglossary']
convglossary_inverse_relations = True
