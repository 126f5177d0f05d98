"""The anchors of terms, which other sites link to, are theirs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.nodes import term_entry

if TYPE_CHECKING:
    from typing import Any


class MakeRoom(SphinxTransform):
    """Give the anchors of terms free, where docutils has given them to others."""

    #: Before Sphinx's domains note where labels are (850), and after docutils has
    #: made the list of contents (720).
    default_priority = 845

    @located
    def apply(self, **kwargs: Any) -> None:
        """Look for each anchor of the blocks of the document."""
        if not any(anchor.startswith('term-') for anchor in self.document.ids):
            return  # As nearly always; there are many nodes.
        for entry in self.document.findall(term_entry):
            _make_room(self.document, f'term-{entry["id"]}')


def _make_room(document: nodes.document, anchor: str) -> None:
    """Give the anchor of a term free, where docutils has given it to a heading.

    ``Term sheet`` as a heading has the id ``term-sheet``, and so has a term
    called ``Sheet``; other sites link to the term.
    """
    holder = document.ids.pop(anchor, None)
    if holder is None:
        return
    names = (f'{anchor}-heading', *(f'{anchor}-heading-{n}' for n in range(2, 1000)))
    other = next(name for name in names if name not in document.ids)
    document.ids[other] = holder
    holder['ids'] = [other if name == anchor else name for name in holder['ids']]
    for name, known in document.nameids.items():
        if known == anchor:
            document.nameids[name] = other
    for reference in document.findall(nodes.reference):
        if reference.get('refid') == anchor:
            reference['refid'] = other
