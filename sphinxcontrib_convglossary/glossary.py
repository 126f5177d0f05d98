"""The glossary: every term of a project, and every question asked of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from sphinxcontrib_convglossary.likeness import Likes
from sphinxcontrib_convglossary.spelling import exact_key, folded_key
from sphinxcontrib_convglossary.terms import PUBLIC, Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinxcontrib_convglossary.terms import Term


class Level(IntEnum):
    """What a spelling is to a term; where several match, the lowest level wins."""

    FIRST_NAME = 1
    SECOND_NAME = 2
    ID = 3
    FIRST_OTHER = 4
    SECOND_OTHER = 5
    DEPRECATED = 6


class Match(NamedTuple):
    """The answer to a reference."""

    term: Term
    level: Level
    #: Other terms of the same level, by place; none where the answer is certain.
    rivals: tuple[Term, ...] = ()
    #: Whether the spelling is exactly that of the designation.
    exact: bool = True


class _Spelling(NamedTuple):
    """One way to find one term."""

    term: Term
    kind: Kind | None  # None: an id
    from_source: bool

    def level(self, *, translated: bool) -> Level:
        if self.kind is None:
            return Level.ID
        if self.kind is Kind.DEPRECATED:
            return Level.DEPRECATED
        first = self.from_source is not translated
        if self.kind is Kind.NAME:
            return Level.FIRST_NAME if first else Level.SECOND_NAME
        return Level.FIRST_OTHER if first else Level.SECOND_OTHER


_Index = dict[str, list[_Spelling]]


class Contradiction(IntEnum):
    """Why two terms cannot both be right."""

    SAME_ID = 1
    SAME_NAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A term and the earlier one that it contradicts."""

    kind: Contradiction
    first: Term
    second: Term


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where readers find a term."""

    docname: str
    #: Which listing of the document shows it; ``None`` where its own block does.
    listing: int | None = None


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """The terms that exist in one build, in one language.

    Terms are ordered by place, so that no answer depends on the order of
    reading.  Indexes are made once, at the first question that needs them.
    """

    terms: tuple[Term, ...]
    #: The language of the build, a locale name.
    language: str
    #: Homes by place of the block; a term that is shown nowhere has none.
    homes: Mapping[tuple[str, int, int], Place] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def _by_block(self) -> dict[tuple[str, int], Term]:
        return {(term.docname, term.ordinal): term for term in self.terms}

    def term_of(self, docname: str, ordinal: int) -> Term | None:
        """Give the term that the n-th block of a document defines."""
        return self._by_block.get((docname, ordinal))

    @cached_property
    def _by_place(self) -> dict[tuple[str, int, int], Term]:
        return {term.place: term for term in self.terms}

    def term_at(self, place: tuple[str, int, int]) -> Term | None:
        """Give the term whose block stands at a place."""
        return self._by_place.get(place)

    @cached_property
    def moved(self) -> dict[tuple[str, str], str]:
        """The document that shows what stands in hidden definitions.

        By the document that its author wrote it in, and its anchor there.
        """
        return {
            (term.docname, anchor): home.docname
            for term in self.terms
            if term.anchors and (home := self.home_of(term))
            for anchor in term.anchors
        }

    @cached_property
    def moves(self) -> dict[str, dict[str, str]]:
        """The documents that show what was written in others: by anchor and those."""
        moves: dict[str, dict[str, str]] = defaultdict(dict)
        for (source, anchor), shown in self.moved.items():
            if shown != source:
                moves[anchor][source] = shown
        return dict(moves)

    # -- finding

    @cached_property
    def _exact(self) -> _Index:
        return self._index(exact_key)

    @cached_property
    def _folded(self) -> _Index:
        return self._index(folded_key)

    def _index(self, key_of: Callable[[str], str]) -> _Index:
        index: _Index = defaultdict(list)
        for term in self.terms:
            for identifier in (term.id, *term.previously):
                # Some write the anchor, as they see it in the address of the page.
                for spelling in (identifier, f'term-{identifier}'):
                    index[key_of(spelling)].append(_Spelling(term, None, True))
            for wording in term.wordings:
                from_source = wording is term.source
                for kind, text in wording.spellings():
                    index[key_of(text)].append(_Spelling(term, kind, from_source))
        return dict(index)

    def find(self, target: str, *, translated: bool = False) -> Match | None:
        """Find the term that a target means.

        *translated* says that the target stands in translated text, where local
        designations come before those of the source.  The exact spelling is
        tried at every level before the folded one.
        """
        asked = target, translated
        if asked not in self._found:
            self._found[asked] = self._look_up(target, translated)
        return self._found[asked]

    @cached_property
    def _found(self) -> dict[tuple[str, bool], Match | None]:
        return {}

    def _look_up(self, target: str, translated: bool) -> Match | None:
        return self._best(
            self._exact.get(exact_key(target), []), translated
        ) or self._best(self._folded.get(folded_key(target), []), translated)

    def find_exactly(self, target: str) -> Match | None:
        """Find the term of a name, alias or abbreviation that is spelled so."""
        spellings = self._exact.get(exact_key(target), [])
        return self._best([s for s in spellings if s.kind in PUBLIC], translated=False)

    def find_anchored(self, anchor: str) -> Match | None:
        """Find the term that an anchor leads to, or led to before."""
        term = self._by_former_anchor.get(anchor)
        return Match(term=term, level=Level.ID) if term else None

    def readings(self, target: str) -> tuple[Match, ...]:
        """Give every term that a target in translated text may mean.

        Each term has the best of its levels; the exact spelling comes before
        the folded one, a better level before a worse, the smaller id first.
        """
        found: dict[tuple[str, int, int], Match] = {}
        exact = self._exact.get(exact_key(target), ())
        folded = self._folded.get(folded_key(target), ())
        for spellings in (exact, folded):
            matches = [
                Match(
                    term=spelling.term,
                    level=spelling.level(translated=True),
                    exact=spellings is exact,
                )
                for spelling in spellings
            ]
            for match in sorted(matches, key=lambda m: (m.level, m.term.id)):
                found.setdefault(match.term.place, match)
        return tuple(found.values())

    @staticmethod
    def _best(spellings: list[_Spelling], translated: bool) -> Match | None:
        if not spellings:
            return None
        if len(spellings) == 1:
            (only,) = spellings
            return Match(term=only.term, level=only.level(translated=translated))
        levels = [(s.level(translated=translated), s.term) for s in spellings]
        best = min(level for level, _ in levels)
        found = {term.place: term for level, term in levels if level is best}
        # The smallest id, whatever was read first.
        ranked = sorted(found.values(), key=lambda term: (term.id, term.place))
        rivals = tuple(sorted(ranked, key=lambda term: term.place))
        # Of terms with one id no reference can choose one: it is not at fault.
        doubtful = len({term.id for term in ranked}) > 1
        return Match(term=ranked[0], level=best, rivals=rivals if doubtful else ())

    @cached_property
    def _likes(self) -> Likes:
        # Names are what an author looks for, not ids and anchors.
        return Likes(
            key
            for key, spellings in self._folded.items()
            if any(spelling.kind is not None for spelling in spellings)
        )

    def nearest(self, target: str, *, at_most: int = 3) -> tuple[str, ...]:
        """Give the designations that a mistaken author may have meant, best first."""
        close = self._likes.like(folded_key(target), at_most=2 * at_most)
        # Each term once: its name in two languages is one way out.
        terms = {self._named(key).place: self._written(key) for key in reversed(close)}
        return tuple(reversed(terms.values()))[:at_most]

    def _named(self, key: str) -> Term:
        return next(s.term for s in self._folded[key] if s.kind is not None)

    def _written(self, key: str) -> str:
        term = self._named(key)
        for wording in (term.local, term.source):
            for designation in wording.designations():
                if folded_key(designation.text) == key:
                    return designation.text
        return term.id

    # -- anchors

    @cached_property
    def _anchors(self) -> dict[tuple[str, int, int], str]:
        taken = {term.id for term in self.terms}
        anchors = {}
        seen: set[str] = set()
        for term in self.terms:
            anchor = term.id
            if anchor in seen:
                free = (f'{term.id}-{n}' for n in count(2))
                anchor = next(a for a in free if a not in taken)
                taken.add(anchor)
            seen.add(anchor)
            anchors[term.place] = f'term-{anchor}'
        return anchors

    def anchor_of(self, term: Term) -> str:
        """Give the anchor of a term: ``term-<id>``, ``-2`` for a second one."""
        return self._anchors[term.place]

    @cached_property
    def _by_anchor(self) -> dict[str, Term]:
        former = {
            anchor: term
            for term in reversed(self.terms)
            for anchor in self._former_anchors[term.place]
        }
        return former | {self._anchors[term.place]: term for term in self.terms}

    def term_anchored(self, anchor: str) -> Term | None:
        """Return the term that an anchor leads to, one of today or a former one."""
        return self._by_anchor.get(anchor)

    @cached_property
    def _by_former_anchor(self) -> dict[str, Term]:
        former = {
            anchor: term
            for term in self.terms
            for anchor in self.former_anchors_of(term)
        }
        return former | self._by_anchor

    @cached_property
    def _former_anchors(self) -> dict[tuple[str, int, int], tuple[str, ...]]:
        # Links from elsewhere lead to a page and an anchor: each page has its own.
        taken: dict[str, set[str]] = defaultdict(set)
        for term in self.terms:
            taken[self._page_of(term)].add(self.anchor_of(term))
        former = {}
        for term in self.terms:
            on_page = taken[self._page_of(term)]
            # Its own id is one where another page has the term of that anchor.
            ids = (term.id, *term.previously)
            anchors = dict.fromkeys(f'term-{old}' for old in ids)
            former[term.place] = tuple(a for a in anchors if a not in on_page)
            on_page.update(anchors)
        return former

    def _page_of(self, term: Term) -> str:
        home = self.homes.get(term.place)
        return home.docname if home else term.docname

    def former_anchors_of(self, term: Term) -> tuple[str, ...]:
        """Return the anchors that a term had and that nothing else on its page has."""
        return self._former_anchors[term.place]

    def home_of(self, term: Term) -> Place | None:
        """Tell where readers find a term; ``None`` where nothing shows it."""
        return self.homes.get(term.place) if self.publishes(term) else None

    def publishes(self, term: Term) -> bool:
        """Tell whether a term is published in the language of this build."""
        return term.published_in(self.language)

    # -- relations

    def related(self, relation: Relation) -> Match | None:
        """Find the other end of a relation."""
        return self.find(relation.target)

    @cached_property
    def _inverse(self) -> dict[tuple[str, int, int], list[Relation]]:
        inverse: dict[tuple[str, int, int], list[Relation]] = defaultdict(list)
        for term in self.terms:
            for relation in term.relations:
                if match := self.related(relation):
                    inverse[match.term.place].append(
                        Relation(kind=relation.kind.inverse, target=term.id)
                    )
        return dict(inverse)

    def relations_of(self, term: Term, *, inverse: bool) -> Iterator[Relation]:
        """Give the relations of a term, each other end and kind once.

        With *inverse*, those that other terms declared follow the term's own.
        """
        shown = set()
        for relation in (*term.relations, *self._inverse_of(term, inverse)):
            match = self.related(relation)
            end = match.term.place if match else relation.target
            if (relation.kind, end) not in shown:
                shown.add((relation.kind, end))
                yield relation

    def _inverse_of(self, term: Term, wanted: bool) -> Iterable[Relation]:
        return self._inverse.get(term.place, ()) if wanted else ()

    # -- consistency

    def clashes(self) -> Iterator[Clash]:
        """Give every pair of terms with one id, or with one source name.

        Two terms may share a name where both have an explicit id (homonyms),
        and names that differ in case alone are no fault, although they share
        the id that is made of them.
        """
        ids: dict[str, Term] = {}
        names: dict[str, Term] = {}
        for term in self.terms:
            name = exact_key(term.source.name)
            if (first := names.get(name)) and not _homonyms(first, term):
                yield Clash(kind=Contradiction.SAME_NAME, first=first, second=term)
            elif (first := ids.get(term.id)) and not _differ_in_case(first, term):
                yield Clash(kind=Contradiction.SAME_ID, first=first, second=term)
            ids.setdefault(term.id, term)
            names.setdefault(name, term)


def _homonyms(first: Term, second: Term) -> bool:
    return first.explicit_id and second.explicit_id


def _differ_in_case(first: Term, second: Term) -> bool:
    chosen = first.explicit_id or second.explicit_id
    same = folded_key(first.source.name) == folded_key(second.source.name)
    return same and not chosen
