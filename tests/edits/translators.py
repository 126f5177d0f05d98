"""What good translators do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from edits.world import Message

if TYPE_CHECKING:
    from random import Random

    from edits.world import World

#: The second one is never built: its names are shown beside the others.
TRANSLATIONS = ('pt_BR', 'fr')

#: A reference to a term in either syntax.
REFERENCE = re.compile(r'(?P<role>:term-ref:|\{term-ref\})`(?P<whole>[^`]+)`')


def translated(world: World, language: str, message: str, pick: Random) -> str:
    """Translate a message well."""
    if '`' not in message:
        return ' · '.join(f'{item} {language[:2]}' for item in message.split(' · '))

    def reference(match: re.Match[str]) -> str:
        shown, _, target = match['whole'].rpartition(' <')
        target = target.rstrip('>')
        target = pick.choice([target, world.local_name(language, target)])
        whole = f'{shown} {language} <{target}>' if shown else target
        return f'{match["role"]}`{whole}`'

    pieces = REFERENCE.sub(reference, message)
    return f'{language[:2].upper()}: {pieces}'


def everything_translated(world: World, pick: Random) -> None:
    """Translate what has no translation in any language, and drop what is gone."""
    for language in TRANSLATIONS:
        for domain, messages in world.domains().items():
            old = world.catalogs.get((language, domain), {})
            world.catalogs[language, domain] = {
                message: old[message]
                if message in old
                else Message(translated(world, language, message, pick))
                for message in messages
            }
    known = world.domains()
    for language, domain in list(world.catalogs):
        if domain not in known:
            del world.catalogs[language, domain]
