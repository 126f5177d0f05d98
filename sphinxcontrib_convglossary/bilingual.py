"""Names of two languages: the source name, and beside it the local one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from sphinxcontrib_convglossary.spelling import folded_key

#: What sets two names apart where it touches the first; brackets do as well.
_APART = frozenset(':;,、—–"')
_BRACKETS = frozenset({'Ps', 'Pe', 'Pi', 'Pf'})
#: What joins two words of one name, unless they are of two scripts.
_JOINTS = frozenset("-/·.'")


@lru_cache(4096)
def is_bilingual(name: str, source: str) -> bool:
    """Return whether a name holds the source name, set apart from all the rest.

    Brackets, dashes and colons set names apart, and so does another script.  A space
    or a hyphen alone does not: that is a name of several words.

    >>> is_bilingual('mutable -- 可变对象', 'Mutable')
    True
    >>> is_bilingual('Agent humain', 'Agent'), is_bilingual('mutable', 'mutable')
    (False, False)
    """
    whole, part = folded_key(name), folded_key(source)
    if not part or part == whole or part not in whole:
        return False
    # Where else should it be than first or last?  To try every place takes too long.
    places = {whole.find(part), whole.rfind(part)}
    return any(
        _is_apart(whole[:at][::-1], part[0])
        and _is_apart(whole[at + len(part) :], part[-1])
        for at in places
    )


def _is_apart(rest: str, edge: str) -> bool:
    """Return whether what is beside a name, read away from it, belongs to another."""
    first = next((at for at, sign in enumerate(rest) if _is_word(sign)), len(rest))
    between = rest[:first]
    signs = between.strip()
    if first == len(rest):
        # A bracket that closes; "++" is a part of the name.
        return all(map(_is_punctuation, signs))
    if not signs:
        return _are_of_two_scripts(edge, rest[first])
    if not _is_punctuation(signs[0]):
        return False
    if between in _JOINTS:
        return _are_of_two_scripts(edge, rest[first])
    spaced = between[0].isspace() or len(signs) > 1
    bracket = unicodedata.category(signs[0]) in _BRACKETS
    return spaced or bracket or signs[0] in _APART


def _is_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in 'LMN'


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in 'PZ' and sign not in '#_'


def _are_of_two_scripts(one: str, other: str) -> bool:
    """Return whether two letters are of two scripts; digits are of every one."""
    letters = all(unicodedata.category(sign)[0] in 'LM' for sign in (one, other))
    return letters and _script(one) != _script(other)


def _script(letter: str) -> str:
    # Python knows no scripts; the first word of a name comes near enough.
    return unicodedata.name(letter, '').partition(' ')[0]
