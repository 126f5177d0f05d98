"""XML as a tree that knows its lines; nothing in it leads out of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.imports.material import Source

_LANGUAGE = 'http://www.w3.org/XML/1998/namespace lang'
#: An abbreviation for a namespace is never longer; what multiplies is.
_LONGEST_ENTITY = 200


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


def read_xml(source: Source, *, short_entities: bool = False) -> Element:
    """Read a file of XML.

    Entities are refused, because they can name files of this machine and grow
    without end; *short_entities* lets in those that abbreviate a namespace, as
    RDF/XML has them.
    """
    top = Element(name='', namespace='', attributes={}, line=0)
    open_elements = [top]
    parser = expat.ParserCreate(namespace_separator=' ')
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(' ')
        element = Element(
            name=name,
            namespace=namespace,
            attributes=attributes,
            line=parser.CurrentLineNumber,
        )
        open_elements[-1].content.append(element)
        open_elements.append(element)

    def end(tag: str) -> None:
        open_elements.pop()

    def said(text: str) -> None:
        open_elements[-1].content.append(text)

    def entity(name: str, parameter: bool, value: str | None, *rest: object) -> None:
        harmless = value is not None and not parameter and '&' not in value
        if not (short_entities and harmless and len(value or '') <= _LONGEST_ENTITY):
            reason = f'the entity "{name}" is refused; write what it stands for'
            raise source.malformed(reason, parser.CurrentLineNumber)

    def unknown(name: str, *rest: object) -> None:
        reason = f'the entity "{name}" is unknown'
        raise source.malformed(reason, parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = said
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = unknown
    parser.ExternalEntityRefHandler = lambda *names: 0
    try:
        parser.Parse(source.data, True)
    except expat.ExpatError as error:
        reason = f'this is no XML: {expat.ErrorString(error.code)}'
        raise source.malformed(reason, error.lineno) from error
    except (LookupError, ValueError) as error:  # An encoding that nobody knows.
        raise source.malformed(f'this is no XML: {error}', 1) from error
    return next(top.children)
