"""The heads of pages: what they tell machines of the terms on them."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util.osutil import relative_uri

from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.exports import jsonld
from sphinxcontrib_convglossary.exports.tags import tag_of
from sphinxcontrib_convglossary.gathering import Gathering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.exports.formats import File
    from sphinxcontrib_convglossary.terms import Term


class Heads:
    """What the heads of the pages of one build say; of each term and page once."""

    def __init__(self, domain: ConvDomain) -> None:
        self.glossary = domain.glossary
        self._domain = domain
        self._gathering = Gathering(domain)
        self._formats = domain.env.config.convglossary_exports
        self._bodies: dict[tuple[str, int, int], jsonld.Body] = {}
        self._heads: dict[str, str] = {}

    def of(self, docname: str) -> str:
        """Give what the head of a page has; '' where no terms are on it."""
        if docname not in self._heads:
            self._heads[docname] = self._head(docname)
        return self._heads[docname]

    def _head(self, docname: str) -> str:
        if not self._formats or not makes_a_site(self._domain.builder):
            return ''
        terms = {term.place: term for term in self._terms(docname)}
        if not terms:
            return ''
        up = self._up(docname)
        links = ''.join(f'{_link(file, up)}\n' for file in self._files)
        if 'jsonld' not in self._formats:
            return links
        page = jsonld.page(
            map(self._body, terms.values()),
            address=self._gathering.urls[self._gathering.language],
            title=self._title(),
            tag=tag_of(self._gathering.language),
            up=up,
        )
        return f'{links}<script type="application/ld+json">\n{page}\n</script>\n'

    @cached_property
    def _files(self) -> list[File]:
        return self._gathering.files()

    def _title(self) -> str:
        titles = self._gathering.titles
        return titles.get(self._gathering.language) or next(iter(titles.values()), '')

    def _terms(self, docname: str) -> Iterator[Term]:
        """Give the terms that a page shows, those at home before those listed."""
        domain, glossary = self._domain, self.glossary
        for name in self._documents(docname):
            for term in domain.terms.get(name, ()):
                shown = not term.hidden and glossary.publishes(term)
                if shown and glossary.term_at(term.place):
                    yield term
            for listing in domain.listings.get(name, ()):
                for section in domain.sections.get(listing, ()):
                    yield from section.terms

    def _documents(self, docname: str) -> list[str]:
        if isinstance(self._domain.builder, SingleFileHTMLBuilder):
            return sorted({*self._domain.terms, *self._domain.listings})
        return [docname]

    def _up(self, docname: str) -> str:
        up = relative_uri(self._domain.builder.get_target_uri(docname), '')
        return '' if up == './' else up

    def _body(self, term: Term) -> jsonld.Body:
        if term.place not in self._bodies:
            gathering = self._gathering
            shown = gathering.rendering(term, gathering.language)
            source = gathering.rendering(term, gathering.source)
            identifier = gathering.id_of(term)
            self._bodies[term.place] = jsonld.body_of(identifier, shown, source)
        return self._bodies[term.place]


def _link(file: File, up: str) -> str:
    href = escape(f'{up}{file.name}')
    return f'<link rel="alternate" type="{file.media_type}" href="{href}" />'


_KNOWN: WeakKeyDictionary[ConvDomain, Heads] = WeakKeyDictionary()


def heads_of(domain: ConvDomain) -> Heads:
    """Give the heads of this build: the same ones until something is read."""
    heads = _KNOWN.get(domain)
    if heads is None or heads.glossary is not domain.glossary:
        heads = _KNOWN[domain] = Heads(domain)
    return heads


def add_to_head(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put into the head of a page what machines look for there."""
    if doctree is not None and (told := heads_of(domain_of(app.env)).of(pagename)):
        context['metatags'] = context.get('metatags', '') + told
