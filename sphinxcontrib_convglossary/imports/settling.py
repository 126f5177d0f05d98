"""What several files say becomes one glossary: languages, ids and relations settled."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.imports.cleaning import clean, line
from sphinxcontrib_convglossary.imports.material import Entry, Material, distinct
from sphinxcontrib_convglossary.languages import is_locale
from sphinxcontrib_convglossary.spelling import (
    exact_key,
    folded_key,
    make_id,
    plain,
    printable,
)
from sphinxcontrib_convglossary.terms import RelationKind
from sphinxcontrib_convglossary.vocabulary import Category, Concept, Link, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: What an anchor cannot have, beside blanks: as ``directives`` has it.
_NO_ANCHOR = frozenset('"\'<>&#%\\{}~^')


class NoSourceLanguageError(Exception):
    """The source language is not known, or the files have nothing in it."""


def settle(
    materials: Sequence[Material],
    source_language: str = '',
    *,
    ids_from_names: bool = False,
) -> Material:
    """Make one of what several files say.

    Concepts of one id are one; each has a name in the source language, an id of its
    own, and links that name ids.  What cannot be brought over is noted.
    """
    return _Settling(materials, source_language, ids_from_names).material()


class _Settling:
    def __init__(
        self, materials: Sequence[Material], wanted: str, ids_from_names: bool
    ) -> None:
        self._materials = materials
        self._ids_from_names = ids_from_names
        self.notes = [note for material in materials for note in material.notes]
        entries = _merged(self._spoken(x for y in materials for x in y.entries))
        self._source, self._called = self._source_language(entries, wanted)
        self._entries = [*self._named(entries)]
        self._ids = self._new_ids()

    def material(self) -> Material:
        entries = tuple(
            Entry(
                concept=replace(
                    entry.concept,
                    id=self._ids[n],
                    category=line(entry.concept.category),
                    previously=tuple(map(_anchor, entry.concept.previously)),
                    links=tuple(self._links(n, entry)),
                ),
                place=entry.place,
            )
            for n, entry in enumerate(self._entries)
        )
        languages = (x for material in self._materials for x in material.languages)
        others = [x for x in languages if is_locale(x) and x != self._called]
        return Material(
            source_language=self._source,
            title=line(next((x.title for x in self._materials if x.title), '')),
            languages=distinct((self._source, *others)),
            complete=all(material.complete for material in self._materials),
            categories=tuple(self._categories()),
            entries=entries,
            notes=tuple(self.notes),
        )

    # -- languages

    def _source_language(
        self, entries: Sequence[Entry], wanted: str
    ) -> tuple[str, str]:
        """Give the source language, and what the files call it."""
        told = distinct(material.source_language for material in self._materials)
        names = Counter(
            locale
            for entry in entries
            for locale, rendering in entry.concept.renderings.items()
            if rendering.wording.name
        )
        if not wanted and len(told) > 1:
            reason = f'the files are in {" and ".join(told)}'
            raise NoSourceLanguageError(f'{reason}: say --source-language')
        language = wanted or next(iter(told), '') or _guess(names)
        if not language:
            known = ', '.join(sorted(x for x in names if x))
            reason = f'the source language is not known (there is: {known})'
            raise NoSourceLanguageError(f'{reason}: say --source-language')
        variants = [x for x in names if x.partition('_')[0] == language]
        called = next((x for x in (language, '') if x in names), '')
        if called or '' in names:
            return language, called
        if len(variants) == 1:
            return language, variants[0]
        known = ', '.join(sorted(names)) or 'none at all'
        reason = f'no term has a name in "{language}" (names are in: {known})'
        raise NoSourceLanguageError(f'{reason}; say --source-language')

    def _spoken(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Leave out what is in no language: its code would be the name of a folder."""
        for entry in entries:
            renderings = entry.concept.renderings
            unknown = [x for x in renderings if x and not is_locale(x)]
            for code in unknown:
                reason = f'"{line(code)}" is no language code; it is left out'
                self.notes.append(f'{entry.place}: {reason}')
            kept = {x: r for x, r in renderings.items() if x not in unknown}
            yield replace(entry, concept=replace(entry.concept, renderings=kept))

    def _named(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Give what has a name in the source language, cleaned."""
        for entry in entries:
            renderings = self._renderings(entry.concept)
            source = renderings.get(self._source)
            if source is None or not source.wording.name:
                known = next(filter(None, map(_name, renderings.values())), '')
                named = f'"{known}"' if known else 'a concept'
                reason = f'{named} has no name in "{self._source}", and is left out'
                self.notes.append(f'{entry.place}: {reason}')
                continue
            concept = replace(entry.concept, renderings=renderings)
            yield replace(entry, concept=concept)

    def _renderings(self, concept: Concept) -> dict[str, Rendering]:
        """Put the source language first, by its own name."""
        renamed: dict[str, Rendering] = {}
        # Text without a language comes last: the language may have a name of its own.
        each = sorted(concept.renderings.items(), key=lambda item: not item[0])
        for locale, rendering in each:
            own = self._source if locale in ('', self._called) else locale
            if own not in renamed or not renamed[own].wording.name:
                renamed[own] = clean(rendering, own)
        source = renamed.pop(self._source, None)
        if source is None:
            return renamed
        more = source.learn_more or line(concept.learn_more)
        return {self._source: replace(source, learn_more=more), **renamed}

    # -- ids and relations

    def _new_ids(self) -> list[str]:
        ids: list[str] = []
        taken: set[str] = set()
        # Those of the files come first: no name takes one away.
        kept = [self._kept(entry.concept) for entry in self._entries]
        reserved = {identifier for identifier in kept if identifier}
        for entry, own in zip(self._entries, kept, strict=True):
            usual = make_id(_name(entry.concept.renderings[self._source]))
            numbered = (f'{own or usual}-{n}' for n in count(2))
            if own and own not in taken:
                identifier = own
            elif usual not in taken | reserved:
                identifier = usual
            else:
                identifier = next(x for x in numbered if x not in taken | reserved)
            taken.add(identifier)
            ids.append(identifier)
        return ids

    def _kept(self, concept: Concept) -> str:
        return '' if self._ids_from_names else _anchor(concept.id)

    def _links(self, number: int, entry: Entry) -> Iterator[Link]:
        for link in entry.concept.links:
            end = self._find(link.target)
            if end is None:
                reason = f'{link.kind.value}: nothing is called "{link.target}"'
                self.notes.append(f'{entry.place}: {reason}; it is left out')
            elif end != number and link.kind is not RelationKind.REPLACES:
                yield Link(kind=link.kind, target=self._ids[end])
        yield from self._inverse.get(number, ())

    @cached_property
    def _inverse(self) -> Mapping[int, list[Link]]:
        """Give what is said at the other end, and can be said only at this one."""
        found: dict[int, list[Link]] = defaultdict(list)
        for number, entry in enumerate(self._entries):
            for link in entry.concept.links:
                end = self._find(link.target)
                if link.kind is RelationKind.REPLACES and end not in (None, number):
                    there = Link(
                        kind=RelationKind.REPLACED_BY, target=self._ids[number]
                    )
                    if there not in self._entries[end].concept.links:
                        found[end].append(there)
        return found

    def _find(self, target: str) -> int | None:
        return self._by_id.get(target, self._by_name.get(folded_key(target)))

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {x.concept.id: n for n, x in enumerate(self._entries) if x.concept.id}

    @cached_property
    def _by_name(self) -> dict[str, int]:
        names: dict[str, int] = {}
        for number, entry in enumerate(self._entries):
            name = _name(entry.concept.renderings[self._source])
            names.setdefault(folded_key(name), number)
        return names

    # -- categories

    def _categories(self) -> Iterator[Category]:
        labels: dict[str, dict[str, str]] = {}
        for material in self._materials:
            for category in material.categories:
                for locale, label in category.labels.items():
                    own = self._source if locale in ('', self._called) else locale
                    said = labels.setdefault(line(category.key), {})
                    said.setdefault(own, line(label))
        for entry in self._entries:
            if entry.concept.category:
                labels.setdefault(line(entry.concept.category), {})
        for key, said in labels.items():
            if key:  # Nothing but characters that no page can carry: none.
                shown = {locale: label for locale, label in said.items() if label}
                yield Category(key=key, labels={self._source: key, **shown})


def _name(rendering: Rendering) -> str:
    return rendering.wording.name


def _guess(names: Mapping[str, int]) -> str:
    """Take English, or the only language there is, for that of the sources."""
    if any(locale.partition('_')[0] == 'en' for locale in names) or '' in names:
        return 'en'
    return next(iter(names)) if len(names) == 1 else ''


def _merged(entries: Iterable[Entry]) -> list[Entry]:
    """Make one of the concepts that have one id, in files that go together."""
    merged: list[Entry] = []
    places: dict[str, int] = {}
    for entry in entries:
        identifier = entry.concept.id
        if identifier and identifier in places:
            number = places[identifier]
            both = _both(merged[number].concept, entry.concept)
            merged[number] = replace(merged[number], concept=both)
        else:
            places[identifier] = len(merged)
            merged.append(entry)
    return merged


def _both(one: Concept, other: Concept) -> Concept:
    """Take what the first says, and what only the other says."""
    renderings = dict(one.renderings)
    for locale, rendering in other.renderings.items():
        if locale not in renderings or not _name(renderings[locale]):
            renderings[locale] = rendering
    return replace(
        one,
        previously=distinct((*one.previously, *other.previously)),
        category=one.category or other.category,
        links=tuple(dict.fromkeys((*one.links, *other.links))),
        learn_more=one.learn_more or other.learn_more,
        renderings=renderings,
    )


def _anchor(identifier: str) -> str:
    """Give an id as an anchor can have it."""
    text = plain(printable(identifier))
    bad = any(sign.isspace() or sign in _NO_ANCHOR for sign in text)
    return make_id(text) if bad else text


def homonyms(material: Material) -> frozenset[str]:
    """Give the names that several concepts have in the source language."""
    names = Counter(
        exact_key(_name(entry.concept.renderings[material.source_language]))
        for entry in material.entries
    )
    return frozenset(name for name, number in names.items() if number > 1)
