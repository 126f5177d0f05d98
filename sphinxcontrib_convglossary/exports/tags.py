"""The tags of languages, as formats for machines want them (BCP 47)."""

from __future__ import annotations

import re
from functools import cache

#: What the modifiers of POSIX locales are called there.
_MODIFIERS = {'latin': 'Latn', 'cyrillic': 'Cyrl', 'devanagari': 'Deva'}

_TAG = re.compile(r'[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*')


@cache
def tag_of(locale: str) -> str:
    """Give the tag of a locale; '' where it is none.

    >>> tag_of('pt_BR'), tag_of('sr@latin'), tag_of('ca_ES@valencia'), tag_of('a b')
    ('pt-BR', 'sr-Latn', 'ca-ES-valencia', '')
    """
    name, _, modifier = locale.partition('@')
    parts = [*name.replace('_', '-').split('-'), _MODIFIERS.get(modifier, modifier)]
    tag = '-'.join(part for part in parts if part)
    return tag if _TAG.fullmatch(tag) else ''
