"""A build is the same in any process, order and folder, on any day.

What differs in a project without the extension is left out here: the time in the
header of a template and in the metadata of an EPUB, the path of the source in XML,
the metadata of a document without any in JSON.
"""

from __future__ import annotations

import re
import shutil
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest
from whole import start_build, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Project

    Make = Callable[[str, str, 'Way'], 'Made']

#: Reads documents in the order that the environment asks for.
READING = """
import os


def reorder(app, env, docnames):
    if os.environ['READ'] == 'backwards':
        docnames.reverse()
    if os.environ['READ'] == 'mixed':
        docnames.sort(key=lambda docname: docname[::-1])


def setup(app):
    app.connect('env-before-read-docs', reorder)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
"""


@dataclass(frozen=True)
class Way:
    """How a project is built: what must not be seen in what is made."""

    jobs: int = 1
    seed: int = 0
    read: str = 'forwards'
    checkout: str = 'here'
    #: When it is said to be; an empty text leaves it to the clock.
    time: str = ''


FIRST = Way()
OTHERS = (
    Way(jobs=2, seed=1),
    Way(jobs=4, seed=2, checkout='far/away'),
    Way(seed=3, read='backwards', time='86400'),
    Way(jobs=2, seed=4, read='mixed', time='1767225600'),
)
#: Everything is another, for the builders that are tried in two ways only.
ANOTHER = Way(jobs=2, seed=5, read='backwards', checkout='far/away', time='86400')


@dataclass(frozen=True)
class Made:
    """What a build has made."""

    files: dict[str, bytes]
    warnings: list[str]


@pytest.fixture(scope='module')
def make(new_project: Callable[[], Project]) -> Make:
    """Build a project that uses everything, rightly and wrongly, each way once."""
    project = write_whole(new_project(), mistakes=True).use('reading')

    @cache
    def make(builder: str, language: str, way: Way) -> Made:
        folder = project.folder / way.checkout
        source, out = (
            folder / 'src',
            folder / 'out' / f'{builder}-{language}-{way.seed}',
        )
        if not source.exists():
            shutil.copytree(project.src, source)
        (folder / 'reading.py').write_text(READING, encoding='utf-8')
        options = ('-b', builder, '-j', str(way.jobs), '-D', f'language={language}')
        env = {'PYTHONHASHSEED': str(way.seed), 'READ': way.read}
        if way.time:
            env['SOURCE_DATE_EPOCH'] = way.time
        process = start_build(source, out, *options, env=env)
        _, warned = process.communicate()
        assert process.returncode == 0, warned
        places = (f'{out}-doctrees', str(out), str(source))
        return Made(
            files={
                path.relative_to(out).as_posix(): _comparable(path, places)
                for path in sorted(out.rglob('*'))
                if path.is_file()
            },
            warnings=sorted(_elsewhere(warned, places).splitlines()),
        )

    return make


def _comparable(path: Path, places: tuple[str, ...]) -> bytes:
    """Give what a file says, without what Sphinx says in it of time and place."""
    data = path.read_bytes()
    if path.name == 'objects.inv':
        # Compressed, equal texts may differ.
        *head, body = data.split(b'\n', 4)
        return b'\n'.join([*head, zlib.decompress(body)])
    if path.name == 'content.opf':
        return re.sub(rb'<meta property="dcterms:modified">.*|<dc:date>.*', b'', data)
    if path.suffix == '.pot':
        return re.sub(rb'"POT-Creation-Date: .*', b'', data)
    if path.suffix == '.xml':
        return _elsewhere(data.decode(), places).encode()
    if path.suffix == '.fjson':
        # Sphinx's collector leaves nothing, and with processes an empty dict.
        return data.replace(b'"meta": {}', b'"meta": null')
    if path.suffix in ('.epub', '.pickle'):
        return b''  # It holds the others, compressed; the environment.
    return data


def _elsewhere(text: str, places: tuple[str, ...]) -> str:
    for place in places:
        text = text.replace(place, '')
    return text


HTML = [(language, way) for language in ('en', 'fr') for way in OTHERS]


@pytest.mark.parametrize(('language', 'way'), HTML)
def test_html_is_the_same_in_any_way(make, language, way):
    assert_equal(make('html', language, way), make('html', language, FIRST))


@pytest.mark.parametrize(
    'builder',
    ['text', 'xml', 'latex', 'gettext', 'epub', 'singlehtml', 'json', 'convglossary'],
)
def test_other_formats_are_the_same_in_another_way(make, builder):
    assert_equal(make(builder, 'fr', ANOTHER), make(builder, 'fr', FIRST))


def assert_equal(made: Made, first: Made) -> None:
    """Name the files that differ, not all that they hold."""
    assert made.warnings == first.warnings
    assert made.files.keys() == first.files.keys()
    differing = [x for x in made.files if made.files[x] != first.files[x]]
    assert differing == []
