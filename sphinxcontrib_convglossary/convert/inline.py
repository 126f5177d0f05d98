"""Where the roles of a reStructuredText paragraph are, as docutils sees them.

docutils copies the rest of a paragraph at each construct, and looks for the end of each
in all of it.  Here its patterns are applied in one go over the text; a test holds the
answers against docutils' own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Inliner
from docutils.utils import escape2null
from docutils.utils.punctuation_chars import match_chars

from sphinxcontrib_convglossary.convert.results import Ranges, Span, is_old_role

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What may be the role, wherever it stands.
MARK = re.compile(':term:', re.IGNORECASE)
_LITERAL = re.compile(r'``.+?``', re.DOTALL)
#: How translators and machines break it: blanks, colons of full width.
_BROKEN = re.compile(
    r'(?<!\\)[:：]\s?(?:(?P<domain>[\w.+-]+)\s?[:：]\s?)?term\s?[:：]\s?[`｀]',
    re.IGNORECASE,
)
#: Before ``:std:term:``, what makes it another role, and how long that may be.
_FOREIGN = re.compile(r':external(?:\+[\w.-]+)?\Z')
_FOREIGN_LENGTH = 100

_NAME = Inliner.simplename
#: What a construct begins with, or a reference by name: ``_NAME``, as much as there is.
_TOKEN = re.compile(r'(?P<name>[^\W_]++(?:[-._+:][^\W_]++)*+)|[*`|_\[:]')
_SEPARATOR = re.compile(r'[-._+:]')


class _Rules:
    """The patterns of docutils that say what may stand before markup and after it."""

    def __init__(self, *, anywhere: bool) -> None:
        settings = get_default_settings(Parser())
        settings.character_level_inline_markup = anywhere
        inliner: Any = Inliner()
        inliner.init_customizations(settings)
        after = inliner.end_string_suffix
        self.anywhere = anywhere
        self.before = re.compile(inliner.start_string_prefix)
        self.reference_end = re.compile(f'__?{after}')
        self.footnote = re.compile(rf'\[(?:[0-9]+|\#(?:{_NAME})?|\*|{_NAME})\]_{after}')
        #: The end of what begins with a sign.
        self.ends: dict[str, re.Pattern[str]] = {
            '*': inliner.patterns.emphasis,
            '**': inliner.patterns.strong,
            '`': inliner.patterns.interpreted_or_phrase_ref,
            '``': inliner.patterns.literal,
            '_`': inliner.patterns.target,
            '|': inliner.patterns.substitution_ref,
        }


@cache
def _rules(anywhere: bool) -> _Rules:
    return _Rules(anywhere=anywhere)


class _Paragraph:
    """A text while it is read: what is before a position is done."""

    def __init__(self, text: str, rules: _Rules) -> None:
        # As long as before: a backslash is a NUL.
        self._text = escape2null(text)
        self._rules = rules
        self._position = 0
        #: The kinds of markup that end nowhere any more.
        self._endless: set[str] = set()
        self._roles: list[Span] = []

    def roles(self) -> list[Span]:
        """Return where a role is named ``term``."""
        for token in _TOKEN.finditer(self._text):
            # A name may have several constructs in it.
            while token.end() > self._position:
                done = self._construct(token)
                if done is None:
                    break
                self._position = done
        return self._roles

    def _construct(self, token: re.Match[str]) -> int | None:
        """Return where a construct ends that begins at a token, if one does."""
        if token['name']:
            return self._in_name(token)
        start, sign = token.start(), token[0]
        if not self._may_begin(start):
            return None
        if sign == ':':
            return self._role(start)
        if sign == '[':
            footnote = self._rules.footnote.match(self._text, start)
            return footnote and footnote.end()
        if sign in '*`' and self._text.startswith(sign * 2, start):
            return self._simple(start, sign * 2)
        if sign == '`':
            return self._interpreted(start, start, '')
        if sign == '_' and self._text.startswith('_`', start):
            return self._simple(start, '_`')
        doubled = self._text.startswith(sign, start + 1)
        return None if sign == '_' or doubled else self._simple(start, sign)

    def _may_begin(self, place: int) -> bool:
        """Return whether markup may begin at a place, by what stands before it."""
        # docutils forgets what it has done: nothing stands before the rest.
        return place == self._position or bool(
            self._rules.before.match(self._text, place)
        )

    def _is_followed(self, place: int) -> bool:
        """Return whether no white space stands at a place."""
        return not self._text[place : place + 1].isspace()

    def _is_quoted(self, start: int, end: int) -> bool:
        """Return whether a sign stands between quotes, or at the end."""
        if start == self._position:
            return False
        after = self._text[end : end + 1]
        return not after or match_chars(self._text[start - 1], after)

    def _end_of(self, sign: str, start: int) -> re.Match[str] | None:
        """Return the end of what begins with a sign; it has to have content."""
        if sign in self._endless:
            return None
        end = self._rules.ends[sign].search(self._text, start)
        if end is None:
            self._endless.add(sign)
        return end if end and end.start(1) > start else None

    def _simple(self, start: int, sign: str) -> int | None:
        """Return where a construct ends that no role is in."""
        inside = start + len(sign)
        if not self._is_followed(inside):
            return None
        if self._is_quoted(start, inside):
            return inside
        end = self._end_of(sign, inside)
        return end.end(1) if end else inside

    # -- roles

    def _role(self, colon: int) -> int | None:
        """Return where the text of a role ends that a colon begins."""
        name = _TOKEN.match(self._text, colon + 1)
        if name is None or not name['name']:
            return None
        return self._named(colon, name.end())

    def _named(self, colon: int, end: int) -> int | None:
        """Return where the text of a role ends whose name lies between two places."""
        if not self._is_role_end(end):
            return None
        return self._interpreted(colon, end + 1, self._text[colon + 1 : end])

    def _is_role_end(self, end: int) -> bool:
        return self._text.startswith(':`', end) and not self._text.startswith(
            '`', end + 2
        )

    def _interpreted(self, start: int, backquote: int, role: str) -> int | None:
        """Return where interpreted text ends, and note the role it has."""
        inside = backquote + 1
        if not self._is_followed(inside):
            return None
        if not role and self._is_quoted(start, inside):
            return inside
        end = self._end_of('`', inside)
        if end is None:
            return inside
        if not end['refend'] and not (role and end['role']):
            at = end.start('role') if end['role'] else start
            name = end['role'][1:-1] if end['role'] else role
            if is_old_role(name):
                self._roles.append(Span(start=at + 1, end=at + 1 + len(name)))
        return end.end()

    # -- names

    def _in_name(self, token: re.Match[str]) -> int | None:
        """Return where a reference or a role ends that begins in a name."""
        end = token.end()
        if self._rules.anywhere:
            done = self._reference_anywhere(token)
        elif (found := self._rules.reference_end.match(self._text, end)) and any(
            map(self._may_begin, self._parts(token))
        ):
            done = found.end()
        else:
            done = None
        if done is not None or not self._is_role_end(end):
            return done
        colons = (
            place for place in self._separators(token) if self._text[place] == ':'
        )
        colon = next(filter(self._may_begin, colons), None)
        return None if colon is None else self._named(colon, end)

    def _separators(self, token: re.Match[str]) -> Iterator[int]:
        start = max(token.start(), self._position)
        for found in _SEPARATOR.finditer(self._text, start, token.end()):
            yield found.start()

    def _parts(self, token: re.Match[str]) -> Iterator[int]:
        """Return where the name may begin: it, and each of its parts."""
        start = max(token.start(), self._position)
        if not _SEPARATOR.match(self._text, start):
            yield start
        for place in self._separators(token):
            yield place + 1

    def _reference_anywhere(self, token: re.Match[str]) -> int | None:
        """Return where a reference ends, as early as the name may begin."""
        start, end = max(token.start(), self._position), token.end()
        while start < end and (
            _SEPARATOR.match(self._text, start) or not self._may_begin(start)
        ):
            start += 1
        if start == end:
            return None
        if found := self._rules.reference_end.match(self._text, end):
            return found.end()
        last = self._text.rfind('_', start, end)
        return None if last < 0 else last + 1


def find_roles(text: str, *, anywhere: bool = False) -> list[Span]:
    """Return where the roles of a paragraph are named ``term``.

    *anywhere*: markup needs no blanks around it (``character_level_inline_markup``).
    """
    if not MARK.search(text):
        return []
    return _Paragraph(text, _rules(anywhere)).roles()


def find_wrecks(text: str, found: list[Span]) -> list[int]:
    """Return the places that look like the role and are none, literals apart."""
    literals = Ranges(match.span() for match in _LITERAL.finditer(text))
    roles = Ranges((span.start, span.end) for span in found)
    return [
        match.start()
        for match in _BROKEN.finditer(text)
        if not roles.begin_in(*match.span())
        and match.start() not in literals
        and not _is_foreign(text, match)
    ]


def _is_foreign(text: str, match: re.Match[str]) -> bool:
    if match['domain'] and not is_old_role(f'{match["domain"]}:term'):
        return True
    start = match.start()
    return bool(_FOREIGN.search(text, max(0, start - _FOREIGN_LENGTH), start))
