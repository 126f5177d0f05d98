"""An abbreviation and what it is short for, in one: as texts introduce it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.spelling import exact_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinxcontrib_convglossary.terms import Term, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """The long form of what was written, and how the two stand together."""

    long: str
    #: The language of the long form, a locale name.
    language: str
    #: What stands between the two, and what follows.
    opening: str
    closing: str
    #: As the author or the translator wrote it.
    short: str


def expansion_of(
    term: Term, written: str, *, translated: bool, language: str
) -> Expansion | None:
    """Tell how a reference is expanded that says *written*.

    It is, where that is the short form: the abbreviation of a term or, where the
    option ``abbreviation`` holds the long form, its name.  In translated text the
    local forms come before those of the source, and a local name takes the
    abbreviation of the source where it has none of its own.  *language* is that
    of the text.
    """
    wordings = (term.local, term.source) if translated else (term.source,)
    pairs = _ordered(wordings)
    shorts = {exact_key(short) for _, short, _ in pairs if short}
    if exact_key(written) not in shorts:
        return None
    for long, _, spoken in pairs:
        if long and exact_key(long) != exact_key(written):
            opening, closing = brackets(language)
            return Expansion(
                long=long,
                language=spoken,
                opening=opening,
                closing=closing,
                short=written,
            )
    return None


def _ordered(wordings: Sequence[Wording]) -> list[tuple[str, str, str]]:
    """Give the long form, the short form and the language of each wording.

    Which of its two is the long one a wording tells that has both; the source
    tells it for one that has not.
    """
    name_is_long = True
    found = []
    for wording in reversed(wordings):
        name, other = wording.name, wording.abbreviation
        if name and other:
            name_is_long = len(name) > len(other)
        forms = (name, other) if name_is_long else (other, name)
        found.append((*forms, wording.language))
    return found[::-1]


def brackets(language: str) -> tuple[str, str]:
    """Give what stands before and after the short form, behind the long one.

    Chinese and Japanese have wide brackets, and no blank before them, like Korean
    (W3C, Requirements for Chinese, Japanese and Korean Text Layout).
    """
    base = language.replace('-', '_').partition('_')[0].lower()
    if base in ('ja', 'zh'):
        return '（', '）'
    return ('(', ')') if base == 'ko' else (' (', ')')
