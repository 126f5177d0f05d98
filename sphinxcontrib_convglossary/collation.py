"""The order of names: a language's own alphabet.

PyICU knows every alphabet exactly and is used where it is installed.  Without it
a small key of our own is right for the languages in ``WITHOUT_ICU``.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from functools import lru_cache
from typing import Any, Protocol

from sphinxcontrib_convglossary.spelling import normalized

#: The languages that the small key sorts right.
WITHOUT_ICU = frozenset({'ca', 'de', 'en', 'es', 'fr', 'gl', 'it', 'nl', 'pt'})

#: Letters that are letters of their own, not accented forms, and whom they follow.
_OWN_LETTERS = {'es': {'ñ': 'n'}, 'gl': {'ñ': 'n'}}

#: What is neither letter nor digit in a text of ASCII, in small letters.
_NO_LETTERS = re.compile('[^a-z0-9]')

#: The heading of everything that does not begin with a letter.
NO_LETTER = '#'


@lru_cache(maxsize=2**15)
def sort_key(text: str, language: str) -> tuple[str, str, str]:
    """Give the key that sorts *text* among others in *language*.

    Letters come first, accents after, case last, as the Unicode Collation
    Algorithm (UTS 10) orders its levels; signs that are neither letters nor
    digits count only where all else is equal.
    """
    if text.isascii():
        folded = text.lower()
        letters = _NO_LETTERS.sub(' ', folded)
    else:
        own = _OWN_LETTERS.get(language.partition('_')[0], {})
        folded = _hiragana(normalized('NFC', text).casefold())
        letters = ''.join(_primary(sign, own) for sign in folded)
    # Small letters before capitals, as UTS 10 has them.
    return ' '.join(letters.split()), folded, text.swapcase() + text


def _hiragana(text: str) -> str:
    """Write katakana as hiragana: the two are one alphabet to dictionaries."""
    return ''.join(chr(ord(s) - 0x60) if 'ァ' <= s <= 'ヶ' else s for s in text)


def _primary(sign: str, own: dict[str, str]) -> str:
    if sign in own:
        # U+10FFFF sorts the letter after every word that begins with the other.
        return f'{own[sign]}\U0010ffff'
    base = normalized('NFKD', sign)
    kept = (s if s.isalnum() else ' ' for s in base if not unicodedata.combining(s))
    return ''.join(kept)


def letter_of(text: str, language: str) -> str:
    """Give the heading that a name stands under in an A-Z listing."""
    own = _OWN_LETTERS.get(language.partition('_')[0], {})
    for sign in _hiragana(normalized('NFC', text).casefold()):
        if sign in own:
            return sign.upper()
        base = normalized('NFKD', sign)[0]
        if base.isalpha():
            return base.upper()
        if base.isdigit():
            return NO_LETTER
    return NO_LETTER


class Alphabet(Protocol):
    """The order of one language."""

    def key(self, text: str) -> Any:
        """Give what sorts *text* among others."""

    def letter(self, text: str) -> str:
        """Give the heading that *text* stands under in an A-Z listing."""


@lru_cache
def alphabet_of(language: str) -> Alphabet:
    """Give the order of a language (a locale name), the most exact there is."""
    if not has_icu():
        return SmallAlphabet(language)
    return IcuAlphabet(language)


def has_icu() -> bool:
    """Tell whether PyICU is installed (the extra ``icu``)."""
    try:
        found = importlib.import_module('icu')
    except ImportError:
        return False
    # A folder of that name beside conf.py is a module too.
    return hasattr(found, 'AlphabeticIndex')


class SmallAlphabet:
    """An order without PyICU."""

    def __init__(self, language: str) -> None:
        self.language = language

    def key(self, text: str) -> tuple[str, str, str]:
        """Give what sorts *text* among others."""
        return sort_key(text, self.language)

    def letter(self, text: str) -> str:
        """Give the heading that *text* stands under in an A-Z listing."""
        return letter_of(text, self.language)


class IcuAlphabet:
    """The order that the Unicode Consortium knows of a language (CLDR)."""

    def __init__(self, language: str) -> None:
        icu: Any = importlib.import_module('icu')
        locale = icu.Locale(language)
        self.language = language
        self._collator = icu.Collator.createInstance(locale)
        self._index = icu.AlphabeticIndex(locale)
        self._labels: list[str] = []
        self._index.resetBucketIterator()
        while self._index.nextBucket():
            usual = self._index.bucketLabelType == 0
            self._labels.append(self._index.bucketLabel if usual else '')

    @property
    def letters(self) -> list[str]:
        """The letters of the alphabet, in order."""
        return [label for label in self._labels if label]

    def key(self, text: str) -> tuple[bytes, str]:
        """Give what sorts *text* among others."""
        return self._collator.getSortKey(text), text

    def letter(self, text: str) -> str:
        """Give the heading that *text* stands under in an A-Z listing."""
        label = self._labels[self._index.getBucketIndex(text)]
        # Outside the alphabet: a digit, or a letter of another script.
        return label or letter_of(text, self.language)
