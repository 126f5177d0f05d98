"""Programs of others that tests use: a test that needs one says so, and sees no other.

The Python of ``make test`` brings what the suite imports. What is no package of Python is
optional: :func:`needs` leaves a test out where it is missing, ``conftest`` lists at the
end what was left out, and :func:`path_with` hides each program from the tests that do
not name it. So a test that uses one unawares fails on every machine, not on those alone
that lack the program.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: The programs that are looked for on ``PATH``, and Debian's packages of each.
PROGRAMS = {
    'chromium': 'chromium',
    'dot': 'graphviz',
    'epubcheck': 'epubcheck',
    'git': 'git',
    'java': 'default-jre-headless',
    'latexmk': 'latexmk',
    'make': 'make',
    'node': 'nodejs npm',
    'patch': 'patch',
    'xelatex': (
        'fonts-freefont-otf tex-gyre texlive-lang-french texlive-lang-portuguese '
        'texlive-lang-spanish texlive-latex-extra texlive-xetex'
    ),
    'xindy': 'xindy',
}
#: Those that ``make test`` installs with npm, and where.
TOOLS = {
    'lighthouse': '.bin/lighthouse',
    'terser': '.bin/terser',
    'tsc': '.bin/tsc',
    'vnu.jar': 'vnu-jar/build/dist/vnu.jar',
}
#: Modules that need more than Python to install, or that are large.
MODULES = {
    'icu': "apt install libicu-dev pkg-config; pip install -e '.[icu]'",
    'sphinx_needs': "pip install -e '.[bench]'",
}
#: Without these a run that decides (``CI=true``) has failed.
_CHECKERS = frozenset({*TOOLS, 'java', 'node'})

_ROOT = Path(__file__).parents[1]
_INSTALLED = _ROOT / 'build' / 'checkers' / 'node_modules'
#: Before anything is hidden.
_PATH = os.environ.get('PATH', os.defpath)


def needs(*names: str) -> pytest.MarkDecorator:
    """Return the mark of a test that cannot run without these."""
    unknown = set(names) - {*PROGRAMS, *TOOLS, *MODULES}
    assert not unknown, f'say in programs.py how to install {unknown}'
    return pytest.mark.needs(*names)


def names_of(item: pytest.Item) -> list[str]:
    """Return what a test needs: what its marks say, and a browser if it opens pages."""
    names = [name for mark in item.iter_markers('needs') for name in mark.args]
    if 'browser' in getattr(item, 'fixturenames', ()):
        names.append('chromium')
    return list(dict.fromkeys(names))


def found(name: str) -> str | None:
    """Return the path of a program or of a module; None where it is missing."""
    if name in MODULES:
        spec = find_spec(name)
        return spec.origin if spec else None
    if name in TOOLS:
        path = _INSTALLED / TOOLS[name]
        return str(path) if path.exists() else None
    return shutil.which(name, path=_PATH)


def leave_out(item: pytest.Item, lacking: list[str]) -> None:
    """Skip a test; where a run decides, a checker must not be missing."""
    reason = f'NOT TESTED: there is no {", no ".join(lacking)}'
    if os.environ.get('CI') == 'true' and _CHECKERS.intersection(lacking):
        pytest.fail(reason)
    item.user_properties.append(('lacking', lacking))
    pytest.skip(reason)


def said_at_the_end(properties: Iterable[tuple[str, object]]) -> list[str]:
    """Return the lines that say what was not tested, and how to install it."""
    counted: Counter[str] = Counter()
    for key, names in properties:
        if key == 'lacking':
            counted.update(names)  # type: ignore[arg-type]
    return [
        f'{name:<12}{number:>5} {"tests" if number > 1 else "test "}   {_how(name)}'
        for name, number in sorted(counted.items())
    ]


def _how(name: str) -> str:
    if name in TOOLS:
        return 'apt install nodejs npm; rm -rf build/checkers'
    return MODULES.get(name) or f'apt install {PROGRAMS[name]}'


# -- what a test sees


def path_with(names: Iterable[str]) -> str:
    """Return a ``PATH`` that has of the programs above only the named ones."""
    return _path_with(frozenset(names).intersection(PROGRAMS))


@contextmanager
def may_use(*names: str) -> Iterator[None]:
    """Let a fixture use programs where they are, and do without where they are not."""
    before = os.environ['PATH']
    os.environ['PATH'] = os.pathsep.join([_links(frozenset(names)), before])
    try:
        yield
    finally:
        os.environ['PATH'] = before


@cache
def _path_with(names: frozenset[str]) -> str:
    hidden = [_without(folder) for folder in _PATH.split(os.pathsep)]
    return os.pathsep.join([_links(names), *hidden])


@cache
def _links(names: frozenset[str]) -> str:
    paths = (shutil.which(name, path=_PATH) for name in names)
    return _folder_of(Path(path) for path in paths if path)


@cache
def _without(folder: str) -> str:
    """Return a directory that is like another, without the optional programs."""
    if not any(shutil.which(name, path=folder) for name in PROGRAMS):
        return folder
    kept = (path for path in Path(folder).iterdir() if path.name not in PROGRAMS)
    return _folder_of(kept)


def _folder_of(paths: Iterable[Path]) -> str:
    made = Path(tempfile.mkdtemp(dir=_common().name))
    for path in paths:
        (made / path.name).symlink_to(path)
    return str(made)


@cache
def _common() -> tempfile.TemporaryDirectory[str]:
    """Return the directory of all that is made here; it goes when the process ends."""
    return tempfile.TemporaryDirectory(prefix='convglossary-programs-')


# -- what checks pages and scripts


def run(*command: str, **options) -> subprocess.CompletedProcess[str]:
    """Run a command for four minutes at most."""
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=240, **options
    )


def faults(pages: Iterable[Path]) -> dict[Path, set[str]]:
    """Return the errors that the Nu HTML checker finds on each page."""
    by_address = {f'file:{page}': page for page in pages}
    command = ['java', '-jar', str(found('vnu.jar'))]
    command += ['--errors-only', '--exit-zero-always', '--format', 'json']
    done = run(*command, *map(str, by_address.values()))
    errors: dict[Path, set[str]] = {page: set() for page in by_address.values()}
    for fault in json.loads(done.stderr)['messages']:
        errors[by_address[fault['url']]].add(f'{fault["type"]}: {fault["message"]}')
    return errors
