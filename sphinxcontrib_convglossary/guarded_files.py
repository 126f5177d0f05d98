"""Files beside the sources: whatever stands at a path, it ends no build.

Catalogs, journals, records and inventories are kept by people and programs that we know
nothing of.  A directory, a FIFO, a loop of links or a file that nobody may read counts
as no file, and damaged content as none.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What systems raise for paths, and Python for those that none can have (with a NUL,
#: or half a character).
UNREADABLE = (OSError, ValueError)

_KINDS = {stat.S_IFDIR: 'a directory', stat.S_IFIFO: 'a FIFO'}


def kind_of(status: os.stat_result) -> str:
    """Return what stands at a path instead of a regular file; '' for such a file."""
    if stat.S_ISREG(status.st_mode):
        return ''
    return _KINDS.get(stat.S_IFMT(status.st_mode), 'no regular file')


def status_of(path: Path) -> os.stat_result | None:
    """Return the status of a regular file; ``None`` where there is none."""
    try:
        status = path.stat()
    except UNREADABLE:
        return None
    return None if kind_of(status) else status


def read_bytes(path: Path) -> bytes:
    """Return what is in a regular file.

    Raises:
        OSError: There is none, or it cannot be read.
        ValueError: No file can have this path.
    """
    _refuse_others(path)
    return path.read_bytes()


def read_json(path: Path) -> Any:
    """Return what a file of JSON says; ``None`` where it cannot be read."""
    try:
        return json.loads(read_bytes(path))
    # Brackets by the thousand exhaust the stack of Python.
    except (*UNREADABLE, RecursionError):
        return None


def find(folder: Path, pattern: str) -> Iterator[Path]:
    """Return the paths below a directory that match; none where it cannot be read."""
    with suppress(*UNREADABLE):
        yield from folder.glob(pattern)


def holds(path: Path, data: bytes) -> bool:
    """Return whether a file holds just this."""
    try:
        return read_bytes(path) == data
    except UNREADABLE:
        return False


def write_whole(path: Path, data: bytes, mark: str = 'new') -> None:
    """Write a file whole or not at all, whenever the build is killed.

    *mark* is how the name ends meanwhile: builds that run at the same time need marks
    of their own.

    Raises:
        OSError: It cannot be written, or something else stands in its place.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        _refuse_others(path)
    beside = path.with_name(f'{path.name}.{mark}')
    # What a killed build has left; opened as it is, a FIFO would keep us waiting.
    beside.unlink(missing_ok=True)
    beside.write_bytes(data)
    beside.replace(path)


def _refuse_others(path: Path) -> None:
    """Raise an error where something else than a regular file stands at a path."""
    if kind := kind_of(path.stat()):
        raise OSError(errno.EINVAL, f'this is {kind}', os.fspath(path))
