"""Which texts are like another: what an author may have meant, or have said before."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How like two texts are at least, from 0 to 1: as much as gettext wants of messages.
_ENOUGH = 0.6
#: How many texts are looked at closely: those that share most.
_CANDIDATES = 50
#: What is compared of a long text: its beginning tells.
_LONGEST = 300


class Likes:
    """Texts to be compared with, each looked through once."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts: dict[str, str] = {}
        self._by_trigram: dict[str, set[str]] = defaultdict(set)
        for text in texts:
            beginning = text[:_LONGEST]
            self._texts.setdefault(beginning, text)
            for trigram in _trigrams(beginning):
                self._by_trigram[trigram].add(beginning)

    def like(self, text: str, *, at_most: int = 1) -> list[str]:
        """Return the texts that are like another one, best first."""
        wanted = text[:_LONGEST]
        candidates = self._candidates(wanted)
        close = difflib.get_close_matches(wanted, candidates, at_most, _ENOUGH)
        return [self._texts[beginning] for beginning in close]

    def any_like(self, text: str) -> bool:
        """Return whether a text is like another one.

        Where any is, the one that shares most is in most cases.
        """
        wanted = text[:_LONGEST]
        candidates = self._candidates(wanted)
        return any(
            difflib.get_close_matches(wanted, some, 1, _ENOUGH)
            for some in (candidates[:1], candidates[1:])
        )

    def _candidates(self, wanted: str) -> list[str]:
        """Return the texts that share most with another one, ties by alphabet.

        Similarity is costly: only these are looked at closely.
        """
        shared: Counter[str] = Counter()
        for trigram in _trigrams(wanted):
            shared.update(self._by_trigram.get(trigram, ()))
        return sorted(shared, key=lambda key: (-shared[key], key))[:_CANDIDATES]


def _trigrams(key: str) -> set[str]:
    padded = f'  {key} '
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
