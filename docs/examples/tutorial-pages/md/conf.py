project = 'Bicycle handbook'
extensions = ['myst_parser', 'sphinxcontrib_convglossary']

convglossary_categories = {
    'drivetrain': 'Drivetrain',
    'wheels': 'Wheels',
}
convglossary_pages = {
    'glossary': {'title': 'Words of the workshop'},
}
