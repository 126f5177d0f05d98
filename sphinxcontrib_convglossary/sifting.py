"""Of a catalog, the messages that are asked for: Babel reads those, and no others.

A catalog of a whole project has thousands of messages, of which a glossary needs a
few, in each language.  So the file is cut where messages begin, and what is handed to
Babel is what says something of those that are asked for.  A file that is not written
as usual is read as a whole: what it says is always what Babel says.
"""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from functools import cached_property
from io import StringIO
from itertools import accumulate
from operator import methodcaller
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from babel.messages.catalog import Message as BabelMessage

#: What a message begins with, what is between its text and its translation, and
#: between two lines of a text.
_BEGIN, _MIDDLE, _JOINT = b'\nmsgid "', b'"\nmsgstr "', b'"\n"'

#: The lines of a message after its first one, without the comments of the next.
_OWN = re.compile(
    rb'[^\n]*(?:\n[ \t\v\f]*(?:(?:"|msgstr|msgid_plural)[^\n]*)?(?=\n|\Z))*'
)
#: How comments begin that end the message before them, to Babel.
_ENDS = re.compile(
    rb'(?:\s*#~\|[^\n]*)*\s*(?:\Z|#(?![~-])|#~\s*(?:msgid|msgctxt) |msgctxt )'
)
#: What may be written as an escape.
_SPECIAL = re.compile(rb'[\\"\a\b\f\n\r\t\v]')
#: What surrounds a path with spaces.
_ISOLATED = '\u2068'.encode()


class Message(NamedTuple):
    """What is kept of a message: those of Babel are several times as large."""

    #: The translation as it stands in the catalog; '' for none.
    text: str
    #: The line that it begins in.
    line: int
    #: Whether somebody has to look at it before it may be used.
    fuzzy: bool = False
    #: Whether the text in the sources is known to have been another one before.
    changed: bool = False
    #: The paths of the sources that it is in.
    sources: tuple[str, ...] = ()


class _Unusual(Exception):
    """A catalog has to be read as a whole."""


class Catalog:
    """The text of a catalog, of which what is asked for is read.

    Whatever Babel raises may be raised by each question.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._cut: _Cut | None = _Cut(data)
        except _Unusual:
            self._cut = None

    def messages(self, texts: Iterable[str]) -> dict[str, Message]:
        """Return the messages with these texts in the sources."""
        wanted = {text for text in texts if text}
        if self._cut is not None:
            try:
                found = self._cut.read(wanted)
            except _Unusual:
                self._cut = None
        if self._cut is None:
            found = self._whole
        return {text: found[text] for text in wanted & found.keys()}

    def of_document(self, path: str, texts: Set[str]) -> dict[str, Message]:
        """Return the messages of a document besides those with these texts.

        That are those in whose sources its path occurs, and maybe others.
        """
        if self._cut is not None:
            try:
                return self._cut.others(path, texts)
            except _Unusual:
                self._cut = None
        return {
            text: message for text, message in self._whole.items() if text not in texts
        }

    @cached_property
    def _whole(self) -> dict[str, Message]:
        return _read(self._data.split(b'\n'), None)


class _Cut:
    """A catalog that is cut where its messages begin."""

    def __init__(self, data: bytes) -> None:
        data = b'\n%b\n' % data.replace(b'\r\n', b'\n')
        self._pieces = pieces = data.split(_BEGIN)
        if not _is_usual(data, len(pieces) - 1):
            raise _Unusual
        #: The text of each message as it is written, escapes included.
        self._keys = [
            # A line break is in none that is written as usual.
            text.replace(_JOINT, b'') if middle else b'\n'
            for text, middle, _ in map(methodcaller('partition', _MIDDLE), pieces)
        ]
        # What stands before the first message has no text.
        self._keys[0] = b'\0'
        # Those of which only Babel knows what they are are read in any case, and so
        # is the header.
        keys = enumerate(self._keys)
        self._always = [n for n, key in keys if not key or b'\n' in key]
        self._starts = [0, *accumulate(len(x) + len(_BEGIN) for x in pieces)]
        self._data = data

    def read(self, texts: Set[str]) -> dict[str, Message]:
        """Return the messages with these texts, and maybe others."""
        wanted = {text.encode(errors='surrogatepass') for text in texts}
        found = [n for n, key in enumerate(self._keys) if key in wanted]
        return self._read([*found, *self._escaped(wanted)])

    def _escaped(self, wanted: Set[bytes]) -> list[int]:
        """Return the messages with an escape that may be one of those wanted.

        An escape stands for one of a few characters.
        """
        beginnings = {
            text[: special.start()]
            for text in wanted
            for special in _SPECIAL.finditer(text)
        }
        if not beginnings:
            return []
        escaped = [n for n, key in enumerate(self._keys) if b'\\' in key]
        keys = self._keys
        return [n for n in escaped if keys[n].partition(b'\\')[0] in beginnings]

    def others(self, path: str, texts: Set[str]) -> dict[str, Message]:
        """Return the messages without these texts near whose comments a path is."""
        if _ISOLATED in self._data:
            raise _Unusual
        known = {text.encode(errors='surrogatepass') for text in texts}
        place, pieces = path.encode(errors='surrogatepass'), self._pieces
        found = [
            number
            for number, key in enumerate(self._keys)
            if number and place in pieces[number - 1]
            if key not in known or b'\\' in key
        ]
        others = self._read(found).keys() - texts
        # Of two with one text both count.
        return {x: y for x, y in self.read(others).items() if x in others}

    def _read(self, numbers: list[int]) -> dict[str, Message]:
        """Return some messages, from what Babel makes of their lines."""
        lines: list[bytes] = []
        places: dict[int, int] = {}
        line = end = 0
        for number in sorted({*self._always, *numbers}):
            comments = self._comments(number)
            lines += comments.split(b'\n')
            start = self._starts[number]
            line += self._data.count(b'\n', end, start - len(_BEGIN) + 1)
            end = start - len(_BEGIN) + 1
            places[len(lines) + 1] = line
            lines += self._own(number).split(b'\n')
        return _read(lines, places)

    def _comments(self, number: int) -> bytes:
        """Return what stands before a message and belongs to it."""
        before = self._pieces[number - 1]
        if number == 1:
            return before
        comments = before[_end_of(before) :]
        if not _ENDS.match(comments):
            raise _Unusual
        return comments

    def _own(self, number: int) -> bytes:
        """Return a message from its text to its translation."""
        piece = self._pieces[number]
        end = _end_of(piece)
        if not _ENDS.match(piece, end):
            raise _Unusual
        return _BEGIN[1:] + piece[:end]


def _end_of(piece: bytes) -> int:
    """Return where a message ends and the comments of the next begin."""
    found = _OWN.match(piece)
    assert found is not None  # It matches the empty text.
    return found.end()


def _is_usual(data: bytes, count: int) -> bool:
    """Return whether all messages of a catalog begin as its *count* messages do."""
    if b'\r' in data or b'msgstr[' in data:
        return False
    begun = data.count(b'msgid ')
    if begun != count:
        # The texts before, and messages that are no more.
        begun -= data.count(b'#| msgid ') + data.count(b'#~ msgid ')
        begun -= data.count(b'#~| msgid ')
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return begun == count


def _read(lines: list[bytes], places: dict[int, int] | None) -> dict[str, Message]:
    """Return what Babel reads in some lines of a catalog.

    *places* has the line in the catalog of each line in which a message begins.
    """
    # Like Sphinx: a line that Babel does not understand is passed over.  It prints
    # what it thinks of it.
    with redirect_stdout(StringIO()):
        catalog = read_po(lines)
    if places is not None and catalog.charset not in {'utf-8', 'utf8'}:
        raise _Unusual
    return {
        message.id: _kept(message, places)
        for message in catalog
        # Sphinx asks without a context, and for no plural.
        if isinstance(message.id, str) and message.id and not message.context
    }


def _kept(message: BabelMessage, places: dict[int, int] | None) -> Message:
    # Babel takes "#| msgid", the text before, for a comment.
    before = any(comment.startswith('|') for comment in message.user_comments)
    line = message.lineno or 0
    return Message(
        # Without a plural the translation is one text; Babel's types do not say so.
        text=str(message.string),
        line=line if places is None else places[line],
        fuzzy=message.fuzzy,
        changed=bool(message.previous_id) or before,
        # The same for whole documents: one text for all.
        sources=tuple(dict.fromkeys(intern(path) for path, _ in message.locations)),
    )
