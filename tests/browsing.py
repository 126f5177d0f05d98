"""Pages in a real Chromium, opened from the disk, and what readers do on them.

The fixtures are those of ``conftest``.
"""

from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from programs import may_use
from projects import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page


THEMES = {
    'alabaster': 'alabaster',
    'furo': 'furo',
    'pydata': 'pydata_sphinx_theme',
    'book': 'sphinx_book_theme',
    'rtd': 'sphinx_rtd_theme',
}
TERMS = """
:orphan:

Terms
=====

.. convterm:: HSM
   :category: wa
   :aliases: Highly Structured Message · Template message
   :related: Agent
   :hidden:

   A message that was :term-ref:`approved <agent>` before it is sent.

   Its long definition.

.. convterm:: Agent
   :category: ai
   :aliases: Façade
   :hidden:

   A program </script><b> that acts.

.. convterm:: Webhook
   :abbreviation: WH
   :aliases: Łódź hook · Œrsted hook · “call‐back”
   :hidden:

   An address that is called when something happens, with all that there is to say of
   it, in a paragraph that is long enough to take more than a line of a card, and more
   than two.
"""
USER = """
User
====

A :term-ref:`HSM`, and then a :term:`webhook` and an :any:`Agent`.

A link of many words: :term-ref:`words that are so many that they take more than one of
the lines of a page that is narrow, as that of a telephone <agent>`.
"""
PLAIN = """
Plain
=====

Nothing of `ours <https://example.org>`__.

One heading
-----------

Another heading
---------------
"""
USES = 'The first :term-ref:`WH`, and another :term-ref:`WH`.'
MORE = f"""
More
====

{USES}

.. convmap:: HSM
"""
LISTS = {
    'list': ':filter:',
    'letters': ':group-by: letter\n   :entries: names\n   :cite:\n   :filter:',
}
WORDS = {
    'es': {'Agent': 'Agente', 'HSM': 'Mensaje modelo', 'Webhook': 'Webhook'},
    'ar': {'Agent': 'وكيل', 'HSM': 'رسالة منظمة', 'Webhook': 'خطاف'},
}


@pytest.fixture(scope='session')
def site(tmp_path_factory) -> Callable[[str, str], Path]:
    """Build the pages in a theme and a language, each once for all test processes."""
    common = tmp_path_factory.getbasetemp()
    if 'PYTEST_XDIST_WORKER' in os.environ:
        common = common.parent

    @cache
    def site(theme: str, language: str) -> Path:
        pytest.importorskip(THEMES[theme])
        folder = common / 'sites' / f'{theme}-{language}'
        try:
            project = Project(folder)
        except FileExistsError:
            return _built_by_another(folder)
        path = build(project, theme, language)
        (folder / 'done').write_text(str(path), encoding='utf-8')
        return path

    return site


def _built_by_another(folder: Path) -> Path:
    for _ in range(600):
        if (folder / 'done').is_file() and (
            path := (folder / 'done').read_text('utf-8')
        ):
            return Path(path)
        time.sleep(0.1)
    pytest.fail(f'{folder.name} is not built')


def build(project: Project, theme: str, language: str) -> Path:
    lists = {
        f'{name}.rst': f'{name}\n{"=" * len(name)}\n\n.. convglossary::\n   {options}\n'
        for name, options in LISTS.items()
    }
    contents = ''.join(f'   {name}\n' for name in ('user', *LISTS, 'more', 'plain'))
    project.use('sphinx.ext.graphviz')
    project.write(
        {
            'index.rst': f'Home\n====\n\n.. toctree::\n\n{contents}',
            'user.rst': USER,
            'terms.rst': TERMS,
            'more.rst': MORE,
            'plain.rst': PLAIN,
            **lists,
        },
        project='Words',
        author='Us',
        html_theme=THEMES[theme],
        html_baseurl='https://example.org/',
        convglossary_categories={'wa': 'WhatsApp', 'ai': 'AI'},
        convglossary_citation={'entries': True},
        convglossary_expand_first=True,
        convglossary_used_in=True,
        suppress_warnings=['convglossary.no_picture'],
    )
    for other, names in WORDS.items():
        project.translate(other, 'terms', names)
        project.translate(other, 'more', {USES: f'… {USES}'})
    # In a process of its own: themes warn of what is theirs.
    with may_use('dot'):
        return project.build(jobs=2, language=language).path


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., Page]]:
    """Open an address; no script on any page may fail."""
    contexts, errors = [], []

    def open_page(address: str, *, stopped: bool = False, **options) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on('pageerror', lambda error: errors.append(str(error)))
        if stopped:
            # No slow machine makes the reader slow: see `later`.
            page.clock.install(time=0)
            page.clock.pause_at(1000)
        page.goto(address, wait_until='domcontentloaded')
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def visit(open_page, site) -> Callable[..., Page]:
    """Open one of the pages in a theme and a language."""

    def visit(
        docname: str,
        theme: str = 'furo',
        language: str = 'en',
        at: str = '',
        **options,
    ) -> Page:
        options.setdefault('viewport', {'width': 1000, 'height': 700})
        path = site(theme, language) / f'{docname}.html'
        return open_page(f'{path.as_uri()}{at}', **options)

    return visit


CARD = '.convglossary-card'
#: A telephone.
TOUCH = {'has_touch': True, 'viewport': {'width': 320, 'height': 640}}


def link(page: Page, anchor: str = 'term-hsm'):
    """Give the first link to a term."""
    return page.locator(f'p a.reference[href$="#{anchor}"]').first


def card(page: Page):
    """Wait for the card, and give it."""
    found = page.locator(CARD)
    found.wait_for()
    return found


def is_gone(page: Page) -> bool:
    page.locator(CARD).wait_for(state='detached')
    return page.locator(CARD).count() == 0


def reach(page: Page, selector: str) -> None:
    """Go to something by the keyboard alone."""
    for _ in range(80):
        page.keyboard.press('Tab')
        if page.evaluate('it => document.activeElement.matches(it)', selector):
            return
    pytest.fail(f'the keyboard does not reach {selector}')


def tab_to(page: Page, anchor: str = 'term-hsm') -> None:
    """Go to a link to a term by the keyboard alone."""
    reach(page, f'p a[href$="#{anchor}"]')


def later(page: Page, milliseconds: int) -> None:
    """Let time pass on a page whose clock is stopped."""
    page.clock.run_for(milliseconds)


def point_away(page: Page) -> None:
    page.mouse.move(1, 1)


def lines(found) -> dict[str, str]:
    """Give the lines of a card by their kinds."""
    return {
        line.get_attribute('class').removeprefix(
            'convglossary-card-'
        ): line.inner_text()
        for line in found.locator('p').all()
    }


def shown(page) -> list[str]:
    """Give the names of the entries that a reader sees, when all is drawn."""
    page.evaluate('new Promise((r) => requestAnimationFrame(() => setTimeout(r)))')
    names = page.locator('dt.convglossary-name:visible dfn').all_inner_texts()
    return [' '.join(name.split()) for name in names]


def name_of(term: str, language: str) -> str:
    return WORDS.get(language, {}).get(term, term)
