"""TBX: ``martif`` (version 2) and ``tbx`` (version 3, in both of its styles).

In the style DCA a category of data is an attribute, in DCT it is an element of
another namespace: ``<termNote type="termType">``, ``<basic:termType>``.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.imports.material import (
    Entry,
    Material,
    distinct,
    left_out,
    locale_of,
    paragraphs,
)
from sphinxcontrib_convglossary.imports.xml import read_xml
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.spelling import make_id, plain
from sphinxcontrib_convglossary.terms import RelationKind, Wording
from sphinxcontrib_convglossary.vocabulary import Category, Concept, Link, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.imports.material import Source
    from sphinxcontrib_convglossary.imports.xml import Element

#: What the parts are called in versions 2 and 3.
_ENTRIES = ('termEntry', 'conceptEntry')
_LANGUAGES = ('langSet', 'langSec')
_TERMS = ('tig', 'ntig', 'termSec')

#: How wordings to avoid are marked; compared without case.
_AVOIDED = ('deprecated', 'superseded', 'obsolete', 'notrecommended')
_SHORT = ('acronym', 'abbreviation', 'initialism')
_STATUS = ('administrativestatus', 'normativeauthorization')

_RELATIONS = {
    'crossreference': RelationKind.RELATED,
    'relatedconcept': RelationKind.RELATED,
    'associatedconcept': RelationKind.RELATED,
    'relatedconceptbroader': RelationKind.BROADER,
    'broaderconceptgeneric': RelationKind.BROADER,
    'broaderconceptpartitive': RelationKind.BROADER,
    'superordinateconceptgeneric': RelationKind.BROADER,
    'superordinateconceptpartitive': RelationKind.BROADER,
    'relatedconceptnarrower': RelationKind.NARROWER,
    'narrowerconceptgeneric': RelationKind.NARROWER,
    'narrowerconceptpartitive': RelationKind.NARROWER,
    'subordinateconceptgeneric': RelationKind.NARROWER,
    'subordinateconceptpartitive': RelationKind.NARROWER,
}

#: What holds data in version 2 and in DCA; in DCT it is all of another namespace.
_DATA = ('descrip', 'termNote', 'termCompList', 'admin', 'transac', 'note', 'date')
_REFERENCES = ('ref', 'xref')
#: What becomes a part of a term.
_KNOWN = frozenset(
    {*_RELATIONS, *_STATUS, 'subjectfield', 'definition', 'termtype'}
    | {'externalcrossreference'}
)

_SIGN = re.compile(r'_x([0-9a-f]+)_')


def read(source: Source) -> Material:
    """Read a file."""
    root = read_xml(source)
    if root.name not in ('martif', 'tbx'):
        raise source.malformed(f'<{root.name}> is no TBX', root.line)
    entries: dict[str, Entry] = {}
    categories: dict[str, Category] = {}
    language = locale_of(root.language)
    for element in root.all(*_ENTRIES):
        entry = _entry(element, source, categories, language)
        identifier = entry.concept.id or f'#{len(entries)}'
        if identifier in entries:
            raise source.malformed(
                f'the id "{identifier}" is there twice', element.line
            )
        entries[identifier] = entry
    spoken = (x for entry in entries.values() for x in entry.concept.renderings)
    return Material(
        source_language=language,
        languages=distinct(spoken),
        categories=tuple(categories.values()),
        entries=tuple(entries.values()),
        notes=left_out(source.name, _unknown(root)),
    )


def _unknown(root: Element) -> Counter[str]:
    """Count the data that no term has a place for."""
    found: Counter[str] = Counter()
    for entry in root.all(*_ENTRIES):
        for element in entry.every():
            holds = element.name in (*_DATA, *_REFERENCES)
            if (holds or element.namespace != root.namespace) and (
                _data(element) not in _KNOWN
            ):
                found[element.attributes.get('type') or element.name] += 1
    return found


def _data(element: Element) -> str:
    """Name the category of data that an element holds, in small letters."""
    return (element.attributes.get('type') or element.name).lower()


def _own(element: Element) -> Iterator[Element]:
    """Give what an element says itself, be it in groups, not what its parts say."""
    for child in element.children:
        if child.name in (*_LANGUAGES, *_TERMS):
            continue
        if child.name.endswith('Grp') and child.name != 'termGrp':
            yield from _own(child)
        else:
            yield child


def _entry(
    element: Element, source: Source, categories: dict[str, Category], language: str
) -> Entry:
    category = more = ''
    general: list[str] = []
    links = []
    for said in _own(element):
        kind = _data(said)
        if kind == 'subjectfield' and said.text and not category:
            category = _category(said, categories, language)
        elif kind == 'definition':
            general.append(said.text)
        elif kind == 'externalcrossreference':
            more = more or _address(said)
        elif kind in _RELATIONS:
            target = said.attributes.get('target', '').lstrip('#') or said.text
            links.append(Link(kind=_RELATIONS[kind], target=original_id(target)))
    renderings: dict[str, Rendering] = {}
    for part in element.all(*_LANGUAGES):
        if not part.language:
            raise source.malformed(f'<{part.name}> has no xml:lang', part.line)
        locale = locale_of(part.language)
        if locale in renderings:
            reason = f'"{part.language}" is there twice in one entry'
            raise source.malformed(reason, part.line)
        renderings[locale] = _rendering(part, locale, source)
    if general and language in renderings and not renderings[language].definition:
        # It stands above the languages: it is in that of the file.
        renderings[language] = Rendering(
            wording=renderings[language].wording,
            state=renderings[language].state,
            definition=paragraphs('\n\n'.join(general)),
            learn_more=renderings[language].learn_more,
        )
    concept = Concept(
        id=original_id(element.attributes.get('id', '')),
        category=category,
        links=tuple(links),
        learn_more=more,
        renderings=renderings,
    )
    return Entry(concept=concept, place=f'{source.name}:{element.line}')


def original_id(identifier: str) -> str:
    """Give the id of a concept by that of its entry, as ``exports.tbx`` wrote it.

    >>> original_id('term-a_x2f_b'), original_id('c5')
    ('a/b', 'c5')
    """
    if not identifier.startswith('term-'):
        return identifier
    rest = identifier.removeprefix('term-')
    return _SIGN.sub(lambda sign: chr(int(sign[1], 16) % 0x110000), rest)


def _category(field: Element, categories: dict[str, Category], language: str) -> str:
    label = plain(field.text)
    key = make_id(label) if ' ' in label else label
    categories.setdefault(key, Category(key=key, labels={language: label}))
    return key


def _rendering(part: Element, locale: str, source: Source) -> Rendering:
    terms = [_Term(term) for term in part.all(*_TERMS)]
    if empty := next((term for term in terms if not term.text), None):
        raise source.malformed('there is no term in it', empty.line)
    definitions = [said.text for said in _own(part) if _data(said) == 'definition']
    definitions += [text for term in terms for text in term.definitions]
    kept = [term for term in terms if not term.avoided]
    preferred = next((term for term in kept if term.preferred), None)
    name = preferred or next((term for term in kept if not term.short), None)
    name = name or next(iter(kept), None)
    others = [term for term in kept if term is not name]
    short = next((term.text for term in others if term.short), '')
    wording = Wording(
        language=locale,
        name=name.text if name else '',
        abbreviation=short,
        aliases=distinct(term.text for term in others if term.text != short),
        deprecated=distinct(term.text for term in terms if term.avoided),
    )
    state = State.TRANSLATED if name else State.MISSING
    definition = paragraphs('\n\n'.join(distinct(definitions)))
    addresses = [
        _address(said) for said in _own(part) if _data(said) == 'externalcrossreference'
    ]
    return Rendering(
        wording=wording,
        state=state,
        definition=definition,
        learn_more=next(filter(None, addresses), ''),
    )


def _address(reference: Element) -> str:
    return plain(reference.attributes.get('target', '') or reference.text)


class _Term:
    """A term with its notes."""

    def __init__(self, element: Element) -> None:
        self.line = element.line
        self.text = plain(next((x.text for x in element.all('term')), ''))
        leaves = [*_leaves(element)]
        notes = {_data(said): said.text for said in leaves}
        statuses = [notes[key].lower() for key in _STATUS if key in notes]
        self.avoided = any(x.startswith(_AVOIDED) for x in statuses)
        self.preferred = any(x.startswith('preferred') for x in statuses)
        self.short = notes.get('termtype', '').lower() in _SHORT
        self.definitions = [x.text for x in leaves if _data(x) == 'definition']


def _leaves(element: Element) -> Iterator[Element]:
    """Give what is said of a term, in groups or not."""
    for child in element.children:
        if child.name.endswith('Grp'):
            yield from _leaves(child)
        elif child.name != 'term':
            yield child
