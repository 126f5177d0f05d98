"""Convert Markdown (MyST): the same two passes, over fences and code spans."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.convert.anchors import OldAnchors
from sphinxcontrib_convglossary.convert.content import Content, content_of
from sphinxcontrib_convglossary.convert.glossaries import (
    blocks_from,
    read_entries,
    sort_key,
)
from sphinxcontrib_convglossary.convert.plain import plain_myst
from sphinxcontrib_convglossary.convert.rest import (
    NOT_CONVERTED,
    SORTED,
    WRECK,
    Pass,
    Scanner,
    joined,
    note_uncertain,
    write_terms,
)
from sphinxcontrib_convglossary.convert.results import (
    Converted,
    Note,
    Ranges,
    Span,
    is_old_role,
    line_numbers,
    one_line,
    with_new_role,
    with_tabs,
    without_tabs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinxcontrib_convglossary.convert.glossaries import TermBlock
    from sphinxcontrib_convglossary.convert.rest import Settings

#: The columns between the stops of tabs.
TAB = 4
#: What may be the role, wherever it stands.
MARK = re.compile(r'\{(?:[\w.+-]+:)?term\}', re.IGNORECASE)
_EITHER = re.compile(rf'{MARK.pattern}|:term:', re.IGNORECASE)
_ROLE = re.compile(r'\{[^\s{}`]+\}')
_CODE_START = re.compile(r'\\.|`+', re.DOTALL)
_RUN = re.compile(r'`+')
_WRECK = re.compile(r'(?<!\\)\{\s?(?P<role>(?:[\w.+:-]+:)?term)\s?\}\s?[`｀]')

_FENCE = re.compile(r'(`{3,}|~{3,}|:{3,})[ \t]*(?:\{([^{}]+)\})?(.*)$')
_LIST = re.compile(r'(?:[-*+]|\d{1,9}[.)])(?: +|$)')
_QUOTE = re.compile(r'> ?')
_OPTION = re.compile(r'\s*:[\w-]+:(?:\s|$)')
_SORTED = re.compile(r'\s*(?::sorted:|sorted:)\s*(?:true)?\s*')
_BREAKS = re.compile(r'#{1,6} |>|\||\(.+\)=\s*$|%|\+\+\+')


def find_roles(text: str) -> list[Span]:
    """Return where the roles of a Markdown paragraph are named ``term``."""
    spans: list[Span] = []
    _code_spans(text, spans)
    return spans


def _code_spans(text: str, spans: list[Span]) -> list[tuple[int, int]]:
    """Return where code is, and note the roles that stand before code."""
    # The last run of backticks of each length: no code ends behind it.
    last = {found.end() - found.start(): found.start() for found in _RUN.finditer(text)}
    code = []
    position = 0
    while found := _CODE_START.search(text, position):
        before, position = position, found.end()
        length = len(found[0])
        if found[0][0] == '\\' or last.get(length, -1) < position:
            continue
        closing = next(
            run for run in _RUN.finditer(text, position) if len(run[0]) == length
        )
        role = _role_before(text, before, found.start())
        if role is None:
            code.append((found.start(), closing.end()))
        elif is_old_role(text[role.start : role.end]):
            spans.append(role)
        position = closing.end()
    return code


def _role_before(text: str, first: int, end: int) -> Span | None:
    """Return where the role of code is named that begins at *end*.

    *first*: where the last code has ended, or an escape.
    """
    opening = text.rfind('{', first, end)
    if opening < 0 or not _ROLE.fullmatch(text, opening, end):
        return None
    return Span(start=opening + 1, end=end - 1)


def find_wrecks(text: str, found: list[Span]) -> list[int]:
    """Return the places that look like the role and are none, code apart."""
    code = Ranges(_code_spans(text, []))
    roles = Ranges((span.start, span.end) for span in found)
    return [
        match.start()
        for match in _WRECK.finditer(text)
        if is_old_role(match['role'])
        and not roles.begin_in(*match.span())
        and match.start() not in code
    ]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_blank(line: str) -> bool:
    return not line.strip()


class MystScanner:
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
        #: The columns at which the text of the lists around begins.
        self._lists: list[int] = []
        self._plain = partial(plain_myst, extensions=settings.myst_extensions)
        self.result = Converted(lines=[], origins=[])

    def scan(self) -> Converted:
        """Convert the whole text."""
        start, end = 0, len(self._lines)
        if self._lines and self._lines[0].rstrip() == '---':
            rules = [n for n in range(1, end) if self._lines[n].rstrip() == '---']
            if rules:
                reason = 'the front matter may be no text: it is left'
                start = self._leave_unsure(0, rules[0] + 1, reason)
        self._blocks(start, end)
        return self.result

    def _keep(self, start: int, end: int) -> int:
        self.result.lines += self._lines[start:end]
        self.result.origins += range(start, end)
        return end

    def _write(self, line: str, origin: int) -> None:
        self.result.lines.append(line)
        self.result.origins.append(origin)

    def _leave(self, start: int, end: int) -> int:
        text = '\n'.join(self._lines[start:end])
        if _EITHER.search(text):
            self.result.left.append(one_line(text))
        return self._keep(start, end)

    def _leave_unsure(self, start: int, end: int, why: str) -> int:
        if self._task is Pass.ROLES:
            for number in range(start, end):
                if MARK.search(self._lines[number]):
                    self.result.notes.append(Note(line=number, text=why))
        return self._leave(start, end)

    def _blocks(self, start: int, end: int) -> None:
        position = start
        while position < end:
            position = self._block(position, end)

    def _block(self, start: int, end: int) -> int:
        line = self._lines[start]
        if _is_blank(line):
            return self._keep(start, start + 1)
        self._end_lists(_indent(line))
        if self._is_code(start):
            return self._leave(start, start + 1)
        column = self._text_column(line)
        text = line[column:]
        if text.startswith('<!--'):
            return self._leave(start, self._after(start, end, '-->', column + 4))
        if text.startswith('$$'):
            after = self._after(start, end, '$$', column + 2)
            return self._leave_unsure(start, after, 'this may be a formula: it is left')
        if text.startswith('%'):
            return self._leave(start, start + 1)
        if text.startswith('>'):
            return self._quote(start, end, column)
        fence = _FENCE.match(text)
        if fence and not (fence[1][0] == '`' and '`' in fence[3]):
            return self._fence(start, end, column, fence)
        return self._paragraph(start, end, column)

    def _end_lists(self, column: int) -> None:
        """Forget the lists that a line is no part of."""
        while self._lists and column < self._lists[-1]:
            self._lists.pop()

    def _text_column(self, line: str) -> int:
        """Give where the text of a line begins, and note the lists around it."""
        column, end = _indent(line), len(line.rstrip())
        while found := _LIST.match(line, column):
            if found.end() >= end:
                break
            column = found.end()
            self._lists.append(column)
        return column

    def _is_code(self, start: int) -> bool:
        """Tell whether a line is code by its indentation."""
        around = self._lists[-1] if self._lists else 0
        before = self._lines[start - 1] if start else ''
        follows = _is_blank(before) or _indent(before) >= around + 4
        return _indent(self._lines[start]) >= around + 4 and follows

    def _after(self, start: int, end: int, closing: str, column: int) -> int:
        """Give the line after the one with a closing sign."""
        if closing in self._lines[start][column:]:
            return start + 1
        for number in range(start + 1, end):
            if closing in self._lines[number]:
                return number + 1
        return end

    def _quote(self, start: int, end: int, column: int) -> int:
        """Convert what is quoted, in which there may be code."""
        prefixes = []
        after = start
        while after < end and (found := _QUOTE.match(self._lines[after], column)):
            prefixes.append(self._lines[after][: found.end()])
            after += 1
            column = _indent(self._lines[after]) if after < end else 0
        if self._task is Pass.GLOSSARIES:
            return self._keep(start, after)
        lines = [
            line[len(prefix) :]
            for line, prefix in zip(self._lines[start:after], prefixes, strict=True)
        ]
        inner = MystScanner(lines, self._settings, self._task, self._anchors)
        converted = inner.scan()
        pairs = zip(prefixes, converted.lines, strict=True)
        converted.lines = [prefix + line for prefix, line in pairs]
        self._adopt(converted, start)
        return after

    # -- text

    def _paragraph(self, start: int, end: int, column: int) -> int:
        position = start + 1
        if not _BREAKS.match(self._lines[start][column:]):
            while position < end and self._continues(self._lines[position]):
                position += 1
        places = [(start, column)]
        places += [(n, _indent(self._lines[n])) for n in range(start + 1, position)]
        lines = [self._lines[number] for number, _ in places]
        text = '\n'.join(line[at:] for line, (_, at) in zip(lines, places, strict=True))
        converted = self._inline(text, start).split('\n')
        for line, (number, at), new in zip(lines, places, converted, strict=True):
            self._write(line[:at] + new, number)
        return position

    def _continues(self, line: str) -> bool:
        text = line.strip()
        return bool(text) and not (
            _LIST.match(text) or _BREAKS.match(text) or _FENCE.match(text)
        )

    def _inline(self, text: str, first: int) -> str:
        if self._task is not Pass.ROLES or not MARK.search(text):
            return text
        spans = find_roles(text)
        for line in line_numbers(text, find_wrecks(text, spans)):
            self.result.notes.append(Note(line=first + line, text=WRECK))
        if spans:
            self.result.references += len(spans)
            self.result.texts.append(one_line(text))
        return with_new_role(text, spans)

    # -- fences

    def _fence(self, start: int, end: int, column: int, fence: re.Match[str]) -> int:
        closing = self._closing(start, end, column, fence[1])
        after = min(closing + 1, end)
        name = (fence[2] or '').strip()
        if not name:
            if fence[1][0] == ':':
                return self._inside(start, closing, after, column, ())
            return self._leave(start, after)
        if name in ('glossary', 'std:glossary'):
            return self._glossary(start, closing, column, fence)
        if name == 'eval-rst':
            return self._rest(start, closing, after)
        content = content_of(name, text=self._settings.text_directives)
        if content is Content.CODE:
            return self._leave(start, after)
        if content is Content.UNKNOWN:
            reason = (
                f'the content of "{name}" may be no text: nothing in it is'
                f' converted; if it is, give --text-directive {name}'
            )
            return self._leave_unsure(start, after, reason)
        argument = column + fence.start(3)
        return self._inside(start, closing, after, column, (argument,))

    def _closing(self, start: int, end: int, column: int, fence: str) -> int:
        """Give the line that closes a fence; *end* where none does.

        It is indented by at most three blanks more, as CommonMark has it.
        """
        sign = re.escape(fence[0])
        closing = re.compile(rf' {{0,{column + 3}}}{sign}{{{len(fence)},}}\s*$')
        for number in range(start + 1, end):
            if closing.match(self._lines[number]):
                return number
        return end

    def _inside(
        self,
        start: int,
        closing: int,
        after: int,
        column: int,
        argument: tuple[int, ...],
    ) -> int:
        """Convert the argument of a directive, and its content."""
        line = self._lines[start]
        for at in argument:
            self._write(line[:at] + self._inline(line[at:], start), start)
        if not argument:
            self._keep(start, start + 1)
        position = start + 1
        while position < closing and _OPTION.match(self._lines[position]):
            reason = 'an option may be no text: it is left'
            position = self._leave_unsure(position, position + 1, reason)
        inner = MystScanner(
            self._lines[position:closing], self._settings, self._task, self._anchors
        )
        if column:
            inner._lists.append(column)
        self._adopt(inner.scan(), position)
        return self._keep(closing, after)

    def _rest(self, start: int, closing: int, after: int) -> int:
        """Convert reStructuredText within Markdown."""
        self._keep(start, start + 1)
        lines = self._lines[start + 1 : closing]
        inner = Scanner(lines, self._settings, self._task, self._anchors)
        self._adopt(inner.scan(), start + 1)
        return self._keep(closing, after)

    def _adopt(self, inner: Converted, first: int) -> None:
        """Take over what is inside of a fence, whose lines begin at *first*."""
        at = len(self.result.lines)
        self.result.lines += inner.lines
        self.result.origins += [first + origin for origin in inner.origins]
        self.result.entries += inner.entries
        self.result.references += inner.references
        self.result.glossaries += inner.glossaries
        self.result.left += inner.left
        self.result.texts += inner.texts
        for note in inner.notes:
            self.result.notes.append(Note(line=at + note.line, text=note.text))

    # -- glossaries

    def _glossary(
        self, start: int, closing: int, column: int, fence: re.Match[str]
    ) -> int:
        after = min(closing + 1, len(self._lines))
        if self._task is Pass.ROLES:
            # The first pass has left it, or it stands in a quotation.
            self.result.notes.append(Note(line=start, text=NOT_CONVERTED))
            return self._leave(start, after)
        position = start + 1
        is_sorted = False
        yaml = position < closing and self._lines[position].strip() == '---'
        while position < closing and (
            _SORTED.fullmatch(self._lines[position])
            or (yaml and self._lines[position].strip() == '---')
        ):
            is_sorted = is_sorted or 'sorted' in self._lines[position]
            position += 1
        body = [line.expandtabs(TAB) for line in self._lines[position:closing]]
        filled = [line for line in body if not _is_blank(line)]
        if not filled or fence[3].strip() or _OPTION.match(filled[0]):
            return self._keep(start, after)
        margin = min(map(_indent, filled))
        content = [line[margin:].rstrip() for line in body]
        if any(line.startswith(': ') for line in content):
            # Sphinx takes those lines for names; another tool means definitions.
            return self._keep(start, after)
        entries, comments = read_entries(content, position, self._plain)
        if not entries:
            return self._keep(start, after)
        note_uncertain(entries, self.result.notes, len(self.result.lines))
        before = self._lines[start][:column]
        writer = _MystWriter(margin=' ' * column, fence=fence[1])
        hidden = is_sorted and self._settings.listing
        # In the order of the source: Sphinx has numbered anchors in it.
        blocks = list(
            blocks_from(entries, self._anchors, self._settings.ids, hidden=hidden)
        )
        if is_sorted and not hidden:
            blocks.sort(key=sort_key)
            self.result.notes.append(Note(line=len(self.result.lines), text=SORTED))
        at = len(self.result.lines)
        write_terms(self.result, writer, blocks)
        for line in (*writer.comments(comments), *(writer.listing() if hidden else ())):
            self._write(line, closing - 1)
        # The first block stands behind what the glossary stood behind.
        self.result.lines[at] = before + self.result.lines[at][column:]
        while _is_blank(self.result.lines[-1]):
            self.result.lines.pop()
            self.result.origins.pop()
        self.result.entries += entries
        self.result.glossaries += 1
        return after


@dataclass(frozen=True, slots=True, kw_only=True)
class _MystWriter:
    """Writes fences below each other, like the fence of a glossary."""

    margin: str
    fence: str

    def term(self, block: TermBlock) -> Iterator[str]:
        """Give the lines of a term, and a blank one."""
        yield from self.comments(block.entry.comments)
        # The first line of a backtick fence holds no backtick.
        sign = '~' if '`' in block.name and self.fence[0] == '`' else self.fence[0]
        # What was indented in the glossary stands at the edge now, fences too.
        runs = re.findall(
            rf'^ *({sign}{{3,}})', '\n'.join(block.entry.definition), re.M
        )
        fence = sign * max(len(self.fence), *(len(run) + 1 for run in runs), 3)
        yield f'{self.margin}{fence}{{convterm}} {block.name}'
        for option, value in block.options:
            yield f'{self.margin}:{option}: {_quoted(value)}'.rstrip()
        if block.options and block.entry.definition:
            yield ''
        for line in block.entry.definition:
            yield f'{self.margin}{line}' if line else ''
        yield f'{self.margin}{fence}'
        yield ''

    def comments(self, lines: Sequence[str]) -> Iterator[str]:
        """Give comments, in the syntax of Markdown."""
        for line in lines:
            text = line.removeprefix('..').strip()
            yield f'{self.margin}% {text}' if text else ''
        if lines:
            yield ''

    def listing(self) -> Iterator[str]:
        """Give the listing that shows hidden terms, in order."""
        yield f'{self.margin}{self.fence}{{convglossary}}'
        yield f'{self.margin}:group-by: none'
        yield f'{self.margin}{self.fence}'
        yield ''


def _quoted(value: str) -> str:
    """Put the value of an option into quotes where YAML needs them."""
    plain = re.fullmatch(r"[^\s\[\]{}>|*&!%#`@'\",?:-][^#]*", value)
    if not value or (plain and ': ' not in value and not value.endswith(':')):
        return value
    return "'" + value.replace("'", "''") + "'"


def convert_myst(lines: Sequence[str], settings: Settings) -> Converted:
    """Convert a document."""
    anchors = OldAnchors()
    bare = without_tabs(lines, TAB)
    first = MystScanner(bare, settings, Pass.GLOSSARIES, anchors).scan()
    second = MystScanner(first.lines, settings, Pass.ROLES, anchors).scan()
    converted = joined(first, second)
    converted.lines = with_tabs(converted, lines, TAB)
    return converted
