"""The original as the witness: what the references of a translated message mean.

A translator may reorder, repeat and inflect, and two terms may share a
translation; but the concepts that the original refers to are known.  So each
message is held against its original by concept, not by spelling.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Whatever stands for a concept; it can be hashed and compared.
Concept = TypeVar('Concept')


class Finding(StrEnum):
    """What is wrong with a translated message, or doubtful."""

    #: The original refers to a concept, the translation does not.
    LOST = 'lost'
    #: The translation refers to a concept, the original does not.
    ADDED = 'added'
    #: One reference leads elsewhere than the original's.
    ELSEWHERE = 'elsewhere'
    #: Nothing tells what a target means.
    UNKNOWN = 'unknown'
    #: Unknown targets were paired with what was left of the original, in order.
    PAIRED = 'paired'


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Generic[Concept]):
    """A target in translated text."""

    #: What two mentions share that are spelled alike.
    spelling: str
    #: The concepts that are called so, at any level, the likeliest first.
    readings: tuple[Concept, ...]
    #: How many of them, the first, are spelled exactly so.
    exact: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark(Generic[Concept]):
    """A finding, and what it is about."""

    finding: Finding
    #: The concepts of the original that it is about.
    expected: tuple[Concept, ...] = ()
    #: The concept that the translation refers to instead, or besides.
    found: Concept | None = None
    #: The targets that it is about, as positions.
    targets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Generic[Concept]):
    """What each target means, and what is to be said of the message."""

    #: In the order of the targets; ``None`` where nothing tells.
    meanings: tuple[Concept | None, ...]
    remarks: tuple[Remark[Concept], ...]


def settle(
    originals: Iterable[Concept], targets: Sequence[Target[Concept]]
) -> Verdict[Concept]:
    """Hold the targets of a translated message against its original.

    *originals* are the concepts that the original refers to, in order.  A
    message that agrees with its original by concept gets no remark.
    """
    case = _Case(originals, targets)
    case.settle_the_certain()
    case.settle_the_ambiguous()
    remarks = [*case.settle_the_unknown()]
    remarks += case.compare()
    return Verdict(meanings=tuple(case.meanings), remarks=tuple(remarks))


class _Case(Generic[Concept]):
    """One message while it is being settled."""

    def __init__(
        self, originals: Iterable[Concept], targets: Sequence[Target[Concept]]
    ) -> None:
        #: How often the original refers to each concept.
        self.mentions = Counter(list(originals))
        #: The concepts of the original, each once, and where: looked up, not searched.
        self.pool = {concept: at for at, concept in enumerate(self.mentions)}
        self.targets = targets
        self.meanings: list[Concept | None] = [None] * len(targets)
        #: The concepts that no target has been found to mean.
        self.left = dict(self.pool)
        self.unknown: dict[str, list[int]] = defaultdict(list)

    def mean(self, position: int, concept: Concept) -> None:
        """Settle what a target means."""
        self.meanings[position] = concept
        self.left.pop(concept, None)

    def settle_the_certain(self) -> None:
        """A single reading needs no witness."""
        for position, target in enumerate(self.targets):
            if len(target.readings) == 1:
                self.mean(position, target.readings[0])

    def settle_the_ambiguous(self) -> None:
        """Several readings mean what is left of the original, else any of it."""
        waiting = [i for i, t in enumerate(self.targets) if len(t.readings) > 1]
        placed = _match({position: self._choices(position) for position in waiting})
        for position in waiting:
            readings = self.targets[position].readings
            repeated = self._in_order(readings, self.pool)
            choices = [placed[position]] if position in placed else repeated
            self.mean(position, (choices or list(readings))[0])

    def _choices(self, position: int) -> list[Concept]:
        """Give what is left of the original and called so, exactly if possible."""
        target = self.targets[position]
        exactly = target.readings[: target.exact]
        return self._in_order(exactly, self.left) or self._in_order(
            target.readings, self.left
        )

    @staticmethod
    def _in_order(
        readings: Iterable[Concept], wanted: Mapping[Concept, int]
    ) -> list[Concept]:
        """Return those of some readings that are wanted, in the original's order."""
        found = {concept for concept in readings if concept in wanted}
        return sorted(found, key=wanted.__getitem__)

    def settle_the_unknown(self) -> Iterable[Remark[Concept]]:
        """What nothing finds means what is left over, if that can be told."""
        for position, target in enumerate(self.targets):
            if not target.readings:
                self.unknown[target.spelling].append(position)
        expected = tuple(self.left) or self._mentioned_again()
        if not self.unknown:
            return
        if len(self.unknown) == len(expected):
            for positions, concept in zip(self.unknown.values(), expected, strict=True):
                for position in positions:
                    self.mean(position, concept)
            if len(expected) > 1:
                every = tuple(i for group in self.unknown.values() for i in group)
                yield Remark(finding=Finding.PAIRED, expected=expected, targets=every)
            self.unknown.clear()
            return
        for positions in self.unknown.values():
            yield Remark(
                finding=Finding.UNKNOWN, expected=expected, targets=tuple(positions)
            )

    def _mentioned_again(self) -> tuple[Concept, ...]:
        """Give the one concept that the original mentions more often, if it is one.

        A second mention is often inflected where the first was not.
        """
        settled = Counter(meaning for meaning in self.meanings if meaning is not None)
        again = tuple(c for c in self.pool if self.mentions[c] > settled[c])
        return again if len(again) == len(self.unknown) == 1 else ()

    def compare(self) -> Iterable[Remark[Concept]]:
        """Say what the translation lost and what it added."""
        added: dict[Concept, list[int]] = defaultdict(list)
        for position, concept in enumerate(self.meanings):
            if concept is not None and concept not in self.pool:
                added[concept].append(position)
        # What is left may be what an unknown target means: told there already.
        lost = () if self.unknown else tuple(self.left)
        if len(lost) == len(added) == 1:
            ((concept, positions),) = added.items()
            yield Remark(
                finding=Finding.ELSEWHERE,
                expected=lost,
                found=concept,
                targets=tuple(positions),
            )
            return
        for concept in lost:
            yield Remark(finding=Finding.LOST, expected=(concept,))
        for concept, positions in added.items():
            yield Remark(finding=Finding.ADDED, found=concept, targets=tuple(positions))


#: How many choices are looked at to place one target: no sentence needs as many, and
#: without an end a message of 10,000 ambiguous targets would take minutes.
_TRIED = 100


def _match(choices: Mapping[int, Sequence[Concept]]) -> dict[int, Concept]:
    """Return a choice of its own for each position, and leave out as few as can be.

    A maximum matching by augmenting paths (H. W. Kuhn, 1955): where a choice is
    taken, its holder moves on if it can.  Else the order decides.
    """
    holders: dict[Concept, int] = {}

    def place(position: int, tried: set[Concept]) -> bool:
        # What is free comes first: nobody moves without need.
        for concept in sorted(choices[position], key=lambda c: c in holders):
            if concept in tried or len(tried) >= _TRIED:
                continue
            tried.add(concept)
            if concept not in holders or place(holders[concept], tried):
                holders[concept] = position
                return True
        return False

    for position in choices:
        place(position, set())
    placed = {position: concept for concept, position in holders.items()}
    # Targets that are alike mean their concepts in the order of the original.
    alike: dict[tuple[Concept, ...], list[int]] = defaultdict(list)
    for position in sorted(placed):
        alike[tuple(choices[position])].append(position)
    for options, positions in alike.items():
        ordered = sorted((placed[i] for i in positions), key=options.index)
        placed.update(zip(positions, ordered, strict=True))
    return placed
