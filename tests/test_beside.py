"""Whatever stands beside the sources ends no build: what cannot be read is not there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from projects import REST
from test_inventories import CRANK, Server, export

if TYPE_CHECKING:
    from collections.abc import Callable

    from projects import Project, Result


def _deep(path: Path) -> None:
    path.write_text('[' * 200_000)


#: What may stand at a path, and what makes it.
OBSTACLES: dict[str, Callable[[Path], object]] = {
    'a loop of links': lambda path: path.symlink_to(path.name),
    'a link that leads nowhere': lambda path: path.symlink_to('nowhere'),
    'a directory': lambda path: (path / 'in').mkdir(parents=True),
    'a FIFO': os.mkfifo,
    'a device': lambda path: path.symlink_to('/dev/full'),
    'nothing at all': lambda path: path.write_bytes(b''),
    'bytes that are no text': lambda path: path.write_bytes(b'\xff\xfe\x00"\x80'),
    'brackets by the thousand': _deep,
    'a number of many digits': lambda path: path.write_text('9' * 10_000),
    'other JSON': lambda path: path.write_text('{"pages": 7, "state": [], "names": 7}'),
    'strange JSON': lambda path: path.write_text(
        '{"pages": {"index": [[]]}, "state": {}, "sound": [], "names": [7, "../x", "a/"]}'
    ),
}


def put(obstacle: str, path: Path) -> None:
    """Put something at a path, in the place of what is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    OBSTACLES[obstacle](path)


#: What nobody can write over.
STANDING = ('a loop of links', 'a directory', 'a FIFO', 'a device')


@pytest.fixture
def site(project: Project, syntax) -> Project:
    project.write_in(
        syntax,
        {
            'index': f'{syntax.title("Home")}\n{syntax.term("Kiln", "An oven.")}\n'
            f'{syntax.ref("Kiln")}'
        },
        convglossary_other_languages=True,
        convglossary_categories={'ai': 'Label'},
    )
    return project.translate('es', 'index', {'Kiln': 'Horno'})


@pytest.fixture
def server() -> Server:
    return Server()


def assert_ours(result: Result) -> None:
    assert all('[convglossary.' in line for line in result.warnings), result.warnings


#: A language for each obstacle.
LANGUAGES = ('fr', 'de', 'it', 'pt', 'ja', 'ru', 'pl', 'nl', 'sv', 'da', 'fi')


@pytest.mark.parametrize('name', ['index.po', 'convglossary.po', 'a/b.po', 'index.mo'])
def test_a_catalog_of_another_language_may_be_anything(site, name):
    for language, make in zip(LANGUAGES, OBSTACLES.values(), strict=True):
        path = site.src / 'locales' / language / 'LC_MESSAGES' / name
        path.parent.mkdir(parents=True)
        make(path)
    for builder, language in (('html', 'en'), ('html', 'es'), ('convglossary', 'en')):
        result = site.build(builder, language=language, expect=None)
        assert_ours(result)
        if builder == 'html':
            assert 'Horno' in result.text('index')


@pytest.mark.parametrize('below', ['', 'LC_MESSAGES', 'LC_MESSAGES/a'])
def test_a_directory_of_catalogs_may_be_anything(site, below):
    for language, make in zip(LANGUAGES, OBSTACLES.values(), strict=True):
        path = site.src / 'locales' / language / below
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
    assert 'Horno' in site.build().text('index')


def test_a_directory_of_catalogs_may_hold_itself(site):
    (site.src / 'locales/es/LC_MESSAGES/again').symlink_to('..')
    (site.src / 'locales/all').symlink_to('.')
    assert 'Horno' in site.build().text('index')


@pytest.mark.parametrize('language', ['en', 'es'])
def test_the_compiled_catalog_of_conf_py_may_be_anything(site, language):
    """Sphinx itself waits for a FIFO in the place of that of a document."""
    folders = [f'of {name}' for name in OBSTACLES]
    for folder, make in zip(folders, OBSTACLES.values(), strict=True):
        path = site.src / folder / language / 'LC_MESSAGES/convglossary.mo'
        path.parent.mkdir(parents=True)
        make(path)
    site.configure(locale_dirs=['locales', *folders])
    result = site.build(language=language, expect=None)
    assert_ours(result)
    # Where a link leads nowhere nothing is there.
    named = {line.partition(':')[0].split('/')[0] for line in result.warnings}
    absent = {'of a loop of links', 'of a link that leads nowhere'}
    assert named == set(folders) - absent


ONE = {'index.rst': f'{REST.title("Home")}\n{REST.term("Kiln", "An oven.")}'}


@pytest.mark.parametrize('obstacle', OBSTACLES)
@pytest.mark.parametrize('kind', ['journals', 'exports'])
def test_a_record_of_a_build_may_be_anything(project, kind, obstacle):
    """Damaged means empty; where it cannot be written, every build does more."""
    made = project.write(ONE).build()
    before = made.file('index.html'), made.file('glossary.json')
    (path,) = (project.folder / f'doctrees/html-en/convglossary-{kind}').iterdir()
    put(obstacle, path)
    project.write({'index.rst': ONE['index.rst'].replace('oven', 'stove')})
    made = project.build(expect=None)
    assert 'stove' in made.file('glossary.json')
    project.write(ONE)
    made = project.build(expect=None)
    assert (made.file('index.html'), made.file('glossary.json')) == before
    assert_ours(made)
    named = [line for line in made.warnings if '[convglossary.unwritten]' in line]
    assert bool(named) == (obstacle in STANDING)
    assert all(path.name in line for line in named)
    assert path.is_file() == (obstacle not in STANDING)


@pytest.mark.parametrize('obstacle', OBSTACLES)
def test_what_stands_in_the_place_of_an_export_is_named(project, obstacle):
    path = project.folder / 'out/html-en/glossary.json'
    put(obstacle, path)
    # A file that was there before the first build is somebody else's.
    is_theirs = obstacle not in ('nothing at all', 'a link that leads nowhere')
    for _ in range(2):
        made = project.write(ONE).build(expect=None)
        assert 'An oven.' in made.text('index')
        assert_ours(made)
        assert len(made.warnings) == is_theirs
        assert path.is_file() == (obstacle not in STANDING)
    project.build(convglossary_exports=[])
    assert os.path.lexists(path) == is_theirs


@pytest.mark.parametrize('obstacle', OBSTACLES)
def test_the_file_of_a_generated_page_may_be_anything(project, obstacle):
    project.write(ONE, convglossary_pages={'words': {}})
    project.configure(suppress_warnings=['toc.not_included'])
    path = project.folder / 'doctrees/html-en/convglossary-pages/words.convglossary'
    put(obstacle, path)
    made = project.build(expect=None)
    assert_ours(made)
    assert ('words.html' in made.files()) == (obstacle not in STANDING)
    assert 'An oven.' in made.text('index')


@pytest.mark.parametrize('obstacle', OBSTACLES)
@pytest.mark.parametrize('name', ['coverage.json', 'coverage.txt'])
def test_what_stands_in_the_place_of_a_report_is_named(project, name, obstacle):
    put(obstacle, project.folder / 'out/convglossary-en' / name)
    project.write(ONE, convglossary_required_coverage={'fr': 1.0})
    project.translate('fr', 'index', {'Kiln': 'Four', 'An oven.': 'Un four.'})
    made = project.build('convglossary', expect=None)
    assert len(made.warnings) == (obstacle in STANDING)
    assert_ours(made)


@pytest.mark.parametrize('obstacle', OBSTACLES)
def test_the_export_of_another_project_may_be_anything(project, obstacle):
    path = project.src / 'other.json'
    put(obstacle, path)
    site = 'https://handbook.example/en/'
    project.write(ONE, convglossary_inventories={'handbook': (site, path.name)})
    (warned,) = project.build(expect=None).warnings
    assert '[convglossary.inventory]' in warned


@pytest.mark.parametrize('obstacle', OBSTACLES)
def test_a_damaged_copy_of_another_projects_export_is_fetched_anew(
    project, obstacle, server
):
    server.files['/en/glossary.json'] = json.dumps(export(CRANK))
    project.write({'index.rst': f'{REST.title("Home")}\n:term-ref:`Crank`'})
    with server.running() as site:
        project.configure(convglossary_inventories={'handbook': (site, None)})
        project.build()
        (path,) = project.folder.rglob('convglossary-inventories/*.json')
        put(obstacle, path)
        assert 'Crank' in project.build(fresh=False).links('index')
    assert len(server.asked) == 2
