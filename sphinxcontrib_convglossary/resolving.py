"""When a page is written: what a document holds of ours becomes what readers see."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.gettext import I18nBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_convglossary.copies import Blocks
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.first_use import expand_first_uses
from sphinxcontrib_convglossary.jumps import Jumps
from sphinxcontrib_convglossary.languages import direction
from sphinxcontrib_convglossary.links import adopt_documents, document_around
from sphinxcontrib_convglossary.listing import fill_listing, show_blocks
from sphinxcontrib_convglossary.maps import fill_map
from sphinxcontrib_convglossary.nodes import (
    elements,
    foreign_block,
    term_list,
    term_listing,
    term_map,
    term_name,
)
from sphinxcontrib_convglossary.outline import HEADING_ANCHORS
from sphinxcontrib_convglossary.references import resolve_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain

#: What becomes something else when a page is written.
_PLACES = (term_list, term_listing, term_map)


class ShowGlossary(SphinxPostTransform):
    """Show the blocks of a document, fill its listings and maps, link its references.

    References come last: those in copied definitions are among them.
    """

    #: Before Sphinx resolves what is left (10), and MyST (9).
    default_priority = 8

    def is_supported(self) -> bool:
        """Leave the messages of the gettext builder as they are, and what is tried."""
        domain = domain_of(self.env)
        return not domain.on_trial and not isinstance(domain.builder, I18nBuilder)

    @located
    def run(self, **kwargs: Any) -> None:
        """Show what the document holds."""
        domain = domain_of(self.env)
        docname = self.env.current_document.docname
        found = list(elements(self.document))
        adopt_documents(found)
        places = [node for node in found if isinstance(node, _PLACES)]
        if places:
            _show(self.document, places, domain, docname)
            found = list(elements(self.document))
        if resolve_all(self.document, found, domain, docname):
            expand_first_uses(self.document, docname)


class DropUnseen(SphinxPostTransform):
    """Drop what was resolved for its warnings alone."""

    #: After Sphinx (10), and MyST (9), have resolved references.
    default_priority = 12

    @located
    def run(self, **kwargs: Any) -> None:
        """Drop what was noted when the blocks of the document were shown."""
        unseen = domain_of(self.env).unseen
        for node in unseen.pop(self.env.current_document.docname, ()):
            left = [child for child in node.parent.children if child is not node]
            node.parent.children = left


def _show(
    document: nodes.document,
    places: Sequence[nodes.Element],
    domain: ConvDomain,
    docname: str,
) -> None:
    """Show what stands in the places of blocks, listings and maps."""
    shown = [node for node in places if isinstance(node, term_list)]
    blocks = Blocks(domain, document)
    # What an extension makes of its own to be resolved has no file.
    apart = not document.get('source')
    if unseen := show_blocks(shown, blocks, docname, apart=apart):
        domain.unseen[docname] = unseen
    jumps = Jumps(domain.env.config.language)
    for node in places:
        if isinstance(node, term_listing):
            fill_listing(node, blocks, jumps, document_around(node, docname))
        elif isinstance(node, term_map):
            fill_map(node, domain, document_around(node, docname))
    if domain.builder.name == 'singlehtml':
        _tell_anchors_apart(document, domain.env)
    jumps.lead()
    _direct_lists(document, domain.env.config.language)


def _direct_lists(document: nodes.document, language: str) -> None:
    """Lay out entries from right to left where the language is written so.

    Sphinx does not say so of the page, and not every theme does.
    """
    way = direction(language)
    if way == 'ltr':
        return
    for entries in list(document.findall(term_list)):
        around, at = entries.parent, entries.parent.index(entries)
        around[at] = foreign_block('', entries, dir=way)


def _tell_anchors_apart(document: nodes.document, env: BuildEnvironment) -> None:
    """Number the anchors of further headings of a category in one page of all.

    Sphinx needs an anchor of each section, and looks its number up by it.  Anchors that
    terms of several documents had before stay at the first.
    """
    taken: set[str] = {
        name['ids'][0] for name in document.findall(term_name) if name['ids']
    }
    for name in document.findall(term_name):
        former = [anchor for anchor in name['ids'][1:] if anchor not in taken]
        name['ids'][1:] = former
        taken.update(former)
    for node in document.findall(nodes.Element):
        for index, anchor in enumerate(node['ids']):
            if not anchor.startswith(HEADING_ANCHORS):
                continue
            names = (f'{anchor}-{number}' for number in count(2))
            free = next(name for name in chain([anchor], names) if name not in taken)
            taken.add(free)
            node['ids'][index] = free
            numbers = env.toc_secnumbers.get(document_around(node, ''), {})
            if f'#{anchor}' in numbers:
                numbers[f'#{free}'] = numbers[f'#{anchor}']
