"""Terms that this glossary does not have: Sphinx's own, and other projects'."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from sphinxcontrib_convglossary.links import CLASSES

if TYPE_CHECKING:
    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.glossary import Match
    from sphinxcontrib_convglossary.nodes import term_reference


def find_other(
    domain: ConvDomain, target: str, *, translated: bool = False
) -> Match | None:
    """Find a term in the export of another project.

    A term of Sphinx's own glossary, which is of this project, comes first.
    """
    if not domain.others or _is_standard(domain, target):
        return None
    return domain.others.find(target, translated=translated)


def other_readings(domain: ConvDomain, target: str) -> tuple[Match, ...]:
    """Give the terms of other projects that a target in translated text may mean."""
    if not domain.others or _is_standard(domain, target):
        return ()
    return domain.others.readings(target)


def _is_standard(domain: ConvDomain, target: str) -> bool:
    known = domain.env.domains.standard_domain.data
    return ('term', target) in known['objects'] or target.lower() in known['terms']


def link_elsewhere(
    domain: ConvDomain,
    target: str,
    text: str,
    reference: term_reference,
    docname: str,
) -> nodes.Element | None:
    """Link *text* to a term of Sphinx's glossary, else of an inventory of Sphinx.

    Where the builder cannot link to it the text stays; ``None`` says that no
    such term is known.
    """
    content = nodes.inline('', text, classes=list(CLASSES))
    pending = addnodes.pending_xref(
        '',
        refdomain='std',
        reftype='term',
        reftarget=target,
        refexplicit=reference['explicit'],
        refdoc=docname,
        convglossary=True,
    )
    pending.source, pending.line = reference.source, reference.line
    env, builder = domain.env, domain.builder
    standard = env.domains.standard_domain
    try:
        found = standard.resolve_xref(
            env, docname, builder, 'term', target, pending, content
        ) or builder.events.emit_firstresult(
            'missing-reference', env, pending, content, allowed_exceptions=(NoUri,)
        )
    except NoUri:
        return content
    return cast('nodes.Element | None', found)


def address_of(link: nodes.Element | None) -> str | None:
    """Give what tells two linked terms apart; ``None`` for what is no link."""
    if not isinstance(link, nodes.reference):
        return None
    return str(link.get('refuri') or f'#{link.get("refid")}')
