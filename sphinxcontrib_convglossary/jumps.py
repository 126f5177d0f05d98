"""Links from the top of a listing to its headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.letters import letters_of
from sphinxcontrib_convglossary.nodes import jump_list
from sphinxcontrib_convglossary.outline import Grouping

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxcontrib_convglossary.outline import Listing

#: Headings by their titles.
_Headings = dict[str, 'nodes.Element']


class Jumps:
    """The rows of links of one page, and the headings that they lead to."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._rows: list[tuple[jump_list, list[str], _Headings]] = []

    def row(self, listing: Listing, headings: _Headings) -> list[jump_list]:
        """Give the row of a listing: none where there is nothing to choose from.

        A row of letters has all of the alphabet: readers find a letter by its place.
        """
        if len(headings) < 2:
            return []
        titles = list(headings)
        if listing.group_by is Grouping.LETTER:
            titles = letters_of(self._language, titles)
        row = jump_list(classes=[f'convglossary-by-{listing.group_by.value}'])
        self._rows.append((row, titles, headings))
        return [row]

    def lead(self) -> None:
        """Lead the links to the headings, once their anchors are final."""
        for row, titles, headings in self._rows:
            row['links'] = [
                (title, headings[title]['ids'][0] if title in headings else '')
                for title in titles
            ]
