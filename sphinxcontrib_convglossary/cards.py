"""What the card of a term says, and which cards a page needs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docutils import nodes

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.builders import loads_scripts
from sphinxcontrib_convglossary.elsewhere import address_of
from sphinxcontrib_convglossary.languages import direction, language_name, language_tag
from sphinxcontrib_convglossary.nodes import elements, term_line, term_link
from sphinxcontrib_convglossary.others import OtherTerm
from sphinxcontrib_convglossary.sites import term_address
from sphinxcontrib_convglossary.spelling import JOINT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.glossary import Glossary
    from sphinxcontrib_convglossary.lines import Line
    from sphinxcontrib_convglossary.terms import Designation, Term

#: A text; where it is not in the language of the page, with its ``lang`` and ``dir``.
Piece = str | list[str]

#: The classes of what is mentioned by a role, ``:term:`` and ``:any:`` among them.
_MENTIONED = frozenset({'std-term', 'conv-term'})

#: The nodes that may lead to a term.
_LEADING = (nodes.reference, term_line)

#: What JavaScript or HTML would take for more than a sign in a text.
_ESCAPES = {ord(sign): f'\\u{ord(sign):04x}' for sign in '<>&\u2028\u2029'}


def shows_cards(domain: ConvDomain) -> bool:
    """Tell whether pages of this build have cards."""
    return bool(domain.env.config.convglossary_cards) and loads_scripts(domain.builder)


class Cards:
    """The cards of one build: each is made once, when it is first needed."""

    def __init__(self, domain: ConvDomain) -> None:
        self.glossary: Glossary = domain.glossary
        self._domain = domain
        self._language = domain.env.config.language
        self._definitions = domain.definitions
        self._cards: dict[tuple[str, int, int], str] = {}
        self._terms = {
            self.glossary.anchor_of(term): term for term in self.glossary.terms
        }

    def of(self, term: Term) -> str:
        """Give the card of a term: its lines, as JSON that can stand in HTML.

        Each line is its kind and the pieces of its text.
        """
        if term.place not in self._cards:
            lines = [[kind, *pieces] for kind, pieces in self._lines(term)]
            self._cards[term.place] = _as_json(lines)
        return self._cards[term.place]

    def at(self, anchor: str) -> str:
        """Give the card of the term with an anchor; '' for none."""
        term = self._terms.get(anchor)
        return self.of(term) if term else ''

    def on_page(self, shown: Iterable[nodes.Element], docname: str) -> dict[str, str]:
        """Give the cards of a page, by the addresses that its links lead to.

        Only links of which a term is the end: other anchors may look alike.
        """
        cards: dict[str, str] = {}
        for node in shown:
            if not isinstance(node, _LEADING):
                continue
            for address in _mentioned(node):
                if other := self._domain.others.at(address):
                    cards[address] = self.of(other)
                    continue
                term = self._terms.get(address.rpartition('#')[2])
                if term is None or address in cards:
                    continue
                if address == term_address(self._domain, term, docname):
                    cards[address] = self.of(term)
        return cards

    def _lines(self, term: Term) -> Iterator[tuple[str, list[Piece]]]:
        yield 'name', [self._designation(term.name)]
        if term.aliases:
            aliases = ([self._designation(alias)] for alias in term.aliases)
            yield 'aliases', _line(words.also_known_as, aliases)
        if summary := self._summary(term):
            yield 'summary', [summary]
        if isinstance(term, OtherTerm):
            # Not in the domain of this project: its categories are unknown here.
            yield 'project', [words.in_project(term.project)]
            return
        if label := self._domain.arrangement.labels.get(term.category):
            yield 'category', _line(words.category, [[label]])
        if names := self._domain.names.of(term):
            yield (
                'languages',
                _line(words.in_other_languages, map(self._other_name, names)),
            )

    def _summary(self, term: Term) -> Piece:
        """Give the first paragraph as readers of the page see it."""
        if isinstance(term, OtherTerm):
            return self._in_language(term.summary, term.summary_language)
        for language in (self._language, term.source.language):
            paragraphs = self._definitions.of(term, language)
            if paragraphs and paragraphs[0].text:
                return self._in_language(paragraphs[0].text, language)
        return ''

    def _other_name(self, name: Designation) -> list[Piece]:
        language = language_name(name.language, self._language)
        return [words.labelled(language, ''), self._designation(name)]

    def _designation(self, designation: Designation) -> Piece:
        return self._in_language(designation.text, designation.language)

    def _in_language(self, text: str, language: str) -> Piece:
        if language == self._language:
            return text
        way = direction(language)
        other = [] if way == direction(self._language) else [way]
        return [text, language_tag(language), *other]


def _mentioned(node: nodes.Element) -> Iterator[str]:
    """Give the addresses by which a node mentions terms.

    The name above an entry does not: it leads to where that is at home.  Nor does a
    link that an author made without a role: nobody knows what it shows.
    """
    if isinstance(node, term_line):
        line: Line = node['line']
        for item, address in zip(line.items, node['addresses'], strict=True):
            if item.mentions and address:
                yield address
    elif isinstance(node, nodes.reference):
        address = address_of(node)
        if address and (isinstance(node, term_link) or _shows_mention(node)):
            yield address


def _shows_mention(link: nodes.reference) -> bool:
    return any(
        name in _MENTIONED for node in elements(link) for name in node['classes']
    )


def _line(introduce: Callable[[str], str], items: Iterable[list[Piece]]) -> list[Piece]:
    """Set items into the interface words around them; what can be is one piece."""
    before, _, after = introduce('\0').partition('\0')
    pieces: list[Piece] = [before]
    for number, item in enumerate(items):
        pieces += [JOINT, *item] if number else item
    line: list[Piece] = []
    for piece in [*pieces, after]:
        if line and isinstance(piece, str) and isinstance(line[-1], str):
            line[-1] += piece
        elif piece:
            line.append(piece)
    return line


def page_data(cards: dict[str, str]) -> str:
    """Give the cards of a page as one text, to stand in a ``<script>``."""
    pairs = (f'{_as_json(address)}:{card}' for address, card in cards.items())
    return f'{{{",".join(pairs)}}}'


def _as_json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(',', ':'))
    return text.translate(_ESCAPES)


_KNOWN: WeakKeyDictionary[ConvDomain, Cards] = WeakKeyDictionary()


def cards_of(domain: ConvDomain) -> Cards:
    """Give the cards of this build: the same ones until something is read."""
    cards = _KNOWN.get(domain)
    if cards is None or cards.glossary is not domain.glossary:
        cards = _KNOWN[domain] = Cards(domain)
    return cards
