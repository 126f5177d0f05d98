"""What translators do to catalogs, well or badly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projects import MYST, REST

from edits.documents import Ref
from edits.kinds import Kinds
from edits.picking import a_target
from edits.translators import REFERENCE, everything_translated, translated
from edits.world import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from edits.world import World

KINDS = Kinds()


def _a_message(
    world: World, pick: Random, language: str, wanted: Sequence[str] = ()
) -> tuple[str, str] | None:
    """Pick the domain and the text of a message, among *wanted* if there are any."""
    found = [
        (domain, message)
        for domain, messages in world.domains().items()
        for message in messages
        if (language, domain) in world.catalogs and (not wanted or message in wanted)
    ]
    return pick.choice(found) if found else None


def _translate_anew(
    world: World, pick: Random, language: str, wanted: Sequence[str]
) -> str | None:
    """Change the translation of one message: good, wrong, missing or fuzzy."""
    if not (found := _a_message(world, pick, language, wanted)):
        return None
    domain, message = found
    catalog = world.catalogs[language, domain]
    if (
        quality := pick.choice(['good', 'good', 'other', 'wrong', 'none', 'fuzzy'])
    ) in (
        'good',
        'fuzzy',
    ):
        told = translated(world, language, message, pick)
    elif quality == 'none':
        told = ''
    elif quality == 'other':
        told = _otherwise(world, pick, message)
    else:
        told = _wrongly(world, pick, message)
    catalog[message] = Message(told, fuzzy=quality == 'fuzzy')
    return f'{language}/{domain}.po, {quality}: {message!r} -> {told!r}'


def _otherwise(world: World, pick: Random, message: str) -> str:
    """Translate with other words; a name maybe as another term is called."""
    if '`' in message:
        return f'{world.words("Outro")}: {message}'
    names = [entry.name for entry in world.all_entries()]
    return pick.choice([world.words('Outro'), 'Comum', pick.choice([*names, 'Comum'])])


def _wrongly(world: World, pick: Random, message: str) -> str:
    """Translate with references to something else, or without one."""
    found = list(REFERENCE.finditer(message))
    if not found:
        return world.words('Errado')
    match = pick.choice(found)
    syntax = REST if match['role'].startswith(':') else MYST
    other = Ref(a_target(world, pick)).written(syntax)
    new = pick.choice(['', other, f'{other}junto', f'{match["role"]}`Alph'])
    return f'PT: {message[: match.start()]}{new}{message[match.end() :]}'


@KINDS.other
def translate_name(world: World, pick: Random) -> str | None:
    names = [entry.name for entry in world.all_entries()]
    return _translate_anew(world, pick, 'pt_BR', names) if names else None


@KINDS.other
def translate_entry(world: World, pick: Random) -> str | None:
    messages = world.entry_messages()
    return _translate_anew(world, pick, 'pt_BR', messages) if messages else None


@KINDS.other
def translate_text(world: World, pick: Random) -> str | None:
    return _translate_anew(world, pick, 'pt_BR', world.text_messages())


@KINDS.other
def translate_any(world: World, pick: Random) -> str | None:
    return _translate_anew(world, pick, 'pt_BR', ())


@KINDS.other
def translate_configuration(world: World, pick: Random) -> str | None:
    wanted = world.domains()['convglossary']
    return _translate_anew(world, pick, 'pt_BR', wanted) if wanted else None


@KINDS.other
def translate_elsewhere(world: World, pick: Random) -> str | None:
    names = [entry.name for entry in world.all_entries()]
    return _translate_anew(world, pick, 'fr', names) if names else None


@KINDS.other
def update_catalogs(world: World, pick: Random) -> str:
    everything_translated(world, pick)
    return 'translate everything that is not'
