"""Print the results of ``run.py``, and how costs grow from one size to another.

    python benchmarks/table.py build/bench/1k.json build/bench/10k.json

The overhead of a flavour is what it costs above its floor, which is the same text
without any glossary: the median, over the repeats, of the difference between two builds
that followed each other.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

FLOOR, BUILTIN = 'floor', 'builtin'


def describe(results: dict[str, Any]) -> str:
    """Give the tables of one run."""
    facts = results['facts']
    versions = ', '.join(
        f'{name} {version}' for name, version in results['versions'].items()
    )
    parts = [
        f'# {facts["terms"]:,} terms, {facts["references"]:,} references\n',
        f'{facts["aliases"]:,} aliases, {facts["relations"]:,} relations, '
        f'{facts["documents_with_terms"]} documents with terms, '
        f'{facts["pages"]} pages; {versions}\n',
    ]
    for name, case in results['cases'].items():
        parts.append(f'## {name}: {case["help"]}\n')
        parts.append(_aligned(_rows(results, name)))
        if name in ('definition', 'name'):
            shown = facts['pages_that_mention_the_edited_term']
            parts.append(f'{shown} pages mention the term, and the document with it.\n')
    return '\n'.join(parts)


def overhead(results: dict[str, Any], case: str, flavour: str) -> float | None:
    """Give what a flavour costs above its floor in a case; ``None`` without floor."""
    floor = _floor(results, case, flavour)
    own = _figures(results, case, flavour)
    if not floor or not own:
        return None
    return median(mine - least for mine, least in zip(own, floor, strict=False))


def _floor(results: dict[str, Any], case: str, flavour: str) -> list[float]:
    """Give the figures of a flavour's own floor, else those of the plain one."""
    own = results.get('floors', {}).get(flavour, FLOOR)
    return _figures(results, case, own) or _figures(results, case, FLOOR)


def _figures(results: dict[str, Any], case: str, flavour: str) -> list[float]:
    known = results['cases'].get(case)
    if known is None:
        return []
    found = known['flavours'].get(flavour)
    if found is not None:
        return list(found[results['measure']])
    return _figures(results, known['against'], flavour) if known['against'] else []


def _rows(results: dict[str, Any], name: str) -> list[list[str]]:
    flavours = results['cases'][name]['flavours']
    unit = 'million instructions' if results['measure'] == 'instructions' else 'CPU s'
    head = ['flavour', unit, 'from … to', 'above floor', '%', 'to built-in']
    rows = [[*head, 'wall s', 'peak MB', 'written']]
    builtin = overhead(results, name, BUILTIN)
    for flavour, figures in flavours.items():
        costs = figures[results['measure']]
        above = None if flavour == FLOOR else overhead(results, name, flavour)
        floor = _floor(results, name, flavour)
        rows.append(
            [
                flavour,
                _number(median(costs)),
                f'{_number(min(costs))} … {_number(max(costs))}',
                _number(above),
                f'{100 * above / median(floor):.0f} %' if above is not None else '',
                _ratio(above, builtin, median(floor) if floor else 0),
                _number(_median(figures, 'wall')),
                _number(_median(figures, 'peak')),
                f'{_median(figures, "written"):.0f}' if 'written' in figures else '',
            ]
        )
    return rows


def _ratio(above: float | None, builtin: float | None, floor: float) -> str:
    """Hold overheads against each other; one that is mere noise is no measure."""
    if above is None or builtin is None or builtin < 0.02 * floor:
        return ''
    return f'{above / builtin:.2f}'


def _median(figures: dict[str, list[float]], key: str) -> float | None:
    return median(figures[key]) if figures.get(key) else None


def _number(value: float | None) -> str:
    if value is None:
        return ''
    return f'{value:,.2f}' if abs(value) < 100 else f'{value:,.0f}'


def _aligned(rows: list[list[str]]) -> str:
    """Lay a table out for the terminal; it is Markdown as well."""
    used = [i for i in range(len(rows[0])) if any(row[i] for row in rows[1:])]
    rows = [[row[i] for i in used] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        '| ' + ' | '.join(_cell(row, i, widths) for i in range(len(row))) + ' |'
        for row in rows
    ]
    rule = '|' + '|'.join('-' * (width + 2) for width in widths) + '|'
    return '\n'.join([lines[0], rule, *lines[1:], ''])


def _cell(row: list[str], column: int, widths: list[int]) -> str:
    width = widths[column]
    return row[column].rjust(width) if column else row[column].ljust(width)


def growth(small: dict[str, Any], large: dict[str, Any]) -> str:
    """Tell what a reference costs above the floor in each of two runs.

    Terms grow with references, so a cost that is linear in both stays the same.
    """
    unit = 'k instructions' if small['measure'] == 'instructions' else 'µs'
    scale = 1e3 if small['measure'] == 'instructions' else 1e6
    counts = [results['facts']['references'] for results in (small, large)]
    rows = [['case', 'flavour', *(f'at {count:,}' for count in counts), 'ratio']]
    for case in small['cases']:
        for flavour in small['cases'][case]['flavours']:
            above = [overhead(results, case, flavour) for results in (small, large)]
            if flavour == FLOOR or None in above:
                continue
            each = [scale * (a or 0) / n for a, n in zip(above, counts, strict=True)]
            ratio = f'{each[1] / each[0]:.2f}' if each[0] else ''
            rows.append([case, flavour, *map(_number, each), ratio])
    return f'# Overhead for each reference, in {unit}\n\n{_aligned(rows)}'


def main() -> None:
    """Print the files of the command line, and the growth from first to last."""
    runs = [json.loads(Path(name).read_text(encoding='utf-8')) for name in sys.argv[1:]]
    if not runs:
        raise SystemExit(__doc__)
    for results in runs:
        print(describe(results))
    if len(runs) > 1:
        print(growth(runs[0], runs[-1]))


if __name__ == '__main__':
    main()
