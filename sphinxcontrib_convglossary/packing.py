"""Records by document, packed until somebody asks for them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar, cast

_Records = TypeVar('_Records')


class Packed(Mapping[str, _Records], Generic[_Records]):
    """What is kept of each document, by its name.

    Sphinx reads its environment in every build, and writes it in every build that
    reads a document.  What most builds never ask for is kept as bytes, which cost
    next to nothing either way.
    """

    def __init__(self, packed: dict[str, bytes]) -> None:
        #: Kept by Sphinx.
        self._packed = packed
        #: The records, and the bytes that they came from: others may be there by now.
        self._unpacked: dict[str, tuple[bytes, _Records]] = {}

    def __getitem__(self, docname: str) -> _Records:
        packed = self._packed[docname]
        known = self._unpacked.get(docname)
        if known is None or known[0] is not packed:
            # Our own bytes: as safe as the environment that they came in.
            known = packed, cast('_Records', pickle.loads(packed))
            self._unpacked[docname] = known
        return known[1]

    def __setitem__(self, docname: str, records: _Records) -> None:
        self._packed[docname] = pickle.dumps(records, pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def pack(self) -> None:
        """Let go of the records that have been unpacked."""
        self._unpacked.clear()
