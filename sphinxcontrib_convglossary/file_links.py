"""Markdown links to the file of a page, where there is no file, or to a term in one.

MyST looks for a file when it reads ``[text](words.md)``, and knows of a document no
anchors but those of headings and labels.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.links import document_around, link

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sphinxcontrib_convglossary.domain import ConvDomain


class FollowFileLinks(SphinxPostTransform):
    """Lead links to generated pages, and to what we show on pages."""

    #: Before MyST resolves them (9).
    default_priority = 7

    @located
    def run(self, **kwargs: Any) -> None:
        """Look at the links of MyST that are not resolved."""
        domain = domain_of(self.env)
        if domain.on_trial:
            return
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.get('reftype') == 'myst':
                _follow(node, domain, self.env.current_document.docname)


def _follow(node: addnodes.pending_xref, domain: ConvDomain, docname: str) -> None:
    origin = str(node.get('refdoc', docname))
    if node.get('refdomain') != 'doc':
        virtual = getattr(domain.env.project, 'virtual', ())
        page, anchor = page_of(node['reftarget'], origin, virtual)
        if not page:
            return
        node['refdomain'] = 'doc'
        node['reftarget'], node['reftargetid'] = page, anchor
    if text := _text_at(node['reftarget'], node['reftargetid'] or '', domain):
        here = document_around(node, origin)
        content = nodes.inline('', '', classes=['std', 'std-ref'])
        content += node[0].children if node['refexplicit'] else nodes.Text(text)
        target = domain.addresses, here, node['reftarget'], node['reftargetid']
        led = link(*target, content)
        if 'reftitle' in node and isinstance(led, nodes.reference):
            led['reftitle'] = node['reftitle']
        node.replace_self(led)


def page_of(target: str, origin: str, pages: Collection[str]) -> tuple[str, str | None]:
    """Return the generated page that a target means, '' for none, and the anchor."""
    path, marked, anchor = target.partition('#')
    docname = docname_join(origin, path)
    names = (docname, str(PurePosixPath(docname).with_suffix('')) if path else '')
    page = next((name for name in names if name in pages), '')
    return page, anchor if marked else None


def _text_at(docname: str, anchor: str, domain: ConvDomain) -> str:
    """Return what our anchor in a document is called, '' where it is not ours."""
    for listing, sections in domain.sections.items():
        for section in sections if listing.docname == docname else ():
            if section.anchor == anchor:
                return section.title or domain.env.titles[docname].astext()
    term = domain.glossary.term_anchored(anchor)
    home = domain.glossary.home_of(term) if term else None
    if term is None or home is None or home.docname != docname:
        return ''
    return term.name.text
