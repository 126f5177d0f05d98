"""At the end of a build: the files that machines read, at the root of the site."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging

from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.exports import skos
from sphinxcontrib_convglossary.exports.formats import files
from sphinxcontrib_convglossary.gathering import Gathering
from sphinxcontrib_convglossary.guarded_files import read_json, status_of
from sphinxcontrib_convglossary.outputs import record_path, write
from sphinxcontrib_convglossary.places import location_of
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
    if record.state == state and all(status_of(outdir / x) for x in record.names):
        return
    texts, complete = _texts(app)
    for name in set(record.names) - texts.keys():
        if status_of(outdir / name):
            (outdir / name).unlink()
    written = [x for x, text in texts.items() if write(outdir / x, text.encode())]
    # What is left out is told in every build, like all that is wrong with the whole.
    complete = complete and len(written) == len(texts)
    record.note(sorted(written), state if complete else '')


def _texts(app: Sphinx) -> tuple[dict[str, str], bool]:
    """Give what is in each file by its name, and whether nothing is left out."""
    formats = app.config.convglossary_exports
    gathering = Gathering(domain_of(app.env))
    wanted = list(files(formats, *gathering.languages))
    if not wanted:
        return {}, True
    logger.info(__('writing exports... %s'), ', '.join(formats))
    vocabulary = gathering.vocabulary()
    complete = 'skos' not in formats or not _report_omissions(
        app, gathering, vocabulary
    )
    return {file.name: file.text(vocabulary) for file in wanted}, complete


def _report_omissions(app: Sphinx, gathering: Gathering, vocabulary: Vocabulary) -> int:
    """Report what the files cannot hold, and give how much it is."""
    omissions = skos.omissions(vocabulary)
    terms = {gathering.id_of(term): term for term in gathering.shown_terms}
    for omission in omissions:
        term, other = terms[omission.concept], terms[omission.target]
        related = omission.kind is RelationKind.RELATED
        report(
            Problem.EXPORT,
            location_of(term, app.env),
            kind=omission.kind.value,
            name=term.source.name,
            other=other.source.name,
            file='glossary.ttl',
            reason='one of the two is broader than the other'
            if related
            else 'it closes a circle',
        )
    return len(omissions)


def _state(app: Sphinx) -> str:
    """Sum up all that the files are made of: while it is the same, so are they."""
    config = app.config
    start = app.builder.get_target_uri(config.root_doc)
    return f'{domain_of(app.env).noted} {config.project} {start}'


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
        path = record_path(app, 'exports')
        match read_json(path):
            case {'names': list(names), 'state': str(state)}:
                if all(map(_is_file_name, names)):
                    return cls(path=path, names=names, state=state)
        return cls(path=path)

    def note(self, names: list[str], state: str) -> None:
        """Enter what has been written."""
        write(self.path, json.dumps({'state': state, 'names': names}).encode())


def _is_file_name(name: object) -> bool:
    """Return whether nothing but a name stands in the list of files."""
    return isinstance(name, str) and Path(name).name == name and '\0' not in name
