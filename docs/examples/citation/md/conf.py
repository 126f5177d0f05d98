project = 'Bicycle handbook'
author = 'Repair café'
version = '2.1'
html_baseurl = 'https://handbook.example.org/'
extensions = ['myst_parser', 'sphinxcontrib_convglossary']

convglossary_citation = {
    'author': ['Repair café', {'family': 'Silva', 'given': 'Ana'}],
    'date': '2026-11-20',
    'publisher': 'Wheel & Chain',
    'entries': True,
}
