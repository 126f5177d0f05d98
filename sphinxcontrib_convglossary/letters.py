"""The letters of an alphabet, as a row of links to letters shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.collation import IcuAlphabet, alphabet_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LATIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
_SPANISH = 'ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'

#: What PyICU knows of many languages, for some where it is not installed.
_ALPHABETS = {
    'ar': 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
    'el': 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ',
    'es': _SPANISH,
    'gl': _SPANISH,
    'he': 'אבגדהוזחטיכלמנסעפצקרשת',
    'ru': 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ',
    'uk': 'АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ',
}


def letters_of(language: str, headings: Sequence[str]) -> list[str]:
    """Give the letters of a language, those without a heading among them.

    Headings that are no letters of it stand before or after, as on the page.  Where
    all names are in another script, nothing but the headings is of use.

    >>> ''.join(letters_of('es', ['#', 'A', 'Ж']))
    '#ABCDEFGHIJKLMNÑOPQRSTUVWXYZЖ'
    """
    letters = list(_alphabet(language))
    found = [place for place, sign in enumerate(headings) if sign in letters]
    if not found:
        return list(headings)
    before = [sign for sign in headings[: found[0]] if sign not in letters]
    after = [sign for sign in headings[found[0] :] if sign not in letters]
    return [*before, *letters, *after]


def _alphabet(language: str) -> Sequence[str]:
    alphabet = alphabet_of(language)
    if isinstance(alphabet, IcuAlphabet):
        return alphabet.letters
    return _ALPHABETS.get(language.partition('_')[0], _LATIN)
