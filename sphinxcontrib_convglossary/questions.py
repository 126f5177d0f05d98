"""What documents ask the glossary, noted when they are read.

Only the words of the questions are kept: after every reading they are asked again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_convglossary.nodes import term_entry, term_reference
from sphinxcontrib_convglossary.translation import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The kinds of references that a term answers where nothing else does.
_TERM_TYPES = frozenset({'term', 'any'})
#: The kinds of references that a label of ours may answer.
_LABEL_TYPES = frozenset({'ref', 'numref', 'any', 'myst'})


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What a document, or a definition, looks for; each word once, in order."""

    #: What references to terms may mean, of originals and translations.
    targets: tuple[str, ...] = ()
    #: What ``:ref:`` and its like look for.
    labels: tuple[str, ...] = ()
    #: The references of originals: what it refers to in every language.
    mentions: tuple[Mention, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.targets or self.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a listing takes from a block that it shows."""

    questions: Questions
    #: Differs where name or definition do.
    digest: str


def questions_of(document: nodes.Element) -> Questions:
    """Give what a document asks for what it shows: not for hidden blocks."""
    targets: set[str] = set()
    labels: set[str] = set()
    mentions: set[Mention] = set()
    for node in _shown(document):
        if isinstance(node, term_reference):
            targets |= {node['whole'], node['target']}
            if not node.get('translated'):
                mentions.add(Mention(whole=node['whole'], target=node['target']))
        elif isinstance(node, addnodes.pending_xref):
            if node.get('reftype') in _TERM_TYPES:
                targets.add(node['reftarget'])
                mentions.add(Mention(whole='', target=node['reftarget']))
            if node.get('reftype') in _LABEL_TYPES:
                labels.add(node['reftarget'])
        elif 'originals' in node.attributes:
            mentions.update(node['originals'])
    for mention in mentions:
        targets |= {mention.whole or mention.target, mention.target}
    return Questions(
        targets=tuple(sorted(targets)),
        labels=tuple(sorted(labels)),
        mentions=tuple(sorted(mentions)),
    )


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
    name, definition = entry[0], entry[-1]
    shown = f'{name.pformat()}{definition.pformat()}'
    digest = hashlib.blake2b(shown.encode(errors='surrogatepass'), digest_size=12)
    return Content(questions=questions_of(entry), digest=digest.hexdigest())
