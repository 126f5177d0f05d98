"""Write many files: all of them, or none."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BESIDE = '.convglossary-new'


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files anew; an error leaves every one as it was.

    Raises:
        OSError: The first file that cannot be written.
    """
    made: list[Path] = []
    replaced: dict[Path, bytes] = {}
    try:
        for path, data in files.items():
            beside = path.with_name(path.name + _BESIDE)
            made.append(beside)
            beside.write_bytes(data)
            shutil.copymode(path, beside)
        for path, beside in zip(files, list(made), strict=True):
            before = path.read_bytes()
            os.replace(beside, path)
            replaced[path] = before
    except BaseException:
        # An interruption, too: a half converted project refers to what it lacks.
        for path, before in replaced.items():
            with suppress(OSError):
                path.write_bytes(before)
        raise
    finally:
        for beside in made:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
