"""What the glossary answers to each document, in a form that can be compared."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.bare import find_bare
from sphinxcontrib_convglossary.cards import cards_of, shows_cards
from sphinxcontrib_convglossary.citing import facts_of, facts_of_term
from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.elsewhere import (
    find_mentioned,
    find_other,
    link_elsewhere,
)
from sphinxcontrib_convglossary.figures import numbers_in
from sphinxcontrib_convglossary.heads import heads_of
from sphinxcontrib_convglossary.lines import lines_of
from sphinxcontrib_convglossary.maps import facts_of_map
from sphinxcontrib_convglossary.nodes import term_reference
from sphinxcontrib_convglossary.others import OtherTerm
from sphinxcontrib_convglossary.outline import Detail
from sphinxcontrib_convglossary.translation import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.bare import Bare
    from sphinxcontrib_convglossary.diagram import Scope
    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.glossary import Glossary
    from sphinxcontrib_convglossary.lines import Item, Line
    from sphinxcontrib_convglossary.others import Inventories
    from sphinxcontrib_convglossary.outline import Listing, Section
    from sphinxcontrib_convglossary.questions import Content, Questions
    from sphinxcontrib_convglossary.terms import Term

#: The configuration values that change pages, but nothing that is read.
_SHOWN = tuple(option.name for option in OPTIONS if option.rebuild == 'html')


class Answers:
    """The answers of one build.

    Whatever a page shows and its own source does not say is part of an answer,
    and nothing else: pages whose answers differ are written again.
    """

    def __init__(self, domain: ConvDomain) -> None:
        self._domain = domain
        self._glossary = domain.glossary
        self._mentions: dict[Mention, str] = {}
        self._items: dict[Item, str] = {}
        self._entries: dict[tuple[tuple[str, int, int], Detail], str] = {}
        self._lines = lines_of(domain)
        self._cards = cards_of(domain) if shows_cards(domain) else None
        config = domain.env.config
        self._config = _digest(repr([getattr(config, name) for name in _SHOWN]))
        self._translates = config.language != config.convglossary_source_language

    def told(self, docname: str) -> str:
        """Sum up all that a document is told."""
        domain = self._domain
        questions = domain.questions.get(docname)
        answers = [self._config]
        if questions:
            answers += self._to(questions)
        for term in domain.terms.get(docname, ()):
            if self._glossary.term_at(term.place):
                answers += self._block(term)
        for listing in domain.listings.get(docname, ()):
            answers += self._listing(listing)
        answers.append(_digest(heads_of(domain).of(docname)))
        return _digest('\n'.join(answers))

    def _block(self, term: Term) -> Iterator[str]:
        """Tell what a block shows; one that is hidden warns of what it refers to."""
        if term.hidden:
            for part in self._content(term).shown():
                yield from self._to(part.questions)
            if term.anchors:
                # The author's document may lead to them as well.
                yield str(self._glossary.home_of(term))
        else:
            yield self._entry(term, Detail.FULL)
            yield self._category(term)

    def _content(self, term: Term) -> Content:
        return self._domain.contents[term.docname][term.ordinal]

    def _to(self, questions: Questions) -> Iterator[str]:
        yield from map(self._mention, questions.mentions)
        yield from map(self._mention, questions.translated)
        yield from map(self._bare, questions.bare)
        yield from map(self._label, questions.labels)
        yield from map(self._map, questions.maps)
        if questions.others:
            yield self._moved

    # -- references

    def _mention(self, mention: Mention) -> str:
        if mention not in self._mentions:
            self._mentions[mention] = _digest(str(self._meanings(mention)))
        return self._mentions[mention]

    def _meanings(self, mention: Mention) -> object:
        """Tell what a reference may mean, in an original and in a translation."""
        standard = self._domain.env.domains.standard_domain
        if not mention.whole and ('term', mention.target) in standard.objects:
            return ''  # Sphinx's own glossary comes first, as it does without us.
        if mention.inventory is not None:
            _, match = find_mentioned(self._domain, mention)
            found = match and self._named_link(match.term)
            return found or self._elsewhere(mention)
        glossary = self._glossary
        for target in (mention.whole, mention.target):
            match = glossary.find(target)
            if match is not None and not self._translates:
                return target, self._link(match.term)
            if match is not None:
                return target, self._readings(target, glossary)
        if match := find_other(self._domain, mention.target):
            others = self._domain.others
            readings = self._readings(mention.target, others)
            return match.term.place, readings if self._translates else self._link(
                match.term
            )
        return self._elsewhere(mention)

    def _readings(self, target: str, glossary: Glossary | Inventories) -> object:
        """Tell what a target means in an original, and all it may in a translation."""
        best = glossary.find(target)
        return best and self._link(best.term), [
            (self._named_link(reading.term), reading.exact)
            for reading in glossary.readings(target)
        ]

    def _place(self, term: Term) -> object:
        """Tell where a reference to a term leads."""
        if isinstance(term, OtherTerm):
            return term.address, term.address_language, term.project
        glossary = self._glossary
        home = glossary.homes.get(term.place)
        shown = home and home.docname
        return glossary.anchor_of(term), shown, glossary.publishes(term)

    def _link(self, term: Term) -> object:
        """Tell where a link to a term leads, what its card says, and its text."""
        card = self._cards and self._cards.of(term)
        return self._place(term), card, self._long_forms(term)

    def _long_forms(self, term: Term) -> object:
        """Tell what an abbreviation is expanded to, where pages do so."""
        if not self._domain.env.config.convglossary_expand_first:
            return None
        return [(wording.name, wording.abbreviation) for wording in term.wordings]

    def _named_link(self, term: Term) -> object:
        return self._link(term), term.source.name, term.local.name

    def _elsewhere(self, mention: Mention) -> str:
        """Tell what Sphinx's glossary or another project says."""
        reference = term_reference('', explicit=True)
        docname = self._domain.env.config.root_doc
        link = link_elsewhere(self._domain, mention, '', reference, docname)
        return '' if link is None else str(link)

    def _bare(self, bare: Bare) -> str:
        """Tell what a link means that does not say what kind of thing that is."""
        match = find_bare(self._domain, bare)
        if match is None and not bare.markdown:
            match = self._domain.others.find_exactly(bare.target)
        if match is not None:
            return _digest(str(self._link(match.term)))
        # MyST itself asks inventories, where labels are as well.
        return '' if bare.markdown else self._elsewhere(Mention('', bare.target))

    def _label(self, label: str) -> str:
        """Tell where a label of ours leads, or one in a hidden definition."""
        standard = self._domain.env.domains.standard_domain
        place = standard.labels.get(label) or standard.anonlabels.get(label)
        if label in self._domain.data['labels']:
            return _digest(repr(place))
        shown = place and self._glossary.moved.get((place[0], place[1]))
        return _digest(repr((place, shown))) if shown else ''

    @cached_property
    def _moved(self) -> str:
        """Tell where all is that stands in hidden definitions."""
        return _digest(repr(self._glossary.moved))

    def _map(self, scope: Scope) -> str:
        return _digest(repr(facts_of_map(self._domain, scope)))

    # -- entries and listings

    def _listing(self, listing: Listing) -> Iterator[str]:
        for section in self._domain.sections.get(listing, ()):
            heading = section.anchor, section.title, section.category
            yield _digest(repr((heading, self._citation(section, listing))))
            for term in section.terms:
                yield from self._listed(term, listing, section)

    def _citation(self, section: Section, listing: Listing) -> object:
        return facts_of(self._domain, listing.docname) if section.citation else None

    def _listed(self, term: Term, listing: Listing, section: Section) -> Iterator[str]:
        yield str(self._glossary.home_of(term))
        if term.anchors:
            yield str(numbers_in(self._domain.env, term))
        yield self._entry(term, listing.entries)
        if listing.entries is Detail.FULL and section.category != term.category:
            yield self._category(term)
        if listing.filter:
            yield repr(self._domain.names.of(term))
        for part in self._content(term).shown(listing.entries):
            yield part.digest
            yield from self._to(part.questions)

    def _entry(self, term: Term, detail: Detail) -> str:
        """Tell what the glossary adds to a block, whatever page shows it.

        A page leaves itself out of those that use the term; which those are it was
        told when it was read.
        """
        asked = term.place, detail
        if asked not in self._entries:
            self._entries[asked] = _digest(repr(self._facts(term, detail)))
        return self._entries[asked]

    def _facts(self, term: Term, detail: Detail) -> object:
        glossary = self._glossary
        name = self._place(term), glossary.former_anchors_of(term)
        if detail is Detail.NAMES:
            return name
        above = [*map(self._line, self._lines.above(term))]
        if detail is Detail.SUMMARY:
            return name, above
        lines = self._lines.below(term, under_category=term.category)
        below = [*map(self._line, lines)]
        return name, above, below, self._cited(term)

    def _category(self, term: Term) -> str:
        return self._item(self._lines.category(term)) if term.category else ''

    def _line(self, line: Line) -> object:
        items = [*map(self._item, line.items)]
        return line.kind, line.before, items, line.after

    def _item(self, item: Item) -> str:
        """Tell what a line names; what leads to a term has its card."""
        if item not in self._items:
            card = self._cards.at(item.anchor) if self._cards and item.mentions else ''
            self._items[item] = _digest(f'{item}{card}')
        return self._items[item]

    def _cited(self, term: Term) -> object:
        home = self._glossary.home_of(term)
        return home and facts_of_term(self._domain, term, home.docname)


def _digest(text: str) -> str:
    encoded = text.encode(errors='surrogatepass')
    return hashlib.blake2b(encoded, digest_size=12).hexdigest()
