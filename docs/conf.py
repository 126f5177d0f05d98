"""The documentation of sphinxcontrib-convglossary, built with itself."""

import sphinxcontrib_convglossary

project = 'sphinxcontrib-convglossary'
author = 'The convglossary contributors'
copyright = '2026, The convglossary contributors'
version = release = sphinxcontrib_convglossary.__version__

extensions = ['myst_parser', 'sphinxcontrib_convglossary']
exclude_patterns = ['_build', 'examples', 'start']
nitpicky = True

language = 'en'
locale_dirs = ['../locales']
gettext_location = True

convglossary_categories = {
    'whatsapp': 'WhatsApp Business API',
    'software': 'Conversational software',
    'marketing': 'Marketing',
    'ai': 'AI & automation',
    'commerce': 'Commerce',
    'compliance': 'Compliance and privacy',
}
convglossary_pages = {
    'glossary/index': {'title': 'Conversational software glossary'},
    'glossary/whatsapp': {'categories': 'whatsapp'},
    'glossary/software': {'categories': 'software'},
    'glossary/marketing': {'categories': 'marketing'},
    'glossary/ai': {'categories': 'ai'},
    'glossary/commerce': {'categories': 'commerce'},
    'glossary/compliance': {'categories': 'compliance'},
}

html_theme = 'furo'
html_title = 'convglossary'
