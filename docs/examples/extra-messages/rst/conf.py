extensions = ['sphinxcontrib_convglossary']
convglossary_extra_messages = ['aliases', 'forms']
