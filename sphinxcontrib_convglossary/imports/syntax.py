"""Plain text as reST and as MyST write it, and the blocks around it.

A message and its translation are parsed alike, each by itself; so a paragraph is one
line, and what would begin a list, a directive or a table there is escaped.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What Sphinx takes for a remark of the translator, and takes away.
_REMARK = re.compile(r'#(?=\s*noqa\s*$)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A line of a block that says something of the term."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The block of a term."""

    lines: tuple[str, ...]
    #: In which of the lines each paragraph stands, counted from 0.
    places: tuple[int, ...]


class Syntax(Protocol):
    """How documents are written."""

    suffix: str

    def inline(self, text: str) -> str:
        """Write text so that readers see just that."""

    def name(self, text: str) -> str:
        """Write the name of a term, which no address in it makes a link."""

    def title(self, text: str) -> list[str]:
        """Write the title of a document."""

    def block(
        self, name: str, options: Sequence[Option], paragraphs: Sequence[str]
    ) -> Block:
        """Write the block of a term; *name* and *paragraphs* are written already."""


class Rest:
    """Writing reStructuredText."""

    suffix = '.rst'

    #: Bullets and numbers of lists.
    _LIST = re.compile(
        r'[•‣⁃](?:\s|$)|\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)](?:\s|$)'
    )
    #: Signs that begin nothing, when a word follows somewhere.
    _HARMLESS = frozenset('"\'(<&%$@!?,;={[~^#')

    #: What makes an address of the web or of mail.
    _ADDRESS = re.compile(r'(?<=[^\W_])(?::(?=[^\s\\])|@)')

    def inline(self, text: str) -> str:
        r"""Write text so that readers see just that.

        >>> Rest().inline('*args and a_ |b|::')
        '\\*args and a\\_ \\|b\\|:\\:'
        """
        return self._write(text, addresses=True)

    def name(self, text: str) -> str:
        """Write the name of a term, which no address in it makes a link."""
        return self._write(text, addresses=False)

    def _write(self, text: str, *, addresses: bool) -> str:
        text, literal = self._literal_end(text)
        written = re.sub(r'[\\*`|]', r'\\\g<0>', text)
        # An underscore at the end of a word makes a reference of it.
        written = re.sub(r'_(?![^\W_])', r'\\_', written)
        written = re.sub(r'::$', r':\\:', written)
        written = _REMARK.sub(r'\\#', written)
        if not addresses:
            written = self._ADDRESS.sub(r'\\\g<0>', written)
        escape = '\\' if self._begins_block(text, written) else ''
        return f'{escape}{written}{literal}'

    def _literal_end(self, text: str) -> tuple[str, str]:
        """Split off what is written as a literal: a word that ends in backslashes.

        A literal begins where a word does, unless an escaped blank joins the two.
        """
        text, end = _split(text)
        if not end:
            return text, ''
        before, word = _last_word(text)
        if '`' in word:
            return text, f'\\ ``{end}``'
        return before, f'``{word}{end}``'

    def _begins_block(self, text: str, written: str) -> bool:
        if not text or written[0] == '\\':
            return False
        if self._LIST.match(text):
            return True
        if not _is_sign(text[0]):
            return False
        return text[0] not in self._HARMLESS or not any(map(str.isalnum, text))

    def title(self, text: str) -> list[str]:
        """Write the title of a document."""
        written = self.inline(text)
        return [written, '=' * max(_width(written), 4)]

    def block(
        self, name: str, options: Sequence[Option], paragraphs: Sequence[str]
    ) -> Block:
        """Write the block of a term."""
        lines = [f'.. convterm:: {name}']
        lines += [f'   :{option.name}: {option.value}' for option in options]
        return _block(lines, [f'   {text}' for text in paragraphs], [])


class Myst:
    """Writing Markdown (MyST)."""

    suffix = '.md'

    #: What YAML could take for more than a text is put into quotes.
    _PLAIN = re.compile(r'[^\W_][\w ·/.()-]*')
    _NUMBER = re.compile(r'\d{1,9}(?=[.)](?:\s|$))')
    _HARMLESS = frozenset('"\',;!?./@&$(')

    def inline(self, text: str) -> str:
        r"""Write text so that readers see just that.

        >>> Myst().inline('*args and a_b_ {c} <d>')
        '\\*args and a_b\\_ \\{c\\} \\<d\\>'
        """
        text, end = _split(text)
        end = end and f'`{end}`'
        written = re.sub(r'[\\`*{}\[\]<>~$]', r'\\\g<0>', text)
        written = re.sub(r'(?<![^\W_])_|_(?![^\W_])', r'\\_', written)
        written = re.sub(r'&(?=[#\w])', r'\\&', written)
        written = _REMARK.sub(r'\\#', written)
        if number := self._NUMBER.match(written):
            return f'{number[0]}\\{written[number.end() :]}{end}'
        begins = self._begins_block(written)
        return f'\\{written}{end}' if begins else f'{written}{end}'

    def _begins_block(self, written: str) -> bool:
        if not written or written[0] == '\\' or not _is_sign(written[0]):
            return False
        if written[0] == '(':
            return bool(re.match(r'\([^)]*\)=', written))
        return written[0] not in self._HARMLESS

    def name(self, text: str) -> str:
        """Write the name of a term."""
        return self.inline(text)

    def title(self, text: str) -> list[str]:
        """Write the title of a document."""
        written = self.inline(text)
        # Signs at the end would close the heading.
        kept = written.rstrip('#')
        return [f'# {kept}' + r'\#' * (len(written) - len(kept))]

    def block(
        self, name: str, options: Sequence[Option], paragraphs: Sequence[str]
    ) -> Block:
        """Write the block of a term: only tildes fence a name with backticks."""
        fence = '~~~' if '`' in name else '```'
        lines = [f'{fence}{{convterm}} {name}', *map(self._option, options)]
        return _block(lines, paragraphs, [fence])

    def _option(self, option: Option) -> str:
        simple = self._PLAIN.fullmatch(option.value)
        value = option.value if simple else json.dumps(option.value, ensure_ascii=False)
        return f':{option.name}: {value}'


def _block(head: list[str], paragraphs: Sequence[str], end: list[str]) -> Block:
    lines, places = [*head], []
    for text in paragraphs:
        places.append(len(lines) + 1)
        lines += ['', text]
    return Block(lines=(*lines, *end), places=tuple(places))


REST = Rest()
MYST = Myst()


def _split(text: str) -> tuple[str, str]:
    """Split off the backslashes at the end, which are written as a literal.

    Sphinx takes one away at the end of a message, escaped or not.
    """
    kept = text.rstrip('\\')
    return kept, text[len(kept) :]


def _last_word(text: str) -> tuple[str, str]:
    """Split off the word that a text ends with, if it does."""
    word = re.split(r'\s', text)[-1]
    return text[: len(text) - len(word)], word


def _is_sign(sign: str) -> bool:
    return sign.isascii() and not sign.isalnum() and not sign.isspace()


def _width(text: str) -> int:
    """Count the columns that a text takes: signs of East Asia take two."""
    wide = sum(unicodedata.east_asian_width(sign) in 'WF' for sign in text)
    return len(text) + wide
