"""What an entry says beside its definition: lines of items, as data.

Pages show them and freshness compares them, so that nothing is shown that would not
be noticed when it changes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.addresses import LINKED_SCHEMES, scheme_of
from sphinxcontrib_convglossary.languages import language_name, language_tag
from sphinxcontrib_convglossary.outline import category_anchor
from sphinxcontrib_convglossary.sites import site_address
from sphinxcontrib_convglossary.usage import pages_using

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Designation, Term


class Item(NamedTuple):
    """One thing that a line names, and where that leads."""

    text: str
    #: The locale of the text; '' for that of the page.
    language: str = ''
    #: Words before it, in the language of the page.
    before: str = ''
    #: The document that it leads to; '' for none.
    docname: str = ''
    #: The anchor there, or of the term at *address*; '' for the whole document.
    anchor: str = ''
    #: An address outside this site; '' for none.
    address: str = ''
    #: The tag of the language of that address; '' where nobody says.
    hreflang: str = ''
    #: Whether it is a mention of a term.
    mentions: bool = False


class Line(NamedTuple):
    """Items, and the interface words around them."""

    #: What it is about: ``aliases``, a kind of relation, ``used-in`` and so on.
    kind: str
    before: str
    items: tuple[Item, ...]
    after: str = ''


class Lines:
    """The lines of one build; each thing that they name is made once."""

    def __init__(self, domain: ConvDomain) -> None:
        self.glossary = domain.glossary
        self._domain = domain
        self._language: str = domain.env.config.language
        self._inverse: bool = domain.env.config.convglossary_inverse_relations
        self._used_in: bool = domain.env.config.convglossary_used_in
        self._terms: dict[tuple[str, int, int], Item] = {}
        self._pages: dict[str, Item] = {}
        self._introductions: dict[str, tuple[str, str]] = {}
        #: The lines that are the same wherever a term is shown.
        self._common: dict[tuple[str, int, int], tuple[Line, ...]] = {}

    def above(self, term: Term) -> Iterator[Line]:
        """Give the lines between the name of a term and its definition."""
        if term.aliases:
            names = map(self._designation, term.aliases)
            yield self._line('aliases', words.also_known_as, names)

    def below(
        self, term: Term, docname: str = '', *, under_category: str = ''
    ) -> Iterator[Line]:
        """Give the lines after the definition.

        *docname* is the document that shows them, and *under_category* the category
        whose heading they stand under: neither is named.
        """
        if term.place not in self._common:
            self._common[term.place] = tuple(self._said_of(term))
        yield from self._common[term.place]
        if term.category and term.category != under_category:
            yield self._line('category', words.category, [self.category(term)])
        if self._used_in:
            pages = (x for x in pages_using(self._domain, term) if x != docname)
            if items := [*map(self.page, pages)]:
                yield self._line('used-in', words.used_in, items)

    def _said_of(self, term: Term) -> Iterator[Line]:
        for kind, ends in self._relations(term).items():
            yield self.related(kind, ends)
        if term.learn_more:
            yield self._line('learn-more', words.learn_more, [self._learn_more(term)])
        if names := self._domain.other_names(term):
            others = (self._other_name(name, term) for name in names)
            yield self._line('languages', words.in_other_languages, others)

    def related(self, kind: str, ends: Iterable[Item]) -> Line:
        """Introduce the other ends of a kind of relation."""
        return self._line(kind, partial(words.relation, kind), ends)

    def _line(
        self, kind: str, introduce: Callable[[str], str], items: Iterable[Item]
    ) -> Line:
        if kind not in self._introductions:
            before, _, after = introduce('\0').partition('\0')
            self._introductions[kind] = before, after
        before, after = self._introductions[kind]
        return Line(kind=kind, before=before, items=tuple(items), after=after)

    # -- what lines name

    def term(self, term: Term) -> Item:
        """Give the name of a term, which leads to it."""
        if term.place not in self._terms:
            self._terms[term.place] = self._named(term)
        return self._terms[term.place]

    def _named(self, term: Term) -> Item:
        name, glossary = term.name, self.glossary
        language = self._foreign(name.language)
        if home := glossary.home_of(term):
            return Item(
                text=name.text,
                language=language,
                docname=home.docname,
                anchor=glossary.anchor_of(term),
                mentions=True,
            )
        elsewhere = not glossary.publishes(term)
        address = elsewhere and site_address(self._domain, term, term.source.language)
        return Item(
            text=name.text,
            language=language,
            anchor=glossary.anchor_of(term) if address else '',
            address=address or '',
            hreflang=language_tag(term.source.language) if address else '',
            mentions=True,
        )

    def page(self, docname: str) -> Item:
        """Give the title of a document, which leads to it."""
        if docname not in self._pages:
            title = self._domain.env.titles[docname].astext()
            self._pages[docname] = Item(text=title, docname=docname)
        return self._pages[docname]

    def _relations(self, term: Term) -> dict[str, list[Item]]:
        """Give the terms at the other ends, by the kind of relation."""
        ends: dict[str, list[Item]] = {}
        for relation in self.glossary.relations_of(term, inverse=self._inverse):
            match = self.glossary.related(relation)
            end = self.term(match.term) if match else Item(text=relation.target)
            ends.setdefault(relation.kind.value, []).append(end)
        return ends

    def _designation(self, designation: Designation) -> Item:
        return Item(text=designation.text, language=self._foreign(designation.language))

    def _foreign(self, language: str) -> str:
        return '' if language == self._language else language

    def _other_name(self, name: Designation, term: Term) -> Item:
        """Give the language and the name in it, which leads to its site."""
        address = site_address(self._domain, term, name.language)
        language = language_name(name.language, self._language)
        return Item(
            text=name.text,
            language=self._foreign(name.language),
            before=words.labelled(language, ''),
            address=address or '',
            hreflang=language_tag(name.language) if address else '',
        )

    def _learn_more(self, term: Term) -> Item:
        """Lead to an address, else a document of that name, else a path of the site."""
        page = term.learn_more.strip('/')
        if not scheme_of(term.learn_more) and page in self._domain.env.all_docs:
            return self.page(page)
        address = self._onward(term)
        linked = address if _may_lead(address) else ''
        return Item(text=term.learn_more, address=linked)

    def _onward(self, term: Term) -> str:
        """Give the address to read on; '' where it is a document or a mere path."""
        address = term.learn_more
        if scheme_of(address):
            return address
        base: str = self._domain.env.config.convglossary_learn_more_base
        if not base or address.strip('/') in self._domain.env.all_docs:
            return ''
        return f'{base.rstrip("/")}/{address.lstrip("/")}'

    def refused(self, term: Term) -> str:
        """Give the address to read on that no page may lead to; '' for none."""
        address = self._onward(term)
        return '' if _may_lead(address) else address

    def category(self, term: Term) -> Item:
        """Give the category of a term; it leads to its section, where one is shown."""
        key, domain = term.category, self._domain
        label = domain.arrangement.labels.get(key, key)
        page = domain.category_pages().get(key)
        if page is None:
            return Item(text=label)
        return Item(text=label, docname=page, anchor=category_anchor(key))


def _may_lead(address: str) -> bool:
    scheme = scheme_of(address)
    return not scheme or scheme in LINKED_SCHEMES


_KNOWN: WeakKeyDictionary[ConvDomain, Lines] = WeakKeyDictionary()


def lines_of(domain: ConvDomain) -> Lines:
    """Give the lines of this build: the same ones until something is read."""
    lines = _KNOWN.get(domain)
    if lines is None or lines.glossary is not domain.glossary:
        lines = _KNOWN[domain] = Lines(domain)
    return lines
