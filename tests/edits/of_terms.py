"""Edits of terms."""

from __future__ import annotations

import copy
from collections import Counter
from typing import TYPE_CHECKING

from edits.documents import Entry, Text
from edits.kinds import Kinds
from edits.picking import (
    CATEGORIES,
    CONDITIONS,
    a_document,
    a_reference,
    a_target,
    an_entry,
    an_unused_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from edits.world import World

ALIASES = ('Alpha', 'Beta', 'Gamma', 'Status', 'Hook')

KINDS = Kinds()


@KINDS.source
def add_term(world: World, pick: Random) -> str:
    docname = a_document(world, pick)
    name = an_unused_name(world, pick)
    refs = [a_reference(world, pick)] if pick.random() < 0.5 else []
    entry = Entry(name, Text(world.words('Short'), refs))
    if pick.random() < 0.6:
        entry.options['category'] = [pick.choice(CATEGORIES)]
    if pick.random() < 0.3:
        entry.options['hidden'] = []
    world.docs[docname].entries.append(entry)
    return f'add term {name!r} to {docname}'


@KINDS.source
def rename_term(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick)):
        return None
    docname, entry = found
    before, entry.name = entry.name, an_unused_name(world, pick)
    return f'rename term {before!r} of {docname} to {entry.name!r}'


@KINDS.source
def recase_term(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick)):
        return None
    docname, entry = found
    before = entry.name
    entry.name = before.upper() if before.upper() != before else before.lower()
    return f'rename term {before!r} of {docname} to {entry.name!r}'


@KINDS.source
def move_term(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick, to_go=True)):
        return None
    docname, entry = found
    other = a_document(world, pick)
    world.docs[docname].entries.remove(entry)
    world.docs[other].entries.insert(0, entry)
    return f'move term {entry.name!r} from {docname} to {other}'


@KINDS.source
def delete_term(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick, to_go=True)):
        return None
    docname, entry = found
    world.docs[docname].entries.remove(entry)
    return f'delete term {entry.name!r} of {docname}'


@KINDS.source
def toggle_hidden(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick, to_go=True)):
        return None
    docname, entry = found
    if entry.hidden:
        del entry.options['hidden']
    else:
        entry.options['hidden'] = []
    return f'{"hide" if entry.hidden else "show"} term {entry.name!r} of {docname}'


@KINDS.source
def change_short(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick)):
        return None
    docname, entry = found
    refs = [a_reference(world, pick) for _ in range(pick.randrange(3))]
    entry.short = Text(world.words('Short'), refs)
    return f'short definition of {entry.name!r} in {docname}: {entry.short.message()}'


@KINDS.source
def change_long(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick)):
        return None
    docname, entry = found
    if entry.long and pick.random() < 0.3:
        entry.long = None
        return f'no long definition of {entry.name!r} in {docname}'
    refs = [a_reference(world, pick) for _ in range(pick.randrange(2))]
    entry.long = Text(world.words('Long'), refs)
    return f'long definition of {entry.name!r} in {docname}: {entry.long.message()}'


def _set_option(
    option: str,
    values: Callable[[World, Random], list[str]],
) -> None:
    def change(world: World, pick: Random) -> str | None:
        if not (found := an_entry(world, pick)):
            return None
        docname, entry = found
        if option in entry.options and pick.random() < 0.4:
            del entry.options[option]
            return f'no {option} of {entry.name!r} in {docname}'
        entry.options[option] = values(world, pick)
        told = ' · '.join(entry.options[option])
        return f'{option} of {entry.name!r} in {docname}: {told}'

    change.__name__ = f'change_{option.replace("-", "_")}'
    KINDS.source(change)


def _some_aliases(world: World, pick: Random) -> list[str]:
    return pick.sample(ALIASES, pick.randrange(1, 3))


def _some_targets(world: World, pick: Random) -> list[str]:
    found = {a_target(world, pick, ours_only=True) for _ in range(pick.randrange(1, 3))}
    return sorted(found)


_set_option('aliases', _some_aliases)
_set_option('forms', lambda world, pick: [pick.choice(['Alphas', 'Hooks', 'Agents'])])
_set_option('deprecated', lambda world, pick: [pick.choice(['Beta', 'Old', 'Nemo'])])
_set_option('abbreviation', lambda world, pick: [pick.choice(['GW', 'PL', 'AI'])])
_set_option('category', lambda world, pick: [pick.choice([*CATEGORIES, 'monei'])])
_set_option('related', _some_targets)
_set_option('broader', _some_targets)
_set_option('replaced-by', _some_targets)
_set_option('locales', lambda world, pick: [pick.choice(['pt', 'fr', '!pt', 'en'])])
_set_option('id', lambda world, pick: [pick.choice(['one', 'two', 'inbox'])])
_set_option('previously', lambda world, pick: [pick.choice(['old', 'one', 'gateway'])])
_set_option('sort', lambda world, pick: [pick.choice(['aaa', 'zzz'])])
_set_option(
    'learn-more',
    lambda world, pick: [
        pick.choice(['guide/a', 'guide/a', 'std', '/path', 'https://example.org/'])
    ],
)


@KINDS.source
def duplicate_term(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick, to_go=True)):
        return None
    names = Counter(entry.name for _, entry in world.entries())
    for docname, entry in world.entries():
        if names[entry.name] > 1 and not entry.stays:
            world.docs[docname].entries.remove(entry)
            return f'delete the duplicate {entry.name!r} of {docname}'
    docname = a_document(world, pick)
    world.docs[docname].entries.append(copy.deepcopy(found[1]))
    return f'copy term {found[1].name!r} to {docname}'


@KINDS.source
def guard_term(world: World, pick: Random) -> str | None:
    if not (found := an_entry(world, pick, to_go=True)):
        return None
    docname, entry = found
    entry.only = '' if entry.only else pick.choice(CONDITIONS)
    return f'term {entry.name!r} of {docname} only for {entry.only or "all"}'
