"""The Sphinx project that an import writes into, as far as its files tell.

Nothing is run: ``conf.py`` is read as text, and only plain values count.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project."""

    #: The folder of the sources.
    root: Path
    #: The values of ``conf.py`` that are plain.
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def locale_dir(self) -> Path:
        """Give the folder of the catalogs."""
        folders = self.texts('locale_dirs')
        return self.root / (folders[0] if folders else 'locales')

    def texts(self, name: str) -> list[str]:
        """Give the texts of a list in ``conf.py``."""
        values = self.values.get(name)
        each = values if isinstance(values, list | tuple | set) else ()
        return [value for value in each if isinstance(value, str)]

    def catalog(self, docname: str) -> str:
        """Name the catalog of a document, as Sphinx does."""
        compact = self.values.get('gettext_compact', True)
        if isinstance(compact, str):
            return compact
        return docname.partition('/')[0] if compact else docname


def project_around(folder: Path) -> Project:
    """Give the project that a folder is in; without a ``conf.py`` it is the folder."""
    for root in (folder, *folder.parents):
        conf = root / 'conf.py'
        if conf.is_file():
            return Project(root=root, values=_values(conf.read_bytes()))
    return Project(root=folder)


def _values(conf: bytes) -> dict[str, Any]:
    try:
        tree = ast.parse(conf)
    except (SyntaxError, ValueError):
        return {}  # Sphinx will say so.
    values: dict[str, Any] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            targets = [x.id for x in statement.targets if isinstance(x, ast.Name)]
            try:
                value = ast.literal_eval(statement.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                continue
            values |= dict.fromkeys(targets, value)
    return values
