"""The vocabulary as SKOS in Turtle: for data catalogues and the semantic web.

The integrity conditions of SKOS (S9, S13, S14, S27, S37, S46) hold whatever the
sources say: what would break them is left out, and :func:`omissions` names it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.addresses import scheme_of
from sphinxcontrib_convglossary.exports.tags import tag_of
from sphinxcontrib_convglossary.outline import category_anchor
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinxcontrib_convglossary.vocabulary import Concept, Vocabulary

_PREFIXES = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

_STRING_ESCAPES = {
    '\\': r'\\',
    '"': r'\"',
    '\n': r'\n',
    '\r': r'\r',
    '\t': r'\t',
} | {chr(n): f'\\u{n:04X}' for n in (*range(9), 11, 12, *range(14, 32), 127)}
_STRING = str.maketrans(_STRING_ESCAPES)
#: What cannot stand in an address in Turtle.
_NO_ADDRESS = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """A relation that the file leaves out."""

    kind: RelationKind
    #: The ids of both ends.
    concept: str
    target: str


def text(vocabulary: Vocabulary) -> str:
    """Write a vocabulary."""
    return ''.join(_Graph(vocabulary).blocks())


def omissions(vocabulary: Vocabulary) -> tuple[Omission, ...]:
    """Give the relations that break a condition.

    They are those that close a circle of broader terms, and those between related
    terms of which one is broader than the other, however far (S27).
    """
    hierarchy = _Hierarchy(vocabulary)
    return (*hierarchy.closing, *hierarchy.contradicted)


class _Hierarchy:
    """Which concept is broader than which, without circles."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._concepts = vocabulary.concepts
        #: The ids of broader concepts by id.
        self.broader: dict[str, list[str]] = {}
        #: What would have closed a circle.
        self.closing: list[Omission] = []
        self._ancestors: dict[str, frozenset[str]] = {}
        self._declared = {
            (concept.id, link.kind, link.target)
            for concept in self._concepts
            for link in concept.links
            if link.declared
        }
        wanted = self._wanted()
        finished: set[str] = set()
        for concept in self._concepts:
            self._walk(concept.id, wanted, finished)

    def _wanted(self) -> dict[str, list[str]]:
        """Both ends of a relation say the same: one of them is enough."""
        wanted: dict[str, dict[str, None]] = {x.id: {} for x in self._concepts}
        for concept in self._concepts:
            for link in concept.links:
                if link.kind is RelationKind.BROADER:
                    wanted[concept.id][link.target] = None
                elif link.kind is RelationKind.NARROWER:
                    wanted[link.target][concept.id] = None
        return {identifier: list(ends) for identifier, ends in wanted.items()}

    def _walk(
        self, start: str, wanted: Mapping[str, list[str]], finished: set[str]
    ) -> None:
        """Go up from a concept, depth first, and drop what leads back to the way."""
        if start in finished:
            return
        way = {start: iter(wanted[start])}
        self.broader[start] = []
        while way:
            here, ends = next(reversed(way.items()))
            end = next(ends, None)
            if end is None:
                del way[here]
                finished.add(here)
            elif end in way:
                self.closing.append(self._written(here, end))
            else:
                self.broader[here].append(end)
                if end not in finished:
                    way[end] = iter(wanted[end])
                    self.broader[end] = []

    def _written(self, narrower: str, broader: str) -> Omission:
        """Give a relation as its author wrote it, at one of its ends."""
        above = narrower, RelationKind.BROADER, broader
        below = broader, RelationKind.NARROWER, narrower
        concept, kind, target = above if above in self._declared else below
        return Omission(kind=kind, concept=concept, target=target)

    def ancestors(self, identifier: str) -> frozenset[str]:
        """Give all that is broader than a concept, however far."""
        if identifier not in self._ancestors:
            found: set[str] = set()
            waiting = list(self.broader[identifier])
            while waiting:
                end = waiting.pop()
                if end not in found:
                    found.add(end)
                    waiting += self.broader[end]
            self._ancestors[identifier] = frozenset(found)
        return self._ancestors[identifier]

    @cached_property
    def narrower(self) -> dict[str, list[str]]:
        """The ids of narrower concepts by id."""
        narrower: dict[str, list[str]] = defaultdict(list)
        for concept in self._concepts:
            for end in self.broader[concept.id]:
                narrower[end].append(concept.id)
        return narrower

    def may_relate(self, one: str, other: str) -> bool:
        """Tell whether neither of two concepts is broader than the other (S27)."""
        return (
            one != other
            and other not in self.ancestors(one)
            and one not in self.ancestors(other)
        )

    @cached_property
    def contradicted(self) -> list[Omission]:
        """The related terms that are broader and narrower, each pair once."""
        found: dict[frozenset[str], Omission] = {}
        for concept in self._concepts:
            for link in concept.links:
                one, other, kind = concept.id, link.target, link.kind
                # One end at least is where the author wrote it.
                if (
                    link.declared
                    and kind is RelationKind.RELATED
                    and not self.may_relate(one, other)
                ):
                    omission = Omission(kind=kind, concept=one, target=other)
                    found.setdefault(frozenset((one, other)), omission)
        return list(found.values())


class _Graph:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._hierarchy = _Hierarchy(vocabulary)
        # Of the source language: a concept is the same one in every language.
        source = vocabulary.source_language
        self._scheme = _address(vocabulary.urls.get(source) or vocabulary.url)
        self._addresses = {
            concept.id: _address(self._url(concept)) for concept in vocabulary.concepts
        }

    def _url(self, concept: Concept) -> str:
        for language in (self._vocabulary.source_language, self._vocabulary.language):
            rendering = concept.renderings.get(language)
            if rendering and rendering.url:
                return rendering.url
        return f'#term-{concept.id}'

    def blocks(self) -> Iterator[str]:
        yield _PREFIXES
        yield self._block(self._scheme, 'skos:ConceptScheme', self._about())
        for concept in self._vocabulary.concepts:
            address = self._addresses[concept.id]
            yield self._block(address, 'skos:Concept', self._concept(concept))
        yield from self._collections()

    def _block(self, address: str, kind: str, said: Iterable[str]) -> str:
        return ' ;\n    '.join([f'\n{address} a {kind}', *said]) + ' .\n'

    def _about(self) -> Iterator[str]:
        vocabulary = self._vocabulary
        for language, title in vocabulary.titles.items():
            yield f'dct:title {_literal(title, language)}'
        if vocabulary.author:
            yield f'dct:creator {_literal(vocabulary.author)}'

    def _concept(self, concept: Concept) -> Iterator[str]:
        yield f'skos:inScheme {self._scheme}'
        yield f'skos:notation {_literal(concept.id)}'
        yield from _labels(concept)
        yield from self._seen_also(concept)
        for language, rendering in concept.renderings.items():
            if rendering.text:
                yield f'skos:definition {_literal(rendering.text, language)}'
        yield from self._relations(concept)

    def _relations(self, concept: Concept) -> Iterator[str]:
        hierarchy = self._hierarchy
        for end in hierarchy.broader[concept.id]:
            yield f'skos:broader {self._addresses[end]}'
        for end in hierarchy.narrower.get(concept.id, ()):
            yield f'skos:narrower {self._addresses[end]}'
        for link in concept.links:
            end = self._addresses[link.target]
            if link.kind is RelationKind.REPLACED_BY:
                yield f'dct:isReplacedBy {end}'
            elif link.kind is RelationKind.REPLACES:
                yield f'dct:replaces {end}'
            elif link.kind is RelationKind.RELATED and hierarchy.may_relate(
                concept.id, link.target
            ):
                yield f'skos:related {end}'

    def _seen_also(self, concept: Concept) -> Iterator[str]:
        """Say where to read on; what is no address, or of one language, is a text."""
        source = self._vocabulary.source_language
        for language, rendering in concept.renderings.items():
            more = rendering.learn_more
            if not more:
                continue
            if language == source:
                known = scheme_of(more) and not _NO_ADDRESS.search(more)
                yield f'rdfs:seeAlso {_address(more) if known else _literal(more)}'
            else:
                yield f'rdfs:seeAlso {_literal(more, language)}'

    def _collections(self) -> Iterator[str]:
        members: dict[str, list[str]] = defaultdict(list)
        for concept in self._vocabulary.concepts:
            members[concept.category].append(self._addresses[concept.id])
        taken: set[str] = set()
        for category in self._vocabulary.categories:
            said = [
                f'skos:prefLabel {_literal(label, language)}'
                for language, label in category.labels.items()
            ]
            said.append(f'skos:notation {_literal(category.key)}')
            said += [f'skos:member {one}' for one in members[category.key]]
            address = self._collection(category.key, taken)
            yield self._block(address, 'skos:Collection', said)

    def _collection(self, key: str, taken: set[str]) -> str:
        """Give the address of a category; the anchors of two keys may be one."""
        anchor = category_anchor(key)
        numbered = (f'{anchor}-{n}' for n in count(2))
        free = next(x for x in chain((anchor,), numbered) if x not in taken)
        taken.add(free)
        return f'<{self._scheme[1:-1].partition("#")[0]}#{_escaped(free)}>'


def _labels(concept: Concept) -> Iterator[str]:
    """Give the labels of a concept: no two kinds share one (S13, S14)."""
    for language, rendering in concept.renderings.items():
        wording = rendering.wording
        groups = (
            ('prefLabel', (wording.name,)),
            ('altLabel', (wording.abbreviation, *wording.aliases)),
            ('hiddenLabel', (*wording.forms, *wording.deprecated)),
        )
        seen = {''}
        for kind, labels in groups:
            for label in labels:
                if label not in seen:
                    seen.add(label)
                    yield f'skos:{kind} {_literal(label, language)}'


def _literal(text: str, language: str = '') -> str:
    tag = f'@{tag_of(language)}' if language else ''
    return f'"{text.translate(_STRING)}"{tag}'


def _address(url: str) -> str:
    return f'<{_escaped(url)}>'


def _escaped(url: str) -> str:
    return _NO_ADDRESS.sub(_percent, url)


def _percent(sign: re.Match[str]) -> str:
    return ''.join(f'%{byte:02X}' for byte in sign[0].encode())
