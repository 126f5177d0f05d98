"""The plain text of a message: what its inline markup says to a reader.

Messages of other languages than that of the build are never parsed by Sphinx, and
there are many: one pass over the text takes the place of a parser.  It knows the
inline markup that stands in messages; whatever else stays as it is written.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

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

_ROLE = r'[A-Za-z](?:[\w.+:-]*\w)?'
_TITLE = re.compile(r'(?P<title>.+?)\s*(?<!\\)<(?P<target>[^<>]*)>\Z', re.DOTALL)


#: The inline markup of reST, in the order in which it is tried.
_REST = (
    r'\\(?P<escaped>.|\Z)',
    r'``(?P<literal>(?=\S).+?(?<=\S))``(?!`)',
    rf':(?P<role>{_ROLE}):`(?P<content>(?:\\.|[^`\\])+)`',
    r'`(?P<phrase>(?:\\.|[^`\\])+)`__?',
    rf'`(?P<late>(?:\\.|[^`\\])+)`:(?P<late_role>{_ROLE}):',
    r'`(?P<interpreted>(?:\\.|[^`\\])+)`',
    r'\*\*(?P<strong>(?=\S).+?(?<=[^\s\\]))\*\*',
    r'(?<!\*)\*(?P<emphasis>[^\s*](?:[^*]*?[^\s\\*])?)\*(?!\w)',
    r'\|(?P<substitution>\S(?:[^|]*\S)?)\|(?:__?(?!\w))?',
)
#: What has an underscore: to look for it at every word takes most of the time.
_REST_NAMED = (
    r'\s?\[(?P<note>\#\w*|\d+|\*|[A-Za-z][\w.-]*)\]_(?!\w)',
    r'(?<!\w)(?P<word>\w+(?:[-.+:]\w+)*)__?(?![\w_])',
)
#: For a message without an underscore.
_REST_UNNAMED = re.compile('|'.join(_REST), re.DOTALL)


class Syntax(Enum):
    """What the documents are written in; the value matches its inline markup."""

    REST = re.compile('|'.join((*_REST, *_REST_NAMED)), re.DOTALL)
    MYST = re.compile(
        r'\\(?P<escaped>[!-/:-@\[-`{-~])'
        r'|\{(?P<role>' + _ROLE + r')\}(?P<fence>`+)(?P<content>.+?)(?<!`)(?P=fence)'
        r'(?!`)'
        r'|(?P<tick>`+)(?P<literal>.+?)(?<!`)(?P=tick)(?!`)'
        r'|(?P<picture>!?)\[(?P<phrase>(?:\\.|[^\[\]\\])*)\]\((?P<target>[^()]*)\)'
        r'|<(?P<address>[a-z][a-z0-9+.-]+:[^<>\s]+)>'
        r'|(?P<stars>\*\*|__)(?P<strong>(?=\S).+?(?<=\S))(?P=stars)'
        r'|(?<![\w*])\*(?P<emphasis>[^\s*](?:[^*]*?[^\s*])?)\*'
        r'|(?<![\w_])_(?P<underlined>[^\s_](?:[^_]*?[^\s_])?)_(?!\w)',
        re.DOTALL,
    )


#: The signs of which any inline markup has one.
_SIGNS = {Syntax.REST: re.compile(r'[\\`*|_]'), Syntax.MYST: re.compile(r'[\\`*_{\[<]')}


def plain_text(message: str, syntax: Syntax, shown: Callable[[str], str | None]) -> str:
    """Give what readers see of a message, without its markup.

    *shown* is asked for each reference to a term, with all the text between its
    backticks, and gives what readers see of that; ``None`` where it knows no
    better than the text of the link.
    """
    if not _SIGNS[syntax].search(message):
        return message
    named = syntax is not Syntax.REST or '_' in message
    markup = syntax.value if named else _REST_UNNAMED

    def replace(match: re.Match[str]) -> str:
        found = match.groupdict()
        if found['escaped'] is not None:
            # A backslash before a blank joins words in reST.
            return '' if found['escaped'].isspace() else found['escaped']
        if found['literal'] is not None:
            literal = found['literal']
            return literal.strip() if syntax is Syntax.MYST else literal
        if role := found['role'] or found.get('late_role'):
            return _role(role, found['content'] or found['late'])
        return _words(found)

    def _named_by(target: str) -> str:
        # MyST shows a title that only it knows; roles without a text do likewise.
        place = _address(target)
        term = place.removeprefix('#term-')
        known = shown(term) if term != place else None
        return place.removeprefix('#') if known is None else known

    def _role(role: str, content: str) -> str:
        known = shown(_unescaped(content)) if role in TERM_ROLES else None
        return _said(role, content) if known is None else known

    def _words(found: dict[str, str | None]) -> str:
        if found.get('note'):
            return ''
        if found.get('phrase') == '':
            return '' if found['picture'] else _named_by(found['target'] or '')
        text = next(text for name, text in found.items() if text and name in _TEXTS)
        if found.get('phrase'):
            return _title(text)
        nested = any(found.get(name) for name in ('strong', 'emphasis', 'underlined'))
        return markup.sub(replace, text) if nested and syntax is Syntax.MYST else text

    return markup.sub(replace, message)


_TEXTS = frozenset(
    {
        'phrase',
        'interpreted',
        'strong',
        'emphasis',
        'underlined',
        'substitution',
        'word',
        'address',
    }
)


def _said(role: str, content: str) -> str:
    if role in _VARYING:
        return re.sub(r'[{}]', '', _unescaped(content))
    if role in _VERBATIM:
        return _unescaped(content)
    return _title(content)


def _title(content: str) -> str:
    """Give the text of a link: what stands before ``<target>``, else all of it."""
    match = _TITLE.match(content)
    if match:
        return _unescaped(match['title'])
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
