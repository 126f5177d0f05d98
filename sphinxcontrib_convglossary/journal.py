"""What the pages of an output were told when they were written, and what is owed.

Sphinx keeps its environment before it writes pages, and one environment may serve
several outputs.  So each output has a journal of its own: a page that is to be
written is struck out first and entered when the build has ended well.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.guarded_files import read_json
from sphinxcontrib_convglossary.outputs import record_path, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Set
    from pathlib import Path

    from sphinx.application import Sphinx


@dataclass(kw_only=True)
class Journal:
    """The journal of one output."""

    path: Path
    #: What each page was told, by document.
    pages: dict[str, str]
    #: What the answers were made of; '' while pages are owed.
    state: str = ''
    #: Whether nothing was wrong then with the glossary as a whole.
    sound: bool = False

    @classmethod
    def of(cls, app: Sphinx) -> Journal:
        """Read the journal of a build's output; a damaged one counts as empty."""
        path = record_path(app, 'journals')
        match read_json(path):
            case {'pages': dict(pages), 'state': str(state), 'sound': bool(sound)}:
                if all(isinstance(answer, str) for answer in pages.values()):
                    return cls(path=path, pages=pages, state=state, sound=sound)
        return cls(path=path, pages={})

    def owed(self, told: Mapping[str, str]) -> set[str]:
        """Give the pages that show something else than what they are told now."""
        return {name for name in told if self.pages.get(name) != told[name]}

    def owe(self, pages: Set[str]) -> None:
        """Strike pages out before they are written."""
        for page in pages:
            self.pages.pop(page, None)
        self._write('')

    def pay(
        self, told: Mapping[str, str], written: Set[str], state: str, *, sound: bool
    ) -> None:
        """Enter pages that have been written, and forget those that are gone."""
        again = (self.state, self.sound) == (state, sound)
        self.sound = sound
        pages = {
            name: answer
            for name, answer in told.items()
            if name in written or self.pages.get(name) == answer
        }
        if pages != self.pages or not again:
            self.pages = pages
            self._write(state if pages.keys() == told.keys() else '')

    def _write(self, state: str) -> None:
        self.state = state
        known = {'state': state, 'sound': self.sound, 'pages': self.pages}
        write(self.path, json.dumps(known, indent=0).encode())
