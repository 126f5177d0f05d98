"""What the conversion of a text gives: lines, and what a person has to look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: The role and its longer name, as written in either syntax.
NEW_ROLE = 'term-ref'


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that was left as it was, or that somebody should know."""

    #: Counted from 0, in the text as converted.
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where the name of a role stands in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of an entry of a glossary."""

    #: The line as written: a message of the catalogs.
    written: str
    #: Without its classifiers, still with its markup.
    markup: str
    #: Without markup.
    plain: str
    #: What the index sorts it under.
    classifier: str = ''
    #: Whether ``plain`` is what Sphinx makes of it: a role may say anything.
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a glossary, which becomes a term."""

    names: tuple[Name, ...]
    #: What it says, without the indentation that all its lines share.
    definition: tuple[str, ...]
    #: Comments that stand before it.
    comments: tuple[str, ...] = ()
    #: Where its first name stands: counted from 0, in the text as it was.
    line: int = 0


@dataclass(kw_only=True)
class Converted:
    """A text, converted."""

    lines: list[str]
    #: For each line, where it stood; a new line has the place of what it came from.
    origins: list[int]
    entries: list[Entry] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    #: How many references were converted.
    references: int = 0
    #: How many glossaries were converted.
    glossaries: int = 0
    #: Translated names that hold the name of the source as well.
    bilingual: list[str] = field(default_factory=list)
    #: Text with :term: in it that was left, in one line: code, for one.
    left: list[str] = field(default_factory=list)
    #: Text whose references were converted, as it was, in one line.
    texts: list[str] = field(default_factory=list)


def is_old_role(name: str) -> bool:
    """Return whether a role is Sphinx's ``:term:``, under one of its names.

    Sphinx takes ``:py:term:`` for ``:std:term:``, since no other domain has such a role
    but the one of this package.  ``:external:term:`` is for other projects.
    """
    domain, _, role = name.lower().rpartition(':')
    foreign = domain == 'conv' or re.split(r'[+:]', domain)[0] == 'external'
    return role == 'term' and ':' not in domain and not foreign


class Ranges:
    """Ranges of a text that do not overlap: (start, end)."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]

    def __contains__(self, place: int) -> bool:
        before = bisect_right(self._starts, place) - 1
        return before >= 0 and place < self._ranges[before][1]

    def begin_in(self, start: int, end: int) -> bool:
        """Return whether one begins between two places."""
        after = bisect_right(self._starts, start)
        return after < len(self._starts) and self._starts[after] < end


def one_line(text: str) -> str:
    """Return a text in one line, with single spaces."""
    return ' '.join(text.split())


def line_numbers(text: str, places: Iterable[int]) -> Iterator[int]:
    """Return the line of each place of a text, counted from 0; places ascend."""
    line = before = 0
    for place in places:
        line += text.count('\n', before, place)
        before = place
        yield line


def replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return a text with another one in each range: (start, end, text)."""
    pieces = []
    before = 0
    for start, end, new in sorted(edits):
        pieces += [text[before:start], new]
        before = end
    return ''.join(pieces) + text[before:]


def with_new_role(text: str, spans: Iterable[Span]) -> str:
    """Return a text with the new name of the role in place of the old one."""
    return replaced(text, ((span.start, span.end, NEW_ROLE) for span in spans))


def without_tabs(lines: Sequence[str], stop: int) -> list[str]:
    """Give lines whose indentation has no tabs, as parsers see them."""
    return [_expanded(line, stop) if '\t' in line else line for line in lines]


def _expanded(line: str, stop: int) -> str:
    text = line.lstrip()
    return line[: len(line) - len(text)].expandtabs(stop) + text


def with_tabs(converted: Converted, before: Sequence[str], stop: int) -> list[str]:
    """Give the lines of a conversion with the tabs that indented them."""
    lines = []
    for line, origin in zip(converted.lines, converted.origins, strict=True):
        old = before[origin]
        indentation = old[: len(old) - len(old.lstrip())]
        expanded = indentation.expandtabs(stop)
        if '\t' in indentation and line[: len(expanded)] == expanded:
            line = indentation + line[len(expanded) :]
        lines.append(line)
    return lines
