"""All that a build knows of its terms becomes a vocabulary."""

from __future__ import annotations

import gettext
from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.i18n import docname_to_domain

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.addresses import LINKED_SCHEMES, scheme_of
from sphinxcontrib_convglossary.exports.formats import OF_ONE_LANGUAGE, files
from sphinxcontrib_convglossary.exports.tags import tag_of
from sphinxcontrib_convglossary.lookups import uses_fuzzy
from sphinxcontrib_convglossary.markup import plain_text
from sphinxcontrib_convglossary.pages import title_of
from sphinxcontrib_convglossary.pofiles import locales, po_files
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.spelling import plain
from sphinxcontrib_convglossary.translation import CONFIGURATION_CATALOG, translate
from sphinxcontrib_convglossary.usage import pages_using
from sphinxcontrib_convglossary.values import author_of, base_of, text_of
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
    from sphinxcontrib_convglossary.exports.formats import File
    from sphinxcontrib_convglossary.terms import Term

#: The interface words that exports use, by purpose: as :mod:`words` has them.
_WORDS = {
    'glossary': 'Glossary',
    'also known as': 'Also known as: %s',
    'related': 'Related: %s',
    'broader': 'Broader: %s',
    'narrower': 'Narrower: %s',
    'replaced-by': 'Replaced by: %s',
    'replaces': 'Replaces: %s',
    'learn-more': 'Learn more: %s',
    'other terms': 'Other terms',
}


class Gathering:
    """What a build knows of its terms; each part is gathered when asked for."""

    def __init__(self, domain: ConvDomain) -> None:
        self._domain = domain
        self._glossary = domain.glossary
        self._definitions = domain.definitions
        self._config = domain.env.config
        self._pages: dict[str, Page] = {}
        self.source: str = self._config.convglossary_source_language
        self.language: str = self._config.language

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The source language first, the others in order.

        Folders that no tag can be made for hold no language; of two with one tag
        (``pt-BR``, ``pt_BR``) the language of the build counts, else the first.
        """
        others = sorted({self.language, *locales(self._domain.env)} - {self.source})
        by_tag = {tag_of(self.source): self.source}
        for locale in sorted(others, key=lambda locale: locale != self.language):
            by_tag.setdefault(tag_of(locale), locale)
        by_tag.pop('', None)
        return (self.source, *(x for x in others if x in by_tag.values()))

    def vocabulary(self) -> Vocabulary:
        """Give the vocabulary of a build, in all languages.

        It is the same whatever language is built, but for the addresses: a term that
        is not published in that language is there.
        """
        config = self._config
        return Vocabulary(
            project=text_of(config, 'project'),
            author=author_of(config),
            version=text_of(config, 'version'),
            titles=self.titles,
            urls=self.urls,
            language=self.language,
            source_language=self.source,
            languages=self.languages,
            words=self._words,
            categories=tuple(map(self._category, config.convglossary_categories)),
            concepts=tuple(map(self._concept, self.shown_terms)),
        )

    def files(self) -> list[File]:
        """Return the files that ``convglossary_exports`` names and that say anything.

        Without a term there is none, nor is there one of a language without a word.
        """
        formats = self._config.convglossary_exports
        if not self.shown_terms:
            return []
        others = self.languages[1:]
        if OF_ONE_LANGUAGE.isdisjoint(formats):
            return list(files(formats, self.source, *others))
        spoken = list(filter(self._says, others))
        named = {x for x in spoken if 'omegat' in formats and self._names(x)}
        return [
            file
            for file in files(formats, self.source, *spoken)
            if file.format != 'omegat' or file.language in named
        ]

    def _names(self, language: str) -> bool:
        """Return whether a term has a name in a language."""
        names = self._domain.names
        return any(
            names.name_in(term, language)
            for term in self.shown_terms
            if term.published_in(language)
        )

    def _says(self, language: str) -> bool:
        """Return whether a term has a word in a language, in names or definitions."""
        names, definitions = self._domain.names, self._definitions
        return any(
            [*names.wording(term, language).spellings()]
            or any(paragraph.text for paragraph in definitions.of(term, language))
            for term in self.shown_terms
            if term.published_in(language)
        )

    @property
    def shown_terms(self) -> list[Term]:
        """The terms with a home, be it in other languages only."""
        homes = self._glossary.homes
        return [term for term in self._glossary.terms if term.place in homes]

    # -- the glossary as a whole

    @cached_property
    def _words(self) -> dict[str, dict[str, str]]:
        every = {}
        for language in self.languages:
            wanted = [language, language.partition('_')[0]]
            catalog = gettext.translation(
                words.CATALOG, str(words.LOCALE_DIR), wanted, fallback=True
            )
            every[language] = {
                key: catalog.gettext(word) for key, word in _WORDS.items()
            }
        return every

    @cached_property
    def page(self) -> str:
        """The document that lists the terms; the root one where none does."""
        listing = next(iter(self._domain.sections), None)
        return listing.docname if listing else self._config.root_doc

    @cached_property
    def titles(self) -> dict[str, str]:
        """What the page is called, by locale, where it has a title there."""
        env, page = self._domain.env, self.page
        lists = bool(self._domain.sections)
        if lists and page not in getattr(env.project, 'virtual', ()):
            return self._titles_of_document(page)
        configured = self._config.convglossary_pages.get(page, {}) if lists else {}
        if title := title_of(self._config, configured):
            return self._labels(title)
        # A word in another language than it is said to be in is worse than none.
        titles = {
            language: told['glossary']
            for language, told in self._words.items()
            if words.speaks(language)
        }
        return {self.source: self._config.project or 'Glossary'} | titles

    def _titles_of_document(self, docname: str) -> dict[str, str]:
        env = self._domain.env
        # A translated title still knows what its author wrote.
        title = next(iter(env.get_doctree(docname).findall(nodes.title)), None)
        original = title.rawsource if title is not None else ''
        if not original:
            shown = env.titles[docname].astext()
            return {self.source: shown or text_of(self._config, 'project')}
        catalog = docname_to_domain(docname, self._config.gettext_compact)
        found = {
            language: self._plain(
                self._translated(original, catalog, language), docname
            )
            for language in self.languages[1:]
        }
        titles = {self.source: self._plain(original, docname), **found}
        return {language: text for language, text in titles.items() if text}

    @cached_property
    def urls(self) -> dict[str, str]:
        """Where the page is, by locale, where that is known."""
        found = {x: self._address(self.page, x) for x in self.languages}
        own = {self.language: self._address(self.page, self.language) or ''}
        return {x: url for x, url in found.items() if url} | own

    def _category(self, key: str) -> Category:
        return Category(
            key=key, labels=self._labels(self._config.convglossary_categories[key])
        )

    def _labels(self, label: str) -> dict[str, str]:
        """Translate a word of the configuration, where it is translated."""
        labels = {
            language: self._translated(label, CONFIGURATION_CATALOG, language)
            for language in self.languages[1:]
        }
        return {self.source: label} | {k: text for k, text in labels.items() if text}

    def _translated(self, message: str, catalog: str, language: str) -> str:
        if language == self.language:
            return translate(self._domain.env, catalog)(message)
        fuzzy = uses_fuzzy(self._domain.env)
        for file in po_files(self._domain.env, catalog, language):
            found = file.find(message)
            if found is not None and found.text and (fuzzy or not found.fuzzy):
                return found.text
        return ''

    # -- a term

    def id_of(self, term: Term) -> str:
        """Give the id of a concept, which no other has."""
        return self._glossary.anchor_of(term).removeprefix('term-')

    def _concept(self, term: Term) -> Concept:
        known = term.category in self._config.convglossary_categories
        return Concept(
            id=self.id_of(term),
            previously=term.previously,
            category=term.category if known else '',
            links=tuple(self._links(term)),
            renderings={
                language: self.rendering(term, language)
                for language in self.languages
                if term.published_in(language)
            },
            used_in=tuple(map(self._page, pages_using(self._domain, term))),
        )

    def _links(self, term: Term) -> Iterator[Link]:
        for relation in self._glossary.relations_of(term, inverse=True):
            match = self._glossary.related(relation)
            if match is None or match.term is term:
                continue
            if match.term.place in self._glossary.homes:
                yield Link(
                    kind=relation.kind,
                    target=self.id_of(match.term),
                    declared=relation in term.relations,
                )

    def rendering(self, term: Term, language: str) -> Rendering:
        """Give a term in a language."""
        wording = self._domain.names.wording(term, language)
        return Rendering(
            wording=wording,
            state=self._state(term, language, wording.name),
            definition=self._definitions.of(term, language),
            url=self._permalink(term, language),
            learn_more=self._learn_more(term, language),
        )

    def _state(self, term: Term, language: str, name: str) -> State:
        """Return how far a name is translated that a language has, or has not."""
        sure = language == self.source or not uses_fuzzy(self._domain.env)
        if name and sure:
            return State.TRANSLATED
        message = self._domain.messages[term.docname][term.ordinal].name
        found = self._domain.names.look_up(term, language)(message)
        # A catalog may be there compiled only.
        return State.TRANSLATED if name and not found.text else found.state

    def _learn_more(self, term: Term, language: str) -> str:
        """Give where to read on, where a language says so itself."""
        message = self._domain.messages[term.docname][term.ordinal].learn_more
        if not message or language == self.source:
            return self._followed(message, language)
        if language == self.language:
            # The catalog may be there compiled only.
            said = '' if term.learn_more == plain(message) else term.learn_more
        else:
            said = self._domain.names.look_up(term, language)(message).text
        return self._followed(said, language)

    def _followed(self, written: str, language: str) -> str:
        """Give the address that readers follow, as entries link it."""
        text = plain(written)
        if scheme := scheme_of(text):
            return text if scheme in LINKED_SCHEMES else ''
        docname = text.strip('/')
        if docname in self._domain.env.all_docs:
            return self._address(docname, language) or ''
        base = self._config.convglossary_learn_more_base
        return f'{base.rstrip("/")}/{text.lstrip("/")}' if base and text else text

    def _plain(self, message: str, docname: str) -> str:
        syntax = self._domain.names.syntax(docname)
        return plain_text(message, syntax, lambda whole: None)

    # -- addresses

    def _permalink(self, term: Term, language: str) -> str:
        home = self._glossary.homes.get(term.place)
        if home is None:
            return ''
        address = self._address(home.docname, language)
        anchor = self._glossary.anchor_of(term)
        return '' if address is None else f'{address}#{anchor}'

    def _address(
        self, docname: str, language: str, *, part: bool = False
    ) -> str | None:
        """Give the address of a page in a language; ``None`` where it is unknown."""
        base: str = self._config.convglossary_sites.get(language, '')
        if language == self.language:
            base = base_of(self._config) or base
        elif not base:
            return None
        target = self._target(docname)
        page = target if part else target.partition('#')[0]
        return f'{base.rstrip("/")}/{page}' if base else page

    def _target(self, docname: str) -> str:
        target = self._domain.builder.get_target_uri(docname)
        if target.startswith('#'):
            # Of a builder of one page (singlehtml).
            suffix = getattr(self._domain.builder, 'out_suffix', '')
            return f'{self._config.root_doc}{suffix}{target}'
        return target

    # -- where terms are used

    def _page(self, docname: str) -> Page:
        if docname not in self._pages:
            self._pages[docname] = self._new_page(docname)
        return self._pages[docname]

    def _new_page(self, docname: str) -> Page:
        title = self._domain.env.titles[docname].astext()
        url = self._address(docname, self.language, part=True)
        return Page(docname=docname, title=title, url=url or '')
