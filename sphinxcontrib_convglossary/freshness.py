"""After reading: which pages show something that has changed, and are written again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain


def stale_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give the documents to write again.

    Sphinx writes a page again only when its own source or catalog changed, and
    would leave links to a renamed term as they were.  So all that ask the
    glossary are written where an answer changed, and all that list terms where
    a definition may have.
    """
    domain = domain_of(env)
    stale: set[str] = set()
    if _note(domain, 'answers', _answers(domain)):
        stale |= domain.referring.keys()
    if _note(domain, 'reading', _reading(domain)):
        stale |= domain.listings.keys()
    return sorted(stale & env.all_docs.keys())


def _note(domain: ConvDomain, kind: str, told: str) -> bool:
    """Remember what was told, and say whether it is something new."""
    changed = bool(domain.data['told'].get(kind) != told)
    domain.data['told'][kind] = told
    return changed


def _answers(domain: ConvDomain) -> str:
    """Sum up all that the glossary can answer, but for definitions."""
    facts = (
        domain.glossary.terms,
        sorted(domain.glossary.homes.items()),
        domain.arrangement,
        list(domain.sections.items()),
        [domain.other_names(term) for term in domain.glossary.terms],
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _reading(domain: ConvDomain) -> str:
    """Sum up when the documents with definitions were read."""
    times = {docname: domain.env.all_docs.get(docname) for docname in domain.terms}
    return repr(sorted(times.items()))
