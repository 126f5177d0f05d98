r"""How references are written: their text and target, and what is broken about them.

A character behind a backslash follows ``\x00`` here, as docutils hands it to roles.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Fault(StrEnum):
    """What is broken about a reference."""

    #: A letter follows the closing backtick, where reST sees no end.
    TOUCHED = 'touched'
    #: The closing backtick is missing: the next one opens something else.
    UNENDED = 'unended'
    #: The closing bracket is missing, or something stands behind it.
    BRACKET = 'bracket'


# -- between the backticks


class Parts(NamedTuple):
    """The parts of ``text <target>``."""

    text: str
    target: str
    #: What stands behind the closing bracket.
    rest: str = ''
    closed: bool = True


#: Machine translation writes the brackets as entities, and input methods for
#: Chinese and Japanese in full width.
_BRACKET = re.compile(r'\x00?(?:(?P<open><|&lt;|＜)|>|&gt;|＞)')
#: What may be another bracket than ``<`` and ``>``, or take one for a character.
_UNUSUAL = re.compile(r'[&＜＞\x00]')


def parts_of(text: str) -> Parts | None:
    """Return the parts of a reference; ``None`` where it has no text of its own.

    A bracket behind a backslash is a character like any other.

    >>> parts_of('iterators <std::vector<T>>')
    Parts(text='iterators', target='std::vector<T>', rest='', closed=True)
    >>> parts_of('wheel <Wheel>s')
    Parts(text='wheel', target='Wheel', rest='s', closed=True)
    >>> parts_of('HSM')
    """
    if not _UNUSUAL.search(text):
        # So are nearly all: there are a hundred thousand of them.
        before, opening, after = text.partition('<')
        if not opening:
            return None
        once = '<' not in after and after.find('>') == len(after) - 1
        if once and before.strip() and '>' not in before:
            return Parts(before.rstrip(), after[:-1])
    return _unusual_parts(text)


def _unusual_parts(text: str) -> Parts | None:
    marks = [m for m in _BRACKET.finditer(text) if not m[0].startswith('\0')]
    opening = next((m for m in marks if m['open'] and text[: m.start()].strip()), None)
    if opening is None:
        return None
    ends = not marks[-1]['open'] and marks[-1].end() == len(text)
    closing = marks[-1] if ends else _closing(marks[marks.index(opening) :])
    if ends:
        opening = _opening(marks, text) or opening
    elif closing is None:
        return _parts(text, opening, len(text), len(text), closed=False)
    assert closing is not None
    return _parts(text, opening, closing.start(), closing.end())


def _parts(
    text: str, opening: re.Match[str], end: int, rest: int, *, closed: bool = True
) -> Parts:
    target = text[opening.end() : end]
    return Parts(text[: opening.start()].rstrip(), target, text[rest:], closed)


def _closing(marks: list[re.Match[str]]) -> re.Match[str] | None:
    """Return the bracket that closes the first one."""
    depth = 0
    last = None
    for mark in marks:
        depth += 1 if mark['open'] else -1
        if not mark['open']:
            last = mark
        if depth == 0:
            return mark
    return last


def _opening(marks: list[re.Match[str]], text: str) -> re.Match[str] | None:
    """Return the bracket that the last one closes, with text before it and within."""
    depth = 0
    for mark in reversed(marks):
        depth += -1 if mark['open'] else 1
        if depth == 0:
            told = text[: mark.start()].strip(), text[mark.end() : marks[-1].start()]
            return mark if all(told) else None
    return None


# -- around the backticks


class Piece(NamedTuple):
    """A piece of reST that ends where its author meant a reference to end."""

    text: str
    #: What is broken about the reference at its end; ``None`` for nothing.
    fault: Fault | None = None


#: The name of a role is no longer; a limit keeps the search for one short.
_NAME = r'[A-Za-z][A-Za-z0-9_.+:-]{0,78}'
#: A role that names itself at the end of a text, so that the next backtick opens it.
_OPENS = re.compile(rf':{_NAME}:\Z')


@cache
def _role(start: str, end: str) -> re.Pattern[str]:
    content = r'(?P<content>(?:[^`\x00]|\x00.)+)'
    role = rf'{start}:{_NAME}:`{content}`(?P<end>{end})?'
    return re.compile(rf'{start}``(?=\S)|{role}', re.DOTALL)


def pieces_of(text: str, start: str, end: str) -> Iterator[Piece]:
    r"""Divide reST behind each reference that reST itself would not end there.

    *start* and *end* are what docutils wants before a role and behind it, as regular
    expressions.

    >>> [piece.text for piece in pieces_of(':term:`a`s, :term:`b`', '', r'\W|$')]
    [':term:`a`', 's, :term:`b`']
    """
    pattern = _role(start, end)
    at = 0
    while found := pattern.search(text, at):
        if found['content'] is None:
            # A literal holds no roles; what never ends is none.
            closing = text.find('``', found.end())
            at = len(text) if closing < 0 else closing + 2
            continue
        kept = _ended(found['content'])
        at = found.end()
        if len(kept) < len(found['content']):
            at = found.start('content') + len(kept)
            yield Piece(f'{text[:at]}`', Fault.UNENDED)
        elif found['end'] is None:
            yield Piece(text[:at], Fault.TOUCHED)
        else:
            continue
        text, at = text[at:], 0
    yield Piece(text)


def _ended(content: str) -> str:
    """Leave out of a reference what shows that its closing backtick is missing.

    That is the name of another role, or white space, before a backtick.
    """
    opens = _OPENS.search(content, max(0, len(content) - 80))
    before = content[: opens.start()] if opens else content
    kept = before.rstrip()
    # White space behind a backslash is no end.
    return before[: len(kept) + 1] if kept.endswith('\0') else kept or content
