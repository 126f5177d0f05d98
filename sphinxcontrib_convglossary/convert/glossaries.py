"""What stands in a ``.. glossary::``, and the terms that become of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.convert.anchors import OldAnchors
from sphinxcontrib_convglossary.convert.results import Entry, Name
from sphinxcontrib_convglossary.spelling import (
    folded_key,
    join_items,
    make_id,
    normalized,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: What separates a name from what the index sorts it under, as Sphinx has it.
_CLASSIFIER = re.compile(r' +: +')


def name_from(written: str, plain: Callable[[str], tuple[str, bool]]) -> Name:
    """Read a line of names."""
    written = written.strip()
    parts = _CLASSIFIER.split(written)
    text, certain = plain(parts[0])
    return Name(
        written=written,
        markup=parts[0],
        plain=text,
        classifier=parts[1] if len(parts) > 1 else '',
        certain=certain,
    )


@dataclass(kw_only=True)
class _Draft:
    """An entry while it is read."""

    line: int
    names: list[str] = field(default_factory=list)
    definition: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def read_entries(
    content: Sequence[str],
    first: int,
    plain: Callable[[str], tuple[str, bool]],
) -> tuple[list[Entry], list[str]]:
    """Read the content of a glossary, by the rules of Sphinx.

    *content* has no indentation of its own; *first* is the line that it begins
    at.  The second answer are the comments after the last entry.
    """
    drafts: list[_Draft] = []
    comments: list[str] = []
    in_comment, in_definition = False, True
    for number, line in enumerate(content, first):
        if not line.strip():
            if in_comment:
                comments.append('')
            elif in_definition and drafts:
                drafts[-1].definition.append('')
        elif not line[0].isspace():
            in_comment = line.startswith('.. ')
            if in_comment:
                comments.append(line)
                continue
            if in_definition:
                drafts.append(_Draft(line=number, comments=comments))
                comments = []
            in_definition = False
            drafts[-1].names.append(line)
        elif in_comment:
            comments.append(line)
        elif drafts:
            in_definition = True
            drafts[-1].definition.append(line)
        else:
            # Sphinx leaves it out, and says so.
            comments.append(f'.. {line.strip()}')
    entries = [
        Entry(
            names=tuple(name_from(name, plain) for name in draft.names),
            definition=_dedented(draft.definition),
            comments=tuple(_stripped(draft.comments)),
            line=draft.line,
        )
        for draft in drafts
    ]
    return entries, _stripped(comments)


def _stripped(lines: list[str]) -> list[str]:
    text = '\n'.join(lines).strip('\n')
    return text.split('\n') if text else []


def _dedented(lines: list[str]) -> tuple[str, ...]:
    """Take away the indentation of the first line, but never a sign."""
    lines = _stripped(lines)
    if not lines:
        return ()
    margin = len(lines[0]) - len(lines[0].lstrip())
    return tuple(
        line[min(margin, len(line) - len(line.lstrip())) :].rstrip() for line in lines
    )


@dataclass(kw_only=True)
class Ids:
    """The ids that the terms of a project have."""

    #: Names by id.
    _names: dict[str, str] = field(default_factory=dict)
    #: The numbers that come next behind an id.
    _numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def choose(self, name: str) -> tuple[str, bool]:
        """Return the id of a term, and whether it has to be written down.

        Names that differ in case alone may share one.
        """
        usual = make_id(name)
        if folded_key(self._names.setdefault(usual, name)) == folded_key(name):
            return usual, False
        numbers = self._numbers.setdefault(usual, count(2))
        free = (f'{usual}-{number}' for number in numbers)
        chosen = next(i for i in free if i not in self._names)
        self._names[chosen] = name
        return chosen, True


@dataclass(frozen=True, slots=True, kw_only=True)
class TermBlock:
    """A term as it is to be written: its name, and its options in order."""

    entry: Entry
    name: str
    options: tuple[tuple[str, str], ...]


def blocks_from(
    entries: Iterable[Entry], anchors: OldAnchors, ids: Ids, *, hidden: bool
) -> Iterator[TermBlock]:
    """Give the term that each entry becomes."""
    for entry in entries:
        first, *others = entry.names
        chosen, written = ids.choose(first.plain)
        options = [('id', chosen)] if written else []
        # Each name had an anchor; numbers are given to all, in order.
        before = [(name, anchors.id_of(name.plain)) for name in entry.names]
        previously = dict.fromkeys(
            anchor for name, anchor in before if name.certain and anchor != chosen
        )
        if others:
            aliases = join_items(tuple(dict.fromkeys(o.plain for o in others)))
            options.append(('aliases', aliases))
        if previously:
            options.append(('previously', join_items(tuple(previously))))
        if first.classifier:
            options.append(('sort', first.classifier))
        if hidden:
            options.append(('hidden', ''))
        yield TermBlock(entry=entry, name=first.markup, options=tuple(options))


def sort_key(block: TermBlock) -> str:
    """Give what Sphinx orders a sorted glossary by."""
    return normalized('NFD', block.entry.names[0].plain.lower())
