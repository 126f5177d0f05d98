"""The order of names: a language's alphabet, as far as a small key can know it."""

from __future__ import annotations

import unicodedata

#: Letters that are letters of their own, not accented forms, and whom they follow.
_OWN_LETTERS = {'es': {'ñ': 'n'}, 'gl': {'ñ': 'n'}}

#: The heading of everything that does not begin with a letter.
NO_LETTER = '#'


def sort_key(text: str, language: str) -> tuple[str, str, str]:
    """Give the key that sorts *text* among others in *language*.

    Letters come first, accents after, case last, as the Unicode Collation
    Algorithm (UTS 10) orders its levels; signs that are neither letters nor
    digits count only where all else is equal.
    """
    own = _OWN_LETTERS.get(language.partition('_')[0], {})
    folded = _hiragana(unicodedata.normalize('NFC', text).casefold())
    letters = ''.join(_primary(sign, own) for sign in folded)
    return ' '.join(letters.split()), folded, text


def _hiragana(text: str) -> str:
    """Write katakana as hiragana: the two are one alphabet to dictionaries."""
    return ''.join(chr(ord(s) - 0x60) if 'ァ' <= s <= 'ヶ' else s for s in text)


def _primary(sign: str, own: dict[str, str]) -> str:
    if sign in own:
        # U+10FFFF sorts the letter after every word that begins with the other.
        return f'{own[sign]}\U0010ffff'
    base = unicodedata.normalize('NFKD', sign)
    kept = (s if s.isalnum() else ' ' for s in base if not unicodedata.combining(s))
    return ''.join(kept)


def letter_of(text: str, language: str) -> str:
    """Give the heading that a name stands under in an A-Z listing."""
    own = _OWN_LETTERS.get(language.partition('_')[0], {})
    for sign in _hiragana(unicodedata.normalize('NFC', text).casefold()):
        if sign in own:
            return sign.upper()
        base = unicodedata.normalize('NFKD', sign)[0]
        if base.isalpha():
            return base.upper()
        if base.isdigit():
            return NO_LETTER
    return NO_LETTER
