"""A document that is read again and says the same changes nothing."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from sphinxcontrib_convglossary import exporting, freshness

if TYPE_CHECKING:
    from projects import Project


@pytest.fixture
def site(project: Project, syntax) -> Project:
    contents = syntax.directive('toctree', body='user')
    return project.write_in(
        syntax,
        {
            'index': f'{syntax.title("Home")}\n{syntax.term("Kiln", "An oven.")}\n'
            f'{syntax.directive("convglossary")}\n{contents}',
            'user': f'{syntax.title("Use")}\nSee {syntax.ref("Kiln")}.\n',
        },
    )


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """Give what is worked out from now on: what pages show, and exports."""
    found: list[str] = []

    def record(module, name):
        work = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda *args: found.append(name) or work(*args)
        )

    record(freshness, '_told')
    record(exporting, 'texts_of')
    return found


def touch(project: Project, docname: str) -> None:
    (path,) = project.src.glob(f'{docname}.*')
    later = path.stat().st_mtime + 10
    os.utime(path, (later, later))


def state(site: Project) -> str:
    (path,) = (site.folder / 'doctrees/html-en/convglossary-exports').iterdir()
    return json.loads(path.read_text())['state']


def test_nothing_is_worked_out_anew(site):
    # In processes of their own, of which all but the first find an environment: bytes
    # of a doctree depend on which equal strings are one object.
    site.build(jobs=2)
    touch(site, 'user')
    before, known = site.build(jobs=2).files(), state(site)
    touch(site, 'user')
    again = site.build(jobs=2)
    assert again.read == ['user']
    assert state(site) == known
    after = again.files()
    assert [x for x in before if before[x] != after[x]] == []


def test_no_page_is_asked_what_it_shows(site, asked):
    site.build()
    asked.clear()
    touch(site, 'user')
    assert site.build().read == ['user']
    assert asked == []


def test_what_a_document_says_otherwise_is(site, asked):
    site.build()
    asked.clear()
    (path,) = site.src.glob('index.*')
    path.write_text(path.read_text().replace('An oven.', 'A stove.'))
    result = site.build()
    assert asked == ['_told', 'texts_of']
    assert 'A stove.' in result.file('user.html')


def test_a_reference_without_a_target_is_said_again(site, syntax):
    (path,) = site.src.glob('user.*')
    path.write_text(f'{path.read_text()}\n{syntax.ref("Clay")}\n')
    (first,) = site.build(expect=None).warnings
    touch(site, 'user')
    assert site.build(expect=None).warnings == [first]


def test_a_document_may_go_and_come_back(site, asked):
    site.build()
    (path,) = site.src.glob('user.*')
    text = path.read_text()
    (index,) = site.src.glob('index.*')
    listed = index.read_text()
    path.unlink()
    index.write_text(listed.replace('user', ''))
    site.build(expect=None)
    path.write_text(text)
    index.write_text(listed)
    again = site.build().files()
    new = site.build(fresh=True).files()
    assert [x for x in new if again[x] != new[x] and x != 'searchindex.js'] == []
