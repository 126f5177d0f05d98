"""XML as a tree that knows its lines; nothing in it leads out of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.imports.material import MalformedError, Source

_LANGUAGE = 'http://www.w3.org/XML/1998/namespace lang'
#: An abbreviation for a namespace is never longer; what multiplies is.
_LONGEST_ENTITY = 200
#: How many times as long as the file all its text may be, with entities written out;
#: and how much of it is never too much.
_MOST_GROWTH = 10
_ALWAYS_READ = 1_000_000
#: How many characters may be copied while texts are joined: about two seconds.
_MOST_COPIED = 10**10
#: How many times as long markup takes, which is also read again for each piece.
_MARKUP = 1000
_PARSE_TYPE = 'http://www.w3.org/1999/02/22-rdf-syntax-ns# parseType'


@dataclass(slots=True, kw_only=True)
class Element:
    """An element."""

    #: Its name, without the namespace.
    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    content: list[str | Element] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language that it says it is in; '' where it does not."""
        return self.attributes.get(_LANGUAGE, '')

    @property
    def text(self) -> str:
        """All the text in it, without markup."""
        pieces: list[str] = []
        waiting: list[str | Element] = [self]
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                pieces.append(one)
            else:
                waiting += reversed(one.content)
        return ''.join(pieces).strip()

    @property
    def children(self) -> Iterator[Element]:
        """The elements directly in it."""
        return (one for one in self.content if isinstance(one, Element))

    def every(self) -> Iterator[Element]:
        """Give the elements anywhere in it, in order."""
        waiting = [*self.children][::-1]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += [*one.children][::-1]

    def all(self, *names: str) -> Iterator[Element]:
        """Give the elements of some names anywhere in it, in order."""
        return (one for one in self.every() if one.name in names)


def read_xml(source: Source) -> Element:
    """Read a file of XML.

    Entities are refused, because they can name files of this machine and grow
    without end.
    """
    return _Reading(source).root()


def check_rdf(source: Source) -> None:
    """Refuse a file of RDF/XML or TriX that another parser must not read.

    Entities that abbreviate a namespace are let in: RDF/XML has them.
    """
    _RdfReading(source).root()


class _Reading:
    """A file as expat reads it."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._top = Element(name='', namespace='', attributes={}, line=0)
        self._open = [self._top]
        parser = self._parser = expat.ParserCreate(namespace_separator=' ')
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._unknown
        parser.ExternalEntityRefHandler = lambda *names: 0

    def root(self) -> Element:
        """Return the outermost element."""
        try:
            self._parser.Parse(self._source.data, True)
        except expat.ExpatError as error:
            reason = f'this is no XML: {expat.ErrorString(error.code)}'
            raise self._source.malformed(reason, error.lineno) from error
        except (LookupError, ValueError) as error:  # An encoding that nobody knows.
            raise self._source.malformed(f'this is no XML: {error}', 1) from error
        return next(self._top.children)

    def _malformed(self, reason: str) -> MalformedError:
        return self._source.malformed(reason, self._parser.CurrentLineNumber)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(' ')
        element = Element(
            name=name,
            namespace=namespace,
            attributes=attributes,
            line=self._parser.CurrentLineNumber,
        )
        self._open[-1].content.append(element)
        self._open.append(element)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _said(self, text: str) -> None:
        self._open[-1].content.append(text)

    def _entity(
        self, name: str, parameter: bool, value: str | None, *rest: object
    ) -> None:
        raise self._malformed(
            f'the entity "{name}" is refused; write what it stands for'
        )

    def _unknown(self, name: str, *rest: object) -> None:
        raise self._malformed(f'the entity "{name}" is unknown')


class _RdfReading(_Reading):
    """A file that rdflib reads next: its parser joins a text piece by piece.

    That takes quadratic time.  A line is a piece, and so is an entity.
    """

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._parser.buffer_text = False  # Neither has that parser.
        #: How long the text of each open element is.
        self._lengths = [0]
        #: The number of open elements at the outermost one that is markup.
        self._literal = 0
        self._copied = self._expanded = 0
        self._most = max(_ALWAYS_READ, _MOST_GROWTH * len(source.data))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        super()._start(tag, attributes)
        self._lengths.append(0)
        size = sum(map(len, attributes.values()))
        if self._literal:
            self._grow(self._literal, len(f'<{tag}></{tag}>') + size)
        elif attributes.get(_PARSE_TYPE) == 'Literal':
            self._literal = len(self._lengths) - 1
        self._expand(size)

    def _end(self, tag: str) -> None:
        super()._end(tag)
        self._lengths.pop()
        if self._literal >= len(self._lengths):
            self._literal = 0

    def _said(self, text: str) -> None:
        super()._said(text)
        self._grow(self._literal or -1, len(text))
        self._expand(len(text))

    def _grow(self, number: int, size: int) -> None:
        self._lengths[number] += size
        weight = _MARKUP if self._literal else 1
        self._copied += weight * self._lengths[number]
        if self._copied > _MOST_COPIED:
            reason = 'so long a text takes too long to read; save the file as Turtle'
            raise self._malformed(reason)

    def _expand(self, size: int) -> None:
        self._expanded += size
        if self._expanded > self._most:
            reason = 'entities make this file too long; write what they say'
            raise self._malformed(reason)

    def _entity(
        self, name: str, parameter: bool, value: str | None, *rest: object
    ) -> None:
        harmless = value is not None and not parameter and '&' not in value
        if not harmless or len(value or '') > _LONGEST_ENTITY:
            super()._entity(name, parameter, value, *rest)
