"""Our own JSON: all that ``glossary.json`` says comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.imports.material import (
    Entry,
    MalformedError,
    Material,
    locale_of,
)
from sphinxcontrib_convglossary.imports.placed import Placed, read_json
from sphinxcontrib_convglossary.registry import State, Translated
from sphinxcontrib_convglossary.terms import RelationKind, Wording
from sphinxcontrib_convglossary.vocabulary import Category, Concept, Link, Rendering

if TYPE_CHECKING:
    from sphinxcontrib_convglossary.imports.material import Source

#: What the file says it is; ``exports.json`` writes it.
_FORMAT, _VERSION = 'convglossary', 1


def read(source: Source) -> Material:
    """Read a file."""
    return _material(read_json(source), source)


def read_quickly(source: Source) -> Material:
    """Read a file; what nobody has seen wrong is read without a thought of lines."""
    try:
        return _material(read_json(source, lines=False), source)
    except MalformedError:
        return read(source)


def _material(root: Any, source: Source) -> Material:
    if not isinstance(root, Placed) or root.get('format') != _FORMAT:
        raise source.malformed('this is no glossary.json: "format" says so', 1)
    if root.get('version') != _VERSION:
        reason = f'"version" is {root.get("version")!r}; {_VERSION} can be read'
        raise root.malformed(reason)
    language = locale_of(root.text('sourceLanguage', needed=True))
    entries = [_entry(concept) for concept in root.mappings('concepts')]
    _refuse_doubles(root)
    return Material(
        source_language=language,
        title=_labels(root, 'title').get(language, ''),
        project=_project(root),
        languages=tuple(map(locale_of, root.texts('languages'))),
        complete=True,
        categories=tuple(map(_category, root.mappings('categories'))),
        entries=tuple(entries),
    )


def _project(root: Placed) -> str:
    """Give name and version of the project, as Sphinx puts them together."""
    version = root.text('projectVersion')
    shown = f'v{version}' if version[:1].isdigit() else version
    return f'{root.text("project")} {shown}'.strip()


def _refuse_doubles(root: Placed) -> None:
    seen: set[str] = set()
    for concept in root.mappings('concepts'):
        identifier = concept.text('id')
        if identifier in seen:
            raise concept.malformed(f'the id "{identifier}" is there twice')
        seen.add(identifier)


def _category(category: Placed) -> Category:
    key = category.text('key', needed=True)
    return Category(key=key, labels=_labels(category, 'label'))


def _labels(parent: Placed, key: str) -> dict[str, str]:
    labels = parent.mapping(key)
    return {locale_of(tag): labels.text(tag) for tag in labels}


def _entry(concept: Placed) -> Entry:
    renderings = concept.mapping('renderings').children()
    read = Concept(
        id=concept.text('id', needed=True),
        previously=concept.texts('previously'),
        category=concept.text('category'),
        links=tuple(
            _link(relation)
            for relation in concept.mappings('relations')
            # The others follow from what is written at their other ends.
            if relation.get('declared', True)
        ),
        renderings={
            locale_of(tag): _rendering(locale_of(tag), rendering)
            for tag, rendering in renderings
        },
    )
    return Entry(concept=read, place=concept.place)


def _link(relation: Placed) -> Link:
    kind = relation.text('kind', needed=True)
    if kind not in list(RelationKind):
        raise relation.malformed(f'"kind" is "{kind}", which is no relation')
    target = relation.text('target', needed=True)
    return Link(kind=RelationKind(kind), target=target)


def _rendering(language: str, rendering: Placed) -> Rendering:
    wording = Wording(
        language=language,
        name=rendering.text('name'),
        aliases=rendering.texts('aliases'),
        abbreviation=rendering.text('abbreviation'),
        forms=rendering.texts('forms'),
        deprecated=rendering.texts('deprecated'),
        sort=rendering.text('sort'),
    )
    definition = tuple(
        Translated(text=paragraph.text('text'), state=_state(paragraph))
        for paragraph in rendering.mappings('definition')
    )
    return Rendering(
        wording=wording,
        state=_state(rendering),
        definition=definition,
        url=rendering.text('url'),
        learn_more=rendering.text('learnMore'),
    )


def _state(said: Placed) -> State:
    state = said.text('state', needed=True)
    if state not in list(State):
        raise said.malformed(f'"state" is "{state}", which is none')
    return State(state)
