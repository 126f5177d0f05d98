"""Files beside the doctrees that hold what is known of one output."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.guarded_files import UNREADABLE, holds, write_whole
from sphinxcontrib_convglossary.problems import Problem, report

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def record_path(app: Sphinx, kind: str) -> Path:
    """Give the file for a kind of record of a build's output, which may not exist.

    One folder of doctrees may serve several outputs: each has a file of its own.
    """
    doctrees = Path(app.doctreedir)
    try:
        # Relative: both folders may be moved together.
        output = os.path.relpath(app.outdir, doctrees)
    except ValueError:
        output = os.fspath(app.outdir)  # On two drives of Windows there is no way.
    key = hashlib.blake2b(output.encode(errors='surrogateescape'), digest_size=8)
    return (
        doctrees / f'convglossary-{kind}' / f'{app.builder.name}-{key.hexdigest()}.json'
    )


def write(path: Path, data: bytes) -> bool:
    """Write a file unless it is as it should be: whole, or not at all.

    Return whether it is there; what is in its way is reported.
    """
    if holds(path, data):
        return True
    try:
        write_whole(path, data)
    except UNREADABLE as error:
        reason = getattr(error, 'strerror', None) or str(error)
        report(Problem.UNWRITTEN, f'{path}:1', reason=reason)
        return False
    return True
