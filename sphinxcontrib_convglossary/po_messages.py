"""Messages of a catalog: what is written as usual is read here, the rest by Babel.

That are most: without an escape, a context or a plural, with comments of known kinds.
Babel reads the same of them.
"""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from babel.messages.catalog import Message as BabelMessage

#: The rest of a message, from its text on: lines in quotation marks and nothing else.
_PLAIN = re.compile(
    rb'[^"\\\n]*"\n(?:"[^"\\\n]*"\n)*'
    rb'msgstr "((?:[^"\\\n]*"\n")*[^"\\\n]*)"\n*(?=\n#[ :,.|]|\Z)'
)
#: Places, comments by hand, the text before, and that it is not sure.
_COMMENTS = re.compile(
    rb'(?:\n+(?:#:(?: [!-9;-~]+:\d{1,9})+|# [^\n|]*|#\| [^\n]*|#, fuzzy)(?=\n|\Z))*'
    rb'\n*\Z'
)


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


class Unusual(Exception):
    """A catalog has to be read as a whole."""


def read_plain(comments: bytes, entry: bytes, line: int) -> Message | None:
    """Return a message that is written as usual; ``None`` for any other.

    *entry* begins where its text does and ends where the next message begins;
    *comments* are the lines before it.
    """
    found = _PLAIN.match(entry)
    if found is None or not _COMMENTS.match(comments):
        return None
    return Message(
        text=found[1].replace(b'"\n"', b'').decode(),
        line=line,
        fuzzy=b'\n#, ' in comments,
        changed=b'\n#|' in comments,
        sources=_sources(comments.decode()),
    )


def _sources(comments: str) -> tuple[str, ...]:
    paths = [
        place.partition(':')[0]
        for comment in comments.split('\n')
        if comment.startswith('#:')
        for place in comment.split(' ')[1:]
    ]
    # The same for whole documents: one text for all.
    return tuple(map(intern, dict.fromkeys(paths)))


def read_by_babel(
    lines: list[bytes], places: dict[int, int] | None
) -> dict[str, Message]:
    """Return what Babel reads in some lines of a catalog.

    *places* has the line in the catalog of each line in which a message begins.
    """
    # Like Sphinx: a line that Babel does not understand is passed over.  It prints
    # what it thinks of it.
    with redirect_stdout(StringIO()):
        catalog = read_po(lines)
    if places is not None and catalog.charset not in {'utf-8', 'utf8'}:
        raise Unusual
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
