project = 'Bicycle handbook'
extensions = ['sphinxcontrib_convglossary']

convglossary_categories = {
    'drivetrain': 'Drivetrain',
    'wheels': 'Wheels',
}
convglossary_pages = {
    'glossary': {'title': 'Words of the workshop'},
}
