"""At the end of a build: the files that machines read, at the root of the site."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.foreign_files import extra_file, report_taken
from sphinxcontrib_convglossary.guarded_files import (
    UNREADABLE,
    read_bytes,
    read_json,
    status_of,
)
from sphinxcontrib_convglossary.outputs import record_path, write
from sphinxcontrib_convglossary.values import text_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Write what ``convglossary_exports`` names, and remove what it names no more."""
    if error is not None or not makes_a_site(app.builder):
        return
    record = _Record.of(app)
    state = _state(app)
    outdir = Path(app.builder.outdir)
    if record.state == state and all(record.wrote(outdir / x) for x in record.files):
        return
    # Most builds write nothing, and need nothing of what is loaded with it.
    from sphinxcontrib_convglossary.exporting import texts_of

    texts, complete = texts_of(app)
    for name in record.files.keys() - texts.keys():
        if record.wrote(outdir / name) and not extra_file(app, name):
            (outdir / name).unlink()
    datas = {name: text.encode() for name, text in texts.items()}
    written = {
        name: _digest(data)
        for name, data in datas.items()
        if _is_free(app, outdir / name, data, record) and write(outdir / name, data)
    }
    # What is left out is told in every build, like all that is wrong with the whole.
    complete = complete and len(written) == len(texts)
    record.note(written, state if complete else '')


def _is_free(app: Sphinx, path: Path, data: bytes, record: _Record) -> bool:
    """Return whether a file may be written; what is somebody else's is reported."""
    if other := extra_file(app, path.name):
        report_taken(app, path.name, other)
        return False
    there = status_of(path)
    # What is no file at all is named when it cannot be written over.
    if not there or not there.st_size or record.wrote(path) or _looks_ours(path, data):
        return True
    report_taken(app, path.name)
    return False


#: How much of a file says who has written it: formats, projects and titles differ.
_BEGINNING = 100


def _looks_ours(path: Path, data: bytes) -> bool:
    """Return whether a file is an older or newer one of ours.

    The output may come from elsewhere, without its record: a branch of pages.
    """
    try:
        with path.open('rb') as stream:
            return stream.read(_BEGINNING) == data[:_BEGINNING]
    except UNREADABLE:
        return False


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _state(app: Sphinx) -> str:
    """Sum up all that the files are made of: while it is the same, so are they."""
    config = app.config
    start = app.builder.get_target_uri(config.root_doc)
    return f'{domain_of(app.env).noted} {text_of(config, "project")} {start}'


@dataclass(kw_only=True)
class _Record:
    """What the last build of an output has written."""

    path: Path
    #: Names of files at the root of the output, and digests of what was written.
    files: dict[str, str] = field(default_factory=dict)
    #: What the files were made of.
    state: str = ''

    @classmethod
    def of(cls, app: Sphinx) -> _Record:
        """Read the record of a build's output; a damaged one counts as empty."""
        path = record_path(app, 'exports')
        match read_json(path):
            case {'files': dict(files), 'state': str(state)}:
                if all(map(_is_file_name, files)):
                    return cls(path=path, files=files, state=state)
        return cls(path=path)

    def wrote(self, path: Path) -> bool:
        """Return whether a file is what the last build has written."""
        try:
            return _digest(read_bytes(path)) == self.files.get(path.name)
        except UNREADABLE:
            return False

    def note(self, files: dict[str, str], state: str) -> None:
        """Enter what has been written."""
        write(self.path, json.dumps({'state': state, 'files': files}).encode())


def _is_file_name(name: str) -> bool:
    """Return whether nothing but a name stands in the list of files."""
    return Path(name).name == name and '\0' not in name
