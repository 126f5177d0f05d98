"""Everything that can be wrong with a glossary, and the one way to say so."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING

from sphinx.locale import get_translation
from sphinx.util import logging

from sphinxcontrib_convglossary.spelling import contained
from sphinxcontrib_convglossary.words import CATALOG
from sphinxcontrib_convglossary.written import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

logger = logging.getLogger(__name__)

__ = get_translation(CATALOG, 'console')


class Problem(Enum):
    """The warnings: a subtype, and what it says.

    ``suppress_warnings = ['convglossary.<subtype>']`` silences one of them.
    """

    def __init__(self, subtype: str, message: str, help: str) -> None:
        #: What follows ``convglossary.`` in the type of the warning.
        self.subtype = subtype
        #: The text, with fields for :func:`report` to fill.
        self.message = message
        #: What the manual says of it.
        self.help = help

    NO_NAME = (
        'no_name',
        'a convterm block has no name; write one: ".. convterm:: The name"',
        'A block without a name defines nothing.',
    )

    LONG_NAME = (
        'long_name',
        'the name of this convterm has {lines} lines, "{name}"; if the definition '
        'begins there, put a blank line before it',
        'A blank line is missing between a name and its definition, so that both '
        'are the name.',
    )

    OPTION_BLOCK = (
        'option_block',
        'the options of {block}: {reason}',
        'The lines of options above a definition cannot be read as they stand: a '
        'blank line is missing, or one option is there twice.',
    )

    UNKNOWN_OPTION = (
        'unknown_option',
        'unknown option "{option}" of {block} is ignored{hint}',
        'A directive has an option that does not exist.',
    )

    OPTION_VALUE = (
        'option_value',
        'option "{option}" of {block}: {reason}',
        'An option has a value that it cannot have.',
    )

    UNPRINTABLE = (
        'unprintable',
        '{block} has signs that no page can carry ({signs}); they are left out',
        'A text has control characters, marks that turn the direction of what follows '
        'it, or other signs that a browser or a PDF would stumble over.',
    )

    CONTENT = (
        'content',
        'the content of {block} is ignored: it lists the terms that convterm '
        'blocks define',
        'A listing has content of its own.',
    )

    NESTED = (
        'nested',
        '{block} contains another block, which is {fate}; end its definition before',
        'A definition contains a block of another term, a listing or a map.',
    )

    UNKNOWN_CATEGORY = (
        'unknown_category',
        '{block} has the unknown category "{category}"{hint}; '
        'categories are the keys of convglossary_categories in conf.py',
        'A term or a listing names a category that ``conf.py`` does not.',
    )

    DUPLICATE_ID = (
        'duplicate_id',
        'term "{name}" has the id "{id}" of "{other}" at {place}; '
        'give one of them another with ":id:"',
        "Two terms have one id: the second one's anchor gets a number.",
    )

    DUPLICATE_NAME = (
        'duplicate_name',
        'term "{name}" is defined at {place} already; remove one of them, or give '
        'both an ":id:" if they are two concepts with one name',
        'Two terms have one name, and not both have an explicit id.',
    )

    READ_TWICE = (
        'read_twice',
        'what stands here is read into {documents}, which defines {names} more than '
        'once; include it once, and list its terms elsewhere with ".. convglossary::"',
        'A file with terms is included by several documents, or a docstring is shown '
        'by several.',
    )

    UNKNOWN_RELATION = (
        'unknown_relation',
        'option "{kind}" of term "{name}" names "{target}", which is no term{hint}',
        'A relation leads to no term of this glossary.',
    )

    RELATION_TO_ITSELF = (
        'relation_to_itself',
        'option "{kind}" of term "{name}" names the term itself; remove "{target}"',
        'A relation leads back to the term that declares it.',
    )

    UNKNOWN_TERM = (
        'unknown_term',
        'no term is called "{target}"{hint}',
        "A reference finds nothing: not in this glossary, nor in Sphinx's own, nor "
        'in those of other projects (intersphinx).',
    )

    AMBIGUOUS_TERM = (
        'ambiguous_term',
        '"{target}" may be any of {places}; it is taken as "{id}": '
        'refer to the one you mean by its id',
        'Several terms answer to one spelling.',
    )

    DEPRECATED_WORDING = (
        'deprecated_wording',
        '"{target}" is a wording to avoid; write "{name}"',
        'A reference uses a wording that the glossary deprecates.',
    )

    LOST_REFERENCE = (
        'lost_reference',
        'the translation has no reference to {names}, the original has',
        'A translated message does not refer to terms that its original refers to.',
    )

    ADDED_REFERENCE = (
        'added_reference',
        'the translation refers to {names}, the original does not',
        'A translated message refers to terms that its original does not refer to.',
    )

    OTHER_REFERENCE = (
        'other_reference',
        '"{target}" leads to "{found}", where the original refers to "{name}"',
        'One reference of a translated message leads elsewhere than in its original.',
    )

    UNKNOWN_TRANSLATION = (
        'unknown_translation',
        'no term is called "{target}"{among}{hint}',
        'A reference in a translated message finds nothing, and its original does '
        'not tell which of several terms it means.',
    )

    BROKEN_REFERENCE = (
        'broken_reference',
        'the markup of {targets} is broken; {remedy}',
        'A backtick or a bracket of a reference is missing, or a letter touches the '
        'closing backtick, where reST sees no end. Readers see all words, and the '
        'link leads where it was probably meant to.',
    )

    PAIRED_REFERENCES = (
        'paired_references',
        'no terms are called {targets}; they are taken as {names}, in the order of '
        'the original; write `text <name>` to be sure',
        'Several references of a translated message find nothing, and as many of '
        'its original are left: they are paired in order.',
    )

    CATALOG = (
        'catalog',
        'the catalog cannot be read ({reason}); {loss}',
        'A ``.po`` file is damaged, so that warnings cannot name lines of it, or a '
        '``.mo`` file, so that what it translates stays untranslated.',
    )

    COVERAGE = (
        'coverage',
        '{share} of the glossary is translated into "{locale}", and '
        'convglossary_required_coverage wants {required}; the report names the gaps',
        'The translation report (``-b convglossary``) finds less translated than '
        'is required. The build fails.',
    )

    EMPTY_LISTING = (
        'empty_listing',
        'this convglossary lists nothing: {reason}',
        'A listing has no term to show.',
    )

    EMPTY_MAP = (
        'empty_map',
        'this convmap shows nothing: {reason}',
        'A map has no relation to show.',
    )

    NO_PICTURE = (
        'no_picture',
        'relations are listed and not drawn: {reason}',
        'A map cannot be a picture: Graphviz is missing, or the extension of Sphinx '
        'that draws with it, or there are more relations than can be drawn.',
    )

    NO_HOME = (
        'no_home',
        'term "{name}" is hidden and nothing lists it, so references to it are '
        'plain text; add a ".. convglossary::" with full entries, or a page to '
        'convglossary_pages',
        'A hidden term is shown by no listing with full entries.',
    )

    PAGE = (
        'page',
        'convglossary_pages: the file "{path}" is used for the page "{docname}"; '
        'rename one of them',
        "A generated page has the name of a document of the author's.",
    )

    UNWRITTEN = (
        'unwritten',
        'this file cannot be written ({reason}); move away what stands in its place, '
        'or let it be written',
        'Something else stands where a build writes a file, or nobody may write there. '
        'The build goes on without it: where it holds what is known of an output, the '
        'next build writes more pages than it need.',
    )

    EXPORT = (
        'export',
        'the relation "{kind}" of term "{name}" to "{other}" is left out of {file}: '
        '{reason}; remove one of them',
        'A relation breaks a rule of the format of an export. The file does without '
        'it, and is valid.',
    )

    TAKEN = (
        'taken',
        'the file "{name}" of the output is not written: {reason}',
        'Somebody else puts a file into the output where an export, a script or a '
        'style of this extension would be. It stays.',
    )

    INVENTORY = (
        'inventory',
        'the glossary "{key}" of convglossary_inventories: {reason}; {remedy}',
        'The export of another project cannot be had or read, or names places that '
        'are no pages.',
    )

    CONFIG = (
        'config',
        '{option} {reason}; {remedy}',
        'A configuration value, or an entry of one, is not what it can be.',
    )

    ADDRESS = (
        'address',
        'the address "{address}" of term "{name}" is shown as text: links lead to '
        'http, https and mailto addresses, documents and paths of the site',
        'A ``learn-more`` address is of a kind that is not linked.',
    )


def comma_hint(target: str) -> str:
    """Name the way out to an author who separates items by commas."""
    if ',' not in target:
        return ''
    return __('; separate items with "·" or ";", not with a comma')


_REMEDIES = {
    Fault.TOUCHED: 'put a backslash and a space behind the closing backtick',
    Fault.UNENDED: 'put in the closing backtick',
    Fault.BRACKET: 'it is `text <target>`, with nothing behind the ">"',
}


def remedy(fault: Fault) -> str:
    """Name the way out to the author of a broken reference."""
    return __(_REMEDIES[fault])


def listed(names: Iterable[str]) -> str:
    """Return names as warnings list them."""
    return ', '.join(f'"{name}"' for name in names)


def of_project(key: str) -> str:
    """Say where a term of another project was looked for."""
    if not key:
        return __(' in another project; "intersphinx_mapping" names those there are')
    return __(' in the project "{key}" of "intersphinx_mapping"').format(key=key)


def hint(candidates: tuple[str, ...]) -> str:
    """Name the way out: what the author may have meant."""
    if not candidates:
        return ''
    listed = __(' or ').join(f'"{candidate}"' for candidate in candidates)
    return __(' (did you mean {candidates}?)').format(candidates=listed)


def report(
    problem: Problem,
    location: str | tuple[str, int] | nodes.Node | None,
    **details: object,
) -> None:
    """Warn of a problem: one line, located, with its type at the end.

    *location* is a document name, a pair of that and a line, or a node.
    *details* fill the fields of the problem's message.
    """
    told = {name: _one_line(value) for name, value in details.items()}
    # Every message of a damaged catalog would say so again.
    once = problem is Problem.CATALOG
    logger.warning(
        '%s%.0s',
        __(problem.message).format(**told),
        # Sphinx knows warnings of "once" by their arguments, not by their places.
        location if once else '',
        location=location,
        type='convglossary',
        subtype=problem.subtype,
        once=once,
    )


#: No value in a warning is longer.
_LONGEST = 1000


def _one_line(value: object) -> str:
    """Give a value as a console can show it: signs that command it are escaped."""
    text = re.sub(r'\s+', ' ', str(value))
    if len(text) > _LONGEST:
        text = f'{text[:_LONGEST]}…'
    return ''.join(map(_visible, text))


def _visible(sign: str) -> str:
    if unicodedata.category(sign) in ('Cc', 'Cs') or contained(sign) != sign:
        return sign.encode('unicode_escape').decode()
    return sign
