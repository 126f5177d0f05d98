"""Figures of hidden definitions keep their numbers where a listing shows them.

Sphinx numbers what it has read, by the document that it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.labels import move_label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term


def numbers_in(env: BuildEnvironment, term: Term) -> dict[str, dict[str, Any]]:
    """Give the numbers in the definition of a hidden term: by kind and anchor."""
    return {
        kind: {anchor: numbers[anchor] for anchor in term.anchors if anchor in numbers}
        for kind, numbers in env.toc_fignumbers.get(term.docname, {}).items()
        if not numbers.keys().isdisjoint(term.anchors)
    }


def carry_numbers(
    env: BuildEnvironment, term: Term, docname: str, renamed: Mapping[str, str]
) -> None:
    """Let a page number the figures of a term that is shown on it.

    *renamed* are their anchors there, by those that the author's document had.
    """
    for kind, numbers in numbers_in(env, term).items():
        known = env.toc_fignumbers.setdefault(docname, {}).setdefault(kind, {})
        known.update((renamed[anchor], number) for anchor, number in numbers.items())


class ResolveNumbers(SphinxPostTransform):
    """Make links of ``:numref:`` that lead to what a listing shows.

    Sphinx looks for the figure in the document that it links to, where it is not
    before that is written, and fails.
    """

    #: Before Sphinx resolves references (10).
    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Resolve them by the document that they were read in."""
        domain = domain_of(self.env)
        moved = domain.data['moved_labels']
        if not moved:
            return
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get('reftype') == 'numref' and node['reftarget'] in moved:
                node.replace_self(_resolve(domain, node))


def _resolve(domain: ConvDomain, node: addnodes.pending_xref) -> nodes.Element:
    env, label, page = domain.env, node['reftarget'], node['refdoc']
    standard = env.domains.standard_domain
    shown, anchor = standard.anonlabels[label]
    content = node[0].deepcopy()
    assert isinstance(content, nodes.Element)
    move_label(domain, label, domain.data['moved_labels'][label])
    try:
        found = standard.resolve_xref(
            env, page, domain.builder, 'numref', label, node, content
        )
    finally:
        move_label(domain, label, shown)
    if not isinstance(found, nodes.reference):
        return content
    for attribute in ('refid', 'refuri'):
        found.attributes.pop(attribute, None)
    place = domain.addresses.place(page, shown, anchor)
    if place is None:
        return nodes.inline('', '', *found.children)
    found.attributes |= place
    return found
