"""What the conversion of a text gives: lines, and what a person has to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The role and its longer name, as written in either syntax.
NEW_ROLE = 'term-ref'
#: What :term: may be called.
OLD_ROLES = ('term', 'std:term')


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
    #: Text with :term: in it that was left, in one line: code, for one.
    left: list[str] = field(default_factory=list)
    #: Text whose references were converted, as it was, in one line.
    texts: list[str] = field(default_factory=list)


def one_line(text: str) -> str:
    """Give a text in one line, with single blanks."""
    return ' '.join(text.split())


def with_new_role(text: str, spans: list[Span]) -> str:
    """Write the new name of the role in the place of the old one."""
    for span in sorted(spans, key=lambda span: span.start, reverse=True):
        text = f'{text[: span.start]}{NEW_ROLE}{text[span.end :]}'
    return text


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
