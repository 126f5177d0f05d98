"""What is known of a language by its code alone: its tag and its direction."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError


def language_tag(locale: str) -> str:
    """Give the tag of a locale as HTML wants it: ``pt-BR`` for ``pt_BR`` (BCP 47)."""
    return locale.replace('_', '-')


def is_locale(text: str) -> bool:
    """Tell whether a text has the form of a locale: ``pt``, ``pt_BR``, ``zh-Hant``."""
    return bool(re.fullmatch(r'[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*', text))


@cache
def language_name(locale: str, reader: str) -> str:
    """Call a language as readers of another call it; *locale* if nobody knows."""
    try:
        name = Locale.parse(locale.replace('-', '_')).get_display_name(
            reader.replace('-', '_')
        )
    except (UnknownLocaleError, ValueError):
        name = None
    return name or locale


#: Languages that are written from right to left, by all their codes.  Babel knows it of
#: more, but reads a file of 100 kB for each language that it is asked about.
_LEFTWARDS = frozenset(
    {
        *('ajp', 'apc', 'ar', 'ara', 'arb', 'ary', 'bgn', 'bqi', 'brh', 'ckb', 'cld'),
        *(
            'div',
            'dv',
            'fa',
            'fas',
            'he',
            'heb',
            'iw',
            'ji',
            'lrc',
            'mzn',
            'nqo',
            'pbu',
        ),
        *('per', 'pes', 'ps', 'pus', 'rhg', 'sdh', 'skr', 'syr', 'trw', 'ug', 'uig'),
        *('ur', 'urd', 'ydd', 'yi', 'yid'),
    }
)
#: Languages that are written in either direction: the script or the country decides.
_EITHER = frozenset(
    {
        *('az', 'bal', 'bcc', 'bm', 'ff', 'ha', 'kas', 'kk', 'ks', 'ku', 'ms', 'pa'),
        *('sd', 'snd', 'uz'),
    }
)


@cache
def direction(locale: str) -> Literal['ltr', 'rtl']:
    """Tell whether a language is written from right to left.

    A locale that Babel does not know counts as written from left to right.
    """
    language, *further = locale.replace('-', '_').split('_')
    known = language.lower()
    if known not in _LEFTWARDS | _EITHER:
        return 'ltr'
    if known in _LEFTWARDS and not further:
        return 'rtl'
    return _direction_by_babel(locale)


def _direction_by_babel(locale: str) -> Literal['ltr', 'rtl']:
    try:
        known = Locale.parse(locale.replace('-', '_'))
    except (UnknownLocaleError, ValueError):
        return 'ltr'
    return 'rtl' if known.text_direction == 'rtl' else 'ltr'
