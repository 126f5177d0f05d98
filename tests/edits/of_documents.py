"""Edits of documents and listings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects import MYST, REST

from edits.documents import Doc, Entry, Ref, Text
from edits.kinds import Kinds
from edits.picking import (
    CONDITIONS,
    STANDARD,
    a_document,
    a_reference,
    a_target,
    an_unused_name,
)

if TYPE_CHECKING:
    from random import Random

    from edits.world import World

LISTINGS = (
    {},
    {'entries': 'summary'},
    {'entries': 'names', 'group-by': 'none'},
    {'group-by': 'letter'},
    {'categories': 'money'},
    {'categories': 'basic · other', 'filter': ''},
    {'cite': ''},
)

KINDS = Kinds()


@KINDS.source
def add_document(world: World, pick: Random) -> str | None:
    free = [n for n in ('fresh', 'guide/d', 'glossary/index') if n not in world.docs]
    if not free:
        return None
    docname = pick.choice(free)
    texts = [Text(world.words('Text'), [a_reference(world, pick)])]
    world.docs[docname] = Doc(Text(world.words('Title')), texts)
    if pick.random() < 0.5:
        name = an_unused_name(world, pick)
        entry = Entry(name, Text(world.words('Short')))
        world.docs[docname].entries.append(entry)
    world.order.insert(pick.randrange(len(world.order) + 1), docname)
    return f'add document {docname} to the toctree: {world.order}'


@KINDS.source
def delete_document(world: World, pick: Random) -> str | None:
    if len(world.order) < 5:
        return None
    docname = pick.choice(world.order)
    del world.docs[docname]
    world.order.remove(docname)
    return f'delete document {docname}'


@KINDS.source
def rename_document(world: World, pick: Random) -> str | None:
    free = [n for n in ('fresh', 'guide/e', 'aaa', 'zzz') if n not in world.docs]
    if not free:
        return None
    before, after = pick.choice(world.order), pick.choice(free)
    world.docs[after] = world.docs.pop(before)
    world.order[world.order.index(before)] = after
    return f'rename document {before} to {after}'


@KINDS.source
def rewrite_document(world: World, pick: Random) -> str:
    docname = pick.choice(world.order)
    doc = world.docs[docname]
    doc.syntax = REST if doc.syntax is MYST else MYST
    return f'rewrite {docname} as {docname}{doc.syntax.suffix}'


@KINDS.source
def reorder_toctree(world: World, pick: Random) -> str:
    pick.shuffle(world.order)
    return f'toctree: {world.order}'


@KINDS.source
def retitle_document(world: World, pick: Random) -> str:
    named = [e.options.get('learn-more', [''])[0] for e in world.all_entries()]
    shown = [docname for docname in named if docname in world.docs]
    docname = pick.choice([a_document(world, pick), *shown])
    refs = [Ref(a_target(world, pick, ours_only=True))] if pick.random() < 0.7 else []
    world.docs[docname].title = Text(world.words('Title'), refs)
    return f'title of {docname}: {world.docs[docname].title.message()}'


@KINDS.source
def change_listing(world: World, pick: Random) -> str:
    docname = a_document(world, pick)
    doc = world.docs[docname]
    doc.listing = None if doc.listing and pick.random() < 0.5 else pick.choice(LISTINGS)
    doc.listing_only = pick.choice(CONDITIONS) if pick.random() < 0.2 else ''
    return f'listing of {docname}: {doc.listing}, only for {doc.listing_only or "all"}'


@KINDS.source
def change_standard(world: World, pick: Random) -> str:
    used = [name for doc in world.docs.values() for name in doc.standard]
    name = pick.choice(STANDARD)
    if name in used:
        for docname, doc in world.docs.items():
            if name in doc.standard:
                doc.standard.remove(name)
                return f"delete {name!r} of Sphinx's glossary in {docname}"
    docname = a_document(world, pick)
    world.docs[docname].standard.append(name)
    return f"add {name!r} to Sphinx's glossary in {docname}"
