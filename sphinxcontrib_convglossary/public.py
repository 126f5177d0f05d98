"""The names of terms that indexes, the search and other projects may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.terms import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxcontrib_convglossary.glossary import Glossary
    from sphinxcontrib_convglossary.terms import Term

#: What a term may be found by.
_PUBLIC = (Kind.NAME, Kind.ALIAS, Kind.ABBREVIATION)

#: As Sphinx has them: name, display name, type, document, anchor, priority.
Object = tuple[str, str, str, str, str, int]
#: As Sphinx has them: kind, text, anchor, main, category.
IndexEntry = tuple[str, str, str, str, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNames:
    """The public names of a glossary, in the form that Sphinx wants."""

    #: Every name, alias and abbreviation, of the source and local, in order.  What is
    #: shown for it is local: it is what other projects show.
    objects: tuple[Object, ...]
    #: What the general index has, by document.
    index: dict[str, tuple[IndexEntry, ...]]
    #: Where what stands in hidden definitions is shown: see :class:`Glossary`.
    moved: dict[tuple[str, str], str]


def public_names(glossary: Glossary) -> PublicNames:
    """Give the public names of the terms that readers can find."""
    index: dict[str, list[IndexEntry]] = {}
    objects: list[Object] = []
    for term in glossary.terms:
        home = glossary.home_of(term)
        if home is None:
            continue
        anchor = glossary.anchor_of(term)
        index.setdefault(home.docname, []).extend(index_entries(term, anchor))
        for text, shown in _designations(term).items():
            objects.append((text, shown, 'term', home.docname, anchor, 1))
    return PublicNames(
        objects=tuple(sorted(objects)),
        index={docname: tuple(entries) for docname, entries in index.items()},
        moved=glossary.moved,
    )


def index_entries(term: Term, anchor: str) -> Iterator[IndexEntry]:
    """Give the entries of a term in an index."""
    for designation in (term.name, *term.aliases):
        # A semicolon would divide the entry into two levels.
        yield 'single', designation.text.replace(';', ','), anchor, '', None


def _designations(term: Term) -> dict[str, str]:
    """Give the designations that others may use, and what each is shown as."""
    name = term.name
    names: dict[str, str] = {}
    for wording in reversed(term.wordings):
        local = wording.language == name.language
        for kind, text in wording.spellings():
            if kind in _PUBLIC:
                names.setdefault(text, text if local else name.text)
    return names
