"""Convert catalogs: the references in messages, and the names of glossaries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.convert import inline, myst
from sphinxcontrib_convglossary.convert.glossaries import plain_myst, plain_rest
from sphinxcontrib_convglossary.convert.polines import (
    quoted,
    read_messages,
    without_line,
)
from sphinxcontrib_convglossary.convert.results import (
    NEW_ROLE,
    Converted,
    Note,
    Span,
    one_line,
    with_new_role,
)
from sphinxcontrib_convglossary.spelling import join_items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinxcontrib_convglossary.convert.polines import Field, Message
    from sphinxcontrib_convglossary.convert.results import Entry

_MARK = re.compile(r':(?:std:)?term:|\{(?:std:)?term\}', re.IGNORECASE)


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
    #: Documents in Markdown that hold reStructuredText.
    mixed: frozenset[str] = frozenset()
    #: Whether markup needs no blanks around it.
    anywhere: bool = False


MARKDOWN = frozenset({'.md', '.markdown', '.mystnb'})


def convert_catalog(lines: Sequence[str], domain: str, sources: Sources) -> Converted:
    """Convert a catalog; *domain* is its path without the suffix."""
    return _Catalog(lines, domain, sources).convert()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A message that takes the place of others."""

    old: tuple[str, ...]
    new: str
    #: Makes the new translation of the old ones.
    translate: Callable[[Sequence[str]], str]
    #: Whether the old messages stay beside it.
    beside: bool = False


@dataclass(kw_only=True)
class _Edits:
    """What is to be written differently."""

    #: Within lines: (start, end, text) by line.
    within: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    #: Lines that are gone.
    gone: set[int] = field(default_factory=set)
    #: Lines that come after a line.
    after: dict[int, list[str]] = field(default_factory=dict)

    def replace(self, found: Field, span: Span) -> None:
        """Write the name of the role anew, in as many lines as it stands in."""
        first = found.places[span.start]
        self.within.setdefault(first.line, []).append(
            (first.start, first.end, NEW_ROLE)
        )
        for place in found.places[span.start + 1 : span.end]:
            edit = (place.start, place.end, '')
            self.within.setdefault(place.line, []).append(edit)

    def apply(self, lines: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Give each line with the number that it had."""
        for number, line in enumerate(lines):
            for start, end, text in sorted(self.within.get(number, ()), reverse=True):
                line = line[:start] + text + line[end:]
            if number not in self.gone:
                yield line, number
            for added in self.after.get(number, ()):
                yield added, number


class _Catalog:
    """A catalog while it is converted."""

    def __init__(self, lines: Sequence[str], domain: str, sources: Sources) -> None:
        self._lines = list(lines)
        self._domain = domain
        self._sources = sources
        self._messages = list(read_messages(lines))
        self._current = {
            message.text('msgid'): message
            for message in self._messages
            if not message.obsolete and message.text('msgctxt') is None
        }
        self._edits = _Edits()
        self._notes: list[tuple[int, str]] = []
        self._references = 0

    def convert(self) -> Converted:
        """Convert references, then names."""
        for message in self._messages:
            if any(_MARK.search(found.text) for found in message.fields):
                self._convert_roles(message)
        for document, entries in self._sources.entries.items():
            for entry in entries:
                for change in _changes(entry, document):
                    self._change(change, document)
        numbered = list(self._edits.apply(self._lines))
        lines = [line for line, _ in numbered]
        origins = [number for _, number in numbered]
        where = {number: at for at, number in reversed(list(enumerate(origins)))}
        notes = [Note(line=where.get(at, 0), text=text) for at, text in self._notes]
        return Converted(
            lines=lines, origins=origins, notes=notes, references=self._references
        )

    # -- references

    def _convert_roles(self, message: Message) -> None:
        original = message.text('msgid') or ''
        find = self._finder(message)
        if self._is_left(message, original):
            return
        new = with_new_role(original, find(original))
        if new != original and not message.obsolete and new in self._current:
            text = 'the catalog has this message with :term-ref: already: it is left'
            self._notes.append((message.line, text))
            return
        for found in message.fields:
            if found.keyword == 'msgctxt':
                continue
            spans = find(found.text)
            self._references += len(spans)
            for span in spans:
                self._edits.replace(found, span)
            if found.keyword.startswith('msgstr'):
                self._name_wrecks(message, found, spans)

    def _is_left(self, message: Message, text: str) -> bool:
        """Tell whether the source of a message is not converted."""
        paths = [without_line(location) for location in message.locations]
        suffixes = {PurePosixPath(path).suffix for path in paths}
        if suffixes and not suffixes & self._sources.suffixes:
            return True  # a docstring, for one
        bare = one_line(text)
        if not _MARK.search(bare) or not any(bare in s for s in self._sources.left):
            return False
        return not any(bare in converted for converted in self._sources.texts)

    def _finder(self, message: Message) -> Callable[[str], list[Span]]:
        """Give what finds references in the syntax of a message's document."""
        paths = [without_line(location) for location in message.locations]
        suffixes = {PurePosixPath(path).suffix for path in paths}
        suffixes = suffixes & self._sources.suffixes or set(self._sources.suffixes)
        markdown = bool(suffixes & MARKDOWN)
        mixed = any(
            _is_of(path, name) for path in paths for name in self._sources.mixed
        )
        rest = bool(suffixes - MARKDOWN) or mixed

        def find(text: str) -> list[Span]:
            spans = myst.find_roles(text) if markdown else []
            if rest:
                anywhere = self._sources.anywhere
                spans += inline.find_roles(text, anywhere=anywhere)
            return spans

        return find

    def _name_wrecks(self, message: Message, found: Field, spans: list[Span]) -> None:
        if message.obsolete or message.fuzzy or not found.text:
            return
        wrecks = inline.find_wrecks(found.text, spans)
        wrecks += myst.find_wrecks(found.text, spans)
        for place in sorted(wrecks):
            text = 'this looks like a reference, but Sphinx reads none'
            self._notes.append((found.places[place].line, text))

    # -- names

    def _change(self, change: _Change, document: str) -> None:
        found = [self._current.get(text) for text in change.old]
        old = [message for message in found if message is not None]
        if len(old) < len(found) or not all(self._is_from(m, document) for m in old):
            return
        if change.new in self._current:
            return
        translations = [
            '' if message.fuzzy else message.text('msgstr') or '' for message in old
        ]
        translation = change.translate(translations)
        alone = not change.beside and all(len(m.locations) == 1 for m in old)
        comments = [
            line
            for line in old[0].comments
            if line.startswith(('#:', '#.', '# ')) or line == '#'
        ]
        flags = []
        if not translation and all(message.fuzzy for message in old):
            # Nothing of a translator's is lost, and nothing is trusted more.
            translation = change.translate([m.text('msgstr') or '' for m in old])
            flags = ['#, fuzzy'] if translation else []
        if not alone:
            wanted = [at for at in old[0].locations if _is_of(at, document)]
            comments = [f'#: {at}' for at in wanted[:1]]
        entry = [*comments, *flags, f'msgid {quoted(change.new)}']
        entry.append(f'msgstr {quoted(translation)}')
        self._write(old, entry, alone=alone)

    def _write(self, old: list[Message], entry: list[str], *, alone: bool) -> None:
        last = old[0].end - 1
        if not alone:
            self._edits.after.setdefault(last, []).extend(['', *entry])
            return
        self._edits.after.setdefault(last, []).extend(entry)
        for message in old:
            end = message.end
            if message is not old[0]:
                # With the blank line after it.
                while end < len(self._lines) and not self._lines[end].strip():
                    end += 1
            self._edits.gone.update(range(message.start, end))

    def _is_from(self, message: Message, document: str) -> bool:
        if not message.locations:
            name = str(PurePosixPath(document).with_suffix(''))
            return self._domain in (name, name.partition('/')[0])
        return any(_is_of(location, document) for location in message.locations)


def _is_of(location: str, document: str) -> bool:
    """Tell whether a place of a catalog is in a document."""
    path = without_line(location)
    return path == document or path.endswith(f'/{document}')


def _changes(entry: Entry, document: str) -> Iterator[_Change]:
    """Give which messages of an entry change."""
    markdown = PurePosixPath(document).suffix in MARKDOWN
    plain = plain_myst if markdown else plain_rest
    first, *others = entry.names

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

    if first.classifier:
        yield _Change(
            old=(first.written,),
            new=first.classifier,
            translate=classifier,
            beside=True,
        )
        yield _Change(old=(first.written,), new=first.markup, translate=name)
    if others:
        old = tuple(dict.fromkeys(other.written for other in others))
        joined = join_items(tuple(dict.fromkeys(other.plain for other in others)))
        if len(old) == len(others) and old != (joined,):
            yield _Change(old=old, new=joined, translate=aliases)
