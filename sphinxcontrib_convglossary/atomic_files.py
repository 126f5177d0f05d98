"""Write a set of files: all of them, or none."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import tempfile
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.guarded_files import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What directories begin with that hold what is not yet, or no longer, in its place.
_PREFIX = '.convglossary-'
_INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files; an error or an interruption leaves everything as it was.

    Links are followed, permissions are kept, and missing directories are made.
    What is no regular file is never touched.

    Raises:
        OSError: The first file that cannot be written, under the name it has here.
    """
    with _postponed_interruptions() as interruptions:
        _Writing(interruptions).write(_planned(files))


@dataclass(slots=True, kw_only=True)
class _File:
    #: As the caller names it.
    path: Path
    #: Where links lead.
    target: Path
    data: bytes
    #: What is there, if anything is.
    before: os.stat_result | None
    #: What it will be, and what it was, both on the file system of the target.
    new: Path = Path()
    kept: Path = Path()


class _Writing:
    """What has been done so far, and can be undone."""

    def __init__(self, interruptions: list[int]) -> None:
        self._interruptions = interruptions
        self._made: list[Path] = []
        self._stages: dict[Path, Path] = {}
        self._placed: list[_File] = []

    def write(self, files: list[_File]) -> None:
        """Write files."""
        try:
            for number, file in enumerate(files):
                with _named(file.path):
                    self._stage(file, number)
                if self._interruptions:
                    raise InterruptedError(errno.EINTR, os.strerror(errno.EINTR))
            for file in files:
                with _named(file.path):
                    self._place(file)
        except BaseException:
            self._undo()
            raise
        # What is done is not undone: the command ends in a moment anyway.
        self._interruptions.clear()
        self._remove_stages()

    def _stage(self, file: _File, number: int) -> None:
        """Write what a file will be, and keep what it is: all that takes space."""
        folder = file.target.parent
        if folder not in self._stages:
            self._make(folder)
            self._stages[folder] = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        file.new = self._stages[folder] / f'{number}.new'
        file.new.write_bytes(file.data)
        if file.before is None:
            return
        with suppress(OSError, AttributeError):  # Not root's privilege, or Windows.
            os.chown(file.new, file.before.st_uid, file.before.st_gid)
        shutil.copymode(file.target, file.new)
        file.kept = self._stages[folder] / f'{number}.kept'
        try:
            os.link(file.target, file.kept)
        except OSError:  # Not every file system has links.
            shutil.copy2(file.target, file.kept)

    def _make(self, folder: Path) -> None:
        """Make a directory and those above it."""
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            new.mkdir()
            self._made.append(new)

    def _place(self, file: _File) -> None:
        if file.before is None:
            # Nobody's file is written over that came in the meantime.
            file.target.open('xb').close()
        self._placed.append(file)
        os.replace(file.new, file.target)

    def _undo(self) -> None:
        lost = [file for file in reversed(self._placed) if not _put_back(file)]
        for file in lost:  # What it was is nowhere else.
            self._stages.pop(file.target.parent, None)
        self._remove_stages()
        for folder in reversed(self._made):
            with suppress(OSError):  # Somebody has put something there.
                folder.rmdir()
        if lost:
            reason = f'it cannot be put back: what stood in it is in {lost[0].kept}'
            raise OSError(errno.EIO, reason, os.fspath(lost[0].path))

    def _remove_stages(self) -> None:
        for stage in self._stages.values():
            shutil.rmtree(stage, ignore_errors=True)


def _put_back(file: _File) -> bool:
    """Make a file what it was, and return whether that was possible."""
    try:
        if file.before is None:
            file.target.unlink(missing_ok=True)
        else:
            os.replace(file.kept, file.target)
    except OSError:
        return False
    return True


def _planned(files: Mapping[Path, bytes]) -> list[_File]:
    """Return what is to be done; refuse what must not be written over."""
    planned: dict[Path, _File] = {}
    for path, data in files.items():
        with _named(path):
            before = _before(path)
            # A path whose end is missing has links above it at most.
            target = Path(os.path.realpath(path))
        file = _File(path=path, target=target, data=data, before=before)
        twin = planned.setdefault(target, file)
        if twin.data != data:
            reason = f'this is the same file as {twin.path}; each needs its own'
            raise FileExistsError(errno.EEXIST, reason, os.fspath(path))
    return [*planned.values()]


def _before(path: Path) -> os.stat_result | None:
    try:
        there = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            reason = 'this link leads nowhere; remove it or make its target'
            raise FileNotFoundError(errno.ENOENT, reason) from None
        return None
    if kind := kind_of(there):
        raise FileExistsError(errno.EEXIST, f'this is {kind}; move it out of the way')
    return there


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let errors name the path that the caller knows, not one beside it or none."""
    try:
        yield
    except OSError as error:
        name = os.fspath(path)
        raise OSError(error.errno, error.strerror or str(error), name) from error
    except ValueError as error:  # A NUL, or half a character.
        raise OSError(errno.EINVAL, str(error), os.fspath(path)) from error


@contextmanager
def _postponed_interruptions() -> Iterator[list[int]]:
    """Note signals that end the process, and send them again at the end."""
    noted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield noted  # Signals are handled in the main thread alone.
        return
    before = {each: signal.getsignal(each) for each in _INTERRUPTIONS}
    # What a shell has made the command ignore stays ignored (``nohup``).
    heard = {x: y for x, y in before.items() if y not in (None, signal.SIG_IGN)}
    for each in heard:
        signal.signal(each, lambda number, _: noted.append(number))
    try:
        yield noted
    finally:
        for each, handler in heard.items():
            signal.signal(each, handler)
        for number in noted:
            signal.raise_signal(number)
