"""A glossary in all its languages, as machines read it.

Every export is made of this and of nothing else, and so are the cards of pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.terms import RelationKind, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxcontrib_convglossary.registry import Translated


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A concept in one language."""

    #: What the language calls it; the name is empty where it has none.
    wording: Wording
    #: How far the name is translated.
    state: State
    #: The paragraphs of the definition, without markup, in order; one that is not
    #: translated has no text but its state.
    definition: tuple[Translated, ...] = ()
    #: Where readers of the language find it: absolute where the address of the
    #: site is known, else relative to the root of this site; '' where unknown.
    url: str = ''
    #: Where to read on, if the language says so: an address, relative to the root of
    #: the site where that is not known, else what its author wrote.
    learn_more: str = ''

    @property
    def summary(self) -> str:
        """The first paragraph of the definition; '' where it is not translated."""
        return self.definition[0].text if self.definition else ''

    @property
    def text(self) -> str:
        """The definition as far as it is translated without a gap.

        An empty line is between paragraphs.
        """
        texts = (paragraph.text for paragraph in self.definition)
        return '\n\n'.join(takewhile(bool, texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relation as one end sees it."""

    kind: RelationKind
    #: The id of the concept at the other end.
    target: str
    #: Whether the author of this end wrote it, or it follows from the other end.
    declared: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that refers to a concept."""

    docname: str
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A term with all that is known of it, in every language."""

    #: Unique in a vocabulary: of two terms with one id the second's ends in ``-2``.
    id: str
    #: Ids that it had before.
    previously: tuple[str, ...] = ()
    #: A key of the vocabulary's categories; '' for none.
    category: str = ''
    #: In the order that entries show them; concepts of this vocabulary only.
    links: tuple[Link, ...] = ()
    #: Where to read on, where a file to be imported says so of no language.
    learn_more: str = ''
    #: By locale, the source language first: those it is published in.
    renderings: Mapping[str, Rendering]
    #: The pages that refer to it, in the order of the contents.
    used_in: tuple[Page, ...] = ()

    def name_in(self, *locales: str) -> str:
        """Give the name in the first of some languages that has one, else ''."""
        for locale in locales:
            rendering = self.renderings.get(locale)
            if rendering and rendering.wording.name:
                return rendering.wording.name
        return ''


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category, in the order of the configuration."""

    key: str
    #: What each language calls it, by locale; the source language is always there.
    labels: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All concepts of a project, ordered by the place of their blocks."""

    project: str
    #: Of the project; '' where it has none.
    author: str = ''
    version: str = ''
    #: What the glossary is called, by locale; the source language is always there.
    titles: Mapping[str, str]
    #: Where readers of each language find the glossary, by locale; where it has no
    #: page of its own, that is the root of the contents.  The language of the site
    #: is always there.
    urls: Mapping[str, str]
    #: The locale of this site, and that of the sources.
    language: str
    source_language: str
    #: All locales that say anything, the source language first.
    languages: tuple[str, ...]
    #: The words that entries are made of, by locale and purpose; ``%s`` stands in
    #: some of them for what they introduce.
    words: Mapping[str, Mapping[str, str]]
    categories: tuple[Category, ...] = ()
    concepts: tuple[Concept, ...] = ()

    @property
    def title(self) -> str:
        """What the glossary is called in the language of the site."""
        return self.title_in(self.language)

    def title_in(self, language: str) -> str:
        """Give what the glossary is called in a language, else in the source."""
        return self.titles.get(language) or self.titles[self.source_language]

    @property
    def url(self) -> str:
        """Where readers of this site find the glossary."""
        return self.urls[self.language]

    @cached_property
    def _by_id(self) -> dict[str, Concept]:
        return {concept.id: concept for concept in self.concepts}

    def concept(self, identifier: str) -> Concept:
        """Give the concept of an id that another one's link names."""
        return self._by_id[identifier]
