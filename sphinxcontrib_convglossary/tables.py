"""Our headings and names in the tables that Sphinx keeps for itself.

Headings enter the tables of contents once everything has been read.  Index entries
and inventory names are lent to Sphinx for the time of writing and taken back: kept
while reading, they would cost a walk over every object for every document
(``StandardDomain.clear_doc``), and which of two equal names wins would depend on
which process read it first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.collectors.toctree import TocTreeCollector

from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.labels import note_labels, take_back
from sphinxcontrib_convglossary.listing import headings
from sphinxcontrib_convglossary.nodes import term_listing, term_reference
from sphinxcontrib_convglossary.placing import put
from sphinxcontrib_convglossary.references import text_in_title
from sphinxcontrib_convglossary.state import state_of

if TYPE_CHECKING:
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain


def note_headings(app: Sphinx, env: BuildEnvironment) -> None:
    """Enter the headings of listings, which depend on all that has been read.

    They are kept with the environment, so most builds find them there.
    """
    domain, state = domain_of(env), state_of(app)
    if domain.noted == state:
        return
    take_back(domain)
    domain.noted = state
    domain.note_public()
    note_labels(domain)
    for docname, outline in _outlines(domain).items():
        if domain.outlines.get(docname) != outline:
            domain.outlines[docname] = outline
            _note_contents(app, domain, docname)
    # After contents: those that are made anew have titles as they were written.
    _note_titles(domain)


def _note_titles(domain: ConvDomain) -> None:
    """Write local names into titles and contents that refer to terms.

    Sphinx copies titles as soon as it has read a document, before the names of
    terms in other documents are known.
    """
    env = domain.env
    for docname in domain.questions:
        for table in (env.titles, env.longtitles, env.tocs):
            tree = table.get(docname, nodes.bullet_list())
            for reference in tree.findall(term_reference):
                text = text_in_title(domain, reference)
                reference.children = []
                reference += nodes.Text(text)


def _outlines(domain: ConvDomain) -> dict[str, tuple[tuple[str, str], ...]]:
    """Give the anchors and titles of the headings of each document."""
    outlines: dict[str, tuple[tuple[str, str], ...]]
    outlines = dict.fromkeys(domain.listings, ())
    for listing, sections in domain.sections.items():
        outlines[listing.docname] += tuple(
            (section.anchor, section.title) for section in sections if section.title
        )
    return outlines


def _note_contents(app: Sphinx, domain: ConvDomain, docname: str) -> None:
    """Make the table of contents of a document anew, with our headings in it."""
    doctree = domain.env.get_doctree(docname)
    for node in list(doctree.findall(term_listing)):
        put(list(headings(node, domain)), node)
    _collect_contents(app, doctree, docname)


def _collect_contents(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    env = app.env
    collector = TocTreeCollector()
    collector.clear_doc(app, env, docname)
    before = env.current_document.docname
    env.current_document.docname = docname
    try:
        collector.process_doc(app, doctree)
    finally:
        env.current_document.docname = before


class LentNames:
    """What Sphinx's own domains hold of ours while pages are written."""

    def __init__(self) -> None:
        self._objects: list[tuple[str, str]] = []
        #: The index entries of documents, and the places of labels, as they were.
        self._entries: dict[str, list[Any]] = {}
        self._labels: dict[str, tuple[str, str, str]] = {}
        self._anonymous: dict[str, tuple[str, str]] = {}

    def lend_index_entries(self, domain: ConvDomain) -> None:
        """Enter names and aliases into the general index.

        Entries in hidden definitions lead to where these are shown.
        """
        index = domain.env.domains.index_domain.entries
        moved = domain.public.moved
        for docname in {docname: None for docname, _ in moved}:
            self._lead_on(index, docname, moved)
        for docname, names in domain.public.index.items():
            self._lent(index, docname).extend(names)

    def _lead_on(
        self,
        index: dict[str, list[Any]],
        docname: str,
        moved: dict[tuple[str, str], str],
    ) -> None:
        entries = self._lent(index, docname)
        kept: list[Any] = []
        for entry in entries:
            shown = moved.get((docname, entry[2]), docname)
            (kept if shown == docname else self._lent(index, shown)).append(entry)
        entries[:] = kept

    def _lent(self, index: dict[str, list[Any]], docname: str) -> list[Any]:
        """Give the entries of a document, to be changed until they are taken back."""
        if docname not in self._entries:
            self._entries[docname] = index.get(docname, [])
            index[docname] = [*self._entries[docname]]
        return index[docname]

    def lend_objects(self, domain: ConvDomain) -> None:
        """Enter every name as ``std:term``, for other projects' ``:term:``."""
        objects = domain.env.domains.standard_domain.objects
        for text, place in domain.public.designations.items():
            key = 'term', text
            if key not in objects:
                objects[key] = place
                self._objects.append(key)
        # A book is written from documents that are resolved once more after this.
        if makes_a_site(domain.builder):
            self._lend_labels(domain)

    def _lend_labels(self, domain: ConvDomain) -> None:
        """Let labels in hidden definitions lead other projects to what is shown."""
        standard, moved = domain.env.domains.standard_domain, domain.public.moved
        for label, (docname, anchor, title) in list(standard.labels.items()):
            if shown := moved.get((docname, anchor)):
                self._labels[label] = docname, anchor, title
                standard.labels[label] = shown, anchor, title
        for label, (docname, anchor) in list(standard.anonlabels.items()):
            if shown := moved.get((docname, anchor)):
                self._anonymous[label] = docname, anchor
                standard.anonlabels[label] = shown, anchor

    def take_back(self, domain: ConvDomain) -> None:
        """Leave Sphinx's domains as they were."""
        standard = domain.env.domains.standard_domain
        for key in self._objects:
            standard.objects.pop(key, None)
        standard.labels.update(self._labels)
        standard.anonlabels.update(self._anonymous)
        domain.env.domains.index_domain.entries.update(self._entries)
        for lent in (self._objects, self._labels, self._anonymous, self._entries):
            lent.clear()
