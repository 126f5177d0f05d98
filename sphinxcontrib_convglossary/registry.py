"""The registry: what each term is called in every language, and how sure that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sphinxcontrib_convglossary.spelling import plain, split_items
from sphinxcontrib_convglossary.terms import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinxcontrib_convglossary.terms import Term


class State(StrEnum):
    """How far a message is translated."""

    TRANSLATED = 'translated'
    #: A translator has yet to look at it; readers see the source, unless the project
    #: wants to show it (``gettext_allow_fuzzy_translations``).
    FUZZY = 'fuzzy'
    #: The source has changed since it was translated: it was like this before.
    STALE = 'stale'
    MISSING = 'missing'


class Part(StrEnum):
    """What a term consists of, to a translator."""

    NAME = 'name'
    ALIASES = 'aliases'
    DEFINITION = 'definition'


class Messages(NamedTuple):
    """The messages of a term, as they stand in the catalogs; '' for none."""

    name: str
    aliases: str = ''
    abbreviation: str = ''
    forms: str = ''
    deprecated: str = ''
    sort: str = ''
    learn_more: str = ''
    definition: tuple[str, ...] = ()

    def all(self) -> Iterator[str]:
        """Return the messages that there are."""
        *lines, definition = self
        return filter(None, (*lines, *definition))

    def of(self, part: Part) -> tuple[str, ...]:
        """Give the messages of a part."""
        if part is Part.NAME:
            return (self.name,)
        if part is Part.ALIASES:
            return (self.aliases,) if self.aliases else ()
        return self.definition


class Translated(NamedTuple):
    """What a catalog says of one message."""

    state: State
    #: As the translator wrote it; '' where readers see the source.
    text: str = ''
    #: Where a translator finds it, ``path:line``; '' where it is in no catalog.
    place: str = ''


def wording_in(
    locale: str, messages: Messages, look_up: Callable[[str], Translated]
) -> Wording:
    """Give what a term is called in a language."""

    def text(message: str) -> str:
        return look_up(message).text if message else ''

    return Wording(
        language=locale,
        name=plain(text(messages.name)),
        aliases=split_items(text(messages.aliases)),
        abbreviation=plain(text(messages.abbreviation)),
        forms=split_items(text(messages.forms)),
        deprecated=split_items(text(messages.deprecated)),
        sort=plain(text(messages.sort)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A part of a term that a language lacks, or has only in part."""

    term: Term
    part: Part
    state: State
    #: Where a translator finds the message, ``path:line``.
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far the terms are translated into one language."""

    locale: str
    #: How many parts are in which state.
    counts: dict[Part, Counter[State]]
    gaps: tuple[Gap, ...]

    @property
    def share(self) -> float:
        """The share of the parts that are translated, from 0 to 1."""
        every = sum(counter.total() for counter in self.counts.values())
        done = sum(counter[State.TRANSLATED] for counter in self.counts.values())
        return done / every if every else 1.0


def coverage_of(
    locale: str,
    terms: Iterable[tuple[Term, Messages]],
    look_up_for: Callable[[Term], Callable[[str], Translated]],
) -> Coverage:
    """Count what is translated of the terms that are published in a language."""
    counts = {part: Counter[State]() for part in Part}
    gaps = []
    for term, messages in terms:
        if not term.published_in(locale):
            continue
        look_up = look_up_for(term)
        for part, found in _parts(messages, look_up):
            counts[part][found.state] += 1
            if found.state is not State.TRANSLATED:
                gaps.append(
                    Gap(term=term, part=part, state=found.state, place=found.place)
                )
    return Coverage(locale=locale, counts=counts, gaps=tuple(gaps))


def _parts(
    messages: Messages, look_up: Callable[[str], Translated]
) -> Iterator[tuple[Part, Translated]]:
    for part in Part:
        found = [look_up(message) for message in messages.of(part)]
        if found:
            yield part, _worst(found)


def _worst(found: Sequence[Translated]) -> Translated:
    """A definition is as far translated as the least of its paragraphs."""
    order = (State.MISSING, State.STALE, State.FUZZY, State.TRANSLATED)
    return min(found, key=lambda entry: order.index(entry.state))
