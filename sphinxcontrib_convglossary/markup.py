"""The plain text of a message: what its inline markup says to a reader.

Messages of other languages than that of the build are never parsed by Sphinx, and
there are many: one pass over the text takes the place of a parser.  It knows the
inline markup that stands in messages; whatever else stays as it is written.

The pass stops at the characters that may open markup.  What such a character opens is
closed by a character further on, and where none closes it, none closes the next one
of its kind: that is kept, so that no text takes more than a moment.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    #: What the markup at a place says, and where it ends; none where there is none.
    Piece = tuple[str, int] | None


#: The roles that refer to terms.
TERM_ROLES = frozenset({'term-ref', 'conv:term'})

#: Roles whose braces mark what varies (``:samp:`print {n}```); none splits a title.
_VARYING = frozenset({'samp', 'file'})
#: Other roles that hold text as it is, without a target in angle brackets.
_VERBATIM = frozenset(
    [
        'abbr',
        'code',
        'command',
        'dfn',
        'guilabel',
        'kbd',
        'math',
        'menuselection',
        'program',
        'strong',
        'emphasis',
        'literal',
        'sub',
        'sup',
        'subscript',
        'superscript',
        'title-reference',
    ]
)


class Syntax(Enum):
    """What the documents are written in; the value finds what may open markup."""

    REST = re.compile(r'[\\`*|:]')
    MYST = re.compile(r'[\\`*_{<]|!?\[')


#: What reST has besides where there is an underscore: footnotes, and words that are
#: references. To look for it at every word takes most of the time.
_NAMED = re.compile(
    r'[\\`*|:]'
    r'|\s?\[(?P<note>\#\w*|\d+|\*|[A-Za-z][\w.-]*)\]_(?!\w)'
    r'|(?<!\w)(?P<word>[^\W_]++(?:_[^\W_]++)*+)__?+(?!\w)'
)
#: The characters of which any inline markup has one.
_SIGNS = {Syntax.REST: re.compile(r'[\\`*|_]'), Syntax.MYST: Syntax.MYST.value}

_ROLE = r'[A-Za-z][\w.+:-]*+'
_BEFORE = re.compile(rf':({_ROLE})(?<=\w:)(?=`)')
_BEHIND = re.compile(rf':({_ROLE})(?<=\w:)')
_BRACED = re.compile(rf'\{{({_ROLE})(?<=\w)\}}(?=`)')
_RUN = re.compile(r'[\w.+:-]*+')
_TICKED = re.compile(r'`((?:[^`\\]++|\\.)++)`', re.DOTALL)
_TICKS = re.compile(r'`++')
_LITERAL_ENDS = re.compile(r'(?<=\S)``(?!`)')
_LINK = re.compile(r'!?\[((?:[^\[\]\\]++|\\.)*+)\]\(([^()]*+)\)', re.DOTALL)
_ADDRESS = re.compile(r'<([a-z][a-z0-9+.-]++:[^<>\s]++)>')
_MYST_ESCAPED = re.compile(r'[!-/:-@\[-`{-~]')
#: What ends in two characters, after one that is no white space.
_ENDS = {
    '**': re.compile(r'(?<=\S)\*\*'),
    '__': re.compile(r'(?<=\S)__'),
    r'\**': re.compile(r'(?<=[^\s\\])\*\*'),
}


def plain_text(message: str, syntax: Syntax, shown: Callable[[str], str | None]) -> str:
    """Return what readers see of a message, without its markup.

    *shown* is asked for each reference to a term, with all the text between its
    backticks, and returns what readers see of that; ``None`` where it knows no
    better than the text of the link.
    """
    if not _SIGNS[syntax].search(message):
        return message
    return (_Rest if syntax is Syntax.REST else _Myst)(message, shown).text()


class _Reading:
    """One pass over a message."""

    def __init__(self, message: str, shown: Callable[[str], str | None]) -> None:
        self._message = message
        self._shown = shown
        #: What is known not to come any more.
        self._absent: set[str] = set()

    def text(self) -> str:
        """Return what readers see."""
        message, said, at = self._message, [], 0
        opening = self.opening()
        while found := opening.search(message, at):
            start = found.start()
            said.append(message[at:start])
            piece = self.piece(found)
            # What opens nothing is a character as any other.
            text, at = piece or (message[start], start + 1)
            said.append(text)
        return ''.join((*said, message[at:]))

    def opening(self) -> re.Pattern[str]:
        """Return what finds the places where markup may begin."""
        raise NotImplementedError

    def piece(self, found: re.Match[str]) -> Piece:
        """Return what the markup at such a place says."""
        raise NotImplementedError

    def role(self, role: str, content: str) -> str:
        """Return what a role shows."""
        known = self._shown(_unescaped(content)) if role in TERM_ROLES else None
        return _said(role, content) if known is None else known

    def at(self, place: int) -> str:
        """Return the character at a place; none behind the end."""
        return self._message[place : place + 1]

    def between(self, start: int, sign: str) -> Piece:
        """Return what stands between two characters, and the place of the second."""
        if sign in self._absent:
            return None
        end = self._message.find(sign, start)
        if end < 0:
            self._absent.add(sign)
            return None
        return self._message[start:end], end

    def until(self, start: int, kind: str, ends: re.Pattern[str]) -> Piece:
        """Return what stands before the end of markup, and where that end ends."""
        if kind in self._absent or not self.at(start).strip():
            return None
        found = ends.search(self._message, start + 1)
        if found is None:
            self._absent.add(kind)
            return None
        return self._message[start : found.start()], found.end()


class _Rest(_Reading):
    """A message of reStructuredText."""

    #: Where a run of characters ends that roles are made of, and no role is.
    _run_end = 0

    def opening(self) -> re.Pattern[str]:
        return _NAMED if '_' in self._message else Syntax.REST.value

    def piece(self, found: re.Match[str]) -> Piece:
        sign, start = found[0], found.start()
        if sign in self._KINDS:
            return self._KINDS[sign](self, start)
        return found['word'] or '', found.end()

    def _escape(self, start: int) -> Piece:
        # A backslash before white space joins words.
        return self.at(start + 1).strip(), start + 2

    def _ticks(self, start: int) -> Piece:
        if self.at(start + 1) == '`':
            return self.until(start + 2, '``', _LITERAL_ENDS)
        if (ticked := self._ticked(start)) is None:
            return None
        content, end = ticked
        if self.at(end) == '_':
            return _title(content), end + 1 + (self.at(end + 1) == '_')
        if behind := _BEHIND.match(self._message, end):
            return self.role(behind[1][:-1], content), behind.end()
        return content, end

    def _ticked(self, start: int) -> Piece:
        """Return what stands between two single backticks, and where that ends."""
        if '`' in self._absent or self.at(start + 1) == '`':
            return None
        found = _TICKED.match(self._message, start)
        if found is None:
            self._absent.add('`')
            return None
        return found[1], found.end()

    def _colon(self, start: int) -> Piece:
        letter = self.at(start + 1)
        if start < self._run_end or not (letter.isascii() and letter.isalpha()):
            return None
        if found := _BEFORE.match(self._message, start):
            ticked = self._ticked(found.end())
            if ticked:
                return self.role(found[1][:-1], ticked[0]), ticked[1]
        run = _RUN.match(self._message, start)
        self._run_end = run.end() if run else 0
        return None

    def _stars(self, start: int) -> Piece:
        if self.at(start + 1) == '*':
            return self.until(start + 2, r'\**', _ENDS[r'\**'])
        if start and self._message[start - 1] == '*':
            return None
        found = self.between(start + 1, '*')
        if found is None or not _is_word(found[0]) or found[0][1:].endswith('\\'):
            return None
        return None if _in_word(self.at(found[1] + 1)) else (found[0], found[1] + 1)

    def _bar(self, start: int) -> Piece:
        found = self.between(start + 1, '|')
        if found is None or not _is_word(found[0]):
            return None
        end = found[1] + 1
        named = re.compile(r'__?+(?!\w)').match(self._message, end)
        return found[0], named.end() if named else end

    _KINDS = {'\\': _escape, '`': _ticks, ':': _colon, '*': _stars, '|': _bar}


class _Myst(_Reading):
    """A message of MyST."""

    #: Where the last run of backticks of each length begins.
    _last: dict[int, int] | None = None

    def opening(self) -> re.Pattern[str]:
        return Syntax.MYST.value

    def piece(self, found: re.Match[str]) -> Piece:
        return self._KINDS[found[0]](self, found.start())

    def _escape(self, start: int) -> Piece:
        found = _MYST_ESCAPED.match(self._message, start + 1)
        return (found[0], found.end()) if found else None

    def _ticks(self, start: int) -> Piece:
        if code := self._code(start):
            return code[0].strip(), code[1]
        # None of them opens anything: a run is closed by one of the same length.
        found = _TICKS.match(self._message, start)
        return (found[0], found.end()) if found else None

    def _code(self, start: int) -> Piece:
        """Return what stands between two runs of backticks of one length."""
        found = _TICKS.match(self._message, start)
        if found is None or self._last_run(len(found[0])) < found.end():
            return None
        ends = re.compile(rf'(?<!`)`{{{len(found[0])}}}(?!`)')
        return self.until_code(found.end(), ends)

    def until_code(self, start: int, ends: re.Pattern[str]) -> Piece:
        """Return what stands before the end of code, white space or not."""
        found = ends.search(self._message, start + 1)
        return (self._message[start : found.start()], found.end()) if found else None

    def _last_run(self, length: int) -> int:
        if self._last is None:
            runs = _TICKS.finditer(self._message)
            self._last = {len(run[0]): run.start() for run in runs}
        return self._last.get(length, -1)

    def _brace(self, start: int) -> Piece:
        found = _BRACED.match(self._message, start)
        code = found and self._code(found.end())
        return (self.role(found[1], code[0]), code[1]) if found and code else None

    def _link(self, start: int) -> Piece:
        found = _LINK.match(self._message, start)
        if found is None:
            return None
        if found[1]:
            return _title(found[1]), found.end()
        return '' if self.at(start) == '!' else self._named_by(found[2]), found.end()

    def _named_by(self, target: str) -> str:
        # MyST shows a title that only it knows; roles without a text do likewise.
        place = _address(target)
        term = place.removeprefix('#term-')
        known = self._shown(term) if term != place else None
        return place.removeprefix('#') if known is None else known

    def _angle(self, start: int) -> Piece:
        found = _ADDRESS.match(self._message, start)
        return (found[1], found.end()) if found else None

    def _stars(self, start: int) -> Piece:
        strong = self._strong(start, '**')
        return strong or self._emphasis(start, '*')

    def _underscores(self, start: int) -> Piece:
        if strong := self._strong(start, '__'):
            return strong
        found = self._emphasis(start, '_')
        return None if found and _in_word(self.at(found[1])) else found

    def _strong(self, start: int, sign: str) -> Piece:
        if not self._message.startswith(sign, start):
            return None
        return self._nested(self.until(start + 2, sign, _ENDS[sign]))

    def _emphasis(self, start: int, sign: str) -> Piece:
        before = self._message[start - 1] if start else ''
        if before == sign or _in_word(before):
            return None
        found = self.between(start + 1, sign)
        if found is None or not _is_word(found[0]):
            return None
        return self._nested((found[0], found[1] + 1))

    def _nested(self, piece: Piece) -> Piece:
        """Return a piece with the markup in it read, too."""
        return piece and (plain_text(piece[0], Syntax.MYST, self._shown), piece[1])

    _KINDS = {
        '\\': _escape,
        '`': _ticks,
        '{': _brace,
        '[': _link,
        '![': _link,
        '<': _angle,
        '*': _stars,
        '_': _underscores,
    }


def _is_word(text: str) -> bool:
    """Return whether a text begins and ends with what is no white space."""
    return bool(text) and text == text.strip()


def _in_word(sign: str) -> bool:
    return sign == '_' or sign.isalnum()


def _said(role: str, content: str) -> str:
    if role in _VARYING:
        return re.sub(r'[{}]', '', _unescaped(content))
    if role in _VERBATIM:
        return _unescaped(content)
    return _title(content)


def _title(content: str) -> str:
    """Return the text of a link: what stands before ``<target>``, else all of it."""
    before, angle, target = content.removesuffix('>').rpartition('<')
    titled = angle and before and content.endswith('>') and '>' not in target
    if titled and not before.endswith('\\'):
        return _unescaped(before.rstrip())
    shortened = content.startswith('~')
    text = _unescaped(content.lstrip('!~'))
    return text.rpartition('.')[2] if shortened else text


def _address(target: str) -> str:
    """Return the address of a link of MyST, which may have a title behind it."""
    place = target.strip()
    if place.startswith('<'):
        return place[1:].partition('>')[0]
    return place.split(maxsplit=1)[0] if place else ''


def _unescaped(text: str) -> str:
    return re.sub(r'\\(.)', r'\1', text, flags=re.DOTALL)
