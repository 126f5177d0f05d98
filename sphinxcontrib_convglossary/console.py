"""What commands say: one line at a time, in characters that any terminal can show."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

#: Controls, lone surrogates, what ends a line, and what turns its direction.
_HARMFUL = re.compile('[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')


def one_line(text: str) -> str:
    r"""Return a text as one line: what moves a cursor is written as Python does.

    File names may hold it, and what a file says.

    >>> print(one_line('a\nb\x1b[2J'))
    a\nb\x1b[2J
    """
    return _HARMFUL.sub(lambda found: ascii(found[0])[1:-1], text)


def say(text: str, stream: TextIO | None = None) -> None:
    """Write a line, to standard output by default."""
    out = stream or sys.stdout
    encoding = getattr(out, 'encoding', None) or 'utf-8'
    shown = one_line(text).encode(encoding, 'backslashreplace').decode(encoding)
    print(shown, file=out)


def complain(problem: object) -> None:
    """Write a line about what is wrong to standard error."""
    say(_reason(problem) if isinstance(problem, OSError) else f'{problem}', sys.stderr)


def _reason(error: OSError) -> str:
    """Return what an error of the system says, after the file if it names one."""
    place = '' if error.filename is None else f'{error.filename}: '
    return f'{place}{error.strerror or error}'
