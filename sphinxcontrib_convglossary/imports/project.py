"""The Sphinx project that an import writes into, as far as its files tell.

Nothing is run: ``conf.py`` is read as text, and only plain values count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.conf_file import Conf, ConfError, parse_conf

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project."""

    #: The directory of the sources.
    root: Path
    #: What its ``conf.py`` says.
    conf: Conf = field(default_factory=Conf)

    @property
    def locale_dir(self) -> Path:
        """Return the directory of the catalogs."""
        folders = self.conf.texts('locale_dirs')
        return self.root / (folders[0] if folders else 'locales')

    def catalog(self, docname: str) -> str:
        """Return the name of the catalog of a document, as Sphinx makes it."""
        compact = self.conf.get('gettext_compact', True)
        if isinstance(compact, str):
            return compact
        return docname.partition('/')[0] if compact else docname


def project_around(folder: Path) -> Project:
    """Return the project that a directory is in, which may have no ``conf.py``."""
    for root in (folder, *folder.parents):
        conf = root / 'conf.py'
        if conf.is_file():
            try:
                return Project(root=root, conf=parse_conf(conf.read_bytes()))
            except ConfError:
                return Project(root=root)  # Sphinx will say so.
    return Project(root=folder)
