"""What every test may use: small Sphinx projects, in either syntax."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

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


@pytest.fixture(scope='session')
def browser() -> Iterator[Browser]:
    """Give a real Chromium, one for all tests of a process."""
    sync_api = pytest.importorskip('playwright.sync_api')
    chromium = shutil.which('chromium')
    if chromium is None:
        pytest.skip('there is no chromium; .ci/run installs it')
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=['--no-sandbox', '--disable-gpu']
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
