"""The files of a project: its documents, its catalogs, its ``conf.py``."""

from __future__ import annotations

import configparser
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.conf_file import ConfError, parse_conf
from sphinxcontrib_convglossary.guarded_files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxcontrib_convglossary.conf_file import Conf

#: Suffixes that tell the syntax; ``conf.py`` may name more.
REST_SUFFIXES = frozenset({'.rst', '.rest'})
MYST_SUFFIXES = frozenset({'.md', '.markdown'})
_OUTPUT = frozenset({'_build', 'node_modules', '__pycache__'})
#: Catalogs as Sphinx finds them, and templates where sphinx-intl has them.
_CATALOGS = (
    '*/LC_MESSAGES/**/*.po',
    '*/LC_MESSAGES/**/*.pot',
    '*.pot',
    'pot/**/*.pot',
    '.pot/**/*.pot',
)
_INCLUDE = re.compile(r'(?:\.\. include::|[`:~]{3,}\{include\})\s+(\S+)\s*$', re.M)


class ConversionError(Exception):
    """What stops a conversion, in one line that begins with the place."""


def read_conf(path: Path) -> Conf:
    """Return what ``conf.py`` says.

    Raises:
        ConversionError: There is none, or it is no Python.
    """
    try:
        return parse_conf(read_bytes(path))
    except OSError as error:
        raise ConversionError(f'{path}: {error.strerror}') from error
    except ConfError as error:
        place = f'{path}:{error.line}' if error.line else f'{path}'
        raise ConversionError(f'{place}: {error}') from error


def read(path: Path) -> str:
    """Read a text with its line ends as they are.

    Raises:
        ConversionError: It cannot be read, or it is no UTF-8.
    """
    try:
        return read_bytes(path).decode('utf-8')
    except OSError as error:
        raise ConversionError(f'{path}: {error.strerror}') from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b'\n') + 1
        raise ConversionError(f'{path}:{line}: this is no UTF-8') from error


def suffixes_of(conf: Conf) -> dict[str, bool]:
    """Give the suffixes of documents, and whether they are Markdown."""
    found = dict.fromkeys(sorted(REST_SUFFIXES), False)
    found |= dict.fromkeys(sorted(MYST_SUFFIXES), True)
    named = conf.get('source_suffix')
    if isinstance(named, dict):
        found |= {
            suffix: 'markdown' in str(kind) or 'myst' in str(kind)
            for suffix, kind in named.items()
            if kind and isinstance(suffix, str) and suffix != '.ipynb'
        }
    else:
        suffixes = [named] if isinstance(named, str) else conf.texts('source_suffix')
        found |= {suffix: suffix in MYST_SUFFIXES for suffix in suffixes}
    return found


def walk(source: Path) -> Iterator[Path]:
    """Return the files of a project, in order, without builds and other projects."""
    for folder, folders, names in os.walk(source):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if _is_part(here / name) and name not in _OUTPUT
        )
        yield from filter(Path.is_file, (here / name for name in sorted(names)))


def _is_part(folder: Path) -> bool:
    if folder.name.startswith('.'):
        return False
    return not any(
        (folder / mark).exists()
        for mark in ('conf.py', 'pyvenv.cfg', '.buildinfo', '.doctrees')
    )


def included(path: Path, text: str, source: Path) -> Iterator[Path]:
    """Give the files of the project that a document includes."""
    for name in _INCLUDE.findall(text):
        base = source if name.startswith('/') else path.parent
        found = Path(os.path.normpath(base / name.lstrip('/')))
        if found.is_file() and found.is_relative_to(source):
            yield found


def catalogs(folders: Iterable[Path], *, named: bool = False) -> list[Path]:
    """Return the catalogs in directories and their templates, in order.

    *named*: somebody has named the directories for this, so all in them is meant.
    Otherwise only what Sphinx and sphinx-intl look at is: a directory of
    ``locale_dirs`` may have other projects in it.
    """
    patterns = ('**/*.po', '**/*.pot') if named else _CATALOGS
    found: dict[Path, Path] = {}
    for folder in folders:
        for pattern in patterns:
            for path in sorted(folder.glob(pattern)):
                # A link to a catalog is that catalog: it is written once.
                if path.is_file():
                    found.setdefault(path.resolve(), path)
    return sorted(found.values())


def domain_of(path: Path, folders: Iterable[Path]) -> str:
    """Give the name of a catalog: ``a/b`` of ``fr/LC_MESSAGES/a/b.po``."""
    for folder in folders:
        if path.is_relative_to(folder):
            parts = path.relative_to(folder).with_suffix('').parts
            if 'LC_MESSAGES' in parts:
                parts = parts[parts.index('LC_MESSAGES') + 1 :]
            return '/'.join(parts)
    return path.stem


def markup_anywhere(source: Path) -> bool:
    """Tell whether ``docutils.conf`` lets markup stand between letters."""
    parser = configparser.RawConfigParser()
    path = source / 'docutils.conf'
    try:
        parser.read([path] if path.is_file() else [], encoding='utf-8')
    except (configparser.Error, UnicodeDecodeError):
        return False
    for section in parser.sections():
        for name in ('character-level-inline-markup', 'character_level_inline_markup'):
            if parser.get(section, name, fallback='').lower() in (
                '1',
                'on',
                'yes',
                'true',
            ):
                return True
    return False
