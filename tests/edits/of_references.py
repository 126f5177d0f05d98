"""Edits of paragraphs, of what they refer to and of what is included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects import REST

from edits.documents import Entry, Text
from edits.kinds import Kinds
from edits.picking import (
    CONDITIONS,
    SUBSTITUTIONS,
    a_document,
    a_reference,
    an_unused_name,
)

if TYPE_CHECKING:
    from random import Random

    from edits.world import World

KINDS = Kinds()


@KINDS.source
def add_text(world: World, pick: Random) -> str:
    docname = a_document(world, pick)
    text = Text(
        world.words('Text'), [a_reference(world, pick), a_reference(world, pick)]
    )
    text.only = pick.choice(CONDITIONS) if pick.random() < 0.3 else ''
    world.docs[docname].texts.append(text)
    return f'add to {docname}: {text.written(REST)!r}'


@KINDS.source
def remove_text(world: World, pick: Random) -> str | None:
    full = [(name, doc) for name, doc in world.docs.items() if doc.texts]
    if not full:
        return None
    docname, doc = pick.choice(full)
    text = doc.texts.pop(pick.randrange(len(doc.texts)))
    return f'remove from {docname}: {text.written(REST)!r}'


@KINDS.source
def add_reference(world: World, pick: Random) -> str:
    text = pick.choice(world.texts())
    if len(text.refs) > 3:
        del text.refs[0]
    text.refs.append(a_reference(world, pick))
    return f'add a reference: {text.message()}'


@KINDS.source
def change_reference(world: World, pick: Random) -> str | None:
    texts = [text for text in world.texts() if text.refs]
    if not texts:
        return None
    text = pick.choice(texts)
    text.refs[pick.randrange(len(text.refs))] = a_reference(world, pick)
    return f'change a reference: {text.message()}'


@KINDS.source
def remove_reference(world: World, pick: Random) -> str | None:
    texts = [text for text in world.texts() if text.refs]
    if not texts:
        return None
    text = pick.choice(texts)
    del text.refs[pick.randrange(len(text.refs))]
    return f'remove a reference: {text.message()}'


@KINDS.source
def change_substitution_used(world: World, pick: Random) -> str:
    text = pick.choice(world.texts())
    others = [name for name in ('', *SUBSTITUTIONS) if name != text.substitution]
    text.substitution = pick.choice(others)
    return f'a substitution or none: {text.message()}'


@KINDS.source
def toggle_footnote(world: World, pick: Random) -> str:
    text = pick.choice(world.texts())
    text.note = '' if text.note else world.words('note').replace(' ', '')
    return f'a footnote or none: {text.message()}'


@KINDS.source
def change_included(world: World, pick: Random) -> str:
    world.shared = Text(world.words('Shared'), [a_reference(world, pick)])
    if pick.random() < 0.3:
        name = an_unused_name(world, pick)
        shared = Entry(name, Text(world.words('Short')))
        world.shared_entry = None if world.shared_entry else shared
    term = world.shared_entry.name if world.shared_entry else 'none'
    return f'shared.txt: {world.shared.message()} (term: {term})'


@KINDS.source
def toggle_include(world: World, pick: Random) -> str:
    docname = a_document(world, pick)
    doc = world.docs[docname]
    doc.includes = not doc.includes
    return f'{docname} includes shared.txt: {doc.includes}'
