"""All that a build knows of its terms becomes a vocabulary."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.domain import toctree_order
from sphinxcontrib_convglossary.pofiles import locales, po_files
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.sites import address_in
from sphinxcontrib_convglossary.translation import (
    CONFIGURATION_CATALOG,
    translate,
)
from sphinxcontrib_convglossary.vocabulary import (
    Category,
    Concept,
    Link,
    Page,
    Rendering,
    Vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term
    from sphinxcontrib_convglossary.translation import Mention

_Place = tuple[str, int, int]


def vocabulary_of(domain: ConvDomain) -> Vocabulary:
    """Give the vocabulary of a build: what its readers can find, in all languages."""
    return _Gathering(domain).vocabulary()


class _Gathering:
    def __init__(self, domain: ConvDomain) -> None:
        self._domain = domain
        self._glossary = domain.glossary
        self._definitions = domain.definitions
        self._config = domain.env.config
        source = self._config.convglossary_source_language
        others = {self._config.language, *locales(domain.env)} - {source}
        #: The source language first, the others in order.
        self._languages = (source, *sorted(others))
        self._used_in = pages_by_term(domain)

    def vocabulary(self) -> Vocabulary:
        config, domain = self._config, self._domain
        page = next(iter(domain.sections), None)
        title = domain.env.titles[page.docname].astext() if page else words.glossary()
        return Vocabulary(
            title=title,
            author='' if config.author == 'Author name not set' else config.author,
            version=config.version,
            url=self._address(page.docname) if page else '',
            language=config.language,
            source_language=config.convglossary_source_language,
            languages=self._languages,
            categories=tuple(map(self._category, config.convglossary_categories)),
            concepts=tuple(
                self._concept(term)
                for term in self._glossary.terms
                if self._glossary.home_of(term)
            ),
        )

    def _category(self, key: str) -> Category:
        label = self._config.convglossary_categories[key]
        labels = {
            language: self._label(label, language) for language in self._languages
        }
        return Category(key=key, labels={k: text for k, text in labels.items() if text})

    def _label(self, label: str, language: str) -> str:
        if language == self._config.convglossary_source_language:
            return label
        if language == self._config.language:
            return translate(self._domain.env, CONFIGURATION_CATALOG)(label)
        for file in po_files(self._domain.env, CONFIGURATION_CATALOG, language):
            message = file.messages.get(label)
            if message is not None and message.string and not message.fuzzy:
                return str(message.string)
        return ''

    def _concept(self, term: Term) -> Concept:
        known = term.category in self._config.convglossary_categories
        return Concept(
            id=self._id(term),
            previously=term.previously,
            category=term.category if known else '',
            links=tuple(self._links(term)),
            learn_more=term.learn_more,
            renderings={
                language: self._rendering(term, language)
                for language in self._languages
                if term.published_in(language)
            },
            used_in=tuple(map(self._page, self._used_in.get(term.place, ()))),
        )

    def _id(self, term: Term) -> str:
        return self._glossary.anchor_of(term).removeprefix('term-')

    def _links(self, term: Term) -> Iterator[Link]:
        for relation in self._glossary.relations_of(term, inverse=True):
            match = self._glossary.related(relation)
            if match is not None and self._glossary.home_of(match.term):
                yield Link(
                    kind=relation.kind,
                    target=self._id(match.term),
                    declared=relation in term.relations,
                )

    def _rendering(self, term: Term, language: str) -> Rendering:
        names = self._domain.names
        wording = names.wording(term, language)
        state = State.TRANSLATED if wording.name else names.state(term, language)
        return Rendering(
            wording=wording,
            state=state,
            definition=self._definitions.of(term, language),
            url=self._permalink(term, language),
        )

    def _permalink(self, term: Term, language: str) -> str:
        home = self._glossary.homes[term.place]
        anchor = self._glossary.anchor_of(term)
        if language == self._config.language:
            return f'{self._address(home.docname)}#{anchor}'
        address = address_in(self._domain, language, home.docname)
        return f'{address}#{anchor}' if address else ''

    def _address(self, docname: str) -> str:
        base = self._config.html_baseurl
        target = self._domain.builder.get_target_uri(docname).partition('#')[0]
        return f'{base.rstrip("/")}/{target}' if base else target

    def _page(self, docname: str) -> Page:
        title = self._domain.env.titles[docname].astext()
        return Page(docname=docname, title=title, url=self._address(docname))


def pages_by_term(domain: ConvDomain) -> dict[_Place, list[str]]:
    """Give the documents that refer to each term, in the order of the contents.

    Terms are known by the places of their blocks.  What a translated message
    refers to is what its original does: the same in every language.
    """
    found: dict[_Place, set[str]] = defaultdict(set)
    for docname, mentions in _mentions(domain):
        for mention in mentions:
            if term := _meant(domain, mention):
                found[term.place].add(docname)
    rank = {docname: n for n, docname in enumerate(toctree_order(domain.env))}
    return {
        place: sorted(pages, key=rank.__getitem__) for place, pages in found.items()
    }


def _mentions(domain: ConvDomain) -> Iterator[tuple[str, tuple[Mention, ...]]]:
    """Give what each page mentions; a hidden definition is on the page of its home."""
    for docname, questions in domain.questions.items():
        yield docname, questions.mentions
    for term in domain.glossary.terms:
        home = domain.glossary.home_of(term)
        if term.hidden and home is not None:
            content = domain.contents[term.docname][term.ordinal]
            yield home.docname, content.questions.mentions


def _meant(domain: ConvDomain, mention: Mention) -> Term | None:
    glossary = domain.glossary
    standard = domain.env.domains.standard_domain
    if not mention.whole and ('term', mention.target) in standard.objects:
        return None
    match = glossary.find(mention.whole) or glossary.find(mention.target)
    return match.term if match else None
