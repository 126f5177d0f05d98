extensions = ['myst_parser', 'sphinxcontrib_convglossary']
convglossary_inventories = {
    'handbook': ('https://handbook.example.org/en/', 'handbook.json'),
}
