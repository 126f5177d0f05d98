"""Terms that this glossary does not have: Sphinx's own, and other projects'."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from sphinxcontrib_convglossary.links import CLASSES
from sphinxcontrib_convglossary.problems import hint, of_project

if TYPE_CHECKING:
    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.glossary import Match
    from sphinxcontrib_convglossary.nodes import term_reference
    from sphinxcontrib_convglossary.translation import Mention


def find_mentioned(
    domain: ConvDomain, mention: Mention, *, translated: bool = False
) -> tuple[str, Match | None]:
    """Find the term that a reference means, here or in an export of another project.

    Return the part of its text that is the target as well.
    """
    for target in (mention.whole, mention.target):
        if match := _find_here(domain, mention, target, translated=translated):
            return target, match
    if mention.inventory is None:
        other = find_other(domain, mention.target, translated=translated)
        return mention.target, other
    return mention.target, None


def _find_here(
    domain: ConvDomain, mention: Mention, target: str, *, translated: bool
) -> Match | None:
    """Find a term where it is looked for first."""
    if mention.inventory is None:
        return domain.glossary.find(target, translated=translated)
    return domain.others.find(_named(target, mention), translated=translated)


def readings_of(domain: ConvDomain, mention: Mention) -> tuple[str, tuple[Match, ...]]:
    """Return the target of a reference in translated text, and all that it may mean."""
    first = domain.glossary if mention.inventory is None else domain.others
    for target in (mention.whole, mention.target):
        if matches := first.readings(_named(target, mention)):
            return target, matches
    target = mention.target
    if mention.inventory is not None or _is_standard(domain, target):
        return target, ()
    return target, domain.others.readings(target)


def _named(target: str, mention: Mention) -> str:
    """Put the key of the project before a target, where the reference has one."""
    return f'{mention.inventory}:{target}' if mention.inventory else target


def find_other(
    domain: ConvDomain, target: str, *, translated: bool = False
) -> Match | None:
    """Find a term in the export of another project.

    A term of Sphinx's own glossary, which is of this project, comes first.
    """
    if not domain.others or _is_standard(domain, target):
        return None
    return domain.others.find(target, translated=translated)


def _is_standard(domain: ConvDomain, target: str) -> bool:
    known = domain.env.domains.standard_domain.data
    return ('term', target) in known['objects'] or target.lower() in known['terms']


def hint_for(domain: ConvDomain, mention: Mention) -> str:
    """Name the way out where nothing is called as a reference wants it."""
    if mention.inventory is None:
        return hint(domain.glossary.nearest(mention.target))
    return of_project(mention.inventory)


def link_elsewhere(
    domain: ConvDomain,
    mention: Mention,
    text: str,
    reference: term_reference,
    docname: str,
) -> nodes.Element | None:
    """Link *text* to a term of Sphinx's glossary, else of an inventory of Sphinx.

    Where the builder cannot link to it the text stays; ``None`` says that no
    such term is known.
    """
    content = nodes.inline('', text, classes=list(CLASSES))
    env, standard = domain.env, domain.env.domains.standard_domain
    pending = pending_for(mention.target, reference, docname)
    try:
        if mention.inventory is not None:
            return _link_outside(domain, mention, pending, content)
        found = standard.resolve_xref(
            env, docname, domain.builder, 'term', mention.target, pending, content
        ) or _missing(domain, pending, content)
        if found is None:
            # Names are there as ``std:term``, ids as ``conv:term``.
            pending['refdomain'] = 'conv'
            found = _missing(domain, pending, content)
    except NoUri:
        return content
    return found


def pending_for(
    target: str, reference: term_reference, docname: str
) -> addnodes.pending_xref:
    """Return what a reference to a term of Sphinx's own would leave."""
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
    return pending


def _missing(
    domain: ConvDomain, pending: addnodes.pending_xref, content: nodes.Element
) -> nodes.Element | None:
    """Ask what knows the terms of other projects: intersphinx, and others like it."""
    found = domain.builder.events.emit_firstresult(
        'missing-reference', domain.env, pending, content, allowed_exceptions=(NoUri,)
    )
    return cast('nodes.Element | None', found)


def _link_outside(
    domain: ConvDomain,
    mention: Mention,
    pending: addnodes.pending_xref,
    content: nodes.Element,
) -> nodes.Element | None:
    """Link to a term of an inventory, whatever this project has."""
    # Only for those who want it: it loads what fetches files.
    intersphinx = import_module('sphinx.ext.intersphinx')
    env, key = domain.env, mention.inventory
    known = intersphinx.InventoryAdapter(env)
    if key and key not in known.named_inventory:
        return None
    inventory = known.named_inventory[key] if key else known.main_inventory
    # A name comes before an id, and an id before a name in other case.
    named = mention.target in inventory.get('std:term', {})
    for part in ('std', 'conv') if named else ('conv', 'std'):
        pending['refdomain'] = part
        if key:
            found = intersphinx.resolve_reference_in_inventory(
                env, key, pending, content
            )
        else:
            found = intersphinx.resolve_reference_any_inventory(
                env, False, pending, content
            )
        if found is not None:
            return cast('nodes.Element', found)
    return None


def address_of(link: nodes.Element | None) -> str | None:
    """Give what tells two linked terms apart; ``None`` for what is no link."""
    if not isinstance(link, nodes.reference):
        return None
    return str(link.get('refuri') or f'#{link.get("refid")}')
