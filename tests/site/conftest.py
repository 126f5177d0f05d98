"""The site of this project's own documentation, built once for the tests of a file."""

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
    """Build the documentation with warnings as errors, each kind once."""
    base = tmp_path_factory.mktemp('site')
    # Sphinx compiles catalogs where they lie: not in a folder that others read.
    for folder in ('docs', 'locales'):
        ignored = shutil.ignore_patterns('*.mo', '_build')
        shutil.copytree(ROOT / folder, base / 'source' / folder, ignore=ignored)

    # The examples in the manual look the same in every build.
    environment = {**os.environ, 'CONVGLOSSARY_EXAMPLES': str(base / 'examples')}

    @cache
    def build(language: str, builder: str = 'html') -> Path:
        out = base / builder / language
        command = [sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-n', '-q']
        command += ['-j', '2', '-b', builder, '-D', f'language={language}']
        command += ['-d', str(base / 'doctrees' / builder / language)]
        command += [str(base / 'source' / 'docs'), str(out)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment
        )
        assert (done.returncode, done.stderr) == (0, ''), done.stderr
        return out

    return build


@pytest.fixture(scope='session')
def page(build: Callable[..., Path]) -> Callable[[str, str], BeautifulSoup]:
    """Give a page of the built site."""

    @cache
    def page(language: str, docname: str) -> BeautifulSoup:
        text = (build(language) / f'{docname}.html').read_text('utf-8')
        return BeautifulSoup(text, 'lxml')

    return page
