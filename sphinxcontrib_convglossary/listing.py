"""Blocks and listings become what readers see, when a page is written."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.gettext import I18nBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.copies import Blocks
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.entries import Showing, show
from sphinxcontrib_convglossary.glossary import Place
from sphinxcontrib_convglossary.languages import direction
from sphinxcontrib_convglossary.links import document_around
from sphinxcontrib_convglossary.nodes import (
    filter_box,
    foreign_block,
    term_entry,
    term_list,
    term_listing,
)
from sphinxcontrib_convglossary.outline import HEADING_ANCHORS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.outline import Listing, Section


class ShowGlossary(SphinxPostTransform):
    """Show the blocks of a document where they stand, and fill its listings."""

    #: Before references are resolved (8): those in copied definitions as well.
    default_priority = 6

    def is_supported(self) -> bool:
        """Leave the messages of the gettext builder as they are."""
        return not isinstance(domain_of(self.env).builder, I18nBuilder)

    def run(self, **kwargs: Any) -> None:
        """Show what the document holds."""
        domain = domain_of(self.env)
        docname = self.env.current_document.docname
        for block in list(self.document.findall(term_list)):
            show_block(block, domain, document_around(block, docname))
        merge_adjacent_lists(self.document)
        blocks = Blocks(domain, self.document)
        for node in list(self.document.findall(term_listing)):
            fill_listing(node, blocks, document_around(node, docname))
        if domain.builder.name == 'singlehtml':
            tell_anchors_apart(self.document, self.env)
        direct_lists(self.document, self.config.language)


def show_block(block: term_list, domain: ConvDomain, docname: str) -> None:
    """Complete a block where it stands, or take it away where nothing is shown."""
    (entry,) = block.findall(term_entry)
    term = domain.glossary.term_of(entry['docname'], entry['ordinal'])
    if term is None or term.hidden or not domain.glossary.publishes(term):
        block.parent.remove(block)
        return
    show(entry, term, Showing(domain=domain, docname=docname, at_home=True))


def merge_adjacent_lists(document: nodes.document) -> None:
    """Make one list of terms that follow each other."""
    for block in list(document.findall(term_list)):
        before = _previous(block)
        if isinstance(before, term_list):
            before.extend(block.children)
            block.parent.remove(block)


def _previous(node: nodes.Node) -> nodes.Node | None:
    """Give what readers see before a node, among its siblings."""
    siblings = node.parent.children
    for index in range(siblings.index(node) - 1, -1, -1):
        if not isinstance(siblings[index], nodes.comment):
            return siblings[index]
    return None


def direct_lists(document: nodes.document, language: str) -> None:
    """Lay out entries from right to left where the language is written so.

    Sphinx does not say so of the page, and not every theme does.
    """
    way = direction(language)
    if way == 'ltr':
        return
    for entries in list(document.findall(term_list)):
        block = foreign_block('', dir=way)
        entries.replace_self(block)
        block += entries


def tell_anchors_apart(document: nodes.document, env: BuildEnvironment) -> None:
    """Number the anchors of further headings of a category in one page of all.

    Sphinx needs an anchor of each section, and looks its number up by it.
    """
    taken: set[str] = set()
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


def fill_listing(node: term_listing, blocks: Blocks, docname: str) -> None:
    """Replace a placeholder by the sections of its listing."""
    listing, sections = blocks.domain.sections_of(node)
    filled: list[nodes.Element] = []
    if listing.filter and sections and _runs_scripts(blocks.domain.builder):
        filled.append(filter_box())
    for section in sections:
        content = (
            cite(docname, blocks.domain)
            if section.citation
            else _entries(section, listing, blocks, docname)
        )
        filled.append(headed(section, node, content) if section.title else content)
    node.replace_self(filled)


def _runs_scripts(builder: Builder) -> bool:
    """Tell whether pages are for browsers: readers of EPUB run no scripts."""
    return builder.format == 'html' and builder.name != 'epub'


def cite(docname: str, domain: ConvDomain) -> nodes.paragraph:
    """Say who made a glossary, what it is called, which version, and where it is."""
    env, config = domain.env, domain.env.config
    title = env.titles[docname].astext()
    paragraph = nodes.paragraph()
    paragraph += nodes.strong('', words.citation())
    paragraph += nodes.Text(f': {config.author}, ' if config.author else ': ')
    paragraph += nodes.emphasis('', title)
    paragraph += nodes.Text(f', {config.version}.' if config.version else '.')
    base = config.html_baseurl
    if base:
        address = f'{base.rstrip("/")}/'
        if domain.builder.format == 'html' and domain.builder.name != 'epub':
            # Others do not know where a page of the site is.
            address += domain.builder.get_target_uri(docname)
        paragraph += nodes.Text(' ')
        paragraph += nodes.reference('', address, refuri=address, internal=False)
    return paragraph


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
    entries = term_list('', classes=['glossary'])
    home = Place(docname=listing.docname, listing=listing.ordinal)
    glossary = blocks.domain.glossary
    for term in section.terms:
        at_home = glossary.home_of(term) == home
        entry = blocks.copy_of(term, docname, at_home=at_home)
        showing = Showing(
            domain=blocks.domain,
            docname=docname,
            at_home=at_home,
            entries=listing.entries,
            under_category=section.category,
        )
        show(entry, term, showing)
        entries += entry
    return entries


def headings(node: term_listing, domain: ConvDomain) -> Iterator[nodes.Element]:
    """Give the sections of a listing without entries, for tables of contents."""
    for section in domain.sections_of(node)[1]:
        if section.title:
            yield headed(section, node)
