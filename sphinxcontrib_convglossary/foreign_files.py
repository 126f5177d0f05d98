"""Files of an output that others put there: they are not ours to write or remove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from sphinxcontrib_convglossary.config import place_in_conf
from sphinxcontrib_convglossary.problems import Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

#: What Sphinx takes off the names of templates that it copies.
_TEMPLATES = ('', '_t', '.jinja')


def extra_file(app: Sphinx, name: str) -> Path | None:
    """Return the file that Sphinx copies to a name at the root of the site."""
    excluded = Matcher(app.config.exclude_patterns)
    paths = (Path(app.confdir, each) for each in app.config.html_extra_path)
    return next(_called(name, paths, excluded), None)


def static_file(app: Sphinx, name: str) -> Path | None:
    """Return the file of the author or of a theme that is copied as a static file."""
    excluded = Matcher([*app.config.exclude_patterns, '**/.*'])
    paths = [Path(app.confdir, each) for each in app.config.html_static_path]
    if theme := getattr(app.builder, 'theme', None):
        paths += (Path(folder, 'static') for folder in theme.get_theme_dirs())
    # What extensions register, from Sphinx 9.1 on.
    paths += map(Path, getattr(app.registry, 'static_dirs', ()))
    names = (f'{name}{ending}' for ending in _TEMPLATES)
    return next((x for each in names for x in _called(each, paths, excluded)), None)


def _called(name: str, paths: Iterable[Path], excluded: Matcher) -> Iterator[Path]:
    for path in paths:
        if path.name == name and path.is_file():
            yield path
        elif (path / name).is_file() and not excluded(f'./{name}'):
            yield path / name


def report_taken(app: Sphinx, name: str, other: Path | None = None) -> None:
    """Warn that a file of ours is not there, as somebody else's has its name.

    *other* is where Sphinx copies it from, if that is known.
    """
    option = 'html_static_path' if '/' in name else 'html_extra_path'
    report(
        Problem.TAKEN,
        place_in_conf(Path(app.confdir), option if other else 'convglossary_exports'),
        name=name,
        reason=f'"{_shown(app, other)}" has that name; rename it'
        if other
        else 'somebody else has put it there; remove it or rename it',
    )


def _shown(app: Sphinx, path: Path) -> str:
    """Return a path as an author calls it: from the directory of ``conf.py``."""
    base = Path(app.confdir)
    return (path.relative_to(base) if path.is_relative_to(base) else path).as_posix()
