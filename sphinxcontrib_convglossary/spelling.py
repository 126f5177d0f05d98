"""When two spellings are one: the keys that designations are found by, and ids."""

from __future__ import annotations

import re
import unicodedata

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


def plain(text: str) -> str:
    """Fold white space of every kind and compose the characters (NFC)."""
    return ' '.join(unicodedata.normalize('NFC', text).split())


def exact_key(text: str) -> str:
    """Give what two equal spellings share.

    White space of every kind is one blank, characters are composed (NFC),
    straight and curly quotes are one, and so are ``-``, ``‐`` and ``‑``.
    Upper and lower case stay apart: *Internet* and *internet* may be two terms.
    """
    return plain(text).translate(_EQUAL_SIGNS)


def folded_key(text: str) -> str:
    """Give what two spellings share that differ in case or width alone.

    NFKC and Unicode case folding; the dot above (U+0307) after ``i`` is dropped
    and ``ı`` is ``i``, so that Turkish capitals find their small letters.
    Signs that nobody sees are dropped: soft hyphens, marks of direction.
    """
    seen = ''.join(sign for sign in text if unicodedata.category(sign) != 'Cf')
    wide = unicodedata.normalize('NFKC', seen).casefold()
    dotless = unicodedata.normalize('NFKC', wide).replace('i\u0307', 'i')
    return exact_key(dotless.replace('ı', 'i'))


def make_id(name: str) -> str:
    """Give the id that a name has unless its author chose another.

    Letters, marks and digits of any script stay, in lower case (NFKC); symbols
    (Unicode category S) and ``#`` become their code points in hexadecimal
    digits; each run of anything else is one hyphen.

    >>> make_id('24-Hour Window'), make_id('C++'), make_id('>>>'), make_id('...')
    ('24-hour-window', 'c-2b2b', '3e3e3e', '2e2e2e')
    """
    text = unicodedata.normalize('NFKC', name).lower()
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


def split_items(text: str) -> tuple[str, ...]:
    r"""Split a list option at ``·``, ``;`` and line breaks.

    A backslash takes the next sign literally.

    >>> split_items(r'TCP/IP · a\;b ; c')
    ('TCP/IP', 'a;b', 'c')
    """
    items = ['']
    literal = False
    for sign in text:
        if literal:
            items[-1] += sign if sign in '·;\\' else f'\\{sign}'
            literal = False
        elif sign == '\\':
            literal = True
        elif sign in '·;\n':
            items.append('')
        else:
            items[-1] += sign
    items[-1] += '\\' * literal
    return tuple(dict.fromkeys(item for raw in items if (item := plain(raw))))


def join_items(items: tuple[str, ...]) -> str:
    r"""Write a list option in one line, so that ``split_items`` gives it back.

    >>> join_items(('a;b', 'c'))
    'a\\;b · c'
    """
    return JOINT.join(re.sub(r'([·;\\])', r'\\\1', item) for item in items)
