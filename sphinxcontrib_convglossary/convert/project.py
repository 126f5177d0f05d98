"""The files of a project: its documents, its catalogs, its ``conf.py``."""

from __future__ import annotations

import ast
import configparser
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Suffixes that tell the syntax; ``conf.py`` may name more.
REST_SUFFIXES = frozenset({'.rst', '.rest'})
MYST_SUFFIXES = frozenset({'.md', '.markdown'})
_OUTPUT = frozenset({'_build', 'node_modules', '__pycache__'})
_INCLUDE = re.compile(r'(?:\.\. include::|[`:~]{3,}\{include\})\s+(\S+)\s*$', re.M)


class ConversionError(Exception):
    """What stops a conversion, in one line that begins with the place."""


@dataclass(frozen=True, kw_only=True)
class Conf:
    """What ``conf.py`` says, as far as it can be read without running it."""

    path: Path
    text: str
    #: The values that are written as such, with their lines.
    values: dict[str, tuple[Any, int]]

    def get(self, name: str, default: Any = None) -> Any:
        """Give a value."""
        return self.values.get(name, (default, 0))[0]

    def line_of(self, name: str) -> int:
        """Give the line of a value, counted from 1; the last line without one."""
        lines = self.text.count('\n') + 1
        return self.values.get(name, (None, lines))[1]


def read_conf(source: Path) -> Conf:
    """Read ``conf.py``.

    Raises:
        ConversionError: There is none, or it is no Python.
    """
    path = source / 'conf.py'
    text = read(path).removeprefix('\ufeff')
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise ConversionError(f'{path}:{error.lineno}: {error.msg}') from error
    values = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        try:
            value = ast.literal_eval(node.value)
        except ValueError:
            value = None
        for target in targets:
            if isinstance(target, ast.Name):
                values[target.id] = value, node.lineno
    return Conf(path=path, text=text, values=values)


def read(path: Path) -> str:
    """Read a text with its line ends as they are.

    Raises:
        ConversionError: It cannot be read, or it is no UTF-8.
    """
    try:
        return path.read_bytes().decode('utf-8')
    except OSError as error:
        raise ConversionError(f'{path}: {error.strerror}') from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b'\n') + 1
        raise ConversionError(f'{path}:{line}: this is no UTF-8') from error


def suffixes_of(conf: Conf) -> dict[str, bool]:
    """Give the suffixes of documents, and whether they are Markdown."""
    found = dict.fromkeys(sorted(REST_SUFFIXES), False)
    found |= dict.fromkeys(sorted(MYST_SUFFIXES), True)
    named = conf.get('source_suffix') or ()
    if isinstance(named, dict):
        found |= {
            suffix: 'markdown' in str(kind) or 'myst' in str(kind)
            for suffix, kind in named.items()
            if kind and suffix != '.ipynb'
        }
    else:
        named = [named] if isinstance(named, str) else named
        found |= {suffix: suffix in MYST_SUFFIXES for suffix in named}
    return found


def walk(source: Path) -> Iterator[Path]:
    """Give the files of a project, in order, without builds and other projects."""
    for folder, folders, names in os.walk(source):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if _is_part(here / name) and name not in _OUTPUT
        )
        yield from (here / name for name in sorted(names))


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


def catalogs(folders: Iterable[Path]) -> list[Path]:
    """Give the catalogs and their templates, in order."""
    found: set[Path] = set()
    for folder in folders:
        found.update(folder.rglob('*.po'))
        found.update(folder.rglob('*.pot'))
    return sorted(found)


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
    try:
        parser.read(source / 'docutils.conf', encoding='utf-8')
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
