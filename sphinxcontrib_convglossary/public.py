"""The names of terms that indexes, the search and other projects may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.terms import PUBLIC, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.glossary import Glossary
    from sphinxcontrib_convglossary.terms import Term

#: As Sphinx has them: name, display name, type, document, anchor, priority.
Object = tuple[str, str, str, str, str, int]
#: As Sphinx has them: kind, text, anchor, main, category.
IndexEntry = tuple[str, str, str, str, None]


class _Anchor(str):
    """An anchor that the search of Sphinx leaves as it is.

    Where an anchor is "term-" and the name of its object, the index of the search
    leaves it out, and the script in the page makes it anew of "term-" and the
    *display name*: a link to ``#term-Kiln`` for ``#term-kiln``.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNames:
    """The public names of a glossary, in the form that Sphinx wants."""

    #: The id and the local name of each term, and its document, in order.
    concepts: tuple[tuple[str, str, str], ...]
    #: Every name, alias and abbreviation, of the source and local, in order: the
    #: document and the anchor of the term that it is looked up for.
    designations: dict[str, tuple[str, str]]
    #: What the general index has, by document.
    index: dict[str, tuple[IndexEntry, ...]]
    #: Where what stands in hidden definitions is shown: see :class:`Glossary`.
    moved: dict[tuple[str, str], str]

    def objects(self) -> Iterator[Object]:
        """Return each term once, by its id, as an object of a domain."""
        for identifier, name, docname in self.concepts:
            yield identifier, name, 'term', docname, _Anchor(f'term-{identifier}'), 1


def public_names(glossary: Glossary) -> PublicNames:
    """Return the public names of the terms that readers can find."""
    index: dict[str, list[IndexEntry]] = {}
    concepts: list[tuple[str, str, str]] = []
    found: dict[str, list[tuple[int, str, str, str]]] = {}
    for term in glossary.terms:
        home = glossary.home_of(term)
        if home is None:
            continue
        anchor = glossary.anchor_of(term)
        index.setdefault(home.docname, []).extend(index_entries(term, anchor))
        # Of two terms with one id the second has a number, as its anchor has.
        concepts.append((anchor.removeprefix('term-'), term.name.text, home.docname))
        for text, rank in _designations(term).items():
            found.setdefault(text, []).append((rank, term.id, home.docname, anchor))
    return PublicNames(
        concepts=tuple(sorted(concepts)),
        designations={text: min(found[text])[2:] for text in sorted(found)},
        index={docname: tuple(entries) for docname, entries in index.items()},
        moved=glossary.moved,
    )


def index_entries(term: Term, anchor: str) -> Iterator[IndexEntry]:
    """Give the entries of a term in an index."""
    for designation in (term.name, *term.aliases):
        # A semicolon would divide the entry into two levels.
        yield 'single', designation.text.replace(';', ','), anchor, '', None


def _designations(term: Term) -> dict[str, int]:
    """Return the designations that others may use, and the rank of each.

    They are looked up like the target of a reference: the name of a term comes before
    the other names of another, and of those with one rank the smallest id counts.
    """
    ranks: dict[str, int] = {}
    for wording in term.wordings:
        for kind, text in wording.spellings():
            if kind in PUBLIC:
                first = 0 if wording is term.source else 1
                rank = first if kind is Kind.NAME else 2 + first
                ranks[text] = min(rank, ranks.get(text, rank))
    return ranks
