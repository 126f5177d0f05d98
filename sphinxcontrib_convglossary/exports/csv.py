"""The vocabulary as CSV (RFC 4180): a line for each term in each language."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.exports.tags import tag_of
from sphinxcontrib_convglossary.spelling import join_items
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.vocabulary import Concept, Vocabulary

#: The relations that authors declare; each is a column.
_RELATIONS = (
    RelationKind.RELATED,
    RelationKind.BROADER,
    RelationKind.NARROWER,
    RelationKind.REPLACED_BY,
)

#: ``id``, ``source``, ``target`` and ``state`` are what translators' tools look for.
COLUMNS = (
    'id',
    'language',
    'source',
    'target',
    'state',
    'abbreviation',
    'aliases',
    'forms',
    'deprecated',
    'sort',
    'definition',
    'category',
    'learn-more',
    'url',
    'previously',
    *(kind.value for kind in _RELATIONS),
)

#: What a spreadsheet would take for a formula; with apostrophes, what would be
#: taken for a cell that has been made harmless.
#: Spreadsheets of East Asia calculate full-width characters, too, and programs on the
#: way take out what nobody sees.
_FORMULA = re.compile(
    "'*[\0\xad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]*"
    '[=+\\-@\t\r＝＋－＠﹦﹢﹣﹫]'
)


def text(vocabulary: Vocabulary) -> str:
    """Write a vocabulary.

    The line of the source language, which comes first, says what holds in every
    language: former ids and relations.  Items of lists are separated as in the
    options of a term, paragraphs by an empty line.
    """
    written = StringIO(newline='')
    lines = csv.writer(written, lineterminator='\r\n')
    lines.writerow(COLUMNS)
    for concept in vocabulary.concepts:
        for cells in _rows(concept, vocabulary.source_language):
            lines.writerow(map(harmless, map(cells.__getitem__, COLUMNS)))
    return written.getvalue()


def harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate.

    >>> harmless('=1+1'), harmless("'=1+1"), harmless('1=1')
    ("'=1+1", "''=1+1", '1=1')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Take the apostrophe away that keeps a spreadsheet from calculating.

    >>> restored("'=1+1"), restored("''=1+1"), restored("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _rows(concept: Concept, source: str) -> Iterator[dict[str, str]]:
    name = concept.renderings[source].wording.name
    common = dict.fromkeys(COLUMNS, '')
    common |= {'id': concept.id, 'source': name, 'category': concept.category}
    for language, rendering in concept.renderings.items():
        wording = rendering.wording
        cells = common | {
            'language': tag_of(language),
            'target': wording.name,
            'state': rendering.state.value,
            'abbreviation': wording.abbreviation,
            'aliases': join_items(wording.aliases),
            'forms': join_items(wording.forms),
            'deprecated': join_items(wording.deprecated),
            'sort': wording.sort,
            'definition': rendering.text,
            'learn-more': rendering.learn_more,
            'url': rendering.url,
        }
        yield cells | _relations(concept) if language == source else cells


def _relations(concept: Concept) -> dict[str, str]:
    declared: dict[str, tuple[str, ...]] = {'previously': concept.previously}
    for kind in _RELATIONS:
        declared[kind.value] = tuple(
            link.target for link in concept.links if link.kind is kind and link.declared
        )
    return {column: join_items(ids) for column, ids in declared.items()}
