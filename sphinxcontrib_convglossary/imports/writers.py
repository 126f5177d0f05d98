"""Files are written all at once, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files: after an error, all is as it was before.

    They are written into a temporary folder beside where they go, and moved when
    all are there.  An :exc:`OSError` is raised for what cannot be written.
    """
    made: list[Path] = []
    stages: list[Path] = []
    moved: list[tuple[Path, Path | None]] = []
    try:
        staged = _stage(files, stages, made)
        for number, (path, stage) in enumerate(staged.items()):
            kept = None
            if path.exists():
                kept = stage.with_name(f'{number}.before')
                os.replace(path, kept)
            moved.append((path, kept))
            os.replace(stage, path)
    except BaseException:
        for path, kept in reversed(moved):
            path.unlink(missing_ok=True)
            if kept is not None:
                os.replace(kept, path)
        _remove(stages)
        for folder in reversed(made):
            folder.rmdir()
        raise
    _remove(stages)


def _stage(
    files: Mapping[Path, bytes], stages: list[Path], made: list[Path]
) -> dict[Path, Path]:
    """Write the files under other names, each in a folder of its own file system."""
    staged: dict[Path, Path] = {}
    folders: dict[Path, Path] = {}
    for number, (path, data) in enumerate(files.items()):
        folder = path.parent
        if folder not in folders:
            _make(folder, made)
            folders[folder] = Path(tempfile.mkdtemp(prefix='.importing-', dir=folder))
            stages.append(folders[folder])
        stage = folders[folder] / str(number)
        stage.write_bytes(data)
        staged[path] = stage
    return staged


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note what is made."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir()
        made.append(new)


def _remove(stages: list[Path]) -> None:
    for stage in stages:
        shutil.rmtree(stage, ignore_errors=True)
