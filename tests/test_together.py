"""Builds that share their sources do not disturb each other, nor the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from whole import start_build, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from projects import Project

BUILDS = (('html', 'en'), ('html', 'fr'), ('gettext', 'en'))


@pytest.fixture(scope='module')
def shared(new_project: Callable[[], Project]) -> Project:
    """Give a project whose catalogs nobody has compiled yet."""
    return write_whole(new_project())


def build_all(project: Project, out: Path, *, together: bool) -> dict[str, bytes]:
    """Build in several languages, together or one after the other."""
    started = []
    for builder, language in BUILDS:
        options = ('-W', '-b', builder, '-D', f'language={language}')
        env = {'SOURCE_DATE_EPOCH': '1767225600'}
        place = out / f'{builder}-{language}'
        started.append(start_build(project.src, place, *options, env=env))
        if not together:
            started[-1].wait()
    for process in started:
        _, warned = process.communicate()
        assert (process.returncode, warned) == (0, '')
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob('*'))
        if path.is_file() and 'doctrees' not in path.relative_to(out).parts[0]
    }


def compiled(project: Project) -> Iterator[Path]:
    """Give the catalogs that Sphinx has compiled."""
    return (project.src / 'locales').rglob('*.mo')


def sources(project: Project) -> dict[str, tuple[int, int]]:
    """Give when each source was last changed, and its size."""
    return {
        path.relative_to(project.src).as_posix(): (status.st_mtime_ns, status.st_size)
        for path in sorted(project.src.rglob('*'))
        for status in [path.stat()]
        if path.is_file() and path.suffix != '.mo'
    }


@pytest.fixture(scope='module')
def untouched(shared: Project) -> dict[str, tuple[int, int]]:
    """Give the state of the sources before anything is built."""
    return sources(shared)


@pytest.fixture(scope='module')
def alone(shared: Project, untouched: object) -> dict[str, bytes]:
    """Give what each build makes when there is no other."""
    return build_all(shared, shared.folder / 'alone', together=False)


@pytest.mark.parametrize('time', range(3))
def test_builds_of_several_languages_at_one_time_are_as_each_alone(shared, alone, time):
    for catalog in compiled(shared):
        catalog.unlink()  # Each of them finds nothing compiled, and compiles.
    together = build_all(shared, shared.folder / f'together-{time}', together=True)
    assert together.keys() == alone.keys()
    assert [name for name in alone if together[name] != alone[name]] == []


def test_nothing_but_compiled_catalogs_is_written_among_the_sources(
    shared, untouched, alone
):
    """What watches the sources to build again (sphinx-autobuild) would never rest."""
    build_all(shared, shared.folder / 'alone', together=True)
    assert sources(shared) == untouched
    folders = {path.name for path in shared.src.rglob('*') if path.is_dir()}
    assert folders == {'chapters', 'locales', 'fr', 'pt', 'LC_MESSAGES'}
