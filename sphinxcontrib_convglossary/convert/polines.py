"""The text of a catalog, sign by sign: a change of a message changes nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: What a line of a message says: the sign of what is obsolete or was before, the
#: keyword, the text.
_LINE = re.compile(
    r'(?P<sign>#~\|?|#\|)?\s*+'
    r'(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*'
    r'"(?P<text>(?:[^"\\]|\\.)*)"\s*$'
)
_ESCAPE = re.compile(r'\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|.)')
_SIGN = re.compile(rf'{_ESCAPE.pattern}|.')
_LETTERS = {'n': '\n', 't': '\t', 'r': '\r', 'a': '\a', 'b': '\b', 'f': '\f', 'v': '\v'}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a line of the catalog."""

    line: int
    start: int
    end: int


@dataclass(kw_only=True)
class Field:
    """A text of a message: its ``msgid``, a ``msgstr``."""

    keyword: str
    #: ``#|`` for what the message was before.
    sign: str
    #: Of its first line.
    line: int
    #: What stands between quotes, with the place of its first sign.
    pieces: list[tuple[str, Place]] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The text that is meant."""
        written = ''.join(piece for piece, _ in self.pieces)
        return _ESCAPE.sub(_decoded, written) if '\\' in written else written

    @cached_property
    def places(self) -> list[Place]:
        """The place of each sign of the text."""
        return [
            Place(at.line, at.start + found.start(), at.start + found.end())
            for piece, at in self.pieces
            for found in _SIGN.finditer(piece)
        ]


@dataclass(kw_only=True)
class Message:
    """A message with what is said about it: some lines of a catalog."""

    #: Its lines, from the first comment to the last ``msgstr``.
    start: int
    end: int
    comments: list[str] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)

    def text(self, keyword: str) -> str | None:
        """Give a text of the message as it is now; ``None`` where it has none."""
        for found in self.fields:
            if found.keyword == keyword and not found.sign.endswith('|'):
                return found.text
        return None

    @property
    def obsolete(self) -> bool:
        """Whether the sources have it no more."""
        return any(found.sign.startswith('#~') for found in self.fields)

    @property
    def fuzzy(self) -> bool:
        """Whether a person has to look at the translation."""
        flags = [line for line in self.comments if line.startswith('#,')]
        return any('fuzzy' in re.split(r'[,\s]+', line) for line in flags)

    @property
    def locations(self) -> list[str]:
        """The files that it comes from, as the catalog writes them, with lines."""
        found = []
        for line in self.comments:
            if line.startswith('#:'):
                found += _locations(line[2:])
        return found

    @property
    def line(self) -> int:
        """The line of the ``msgid``."""
        own = (f.line for f in self.fields if not f.sign.endswith('|'))
        return next(own, self.start)


def _locations(text: str) -> list[str]:
    """Split a line of places; names with blanks are set off by special signs."""
    isolated = re.findall(r'\u2068([^\u2068\u2069]+)\u2069(:\d+)?', text)
    rest = re.sub(r'\u2068[^\u2068\u2069]+\u2069(:\d+)?', ' ', text)
    return [name + line for name, line in isolated] + rest.split()


def without_line(location: str) -> str:
    """Give the path of a place: ``a.rst`` of ``a.rst:12``."""
    return re.sub(r':(?:docstring of .*|<\w+>:\d+|\d+)$', '', location)


def read_messages(lines: Sequence[str]) -> Iterator[Message]:
    """Give the messages of a catalog, in order."""
    message: Message | None = None
    for number, line in enumerate(lines):
        stripped = line.strip()
        found = _LINE.match(stripped)
        if found is None:
            if message is not None and (not stripped or message.fields):
                yield from _whole(message)
                message = None
            if stripped.startswith('#'):
                message = message or Message(start=number, end=number)
                message.comments.append(stripped)
                message.end = number + 1
            continue
        sign, keyword = found['sign'] or '', found['keyword']
        begins = keyword in ('msgid', 'msgctxt') and not sign.endswith('|')
        begins = begins or (keyword is not None and sign.endswith('|'))
        if message is not None and begins and message.text('msgstr') is not None:
            yield from _whole(message)
            message = None
        if message is None:
            message = Message(start=number, end=number)
        if keyword:
            message.fields.append(Field(keyword=keyword, sign=sign, line=number))
        message.end = number + 1
        if message.fields:
            start = line.index(stripped) + found.start('text')
            place = Place(number, start, start + len(found['text']))
            message.fields[-1].pieces.append((found['text'], place))
    if message is not None:
        yield from _whole(message)


def _whole(message: Message) -> Iterator[Message]:
    if message.fields:
        yield message


def _decoded(found: re.Match[str]) -> str:
    rest = found[0][1:]
    if rest[0] in '01234567':
        return chr(int(rest, 8))
    if rest[0] == 'x' and len(rest) == 3:
        return chr(int(rest[1:], 16))
    return _LETTERS.get(rest, rest)


def quoted(text: str) -> str:
    """Write a text of one line as catalogs do."""
    escaped = text.replace('\\', '\\\\').replace('"', '\\"')
    return f'"{escaped}"'.replace('\t', '\\t').replace('\n', '\\n')
