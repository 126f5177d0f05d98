"""Profile a build, and say where its time goes, by function and by package.

    python benchmarks/profiles.py FILE.prof -b html src out

runs Sphinx with these arguments.  Its clock is CPU time: on a busy machine the usual
clock of cProfile counts the time of others.
"""

from __future__ import annotations

import cProfile
import gc
import io
import pstats
import re
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

#: How many functions are named.
SHOWN = 40

#: File, line, name.
Function = tuple[str, int, str]


def describe(path: Path) -> str:
    """Give the functions that take most, alone and with what they call."""
    stream = io.StringIO()
    stats = pstats.Stats(str(path), stream=stream)
    for order in ('tottime', 'cumtime'):
        stats.sort_stats(order).print_stats(SHOWN)
    packages = _by_package(_own_times(path)).most_common()
    lines = [f'{seconds:8.2f} s  {package}' for package, seconds in packages[:15]]
    heading = f'Own time by package, {path.name}:'
    return '\n'.join([stream.getvalue(), heading, *lines, ''])


def compare(before: Path, after: Path) -> str:
    """Give what the second profile takes above the first, and calls more often."""
    first, second = _own_times(before), _own_times(after)
    calls = _calls(after)
    calls.subtract(_calls(before))
    more = {name: second[name] - first[name] for name in first | second}
    ranked = sorted(more.items(), key=lambda item: -item[1])
    packages = _by_package(Counter(more))
    return '\n'.join(
        [
            f'Own time of {after.stem} above {before.stem}, by package:',
            *(f'{s:8.2f} s  {name}' for name, s in packages.most_common(15)),
            '',
            'and by function:',
            *(
                f'{seconds:8.2f} s {calls[name]:+12,} calls  {_label(name)}'
                for name, seconds in ranked[:SHOWN]
            ),
            '',
        ]
    )


def _own_times(path: Path) -> Counter[Function]:
    return Counter({name: figure[2] for name, figure in _figures(path).items()})


def _calls(path: Path) -> Counter[Function]:
    return Counter({name: figure[1] for name, figure in _figures(path).items()})


def _figures(path: Path) -> dict[Function, tuple[Any, ...]]:
    # typeshed knows no public way to the figures.
    return pstats.Stats(str(path)).stats  # type: ignore[attr-defined,no-any-return]


def _by_package(times: Counter[Function]) -> Counter[str]:
    packages: Counter[str] = Counter()
    for (file, _, name), seconds in times.items():
        packages[_package(file, name)] += seconds
    return packages


def _package(file: str, name: str) -> str:
    """Name the package of a function; built-in functions are named themselves."""
    if file == '~':
        return 'built in: ' + ('pickle' if 'ickle' in name else 'others')
    if 'sphinxcontrib_convglossary' in file:
        return 'sphinxcontrib_convglossary'
    found = re.search(r'site-packages/([^/]+)', file)
    return found[1].removesuffix('.py') if found else 'standard library'


def _label(function: Function) -> str:
    file, line, name = function
    if file == '~':
        return name
    return f'{"/".join(file.split("/")[-3:])}:{line} {name}'


class _Collections:
    """The garbage collector: how often, and how long."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.count: Counter[int] = Counter()
        self._started = 0.0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if phase == 'start':
            self._started = time.process_time()
            return
        self.seconds += time.process_time() - self._started
        self.count[info['generation']] += 1


def main() -> int:
    """Run Sphinx under the profiler; the first argument is the file to write."""
    from sphinx.cmd.build import main as sphinx_build

    collections = _Collections()
    gc.callbacks.append(collections)
    profiler = cProfile.Profile(time.process_time)
    status = profiler.runcall(sphinx_build, sys.argv[2:])
    profiler.dump_stats(sys.argv[1])
    counts = ', '.join(f'{n} of generation {g}' for g, n in collections.count.items())
    print(f'garbage collection: {collections.seconds:.2f} s ({counts})', flush=True)
    return status


if __name__ == '__main__':
    sys.exit(main())
