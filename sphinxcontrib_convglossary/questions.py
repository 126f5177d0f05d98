"""What documents ask the glossary, noted when they are read.

Only the words of the questions are kept: after every reading they are asked again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_convglossary.diagram import Scope
from sphinxcontrib_convglossary.nodes import (
    term_entry,
    term_map,
    term_reference,
)
from sphinxcontrib_convglossary.translation import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The kinds of references that a term answers where nothing else does.
_TERM_TYPES = frozenset({'term', 'any'})
#: The kinds of references that a label of ours may answer.
_LABEL_TYPES = frozenset({'ref', 'numref', 'any', 'myst'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What a document, or a definition, looks for: each question once, in order."""

    #: The references of originals: what it refers to in every language.
    mentions: tuple[Mention, ...] = ()
    #: The references of translations.
    translated: tuple[Mention, ...] = ()
    #: What ``:ref:`` and its like look for.
    labels: tuple[str, ...] = ()
    #: What its maps show.
    maps: tuple[Scope, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mentions or self.translated or self.labels or self.maps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a listing takes from a block that it shows."""

    questions: Questions
    #: Differs where name or definition do.
    digest: str


def questions_of(document: nodes.Element) -> Questions:
    """Give what a document asks for what it shows: not for hidden blocks."""
    mentions: set[tuple[str, str]] = set()
    translated: set[tuple[str, str]] = set()
    labels: set[str] = set()
    maps: set[Scope] = set()
    for node in _shown(document):
        if isinstance(node, term_reference):
            asked = translated if node['translated'] else mentions
            asked.add((node['whole'], node['target']))
        elif isinstance(node, addnodes.pending_xref):
            if node.get('reftype') in _TERM_TYPES:
                mentions.add(('', node['reftarget']))
            if node.get('reftype') in _LABEL_TYPES:
                labels.add(node['reftarget'])
        elif 'originals' in node.attributes:
            mentions.update((m.whole, m.target) for m in node['originals'])
        elif isinstance(node, term_map):
            maps.add(scope_of(node))
    return Questions(
        mentions=_in_order(mentions),
        translated=_in_order(translated),
        labels=tuple(sorted(labels)),
        maps=tuple(sorted(maps)),
    )


def scope_of(node: term_map) -> Scope:
    """Give what a map is asked to show."""
    return Scope(term=node['term'], category=node['category'], depth=node['depth'])


def _in_order(asked: set[tuple[str, str]]) -> tuple[Mention, ...]:
    return tuple(Mention(whole=whole, target=target) for whole, target in sorted(asked))


def _shown(root: nodes.Element) -> Iterator[nodes.Element]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(
            child
            for child in node.children
            if isinstance(child, nodes.Element) and not _is_hidden(child)
        )


def _is_hidden(node: nodes.Element) -> bool:
    return isinstance(node, term_entry) and bool(node['hidden'])


def content_of(entry: term_entry) -> Content:
    """Give what listings take from a block."""
    shown = '\0'.join([*_signs(entry[0]), *_signs(entry[-1])])
    digest = hashlib.blake2b(shown.encode(errors='surrogatepass'), digest_size=12)
    return Content(questions=questions_of(entry), digest=digest.hexdigest())


def _signs(node: nodes.Node) -> Iterator[str]:
    """Give all that tells one tree of nodes from another."""
    if not isinstance(node, nodes.Element):
        yield str(node)
        return
    given = {name: value for name, value in node.attributes.items() if value}
    yield f'{type(node).__name__}{len(node)}{given}'
    for child in node.children:
        yield from _signs(child)
