"""What catalogs say of the messages of terms, kept from one build to the next.

A build needs a few messages of every catalog of every language, and few catalogs
change between two builds.  What is kept is true of a file as it was at a time: it is
never out of date, at worst it is not asked for again.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import babel

from sphinxcontrib_convglossary.guarded_files import (
    UNREADABLE,
    read_bytes,
    write_whole,
)
from sphinxcontrib_convglossary.po_messages import Message

if TYPE_CHECKING:
    from pathlib import Path

#: Grows with the shape of what is kept.
_VERSION = 2


class Strays(NamedTuple):
    """What a catalog holds that a document said before."""

    #: When the document was read, and what else that was asked with.
    asked: list[object]
    #: The texts that are translated and that it does not say any more.
    texts: list[str]
    #: Whether one of them is like a text of today.
    like: dict[str, bool]


@dataclass(kw_only=True)
class KeptFile:
    """What is known of a catalog as it was at a time."""

    #: When it was changed last, and its size.
    stamp: tuple[int, int]
    #: Messages by their text in the sources; ``None`` for what it does not hold.
    messages: dict[str, Message | None] = field(default_factory=dict)
    #: What documents said before, by their paths.
    strays: dict[str, Strays] = field(default_factory=dict)


class Kept:
    """What is kept of the catalogs of a language."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = _read(path)
        #: Whether more is known than is written.
        self.changed = False

    def file(self, path: Path, stamp: tuple[int, int]) -> KeptFile:
        """Return what is known of a catalog as it is: nothing where it is new."""
        name = self._name(path)
        if name not in self._files or self._files[name].stamp != stamp:
            self._files[name] = KeptFile(stamp=stamp)
        return self._files[name]

    def _name(self, path: Path) -> str:
        """Return the path of a catalog from here: all may be moved together."""
        try:
            return os.path.relpath(path, self._path.parent)
        except ValueError:
            return str(path)  # On two drives of Windows there is no way.

    def _is_there(self, name: str) -> bool:
        # The directory that the name begins at may have to be made yet.
        return os.path.isfile(os.path.normpath(self._path.parent / name))

    def save(self) -> None:
        """Write what has become known, without what is about files that are gone."""
        if self.changed:
            there = {x: y for x, y in self._files.items() if self._is_there(x)}
            write_whole(self._path, _packed(there))
            self.changed = False


class KeptCatalogs:
    """What is kept of the catalogs of a project: a file for each language."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._languages: dict[str, Kept] = {}

    def of(self, locale: str) -> Kept:
        """Return what is kept of the catalogs of a language."""
        if locale not in self._languages:
            # Not every file system has names for all that a directory may be called.
            name = hashlib.blake2b(
                locale.encode(errors='surrogateescape'), digest_size=8
            ).hexdigest()
            self._languages[locale] = Kept(self._folder / f'{name}.json')
        return self._languages[locale]

    def save(self) -> None:
        """Write what has become known."""
        for kept in self._languages.values():
            kept.save()


def _packed(files: dict[str, KeptFile]) -> bytes:
    """Return all that is known of some files, and how to see that it is whole."""
    known = {
        path: [file.stamp, file.messages, file.strays] for path, file in files.items()
    }
    text = json.dumps(known, ensure_ascii=False, separators=(',', ':'), sort_keys=True)
    data = text.encode(errors='surrogatepass')
    return b'%b\n%b' % (_seal(data), data)


def _seal(data: bytes) -> bytes:
    made_by = f'{_VERSION} {babel.__version__} '
    return hashlib.blake2b(made_by.encode() + data, digest_size=12).hexdigest().encode()


def _read(path: Path) -> dict[str, KeptFile]:
    """Return what is known of the files of a language; damaged means nothing."""
    try:
        seal, _, data = read_bytes(path).partition(b'\n')
    except UNREADABLE:
        return {}
    if seal != _seal(data):
        return {}
    return {
        name: KeptFile(
            stamp=(stamp[0], stamp[1]),
            messages={text: x and Message(*x) for text, x in messages.items()},
            strays={document: Strays(*x) for document, x in strays.items()},
        )
        for name, (stamp, messages, strays) in json.loads(data).items()
    }
