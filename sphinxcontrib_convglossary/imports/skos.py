"""SKOS in any syntax of RDF that rdflib reads; labels may be those of SKOS-XL."""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.imports.material import (
    Entry,
    Material,
    distinct,
    extra,
    left_out,
    locale_of,
    paragraphs,
)
from sphinxcontrib_convglossary.imports.placed import Placed, read_json
from sphinxcontrib_convglossary.imports.xml import check_rdf
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.spelling import make_id, plain
from sphinxcontrib_convglossary.terms import RelationKind, Wording
from sphinxcontrib_convglossary.vocabulary import Category, Concept, Link, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinxcontrib_convglossary.imports.material import Source

_SKOS = 'http://www.w3.org/2004/02/skos/core#'
_XL = 'http://www.w3.org/2008/05/skos-xl#'
_DCT = 'http://purl.org/dc/terms/'
_RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
_RDFS = 'http://www.w3.org/2000/01/rdf-schema#'

#: What becomes a part of a term, or says no more than that.
_KNOWN = frozenset(
    {
        f'{_RDF}type',
        f'{_DCT}isReplacedBy',
        f'{_DCT}replaces',
        *(f'{_SKOS}{x}' for x in ('notation', 'inScheme', 'topConceptOf')),
        *(f'{_SKOS}{x}' for x in ('prefLabel', 'altLabel', 'hiddenLabel')),
        *(f'{_SKOS}{x}' for x in ('related', 'broader', 'narrower', 'definition')),
        *(f'{_XL}{x}' for x in ('prefLabel', 'altLabel', 'hiddenLabel')),
        f'{_RDFS}seeAlso',
    }
)

#: The syntax of a file by its ending.  N-Triples are Turtle, and read as such the
#: place of a mistake is known.
_SYNTAXES = {
    'ttl': 'turtle',
    'nt': 'turtle',
    'n3': 'n3',
    'rdf': 'xml',
    'xml': 'xml',
    'owl': 'xml',
    'jsonld': 'json-ld',
    'json': 'json-ld',
    'trig': 'trig',
    'nq': 'nquads',
    'trix': 'trix',
}


def read(source: Source) -> Material:
    """Read a file."""
    with _as_written(extra('rdflib', source.name)):
        return _Scheme(source, _graph(source)).material()


@contextmanager
def _as_written(rdflib: Any) -> Iterator[None]:
    """Let every value be the text that it is written as, whatever its type.

    rdflib makes ``7`` of ``"007"^^xsd:integer`` and ``false`` of what is no boolean
    value, and logs a traceback for each value that its type does not have, or warns.
    """
    logger = logging.getLogger('rdflib')
    silent, heard = logging.NullHandler(), logger.propagate
    logger.addHandler(silent)
    logger.propagate = False
    normalized, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore', UserWarning)
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalized
        logger.propagate = heard
        logger.removeHandler(silent)


def _graph(source: Source) -> Any:
    rdflib = extra('rdflib', source.name)
    ending = source.name.rpartition('.')[2].lower()
    syntax = _SYNTAXES.get(ending, 'turtle')
    if syntax in ('xml', 'trix'):
        check_rdf(source)
    elif syntax == 'json-ld':
        _refuse_addresses(read_json(source))
    several = syntax in ('trig', 'nquads', 'trix')
    graph = rdflib.Dataset(default_union=True) if several else rdflib.Graph()
    try:
        if syntax in ('xml', 'trix'):
            # XML says itself how it is encoded.
            stream = BytesIO(source.data)
            graph.parse(source=stream, format=syntax, publicID='file:///')
        else:
            graph.parse(data=source.text(), format=syntax, publicID='file:///')
    except Exception as error:  # Each parser has errors of its own.
        reason = f'this is no {syntax}: {_reason(error)}'
        raise source.malformed(reason, _line(error, source, syntax)) from error
    return graph


def _refuse_addresses(root: Any) -> None:
    """Refuse a context that stands elsewhere: nothing is fetched."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Placed):
            contexts = one.get('@context')
            each = contexts if isinstance(contexts, list) else [contexts]
            imported = any(isinstance(x, Placed) and '@import' in x for x in each)
            if imported or any(isinstance(context, str) for context in each):
                raise one.malformed('its "@context" is an address; put it in the file')
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


#: How the parser of RDF/XML begins what it says, with line and column.
_PLACE = re.compile(r'(?<!\S)\S*?:(\d+):\d+: ')


def _reason(error: Exception) -> str:
    """Say in short what a parser of rdflib says at length."""
    told = getattr(error, '_why', '') or _PLACE.sub('', str(error), count=1)
    return ' '.join(str(told).split())[:200] or type(error).__name__


def _line(error: Exception, source: Source, syntax: str) -> int:
    if isinstance(lines := getattr(error, 'lines', None), int):
        return lines + 1
    if place := _PLACE.match(str(error)):
        return int(place[1])
    return _bad_line(source) if syntax == 'nquads' else 1


def _bad_line(source: Source) -> int:
    """Find the line that is no N-Quad: each stands for itself."""
    rdflib = extra('rdflib', source.name)
    for number, line in enumerate(source.text().splitlines(), 1):
        try:
            rdflib.Dataset().parse(data=f'{line}\n', format='nquads')
        except Exception:  # The parser has errors of its own.
            return number
    return 1


class _Scheme:
    """The concepts of a graph."""

    def __init__(self, source: Source, graph: Any) -> None:
        self._source = source
        self._graph = graph
        self._uri = extra('rdflib', source.name).URIRef
        self._literal = extra('rdflib', source.name).Literal
        self._unknown: Counter[str] = Counter()
        self._concepts = [*dict.fromkeys(self._find())]
        if not self._concepts:
            raise source.malformed('there is no skos:Concept in it', 1)
        self._ids = {concept: self._id(concept) for concept in self._concepts}

    def _find(self) -> Iterator[Any]:
        kind = self._uri(f'{_RDF}type')
        yield from self._graph.subjects(kind, self._uri(f'{_SKOS}Concept'))
        # Many say what belongs to a scheme, and not that it is a concept.
        for said in ('inScheme', 'topConceptOf'):
            yield from self._graph.subjects(self._uri(f'{_SKOS}{said}'))

    def material(self) -> Material:
        categories, members = self._categories()
        entries = [self._entry(concept, members) for concept in self._concepts]
        spoken = (x for entry in entries for x in entry.concept.renderings)
        return Material(
            languages=distinct(spoken),
            categories=categories,
            entries=tuple(entries),
            notes=left_out(self._source.name, self._unknown),
        )

    def _entry(self, concept: Any, members: Mapping[Any, str]) -> Entry:
        more = self._seen_also(concept)
        read = Concept(
            id=self._ids[concept],
            category=members.get(concept, ''),
            links=tuple(self._links(concept)),
            learn_more=more.pop('', ''),
            renderings=self._renderings(concept, more),
        )
        return Entry(concept=read, place=f'{self._source.name}: {concept}')

    def _values(self, subject: Any, *predicates: str) -> list[Any]:
        each = (self._graph.objects(subject, self._uri(x)) for x in predicates)
        return [*dict.fromkeys(chain.from_iterable(each))]

    def _id(self, concept: Any) -> str:
        notations = [x for x in self._values(concept, f'{_SKOS}notation') if str(x)]
        if notations:
            return str(notations[0])
        if not isinstance(concept, self._uri):
            return ''  # A node without a name.
        end = re.split('[/#:]', str(concept).rstrip('/#'))[-1]
        return end.removeprefix('term-')

    def _texts(self, subject: Any, *predicates: str) -> dict[str, list[str]]:
        """Give what is said of a subject, by locale."""
        found: dict[str, list[str]] = {}
        for value in self._values(subject, *predicates):
            inner = [value]
            if not isinstance(value, self._literal):
                inner = self._values(value, f'{_XL}literalForm', f'{_RDF}value')
            for text in inner:
                if isinstance(text, self._literal) and str(text).strip():
                    locale = locale_of(text.language or '')
                    found.setdefault(locale, []).append(str(text))
        return found

    def _labels(self, subject: Any, kind: str) -> dict[str, list[str]]:
        found = self._texts(subject, f'{_SKOS}{kind}', f'{_XL}{kind}')
        return {locale: [*map(plain, texts)] for locale, texts in found.items()}

    def _renderings(
        self, concept: Any, more: Mapping[str, str]
    ) -> dict[str, Rendering]:
        names = self._labels(concept, 'prefLabel')
        aliases = self._labels(concept, 'altLabel')
        hidden = self._labels(concept, 'hiddenLabel')
        definitions = self._definitions(concept)
        return {
            locale: replace(
                _rendering(
                    locale,
                    names.get(locale, []),
                    aliases.get(locale, []),
                    hidden.get(locale, []),
                    definitions.get(locale, []),
                ),
                learn_more=more.get(locale, ''),
            )
            for locale in dict.fromkeys(chain(names, aliases, hidden, definitions))
        }

    def _seen_also(self, concept: Any) -> dict[str, str]:
        """Give where to read on, by language; '' stands for that of the sources."""
        found: dict[str, str] = {}
        for value in self._values(concept, f'{_RDFS}seeAlso'):
            text = isinstance(value, self._literal)
            language = locale_of(value.language or '') if text else ''
            if language in found or (not text and not isinstance(value, self._uri)):
                self._unknown['rdfs:seeAlso'] += 1
            else:
                found[language] = str(value)
        return found

    def _definitions(self, concept: Any) -> dict[str, list[str]]:
        """Give the definitions, or what many write in their place."""
        each = (f'{_SKOS}definition', f'{_DCT}description', f'{_RDFS}comment')
        used = next((x for x in each if self._texts(concept, x)), '')
        self._unknown += Counter(
            predicate.n3(self._graph.namespace_manager)
            for predicate in self._graph.predicates(concept)
            if str(predicate) not in {*_KNOWN, used}
        )
        return self._texts(concept, used) if used else {}

    def _links(self, concept: Any) -> Iterator[Link]:
        """Give each relation once, at one of its ends: the other follows from it."""
        order = {one: n for n, one in enumerate(self._concepts)}
        related = (f'{_SKOS}related',)
        for end in self._ends(concept, related, related):
            if order[concept] < order[end]:
                yield Link(kind=RelationKind.RELATED, target=self._ids[end])
        for end in self._ends(concept, (f'{_SKOS}broader',), (f'{_SKOS}narrower',)):
            yield Link(kind=RelationKind.BROADER, target=self._ids[end])
        for end in self._ends(concept, (f'{_DCT}isReplacedBy',), (f'{_DCT}replaces',)):
            yield Link(kind=RelationKind.REPLACED_BY, target=self._ids[end])

    def _ends(
        self, concept: Any, there: Iterable[str], back: Iterable[str]
    ) -> Iterator[Any]:
        forth = self._values(concept, *there)
        each = (self._graph.subjects(self._uri(x), concept) for x in back)
        for end in dict.fromkeys((*forth, *chain.from_iterable(each))):
            if end in self._ids and end != concept and self._ids[end]:
                yield end

    def _categories(self) -> tuple[tuple[Category, ...], dict[Any, str]]:
        """Give the collections, and that of each concept."""
        kind = self._uri(f'{_RDF}type')
        found: dict[str, Category] = {}
        members: dict[Any, str] = {}
        for group in self._graph.subjects(kind, self._uri(f'{_SKOS}Collection')):
            labels = {
                locale: texts[0]
                for locale, texts in self._labels(group, 'prefLabel').items()
            }
            notation = next(map(str, self._values(group, f'{_SKOS}notation')), '')
            label = next(iter(labels.values()), '') or re.split('[/#:]', str(group))[-1]
            key = notation or make_id(label)
            found.setdefault(key, Category(key=key, labels=labels or {'': label}))
            for member in self._values(group, f'{_SKOS}member'):
                members.setdefault(member, key)
        return tuple(found.values()), members


def _rendering(
    locale: str,
    names: list[str],
    aliases: list[str],
    hidden: list[str],
    definitions: list[str],
) -> Rendering:
    wording = Wording(
        language=locale,
        name=names[0] if names else '',
        # A second preferred label is one too many (S14), and a name all the same.
        aliases=distinct((*names[1:], *aliases)),
        forms=distinct(hidden),
    )
    return Rendering(
        wording=wording,
        state=State.TRANSLATED if names else State.MISSING,
        definition=paragraphs('\n\n'.join(definitions)),
    )
