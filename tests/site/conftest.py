"""The site of this project's own documentation, built once for all tests of a run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from programs import may_use

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
LANGUAGES = ('en', 'pt', 'fr', 'es')


@pytest.fixture(scope='session')
def facts() -> dict:
    """What the glossary holds, whatever its sentences."""
    return json.loads((Path(__file__).parent / 'facts.json').read_text('utf-8'))


@pytest.fixture(scope='session')
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Build the documentation with warnings as errors, each kind once.

    The processes of one run share what they build.
    """
    # Sphinx compiles catalogs where they lie: not in a folder that others read.
    source = tmp_path_factory.mktemp('source')
    for folder in ('docs', 'locales'):
        ignored = shutil.ignore_patterns('*.mo', '_build')
        shutil.copytree(ROOT / folder, source / folder, ignore=ignored)
    base = tmp_path_factory.getbasetemp()
    if 'PYTEST_XDIST_WORKER' in os.environ:
        base = base.parent

    @cache
    def build(language: str, builder: str = 'html') -> Path:
        out = base / 'site' / builder / language
        out.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f'{out}.lock'):
            if not out.with_suffix('.built').exists():
                _build(out, language, builder)
                out.with_suffix('.built').touch()
        return out

    def _build(out: Path, language: str, builder: str) -> None:
        command = [sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-n', '-q']
        command += ['-j', '2', '-b', builder, '-D', f'language={language}']
        command += ['-d', str(base / 'doctrees' / builder / language)]
        command += [str(source / 'docs'), str(out)]
        with may_use('dot'):
            # The examples in the manual look the same in every build.
            environment = {
                **os.environ,
                'CONVGLOSSARY_EXAMPLES': str(base / 'examples'),
            }
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, env=environment
            )
        assert (done.returncode, done.stderr) == (0, ''), done.stderr

    return build


@pytest.fixture(scope='session')
def page(build: Callable[..., Path]) -> Callable[[str, str], BeautifulSoup]:
    """Give a page of the built site."""

    @cache
    def page(language: str, docname: str) -> BeautifulSoup:
        text = (build(language) / f'{docname}.html').read_text('utf-8')
        return BeautifulSoup(text, 'lxml')

    return page
