"""The words that readers see: interface words, in the language of the page.

They are translated in the catalogs under ``locale/``, which ship with the
package.  Messages of a build are another matter: they go through
:mod:`~sphinxcontrib_convglossary.problems`.
"""

from __future__ import annotations

import gettext
from pathlib import Path

from sphinx.locale import _ as word_of_sphinx
from sphinx.locale import get_translation

#: The gettext domain of the interface words.
CATALOG = 'sphinxcontrib_convglossary'
#: The folder of their catalogs.
LOCALE_DIR = Path(__file__).parent / 'locale'

_ = get_translation(CATALOG)


def speaks(language: str) -> bool:
    """Return whether there are interface words in a language."""
    wanted = [language, language.partition('_')[0]]
    return wanted[-1] == 'en' or bool(gettext.find(CATALOG, LOCALE_DIR, wanted))


#: What search results and inventories call a term.
glossary_term = _('glossary term')


def also_known_as(aliases: str) -> str:
    """Introduce the other names of a term."""
    # Translators: %s is a list of names.
    return _('Also known as: %s') % aliases


def labelled(label: str, text: str) -> str:
    """Set a text behind what it is called."""
    # Translators: a label, such as the name of a language, and what it labels. Only
    # what stands before {text} may change: the colon, and the spaces around it.
    return _('{label}: {text}').format(label=label, text=text)


def link_to_term() -> str:
    """Name the link from an entry to itself."""
    return _('Link to this term')


def relation(kind: str, names: str) -> str:
    """Introduce the terms at the other end of a kind of relation."""
    patterns = {
        # Translators: %s is a list of terms.
        'related': _('Related: %s'),
        # Translators: %s is a list of terms with a wider meaning.
        'broader': _('Broader: %s'),
        # Translators: %s is a list of terms with a narrower meaning.
        'narrower': _('Narrower: %s'),
        # Translators: %s is the term to use instead.
        'replaced-by': _('Replaced by: %s'),
        # Translators: %s is a list of terms not to use any more.
        'replaces': _('Replaces: %s'),
    }
    return patterns[kind] % names


def learn_more(target: str) -> str:
    """Introduce the page to read on."""
    # Translators: %s is a link.
    return _('Learn more: %s') % target


def in_other_languages(names: str) -> str:
    """Introduce the names of a term in other languages."""
    # Translators: %s is a list of languages and names.
    return _('In other languages: %s') % names


def category(label: str) -> str:
    """Introduce the category of a term."""
    # Translators: %s is the name of a category.
    return _('Category: %s') % label


def read_more() -> str:
    """Name the link from a card to the entry of its term."""
    return _('Read more')


def jump_to() -> str:
    """Name the links to the headings of a listing."""
    return _('Jump to')


def how_to_cite() -> str:
    """Head the citation of a glossary."""
    return _('How to cite this glossary')


def citation() -> str:
    """Introduce the citation itself."""
    return _('Citation')


def cited_title(title: str) -> str:
    """Set the title of a part into quotes, as a citation does."""
    # Translators: quotation marks around the name of a term.
    return _('“%s”') % title


def cited_in(title: str) -> str:
    """Name the whole that a cited part is in."""
    # Translators: %s is the title of a glossary, after the name of a term in it.
    return _('in %s') % title


def own_addresses(example: str) -> str:
    """Say that each term can be linked to, with an example."""
    # Translators: %s is an address.
    return _('Each term has an address of its own, such as %s.') % example


def cite_term() -> str:
    """Name what says how to cite one term."""
    return _('Cite this term')


def copy() -> str:
    """Name the button that copies a text."""
    return _('Copy')


def copied() -> str:
    """Say that a text has been copied."""
    return _('Copied')


def used_in(pages: str) -> str:
    """Introduce the pages that refer to a term."""
    # Translators: %s is a list of pages that mention the term.
    return _('Used in: %s') % pages


def relations_of(name: str) -> str:
    """Name the picture of what a term, or the terms of a category, relate to."""
    # Translators: %s is the name of a term or of a category.
    return _('Relations: %s') % name


def all_relations() -> str:
    """Name the picture of how the terms of a glossary relate."""
    return _('Relations of all terms')


def as_list() -> str:
    """Name the list that says the same as a picture."""
    return _('The same as a list')


def filter_terms() -> str:
    """Name the field that filters a listing."""
    return _('Filter terms')


def filtered() -> str:
    """Count what a filter leaves."""
    # Translators: {shown} and {all} are numbers.
    return _('{shown} of {all} terms')


def in_project(project: str) -> str:
    """Name the other project that a term is of, as Sphinx does for all links to it."""
    return word_of_sphinx('(in %s)') % project


def other_terms() -> str:
    """Head the terms without a category."""
    return _('Other terms')


def glossary() -> str:
    """Head a page of terms whose author gave it no title."""
    return _('Glossary')
