"""JSON whose objects know their lines, and questions asked of such objects."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import partial
from json import decoder, scanner
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.imports.material import MalformedError, Source


class Placed(dict[str, Any]):
    """A mapping of a file; whatever is asked of it is there, or an error is raised."""

    #: The file, and the line that the mapping begins in.
    source: Source
    line: int

    @classmethod
    def at(cls, source: Source, line: int, content: dict[Any, Any]) -> Placed:
        """Make one of what was read."""
        made = cls({str(key): value for key, value in content.items()})
        made.source, made.line = source, line
        return made

    @property
    def place(self) -> str:
        """Give the file and the line."""
        return f'{self.source.name}:{self.line}'

    def malformed(self, reason: str) -> MalformedError:
        """Give the error that says what is wrong here."""
        return self.source.malformed(reason, self.line)

    def text(self, key: str, *, needed: bool = False) -> str:
        """Give a text; '' where there is none, unless it is needed."""
        value = self.get(key)
        if value is None and not needed:
            return ''
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)  # YAML takes "3.1" and "10" for numbers.
        if not isinstance(value, str) or (needed and not value):
            raise self.malformed(f'"{key}" is not a text')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; none where there is no list."""
        values = self.items_of(key)
        if not all(isinstance(value, str) for value in values):
            raise self.malformed(f'"{key}" is not a list of texts')
        return tuple(values)

    def mapping(self, key: str) -> Placed:
        """Give a mapping; an empty one where there is none."""
        value = self.get(key)
        if value is None:
            return Placed.at(self.source, self.line, {})
        if not isinstance(value, Placed):
            raise self.malformed(f'"{key}" is not a mapping')
        return value

    def mappings(self, key: str) -> tuple[Placed, ...]:
        """Give a list of mappings; none where there is no list."""
        values = self.items_of(key)
        if not all(isinstance(value, Placed) for value in values):
            raise self.malformed(f'"{key}" is not a list of mappings')
        return tuple(values)

    def items_of(self, key: str) -> list[Any]:
        """Give a list of whatever; an empty one where there is none."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.malformed(f'"{key}" is not a list')
        return value

    def children(self) -> Iterator[tuple[str, Placed]]:
        """Give each key and its mapping: all values have to be mappings."""
        for key in self:
            yield key, self.mapping(key)


class _Decoder(json.JSONDecoder):
    """A decoder that remembers where objects begin.

    The scanner written in Python asks ``parse_object``; the one in C does not.
    """

    def __init__(self, source: Source, text: str) -> None:
        super().__init__()
        starts = [n for n, sign in enumerate(text) if sign == '\n']

        parse: Any = vars(decoder)['JSONObject']

        def parse_object(at: tuple[str, int], *arguments: Any) -> tuple[Placed, int]:
            found, end = parse(at, *arguments)
            line = bisect_right(starts, at[1] - 1) + 1
            return Placed.at(source, line, found), end

        make: Any = vars(scanner)['py_make_scanner']
        self.parse_object = parse_object
        self.scan_once = make(self)


def read_json(source: Source, *, lines: bool = True) -> Any:
    """Read a file of JSON; its objects are :class:`Placed`.

    Without *lines* all of them are in line 1, and that takes a tenth of the time.
    """
    text = source.text()
    try:
        if not lines:
            return json.loads(text, object_hook=partial(Placed.at, source, 1))
        return _Decoder(source, text).decode(text)
    except json.JSONDecodeError as error:
        raise source.malformed(f'this is no JSON: {error.msg}', error.lineno) from error
    except RecursionError as error:
        raise source.malformed('this is no JSON: it is nested too deep', 1) from error
    except ValueError as error:  # A number of too many digits.
        raise source.malformed(f'this is no JSON: {error}', 1) from error
