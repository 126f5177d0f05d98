"""Which pages refer to a term: asked once in a build, for all terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.gathering import pages_by_term

if TYPE_CHECKING:
    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term


def pages_using(domain: ConvDomain, term: Term) -> list[str]:
    """Give the documents that refer to a term, where entries show them."""
    if not domain.env.config.convglossary_used_in:
        return []
    if domain.used_in is None:
        domain.used_in = pages_by_term(domain)
    return domain.used_in.get(term.place, [])
