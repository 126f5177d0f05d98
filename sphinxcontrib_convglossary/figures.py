"""Figures of hidden definitions keep their numbers where a listing shows them.

Sphinx numbers what it has read, by the document that it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.terms import Term


def numbers_in(env: BuildEnvironment, term: Term) -> dict[str, dict[str, Any]]:
    """Give the numbers in the definition of a hidden term: by kind and anchor."""
    return {
        kind: {anchor: numbers[anchor] for anchor in term.anchors if anchor in numbers}
        for kind, numbers in env.toc_fignumbers.get(term.docname, {}).items()
        if not numbers.keys().isdisjoint(term.anchors)
    }


def carry_numbers(
    env: BuildEnvironment, term: Term, docname: str, renamed: Mapping[str, str]
) -> None:
    """Let a page number the figures of a term that is shown on it.

    *renamed* are their anchors there, by those that the author's document had.
    """
    for kind, numbers in numbers_in(env, term).items():
        known = env.toc_fignumbers.setdefault(docname, {}).setdefault(kind, {})
        known.update((renamed[anchor], number) for anchor, number in numbers.items())
