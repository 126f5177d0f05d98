"""Which terms a listing shows, under which headings, and where each is at home."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.collation import NO_LETTER, alphabet_of
from sphinxcontrib_convglossary.glossary import Place
from sphinxcontrib_convglossary.spelling import make_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinxcontrib_convglossary.terms import Term


class Grouping(StrEnum):
    """What the headings of a listing are; the first is the default."""

    CATEGORY = 'category'
    LETTER = 'letter'
    NONE = 'none'


class Detail(StrEnum):
    """How much a listing shows of each term; the first is the default."""

    FULL = 'full'
    SUMMARY = 'summary'
    NAMES = 'names'

    @property
    def blocks(self) -> int | None:
        """How many blocks of a definition are shown; ``None`` for all."""
        return {Detail.FULL: None, Detail.SUMMARY: 1, Detail.NAMES: 0}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A ``convglossary`` directive, or a page made by ``convglossary_pages``."""

    docname: str
    line: int
    #: The file that the line is one of, where it is not that of the document.
    path: str = ''
    #: Which listing of its document it is, counted from 0.
    ordinal: int
    #: Keys of ``convglossary_categories``; none means all terms.
    categories: tuple[str, ...] = ()
    group_by: Grouping = Grouping.CATEGORY
    entries: Detail = Detail.FULL
    #: Whether a section below says how to cite the glossary.
    cite: bool = False
    #: Whether readers can filter it by words.
    filter: bool = False
    #: Whether it is a page of ``convglossary_pages``.
    whole_page: bool = False
    #: The expressions of the ``only`` directives around it.
    conditions: tuple[str, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether it leaves out terms of other categories."""
        return bool(self.categories)

    @property
    def title_category(self) -> str:
        """The category whose heading is the title of the page; '' for none."""
        grouped = self.group_by is Grouping.CATEGORY
        single = self.whole_page and grouped and len(self.categories) == 1
        return self.categories[0] if single else ''

    def shows(self, term: Term) -> bool:
        """Tell whether a term belongs to it."""
        return not self.filtered or term.category in self.categories


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Some terms of a listing, with the heading above them."""

    #: The anchor of the heading; empty where the listing has no headings.
    anchor: str = ''
    #: Empty where no heading is shown, or where the page's title is the heading.
    title: str = ''
    #: The key of the category, where the heading is one's.
    category: str = ''
    #: In alphabetical order.
    terms: tuple[Term, ...] = ()
    #: Whether it says how to cite the glossary, instead of showing terms.
    citation: bool = False


#: How the anchors of headings begin.
HEADING_ANCHORS = ('category-', 'letter-', 'other-terms', 'cite')


def category_anchor(key: str) -> str:
    """Give the anchor of a category's section."""
    return f'category-{make_id(key)}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How the listings of one build are arranged: words and alphabet."""

    #: The language of the build, a locale name.
    language: str
    #: Category labels by key, in order, in that language.
    labels: Mapping[str, str]
    #: The heading of the terms without a category.
    other_terms: str
    #: The heading of the citation.
    how_to_cite: str = ''

    def sections(self, listing: Listing, terms: Iterable[Term]) -> tuple[Section, ...]:
        """Divide the terms of a listing; no section of terms is without any."""
        shown = sorted(filter(listing.shows, terms), key=self._order)
        if not shown:
            return ()
        cited = Section(anchor='cite', title=self.how_to_cite, citation=True)
        return self._divided(listing, shown) + ((cited,) if listing.cite else ())

    def _divided(self, listing: Listing, shown: list[Term]) -> tuple[Section, ...]:
        if listing.group_by is Grouping.CATEGORY:
            return tuple(self._by_category(listing, shown))
        if listing.group_by is Grouping.LETTER:
            return tuple(self._by_letter(shown))
        return (Section(terms=tuple(shown)),)

    def _order(self, term: Term) -> tuple[Any, str]:
        return alphabet_of(self.language).key(term.reading), term.id

    def _by_category(self, listing: Listing, shown: list[Term]) -> Iterable[Section]:
        groups: dict[str, list[Term]] = {}
        for term in shown:
            key = term.category if term.category in self.labels else ''
            groups.setdefault(key, []).append(term)
        keys = [key for key in listing.categories or self.labels if key in groups]
        for key in keys:
            title = '' if key == listing.title_category else self.labels[key]
            yield Section(
                anchor=category_anchor(key),
                title=title,
                category=key,
                terms=tuple(groups[key]),
            )
        if '' in groups and not listing.filtered:
            # Alone, they need no heading to tell them from others.
            title = self.other_terms if keys else ''
            anchor = 'other-terms' if keys else ''
            yield Section(anchor=anchor, title=title, terms=tuple(groups['']))

    def _by_letter(self, shown: list[Term]) -> Iterable[Section]:
        groups: dict[str, list[Term]] = {}
        for term in shown:
            letter = alphabet_of(self.language).letter(term.reading)
            groups.setdefault(letter, []).append(term)
        # The terms are in order, and so are their first letters.
        for letter in sorted(groups, key=lambda sign: sign != NO_LETTER):
            anchor = 'other' if letter == NO_LETTER else make_id(letter)
            yield Section(
                anchor=f'letter-{anchor}', title=letter, terms=tuple(groups[letter])
            )


def listing_order(
    order: Sequence[str],
) -> Callable[[Listing], tuple[bool, int, str, int]]:
    """Give the key that sorts listings by where readers are led first.

    An unfiltered listing comes before one of a category; else the order of the
    toctree decides (*order*, all document names).
    """
    rank = {docname: position for position, docname in enumerate(order)}

    def key(listing: Listing) -> tuple[bool, int, str, int]:
        position = rank.get(listing.docname, len(rank))
        return listing.filtered, position, listing.docname, listing.ordinal

    return key


def with_distinct_anchors(
    sections: Mapping[Listing, tuple[Section, ...]],
) -> dict[Listing, tuple[Section, ...]]:
    """Number the anchors that several listings of a document would share."""
    taken: dict[str, set[str]] = defaultdict(set)
    distinct: dict[Listing, tuple[Section, ...]] = {}
    for listing in sorted(sections, key=lambda x: (x.docname, x.ordinal)):
        distinct[listing] = tuple(
            replace(section, anchor=_free(section.anchor, taken[listing.docname]))
            for section in sections[listing]
        )
    return {listing: distinct[listing] for listing in sections}


def _free(anchor: str, taken: set[str]) -> str:
    candidates = chain((anchor,), (f'{anchor}-{n}' for n in count(2)))
    free = next(x for x in candidates if x not in taken)
    if anchor:
        taken.add(free)
    return free


def find_homes(
    terms: Iterable[Term], listings: Iterable[Listing], order: Sequence[str]
) -> dict[tuple[str, int, int], Place]:
    """Tell where each term is at home: a map from the place of its block.

    That is where its block stands; for a hidden term it is the first listing
    with full entries that shows it, in the order of the toctree (*order*, all
    document names), an unfiltered one before one of a category.
    """
    full = sorted(
        (listing for listing in listings if listing.entries is Detail.FULL),
        key=listing_order(order),
    )
    # One pass over the listings for each category, not for each term.
    by_category: dict[str, Place | None] = {}
    homes = {}
    for term in terms:
        if not term.hidden:
            homes[term.place] = Place(docname=term.docname)
            continue
        if term.category not in by_category:
            shown_by = (x for x in full if x.shows(term))
            by_category[term.category] = next(
                (Place(docname=x.docname, listing=x.ordinal) for x in shown_by), None
            )
        if home := by_category[term.category]:
            homes[term.place] = home
    return homes
