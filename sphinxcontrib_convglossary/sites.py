"""The sites of the other languages: where the same anchor stands there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.languages import language_tag
from sphinxcontrib_convglossary.links import link_to, mention
from sphinxcontrib_convglossary.nodes import site_reference, term_link

if TYPE_CHECKING:
    from docutils import nodes
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


def link_to_site(
    domain: ConvDomain, term: Term, language: str, content: nodes.Element
) -> nodes.Element:
    """Link *content* to a term on the site of a language, else leave it."""
    # Others do not know the addresses of a site; LaTeX fails for what is not in the
    # book.
    if domain.builder.format != 'html' or domain.builder.name == 'epub':
        return content
    home = domain.glossary.homes.get(term.place)
    address = home and address_in(domain, language, home.docname)
    if not address:
        return content
    anchor = domain.glossary.anchor_of(term)
    return site_reference(
        '',
        '',
        content,
        refuri=f'{address}#{anchor}',
        hreflang=language_tag(language),
        internal=False,
    )


def link_term(
    domain: ConvDomain, term: Term, docname: str, content: nodes.Element
) -> nodes.Element:
    """Link *content* to a term, on the source language's site if need be.

    A term that is not published in this language may be there; where nothing
    says where that site is, *content* stays.
    """
    if domain.glossary.publishes(term):
        return link_to(domain.glossary, term, docname, domain.addresses, content)
    return link_to_site(domain, term, term.source.language, content)


def link_mention(
    domain: ConvDomain, term: Term, docname: str, text: str
) -> nodes.Element:
    """Link a mention of a term, in HTML by one node where others need two."""
    home = domain.glossary.home_of(term)
    if home is None or not domain.addresses.html:
        return link_term(domain, term, docname, mention(text))
    anchor = domain.glossary.anchor_of(term)
    place = domain.addresses.place(docname, home.docname, anchor)
    if place is None:
        return mention(text)
    return term_link('', text, internal=True, **place)


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
