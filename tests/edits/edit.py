"""One edit, which a kind and a number tell from all others; and many."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edits import of_catalogs, of_configuration, of_documents, of_references, of_terms
from edits.kinds import Kinds
from edits.translators import everything_translated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from edits.kinds import Deed
    from edits.world import World

KINDS = Kinds()


@KINDS.source
def several(world: World, pick: Random) -> str:
    others = pick.sample([kind for kind in EDITS if kind != 'several'], 4)
    return ', '.join(filter(None, [EDITS[kind](world, pick) for kind in others]))


_SUBJECTS = (
    of_terms.KINDS,
    of_documents.KINDS,
    of_references.KINDS,
    of_catalogs.KINDS,
    of_configuration.KINDS,
    KINDS,
)
#: Every kind of edit; their order decides what the numbers of ``random_edits`` mean.
EDITS: dict[str, Deed] = {
    name: deed for kinds in _SUBJECTS for name, deed in kinds.deeds.items()
}
_OF_AUTHORS = {name for kinds in _SUBJECTS for name in kinds.of_authors}


@dataclass(frozen=True)
class Edit:
    """One edit; *salt* decides all that is random in it."""

    kind: str
    salt: int

    def apply(self, world: World) -> str | None:
        """Change the project, and say how."""
        pick = random.Random(f'{self.kind}:{self.salt}')
        told = EDITS[self.kind](world, pick)
        if told and self.kind in _OF_AUTHORS and pick.random() < 0.6:
            everything_translated(world, pick)
            told += ' (and translate everything that is not)'
        return told


def random_edits(seed: int, steps: int, without: Sequence[str] = ()) -> list[Edit]:
    """Give edits of all kinds, each as often as the others."""
    pick = random.Random(seed)
    kinds = [kind for kind in EDITS if kind not in without]
    found: list[Edit] = []
    while len(found) < steps:
        pick.shuffle(kinds)
        found += [Edit(kind, pick.randrange(10**6)) for kind in kinds]
    return found[:steps]
