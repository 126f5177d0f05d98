"""The documentation of sphinxcontrib-convglossary, built with itself."""

import shutil
import sys
from pathlib import Path

import sphinxcontrib_convglossary

sys.path.insert(0, str(Path(__file__).parent / '_ext'))

project = 'sphinxcontrib-convglossary'
author = 'The convglossary contributors'
copyright = '2026, The convglossary contributors'
version = release = sphinxcontrib_convglossary.__version__

extensions = [
    'myst_parser',
    'sphinx.ext.graphviz',
    'sphinxcontrib_convglossary',
    # Of the manual itself, in _ext
    'examples',
    'passages',
    'printed',
]
exclude_patterns = ['_build', '_ext', 'examples', 'start']
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
    'glossary/index': {
        'title': 'Conversational software glossary',
        'cite': True,
        'filter': True,
    },
    'glossary/whatsapp': {'categories': 'whatsapp'},
    'glossary/software': {'categories': 'software'},
    'glossary/marketing': {'categories': 'marketing'},
    'glossary/ai': {'categories': 'ai'},
    'glossary/commerce': {'categories': 'commerce'},
    'glossary/compliance': {'categories': 'compliance'},
}
convglossary_citation = {'entries': True}
convglossary_used_in = True
if shutil.which('dot') is None:
    # The manual is complete without Graphviz, and whoever builds it need not install
    # it: a list stands in the place of each map. Everything else is still told.
    suppress_warnings = ['convglossary.no_picture']

html_theme = 'furo'
html_title = 'convglossary'
html_static_path = ['_static']
html_css_files = ['manual.css']
# Numbers beside the lines they count, also where long lines are broken.
html_codeblock_linenos_style = 'inline'

# The manual shows signs of other scripts, which pdfLaTeX refuses.
latex_engine = 'xelatex'
latex_documents = [
    ('index', 'convglossary.tex', 'sphinxcontrib-convglossary', author, 'manual')
]
man_pages = [
    ('index', 'convglossary', 'A multilingual glossary for Sphinx', author, '7')
]
texinfo_documents = [
    (
        'index',
        'convglossary',
        'sphinxcontrib-convglossary',
        author,
        'convglossary',
        'A multilingual glossary for Sphinx',
        'Documentation',
    )
]
epub_show_urls = 'no'
