"""An entry as readers see it: the block of its author, completed by the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.citing import cite_term
from sphinxcontrib_convglossary.languages import direction, language_tag
from sphinxcontrib_convglossary.lines import lines_of
from sphinxcontrib_convglossary.links import CLASSES, link, mention_at
from sphinxcontrib_convglossary.nodes import (
    foreign_block,
    foreign_text,
    term_entry,
    term_line,
    term_name,
)
from sphinxcontrib_convglossary.outline import Detail
from sphinxcontrib_convglossary.places import location_of
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.public import index_entries
from sphinxcontrib_convglossary.sites import link_abroad, link_term
from sphinxcontrib_convglossary.spelling import JOINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.lines import Item, Line
    from sphinxcontrib_convglossary.terms import Term

#: What docutils knows the kind of; others stand for what is in them.
_SHOWN = (nodes.Body, nodes.Part, nodes.Structural, nodes.Titular, nodes.TextElement)

#: Lines that are no words of the page itself: the search does not look into them.
_UNSEARCHED = frozenset({'used-in'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """Where and how an entry is shown."""

    domain: ConvDomain
    #: The document that shows it.
    docname: str
    #: Whether readers are led here: then it carries the anchor.
    at_home: bool
    entries: Detail = Detail.FULL
    #: The category whose heading it stands under.
    under_category: str = ''


def show(entry: term_entry, term: Term, showing: Showing) -> None:
    """Complete an entry in place: its name, its definition, and lines around that."""
    name, definition = entry[0], entry[-1]
    assert isinstance(name, term_name)
    assert isinstance(definition, nodes.definition)
    del name['support_smartquotes']
    name['classes'].insert(0, 'convglossary-name')
    written = _with_languages(definition.children, term.source.language, showing)
    parts = [*_above(term, showing), *written, *_below(term, showing)]
    definition.children = []
    definition.extend(parts)
    _mark_name(name, term, showing)
    _anchor(name, term, showing)
    entry.children = [name, definition]
    # The facts that the attributes held are the term's now.
    entry.attributes = term_entry(classes=['convglossary-entry']).attributes
    if not showing.at_home:
        # The search leads to the home, once.
        entry['classes'].append('no-search')


def _mark_name(name: term_name, term: Term, showing: Showing) -> None:
    """Mark a name in another language; its permalink speaks that of the page."""
    if term.name.language != showing.domain.env.config.language:
        words_of_name = list(name.children)
        name.clear()
        name += _in_language(term.name.language, showing, *words_of_name)


def _anchor(name: term_name, term: Term, showing: Showing) -> None:
    """Lead readers here, or on to where the term is at home."""
    glossary = showing.domain.glossary
    if showing.at_home:
        own = [glossary.anchor_of(term), *glossary.former_anchors_of(term)]
        # Labels before the block are here already.
        name['ids'] = list(dict.fromkeys([*own, *name['ids']]))
        name.insert(0, _index_entries(term, showing))
        return
    text = nodes.inline('', '', *name.children)
    name.clear()
    name += link_term(showing.domain, term, showing.docname, text)


def _index_entries(term: Term, showing: Showing) -> addnodes.index:
    """Give the entries of printed indexes, and of the search of HTML.

    Those of the index of HTML are in ``tables``.
    """
    anchor = showing.domain.glossary.anchor_of(term)
    return addnodes.index(entries=list(index_entries(term, anchor)), inline=True)


def _above(term: Term, showing: Showing) -> Iterator[nodes.Element]:
    if showing.entries is not Detail.NAMES:
        for line in lines_of(showing.domain).above(term):
            yield shown_line(line, showing)


def _below(term: Term, showing: Showing) -> Iterator[nodes.Element]:
    if showing.entries is not Detail.FULL:
        return
    domain, page = showing.domain, showing.docname
    lines = lines_of(domain)
    for line in lines.below(term, page, under_category=showing.under_category):
        yield shown_line(line, showing)
    if not showing.at_home:
        return
    if refused := lines.refused(term):
        place, name = location_of(term, domain.env), term.source.name
        report(Problem.ADDRESS, place, address=refused, name=name)
    if cited := cite_term(domain, term, page):
        yield cited


# -- lines


def shown_line(line: Line, showing: Showing) -> nodes.Element:
    """Set items into the interface words around them.

    The words are in the language of the page, and never marked as another.
    """
    # Addresses elsewhere are nodes of Sphinx: other extensions mark them.
    if makes_a_site(showing.domain.builder) and not any(map(_is_external, line.items)):
        return _line_of_site(line, showing)
    classes = ['convglossary-line', f'convglossary-{line.kind}']
    shown = nodes.paragraph('', '', classes=classes)
    before = line.before.rstrip()
    if before:
        shown += nodes.inline('', before, classes=['convglossary-label'])
        shown += nodes.Text(line.before[len(before) :])
    for number, item in enumerate(line.items):
        if number:
            shown += nodes.Text(JOINT)
        shown += shown_item(item, showing)
    if line.after:
        shown += nodes.inline('', line.after, classes=['convglossary-label'])
    return shown


def _is_external(item: Item) -> bool:
    return bool(item.address) and not item.hreflang


def _line_of_site(line: Line, showing: Showing) -> term_line:
    texts = [] if line.kind in _UNSEARCHED else [nodes.Text(_read(line))]
    addresses = [_address(item, showing) for item in line.items]
    return term_line('', '', *texts, line=line, addresses=addresses)


def _read(line: Line) -> str:
    items = JOINT.join(f'{item.before}{item.text}' for item in line.items)
    return f'{line.before}{items}{line.after}'


def _address(item: Item, showing: Showing) -> str:
    if not item.docname:
        return item.address
    addresses, page = showing.domain.addresses, showing.docname
    return addresses.address(page, item.docname, item.anchor) or ''


def shown_item(item: Item, showing: Showing) -> nodes.Element:
    """Give what a line names, and let it lead where it can."""
    if item.mentions and item.docname and not item.language:
        addresses, page = showing.domain.addresses, showing.docname
        return mention_at(addresses, page, item.docname, item.anchor, item.text)
    text = _in_language(item.language, showing, nodes.Text(item.text))
    if item.mentions:
        text['classes'] += CLASSES
    linked = _linked(item, text, showing)
    if not item.before:
        return linked
    return nodes.inline('', '', nodes.Text(item.before), linked)


def _linked(item: Item, text: nodes.Element, showing: Showing) -> nodes.Element:
    if item.docname:
        addresses, page = showing.domain.addresses, showing.docname
        return link(addresses, page, item.docname, item.anchor, text)
    if _is_external(item):
        return nodes.reference('', '', text, refuri=item.address, internal=False)
    return link_abroad(item.address, item.hreflang, text)


# -- the language of every part


def _in_language(
    language: str, showing: Showing, *content: nodes.Node
) -> nodes.Element:
    """Give words that say so where they are not in the language of the page ('').

    docutils turns the class into a ``lang`` attribute (WCAG 3.1.2).
    """
    page = showing.domain.env.config.language
    if language in ('', page):
        return nodes.inline('', '', *content)
    classes = [f'language-{language_tag(language)}']
    way = direction(language)
    if way == direction(page):
        return nodes.inline('', '', *content, classes=classes)
    return foreign_text('', '', *content, classes=classes, dir=way)


def _with_languages(
    blocks: Iterable[nodes.Node], source: str, showing: Showing
) -> list[nodes.Node]:
    """Mark the blocks of a definition, or the parts of them, left untranslated."""
    if showing.domain.env.config.language == source:
        return list(blocks)
    marked = []
    for block in blocks:
        parts = _parts(block)
        if any(part['translated'] for part in parts):
            _mark_parts(parts, source, showing)
            marked.append(block)
        else:
            marked.append(_block_in_language(block, source, showing))
    return marked


def _mark_parts(parts: list[nodes.Element], source: str, showing: Showing) -> None:
    """Mark each part that is in another language than what is around it."""
    page = showing.domain.env.config.language
    translated = {id(part): bool(part['translated']) for part in parts}
    for part in parts:
        around = part.parent
        while around is not None and id(around) not in translated:
            around = around.parent
        if translated[id(part)] == (around is None or translated[id(around)]):
            continue
        language = page if translated[id(part)] else source
        # Not "replace_self": what is put around it would have its anchors too.
        siblings, at = part.parent, part.parent.index(part)
        siblings[at] = _block_in_language(part, language, showing)


def _parts(block: nodes.Node) -> list[nodes.Element]:
    """Return the messages of a block; where there is no catalog, none is marked.

    What stands in the place of a picture is one of its own.
    """
    return [
        part
        for part in block.findall(nodes.Element)
        if 'translated' in part.attributes
        and (isinstance(part, nodes.TextElement) or part.get('alt'))
    ]


def _block_in_language(
    block: nodes.Node, language: str, showing: Showing
) -> nodes.Node:
    if not isinstance(block, nodes.Element):
        return block
    if not isinstance(block, _SHOWN):
        # As of "ifconfig", which its extension will take away: it must have no class.
        block[:] = [_block_in_language(x, language, showing) for x in block.children]
        return block
    block['classes'] = [*block['classes'], f'language-{language_tag(language)}']
    way = direction(language)
    wrapped = isinstance(block, nodes.Body) and way != direction(
        showing.domain.env.config.language
    )
    return foreign_block('', block, dir=way) if wrapped else block
