"""What documents ask the glossary, noted when they are read.

Only the words of the questions are kept: after every reading they are asked again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_convglossary.bare import Bare
from sphinxcontrib_convglossary.diagram import Scope
from sphinxcontrib_convglossary.nodes import (
    term_entry,
    term_map,
    term_name,
    term_reference,
)
from sphinxcontrib_convglossary.outline import Detail
from sphinxcontrib_convglossary.spelling import plain
from sphinxcontrib_convglossary.translation import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The kinds of references that lead to labels.
_LABEL_TYPES = frozenset({'ref', 'numref', 'any', 'myst'})
#: Of all others nobody can say, before they are resolved, which anchor they lead to.
_KNOWN_TYPES = _LABEL_TYPES | {'term', 'doc'}


class Questions(NamedTuple):
    """What a document, or a definition, looks for: each question once, in order."""

    #: The references of originals: what it refers to in every language.
    mentions: tuple[Mention, ...] = ()
    #: The references of translations.
    translated: tuple[Mention, ...] = ()
    #: What ``:any:`` and bare links of Markdown look for.
    bare: tuple[Bare, ...] = ()
    #: What ``:ref:`` and its like look for.
    labels: tuple[str, ...] = ()
    #: What its maps show.
    maps: tuple[Scope, ...] = ()
    #: Whether it refers to something of another domain (an equation, an object).
    others: bool = False

    def __bool__(self) -> bool:
        asked = self.mentions or self.translated or self.labels or self.maps
        return bool(asked or self.bare) or self.others


class Part(NamedTuple):
    """A part of a block."""

    questions: Questions
    #: Differs where the part does.
    digest: str


class Content(NamedTuple):
    """What listings take from a block."""

    name: Part
    #: The first block of the definition.
    summary: Part
    #: What follows that.
    more: Part
    #: Whether the name is the text that records have, and nothing else.
    plainly_named: bool

    def shown(self, detail: Detail = Detail.FULL) -> tuple[Part, ...]:
        """Give the parts that entries of a listing show."""
        parts = self.name, self.summary, self.more
        return parts if detail.blocks is None else parts[: 1 + detail.blocks]


def questions_of(shown: Iterable[nodes.Element]) -> Questions:
    """Give what elements ask for what they show; those inside them are told as well."""
    # Each once, in the order of the document: a set has none.
    mentions: dict[Mention, None] = {}
    translated: dict[Mention, None] = {}
    bare: dict[Bare, None] = {}
    labels: dict[str, None] = {}
    maps: dict[Scope, None] = {}
    others = False
    for node in shown:
        if (link := Bare.of(node)) is not None:
            bare[link] = None
        if isinstance(node, term_reference):
            asked = translated if node['translated'] else mentions
            asked[Mention.of(node)] = None
        elif isinstance(node, addnodes.pending_xref):
            kind = node.get('reftype')
            if kind == 'term':
                mentions[Mention('', node['reftarget'])] = None
            if kind == 'myst' and (anchor := _anchor_of(node)):
                mentions[Mention('', anchor)] = None
                labels[f'convglossary-{anchor.removeprefix("category-")}'] = None
            if kind in _LABEL_TYPES:
                labels[node['reftarget']] = None
            domain = node.get('refdomain') or 'std'
            others = others or kind not in _KNOWN_TYPES or domain != 'std'
        elif node.get('id_link'):
            # Of MyST, ``[text](#label)``: it looks for labels later (879).
            labels[node['refuri'].removeprefix('#')] = None
        elif 'originals' in node.attributes:
            mentions |= dict.fromkeys(node['originals'])
            mentions |= dict.fromkeys(node.get('substituted', ()))
        elif isinstance(node, term_map):
            maps[scope_of(node)] = None
    return Questions(
        mentions=tuple(mentions),
        translated=tuple(translated),
        bare=tuple(bare),
        labels=tuple(labels),
        maps=tuple(maps),
        others=others,
    )


def _anchor_of(link: addnodes.pending_xref) -> str:
    """Return the anchor of a link to a file, as Markdown has it."""
    return str(link.get('reftargetid') or link['reftarget'].partition('#')[2])


def scope_of(node: term_map) -> Scope:
    """Give what a map is asked to show."""
    return Scope(term=node['term'], category=node['category'], depth=node['depth'])


def content_of(entry: term_entry) -> Content:
    """Give what listings take from a block."""
    name, blocks = entry[0], entry[-1].children
    assert isinstance(name, term_name)
    return Content(
        name=_part(name),
        summary=_part(*blocks[:1]),
        more=_part(*blocks[1:]),
        plainly_named=_is_plain(name),
    )


def _is_plain(name: nodes.Element) -> bool:
    text = name.astext()
    texts = all(isinstance(node, nodes.Text) for node in name.children)
    return texts and text == plain(text)


def _part(*shown: nodes.Node) -> Part:
    signs: list[str] = []
    found: list[nodes.Element] = []
    for node in shown:
        _look_through(node, signs, found)
    told = '\0'.join(signs).encode(errors='surrogatepass')
    digest = hashlib.blake2b(told, digest_size=12)
    return Part(questions=questions_of(found), digest=digest.hexdigest())


def _look_through(
    node: nodes.Node, signs: list[str], found: list[nodes.Element]
) -> None:
    """Add all that tells one tree of nodes from another, and its elements."""
    if not isinstance(node, nodes.Element):
        signs.append(str(node))
        return
    found.append(node)
    given = {name: value for name, value in node.attributes.items() if value}
    signs.append(f'{type(node).__name__}{len(node)}{given}')
    for child in node.children:
        _look_through(child, signs, found)
