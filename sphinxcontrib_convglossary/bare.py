"""What ``:any:`` and bare links of Markdown mean: a term where nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.domains import Domain

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.glossary import Match


class Bare(NamedTuple):
    """A link that says what it looks for, and not what kind of thing that is."""

    target: str
    #: The document that it was written in.
    docname: str
    #: Whether it has a text of its own.
    explicit: bool
    #: Whether it is a link of Markdown, which may name an anchor as well.
    markdown: bool

    @classmethod
    def of(cls, node: nodes.Element) -> Bare | None:
        """Return what a node looks for; ``None`` for nodes of other kinds."""
        if node.get('id_link'):
            # ``[text](#target)``, before MyST has looked through its document.
            target = node['refuri'].removeprefix('#')
            return cls(target, '', bool(node.children), markdown=True)
        if not isinstance(node, addnodes.pending_xref):
            return None
        kind = node.get('reftype')
        if kind not in ('any', 'myst') or node.get('refdomain'):
            return None
        docname, explicit = node.get('refdoc', ''), bool(node.get('refexplicit'))
        return cls(node['reftarget'], docname, explicit, markdown=kind == 'myst')


def find_bare(domain: ConvDomain, bare: Bare) -> Match | None:
    """Find the term that a bare link means, where nothing else is called so."""
    glossary = domain.glossary
    match = glossary.find_exactly(bare.target)
    if match is None and bare.markdown:
        match = glossary.find_anchored(bare.target)
    if match is None or any(_others(domain, bare)):
        return None
    return match


def _others(domain: ConvDomain, bare: Bare) -> Iterator[bool]:
    """Tell of each thing that is no term whether the link means it."""
    standard = domain.env.domains.standard_domain
    yield _is_of_role(standard, 'doc', domain, bare)
    config = domain.env.config
    only = getattr(config, 'myst_ref_domains', None) if bare.markdown else None
    for other in domain.env.domains.sorted():
        # Of Sphinx itself MyST always asks labels and documents.
        if only is None or other is standard or other.name in only:
            yield other is not domain and _is_of(other, domain, bare)


def _is_of(other: Domain, domain: ConvDomain, bare: Bare) -> bool:
    try:
        return bool(
            other.resolve_any_xref(
                domain.env,
                bare.docname,
                domain.builder,
                bare.target,
                _pending(bare),
                nodes.inline(),
            )
        )
    except NoUri:
        return True  # It is there, though this builder cannot link to it.
    except NotImplementedError:
        # Sphinx asks the roles of such a domain one by one.
        return any(_is_of_role(other, role, domain, bare) for role in other.roles)


def _is_of_role(other: Domain, role: str, domain: ConvDomain, bare: Bare) -> bool:
    try:
        found = other.resolve_xref(
            domain.env,
            bare.docname,
            domain.builder,
            role,
            bare.target,
            _pending(bare),
            nodes.inline(),
        )
    except NoUri:
        return True
    return found is not None


def _pending(bare: Bare) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        '',
        refdomain='',
        reftype='any',
        reftarget=bare.target,
        refexplicit=bare.explicit,
        refdoc=bare.docname,
    )
