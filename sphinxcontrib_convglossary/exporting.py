"""What is in the files that machines read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.util import logging

from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.exports import skos
from sphinxcontrib_convglossary.gathering import Gathering
from sphinxcontrib_convglossary.places import location_of
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinxcontrib_convglossary.vocabulary import Vocabulary

logger = logging.getLogger(__name__)


def texts_of(app: Sphinx) -> tuple[dict[str, str], bool]:
    """Return what is in each file by its name, and whether nothing is left out."""
    formats = app.config.convglossary_exports
    gathering = Gathering(domain_of(app.env))
    wanted = gathering.files()
    if not wanted:
        return {}, True
    logger.info(__('writing exports... %s'), ', '.join(formats))
    vocabulary = gathering.vocabulary()
    complete = 'skos' not in formats or not _report_omissions(
        app, gathering, vocabulary
    )
    return {file.name: file.text(vocabulary) for file in wanted}, complete


def _report_omissions(app: Sphinx, gathering: Gathering, vocabulary: Vocabulary) -> int:
    """Report what the files cannot hold, and return how much it is."""
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
