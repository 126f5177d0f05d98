"""The sites of the other languages: where the same anchor stands there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.languages import language_tag
from sphinxcontrib_convglossary.links import link_to, mention, mention_at
from sphinxcontrib_convglossary.nodes import site_reference
from sphinxcontrib_convglossary.others import OtherTerm

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term


def address_in(domain: ConvDomain, language: str, docname: str) -> str | None:
    """Give the address of a page on the site of a language.

    ``None`` where ``convglossary_sites`` does not say where that is.
    """
    base = domain.env.config.convglossary_sites.get(language)
    if not base:
        return None
    return f'{base.rstrip("/")}/{domain.builder.get_target_uri(docname)}'


def site_address(domain: ConvDomain, term: Term, language: str) -> str | None:
    """Give the address of a term on the site of a language.

    ``None`` where nobody knows it, and in formats that are no site: there LaTeX fails
    for what is not in the book.
    """
    if not makes_a_site(domain.builder):
        return None
    home = domain.glossary.homes.get(term.place)
    address = home and address_in(domain, language, home.docname)
    return f'{address}#{domain.glossary.anchor_of(term)}' if address else None


def term_address(domain: ConvDomain, term: Term, docname: str) -> str | None:
    """Give the address that a page links a term by; ``None`` where it does not."""
    home = domain.glossary.home_of(term)
    if home is None:
        published = domain.glossary.publishes(term)
        return None if published else site_address(domain, term, term.source.language)
    anchor = domain.glossary.anchor_of(term)
    return domain.addresses.address(docname, home.docname, anchor)


def link_to_site(
    domain: ConvDomain, term: Term, language: str, content: nodes.Element
) -> nodes.Element:
    """Link *content* to a term on the site of a language, else leave it."""
    address = site_address(domain, term, language)
    return link_abroad(address, language_tag(language), content)


def link_abroad(address: str | None, tag: str, content: nodes.Element) -> nodes.Element:
    """Link *content* to an address in the language of a tag; without one leave it."""
    if not address:
        return content
    return site_reference('', '', content, refuri=address, hreflang=tag, internal=False)


def link_term(
    domain: ConvDomain, term: Term, docname: str, content: nodes.Element
) -> nodes.Element:
    """Link *content* to a term, on the source language's site if need be.

    A term that is not published in this language may be there; where nothing
    says where that site is, *content* stays.
    """
    if isinstance(term, OtherTerm):
        return _link_to_project(domain, term, content)
    if domain.glossary.publishes(term):
        return link_to(domain.glossary, term, docname, domain.addresses, content)
    return link_to_site(domain, term, term.source.language, content)


def _link_to_project(
    domain: ConvDomain, term: OtherTerm, content: nodes.Element
) -> nodes.Element:
    """Link *content* to a term of another project, as intersphinx does."""
    place = {
        'refuri': term.address,
        'internal': False,
        'reftitle': words.in_project(term.project),
    }
    if term.address_language == domain.env.config.language or not domain.addresses.html:
        return nodes.reference('', '', content, **place)
    tag = language_tag(term.address_language)
    return site_reference('', '', content, hreflang=tag, **place)


def link_mention(
    domain: ConvDomain, term: Term, docname: str, text: str
) -> nodes.Element:
    """Link a mention of a term, on the source language's site if need be."""
    home = domain.glossary.home_of(term)
    if home is None:
        return link_term(domain, term, docname, mention(text))
    anchor = domain.glossary.anchor_of(term)
    return mention_at(domain.addresses, docname, home.docname, anchor, text)


def add_alternates(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Tell search engines where a page that lists terms is in other languages.

    The links are reciprocal, the page itself among them, as search engines
    want; ``x-default`` is the source language.
    """
    domain = domain_of(app.env)
    if pagename not in domain.listings and pagename not in domain.terms:
        return
    sites = app.config.convglossary_sites
    links = [
        (language_tag(language), address_in(domain, language, pagename))
        for language in sorted(sites)
    ]
    source = app.config.convglossary_source_language
    links.append(('x-default', address_in(domain, source, pagename)))
    context['metatags'] = context.get('metatags', '') + ''.join(
        f'<link rel="alternate" hreflang="{escape(tag)}" href="{escape(address)}" />\n'
        for tag, address in links
        if address
    )
