"""An entry as readers see it: the block of its author, completed by the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.citing import cite_term
from sphinxcontrib_convglossary.languages import direction, language_name, language_tag
from sphinxcontrib_convglossary.links import CLASSES, link
from sphinxcontrib_convglossary.nodes import (
    foreign_block,
    foreign_text,
    term_entry,
    term_name,
)
from sphinxcontrib_convglossary.outline import Detail, category_anchor
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.sites import link_mention, link_term, link_to_site
from sphinxcontrib_convglossary.spelling import JOINT
from sphinxcontrib_convglossary.usage import pages_using

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.terms import Designation, Term

#: Addresses that a "learn more" link may lead to.
_LINKED_SCHEMES = ('http', 'https', 'mailto')


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
    """Complete the entry of a block, in place."""
    (name,) = entry.findall(term_name)
    definition = entry[-1]
    del name['support_smartquotes']
    name['classes'] = ['convglossary-name']
    written = _with_languages(definition.children, term.source.language, showing)
    if showing.entries is Detail.NAMES:
        written = []
    elif showing.entries is Detail.SUMMARY:
        written = written[:1]
    parts = [*_first_lines(term, showing), *written, *_last_lines(term, showing)]
    shown = nodes.definition('', *parts)
    _mark_name(name, term, showing)
    _anchor(name, term, showing)
    # The facts that the attributes held are the term's now.
    bare = term_entry('', name, shown, classes=['convglossary-entry'])
    entry.attributes = bare.attributes
    entry.children = []
    entry.extend(bare.children)


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
        name['ids'] = [glossary.anchor_of(term), *glossary.former_anchors_of(term)]
        name.insert(0, _index_entries(term, showing))
        return
    text = nodes.inline('', '', *name.children)
    name.clear()
    name += _link_to(term, text, showing)


def _index_entries(term: Term, showing: Showing) -> addnodes.index:
    """Give the entries of printed indexes, and of the search of HTML.

    Those of the index of HTML are in ``tables``.
    """
    anchor = showing.domain.glossary.anchor_of(term)
    entries = [
        ('single', designation.text.replace(';', ','), anchor, '', None)
        for designation in (term.name, *term.aliases)
    ]
    return addnodes.index(entries=entries, inline=True)


def _first_lines(term: Term, showing: Showing) -> Iterator[nodes.Element]:
    if term.aliases and showing.entries is not Detail.NAMES:
        names = [_designation(alias, showing) for alias in term.aliases]
        yield line('aliases', words.also_known_as, names)


def _last_lines(term: Term, showing: Showing) -> Iterator[nodes.Element]:
    if showing.entries is not Detail.FULL:
        return
    for kind, others in _relations(term, showing).items():
        yield line(kind, partial(words.relation, kind), others)
    if term.learn_more:
        yield line('learn-more', words.learn_more, [_learn_more(term, showing)])
    if names := showing.domain.other_names(term):
        others = [_other_name(name, term, showing) for name in names]
        yield line('languages', words.in_other_languages, others)
    if term.category and term.category != showing.under_category:
        yield line('category', words.category, [_category(term, showing)])
    if pages := _other_pages(term, showing):
        yield line('used-in', words.used_in, pages)
    if showing.at_home and (cited := cite_term(showing.domain, term, showing.docname)):
        yield cited


def line(
    kind: str, introduce: Callable[[str], str], items: Iterable[nodes.Element]
) -> nodes.paragraph:
    """Set items into the interface words around them.

    The words are in the language of the page, and never marked as another.
    """
    before, _, after = introduce('\0').partition('\0')
    shown = nodes.paragraph(
        '', '', classes=['convglossary-line', f'convglossary-{kind}']
    )
    if before:
        shown += nodes.inline('', before.rstrip(), classes=['convglossary-label'])
        shown += nodes.Text(before[len(before.rstrip()) :])
    for number, item in enumerate(items):
        if number:
            shown += nodes.Text(JOINT)
        shown += item
    if after:
        shown += nodes.inline('', after, classes=['convglossary-label'])
    return shown


def _designation(designation: Designation, showing: Showing) -> nodes.Element:
    return _in_language(designation.language, showing, nodes.Text(designation.text))


def _relations(term: Term, showing: Showing) -> dict[str, list[nodes.Element]]:
    """Give the terms at the other ends, by the kind of relation."""
    glossary = showing.domain.glossary
    inverse = showing.domain.env.config.convglossary_inverse_relations
    ends: dict[str, list[nodes.Element]] = {}
    for relation in glossary.relations_of(term, inverse=inverse):
        match = glossary.related(relation)
        if match is None:
            end: nodes.Element = nodes.inline('', relation.target)
        else:
            end = linked_name(match.term, showing)
        ends.setdefault(relation.kind.value, []).append(end)
    return ends


def linked_name(term: Term, showing: Showing) -> nodes.Element:
    """Give the name of a term, which leads to it."""
    if term.name.language == showing.domain.env.config.language:
        return link_mention(showing.domain, term, showing.docname, term.name.text)
    name = _designation(term.name, showing)
    name['classes'] += CLASSES
    return _link_to(term, name, showing)


def _link_to(term: Term, text: nodes.Element, showing: Showing) -> nodes.Element:
    return link_term(showing.domain, term, showing.docname, text)


def _other_name(name: Designation, term: Term, showing: Showing) -> nodes.Element:
    """Give the language and the name in it, which links to its site."""
    reader = showing.domain.env.config.language
    text = _in_language(name.language, showing, nodes.Text(name.text))
    linked = link_to_site(showing.domain, term, name.language, text)
    language = f'{language_name(name.language, reader)}: '
    return nodes.inline('', '', nodes.Text(language), linked)


def _learn_more(term: Term, showing: Showing) -> nodes.Element:
    """Link an address, else a document of that name, else a path of the site."""
    address = term.learn_more
    domain, env = showing.domain, showing.domain.env
    text = nodes.inline('', address)
    if _scheme_of(address):
        return _external(address, text, term, showing)
    docname = address.strip('/')
    if docname in env.all_docs:
        title = nodes.inline('', env.titles[docname].astext())
        return link(domain.addresses, showing.docname, docname, None, title)
    base = env.config.convglossary_learn_more_base
    if not base:
        return text
    joined = f'{base.rstrip("/")}/{address.lstrip("/")}'
    return _external(joined, text, term, showing)


def _external(
    address: str, text: nodes.Element, term: Term, showing: Showing
) -> nodes.Element:
    scheme = _scheme_of(address)
    if scheme and scheme not in _LINKED_SCHEMES:
        if showing.at_home:
            location = (term.docname, term.line)
            name = term.source.name
            report(Problem.ADDRESS, location, address=address, name=name)
        return text
    return nodes.reference('', '', text, refuri=address, internal=False)


def _scheme_of(address: str) -> str:
    """Give the scheme of an address; '' for a path."""
    try:
        return urlsplit(address).scheme
    except ValueError:
        return 'invalid'


def _category(term: Term, showing: Showing) -> nodes.Element:
    """Link the category's section, where a listing shows it."""
    domain = showing.domain
    label = domain.arrangement.labels.get(term.category, term.category)
    text = nodes.inline('', label)
    section = domain.category_pages().get(term.category)
    if section is None:
        return text
    anchor = category_anchor(term.category)
    return link(domain.addresses, showing.docname, section, anchor, text)


def _other_pages(term: Term, showing: Showing) -> list[nodes.Element]:
    """Link the pages that refer to a term, but the one that shows it."""
    domain = showing.domain
    return [
        link(
            domain.addresses,
            showing.docname,
            docname,
            None,
            nodes.inline('', domain.env.titles[docname].astext()),
        )
        for docname in pages_using(domain, term)
        if docname != showing.docname
    ]


# -- the language of every part


def _in_language(
    language: str, showing: Showing, *content: nodes.Node
) -> nodes.Element:
    """Give words that say so where they are not in the language of the page.

    docutils turns the class into a ``lang`` attribute (WCAG 3.1.2).
    """
    page = showing.domain.env.config.language
    if language == page:
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
        if not any(part['translated'] for part in parts):
            marked.append(_block_in_language(block, source, showing))
            continue
        for part in parts:
            if not part['translated'] and part is not block:
                part.replace_self(_block_in_language(part.deepcopy(), source, showing))
        marked.append(block)
    return marked


def _parts(block: nodes.Node) -> list[nodes.TextElement]:
    """Give the messages of a block; where there is no catalog, none is marked."""
    return [
        part
        for part in block.findall(nodes.TextElement)
        if 'translated' in part.attributes
    ]


def _block_in_language(
    block: nodes.Node, language: str, showing: Showing
) -> nodes.Node:
    if not isinstance(block, nodes.Element):
        return block
    block['classes'] = [*block['classes'], f'language-{language_tag(language)}']
    way = direction(language)
    wrapped = isinstance(block, nodes.Body) and way != direction(
        showing.domain.env.config.language
    )
    return foreign_block('', block, dir=way) if wrapped else block
