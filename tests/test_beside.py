"""Whatever stands beside the sources ends no build: what cannot be read is not there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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


@pytest.fixture(params=OBSTACLES)
def put_obstacle(request: pytest.FixtureRequest) -> Callable[[Path], None]:
    """Give what puts something at a path, and takes away what is there."""

    def put(path: Path) -> None:
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        OBSTACLES[request.param](path)

    return put


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
