extensions = ['myst_parser', 'sphinxcontrib_convglossary']
convglossary_extra_messages = ['aliases', 'forms']
