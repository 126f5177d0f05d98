"""CSV: our own, and tables of others with a header.

A table has a line for each term, with a column for each language
(``term, definition, fr, definition_fr``), or a line for each term in each language
(``id, language, term, definition``), as ours has.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from babel import Locale

from sphinxcontrib_convglossary.exports.csv import restored
from sphinxcontrib_convglossary.imports.material import (
    Entry,
    Material,
    distinct,
    locale_of,
    paragraphs,
)
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.spelling import make_id, plain, split_items
from sphinxcontrib_convglossary.terms import RelationKind, Wording
from sphinxcontrib_convglossary.vocabulary import Category, Concept, Link, Rendering

if TYPE_CHECKING:
    # The reader of "csv", by the only name that it has for annotations.
    from _csv import Reader
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.imports.material import Source

#: What a column holds, and what it may be called.
_FIELDS = {
    'id': ('id', 'identifier', 'key', 'term id'),
    'language': ('language', 'lang', 'locale'),
    'source': ('source',),
    'name': (
        *('term', 'name', 'target', 'preferred term', 'preferred name'),
        *('preferred label', 'designation', 'word', 'entry'),
    ),
    'state': ('state',),
    'abbreviation': ('abbreviation', 'abbr', 'acronym', 'short form'),
    'aliases': (
        *('aliases', 'alias', 'synonyms', 'synonym', 'also known as', 'variants'),
        *('alternative label', 'alternative labels'),
    ),
    'forms': ('forms', 'plural', 'inflections'),
    'deprecated': ('deprecated', 'avoid', 'forbidden', 'do not use'),
    'sort': ('sort', 'sort key', 'reading'),
    'definition': ('definition', 'description', 'meaning', 'explanation'),
    'learn-more': ('learn more', 'read more', 'more information', 'link', 'reference'),
    'category': ('category', 'domain', 'subject', 'subject field', 'topic'),
    'previously': ('previously',),
    'related': ('related', 'see also', 'related terms'),
    'broader': ('broader', 'parent'),
    'narrower': ('narrower',),
    'replaced-by': ('replaced by',),
    'url': ('url',),
}
_BY_HEADING = {
    heading: field for field, headings in _FIELDS.items() for heading in headings
}
#: What holds in every language; anything else may have a column for each.
_COMMON = frozenset(
    {'id', 'language', 'source', 'category', 'previously', 'url', 'state'}
    | {kind.value for kind in RelationKind}
)
_TAG = r'[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*'
#: No heading that anybody understands is longer, in characters.
_LONGEST = 100
_AFTER = re.compile(rf'(?P<field>.+?)\s*[\s_:.(\[/-]\s*(?P<tag>{_TAG})[)\]]?', re.I)
_BEFORE = re.compile(rf'(?P<tag>{_TAG})\s*[\s_:.)/-]\s*(?P<field>.+)', re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    field: str
    #: A locale; '' for the source language, or for all.
    locale: str = ''


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row(Mapping[_Column, str]):
    """The cells of a line, by column; a cell that is missing is empty."""

    line: int
    cells: Mapping[_Column, str]

    def __getitem__(self, column: _Column) -> str:
        return self.cells[column]

    def __iter__(self) -> Iterator[_Column]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def text(self, field: str, locale: str = '') -> str:
        """Give what a column holds."""
        return plain(self.cells.get(_Column(field=field, locale=locale), ''))

    def items_of(self, field: str, locale: str = '') -> tuple[str, ...]:
        """Give the items of a list."""
        return split_items(self.cells.get(_Column(field=field, locale=locale), ''))


def read(source: Source) -> Material:
    """Read a file."""
    text = source.text()
    delimiter = _delimiter(text)
    lines = csv.reader(StringIO(text, newline=''), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(lines, [])]
        columns = [_column(heading) for heading in header]
        _check(columns, source)
        columns = _renamed(columns)
        rows = [*_rows(lines, columns, source)]
    except csv.Error as error:
        raise source.malformed(f'this is no CSV: {error}', lines.line_num) from error
    table = _Table(source, columns, rows)
    unknown = [name for name, column in zip(header, columns, strict=True) if not column]
    notes = (
        f'{source.name}:1: the column "{name}" is left out: nobody knows what it holds'
        for name in unknown
        if name
    )
    return replace(table.material(), notes=tuple(notes))


def _delimiter(text: str) -> str:
    """Tell what separates the cells: what makes most sense of the header."""
    first = text.lstrip().partition('\n')[0]

    def known(sign: str) -> int:
        return sum(bool(_column(x.strip(' "\r'))) for x in first.split(sign))

    return max(',', ';', '\t', key=known)


def _column(heading: str) -> _Column | None:
    if len(heading) > _LONGEST:
        return None
    name = re.sub(r'[\s_-]+', ' ', heading).strip().lower()
    if name in _BY_HEADING:
        return _Column(field=_BY_HEADING[name])
    if locale := _language(heading):
        return _Column(field='name', locale=locale)
    for pattern in (_AFTER, _BEFORE):
        if match := pattern.fullmatch(heading.strip()):
            field = _BY_HEADING.get(re.sub(r'[\s_-]+', ' ', match['field']).lower())
            locale = _language(match['tag'])
            if field and field not in _COMMON and locale:
                return _Column(field=field, locale=locale)
    return None


@cache
def _language(heading: str) -> str:
    """Give the locale of a tag (``pt-BR``) or of an English name (``French``)."""
    wanted = heading.strip()
    if re.fullmatch(_TAG, wanted, re.IGNORECASE):
        code = re.split('[-_]', wanted)[0]
        # "No" is a number rather than Norwegian.
        known = not code.istitle() and code.lower() in Locale('en').languages
        return locale_of(wanted) if known else ''
    return _languages_by_name().get(wanted.lower(), '')


@cache
def _languages_by_name() -> dict[str, str]:
    return {name.lower(): code for code, name in Locale('en').languages.items()}


def _check(columns: list[_Column | None], source: Source) -> None:
    known = [column for column in columns if column]
    fields = {column.field for column in known}
    if not fields & {'name', 'source'}:
        raise source.malformed('no column holds names: call one of them "term"', 1)
    counted = Counter(known)
    if doubles := [x for x in counted if counted[x] > 1]:
        reason = f'two columns hold the same: {doubles[0].field}'
        raise source.malformed(f'{reason} {doubles[0].locale}'.rstrip(), 1)
    if 'language' in fields and 'name' not in fields:
        raise source.malformed('beside "language" a column "term" has to be', 1)
    if {'source', 'name'} <= fields and 'language' not in fields:
        reason = 'which languages are these? call the columns by their codes: en, fr'
        raise source.malformed(reason, 1)
    if 'language' in fields and not fields & {'id', 'source'}:
        reason = 'beside "language" a column "id" has to tell what belongs together'
        raise source.malformed(reason, 1)


def _renamed(columns: list[_Column | None]) -> list[_Column | None]:
    """Take ``source`` for the name where no other column holds it."""
    source, name = _Column(field='source'), _Column(field='name')
    if name in columns or _Column(field='language') in columns:
        return columns
    return [name if column == source else column for column in columns]


def _rows(
    lines: Reader, columns: list[_Column | None], source: Source
) -> Iterator[_Row]:
    number = lines.line_num + 1
    for cells in lines:
        if len(cells) > len(columns):
            reason = f'{len(cells)} cells, where the header has {len(columns)}'
            raise source.malformed(reason, number)
        filled = {
            column: restored(cell)
            for column, cell in zip(columns, cells, strict=False)
            if column and cell.strip()
        }
        if filled:
            yield _Row(line=number, cells=filled)
        number = lines.line_num + 1


class _Table:
    def __init__(
        self, source: Source, columns: list[_Column | None], rows: list[_Row]
    ) -> None:
        self._source = source
        self._rows = rows
        known = [column for column in columns if column]
        self._fields = {column.field for column in known}
        self._locales = distinct(column.locale for column in known)
        #: Tables whose first language has no tag in the heading.
        self._untagged = any(x.field == 'name' and not x.locale for x in known)

    def material(self) -> Material:
        long = 'language' in self._fields
        groups = self._groups() if long else [*self._lines()]
        entries = [self._entry(rows, long=long) for rows in groups]
        spoken = (x for entry in entries for x in entry.concept.renderings)
        labels = distinct(row.text('category') for row in self._rows)
        return Material(
            source_language=self._source_language if long else '',
            languages=distinct(spoken),
            # Ours has a line for each language that a term is published in.
            complete={'id', 'language', 'state', 'previously'} <= self._fields,
            categories=tuple(
                Category(key=_key(label), labels={'': label}) for label in labels
            ),
            entries=tuple(entries),
        )

    @property
    def _source_language(self) -> str:
        """The language of the first line whose name is the source name."""
        for row in self._rows:
            if 'source' in self._fields and row.text('source') == row.text('name'):
                return locale_of(row.text('language'))
        return ''

    def _lines(self) -> Iterator[list[_Row]]:
        """Give each line, which is a concept of its own."""
        seen: set[str] = set()
        for row in self._rows:
            identifier = row.text('id')
            if identifier in seen:
                reason = f'the id "{identifier}" is there twice'
                raise self._source.malformed(reason, row.line)
            seen.update({identifier} - {''})
            yield [row]

    def _groups(self) -> list[list[_Row]]:
        groups: dict[str, list[_Row]] = {}
        for row in self._rows:
            if not row.text('language'):
                raise self._source.malformed('it has no language', row.line)
            key = row.text('id') or row.text('source')
            if not key:
                raise self._source.malformed('it has no id', row.line)
            group = groups.setdefault(key, [])
            language = locale_of(row.text('language'))
            if any(locale_of(other.text('language')) == language for other in group):
                reason = f'"{key}" is there twice in "{row.text("language")}"'
                raise self._source.malformed(reason, row.line)
            group.append(row)
        return [*groups.values()]

    def _entry(self, rows: list[_Row], *, long: bool) -> Entry:
        first = rows[0]
        if long:
            renderings = {
                (locale := locale_of(row.text('language'))): _rendering(row, '', locale)
                for row in rows
            }
        else:
            locales = ('', *self._locales) if self._untagged else self._locales
            renderings = {x: _rendering(first, x, x) for x in locales}
        each = [row for row in rows if row.text('category')]
        concept = Concept(
            id=first.text('id'),
            previously=distinct(x for row in rows for x in row.items_of('previously')),
            category=_key(each[0].text('category')) if each else '',
            links=tuple(_links(rows)),
            renderings=renderings,
        )
        return Entry(concept=concept, place=f'{self._source.name}:{first.line}')


def _key(label: str) -> str:
    return make_id(label) if ' ' in label else label


def _links(rows: list[_Row]) -> Iterator[Link]:
    for row in rows:
        for kind in RelationKind:
            for target in row.items_of(kind.value):
                yield Link(kind=kind, target=target)


def _rendering(row: _Row, column: str, language: str) -> Rendering:
    wording = Wording(
        language=language,
        name=row.text('name', column),
        aliases=row.items_of('aliases', column),
        abbreviation=row.text('abbreviation', column),
        forms=row.items_of('forms', column),
        deprecated=row.items_of('deprecated', column),
        sort=row.text('sort', column),
    )
    usual = State.TRANSLATED if wording.name else State.MISSING
    told = row.text('state')
    state = State(told) if not wording.name and told in list(State) else usual
    text = row.cells.get(_Column(field='definition', locale=column), '')
    return Rendering(
        wording=wording,
        state=state,
        definition=paragraphs(text),
        learn_more=row.text('learn-more', column),
    )
