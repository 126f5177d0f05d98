"""What catalogs say is kept from one build to the next, and is never out of date."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinxcontrib_convglossary import pofiles
from sphinxcontrib_convglossary.sifting import Catalog

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project, Result

LANGUAGES = ('fr', 'de', 'pt', 'pt_BR')


def name_of(term: str, language: str) -> str:
    return f'{term} ({language})'


@pytest.fixture
def site(project: Project, syntax) -> Project:
    terms = f'{syntax.term("Kiln", "An oven.")}\n{syntax.term("Clay", "It is soft.")}'
    contents = syntax.directive('toctree', body='user')
    project.write_in(
        syntax,
        {
            'index': f'{syntax.title("Home")}\n{terms}\n{contents}',
            'user': f'{syntax.title("Use")}\nSee {syntax.ref("Kiln")}.\n',
        },
    )
    for language in LANGUAGES:
        translate(project, language)
    return project


def translate(project: Project, language: str, **names: str) -> None:
    known = {x: names.get(x, name_of(x, language)) for x in ('Kiln', 'Clay')}
    project.translate(language, 'index', known | {'An oven.': f'({language})'})


def edit(project: Project, docname: str, *texts: str) -> None:
    (path,) = project.src.glob(f'{docname}.*')
    path.write_text(path.read_text().replace(*texts))


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """Give the catalogs that are opened from now on, each by its language."""
    found: list[str] = []

    class Recorded(pofiles._Opened):
        def __init__(self, path: Path) -> None:
            found.append(path.parts[-3])
            super().__init__(path)

    monkeypatch.setattr(pofiles, '_Opened', Recorded)
    pofiles._opened.cache_clear()
    return found


def forget(opened: list[str]) -> None:
    """Forget what has been opened, as a process that begins has."""
    opened.clear()
    pofiles._opened.cache_clear()


def names_in(result: Result, language: str) -> list[str]:
    told = json.loads(result.file('glossary.json'))
    return sorted(x['renderings'][language]['name'] for x in told['concepts'])


def same_as_new(site: Project, result: Result, **options) -> None:
    """Check that a build again made what a build from nothing makes."""
    again = dict(result.files())
    new = site.build(fresh=True, **options).files()
    assert [x for x in new if again.get(x) != new[x] and x != 'searchindex.js'] == []


def kept(site: Project) -> list[Path]:
    return sorted((site.folder / 'doctrees/html-en/convglossary-catalogs').iterdir())


def test_each_catalog_is_opened_once_where_there_was_no_build(site, opened):
    site.build()
    assert sorted(opened) == sorted(LANGUAGES)


def test_none_is_opened_where_another_document_changed(site, opened):
    site.build()
    forget(opened)
    edit(site, 'user', 'See', 'Look at')
    result = site.build()
    assert opened == []
    same_as_new(site, result)


def test_one_is_opened_where_it_changed(site, opened):
    site.build()
    forget(opened)
    translate(site, 'fr', Kiln='Four')
    result = site.build()
    assert opened == ['fr']
    assert 'Four' in result.file('user.html')
    same_as_new(site, result)


def test_the_catalog_of_a_language_is_asked_where_that_of_its_region_is_silent(
    site, opened
):
    site.translate('pt_BR', 'index', {'Clay': 'Barro'})
    assert names_in(site.build(), 'pt-BR') == ['Barro', 'Kiln (pt)']
    forget(opened)
    edit(site, 'user', 'See', 'Look at')
    assert names_in(site.build(), 'pt-BR') == ['Barro', 'Kiln (pt)']
    assert opened == []


def test_all_are_opened_for_a_term_that_is_new(site, syntax, opened):
    site.build()
    forget(opened)
    (path,) = site.src.glob('index.*')
    path.write_text(f'{path.read_text()}\n{syntax.term("Oven")}')
    result = site.build()
    assert set(opened) == set(LANGUAGES)
    same_as_new(site, result)


def test_a_term_may_have_another_name_again_and_again(site):
    site.build()
    for old, new in (('Kiln', 'Oven'), ('Oven', 'Kiln')):
        edit(site, 'index', old, new)
        edit(site, 'user', old, new)
        result = site.build()
        assert ('Kiln (fr)' in result.file('user.html')) == (new == 'Kiln')
        same_as_new(site, result)


def test_a_catalog_may_go_and_come_back(site):
    site.build()
    path = site.src / 'locales/fr/LC_MESSAGES/index.po'
    data = path.read_bytes()
    path.unlink()
    same_as_new(site, site.build())
    path.write_bytes(data)
    result = site.build()
    assert 'Kiln (fr)' in result.file('user.html')
    same_as_new(site, result)


def test_what_a_document_said_before_is_known_of_again(site):
    """A message that is missing is stale where the catalog has an old one."""
    site.build()
    edit(site, 'index', 'An oven.', 'An old oven.')
    result = site.build()
    same_as_new(site, result)
    edit(site, 'index', 'An old oven.', 'An oven.')
    same_as_new(site, site.build())


@pytest.mark.parametrize(
    'damage',
    [
        lambda data: b'',
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b'Kiln (', b'Kilt ('),
        lambda data: b'[' * 200_000,
        lambda data: data.partition(b'\n')[0] + b'\n{"a": 7}',
        lambda data: b'\xff' + data,
    ],
    ids=['empty', 'cut short', 'other words', 'brackets', 'other JSON', 'no text'],
)
def test_what_is_kept_may_be_damaged(site, damage):
    site.build()
    for path in kept(site):
        path.write_bytes(damage(path.read_bytes()))
    edit(site, 'user', 'See', 'Look at')
    result = site.build()
    assert 'Kiln (fr)' in result.file('user.html')
    same_as_new(site, result)


def test_something_else_may_stand_in_its_place(site):
    site.build()
    for path in kept(site):
        path.unlink()
        path.mkdir()
    edit(site, 'user', 'See', 'Look at')
    assert 'Kiln (fr)' in site.build().file('user.html')


def test_it_says_the_same_wherever_the_project_lies(site):
    site.build()
    assert len(kept(site)) == len(LANGUAGES)
    for path in kept(site):
        assert str(site.folder) not in path.read_text()


def test_what_is_kept_is_in_order(site):
    site.build()
    for path in kept(site):
        told = json.loads(path.read_text().partition('\n')[2])
        (file,) = told.values()
        assert list(file[1]) == sorted(['An oven.', 'Clay', 'It is soft.', 'Kiln'])


def test_nothing_is_kept_among_the_sources(site):
    before = {path for path in site.src.rglob('*') if path.suffix != '.mo'}
    site.build()
    assert {path for path in site.src.rglob('*') if path.suffix != '.mo'} == before


def test_several_processes_make_the_same_site(site):
    one = site.build().files()
    edit(site, 'user', 'See', 'Look at')
    again = site.build(jobs=2)
    same_as_new(site, again)
    assert one['glossary.json'] == again.files()['glossary.json']


def test_other_builders_use_what_one_has_kept(site, opened):
    doctrees = site.folder / 'doctrees/html-en'
    site.build()
    forget(opened)
    shared = site.build('dirhtml', doctrees=doctrees)
    assert opened == []
    assert 'Kiln (fr)' in shared.file('user/index.html')


def test_a_damaged_catalog_is_not_kept_but_named_again(site):
    path = site.src / 'locales/fr/LC_MESSAGES/index.po'
    path.write_bytes(b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon"\n')
    path.write_bytes(path.read_bytes() + 'msgid "é"\nmsgstr ""\n'.encode())
    (first,) = site.build(expect=None).warnings
    assert 'the catalog cannot be read' in first
    edit(site, 'user', 'See', 'Look at')
    assert site.build(expect=None).warnings == [first]
    translate(site, 'fr')
    assert 'Kiln (fr)' in site.build().file('user.html')


def test_a_reader_of_one_catalog_knows_which_messages_it_holds():
    catalog = Catalog(b'msgid "Kiln"\nmsgstr "Ofen"\n')
    assert catalog.messages(['Kiln', 'Clay']).keys() == {'Kiln'}
