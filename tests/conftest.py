"""What every test may use: small Sphinx projects, in either syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from projects import MYST, REST, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Syntax

# The same examples in every run, on a machine of any speed; nothing is kept.
settings.register_profile('ours', database=None, deadline=None, derandomize=True)
settings.load_profile('ours')


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
