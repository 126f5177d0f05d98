"""At the end of a build: the files that machines read, at the root of the site."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging

from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.exports import skos
from sphinxcontrib_convglossary.exports.formats import files
from sphinxcontrib_convglossary.gathering import Gathering
from sphinxcontrib_convglossary.pofiles import all_catalogs
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinxcontrib_convglossary.vocabulary import Vocabulary

logger = logging.getLogger(__name__)


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Write what ``convglossary_exports`` names, and remove what it names no more."""
    if error is not None or not makes_a_site(app.builder):
        return
    record = _Record.of(app)
    state = _state(app)
    outdir = Path(app.builder.outdir)
    if record.state == state and all((outdir / x).is_file() for x in record.names):
        return
    texts = _texts(app)
    for name in set(record.names) - texts.keys():
        (outdir / name).unlink(missing_ok=True)
    for name, text in texts.items():
        _write(outdir / name, text)
    record.note(sorted(texts), state)


def _texts(app: Sphinx) -> dict[str, str]:
    """Give what is in each file by its name."""
    formats = app.config.convglossary_exports
    gathering = Gathering(domain_of(app.env))
    wanted = list(files(formats, *gathering.languages))
    if not wanted:
        return {}
    logger.info(__('writing exports... %s'), ', '.join(formats))
    vocabulary = gathering.vocabulary()
    if 'skos' in formats:
        _report_omissions(gathering, vocabulary)
    return {file.name: file.text(vocabulary) for file in wanted}


def _report_omissions(gathering: Gathering, vocabulary: Vocabulary) -> None:
    terms = {gathering.id_of(term): term for term in gathering.shown_terms}
    for omission in skos.omissions(vocabulary):
        term, other = terms[omission.concept], terms[omission.target]
        related = omission.kind is RelationKind.RELATED
        report(
            Problem.EXPORT,
            (term.docname, term.line),
            kind=omission.kind.value,
            name=term.source.name,
            other=other.source.name,
            file='glossary.ttl',
            reason='one of the two is broader than the other'
            if related
            else 'it closes a circle',
        )


def _write(path: Path, text: str) -> None:
    """Write a file unless it is as it should be: whole, or not at all."""
    data = text.encode('utf-8', 'replace')
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f'{path.name}.new')
    beside.write_bytes(data)
    beside.replace(path)


def _state(app: Sphinx) -> str:
    """Sum up all that the files are made of: while it is the same, so are they."""
    config = app.config
    catalogs = all_catalogs(app.env)
    facts = (
        sorted(app.env.all_docs.items()),
        sorted((path.as_posix(), path.stat().st_mtime_ns) for path in catalogs),
        [config[option.name] for option in OPTIONS],
        [config.project, config.author, config.version],
        [config.language, config.html_baseurl],
        app.builder.get_target_uri(config.root_doc),
        sorted(app.tags),
    )
    encoded = repr(facts).encode(errors='surrogatepass')
    return hashlib.blake2b(encoded, digest_size=12).hexdigest()


@dataclass(kw_only=True)
class _Record:
    """What the last build of an output has written."""

    path: Path
    names: list[str] = field(default_factory=list)
    #: What the files were made of.
    state: str = ''

    @classmethod
    def of(cls, app: Sphinx) -> _Record:
        """Read the record of a build's output; a damaged one counts as empty."""
        doctrees = Path(app.doctreedir)
        # Relative: both folders may be moved together.
        output = os.path.relpath(app.outdir, doctrees)
        key = hashlib.blake2b(output.encode(errors='surrogateescape'), digest_size=8)
        name = f'{app.builder.name}-{key.hexdigest()}.json'
        path = doctrees / 'convglossary-exports' / name
        try:
            read = json.loads(path.read_text('utf-8'))
            names = [str(name) for name in read['names'] if Path(name).name == name]
            return cls(path=path, names=names, state=str(read['state']))
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path=path)

    def note(self, names: list[str], state: str) -> None:
        """Enter what has been written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({'state': state, 'names': names})
        self.path.write_text(text, encoding='utf-8')
