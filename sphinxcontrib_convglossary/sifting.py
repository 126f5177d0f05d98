"""Of a catalog, the messages that are asked for: those are read, and no others.

A catalog of a whole project has thousands of messages, of which a glossary needs a
few, in each language.  So the file is cut where messages begin, and of those that are
asked for Babel reads what is not written as usual.  A file that is not written as usual
is read as a whole: what it says is always what Babel says.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import accumulate
from operator import methodcaller
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.po_messages import (
    Unusual,
    read_by_babel,
    read_plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from sphinxcontrib_convglossary.po_messages import Message

#: As numbers, which Python finds several times as fast in bytes.
_LINE_BREAK, _BACKSLASH = b'\n\\'
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
#: Texts before, and messages that are no more.
_FORMER = re.compile(rb'#(?:\||~\|?) msgid ')
#: What may be written as an escape.
_SPECIAL = re.compile(rb'[\\"\a\b\f\n\r\t\v]')
#: What surrounds a path with spaces.
_ISOLATED = '\u2068'.encode()


class Catalog:
    """The text of a catalog, of which what is asked for is read.

    Whatever Babel raises may be raised by each question.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._cut: _Cut | None = _Cut(data)
        except Unusual:
            self._cut = None

    def messages(self, texts: Iterable[str]) -> dict[str, Message]:
        """Return the messages with these texts in the sources."""
        wanted = {text for text in texts if text}
        if self._cut is not None:
            try:
                found = self._cut.read(wanted)
            except Unusual:
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
            except Unusual:
                self._cut = None
        return {
            text: message for text, message in self._whole.items() if text not in texts
        }

    @cached_property
    def _whole(self) -> dict[str, Message]:
        return read_by_babel(self._data.split(b'\n'), None)


class _Cut:
    """A catalog that is cut where its messages begin."""

    def __init__(self, data: bytes) -> None:
        if b'\r' in data:
            data = data.replace(b'\r\n', b'\n')
        data = b'\n%b\n' % data
        self._pieces = pieces = data.split(_BEGIN)
        if not _is_usual(data, len(pieces) - 1):
            raise Unusual
        #: The text of each message as it is written, escapes included.
        self._keys = [
            # A line break is in none that is written as usual.
            text.replace(_JOINT, b'') if middle else b'\n'
            for text, middle, _ in map(methodcaller('partition', _MIDDLE), pieces)
        ]
        # What stands before the first message has no text: none is encoded so.
        self._keys[0] = b'\xff'
        # Those of which only Babel knows what they are are read in any case, and so
        # is the header.
        keys = enumerate(self._keys)
        self._always = [n for n, key in keys if not key or _LINE_BREAK in key]
        #: How much text there is up to the end of each, but for what they begin with.
        self._ends = [*accumulate(map(len, pieces))]
        self._data = data

    def read(self, texts: Set[str]) -> dict[str, Message]:
        """Return the messages with these texts, and maybe others."""
        wanted, beginnings = _written(frozenset(texts))
        found = [n for n, key in enumerate(self._keys) if key in wanted]
        return self._read([*found, *self._escaped(beginnings)])

    def _escaped(self, beginnings: Set[bytes]) -> list[int]:
        """Return the messages with an escape behind one of some beginnings."""
        if not beginnings:
            return []
        keys = self._keys
        escaped = [n for n, key in enumerate(keys) if _BACKSLASH in key]
        return [n for n in escaped if keys[n].partition(b'\\')[0] in beginnings]

    def others(self, path: str, texts: Set[str]) -> dict[str, Message]:
        """Return the messages without these texts near whose comments a path is."""
        if _ISOLATED in self._data:
            raise Unusual
        known = {text.encode(errors='surrogatepass') for text in texts}
        place, pieces = path.encode(errors='surrogatepass'), self._pieces
        found = [
            number
            for number, key in enumerate(self._keys)
            if number and place in pieces[number - 1]
            if key not in known or _BACKSLASH in key
        ]
        others = self._read(found).keys() - texts
        # Of two with one text both count.
        return {x: y for x, y in self.read(others).items() if x in others}

    def _read(self, numbers: list[int]) -> dict[str, Message]:
        """Return some messages: Babel reads those that are not written as usual."""
        places = self._places(sorted({*self._always, *numbers}))
        plain, rest = {}, {}
        for number, line in places.items():
            message = read_plain(self._comments(number), self._pieces[number], line)
            text = self._keys[number].decode()
            if message is None or not text or text in plain:
                rest[number] = line
            else:
                plain[text] = message
        found = self._read_by_babel(rest)
        if plain.keys().isdisjoint(found):
            return plain | found
        # Of messages with one text Babel makes one.
        return self._read_by_babel(places)

    def _places(self, numbers: list[int]) -> dict[int, int]:
        """Return the lines before some messages, which are in order."""
        places = {}
        line = end = 0
        for number in numbers:
            start = self._ends[number - 1] + (number - 1) * len(_BEGIN) + 1
            line += self._data.count(b'\n', end, start)
            places[number], end = line, start
        return places

    def _read_by_babel(self, places: dict[int, int]) -> dict[str, Message]:
        """Return some messages, from what Babel makes of their lines."""
        lines: list[bytes] = []
        begun: dict[int, int] = {}
        for number, line in places.items():
            lines += self._comments(number).split(b'\n')
            begun[len(lines) + 1] = line
            lines += self._own(number).split(b'\n')
        return read_by_babel(lines, begun)

    def _comments(self, number: int) -> bytes:
        """Return what stands before a message and belongs to it."""
        before = self._pieces[number - 1]
        if number == 1:
            return before
        comments = before[_end_of(before) :]
        if not _ENDS.match(comments):
            raise Unusual
        return comments

    def _own(self, number: int) -> bytes:
        """Return a message from its text to its translation."""
        piece = self._pieces[number]
        end = _end_of(piece)
        if not _ENDS.match(piece, end):
            raise Unusual
        return _BEGIN[1:] + piece[:end]


@lru_cache(maxsize=4)
def _written(texts: frozenset[str]) -> tuple[set[bytes], set[bytes]]:
    """Return some texts as catalogs have them, and what may stand before an escape.

    An escape stands for one of a few characters.  The same texts are wanted of the
    catalogs of all languages.
    """
    written = {text.encode(errors='surrogatepass') for text in texts}
    special = ((text, x.start()) for text in written for x in _SPECIAL.finditer(text))
    return written, {text[:start] for text, start in special}


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
        begun -= len(_FORMER.findall(data))
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return begun == count
