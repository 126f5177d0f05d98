"""Links to where readers find a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.errors import NoUri

from sphinxcontrib_convglossary.nodes import term_link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxcontrib_convglossary.glossary import Glossary
    from sphinxcontrib_convglossary.terms import Term

#: What every mention of a term is styled by.  Themes know ``std-term``, and with
#: it the LaTeX writer adds no page number.
CLASSES = ('xref', 'std', 'std-term', 'conv-term')


class Addresses:
    """The addresses of documents as pages write them.

    All pages of one folder write the same address of another, so that is computed
    once, unless the builder has a way of its own.
    """

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        #: Whether pages are HTML, whose writer knows ``term_link``.
        self.html = builder.format == 'html'
        # A manual page has no links within it: it would print ``<#anchor>``.
        self._linked = builder.format != 'man'
        # In one page of all documents Sphinx would write two "#" in an address,
        # which leads nowhere.
        self._one_page = builder.name == 'singlehtml'
        self._usual = type(builder).get_relative_uri is Builder.get_relative_uri
        self._page = self._folder = ''
        self._relative: dict[tuple[str, str], str | None] = {}

    def relative(self, page: str, docname: str) -> str | None:
        """Give the address of a document; ``None`` where the builder has it not."""
        if page == docname or not self._usual:
            return self._ask(page, docname)
        if page != self._page:
            self._page = page
            self._folder = self.builder.get_target_uri(page).rpartition('/')[0]
        asked = self._folder, docname
        if asked not in self._relative:
            self._relative[asked] = self._ask(page, docname)
        return self._relative[asked]

    def place(
        self, page: str, docname: str, anchor: str | None
    ) -> dict[str, str] | None:
        """Give the attributes of a link to a place; ``None`` where it cannot be."""
        if not self._linked:
            return None
        if anchor and (page == docname or self._one_page):
            return {'refid': anchor}
        address = self.relative(page, docname)
        if address is None:
            return None
        return {'refuri': f'{address}#{anchor}' if anchor else address}

    def address(self, page: str, docname: str, anchor: str | None) -> str | None:
        """Give the address of a place as a page writes it; ``None`` for no link."""
        place = self.place(page, docname, anchor)
        if place is None:
            return None
        return place['refuri'] if 'refuri' in place else f'#{place["refid"]}'

    def _ask(self, page: str, docname: str) -> str | None:
        try:
            return self.builder.get_relative_uri(page, docname)
        except NoUri:
            return None


def link_to(
    glossary: Glossary,
    term: Term,
    fromdocname: str,
    addresses: Addresses,
    content: nodes.Element,
) -> nodes.Element:
    """Link *content* to a term; where readers cannot find it, *content* stays.

    That is so for a term that is not published in this language or that nothing
    shows, and where the builder does not contain its document.
    """
    home = glossary.home_of(term)
    if home is None:
        return content
    anchor = glossary.anchor_of(term)
    return link(addresses, fromdocname, home.docname, anchor, content)


def link(
    addresses: Addresses,
    fromdocname: str,
    docname: str,
    anchor: str | None,
    content: nodes.Element,
) -> nodes.Element:
    """Link *content* to a place, where the format of the builder has links."""
    place = addresses.place(fromdocname, docname, anchor)
    if place is None:
        return content
    return nodes.reference('', '', content, internal=True, **place)


def mention(text: str) -> nodes.inline:
    """Give the text that mentions a term."""
    return nodes.inline('', text, classes=list(CLASSES))


def mention_at(
    addresses: Addresses, page: str, docname: str, anchor: str, text: str
) -> nodes.Element:
    """Link the mention of a term to its place: in HTML one node, in others two.

    Where there are no links the mention stays.
    """
    place = addresses.place(page, docname, anchor)
    if place is None:
        return mention(text)
    if addresses.html:
        return term_link('', text, internal=True, **place)
    return nodes.reference('', '', mention(text), internal=True, **place)


def adopt_documents(found: Iterable[nodes.Element]) -> None:
    """Let documents be the parents of what is in them.

    Builders of one file (LaTeX, Texinfo) put documents into each other, and Sphinx
    does not tell their content (``inline_all_toctrees``).
    """
    for node in found:
        if isinstance(node, addnodes.start_of_file):
            for child in node.children:
                child.parent = node


def document_around(node: nodes.Node, docname: str) -> str:
    """Name the document that a node came from; *docname* unless another is in it."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, addnodes.start_of_file):
            return str(parent['docname'])
        parent = parent.parent
    return docname
