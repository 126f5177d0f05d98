"""Blocks copied from where their authors wrote them to where listings show them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join
from sphinx.util.docutils import LoggingReporter

from sphinxcontrib_convglossary.figures import carry_numbers
from sphinxcontrib_convglossary.links import link
from sphinxcontrib_convglossary.nodes import (
    elements,
    term_entry,
    term_name,
    term_reference,
)
from sphinxcontrib_convglossary.outline import Detail

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Term

#: The nodes that lead to an anchor of their own document.  Sphinx makes references of
#: its own of those to citations.
_REFERENCES = (nodes.reference, nodes.footnote_reference)


class Blocks:
    """The blocks of a project, to be copied into the listings of one page.

    A document is loaded anew for a block that is shown a second time: that is quicker
    than to copy the blocks that are shown once.
    """

    def __init__(self, domain: ConvDomain, page: nodes.document) -> None:
        self.domain = domain
        self._page = page
        #: The blocks of documents that nobody has taken, by ordinal.
        self._entries: dict[str, dict[int, term_entry]] = {}

    def copy_of(
        self, term: Term, docname: str, entries: Detail, *, at_home: bool
    ) -> term_entry:
        """Give the entry of a term, as far as another document shows it.

        At its home the entry keeps the anchors inside it; elsewhere links to
        them lead to the home, since an anchor is unique.
        """
        if entries is Detail.NAMES and self._is_plainly_named(term):
            return _named(term)
        entry = _cut(self._fresh(term), entries)
        copied = list(elements(entry))
        keeps = at_home and term.hidden
        renamed = self._rename(copied) if keeps else {}
        if keeps:
            carry_numbers(self.domain.env, term, docname, renamed)
        else:
            self._drop_anchors(copied)
        _mark_repeated(copied)
        self._lead_inner_links(copied, term, docname, renamed)
        _lead_pending_links(copied, term.docname, docname)
        return entry

    def _fresh(self, term: Term) -> term_entry:
        """Give the block of a term as it was read, which nobody else has."""
        of_document = self._entries.get(term.docname, {})
        if term.ordinal not in of_document:
            doctree = _as_read(self.domain.env, term.docname)
            # An extension may have taken some out since they were counted.
            of_document = {x['ordinal']: x for x in doctree.findall(term_entry)}
            for block in of_document.values():
                # What else was in the document need not stay as long as the page.
                block.parent.remove(block)
            self._entries[term.docname] = of_document
        return of_document.pop(term.ordinal)

    def _is_plainly_named(self, term: Term) -> bool:
        return self.domain.contents[term.docname][term.ordinal].plainly_named

    @cached_property
    def _taken(self) -> set[str]:
        return {name for node in elements(self._page) for name in node['ids']}

    def _rename(self, copied: list[nodes.Element]) -> dict[str, str]:
        """Make the anchors inside an entry unique in the page, by new names."""
        renamed = {}
        for node in copied:
            for number, anchor in enumerate(node['ids']):
                node['ids'][number] = renamed[anchor] = self._take(anchor)
        for node in copied:
            if backrefs := node.get('backrefs'):
                node['backrefs'] = [renamed[x] for x in backrefs if x in renamed]
        return renamed

    def _drop_anchors(self, copied: list[nodes.Element]) -> None:
        """Leave no anchor inside an entry.

        What Sphinx numbers (a figure, say) must have one: it gets a name of its own.
        """
        standard = self.domain.env.domains.standard_domain
        for node in copied:
            if node['ids']:
                numbered = standard.get_enumerable_node_type(node) is not None
                kept = node['ids'][:1] if numbered else []
                node['ids'] = [self._take(f'{anchor}-copy') for anchor in kept]
            if 'backrefs' in node:
                node['backrefs'] = []

    def _take(self, anchor: str) -> str:
        """Give an anchor that is free in the page, and take it."""
        free, count = anchor, 1
        while free in self._taken:
            count += 1
            free = f'{anchor}-{count}'
        self._taken.add(free)
        return free

    def _lead_inner_links(
        self,
        copied: list[nodes.Element],
        term: Term,
        docname: str,
        renamed: dict[str, str],
    ) -> None:
        """Lead links within the author's document to where their ends are."""
        for node in copied:
            if not isinstance(node, _REFERENCES) or not node.get('refid'):
                continue
            anchor = node['refid']
            if anchor in renamed:
                node['refid'] = renamed[anchor]
                continue
            # To what stands in a hidden block they are led on later ("moved").
            addresses, text = self.domain.addresses, _as_text(node)
            node.replace_self(link(addresses, docname, term.docname, anchor, text))


def _as_read(env: BuildEnvironment, docname: str) -> nodes.document:
    """Give a document as it was read, which nobody else has.

    Sphinx keeps what it has read in memory until it writes that.  A listing may show
    all definitions there are: it takes such documents over, so that they are not
    there twice, and Sphinx loads them when their turn comes.
    """
    kept: dict[str, nodes.document] = getattr(env, '_write_doc_doctree_cache', {})
    doctree = kept.pop(docname, None)
    if doctree is None:
        return env.get_doctree(docname)
    doctree.settings.env = env
    doctree.reporter = LoggingReporter(str(env.doc2path(docname)))
    return doctree


def _named(term: Term) -> term_entry:
    """Give an entry that says no more than a name: no document has to be loaded."""
    name = term_name('', nodes.Text(term.name.text))
    return term_entry('', name, nodes.definition())


def _cut(block: term_entry, entries: Detail) -> term_entry:
    """Leave of a block what an entry shows: its name, so much of its definition."""
    name, definition = block[0], block[-1]
    shown = definition.children[: entries.blocks]
    cut = term_entry('', name, nodes.definition('', *shown))
    for copied, read in ((cut, block), (cut[-1], block)):
        # What is wrong in it is reported where its author wrote it.
        copied.source, copied.line = read.source, read.line
    return cut


def _mark_repeated(copied: list[nodes.Element]) -> None:
    """Note that what is wrong in an entry is reported where its author wrote it."""
    for node in copied:
        if isinstance(node, term_reference) or 'originals' in node:
            node['repeated'] = True
        if isinstance(node, addnodes.pending_xref):
            node['repeated'] = True
            node['refwarn'] = False


def _as_text(node: nodes.Element) -> nodes.Element:
    """Give what a reference shows, without its leading anywhere."""
    if isinstance(node, nodes.footnote_reference):
        return nodes.superscript('', f'[{node.astext()}]')
    return nodes.inline('', '', *node.children)


def _lead_pending_links(
    copied: list[nodes.Element], from_docname: str, docname: str
) -> None:
    """Let Sphinx resolve the references of an entry from another document."""
    for node in copied:
        if isinstance(node, addnodes.pending_xref):
            if node.get('reftype') == 'doc':
                node['reftarget'] = '/' + docname_join(from_docname, node['reftarget'])
            node['refdoc'] = docname
