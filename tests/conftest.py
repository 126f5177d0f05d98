"""What every test may use: small Sphinx projects, in either syntax."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import programs
import pytest
from browsing import open_page, site, visit
from hypothesis import settings
from projects import MYST, REST, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from projects import Syntax

__all__ = ['open_page', 'site', 'visit']

# The same examples in every run, on a machine of any speed; nothing is kept.
settings.register_profile('ours', database=None, deadline=None, derandomize=True)
settings.load_profile('ours')


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark of tests that need what a machine may lack."""
    config.addinivalue_line('markers', 'needs(*names): what of programs.py it uses')


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out that needs what is missing; show others only what they name."""
    names = programs.names_of(item)
    if lacking := [name for name in names if programs.found(name) is None]:
        programs.leave_out(item, lacking)
    os.environ['PATH'] = programs.path_with(names)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
) -> Iterator[None]:
    """Write last, and in one place, what was not tested and how to install it."""
    yield
    skipped = terminalreporter.stats.get('skipped', [])
    lines = programs.said_at_the_end(
        pair for report in skipped for pair in getattr(report, 'user_properties', ())
    )
    if lines:
        terminalreporter.ensure_newline()
        terminalreporter.section('NOT TESTED, because something is missing')
        terminalreporter.write_line('\n'.join(lines))


@pytest.fixture(scope='session')
def browser() -> Iterator[Browser]:
    """Return a real Chromium, one for all tests of a process; they are marked so."""
    sync_api = pytest.importorskip('playwright.sync_api')
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.found('chromium'),
            args=['--no-sandbox', '--disable-gpu'],
        )
        yield browser
        browser.close()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project of the test's own, with nothing in it."""
    return Project(tmp_path)


@pytest.fixture(scope='session')
def new_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Project]:
    """Give the function that makes projects for fixtures of a wider scope."""
    return lambda: Project(tmp_path_factory.mktemp('project'))


@pytest.fixture(params=[REST, MYST], ids=['reST', 'MyST'])
def syntax(request: pytest.FixtureRequest) -> Syntax:
    """Give the syntax that a test writes its documents in: it runs in both."""
    return request.param
