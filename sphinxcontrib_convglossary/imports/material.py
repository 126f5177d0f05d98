"""What an import has read of a file, whatever its format."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinxcontrib_convglossary.registry import State, Translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxcontrib_convglossary.vocabulary import Category, Concept


class MalformedError(Exception):
    """A file that cannot be read, and why, in one line with its place."""

    def __init__(self, reason: str, file: str, line: int = 0) -> None:
        self.place = f'{file}:{line}' if line else file
        self.reason = ' '.join(reason.split())
        super().__init__(f'{self.place}: {self.reason}')


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to import."""

    #: As the user called it.
    name: str
    data: bytes

    def malformed(self, reason: str, line: int = 0) -> MalformedError:
        """Give the error that says what is wrong with the file."""
        return MalformedError(reason, self.name, line)

    def text(self) -> str:
        """Decode the file: UTF-8, or what a byte order mark says."""
        marked = (x for mark, x in _MARKS if self.data.startswith(mark))
        encoding = next(marked, 'utf-8')
        try:
            return self.data.decode(encoding)
        except UnicodeDecodeError as error:
            line = self.data.count(b'\n', 0, error.start) + 1
            reason = f'this is no {encoding.upper()}; save the file as UTF-8'
            raise self.malformed(reason, line) from error


_MARKS = (
    (codecs.BOM_UTF8, 'utf-8-sig'),
    (codecs.BOM_UTF16_LE, 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16'),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A concept as a file has it.

    Its id may be empty, its renderings lack the source language, and its links
    name their targets by id or by name.
    """

    concept: Concept
    #: Where it stands, ``file:line``.
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What has been read."""

    #: A locale; '' where the file does not tell.
    source_language: str = ''
    #: What the glossary is called in the source language.
    title: str = ''
    #: What the project is called, with its version; '' where the file does not tell.
    project: str = ''
    #: The locales that the file names; '' stands for text without a language.
    languages: tuple[str, ...] = ()
    #: Whether a language that a concept lacks is one that it is not published in.
    complete: bool = False
    categories: tuple[Category, ...] = ()
    entries: tuple[Entry, ...] = ()
    #: What could not be brought over, each in one line with its place.
    notes: tuple[str, ...] = ()


def locale_of(tag: str) -> str:
    """Give the locale of a language tag, with the case that locales have.

    >>> locale_of('pt-br'), locale_of('zh-hant-TW'), locale_of('EN')
    ('pt_BR', 'zh_Hant_TW', 'en')
    """
    first, *others = re.split('[-_]', tag.strip())
    shaped = {2: str.upper, 4: str.title}
    return '_'.join(
        [first.lower(), *(shaped.get(len(x), str.lower)(x) for x in others)]
    )


def paragraphs(text: str) -> tuple[Translated, ...]:
    """Give the paragraphs of a text: an empty line is between them."""
    each = (' '.join(lines.split('\n')).strip() for lines in _EMPTY.split(text))
    return tuple(Translated(text=x, state=State.TRANSLATED) for x in each if x)


_EMPTY = re.compile(r'(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*')


def left_out(file: str, kinds: Mapping[str, int]) -> tuple[str, ...]:
    """Name what a file says beyond what a term can say, and how often.

    >>> left_out('a.tbx', {'note': 3})
    ('a.tbx: left out, as terms have no place for it: note (3)',)
    """
    each = ', '.join(f'{kind} ({number})' for kind, number in kinds.items())
    reason = 'left out, as terms have no place for it'
    return (f'{file}: {reason}: {each}',) if each else ()


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Give each text once, without the empty ones."""
    return tuple(text for text in dict.fromkeys(texts) if text)


def extra(name: str, file: str) -> Any:
    """Give a package that only imports need; what cannot be had is said.

    It comes with ``sphinxcontrib-convglossary[import]``.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        need = "pip install 'sphinxcontrib-convglossary[import]'"
        raise MalformedError(f'{name} is needed to read this: {need}', file) from error
