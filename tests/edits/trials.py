"""Trials: many edits one after the other, and the fewest that still fail."""

from __future__ import annotations

import contextlib
import re
import shutil
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from edits.builds import Laboratory
from edits.first import first_world
from edits.judge import Judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from edits.edit import Edit
    from edits.world import World

LANGUAGES = ('en', 'pt_BR')


@dataclass(frozen=True)
class Failure:
    """The first difference between two builds."""

    #: How many edits it took.
    edits: int
    #: All edits, in words.
    story: list[str]
    complaints: list[str]

    @property
    def kinds(self) -> set[str]:
        """What is wrong, whichever names and documents it is about."""
        found = set()
        for complaint in self.complaints:
            subtype = ''.join(re.findall(r'\[[\w.]+\]$', complaint))
            what = re.search(
                r'the build fails|differs|written by|in the kept|only the \w+|repeated',
                complaint,
            )
            found.add(f'{what and what[0]} {subtype}')
        return found

    def __str__(self) -> str:
        return '\n'.join([*self.story, '', *self.complaints])


def try_edits(
    edits: Sequence[Edit], folder: Path, *, turn: int | None = None, known: str = ''
) -> Failure | None:
    """Make edits and compare after each.

    With *turn*, compare after the last one only, as if it were the edit of that number.
    """
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.closing(Laboratory(folder)) as laboratory:
        return _try_edits(edits, laboratory, turn=turn, known=known)


def _try_edits(
    edits: Sequence[Edit], laboratory: Laboratory, *, turn: int | None, known: str
) -> Failure | None:
    world, story = first_world(), ['the first build']
    for number, edit in enumerate([None, *edits]):
        if edit is not None:
            told = edit.apply(world)
            story.append(f'{number}. {told}  [{edit.kind} {edit.salt}]')
        compare = turn is None or number == len(edits)
        turn_now = (turn or number) if compare else 0
        jobs = 2 if turn_now % 5 == 4 else 1
        # Sphinx reads in parallel from six documents on.
        laboratory.write(world, all_anew=turn_now % 10 == 4)
        try:
            wrong = list(_differences(laboratory, world, jobs, compare=compare))
        except Exception:
            wrong = [f'the build fails:\n{traceback.format_exc()}']
        if wrong := [x for x in wrong if not (known and re.search(known, x))]:
            return Failure(edits=number, story=story, complaints=wrong)
    return None


def _differences(
    laboratory: Laboratory, world: World, jobs: int, *, compare: bool
) -> Iterator[str]:
    judge = Judge(world)
    for language in LANGUAGES:
        kept = laboratory.build(world, language, jobs=jobs)
        if not compare:
            continue
        clean = laboratory.build(world, language, clean=True)
        for complaint in judge.complaints(kept, clean):
            with_jobs = f' -j {jobs}' if jobs > 1 else ''
            yield f'[{language}{with_jobs}] {complaint}'


def shrink(
    failure: Failure, edits: Sequence[Edit], folder: Path, known: str = ''
) -> Failure:
    """Give the fewest edits that fail likewise."""
    edits, turn = list(edits)[: failure.edits], failure.edits
    if not (found := try_edits(edits, folder, turn=turn, known=known)):
        return failure  # It takes several jobs at an edit before.
    kinds, size = failure.kinds, max(len(edits) // 2, 1)
    while True:
        start = 0
        while start < len(edits):
            fewer = edits[:start] + edits[start + size :]
            again = try_edits(fewer, folder, turn=turn, known=known)
            if again and again.kinds & kinds:
                edits, found = fewer, again
            else:
                start += size
        if size == 1:
            return found
        size //= 2
