extensions = ['myst_parser', 'sphinxcontrib_convglossary']
project = 'On the road'
html_baseurl = 'https://example.org/en/'
convglossary_exports = ['json', 'jsonld', 'skos', 'tbx', 'omegat', 'csv', 'markdown']
