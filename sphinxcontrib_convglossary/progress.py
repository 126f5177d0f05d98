"""How far long work has come, for those who watch a terminal."""

from __future__ import annotations

import shutil
import sys
import time
from typing import Self, TextIO

from sphinxcontrib_convglossary.console import one_line

#: Seconds between two signs of life.
_PAUSE = 0.1
#: Back to the beginning of the line, and the line emptied.
_ERASE = '\r\x1b[K'


class Progress:
    """A line that says what is being worked on; it leaves no trace.

    Where nobody watches (a pipe, a file) nothing is written.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._watched = self._stream.isatty()
        self._next = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._watched and self._next:
            self._stream.write(_ERASE)
            self._stream.flush()

    def show(self, what: str) -> None:
        """Say what is being worked on."""
        now = time.monotonic()
        if self._watched and now >= self._next:
            width = shutil.get_terminal_size().columns - 1
            self._stream.write(f'{_ERASE}{one_line(what)[-width:]}')
            self._stream.flush()
            self._next = now + _PAUSE
