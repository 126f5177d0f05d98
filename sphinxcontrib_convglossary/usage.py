"""Which pages refer to a term: asked once in a build, for all terms."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.bare import Bare, find_bare
from sphinxcontrib_convglossary.domain import toctree_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term
    from sphinxcontrib_convglossary.translation import Mention


def pages_using(domain: ConvDomain, term: Term) -> list[str]:
    """Give the documents that refer to a term, in the order of the contents."""
    if domain.used_in is None:
        domain.used_in = _pages_by_term(domain)
    return domain.used_in.get(term.place, [])


def _pages_by_term(domain: ConvDomain) -> dict[tuple[str, int, int], list[str]]:
    """Give the documents that refer to each term.

    Terms are known by the places of their blocks.  What a translated message
    refers to is what its original does: the same in every language.
    """
    found: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for docname, mentions in _mentions(domain):
        for mention in mentions:
            if term := _meant(domain, mention):
                found[term.place].add(docname)
    rank = {docname: n for n, docname in enumerate(toctree_order(domain.env))}
    return {
        place: sorted(pages, key=rank.__getitem__) for place, pages in found.items()
    }


def _mentions(
    domain: ConvDomain,
) -> Iterator[tuple[str, tuple[Mention | Bare, ...]]]:
    """Give what each page mentions; a hidden definition is on the page of its home."""
    for docname, questions in domain.questions.items():
        yield docname, (*questions.mentions, *questions.bare)
    homes = domain.glossary.homes
    for term in domain.glossary.terms:
        if term.hidden and term.place in homes:
            content = domain.contents[term.docname][term.ordinal]
            for part in content.shown():
                asked = part.questions
                yield homes[term.place].docname, (*asked.mentions, *asked.bare)


def _meant(domain: ConvDomain, mention: Mention | Bare) -> Term | None:
    if isinstance(mention, Bare):
        found = find_bare(domain, mention)
        return found.term if found else None
    glossary = domain.glossary
    standard = domain.env.domains.standard_domain
    if not mention.whole and ('term', mention.target) in standard.objects:
        return None
    if mention.inventory is not None:
        return None  # Of another project.
    match = glossary.find(mention.whole) or glossary.find(mention.target)
    return match.term if match else None
