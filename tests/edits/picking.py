"""What edits pick at random: a term, a target, a document, a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edits.documents import GUARDS, Ref

if TYPE_CHECKING:
    from random import Random

    from edits.documents import Entry
    from edits.world import World

NAMES = (
    'Agent',
    'Channel',
    'Gateway',
    'Inbox',
    'Payment Link',
    'Queue',
    'Status',
    'Webhook',
)
#: What no term is called.
UNKNOWN = ('Nowhere', 'Nemo', 'Chanel')
#: The names of entries of Sphinx's own glossary.
STANDARD = ('Cookie', 'Session', 'Header', 'Hook')
CATEGORIES = ('basic', 'money', 'other')
#: The label of a picture in a hidden definition.
PICTURE = 'drawing-label'
#: The labels before a block, before a hidden one and before a listing.
LABELS = ('block-label', 'hidden-label', 'listing-label')
#: Substitutions that ``conf.py`` defines: words, and a reference.
SUBSTITUTIONS = ('gas', 'gate')
#: The conditions under which something is there.
CONDITIONS = ('html', 'latex', 'draft', 'not draft', *GUARDS)


def an_entry(
    world: World, pick: Random, *, to_go: bool = False
) -> tuple[str, Entry] | None:
    """Pick a term; one *to go* may stand elsewhere afterwards, or nowhere."""
    found = [x for x in world.entries() if not (to_go and x[1].stays)]
    return pick.choice(found) if found else None


def a_target(world: World, pick: Random, *, ours_only: bool = False) -> str:
    """Something to refer to: a name, an alias, an id, what is not there."""
    entries = world.all_entries()
    known: list[str] = []
    for entry in entries:
        known += [entry.name] * 3 + entry.options.get('id', [])
        for option in ('aliases', 'forms', 'deprecated', 'abbreviation', 'previously'):
            known += entry.options.get(option, [])
    known += [*UNKNOWN, *NAMES]
    if not ours_only:
        known += [*STANDARD, world.local_name('pt_BR', pick.choice(known))]
    return pick.choice(known)


def a_reference(world: World, pick: Random) -> Ref:
    role = pick.choice(['term-ref'] * 6 + ['term', 'any', 'conv:term', 'ref', 'numref'])
    text = world.words('some text') if pick.random() < 0.3 else ''
    if role == 'numref':
        kind = pick.choice(['numref', 'ref', 'any'])
        return Ref(PICTURE, f'%s {text}' if text and kind == 'numref' else text, kind)
    if role == 'ref' and pick.random() < 0.5:
        return Ref(pick.choice(LABELS), text or world.words('place'), role)
    if role == 'ref':
        return Ref(f'convglossary-{pick.choice(CATEGORIES)}', text, role)
    target = a_target(world, pick)
    while role in ('term', 'any') and target in STANDARD:
        # What these find in Sphinx's glossary is Sphinx's affair, and it leaves it
        # stale (test_edits.py shows it).
        target = a_target(world, pick, ours_only=True)
    return Ref(target, text, role)


def a_document(world: World, pick: Random) -> str:
    return pick.choice(list(world.docs))


def an_unused_name(world: World, pick: Random) -> str:
    used = {entry.name for entry in world.all_entries()}
    free = [name for name in NAMES if name not in used]
    return pick.choice(free) if free else world.words('Term')
