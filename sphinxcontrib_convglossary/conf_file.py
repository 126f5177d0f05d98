"""What ``conf.py`` says, as far as it can be read without running it."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from importlib.util import decode_source
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Python goes down into what is nested as far as its own limits go.
_TOO_DEEP = (MemoryError, RecursionError)
#: What a value that is no literal, or cannot be computed, is refused with.
_NOT_PLAIN = (ValueError, TypeError, SyntaxError, OverflowError, *_TOO_DEEP)


class ConfError(Exception):
    """A ``conf.py`` that Python does not read either.

    Attributes:
        line: Where, counted from 1; ``None`` where Python does not say.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Conf:
    """The values that are written in a ``conf.py``."""

    text: str = ''
    #: Those that are plain, by name.
    values: dict[str, Any] = field(default_factory=dict)
    #: The line of each name that has a value, plain or not.
    lines: dict[str, int] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a plain value."""
        return self.values.get(name, default)

    def texts(self, name: str) -> list[str]:
        """Return the texts of a list."""
        value = self.values.get(name)
        each = value if isinstance(value, list | tuple | set) else ()
        return [text for text in each if isinstance(text, str)]

    def line_of(self, name: str) -> int:
        """Return the line of a value; the last line of the file without one."""
        return self.lines.get(name, self.text.count('\n') + 1)


def parse_conf(data: bytes) -> Conf:
    """Return what a ``conf.py`` says.

    Raises:
        ConfError: It is no Python.
    """
    try:
        text = decode_source(data)
        with warnings.catch_warnings(action='ignore'):  # Sphinx shows them.
            tree = ast.parse(text)
    except SyntaxError as error:
        raise ConfError(error.msg, error.lineno) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b'\n') + 1
        raise ConfError('this is no UTF-8', line) from error
    except ValueError as error:  # Before Python 3.12: a NUL.
        raise ConfError(str(error)) from error
    except _TOO_DEEP as error:
        raise ConfError('an expression is too long or too deep for Python') from error
    conf = Conf(text=text)
    for name, value, line in _assignments(tree):
        conf.lines[name] = line
        conf.values.pop(name, None)
        try:
            conf.values[name] = ast.literal_eval(value)
        except _NOT_PLAIN:
            continue  # It is there, but only running the file would show it.
    return conf


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr, int]]:
    """Return each name that is given a value, with that and the line."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets, value = [node.target], node.value
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name):
                yield target.id, value, node.lineno
