"""What the documents say that the catalogs have to follow."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.convert import inline, myst
from sphinxcontrib_convglossary.convert.plain import plain_myst, plain_rest
from sphinxcontrib_convglossary.spelling import join_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinxcontrib_convglossary.convert.results import Entry

MARK = re.compile(rf'{inline.MARK.pattern}|{myst.MARK.pattern}', re.IGNORECASE)


_MARKDOWN = frozenset({'.md', '.markdown', '.mystnb'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A message that takes the place of others."""

    document: str
    old: tuple[str, ...]
    new: str
    #: Makes the new translation of the old ones.
    translate: Callable[[Sequence[str]], str]
    #: Whether the old messages stay beside it.
    beside: bool = False


class Passages:
    """Texts in which others are looked for, by what stands behind a mark in them."""

    #: How much of it: no two that a project has are alike that long.
    _LENGTH = 200

    def __init__(self, texts: Iterable[str], mark: re.Pattern[str]) -> None:
        self._mark = mark
        self._places = sorted(
            (text[found.start() : found.start() + self._LENGTH], found.start(), text)
            for text in texts
            for found in mark.finditer(text)
        )

    def __contains__(self, text: str) -> bool:
        found = self._mark.search(text)
        if found is None:
            return False
        before, behind = found.start(), text[found.start() :][: self._LENGTH]
        place = bisect_left(self._places, (behind,))
        while place < len(self._places):
            known, start, passage = self._places[place]
            if not known.startswith(behind):
                return False
            if start >= before and passage.startswith(text, start - before):
                return True
            place += 1
        return False


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What is known of the documents when the catalogs are converted."""

    #: The entries of the glossaries, by the path of the document.
    entries: Mapping[str, Sequence[Entry]]
    #: Text that was left, each in one line: code with :term: in it.
    left: Sequence[str]
    #: Text that was converted, as it was, each in one line.
    texts: Sequence[str] = ()
    #: The suffixes of the documents: which syntaxes there are.
    suffixes: frozenset[str]
    #: Those of Markdown.
    markdown: frozenset[str] = _MARKDOWN
    #: Documents in Markdown that hold reStructuredText.
    mixed: frozenset[str] = frozenset()
    #: Whether markup needs no blanks around it.
    anywhere: bool = False
    #: What ``myst_enable_extensions`` names.
    myst_extensions: frozenset[str] = frozenset()
    #: The names of all catalogs.
    domains: frozenset[str] = frozenset()

    @cached_property
    def _changes(self) -> tuple[list[Change], dict[str, list[int]]]:
        """Return all changes of names, and their places by the text of a message."""
        changes = [
            change
            for document, entries in self.entries.items()
            for entry in entries
            for change in _changes(entry, document, self)
        ]
        places: dict[str, list[int]] = defaultdict(list)
        for place, change in enumerate(changes):
            for text in change.old:
                places[text].append(place)
        return changes, places

    @property
    def renames(self) -> bool:
        """Return whether any message of a name changes."""
        return bool(self._changes[0])

    def changes_of(self, texts: Iterable[str]) -> list[Change]:
        """Return what changes in the names that a catalog has as messages, in order."""
        changes, places = self._changes
        found = {place for text in texts for place in places.get(text, ())}
        return [changes[place] for place in sorted(found)]

    @cached_property
    def _left(self) -> Passages:
        return Passages(self.left, MARK)

    @cached_property
    def _converted(self) -> Passages:
        return Passages(self.texts, MARK)

    def is_left(self, text: str) -> bool:
        """Return whether a text, in one line, is left wherever it stands."""
        return text in self._left and text not in self._converted

    def names_in(self, domain: str) -> bool:
        """Return whether a catalog may have the names of glossaries."""
        return any(self.may_be_in(domain, document) for document in self.entries)

    def may_be_in(self, domain: str, document: str) -> bool:
        """Return whether a catalog without places may have messages of a document.

        It has the name of the document, or of the directory.  A document without such
        a catalog is included by another, or all are in one (``gettext_compact``).
        """
        name = str(PurePosixPath(document).with_suffix(''))
        own = {name, name.partition('/')[0]}
        return domain in own or not own & self.domains


def _changes(entry: Entry, document: str, sources: Sources) -> Iterator[Change]:
    """Return which messages of an entry change."""
    markdown = PurePosixPath(document).suffix in sources.markdown
    read_markdown = partial(plain_myst, extensions=sources.myst_extensions)
    plain = read_markdown if markdown else plain_rest
    first = entry.names[0]
    others = list({other.written: other for other in entry.names[1:]}.values())

    def classifier(translations: Sequence[str]) -> str:
        parts = re.split(r' +: +', translations[0])
        return parts[1] if len(parts) > 1 else ''

    def name(translations: Sequence[str]) -> str:
        return re.split(r' +: +', translations[0])[0]

    def aliases(translations: Sequence[str]) -> str:
        if not any(translations):
            return ''
        pairs = zip(others, translations, strict=True)
        items = (plain(name([text]))[0] if text else own.plain for own, text in pairs)
        return join_items(tuple(dict.fromkeys(items)))

    change = partial(Change, document=document)
    if first.classifier:
        whole = (first.written,)
        new = first.classifier
        yield change(old=whole, new=new, translate=classifier, beside=True)
        yield change(old=whole, new=first.markup, translate=name)
    if others:
        old = tuple(other.written for other in others)
        joined = join_items(tuple(dict.fromkeys(other.plain for other in others)))
        if old != (joined,):
            yield change(old=old, new=joined, translate=aliases)
