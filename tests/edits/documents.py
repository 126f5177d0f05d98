"""What the documents of the project are made of, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass
class Ref:
    """A reference."""

    target: str
    text: str = ''
    role: str = 'term-ref'

    def rst(self) -> str:
        shown = f'{self.text} <{self.target}>' if self.text else self.target
        return f':{self.role}:`{shown}`'


@dataclass
class Text:
    """A paragraph: some words that nothing else says, and references."""

    words: str
    refs: list[Ref] = field(default_factory=list)
    only: str = ''

    def message(self) -> str:
        return ' and '.join([self.words, *(ref.rst() for ref in self.refs)]) + '.'

    def rst(self) -> str:
        return only_for(self.only, f'{self.message()}\n')


@dataclass
class Entry:
    """A ``convterm`` block."""

    name: str
    short: Text
    long: Text | None = None
    options: dict[str, list[str]] = field(default_factory=dict)
    only: str = ''
    #: The label of a picture in its definition.  Where that is, Sphinx looks once, so
    #: such a term stays where it is, and hidden.
    picture: str = ''

    @property
    def hidden(self) -> bool:
        return 'hidden' in self.options

    def messages(self) -> Iterator[str]:
        yield self.name
        for option in TRANSLATED_OPTIONS:
            if option in self.options:
                yield ' · '.join(self.options[option])
        yield self.short.message()
        if self.long:
            yield self.long.message()
        if self.picture:
            yield 'A picture.'

    def rst(self) -> str:
        lines = [f'.. convterm:: {self.name}']
        for option, items in self.options.items():
            lines.append(f'   :{option}: {" · ".join(items)}'.rstrip())
        lines += ['', indented(self.short.rst())]
        if self.long:
            lines += [indented(self.long.rst())]
        if self.picture:
            figure = '.. figure:: /picture.png\n\n   A picture.\n'
            lines += ['', indented(f'.. _{self.picture}:\n\n{figure}')]
        return only_for(self.only, '\n'.join(lines))


#: The options of a term that translators get as messages.
TRANSLATED_OPTIONS = (
    'aliases',
    'forms',
    'deprecated',
    'abbreviation',
    'learn-more',
    'sort',
)


@dataclass
class Doc:
    """A document."""

    title: Text
    texts: list[Text] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    #: The options of a listing, and what it is only for.
    listing: dict[str, str] | None = None
    listing_only: str = ''
    #: Entries of Sphinx's glossary.
    standard: list[str] = field(default_factory=list)
    includes: bool = False

    def messages(self) -> Iterator[str]:
        yield self.title.message()
        for text in self.texts:
            yield text.message()
        for entry in self.entries:
            yield from entry.messages()
        for name in self.standard:
            yield name
            yield f'What a {name.lower()} is.'

    def rst(self, toctree: Sequence[str] = ()) -> str:
        title = self.title.message()
        parts = [f'{title}\n{"=" * len(title)}\n']
        if toctree:
            parts.append('.. toctree::\n\n' + indented('\n'.join(toctree) + '\n'))
        parts += [text.rst() for text in self.texts]
        parts += [entry.rst() for entry in self.entries]
        if self.standard:
            entries = [f'{n}\n   What a {n.lower()} is.' for n in self.standard]
            parts.append('.. glossary::\n\n' + indented('\n\n'.join(entries) + '\n'))
        if self.listing is not None:
            options = [f'   :{key}: {v}'.rstrip() for key, v in self.listing.items()]
            listing = '\n'.join(['.. convglossary::', *options, ''])
            parts.append(only_for(self.listing_only, listing))
        if self.includes:
            parts.append('.. include:: /shared.txt\n')
        return '\n'.join(parts)


def indented(text: str) -> str:
    return ''.join(
        f'   {line}' if line.strip() else line for line in text.splitlines(True)
    )


def only_for(expression: str, text: str) -> str:
    return f'.. only:: {expression}\n\n{indented(text)}' if expression else text
