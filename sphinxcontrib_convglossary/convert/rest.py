"""Convert reStructuredText: a scanner of blocks that knows what is no text.

Two passes go over the same blocks: the first makes terms of glossaries, the
second, which moves no line, renames roles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from sphinxcontrib_convglossary.convert.anchors import OldAnchors
from sphinxcontrib_convglossary.convert.content import Content, content_of
from sphinxcontrib_convglossary.convert.glossaries import (
    Ids,
    blocks_from,
    read_entries,
    sort_key,
)
from sphinxcontrib_convglossary.convert.inline import MARK, find_roles, find_wrecks
from sphinxcontrib_convglossary.convert.plain import plain_rest
from sphinxcontrib_convglossary.convert.results import (
    NEW_ROLE,
    Converted,
    Note,
    is_old_role,
    line_numbers,
    one_line,
    with_new_role,
    with_tabs,
    without_tabs,
)
from sphinxcontrib_convglossary.convert.tables import (
    cells_of,
    convert_grid,
    convert_simple,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxcontrib_convglossary.convert.glossaries import TermBlock
    from sphinxcontrib_convglossary.convert.results import Entry


class Pass(Enum):
    """What is done in one go over a text."""

    GLOSSARIES = auto()
    ROLES = auto()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is known of a project while its texts are converted."""

    #: Directives that hold text, beside the known ones.
    text_directives: frozenset[str] = frozenset()
    #: Whether markup needs no blanks around it.
    anywhere: bool = False
    #: Whether the one glossary of the project is sorted: a listing replaces it.
    listing: bool = False
    #: What ``myst_enable_extensions`` names.
    myst_extensions: frozenset[str] = frozenset()
    #: The ids of all terms so far.
    ids: Ids = field(default_factory=Ids)


_MARKER = re.compile(
    r'(?:[-*+•‣⁃]|(?:\(?(?:\d+|#|[a-zA-Z]|[ivxlcdmIVXLCDM]+)[.)]))(?: +|$)'
)
_FIELD = re.compile(r':(?![: ])(?:[^:\\]++|\\.|:(?!(?:[ `]|$)))*+(?<! ):(?: +|$)')
_OPTION = re.compile(r'\s*:[\w-]+:(?:\s|$)')
_SHOWN_OPTION = re.compile(r'\s*:(?:caption|header|title):\s')
_EXPLICIT = re.compile(r'\.\.(?: +|$)')
_DIRECTIVE = re.compile(r'([\w](?:[\w.+:-]*[\w])?) ?::(?:\s+|$)')
_SUBSTITUTION = re.compile(r'\|[^|]+\| +')
_FOOTNOTE = re.compile(r'\[[^\]]+\](?: +|$)')
_GRID = re.compile(r'\+-[-+]*-\+\s*$')
_SIMPLE = re.compile(r'=+(?: +=+)+\s*$')
_RULE = re.compile(r'([!-/:-@[-`{-~])\1+\s*$')
#: The columns between the stops of tabs.
TAB = 8
_NOT_TEXT = 'may be no text: nothing in it is converted; if it is, give'


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_blank(line: str) -> bool:
    return not line.strip()


class Scanner:
    """Goes over the blocks of a text, once."""

    def __init__(
        self,
        lines: Sequence[str],
        settings: Settings,
        task: Pass,
        anchors: OldAnchors,
    ) -> None:
        self._lines = list(lines)
        self._settings = settings
        self._task = task
        self._anchors = anchors
        self.result = Converted(lines=[], origins=[])

    def scan(self) -> Converted:
        """Convert the whole text."""
        self._blocks(0, len(self._lines))
        return self.result

    # -- what is written

    def _keep(self, start: int, end: int) -> int:
        """Write lines as they are; give the line after them."""
        self.result.lines += self._lines[start:end]
        self.result.origins += range(start, end)
        return end

    def _write(self, lines: Iterable[str], origin: int) -> None:
        for line in lines:
            self.result.lines.append(line)
            self.result.origins.append(origin)

    def _note(self, line: int, text: str) -> None:
        """Note something about a line that is about to be written, or has been."""
        self.result.notes.append(Note(line=line, text=text))

    def _leave(self, start: int, end: int) -> int:
        """Leave code as it is, remembering what it says of terms."""
        text = '\n'.join(self._lines[start:end])
        if MARK.search(text):
            self.result.left.append(one_line(text))
        return self._keep(start, end)

    def _leave_unsure(self, start: int, end: int, why: str) -> int:
        """Leave what may be text, naming the lines with references."""
        if self._task is Pass.ROLES:
            for number in range(start, end):
                if MARK.search(self._lines[number]):
                    self._note(number, why)
        return self._leave(start, end)

    # -- blocks

    def _blocks(self, start: int, end: int) -> None:
        position = start
        while position < end:
            position = self._block(position, end)

    def _block(self, start: int, end: int) -> int:
        """Convert the block that begins at a line; give the line after it."""
        line = self._lines[start]
        if _is_blank(line):
            return self._keep(start, start + 1)
        column = self._text_column(line)
        text = line[column:]
        if _EXPLICIT.match(text):
            return self._explicit(start, end, column)
        if text.startswith('__ '):
            return self._keep(start, start + 1)
        if _GRID.match(text):
            return self._grid(start, end, column)
        if _SIMPLE.match(text):
            return self._simple(start, end, column)
        if text.startswith('>>> '):
            return self._leave(start, self._until_blank(start, end))
        return self._paragraph(start, end, column)

    def _text_column(self, line: str) -> int:
        """Give where the text of a line begins, behind the signs of lists."""
        column, end = _indent(line), len(line.rstrip())
        while True:
            found = _MARKER.match(line, column) or _FIELD.match(line, column)
            if found is None or found.end() >= end:
                return column
            column = found.end()

    def _until_blank(self, start: int, end: int) -> int:
        position = start
        while position < end and not _is_blank(self._lines[position]):
            position += 1
        return position

    def _body_end(self, start: int, end: int, column: int) -> int:
        """Give the end of what is indented below a line."""
        filled = position = start + 1
        while position < end:
            line = self._lines[position]
            if not _is_blank(line):
                if _indent(line) <= column:
                    break
                filled = position + 1
            position += 1
        return filled

    # -- paragraphs

    def _paragraph(self, start: int, end: int, column: int) -> int:
        if (after := self._title(start, end, column)) is not None:
            return after
        position, margin = start + 1, column
        own = _indent(self._lines[start])
        if column > own and _FIELD.match(self._lines[start], own) and position < end:
            # The text of a field goes on at any column.
            margin = max(own + 1, _indent(self._lines[position]))
        while (
            position < end
            and not _is_blank(self._lines[position])
            and _indent(self._lines[position]) == margin
            and not self._lines[start].startswith('| ', column)
            and self._underlined(position, end) is None
        ):
            position += 1
        lines = [(number, margin) for number in range(start + 1, position)]
        self._text([(start, column), *lines])
        return self._literal_after(position - 1, margin, position, end)

    def _underlined(self, start: int, end: int) -> str | None:
        """Give the line below a title; ``None`` where a line is no title."""
        if start + 1 >= end:
            return None
        title, below = self._lines[start].rstrip(), self._lines[start + 1]
        rule = _RULE.match(below)
        if rule is None or _RULE.match(title) or _indent(title):
            return None
        width = len(below.rstrip())
        return below if width >= min(4, len(title)) else None

    def _title(self, start: int, end: int, column: int) -> int | None:
        """Convert a title with its lines, which must be as long as it is."""
        if column:
            return (
                self._own_title(start, end) if _RULE.match(self._lines[start]) else None
            )
        return self._own_title(start, end)

    def _own_title(self, start: int, end: int) -> int | None:
        above = bool(_RULE.match(self._lines[start])) and start + 2 < end
        at = start + 1 if above else start
        if above:
            rule = self._lines[start].rstrip()
            if self._lines[start + 2].rstrip() != rule or _is_blank(self._lines[at]):
                return None
            below: str | None = self._lines[start + 2]
        else:
            below = self._underlined(start, end)
        if below is None:
            return None
        before = self._lines[at].rstrip()
        first = len(self.result.lines)
        if above:
            self._keep(start, start + 1)
        self._text([(at, _indent(self._lines[at]))])
        self._keep(at + 1, at + 2)
        longer = len(self.result.lines[first + above].rstrip()) - len(before)
        if longer > 0:
            missing = len(before) + longer - len(below.rstrip())
            for number in (first, first + 2) if above else (first + 1,):
                rule = self.result.lines[number].rstrip()
                self.result.lines[number] = rule + rule[-1] * max(0, missing)
        return at + 2

    def _text(self, places: list[tuple[int, int]]) -> None:
        """Convert a text of several lines, each from a column on."""
        lines = [self._lines[number] for number, _ in places]
        text = '\n'.join(
            line[column:] for line, (_, column) in zip(lines, places, strict=True)
        )
        converted = self._inline(text, places[0][0]).split('\n')
        for line, (number, column), new in zip(lines, places, converted, strict=True):
            self._write([line[:column] + new], number)

    def _inline(self, text: str, first: int) -> str:
        if self._task is not Pass.ROLES or 'term' not in text.lower():
            return text
        spans = find_roles(text, anywhere=self._settings.anywhere)
        for line in line_numbers(text, find_wrecks(text, spans)):
            self._note(first + line, WRECK)
        if spans:
            self.result.references += len(spans)
            self.result.texts.append(one_line(text))
        return with_new_role(text, spans)

    def _literal_after(self, last: int, column: int, start: int, end: int) -> int:
        """Leave the literal block that a paragraph announces with ``::``."""
        if not self._lines[last].rstrip().endswith('::'):
            return start
        position = start
        while position < end and _is_blank(self._lines[position]):
            position += 1
        if position in (start, end):
            return start
        self._keep(start, position)
        line = self._lines[position]
        if _indent(line) > column:
            literal_end = self._body_end(position - 1, end, column)
            return self._leave(position, literal_end)
        if _indent(line) == column and re.match(r'[!-/:-@[-`{-~]', line[column:]):
            sign = line[column]
            literal_end = self._until_blank(position, end)
            block = self._lines[position:literal_end]
            if all(quoted[column : column + 1] == sign for quoted in block):
                return self._leave(position, literal_end)
        return position

    # -- explicit markup

    def _explicit(self, start: int, end: int, column: int) -> int:
        line = self._lines[start]
        after = self._body_end(start, end, column)
        rest_at = column + 2 + _indent(line[column + 2 :])
        rest = line[rest_at:]
        if not rest:
            if start + 1 < end and _is_blank(self._lines[start + 1]):
                return self._keep(start, start + 1)
            return self._keep(start, after)
        if substitution := _SUBSTITUTION.match(rest):
            rest_at += substitution.end()
            rest = line[rest_at:]
        if directive := _DIRECTIVE.match(rest):
            argument = rest_at + directive.end()
            return self._directive(directive[1], start, column, argument, after)
        if footnote := _FOOTNOTE.match(rest):
            return self._argument_and_body(start, rest_at + footnote.end(), after)
        # A target, or a comment.
        return self._keep(start, after)

    def _directive(
        self, name: str, start: int, column: int, argument: int, end: int
    ) -> int:
        given = self._lines[start][argument:].strip()
        name = 'glossary' if name == 'std:glossary' else name
        if name == 'glossary' and self._task is Pass.GLOSSARIES:
            return self._glossary(start, column, given, end)
        if name == 'glossary':
            # The first pass has left it, or it stands in a table.
            self._note(start, NOT_CONVERTED)
            return self._leave(start, end)
        if name == 'default-role' and is_old_role(given):
            if self._task is Pass.ROLES:
                self.result.references += 1
                line = self._lines[start]
                self._write([line[:argument] + NEW_ROLE], start)
                return self._keep(start + 1, end)
            return self._keep(start, end)
        made = re.fullmatch(r'[^()]*\(([^()]*)\)', given) if name == 'role' else None
        if made and is_old_role(made[1].strip()):
            if self._task is Pass.ROLES:
                self._note(start, f'the role "{given}" is made of term: it is left')
            return self._keep(start, end)
        content = content_of(name, text=self._settings.text_directives)
        if content is Content.CODE:
            return self._leave(start, end)
        if content is Content.UNKNOWN:
            reason = f'the content of "{name}" {_NOT_TEXT} --text-directive {name}'
            return self._leave_unsure(start, end, reason)
        return self._argument_and_body(start, argument, end)

    def _argument_and_body(self, start: int, argument: int, end: int) -> int:
        """Convert what stands behind a directive's name, its options, its content."""
        position = start + 1
        if self._lines[start][argument:].strip():
            places = [(start, argument)]
            margin = _indent(self._lines[position]) if position < end else 0
            while (
                position < end
                and not _is_blank(self._lines[position])
                and _indent(self._lines[position]) == margin
                and not _OPTION.match(self._lines[position])
                and self._text_column(self._lines[position]) == margin
            ):
                places.append((position, margin))
                position += 1
            self._text(places)
            filled = [n for n in range(start + 1, end) if not _is_blank(self._lines[n])]
            inner = min((_indent(self._lines[n]) for n in filled), default=0)
            position = self._literal_after(position - 1, inner, position, end)
        else:
            self._keep(start, position)
        while position < end and _OPTION.match(self._lines[position]):
            position = self._option(position, end)
        self._blocks(position, end)
        return end

    def _option(self, start: int, end: int) -> int:
        """Convert an option, if readers see its value."""
        line = self._lines[start]
        after = start + 1
        while (
            after < end
            and not _is_blank(self._lines[after])
            and _indent(self._lines[after]) > _indent(line)
        ):
            after += 1
        if _SHOWN_OPTION.match(line):
            places = [(start, self._text_column(line))]
            places += [(n, _indent(self._lines[n])) for n in range(start + 1, after)]
            self._text(places)
            return after
        return self._leave_unsure(start, after, 'an option may be no text: it is left')

    # -- tables

    def _cell(self, lines: list[str], first: int) -> list[str]:
        """Convert the text of a cell, which begins at a line of this text."""
        inner = Scanner(lines, self._settings, self._task, self._anchors)
        found = inner.scan()
        self.result.references += found.references
        self.result.left += found.left
        self.result.texts += found.texts
        for note in found.notes:
            self._note(first + note.line, note.text)
        return found.lines

    def _grid(self, start: int, end: int, column: int) -> int:
        after = start
        while after < end and self._lines[after][column : column + 1] in ('+', '|'):
            if after > start and _indent(self._lines[after]) != column:
                break
            after += 1
        return self._table(start, after, column, 'grid')

    def _simple(self, start: int, end: int, column: int) -> int:
        # A border with a blank line after it is the last one.
        after = start + 1
        while after < end:
            border = _SIMPLE.match(self._lines[after][column:])
            after += 1
            if border and (after == end or _is_blank(self._lines[after])):
                return self._table(start, after, column, 'simple')
        return self._paragraph(start, end, column)

    def _table(self, start: int, end: int, column: int, kind: str) -> int:
        lines = [line[column:] for line in self._lines[start:end]]
        text = '\n'.join(lines)
        if 'glossary::' in text and self._task is Pass.GLOSSARIES:
            return self._keep(start, end)
        if self._task is Pass.GLOSSARIES or not MARK.search(text):
            return self._keep(start, end)
        notes, left, texts = (
            len(each)
            for each in (self.result.notes, self.result.left, self.result.texts)
        )
        references = self.result.references
        convert = convert_grid if kind == 'grid' else convert_simple
        drawn = convert(lines, lambda cell, row: self._cell(cell, start + row))
        if drawn is None:
            # What was found in cells has not been written.
            del self.result.notes[notes:], self.result.left[left:]
            del self.result.texts[texts:]
            self.result.references = references
            if kind == 'grid':
                self.result.left += [one_line(cell) for cell in cells_of(lines)]
            reason = 'there is no safe way to make room in this table: it is left'
            return self._leave_unsure(start, end, reason)
        prefix = [line[:column] for line in self._lines[start:end]]
        for number, (before, line) in enumerate(zip(prefix, drawn, strict=True), start):
            self._write([f'{before}{line}'.rstrip()], number)
        return end

    # -- glossaries

    def _glossary(self, start: int, column: int, given: str, end: int) -> int:
        position = start + 1
        is_sorted = False
        while position < end and _OPTION.match(self._lines[position]):
            if re.fullmatch(r'\s*:sorted:\s*', self._lines[position]) is None:
                return self._keep(start, end)
            is_sorted = True
            position += 1
        body = [line.expandtabs(TAB) for line in self._lines[position:end]]
        filled = [line for line in body if not _is_blank(line)]
        if given or not filled:
            return self._keep(start, end)
        margin = min(map(_indent, filled))
        content = [line[margin:].rstrip() for line in body]
        entries, after = read_entries(content, position, plain_rest)
        if not entries:
            return self._keep(start, end)
        note_uncertain(entries, self.result.notes, len(self.result.lines))
        outer = self._lines[start][:column]
        writer = RestWriter(margin=' ' * len(outer))
        hidden = is_sorted and self._settings.listing
        # In the order of the source: Sphinx has numbered anchors in it.
        blocks = list(
            blocks_from(entries, self._anchors, self._settings.ids, hidden=hidden)
        )
        if is_sorted and not hidden:
            blocks.sort(key=sort_key)
            self._note(len(self.result.lines), SORTED)
        at = len(self.result.lines)
        write_terms(self.result, writer, blocks)
        self._write(writer.comments(after), end - 1)
        # The first block stands behind what the glossary stood behind.
        self.result.lines[at] = outer + self.result.lines[at][len(outer) :]
        if hidden:
            self._write(writer.listing(), end - 1)
        while _is_blank(self.result.lines[-1]):
            self.result.lines.pop()
            self.result.origins.pop()
        self.result.entries += entries
        self.result.glossaries += 1
        return end


#: Said of a glossary that is left.
NOT_CONVERTED = (
    'this glossary is not converted: it stands in a table or a quotation, has no '
    'entries, has an argument, unknown options, or lines that begin with ":"'
)
#: Said of what a typing error has made.
WRECK = 'this looks like a reference, but Sphinx reads none'
#: Said of a sorted glossary that is not the only one.
SORTED = 'these terms were sorted in every language; now they stand in this order'


def note_uncertain(entries: Sequence[Entry], notes: list[Note], line: int) -> None:
    """Name what of the names could not be carried over."""
    for entry in entries:
        for name in entry.names:
            if not name.certain:
                text = f'the old anchor of "{name.plain}" is not known: add it to'
                notes.append(Note(line=line, text=f'{text} the option previously'))
        for name in entry.names[1:]:
            if name.classifier:
                text = f'"{name.classifier}", what "{name.plain}" was sorted under,'
                notes.append(Note(line=line, text=f'{text} is dropped'))


class Writer(Protocol):
    """Writes terms in a syntax."""

    def term(self, block: TermBlock) -> Iterator[str]:
        """Give the lines of a term, and a blank one."""


def write_terms(result: Converted, writer: Writer, blocks: Iterable[TermBlock]) -> None:
    """Write each term, with the place of its entry."""
    for block in blocks:
        for line in writer.term(block):
            result.lines.append(line)
            result.origins.append(block.entry.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestWriter:
    """Writes blocks below each other, at the indentation of a glossary."""

    margin: str

    def term(self, block: TermBlock) -> Iterator[str]:
        """Give the lines of a term, and a blank one."""
        yield from self.comments(block.entry.comments)
        name = block.name
        if _FIELD.match(name):
            name = f'\\{name}'
        yield f'{self.margin}.. convterm:: {name}'
        for option, value in block.options:
            yield f'{self.margin}   :{option}: {value}'.rstrip()
        yield ''
        for line in block.entry.definition:
            yield f'{self.margin}   {line}' if line else ''
        if block.entry.definition:
            yield ''

    def comments(self, lines: Sequence[str]) -> Iterator[str]:
        """Give comments; what was one only within a glossary is put into one."""
        text = ''.join(f'{line}\n' for line in lines)
        for comment in re.split(r'(?m)^(?=\.\. )', text):
            if not comment.strip():
                continue
            block = comment.strip('\n').split('\n')
            if not _is_comment(block[0]):
                yield f'{self.margin}..'
                block = [f'   {line}' if line else '' for line in block]
            for line in block:
                yield f'{self.margin}{line}' if line else ''
            yield ''

    def listing(self) -> Iterator[str]:
        """Give the listing that shows hidden terms, in order."""
        yield f'{self.margin}.. convglossary::'
        yield f'{self.margin}   :group-by: none'
        yield ''


def _is_comment(line: str) -> bool:
    rest = line[2:].strip()
    return not (
        rest.startswith('_')
        or _SUBSTITUTION.match(rest)
        or _DIRECTIVE.match(rest)
        or _FOOTNOTE.match(rest)
    )


def convert_rest(lines: Sequence[str], settings: Settings) -> Converted:
    """Convert a document."""
    anchors = OldAnchors()
    bare = without_tabs(lines, TAB)
    first = Scanner(bare, settings, Pass.GLOSSARIES, anchors).scan()
    second = Scanner(first.lines, settings, Pass.ROLES, anchors).scan()
    converted = joined(first, second)
    converted.lines = with_tabs(converted, lines, TAB)
    return converted


def joined(first: Converted, second: Converted) -> Converted:
    """Give the result of both passes; the second moves no line."""
    return Converted(
        lines=second.lines,
        origins=first.origins,
        entries=first.entries,
        notes=sorted([*first.notes, *second.notes], key=lambda note: note.line),
        references=second.references,
        glossaries=first.glossaries,
        left=second.left,
        texts=second.texts,
    )
