"""The exports of other projects (``glossary.json``) become terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.addresses import permalink
from sphinxcontrib_convglossary.imports.cleaning import clean, line
from sphinxcontrib_convglossary.imports.json import read_quickly
from sphinxcontrib_convglossary.languages import is_locale
from sphinxcontrib_convglossary.others import OtherTerm
from sphinxcontrib_convglossary.terms import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxcontrib_convglossary.imports.material import Entry, Material, Source
    from sphinxcontrib_convglossary.vocabulary import Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What another project tells of its terms."""

    terms: tuple[OtherTerm, ...]
    #: What cannot be linked, each as the file has it: the name and an address.
    unreachable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The languages of a build: locales."""

    #: That of its pages.
    shown: str
    source: str

    def ranked(self, original: str) -> tuple[str, ...]:
        """Give the languages that readers are best served in, the best first."""
        general = self.shown.partition('_')[0]
        return (self.shown, general, self.source, original)


def read(source: Source, key: str, site: str, languages: Languages) -> Inventory:
    """Read the export of a project whose site is at an address.

    What is malformed raises a :exc:`MalformedError`.
    """
    material = read_quickly(source)
    reading = _Reading(material, key, site, languages)
    terms = tuple(reading.terms())
    return Inventory(terms=terms, unreachable=tuple(reading.unreachable))


class _Reading:
    def __init__(
        self, material: Material, key: str, site: str, languages: Languages
    ) -> None:
        self._material = material
        self._key = key
        self._site = site
        self._languages = languages
        self._ranked = languages.ranked(material.source_language)
        self._project = line(material.project) or key
        self.unreachable: list[tuple[str, str]] = []

    def terms(self) -> Iterator[OtherTerm]:
        for number, entry in enumerate(self._material.entries):
            term = self._term(entry, number)
            if term is not None:
                yield term

    def _term(self, entry: Entry, number: int) -> OtherTerm | None:
        concept = entry.concept
        renderings = {
            locale: clean(rendering, locale)
            for locale, rendering in concept.renderings.items()
            if is_locale(locale)
        }
        named = [x for x in renderings.values() if x.wording.name]
        if not named:
            return None
        best = {x: renderings[x] for x in self._ranked if x in renderings}
        original = self._wording(renderings, self._material.source_language)
        first = next((x for x in best.values() if x.wording.name), named[0])
        source = self._wording(renderings, self._languages.source)
        address, language = self._address({**best, **renderings})
        if not address:
            told = next((x.url for x in renderings.values() if x.url), '')
            self.unreachable.append((first.wording.name, told))
            return None
        summary, summary_language = _summary(best)
        return OtherTerm(
            id=line(concept.id),
            # No document has such a name, so no place is that of a term of ours.
            docname=f'\0{self._key}',
            line=number,
            ordinal=0,
            source=next(x for x in (source, original, first.wording) if x.name),
            local=self._local(renderings),
            previously=tuple(map(line, concept.previously)),
            key=self._key,
            project=self._project,
            address=address,
            address_language=language,
            original=original,
            summary=summary,
            summary_language=summary_language,
        )

    def _local(self, renderings: Mapping[str, Rendering]) -> Wording:
        """Give what readers of the pages call it; Brazilians read Portuguese."""
        for locale in self._ranked[:2]:
            wording = self._wording(renderings, locale)
            if wording.name:
                return wording
        return Wording(language=self._languages.shown)

    @staticmethod
    def _wording(renderings: Mapping[str, Rendering], locale: str) -> Wording:
        rendering = renderings.get(locale)
        return rendering.wording if rendering else Wording(language=locale)

    def _address(self, renderings: Mapping[str, Rendering]) -> tuple[str, str]:
        for locale, rendering in renderings.items():
            if rendering.url and (found := permalink(self._site, rendering.url)):
                return found, locale
        return '', ''


def _summary(renderings: Mapping[str, Rendering]) -> tuple[str, str]:
    for locale, rendering in renderings.items():
        if rendering.summary:
            return rendering.summary, locale
    return '', ''
