"""What stands in the place of a block carries its anchors, names and classes.

Labels before a block (``.. _label:``) are anchors of the block, which docutils gives to
it when a document is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_convglossary.nodes import term_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinxcontrib_convglossary.nodes import term_entry


def put(shown: Sequence[nodes.Element], node: nodes.Element) -> None:
    """Put elements in the place of another; its anchors stay where there are none."""
    blocks = [*shown]
    for block in blocks:
        block.append_attr_list('classes', node['classes'])
    if blocks and isinstance(blocks[0], nodes.section):
        for name in ('ids', 'names'):
            blocks[0].append_attr_list(name, node[name])
    else:
        blocks[:0] = anchors_of(node)
    node.parent.replace(node, blocks)


def anchors_of(node: nodes.Element) -> list[nodes.Element]:
    """Return a target with the anchors of an element, which is there no more.

    Not every format writes the anchors of every element (LaTeX none of lists).
    """
    if not node['ids']:
        return []
    _drop_targets(node)
    return [nodes.target('', '', ids=[*node['ids']], names=[*node['names']])]


def hand_on_labels(document: nodes.document, entry: term_entry) -> None:
    """Let the name of a term carry what was written before its block.

    The name goes where the block is shown, and the list around it may become one
    with its neighbours.
    """
    block, name = entry.parent, next(entry.findall(term_name))
    _drop_targets(block)
    for anchor in block['ids']:
        document.ids[anchor] = name
    for key in block.basic_attributes:
        name.append_attr_list(key, [x for x in block[key] if x != 'glossary'])
        block[key] = ['glossary'] if key == 'classes' else []


def _drop_targets(node: nodes.Element) -> None:
    """Drop what docutils leaves of labels: in LaTeX each would be there twice."""
    siblings = node.parent.children
    before = siblings.index(node) - 1
    while before >= 0 and _is_of(node, siblings[before]):
        del siblings[before]
        before -= 1


def _is_of(node: nodes.Element, sibling: nodes.Node) -> bool:
    return isinstance(sibling, nodes.target) and sibling.get('refid') in node['ids']
