"""Citations: as text in a language, as BibTeX, and as CSL-JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from sphinxcontrib_convglossary.languages import language_tag
from sphinxcontrib_convglossary.spelling import make_id

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A year, a month or a day, as ISO 8601 writes it.
_DATE = re.compile(r'(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?')

#: Languages of the Arabic script, which have a comma of their own.
_ARABIC_COMMA = ('ar', 'fa', 'ps', 'sd', 'ug', 'ur')

#: What TeX would take as a command.  A brace is a command here, since BibTeX
#: counts those that a backslash precedes as well.
_TEX = str.maketrans(
    {
        '\\': r'\textbackslash{}',
        '{': r'\textbraceleft{}',
        '}': r'\textbraceright{}',
        '^': r'\textasciicircum{}',
        '~': r'\textasciitilde{}',
        **{sign: f'\\{sign}' for sign in '%&#_$'},
    }
)

#: What would end an address in BibTeX, where it is taken as it is otherwise.
_VERBATIM = str.maketrans(
    {sign: f'%{ord(sign):02X}' for sign in '\\{} "<>^`|'},
)

_MONTHS = (
    *('jan', 'feb', 'mar', 'apr', 'may', 'jun'),
    *('jul', 'aug', 'sep', 'oct', 'nov', 'dec'),
)


def is_date(value: object) -> bool:
    """Tell whether a value is a date: ``2026``, ``2026-11`` or ``2026-11-20``."""
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return False
    year, month, day = match.groups('1')
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who made a work: one name, or that of a person in two parts."""

    #: All of the name, or the family name.
    name: str
    #: The given name of a person; '' where the name is taken as it is.
    given: str = ''

    @property
    def shown(self) -> str:
        """The name as a text has it."""
        return f'{self.given} {self.name}' if self.given else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is cited: a glossary, or one term of it."""

    #: What a bibliography knows it by; the same in every build and language.
    key: str
    title: str
    #: The title of the glossary that a term is in; '' for a glossary.
    container: str = ''
    authors: tuple[Author, ...] = ()
    version: str = ''
    #: See :func:`is_date`; '' where none is known.
    date: str = ''
    publisher: str = ''
    #: The address; '' where none is known.
    url: str = ''
    #: The locale of the page.
    language: str = 'en'


def key_of(*parts: str) -> str:
    """Make a key of ASCII signs, which every program for bibliographies takes.

    >>> key_of('My project', 'term-café')
    'my-project-term-cafe9'
    """
    name = '-'.join(filter(None, map(make_id, parts)))
    return ''.join(sign if sign.isascii() else f'{ord(sign):x}' for sign in name)


# -- as text


class Part(StrEnum):
    """What a piece of a citation is."""

    AUTHORS = 'authors'
    #: Of a whole.
    TITLE = 'title'
    #: Of a part of something.
    PART_TITLE = 'part-title'
    CONTAINER = 'container'
    OTHER = 'other'
    URL = 'url'


def pieces(work: Work) -> Iterator[tuple[Part, str]]:
    """Give the pieces of a citation in their order, the address last."""
    joint = comma(work.language)
    if work.authors:
        yield Part.AUTHORS, joint.join(author.shown for author in work.authors)
    if work.container:
        yield Part.PART_TITLE, work.title
        yield Part.CONTAINER, work.container
    else:
        yield Part.TITLE, work.title
    dated = shown_date(work.date, work.language) if work.date else ''
    for other in (work.version, work.publisher, dated):
        if other:
            yield Part.OTHER, other
    if work.url:
        yield Part.URL, work.url


def comma(language: str) -> str:
    """Give what stands between two pieces."""
    return '، ' if language.partition('_')[0] in _ARABIC_COMMA else ', '


def shown_date(text: str, language: str) -> str:
    """Give a date as readers of a language write it; as it is where nobody knows.

    >>> shown_date('2026-11-20', 'fr'), shown_date('2026-11', 'en')
    ('20 novembre 2026', 'November 2026')
    """
    year, month, day = _parts_of(text)
    try:
        locale = Locale.parse(language.replace('-', '_'))
    except (UnknownLocaleError, ValueError):
        return text
    if not month:
        return f'{year}'
    if not day:
        # Every language has this form: those without one of their own share one.
        return str(format_skeleton('yMMMM', date(year, month, 1), locale=locale))
    return format_date(date(year, month, day), 'long', locale)


def _parts_of(text: str) -> tuple[int, int, int]:
    """Give year, month and day; 0 for what a date does not say."""
    match = _DATE.fullmatch(text)
    assert match is not None
    year, month, day = (int(part) for part in match.groups('0'))
    return year, month, day


# -- as BibTeX


def as_bibtex(work: Work) -> str:
    """Give the entry of a work, for BibTeX and for biblatex.

    Letters with accents stay as they are (UTF-8).
    """
    fields = ''.join(f'  {name} = {value},\n' for name, value in _fields(work))
    kind = 'incollection' if work.container else 'misc'
    return f'@{kind}{{{work.key},\n{fields}}}\n'


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.authors:
        yield 'author', f'{{{" and ".join(map(_bibtex_author, work.authors))}}}'
    # Braces within the braces keep the capitals of names.
    yield 'title', f'{{{{{_escaped(work.title)}}}}}'
    if work.container:
        yield 'booktitle', f'{{{{{_escaped(work.container)}}}}}'
    if work.version:
        yield 'version', f'{{{_escaped(work.version)}}}'
    if work.publisher:
        name = 'publisher' if work.container else 'organization'
        yield name, f'{{{_escaped(work.publisher)}}}'
    if work.date:
        year, month, _ = _parts_of(work.date)
        yield 'year', f'{{{year:04}}}'
        if month:
            # A name that every style knows, and writes in its own language.
            yield 'month', _MONTHS[month - 1]
    if work.url:
        yield 'url', f'{{{work.url.translate(_VERBATIM)}}}'


def _bibtex_author(author: Author) -> str:
    """Give a name; in braces of its own BibTeX does not look for parts in it."""
    if author.given:
        return f'{{{_escaped(author.name)}}}, {{{_escaped(author.given)}}}'
    return f'{{{_escaped(author.name)}}}'


def _escaped(text: str) -> str:
    return text.translate(_TEX)


# -- as CSL-JSON


def as_csl_json(work: Work) -> str:
    """Give a list of one item, as reference managers import it."""
    fields = (f'    {_json(name)}: {_json(value)}' for name, value in _csl(work))
    return '[\n  {\n' + ',\n'.join(fields) + '\n  }\n]\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _csl(work: Work) -> Iterator[tuple[str, Any]]:
    yield 'id', work.key
    yield 'type', 'entry-dictionary' if work.container else 'webpage'
    yield 'title', work.title
    if work.container:
        yield 'container-title', work.container
    if work.authors:
        yield 'author', [_csl_author(author) for author in work.authors]
    if work.date:
        known = [part for part in _parts_of(work.date) if part]
        yield 'issued', {'date-parts': [known]}
    for name, value in (
        ('version', work.version),
        ('publisher', work.publisher),
        ('URL', work.url),
    ):
        if value:
            yield name, value
    yield 'language', language_tag(work.language)


def _csl_author(author: Author) -> dict[str, str]:
    if author.given:
        return {'family': author.name, 'given': author.given}
    return {'literal': author.name}
