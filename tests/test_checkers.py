"""What the programs of others say of our pages and scripts: Nu, Lighthouse, TypeScript."""

from __future__ import annotations

import gzip
import json
import os
import threading
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import browsing
import pytest
from programs import faults, found, may_use, needs, run
from projects import PACKAGE_PARENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from projects import Project

STATIC = PACKAGE_PARENT / 'sphinxcontrib_convglossary' / 'static'

SCRIPTS = sorted(STATIC.glob('*.js'))
#: What a page with references and a filter loads.
OF_READERS = ('convglossary-cards.js', 'convglossary.js')

THEMES = tuple(browsing.THEMES.values())

TERMS = """
Terms
=====

.. convterm:: HSM
   :category: wa
   :aliases: Highly Structured Message · Template message
   :abbreviation: Highly Structured
   :related: Agent
   :learn-more: https://example.org/hsm

   A message that was :term-ref:`approved <agent>` before it is sent.

   Its long definition.

.. convterm:: Agent
   :category: ai
   :aliases: Façade & Co
   :broader: HSM
   :previously: bot

   A program </script><b> that acts.
"""
USER = (
    'User\n====\n\nA :term-ref:`HSM`, and an :term-ref:`Agent`.\n\n.. convmap:: HSM\n'
)
ALL = 'All\n===\n\n.. convglossary::\n   :cite:\n   :filter:\n'
LETTERS = """
Letters
=======

.. convglossary::
   :group-by: letter
   :entries: summary
"""
PAGES = {'user': USER, 'all': ALL, 'letters': LETTERS, 'terms': TERMS}

#: The same without the extension: what a page of the theme has anyway.
WITHOUT = {
    'user': 'User\n====\n\nA *HSM*, and an *Agent*.\n',
    'all': 'All\n===\n\nWhatsApp\n--------\n\nHSM\n   A message.\n\nAgent\n   A program.\n',
    'letters': 'Letters\n=======\n\nA\n-\n\nAgent\n   A program.\n',
    'terms': 'Terms\n=====\n\nHSM\n   A message.\n\nAgent\n   A program.\n',
}
OURS = {
    'author': 'Us',
    'html_baseurl': 'https://example.org/en/',
    'convglossary_categories': {'wa': 'WhatsApp', 'ai': 'AI'},
    'convglossary_citation': {'entries': True},
    'convglossary_used_in': True,
    'convglossary_other_languages': True,
    'convglossary_inverse_relations': True,
    'convglossary_sites': {
        'en': 'https://example.org/en/',
        'ar': 'https://example.org/ar/',
    },
    # Pages are checked with a picture where there is Graphviz, and without one.
    'suppress_warnings': ['convglossary.no_picture'],
}


def written(project: Project, pages: dict[str, str], **conf) -> Path:
    """Build pages, in a process of its own: themes warn of what is theirs."""
    names = ''.join(f'   {name}\n' for name in pages)
    index = f'Home\n====\n\n.. toctree::\n\n{names}'
    files = {f'{name}.rst': text for name, text in pages.items()}
    project.write({'index.rst': index, **files}, project='Words', **conf)
    language = conf.get('language', 'en')
    project.translate('ar', 'terms', {'Agent': 'وكيل', 'HSM': 'رسالة منظمة'})
    with may_use('dot'):
        return project.build(jobs=2, language=language).path


@pytest.fixture(scope='module')
def with_us(new_project: Callable[[], Project]) -> Callable[..., Path]:
    @cache
    def built(theme: str, language: str = 'en') -> Path:
        pytest.importorskip(theme)
        project = new_project().use('sphinx.ext.graphviz')
        return written(project, PAGES, html_theme=theme, language=language, **OURS)

    return built


@pytest.fixture(scope='module')
def without_us(new_project: Callable[[], Project]) -> Callable[[str], Path]:
    @cache
    def built(theme: str) -> Path:
        pytest.importorskip(theme)
        project = new_project().configure(extensions=[])
        return written(project, WITHOUT, html_theme=theme, author='Us')

    return built


def said(*folders: Path) -> dict[Path, set[str]]:
    """Give what the Nu HTML checker says against the pages of each folder."""
    told = faults(folder / f'{name}.html' for folder in folders for name in PAGES)
    return {
        folder: set().union(*(told[folder / f'{name}.html'] for name in PAGES))
        for folder in folders
    }


#: The themes and languages of the pages that the Nu HTML checker sees.
SITES = tuple((theme, language) for theme in THEMES for language in ('en', 'ar'))


@pytest.fixture(scope='module')
def told(with_us, without_us) -> dict[Path, set[str]]:
    """It takes long to start: once for all pages."""
    ours = [with_us(*site) for site in SITES]
    return said(*ours, *map(without_us, THEMES))


@needs('java', 'vnu.jar')
class TestTheNuHtmlChecker:
    @pytest.mark.parametrize(('theme', 'language'), SITES)
    def test_says_of_our_pages_what_it_says_of_the_theme_and_no_more(
        self, told, with_us, without_us, theme, language
    ):
        known = told[without_us(theme)]
        assert told[with_us(theme, language)] - known == set()

    def test_finds_what_is_wrong(self, tmp_path):
        for name in PAGES:
            (tmp_path / f'{name}.html').write_text('<p id=a><p id=a>', encoding='utf-8')
        (found,) = said(tmp_path).values()
        assert any('Duplicate ID' in fault for fault in found)


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder to this machine: Lighthouse opens no files."""
    servers = []

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    def serve(folder: Path) -> str:
        handler = partial(Quiet, directory=str(folder))
        server = ThreadingHTTPServer(('127.0.0.1', 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f'http://127.0.0.1:{server.server_port}'

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def accessibility(address: str, report: Path) -> float:
    """Give the score that Lighthouse gives a page, from 0 to 1."""
    flags = '--headless=new --no-sandbox --disable-gpu --disable-background-networking'
    done = run(
        str(found('lighthouse')),
        address,
        '--quiet',
        '--only-categories=accessibility',
        '--output=json',
        f'--output-path={report}',
        f'--chrome-flags={flags}',
        env={**os.environ, 'CHROME_PATH': str(found('chromium'))},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(report.read_text('utf-8'))['categories']['accessibility']
    return float(told['score'])


@needs('chromium', 'node', 'lighthouse')
class TestLighthouse:
    @pytest.mark.parametrize('page', ['user', 'all'])
    def test_gives_our_pages_no_lower_score(
        self, with_us, without_us, serve, tmp_path, page
    ):
        report = tmp_path / 'report.json'
        ours, others = serve(with_us('furo')), serve(without_us('furo'))
        known = accessibility(f'{others}/{page}.html', report)
        assert known > 0.5
        assert accessibility(f'{ours}/{page}.html', report) >= known


class TestScripts:
    @needs('node', 'tsc')
    def test_have_the_types_that_they_say(self, tmp_path):
        # No types but those of browsers: packages beside it bring those of Node.
        options = ['--typeRoots', str(tmp_path)]
        options += ['--strict', '--noEmit', '--allowJs', '--checkJs']
        target = ['--target', 'es2022', '--lib', 'es2022,dom,dom.iterable']
        done = run(str(found('tsc')), *options, *target, *map(str, SCRIPTS))
        assert (done.stdout, done.returncode) == ('', 0)

    @pytest.mark.parametrize('path', SCRIPTS, ids=lambda path: path.name)
    def test_ask_to_be_checked(self, path):
        assert path.read_text('utf-8').startswith('// @ts-check\n')

    @needs('node', 'terser')
    def test_of_readers_are_small(self):
        small = [
            run(str(found('terser')), '-c', '-m', '--', str(STATIC / name)).stdout
            for name in OF_READERS
        ]
        assert all(len(text) > 1000 for text in small)
        assert sum(len(text.encode()) for text in small) < 12_000
        assert sum(len(gzip.compress(text.encode())) for text in small) < 6_000
