extensions = ['sphinxcontrib_convglossary']
convglossary_other_languages = True
convglossary_sites = {
    'en': 'https://example.org/en/',
    'es': 'https://example.org/es/',
    'fr': 'https://example.org/fr/',
}
