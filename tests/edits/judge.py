"""What must be equal in two builds: it tells how they differ."""

from __future__ import annotations

import difflib
import re
import zlib
from collections import Counter
from typing import TYPE_CHECKING

from projects import REST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from edits.builds import Built
    from edits.world import World

#: Told of the glossary as a whole, whichever documents were read.
_WHOLE = (
    'duplicate_id',
    'duplicate_name',
    'read_twice',
    'unknown_relation',
    'relation_to_itself',
    'no_home',
    'page',
    'config',
)
#: Told when a block is read, not when it is only written: so it is with all that Sphinx
#: finds wrong while it reads.
_WHEN_READ = (
    'no_name',
    'long_name',
    'unknown_option',
    'option_value',
    'content',
    'nested',
    'unknown_category',
    'empty_listing',
)
_PLACE = re.compile(
    r'(?P<path>[^\s:]+):(?:(?P<line>\d+):)?(?:<translated>:\d+:)? (?:WARNING|ERROR)'
)
_SUBTYPE = re.compile(r'\[convglossary\.(\w+)\]$')


class Judge:
    """Tells how two builds of a project differ."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.files = world.files()

    def complaints(self, kept: Built, clean: Built) -> Iterator[str]:
        """Tell each difference."""
        yield from self._files(kept.files, clean.files)
        yield from self._warnings(kept, clean)

    def _files(self, kept: dict[str, bytes], clean: dict[str, bytes]) -> Iterator[str]:
        for name in sorted(clean.keys() - kept.keys()):
            yield f'{name}: written by the clean build only'
        for name in sorted(kept.keys() & clean.keys()):
            if kept[name] != clean[name]:
                yield f'{name} differs:\n{_difference(kept[name], clean[name])}'
        for name in sorted(kept.keys() - clean.keys()):
            # Sphinx leaves the pages of documents that are no more.
            docname = name.removesuffix('.html')
            if docname in self.world.docs or docname in self.world.pages():
                yield f'{name}: of a document, in the kept output only'

    def _warnings(self, kept: Built, clean: Built) -> Iterator[str]:
        missing = Counter(clean.warnings) - Counter(kept.warnings)
        surplus = Counter(kept.warnings) - Counter(clean.warnings)
        for line in surplus.elements():
            yield f'only the incremental build warns: {line}'
        for line in missing:
            if kept.warnings.count(line) < self._due(line, kept, clean):
                yield f'only the clean build warns: {line}'
        for line in kept.warnings:
            if not self._is_allowed(line, kept.touched):
                yield f'repeated about an untouched page: {line}'

    def _due(self, line: str, kept: Built, clean: Built) -> int:
        """Tell how often an incremental build has to warn of it."""
        number = clean.warnings.count(line)
        if self._is_whole(line):
            # Sphinx checks nothing where nothing was read or written.
            return number if kept.touched else 0
        subtype = _SUBTYPE.search(line)
        ours = subtype is not None and subtype[1] not in _WHEN_READ
        when_read = not ours and '[ref.' not in line
        documents = self._documents(line)
        touched = documents & (kept.read if when_read else kept.touched)
        if touched and touched == documents:
            return number
        # What several documents include, each of them that is touched warns of.
        return len(touched - self._naming_themselves(line))

    def _naming_themselves(self, line: str) -> set[str]:
        """Name the documents that may be named instead of what they include."""
        if not line.startswith('shared.txt:'):
            return set()
        return {name for name, doc in self.world.docs.items() if doc.syntax is not REST}

    def _is_allowed(self, line: str, touched: set[str]) -> bool:
        """Tell whether an incremental build may warn of it."""
        if self._is_whole(line):
            return True
        return bool((self._documents(line) | self._showing(line)) & touched)

    def _is_whole(self, line: str) -> bool:
        match = _SUBTYPE.search(line)
        if match is None:
            return False
        about_relation = match[1] == 'ambiguous_term' and self._at_block(line)
        empty = match[1] == 'empty_listing' and 'no terms to show' in line
        category = match[1] == 'unknown_category' and 'convglossary_pages' in line
        return match[1] in _WHOLE or about_relation or empty or category

    def _source_line(self, line: str) -> str:
        match = _PLACE.match(line)
        if match is None or not match['line']:
            return ''
        lines = self.files.get(match['path'], '').splitlines()
        return lines[int(match['line']) - 1] if int(match['line']) <= len(lines) else ''

    def _at_block(self, line: str) -> bool:
        source = self._source_line(line)
        return '.. convterm::' in source or '{convterm}' in source

    def _documents(self, line: str) -> set[str]:
        """Name the documents in which the place of a warning is."""
        match = _PLACE.match(line)
        if match is None:
            return set()
        path = match['path']
        if path.endswith(('<rst_prolog>', '<rst_prologue>')):
            return {name for name, doc in self.world.docs.items() if doc.syntax is REST}
        if path == 'shared.txt':
            return {name for name, doc in self.world.docs.items() if doc.includes}
        if path.endswith('.po'):
            return self._with_message(path, int(match['line'] or 1))
        return {path.rpartition('.')[0]}

    def _with_message(self, path: str, line: int) -> set[str]:
        domain = path.rpartition('/')[2].removesuffix('.po')
        message = self._message_at(path, line)
        return {
            docname
            for docname in self.world.docs
            if docname.split('/')[0] == domain
            and message in self.world.messages_of(docname)
        }

    def _message_at(self, path: str, line: int) -> str:
        lines = self.files[path].splitlines()
        found = next(x for x in lines[line - 1 :] if x.startswith('msgid'))
        return found.removeprefix('msgid "').removesuffix('"').replace(r'\"', '"')

    def _showing(self, line: str) -> set[str]:
        """Name the documents that show a hidden definition at that place."""
        match = _PLACE.match(line)
        if match is None:
            return set()
        if match['path'].endswith('.po'):
            text = self._message_at(match['path'], int(match['line'] or 1))
        else:
            text = self._source_line(line).strip()
        if text not in self.world.entry_messages(hidden_only=True):
            return set()
        listings = {
            name for name, doc in self.world.docs.items() if doc.listing is not None
        }
        return {*listings, *self.world.pages()}


def _difference(kept: bytes, clean: bytes, limit: int = 30) -> str:
    texts = [_readable(data).splitlines() for data in (kept, clean)]
    lines = difflib.unified_diff(*texts, 'incremental', 'clean', lineterm='', n=1)
    told = list(lines)
    more = [f'… and {len(told) - limit} lines'] if len(told) > limit else []
    return '\n'.join(f'  {line}' for line in [*told[:limit], *more])


def _readable(data: bytes) -> str:
    """Give the text of a file; that of an inventory is compressed."""
    if data.startswith(b'# Sphinx inventory'):
        *head, packed = data.split(b'\n', 4)
        data = b'\n'.join([*head, zlib.decompress(packed)])
    return data.decode('utf-8', 'replace')
