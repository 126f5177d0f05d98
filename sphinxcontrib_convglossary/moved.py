"""Links to what stands in hidden definitions lead to where that is shown.

Whatever a definition holds (labels, equations, objects of any domain), Sphinx knows
by the document that it has read it in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.links import document_around

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sphinxcontrib_convglossary.links import Addresses


class FollowMoved(SphinxPostTransform):
    """Lead every link on."""

    #: After all references have been resolved, by Sphinx (10) at last.
    default_priority = 14

    @located
    def run(self, **kwargs: Any) -> None:
        """Look at the links that have an anchor of such a definition."""
        domain = domain_of(self.env)
        if domain.on_trial or not (moves := domain.glossary.moves):
            return
        here = self.env.current_document.docname
        for link in self.document.findall(nodes.reference):
            anchor = link.get('refid') or link.get('refuri', '').rpartition('#')[2]
            if anchor in moves:
                page = document_around(link, here)
                _lead_on(link, anchor, moves[anchor], page, domain.addresses)


def _lead_on(
    link: nodes.reference,
    anchor: str,
    moves: Mapping[str, str],
    page: str,
    addresses: Addresses,
) -> None:
    """Lead a link to the document that shows an anchor, by those that had it."""
    led = {name: link[name] for name in ('refid', 'refuri') if name in link}
    for source, shown in moves.items():
        place = addresses.place(page, shown, anchor)
        if place is not None and led == addresses.place(page, source, anchor):
            for name in led:
                del link[name]
            link.attributes |= place
            return
