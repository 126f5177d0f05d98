"""Which terms and relations a map shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinxcontrib_convglossary.collation import alphabet_of
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxcontrib_convglossary.glossary import Glossary
    from sphinxcontrib_convglossary.terms import Relation, Term

#: The place of a term's block.
_Place = tuple[str, int, int]


class Scope(NamedTuple):
    """What a map is asked to show; without a term or a category, everything."""

    #: A designation or an id.
    term: str = ''
    #: A key of the categories.
    category: str = ''
    #: How many relations away from the term others may be.
    depth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A relation between two terms, once whoever declared it.

    Of *broader* and *narrower* it is *broader*, of *replaced by* and *replaces*
    *replaced by*; *related* has no direction.
    """

    kind: RelationKind
    start: Term
    end: Term

    @property
    def key(self) -> tuple[RelationKind, _Place, _Place]:
        """What tells it from others, and orders them."""
        return self.kind, self.start.place, self.end.place

    def seen_from(self, term: Term) -> tuple[RelationKind, Term]:
        """Give the kind and the other end, as an entry of a term has them."""
        if term.place == self.start.place:
            return self.kind, self.end
        return self.kind.inverse, self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """The terms of a map, in the order that they are listed, and the relations."""

    terms: tuple[Term, ...]
    edges: tuple[Edge, ...]

    def by_term(self) -> Iterator[tuple[Term, list[Edge]]]:
        """Give each relation once, at the first of its ends."""
        told: set[tuple[RelationKind, _Place, _Place]] = set()
        at = _by_end(self.edges)
        for term in self.terms:
            fresh = [edge for edge in at[term.place] if edge.key not in told]
            told.update(edge.key for edge in fresh)
            if fresh:
                yield term, sorted(fresh, key=lambda x: _rank(x.seen_from(term)[0]))


def diagram_of(glossary: Glossary, scope: Scope) -> Diagram | None:
    """Give what a map shows; ``None`` where it asks for a term that there is not.

    Terms that are not published in the language of the build are not on it, and of
    the others those that are related to one of them.
    """
    edges = list(_edges(glossary))
    if not scope.term:
        inside = [edge for edge in edges if _is_inside(edge, scope.category)]
        return _diagram(_in_order(glossary.language, _ends(inside)), inside)
    match = glossary.find(scope.term)
    if match is None:
        return None
    if not glossary.publishes(match.term):
        return Diagram(terms=(), edges=())
    near = _around(match.term, edges, scope.depth)
    between = [x for x in edges if x.start.place in near and x.end.place in near]
    others = _in_order(glossary.language, list(near.values())[1:])
    return _diagram([match.term, *others], between)


def _edges(glossary: Glossary) -> Iterator[Edge]:
    """Give every relation between two published terms once."""
    seen = set()
    for term in filter(glossary.publishes, glossary.terms):
        for relation in term.relations:
            edge = _edge(glossary, term, relation)
            if edge and edge.key not in seen:
                seen.add(edge.key)
                yield edge


def _edge(glossary: Glossary, term: Term, relation: Relation) -> Edge | None:
    match = glossary.related(relation)
    if match is None or match.term.place == term.place:
        return None
    if not glossary.publishes(match.term):
        return None
    kind, ends = relation.kind, (term, match.term)
    if kind in (RelationKind.NARROWER, RelationKind.REPLACES):
        kind, ends = kind.inverse, (match.term, term)
    elif kind is RelationKind.RELATED and match.term.place < term.place:
        ends = match.term, term
    return Edge(kind=kind, start=ends[0], end=ends[1])


def _is_inside(edge: Edge, category: str) -> bool:
    return not category or edge.start.category == edge.end.category == category


def _around(term: Term, edges: Iterable[Edge], depth: int) -> dict[_Place, Term]:
    """Give the terms near one, itself first."""
    at = _by_end(edges)
    found = {term.place: term}
    border = [term]
    for _ in range(depth):
        border = [
            other
            for reached in border
            for edge in at[reached.place]
            for _, other in [edge.seen_from(reached)]
            if other.place not in found
        ]
        found.update((other.place, other) for other in border)
        if not border:
            break
    return found


def _by_end(edges: Iterable[Edge]) -> dict[_Place, list[Edge]]:
    at: dict[_Place, list[Edge]] = defaultdict(list)
    for edge in edges:
        at[edge.start.place].append(edge)
        at[edge.end.place].append(edge)
    return at


def _ends(edges: Iterable[Edge]) -> Iterable[Term]:
    """Give the terms that are related."""
    ends = (end for edge in edges for end in (edge.start, edge.end))
    return {end.place: end for end in ends}.values()


def _in_order(language: str, terms: Iterable[Term]) -> list[Term]:
    """Sort terms by the alphabet of the language."""
    alphabet = alphabet_of(language)
    return sorted(terms, key=lambda term: (alphabet.key(term.reading), term.place))


def _diagram(terms: Iterable[Term], edges: Iterable[Edge]) -> Diagram:
    in_order = sorted(edges, key=lambda edge: (_rank(edge.kind), edge.key))
    return Diagram(terms=tuple(terms), edges=tuple(in_order))


def _rank(kind: RelationKind) -> int:
    """Give the place of a kind among the lines of an entry."""
    return list(RelationKind).index(kind)
