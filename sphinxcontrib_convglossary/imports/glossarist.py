"""Glossarist: concepts as YAML, one by one or many in a file.

A concept of the first version holds its languages itself (``eng:``, ``fra:``).
Later ones name them (``localized_concepts``), and they stand in the same file or in
files of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from babel.core import get_global

from sphinxcontrib_convglossary.imports.material import (
    Entry,
    Material,
    distinct,
    extra,
    locale_of,
    paragraphs,
)
from sphinxcontrib_convglossary.imports.placed import Placed
from sphinxcontrib_convglossary.registry import State
from sphinxcontrib_convglossary.spelling import make_id, plain
from sphinxcontrib_convglossary.terms import RelationKind, Wording
from sphinxcontrib_convglossary.vocabulary import Category, Concept, Link, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxcontrib_convglossary.imports.material import Source

_RELATIONS = {
    'broader': RelationKind.BROADER,
    'broader_generic': RelationKind.BROADER,
    'broader_partitive': RelationKind.BROADER,
    'broader_instantial': RelationKind.BROADER,
    'narrower': RelationKind.NARROWER,
    'narrower_generic': RelationKind.NARROWER,
    'narrower_partitive': RelationKind.NARROWER,
    'narrower_instantial': RelationKind.NARROWER,
    'superseded_by': RelationKind.REPLACED_BY,
    'deprecated_by': RelationKind.REPLACED_BY,
    'supersedes': RelationKind.REPLACES,
    'deprecates': RelationKind.REPLACES,
    'see': RelationKind.RELATED,
    'related_concept': RelationKind.RELATED,
    'compare': RelationKind.RELATED,
    'contrast': RelationKind.RELATED,
}
#: A concept that a definition names: ``{{entity}}``, ``{{urn:x:1, entity}}``.
_MENTION = re.compile(r'\{\{([^{},]*)(?:,([^{}]*))?\}\}')


def read(sources: Sequence[Source]) -> Material:
    """Read files that belong together."""
    documents = [x for source in sources for x in _documents(source)]
    localized = {
        _id(document): document for document in documents if _content(document)
    }
    concepts = [x for x in documents if _is_concept(x)]
    if not concepts:
        raise sources[0].malformed('there is no concept in it', 1)
    categories: dict[str, Category] = {}
    entries = [_entry(concept, localized, categories) for concept in concepts]
    spoken = (x for entry in entries for x in entry.concept.renderings)
    return Material(
        languages=distinct(spoken),
        categories=tuple(categories.values()),
        entries=tuple(entries),
    )


def _documents(source: Source) -> Iterator[Placed]:
    yaml = extra('yaml', source.name)

    # An extra, loaded when needed: its types are not known.
    class Loader(yaml.SafeLoader):  # type: ignore[misc,name-defined]
        """A loader that tells the lines of mappings, and leaves dates as text."""

        def construct_mapping(self, node: Any, deep: bool = False) -> Placed:
            content = super().construct_mapping(node, deep=True)
            return Placed.at(source, node.start_mark.line + 1, content)

    # A mapping is made in two steps, lest it hold itself; ours never does.
    Loader.add_constructor(
        'tag:yaml.org,2002:map', lambda loader, node: loader.construct_mapping(node)
    )
    Loader.add_constructor(
        'tag:yaml.org,2002:timestamp',
        lambda loader, node: loader.construct_scalar(node),
    )
    try:
        for number, document in enumerate(yaml.load_all(source.text(), Loader)):
            if document is None:
                continue
            if not isinstance(document, Placed):
                reason = f'document {number + 1} of the file is no mapping'
                raise source.malformed(reason, 1)
            yield document
    except yaml.YAMLError as error:
        mark = getattr(error, 'problem_mark', None)
        reason = getattr(error, 'problem', '') or getattr(error, 'reason', '')
        line = mark.line + 1 if mark else 1
        raise source.malformed(f'this is no YAML: {reason}', line) from error
    except RecursionError as error:
        raise source.malformed('this is no YAML: it is nested too deep', 1) from error
    except (ValueError, TypeError) as error:  # A number or a key that is none.
        raise source.malformed(f'this is no YAML: {error}', 1) from error


def _data(document: Placed) -> Placed:
    return document.mapping('data') if 'data' in document else document


def _id(document: Placed) -> str:
    return document.text('id') or _data(document).text('id')


def _content(document: Placed) -> bool:
    """Tell whether a document is a concept in one language."""
    return 'terms' in _data(document)


def _localized(document: Placed) -> Placed:
    data = _data(document)
    for key in ('localized_concepts', 'localizedConcepts'):
        if key in data:
            return data.mapping(key)
    return Placed.at(document.source, document.line, {})


def _is_concept(document: Placed) -> bool:
    return bool(_localized(document) or [*_inner(document)])


def _inner(document: Placed) -> Iterator[tuple[str, Placed]]:
    """Give the languages that a concept holds itself."""
    for key, value in _data(document).items():
        if isinstance(value, Placed) and 'terms' in value and len(key) in (2, 3):
            yield key, value


def _entry(
    concept: Placed, localized: dict[str, Placed], categories: dict[str, Category]
) -> Entry:
    data = _data(concept)
    renderings = {_locale(code): _rendering(code, x) for code, x in _inner(concept)}
    names = _localized(concept)
    for code in names:
        wanted = names.text(code)
        if wanted not in localized:
            reason = f'the concept "{wanted}" ({code}) is in none of the files'
            raise names.malformed(reason)
        document = localized[wanted]
        renderings[_locale(code)] = _rendering(code, _data(document))
    number = data.text('identifier') or concept.text('termid') or _id(concept)
    related = (*concept.mappings('related'), *data.mappings('related'))
    read = Concept(
        id=number,
        category=_category(data, categories),
        links=tuple(link for x in related for link in _link(x)),
        renderings=renderings,
    )
    return Entry(concept=read, place=concept.place)


def _category(data: Placed, categories: dict[str, Category]) -> str:
    for key in ('groups', 'domains'):
        for one in data.items_of(key):
            label = one.text('content') if isinstance(one, Placed) else one
            if isinstance(label, str) and (label := plain(label)):
                name = make_id(label) if ' ' in label else label
                categories.setdefault(name, Category(key=name, labels={'': label}))
                return name
    return ''


def _link(related: Placed) -> Iterator[Link]:
    kind = _RELATIONS.get(related.text('type'))
    ref = related.get('ref')
    named = ref.text('id') if isinstance(ref, Placed) else ''
    if kind and (target := named or related.text('content')):
        yield Link(kind=kind, target=target)


@dataclass(slots=True)
class _Names:
    """The designations of a concept in one language, as they are sorted out."""

    name: str = ''
    short: str = ''
    others: list[str] = field(default_factory=list)
    avoided: list[str] = field(default_factory=list)

    def add(self, term: Placed) -> None:
        text = plain(_plain(term.text('designation', needed=True)))
        status = term.text('normative_status').lower()
        if status.startswith(('deprecated', 'superseded')):
            self.avoided.append(text)
        elif term.text('type') in ('abbreviation', 'acronym') and not self.short:
            self.short = text
        elif not self.name:
            self.name = text
        else:
            self.others.append(text)


def _rendering(code: str, said: Placed) -> Rendering:
    names = _Names()
    # A symbol may be a picture, which is no name.
    terms = [
        term
        for term in said.mappings('terms')
        if 'designation' in term or not term.text('type').endswith('symbol')
    ]
    # What is preferred comes first, whatever the order of the file.
    for term in sorted(terms, key=lambda x: x.text('normative_status') != 'preferred'):
        names.add(term)
    if not names.name:
        names = replace(names, name=names.short, short='')
    wording = Wording(
        language=_locale(code),
        name=names.name,
        abbreviation=names.short,
        aliases=distinct(names.others),
        deprecated=distinct(names.avoided),
    )
    texts = [
        text
        for key in ('definition', 'notes', 'examples')
        for text in _texts(said, key)
    ]
    return Rendering(
        wording=wording,
        state=State.TRANSLATED if names.name else State.MISSING,
        definition=paragraphs('\n\n'.join(texts)),
    )


def _texts(said: Placed, key: str) -> Iterator[str]:
    value = said.get(key)
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Placed):
            yield _plain(one.text('content'))
        elif isinstance(one, str):
            yield _plain(one)
        elif one is not None:
            raise said.malformed(f'"{key}" holds something that is no text')


def _plain(text: str) -> str:
    """Take the concepts that a text names for what readers see of them."""

    def shown(match: re.Match[str]) -> str:
        first, second = match[1].strip(), (match[2] or '').strip()
        return second if second and ':' in first else first

    return _MENTION.sub(shown, text)


@cache
def _locale(code: str) -> str:
    """Give the locale of a code of three letters (ISO 639-2) or of a tag.

    >>> _locale('eng'), _locale('pt-BR')
    ('en', 'pt_BR')
    """
    known = get_global('language_aliases')
    first, _, rest = code.replace('_', '-').partition('-')
    short = known.get(first.lower(), first)
    return locale_of(f'{short}-{rest}' if rest else short)
