"""Convert catalogs: the references in messages, and the names of glossaries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.bilingual import is_bilingual
from sphinxcontrib_convglossary.convert import inline, myst
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
    replaced,
    with_new_role,
)
from sphinxcontrib_convglossary.convert.sources import MARK, Sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinxcontrib_convglossary.convert.polines import Field, Message
    from sphinxcontrib_convglossary.convert.sources import Change


def convert_catalog(lines: Sequence[str], domain: str, sources: Sources) -> Converted:
    """Convert a catalog; *domain* is its path without the suffix."""
    return _Catalog(lines, domain, sources).convert()


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
            line = replaced(line, self.within.get(number, ()))
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
            message.text('msgid') or '': message
            for message in self._messages
            if not message.obsolete and message.text('msgctxt') is None
        }
        self._edits = _Edits()
        self._notes: list[tuple[int, str]] = []
        self._references = 0

    def convert(self) -> Converted:
        """Convert references, then names."""
        for message in self._messages:
            if any(MARK.search(found.text) for found in message.fields):
                self._convert_roles(message)
        for change in self._sources.changes_of(self._current):
            self._change(change)
        numbered = list(self._edits.apply(self._lines))
        lines = [line for line, _ in numbered]
        origins = [number for _, number in numbered]
        where = {number: at for at, number in reversed(list(enumerate(origins)))}
        notes = [Note(line=where.get(at, 0), text=text) for at, text in self._notes]
        return Converted(
            lines=lines,
            origins=origins,
            notes=notes,
            references=self._references,
            bilingual=list(self._bilingual_names()),
        )

    def _bilingual_names(self) -> Iterator[str]:
        """Return the translated names that hold the name of the source as well."""
        for document, entries in self._sources.entries.items():
            for entry in entries:
                name = entry.names[0]
                message = self._known(name.written, document)
                if message is not None and not message.fuzzy:
                    local = re.split(r' +: +', message.text('msgstr') or '')[0]
                    if is_bilingual(local, name.plain):
                        yield local

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
        return self._sources.is_left(one_line(text))

    def _finder(self, message: Message) -> Callable[[str], list[Span]]:
        """Give what finds references in the syntax of a message's document."""
        paths = [without_line(location) for location in message.locations]
        suffixes = {PurePosixPath(path).suffix for path in paths}
        suffixes = suffixes & self._sources.suffixes or set(self._sources.suffixes)
        markdown = bool(suffixes & self._sources.markdown)
        mixed = any(
            _is_of(path, name) for path in paths for name in self._sources.mixed
        )
        rest = bool(suffixes - self._sources.markdown) or mixed

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

    def _change(self, change: Change) -> None:
        if change.new in self._current:
            return
        known = [self._known(text, change.document) for text in change.old]
        old = [message for message in known if message is not None]
        if not old:
            return
        translations = [
            '' if message is None or message.fuzzy else message.text('msgstr') or ''
            for message in known
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
            every = [m.text('msgstr') or '' if m else '' for m in known]
            translation = change.translate(every)
            flags = ['#, fuzzy'] if translation else []
        if not alone:
            wanted = [at for at in old[0].locations if _is_of(at, change.document)]
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

    def _known(self, text: str, document: str) -> Message | None:
        """Return the message of a text, if it is one of a document."""
        message = self._current.get(text)
        if message is None:
            return None
        if not message.locations:
            known = self._sources.may_be_in(self._domain, document)
        else:
            known = any(_is_of(location, document) for location in message.locations)
        return message if known else None


def _is_of(location: str, document: str) -> bool:
    """Tell whether a place of a catalog is in a document."""
    path = without_line(location)
    return path == document or path.endswith(f'/{document}')
