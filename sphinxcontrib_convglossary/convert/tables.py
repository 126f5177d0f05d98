"""Tables that are drawn with signs: when a cell grows, its column does."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from docutils.parsers.rst.tableparser import (
    GridTableParser,
    SimpleTableParser,
    TableMarkupError,
)
from docutils.statemachine import StringList

from sphinxcontrib_convglossary.convert.results import Ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    #: Converts the text of a cell, given the line of the table where it begins.
    ConvertCell = Callable[[list[str], int], list[str]]

#: docutils asserts what it finds wrong late.
_MALFORMED = (TableMarkupError, IndexError, AssertionError)
#: Stands after each sign that is two columns wide.
_PAD = '\0'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell of a grid: the places of its border, and its lines."""

    top: int
    left: int
    bottom: int
    right: int
    lines: tuple[str, ...]

    @property
    def width(self) -> int:
        """The signs that fit in."""
        return self.right - self.left - 1

    @property
    def needed(self) -> int:
        """The signs that its text and a blank after it take."""
        return max((len(line.rstrip()) + 1 for line in self.lines), default=0)


def _padded(lines: Sequence[str]) -> StringList:
    block = StringList(list(lines), source='')
    block.pad_double_width(_PAD)
    width = max(map(len, block.data), default=0)
    block.data[:] = [line.ljust(width) for line in block.data]
    return block


def _without_padding(line: str) -> str:
    return line.replace(_PAD, '')


def _structure(parser: Any, lines: Sequence[str]) -> Any:
    """Give what docutils reads, without the widths of columns and blanks at ends."""
    _, head, body = parser.parse(_padded(lines))
    return [
        [
            [
                cell and (cell[0], cell[1], [line.rstrip() for line in cell[3]])
                for cell in row
            ]
            for row in rows
        ]
        for rows in (head, body)
    ]


def _rectangles(parser: Any) -> Any:
    """Give top, left, bottom, right and text of each cell, once parsed."""
    return parser.cells


def cells_of(lines: Sequence[str]) -> list[str]:
    """Give the text of each cell of a grid table, as far as docutils reads it."""
    try:
        parser = GridTableParser()
        parser.parse(_padded(lines))
    except _MALFORMED:
        return []
    return ['\n'.join(inside) for *_, inside in _rectangles(parser)]


def convert_grid(lines: Sequence[str], convert: ConvertCell) -> list[str] | None:
    """Convert the cells of a grid table; ``None`` where that cannot be done."""
    old = _padded(lines)
    parser = GridTableParser()
    try:
        parser.parse(old)
    except _MALFORMED:
        return None
    cells = []
    for top, left, bottom, right, _ in _rectangles(parser):
        # docutils has taken the indentation away.
        before = _inside(old.data, top, left, bottom, right)
        after = convert(before, top + 1)
        if len(after) != len(before):
            return None
        padded = tuple(_padded(after).data)
        cells.append(
            _Cell(top=top, left=left, bottom=bottom, right=right, lines=padded)
        )
    growth = _growth(cells, old.data)
    drawn = [_without_padding(line).rstrip() for line in _draw(cells, old.data, growth)]
    wanted = [
        (
            cell.top,
            cell.bottom,
            [_without_padding(line).rstrip() for line in cell.lines],
        )
        for cell in cells
    ]
    return drawn if _cells_and_places(drawn) == wanted else None


def _inside(
    lines: list[str], top: int, left: int, bottom: int, right: int
) -> list[str]:
    return [
        _without_padding(line[left + 1 : right]).rstrip()
        for line in lines[top + 1 : bottom]
    ]


def _growth(cells: list[_Cell], old: list[str]) -> dict[int, int]:
    """Return by how much each border moves away from the one before it."""
    growth: dict[int, int] = defaultdict(int)
    #: By how much each border moves in all: those on the left are settled first.
    moved = {0: 0}
    settled = 0
    for right, column in groupby(sorted(cells, key=_right), key=_right):
        for cell in column:
            if cell.needed <= cell.width:
                continue
            lines = old[cell.top + 1 : cell.bottom]
            # A cell may have been full to the brim: then it stays so.
            full = any(line[right - 1] != ' ' for line in lines)
            inner = settled + growth[right] - moved[cell.left]
            growth[right] += max(0, cell.needed - full - cell.width - inner)
        moved[right] = settled = settled + growth[right]
    return growth


def _draw(cells: list[_Cell], old: list[str], growth: dict[int, int]) -> list[str]:
    by = accumulate(growth.get(place, 0) for place in range(len(old[0])))
    moved = [place + added for place, added in enumerate(by)]
    canvas = [[' '] * (moved[-1] + 1) for _ in old]
    for cell in cells:
        left, right = moved[cell.left], moved[cell.right]
        for row in (cell.top, cell.bottom):
            border = old[row][cell.left + 1 : cell.right]
            sign = next((s for s in border if s in '-='), '-')
            canvas[row][left + 1 : right] = sign * (right - left - 1)
        for row in range(cell.top, cell.bottom + 1):
            for place in (cell.left, cell.right):
                canvas[row][moved[place]] = old[row][place]
        for row in range(cell.top + 1, cell.bottom):
            text = cell.lines[row - cell.top - 1].rstrip().ljust(right - left - 1)
            canvas[row][left + 1 : right] = text
    for row, inside in enumerate(_insides(cells, len(old))):
        for found in re.finditer(r'\+', old[row]):
            if found.start() not in inside:
                canvas[row][moved[found.start()]] = '+'
    return [''.join(row) for row in canvas]


def _right(cell: _Cell) -> int:
    return cell.right


def _insides(cells: list[_Cell], rows: int) -> list[Ranges]:
    """Return for each row which places are within cells, not on a border."""
    ranges: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    for cell in cells:
        for row in range(cell.top + 1, cell.bottom):
            ranges[row].append((cell.left + 1, cell.right))
    return [*map(Ranges, ranges)]


def _cells_and_places(lines: Sequence[str]) -> list[tuple[int, int, list[str]]] | None:
    """Read a table again: the rows of each cell, and its text."""
    parser, block = GridTableParser(), _padded(lines)
    try:
        parser.parse(block)
    except _MALFORMED:
        return None
    return [
        (top, bottom, _inside(block.data, top, left, bottom, right))
        for top, left, bottom, right, _ in _rectangles(parser)
    ]


_COLUMN = re.compile(r'=+')


def convert_simple(lines: Sequence[str], convert: ConvertCell) -> list[str] | None:
    """Convert the cells of a simple table; ``None`` where that cannot be done.

    Tables with cells over several columns are left.
    """
    if any(re.fullmatch(r' *-+(?: +-+)* *', line) for line in lines):
        return None
    old = _padded(lines).data
    starts = [match.start() for match in _COLUMN.finditer(old[0])]
    ends = [match.end() for match in _COLUMN.finditer(old[0])][:-1]
    edges = [*starts[1:], len(old[0])]
    borders = {row for row, line in enumerate(old) if set(line.strip()) <= {'=', ' '}}
    borders -= {row for row in borders if not old[row].strip()}
    columns = []
    for start, edge in zip(starts, edges, strict=True):
        columns.append(_convert_column(old, borders, start, edge, convert))
        if len(columns[-1]) != len(old):
            return None
    widths = []
    for column, start, edge, end in zip(columns, starts, edges, ends, strict=False):
        needed = max(len(t.rstrip()) for r, t in enumerate(column) if r not in borders)
        widths.append(edge - start + max(0, needed - (end - start)))
    drawn = []
    for row, line in enumerate(old):
        if row in borders:
            runs = [
                ('=' * (width - (edge - end))).ljust(width)
                for width, edge, end in zip(widths, edges, ends, strict=False)
            ]
            last = line[starts[-1] :]
        else:
            runs = [
                column[row].rstrip().ljust(width)
                for column, width in zip(columns, widths, strict=False)
            ]
            last = columns[-1][row]
        text = line[: starts[0]] + ''.join(runs) + last
        drawn.append(_without_padding(text).rstrip())
    try:
        before = _structure(SimpleTableParser(), lines)
        after = _structure(SimpleTableParser(), drawn)
    except _MALFORMED:
        return None
    return drawn if _shape(before) == _shape(after) else None


def _shape(rows: Any) -> Any:
    """Give what must stay as it is: the rows, and the lines of each cell."""
    return [
        [[cell and (cell[0], cell[1], len(cell[2])) for cell in row] for row in part]
        for part in rows
    ]


def _convert_column(
    old: list[str], borders: set[int], start: int, edge: int, convert: ConvertCell
) -> list[str]:
    """Convert a column, row by row: a row begins where the first cell has text."""
    column: list[str] = []
    part: list[str] = []

    def end_part() -> None:
        if part:
            at = len(column)
            column.extend(_padded(convert(list(part), at)).data)
            part.clear()

    for row, line in enumerate(old):
        if row in borders or not line.strip() or line[:1].strip():
            end_part()
        if row in borders:
            column.append(line[start:edge])
        else:
            part.append(_without_padding(line[start:edge]).rstrip())
    end_part()
    return column
