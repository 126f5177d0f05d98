"""Kinds of edits, by name."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from edits.world import World

#: It changes the project and says how; nothing where it cannot.
Deed = Callable[[World, Random], 'str | None']


class Kinds:
    """The kinds of edits of one subject, in order."""

    def __init__(self) -> None:
        self.deeds: dict[str, Deed] = {}
        #: Those that authors make, which translators may follow at once.
        self.of_authors: set[str] = set()

    def source(self, deed: Deed) -> Deed:
        """Add what an author does to the sources."""
        self.of_authors.add(deed.__name__)
        return self.other(deed)

    def other(self, deed: Deed) -> Deed:
        """Add what is done to catalogs or to the configuration."""
        self.deeds[deed.__name__] = deed
        return deed
