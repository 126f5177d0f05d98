"""What the documents of the project are made of, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from projects import MYST, REST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projects import Syntax


@dataclass
class Ref:
    """A reference."""

    target: str
    text: str = ''
    role: str = 'term-ref'

    def written(self, syntax: Syntax) -> str:
        shown = f'{self.text} <{self.target}>' if self.text else self.target
        return syntax.ref(shown, self.role)


@dataclass
class Text:
    """A paragraph: words that nothing else says, references, a footnote."""

    words: str
    refs: list[Ref] = field(default_factory=list)
    #: The condition under which it is shown (see :func:`guarded`).
    only: str = ''
    #: The name of a substitution that it uses.
    substitution: str = ''
    #: The name of its footnote.
    note: str = ''

    def message(self, syntax: Syntax = REST) -> str:
        parts = [self.words, *(ref.written(syntax) for ref in self.refs)]
        if self.substitution:
            parts.append(syntax.substitution(self.substitution))
        note = f' {syntax.footnote(self.note)}' if self.note else ''
        return ' and '.join(parts) + f'.{note}'

    def messages(self, syntax: Syntax) -> Iterator[str]:
        yield self.message(syntax)
        if self.note:
            yield self._note_text()

    def written(self, syntax: Syntax) -> str:
        parts = [f'{self.message(syntax)}\n']
        if self.note:
            parts.append(syntax.footnote_text(self.note, self._note_text()))
        return guarded(self.only, '\n'.join(parts), syntax)

    def _note_text(self) -> str:
        return f'The footnote {self.note}.'


@dataclass
class Entry:
    """A ``convterm`` block."""

    name: str
    short: Text
    long: Text | None = None
    options: dict[str, list[str]] = field(default_factory=dict)
    #: The condition under which it is there (see :func:`guarded`).
    only: str = ''
    #: The label of a picture in its definition.  Where that is, Sphinx looks once, so
    #: such a term stays where it is, and hidden.
    picture: str = ''
    #: The label before the block.  Where that is, Sphinx looks once as well.
    label: str = ''

    @property
    def hidden(self) -> bool:
        return 'hidden' in self.options

    @property
    def stays(self) -> bool:
        """Whether references that Sphinx resolves lead to it."""
        return bool(self.picture or self.label)

    def texts(self) -> list[Text]:
        return [self.short, *([self.long] if self.long else [])]

    def messages(self, syntax: Syntax) -> Iterator[str]:
        yield self.name
        for option in TRANSLATED_OPTIONS:
            if option in self.options:
                yield ' · '.join(self.options[option])
        for text in self.texts():
            yield from text.messages(syntax)
        if self.picture:
            yield 'A picture.'

    def written(self, syntax: Syntax) -> str:
        body = [text.written(syntax) for text in self.texts()]
        if self.picture:
            figure = syntax.directive('figure', '/picture.png', body='A picture.\n')
            body.append(syntax.label(self.picture, figure))
        options = {option: ' · '.join(items) for option, items in self.options.items()}
        block = syntax.directive('convterm', self.name, options, '\n'.join(body))
        if self.label:
            block = syntax.label(self.label, block)
        return guarded(self.only, block, syntax)


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
    #: The options of a listing, the condition under which it is there, and the label
    #: before it, which stays when the listing goes.
    listing: dict[str, str] | None = None
    listing_only: str = ''
    listing_label: str = ''
    #: Entries of Sphinx's glossary.
    standard: list[str] = field(default_factory=list)
    includes: bool = False
    syntax: Syntax = REST

    def messages(self) -> Iterator[str]:
        yield self.title.message(self.syntax)
        for text in self.texts:
            yield from text.messages(self.syntax)
        for entry in self.entries:
            yield from entry.messages(self.syntax)
        for name in self.standard:
            yield name
            yield f'What a {name.lower()} is.'

    def written(self, toctree: Sequence[str] = ()) -> str:
        syntax = self.syntax
        parts = [syntax.title(self.title.message(syntax))]
        if toctree:
            parts.append(syntax.directive('toctree', body='\n'.join(toctree) + '\n'))
        parts += [text.written(syntax) for text in self.texts]
        parts += [entry.written(syntax) for entry in self.entries]
        if self.standard:
            entries = [f'{n}\n   What a {n.lower()} is.' for n in self.standard]
            body = '\n\n'.join(entries) + '\n'
            parts.append(syntax.directive('glossary', body=body))
        parts.append(self._listing())
        if self.includes:
            # What is included is reStructuredText in either.
            include = REST.directive('include', '/shared.txt')
            markdown = syntax is MYST
            parts.append(
                syntax.directive('eval-rst', body=include) if markdown else include
            )
        return '\n'.join(parts)

    def _listing(self) -> str:
        listing = ''
        if self.listing is not None:
            written = self.syntax.directive('convglossary', options=self.listing)
            listing = guarded(self.listing_only, written, self.syntax)
        if self.listing_label:
            return self.syntax.label(self.listing_label, listing)
        return listing


#: Conditions that are no expression of ``only``: the directive of each.
GUARDS = {
    'the full edition': ('ifconfig', "edition == 'full'"),
    'whoever sees to-dos': ('todo', ''),
}


def guarded(condition: str, text: str, syntax: Syntax) -> str:
    """Write a text that is there under a condition; without one it always is."""
    if not condition:
        return text
    directive, argument = GUARDS.get(condition, ('only', condition))
    return syntax.directive(directive, argument, body=text)
