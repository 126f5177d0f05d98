"""The terms of other projects, and what finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.spelling import folded_key
from sphinxcontrib_convglossary.terms import Term, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.glossary import Glossary, Match


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTerm(Term):
    """A term of another project."""

    #: What this project calls the other one, and what that calls itself.
    key: str
    project: str
    #: Where readers find it, and in which language: a locale.
    address: str
    address_language: str
    #: What the sources of the other project call it.
    original: Wording
    #: Its short definition, and in which language that is; '' for none.
    summary: str = ''
    summary_language: str = ''

    def without_key(self, written: str) -> str:
        """Give what readers see of a reference that names the project first."""
        known = {folded_key(text) for x in self.wordings for _, text in x.spellings()}
        if folded_key(written) in known:
            return written
        return written.removeprefix(f'{self.key}:')

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """What it can be found by: the languages of this build, and its own."""
        each = (self.source, self.local, self.original)
        return tuple(x for n, x in enumerate(each) if x not in each[:n])


@dataclass(frozen=True, kw_only=True)
class Inventories:
    """All that other projects tell; of two that have a term the first one counts."""

    #: The terms of each project, by its key.
    glossaries: Mapping[str, Glossary] = field(default_factory=dict)
    #: Differs where any of the files does.
    state: str = ''

    def __bool__(self) -> bool:
        return bool(self.glossaries)

    def find(self, target: str, *, translated: bool = False) -> Match | None:
        """Find the term that a target means; it may name the project, ``key:name``."""
        for glossary, asked in self._asked(target):
            match = glossary.find(asked, translated=translated)
            if match is not None:
                return match
        return None

    def find_exactly(self, target: str) -> Match | None:
        """Find the term of a name, alias or abbreviation that is spelled so."""
        found = (
            glossary.find_exactly(asked) for glossary, asked in self._asked(target)
        )
        return next(filter(None, found), None)

    def readings(self, target: str) -> tuple[Match, ...]:
        """Give every term that a target in translated text may mean."""
        found: dict[tuple[str, int, int], Match] = {}
        for glossary, asked in self._asked(target):
            for match in glossary.readings(asked):
                found.setdefault(match.term.place, match)
        return tuple(found.values())

    def _asked(self, target: str) -> Iterator[tuple[Glossary, str]]:
        for glossary in self.glossaries.values():
            yield glossary, target
        key, _, rest = target.partition(':')
        if key in self.glossaries:
            yield self.glossaries[key], rest

    def term_at(self, place: tuple[str, int, int]) -> Term | None:
        """Give the term of a place."""
        glossary = self.glossaries.get(place[0].removeprefix('\0'))
        return glossary.term_at(place) if glossary else None

    @cached_property
    def _by_address(self) -> dict[str, OtherTerm]:
        found: dict[str, OtherTerm] = {}
        for glossary in self.glossaries.values():
            for term in glossary.terms:
                if isinstance(term, OtherTerm):
                    found.setdefault(term.address, term)
        return found

    def at(self, address: str) -> OtherTerm | None:
        """Give the term that an address leads to."""
        return self._by_address.get(address)
