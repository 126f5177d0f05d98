extensions = ['sphinxcontrib_convglossary']
convglossary_required_coverage = {'es': 0.5, 'fr': 0.9}
