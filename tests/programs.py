"""Programs of Node and of Java that check pages and scripts, for the tests.

``make test`` installs them in ``build/checkers``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from projects import PACKAGE_PARENT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_INSTALLED = PACKAGE_PARENT / 'build' / 'checkers' / 'node_modules'


def program(*path: str) -> str:
    """Give the path of a program; without it the test cannot run."""
    found = _INSTALLED.joinpath(*path)
    if found.exists() and shutil.which('node') and shutil.which('java'):
        return str(found)
    reason = f'NOT CHECKED: {path[-1]} is not there; "make test" installs it with npm'
    if os.environ.get('CI') == 'true':
        pytest.fail(reason)
    pytest.skip(reason)


def run(*command: str, **options) -> subprocess.CompletedProcess[str]:
    """Run a command for four minutes at most."""
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=240, **options
    )


def faults(pages: Iterable[Path]) -> dict[Path, set[str]]:
    """Give the errors that the Nu HTML checker finds on each page."""
    by_address = {f'file:{page}': page for page in pages}
    checker = program('vnu-jar', 'build', 'dist', 'vnu.jar')
    command = ['java', '-jar', checker, '--errors-only', '--exit-zero-always']
    done = run(*command, '--format', 'json', *map(str, by_address.values()))
    found: dict[Path, set[str]] = {page: set() for page in by_address.values()}
    for fault in json.loads(done.stderr)['messages']:
        found[by_address[fault['url']]].add(f'{fault["type"]}: {fault["message"]}')
    return found
