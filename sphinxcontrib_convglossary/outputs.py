"""Files beside the doctrees that hold what is known of one output."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

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


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, whenever the build is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f'{path.name}.new')
    beside.write_bytes(data)
    beside.replace(path)
