"""Blocks and listings become what readers see, when a page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_convglossary.builders import checks_links, makes_a_site
from sphinxcontrib_convglossary.citing import cite
from sphinxcontrib_convglossary.copies import Blocks
from sphinxcontrib_convglossary.entries import Showing, show
from sphinxcontrib_convglossary.glossary import Place
from sphinxcontrib_convglossary.jumps import Jumps
from sphinxcontrib_convglossary.links import document_around
from sphinxcontrib_convglossary.nodes import (
    elements,
    filter_box,
    term_entry,
    term_list,
    term_listing,
    term_name,
    unseen,
)
from sphinxcontrib_convglossary.outline import Detail
from sphinxcontrib_convglossary.placing import anchors_of, put
from sphinxcontrib_convglossary.references import check_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.outline import Listing, Section
    from sphinxcontrib_convglossary.terms import Term


def show_blocks(
    found: Iterable[term_list], blocks: Blocks, docname: str, *, apart: bool
) -> list[nodes.Element]:
    """Show blocks where they stand, and make one list of those that follow.

    *apart* says that an extension shows copies of its own ("todolist").  Return what
    has to be resolved and is not seen.
    """
    parents: dict[int, nodes.Element] = {}
    hidden: list[nodes.Element] = []
    seen: set[object] = set()
    for block in found:
        page = document_around(block, docname)
        entries = [entry for entry in block.children if isinstance(entry, term_entry)]
        places = [(entry.get('docname'), entry.get('ordinal')) for entry in entries]
        if apart or any(place[0] != page or place in seen for place in places):
            _show_copies(block, blocks, page)
        elif (of_hidden := _show_block(block, blocks.domain, page)) is not None:
            hidden.append(of_hidden)
        seen.update(places)
        parents[id(block.parent)] = block.parent
    for parent in parents.values():
        parent.children = list(_merged(parent.children))
    return hidden


def _show_copies(block: term_list, blocks: Blocks, docname: str) -> None:
    """Show again what is at home elsewhere, as a listing does."""
    domain = blocks.domain
    for entry in block.children:
        assert isinstance(entry, term_entry)
        term = _term_of_copy(entry, domain)
        if term is not None and domain.glossary.home_of(term):
            copied = blocks.copy_of(term, docname, Detail.FULL, at_home=False)
            show(copied, term, Showing(domain=domain, docname=docname, at_home=False))
            entry.children = []
            entry += copied.children
            entry.attributes = copied.attributes


def _term_of_copy(entry: term_entry, domain: ConvDomain) -> Term | None:
    """Return the term of an entry that may have been shown already, by its anchor."""
    if 'docname' in entry:
        return domain.glossary.term_of(entry['docname'], entry['ordinal'])
    name = entry[0]
    assert isinstance(name, nodes.Element)
    anchors = name['ids']
    return domain.glossary.term_anchored(anchors[0]) if anchors else None


def _show_block(block: term_list, domain: ConvDomain, docname: str) -> unseen | None:
    """Complete a block where it stands, or empty it where nothing is shown.

    Return what is there instead, to be resolved.
    """
    (entry,) = block.children
    assert isinstance(entry, term_entry)
    term = domain.glossary.term_of(entry['docname'], entry['ordinal'])
    if term is None or not domain.glossary.publishes(term):
        _empty(block)
        return None
    if term.hidden and not checks_links(domain.builder):
        return _hide_block(block, term, domain, docname)
    show(entry, term, Showing(domain=domain, docname=docname, at_home=True))
    return None


def _hide_block(
    block: term_list, term: Term, domain: ConvDomain, docname: str
) -> unseen | None:
    """Empty a block that is shown elsewhere.

    What is wrong in it is told with the document that it was written in: the listing
    that shows it may not be written at all.
    """
    check_all(block, domain, docname)
    of_sphinx = list(block.findall(addnodes.pending_xref))
    _empty(block, moved=domain.glossary.home_of(term) is not None)
    if not of_sphinx:
        return None
    left = unseen('', *of_sphinx)
    block.replace_self(left)
    return left


def _empty(block: term_list, *, moved: bool = False) -> None:
    """Empty a block; where it is shown nowhere, labels before it stay."""
    name = next(block.findall(term_name))
    left = [] if moved else anchors_of(name)
    block.clear()
    block.parent.insert(block.parent.index(block), left)


def _merged(siblings: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Give siblings with adjacent lists of terms as one; readers see no comments.

    Nor do they see what is there for its warnings.
    """
    before: term_list | None = None
    for node in siblings:
        if not isinstance(node, term_list):
            before = before if isinstance(node, (nodes.comment, unseen)) else None
            yield node
        elif before is not None:
            before.extend(node.children)
        elif node.children:
            before = node
            yield node


def fill_listing(
    node: term_listing, blocks: Blocks, jumps: Jumps, docname: str
) -> None:
    """Replace a placeholder by the sections of its listing."""
    listing, sections = blocks.domain.sections_of(node)
    builder = blocks.domain.builder
    filled: list[nodes.Element] = []
    headings: dict[str, nodes.Element] = {}
    for section in sections:
        content = (
            cite(docname, blocks.domain)
            if section.citation
            else [_entries(section, listing, blocks, docname)]
        )
        if not section.title:
            filled += content
            continue
        filled.append(headed(section, node, *content))
        if section.terms:
            headings[section.title] = _anchored(filled[-1])
    above: list[nodes.Element] = []
    if listing.filter and sections and makes_a_site(builder):
        above.append(filter_box())
    if builder.format == 'html':
        above += jumps.row(listing, headings)
    put([*above, *filled], node)


def _anchored(block: nodes.Element) -> nodes.Element:
    """Give what carries the anchor of a heading: the section, or the rubric."""
    return next(node for node in elements(block) if node['ids'])


def headed(
    section: Section, node: nodes.Node, *content: nodes.Element
) -> nodes.Element:
    """Put the heading of a section above its entries.

    Where no section can stand (in a table, say) a rubric heads them.
    """
    if not isinstance(node.parent, (nodes.section, nodes.document)):
        heading = nodes.rubric('', section.title, ids=[section.anchor])
        return nodes.container('', heading, *content)
    title = nodes.title('', section.title)
    return nodes.section('', title, *content, ids=[section.anchor])


def _entries(
    section: Section, listing: Listing, blocks: Blocks, docname: str
) -> nodes.Element:
    filtered = listing.filter and makes_a_site(blocks.domain.builder)
    marks = ['convglossary-filtered'] if filtered else []
    entries = term_list('', classes=['glossary', *marks])
    home = Place(docname=listing.docname, listing=listing.ordinal)
    glossary = blocks.domain.glossary
    for term in () if checks_links(blocks.domain.builder) else section.terms:
        at_home = glossary.home_of(term) == home
        entry = blocks.copy_of(term, docname, listing.entries, at_home=at_home)
        showing = Showing(
            domain=blocks.domain,
            docname=docname,
            at_home=at_home,
            entries=listing.entries,
            under_category=section.category,
        )
        show(entry, term, showing)
        if filtered:
            name = entry[0]
            assert isinstance(name, term_name)
            name['found_by'] = _unseen_names(term, listing, blocks.domain)
        entries += entry
    return entries


def _unseen_names(term: Term, listing: Listing, domain: ConvDomain) -> list[str]:
    """Give the names that readers may look for and that the entry does not show."""
    names = [*term.aliases] if listing.entries is Detail.NAMES else []
    if listing.entries is not Detail.FULL or not domain.other_names(term):
        names += domain.names.of(term)
    return list(dict.fromkeys(name.text for name in names))


def headings(node: term_listing, domain: ConvDomain) -> Iterator[nodes.Element]:
    """Give the sections of a listing without entries, for tables of contents."""
    for section in domain.sections_of(node)[1]:
        if section.title:
            yield headed(section, node)
