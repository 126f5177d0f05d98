"""When two spellings are one: the keys that designations are found by, and ids."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Quotes, apostrophes and hyphens that typographers and keyboards interchange.
_EQUAL_SIGNS = str.maketrans(
    {
        '\u2018': "'",
        '\u2019': "'",
        '\u02bc': "'",
        '\u201c': '"',
        '\u201d': '"',
        '\u201e': '"',
        '\u2010': '-',
        '\u2011': '-',
    }
)

_PLANES = range(0, 0x110000, 0x10000)
#: Signs that HTML, XML or LaTeX cannot carry, and that no reader sees: controls,
#: lone surrogates, noncharacters.
_UNPRINTABLE = re.compile(
    '[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef'
    + ''.join(f'{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}' for plane in _PLANES)
    + ']'
)
#: What begins a run of another direction, and what ends it (UAX 9).
_RUNS = {'\u202a': '\u202c', '\u202b': '\u202c'} | dict.fromkeys(
    '\u2066\u2067\u2068', '\u2069'
)
#: Those, and what turns every sign, which no name needs.
_DIRECTIONS = re.compile('[\u202a-\u202e\u2066-\u2069]')


def printable(text: str) -> str:
    r"""Take out signs that no page can carry; those that are white space are blanks.

    >>> printable('a\x07b\x0bc')
    'ab c'
    """
    if text.isprintable():
        return text  # As nearly every line is, and it is quick to say.
    return _UNPRINTABLE.sub(lambda found: ' ' if found[0].isspace() else '', text)


def contained(text: str) -> str:
    """Take out marks that turn the direction of what follows the text, too.

    A run that the text itself ends is left: Arabic and Hebrew names have them.
    """
    if text.isprintable():
        return text
    waiting: list[str] = []
    for mark in _DIRECTIONS.findall(text):
        if mark in _RUNS:
            waiting.append(_RUNS[mark])
        elif not waiting or waiting.pop() != mark:
            return _DIRECTIONS.sub('', text)
    return _DIRECTIONS.sub('', text) if waiting else text


def lost_signs(before: str, after: str) -> str:
    """Name the signs that a text has lost: ``U+0007, U+202E``."""
    lost = dict.fromkeys(sign for sign in before if sign not in after)
    return ', '.join(f'U+{ord(sign):04X}' for sign in lost)


#: How many marks in a row belong together: the Stream-Safe Text Format (UAX 15), which
#: has room for more than any language needs.
_MARKS = 30


def normalized(form: Literal['NFC', 'NFD', 'NFKC', 'NFKD'], text: str) -> str:
    """Return a text in a normal form of Unicode, in a time that grows with its length.

    Python sorts the marks on a letter one by one, so that 80,000 of them take 20
    seconds. From the 31st on they are normalised as if they stood on another letter.
    """
    if text.isascii():
        return text
    if len(text) <= _MARKS:
        return unicodedata.normalize(form, text)
    return ''.join(unicodedata.normalize(form, part) for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    start = marks = 0
    for at, sign in enumerate(text):
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > _MARKS:
            yield text[start:at]
            start, marks = at, 1
    yield text[start:]


def plain(text: str) -> str:
    """Fold white space of every kind and compose the characters (NFC)."""
    composed = normalized('NFC', text)
    return ' '.join(composed.split())


def exact_key(text: str) -> str:
    """Give what two equal spellings share.

    White space of every kind is one blank, characters are composed (NFC),
    straight and curly quotes are one, and so are ``-``, ``‐`` and ``‑``.
    Upper and lower case stay apart: *Internet* and *internet* may be two terms.
    """
    return plain(text) if text.isascii() else plain(text).translate(_EQUAL_SIGNS)


def folded_key(text: str) -> str:
    """Give what two spellings share that differ in case or width alone.

    NFKC and Unicode case folding; the dot above (U+0307) after ``i`` is dropped
    and ``ı`` is ``i``, so that Turkish capitals find their small letters.
    Signs that nobody sees are dropped: soft hyphens, marks of direction.
    """
    if text.isascii():
        return plain(text.lower())  # No rule below has anything to do.
    seen = ''.join(sign for sign in text if unicodedata.category(sign) != 'Cf')
    wide = normalized('NFKC', seen).casefold()
    dotless = normalized('NFKC', wide).replace('i\u0307', 'i')
    return exact_key(dotless.replace('ı', 'i'))


def make_id(name: str) -> str:
    """Give the id that a name has unless its author chose another.

    Letters, marks and digits of any script stay, in lower case (NFKC); symbols
    (Unicode category S) and ``#`` become their code points in hexadecimal
    digits; each run of anything else is one hyphen.

    >>> make_id('24-Hour Window'), make_id('C++'), make_id('>>>'), make_id('...')
    ('24-hour-window', 'c-2b2b', '3e3e3e', '2e2e2e')
    """
    text = normalized('NFKC', name).lower()
    runs: list[str] = []
    before = ''
    for sign in text:
        sort = _sort_of(sign)
        if sort == 'word':
            runs.append(sign if before in ('word', '') else f'-{sign}')
        elif sort == 'symbol':
            code = f'{ord(sign):x}'
            runs.append(code if before in ('symbol', '') else f'-{code}')
        before = sort
    slug = ''.join(runs).strip('-')
    return slug or ''.join(f'{ord(sign):x}' for sign in text.strip())


def _sort_of(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] in 'LMN':
        return 'word'
    return 'symbol' if category[0] == 'S' or sign == '#' else 'other'


#: What stands between the items of a list, in messages and on the page.
JOINT = ' · '

#: An item and a literal sign in it; any other backslash stands for itself.
_ITEM = re.compile(r'(?:\\.|[^·;\n])++', re.DOTALL)
_ESCAPED = re.compile(r'\\([·;\\])')


def split_items(text: str) -> tuple[str, ...]:
    r"""Split a list option at ``·``, ``;`` and line breaks.

    A backslash takes the next sign literally.

    >>> split_items(r'TCP/IP · a\;b ; c')
    ('TCP/IP', 'a;b', 'c')
    """
    items = (_ESCAPED.sub(r'\1', raw) for raw in _ITEM.findall(text))
    return tuple(dict.fromkeys(item for raw in items if (item := plain(raw))))


def join_items(items: tuple[str, ...]) -> str:
    r"""Write a list option in one line, so that ``split_items`` gives it back.

    >>> join_items(('a;b', 'c'))
    'a\\;b · c'
    """
    return JOINT.join(re.sub(r'([·;\\])', r'\\\1', item) for item in items)
