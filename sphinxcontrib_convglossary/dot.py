"""A map as Graphviz draws it, and the drawing as a page shows it."""

from __future__ import annotations

import re
import textwrap
import unicodedata
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxcontrib_convglossary.diagram import Diagram
    from sphinxcontrib_convglossary.terms import Term

#: How each kind is drawn: by line and end, since not everyone tells colours apart.
_STYLES = {
    RelationKind.RELATED: 'dir=none',
    RelationKind.BROADER: 'arrowhead=empty',
    RelationKind.REPLACED_BY: 'style=dashed, arrowhead=vee',
}

_STYLE = (
    'ranksep=0.6; nodesep=0.15;',
    'node [shape=box, style=rounded, fontname=Helvetica, fontsize=12,',
    '  height=0.3, margin="0.12,0.06"];',
    'edge [fontname=Helvetica, fontsize=10];',
)

#: How many signs of a name stand in a line, about.
_WIDTH = 22

_SVG = 'http://www.w3.org/2000/svg'
#: What Graphviz makes of a point: a page reads pixels, 4 for 3.
_SIZE = re.compile(r'(?<![0-9.])([0-9.]++)pt')


def as_dot(
    diagram: Diagram,
    labels: Mapping[RelationKind, str],
    *,
    marked: Term | None = None,
    leftwards: bool = False,
) -> str:
    """Write a diagram in the language of Graphviz.

    *labels* say what the kinds of relations are called; those without a label are
    told by their lines.  The terms are ``n0``, ``n1`` and so on; *marked* has a bold
    frame.  Relations lead from left to right or, *leftwards*, the other way.
    """
    # Without a background, so that it suits pages of any colour.
    page = f'bgcolor=transparent; rankdir={"RL" if leftwards else "LR"};'
    drawn = [page, *_STYLE, *_terms(diagram, marked), *_relations(diagram, labels)]
    return '\n'.join(['digraph map {', *drawn, '}', ''])


def _terms(diagram: Diagram, marked: Term | None) -> Iterator[str]:
    for number, term in enumerate(diagram.terms):
        lines = textwrap.wrap(term.name.text, _WIDTH, break_long_words=False)
        label = r'\n'.join(map(_escaped, lines))
        style = ', style="rounded,bold"' if term == marked else ''
        yield f'n{number} [label="{label}"{style}];'


def _relations(diagram: Diagram, labels: Mapping[RelationKind, str]) -> Iterator[str]:
    names = {term.place: f'n{number}' for number, term in enumerate(diagram.terms)}
    for edge in diagram.edges:
        style = _STYLES[edge.kind]
        if label := labels.get(edge.kind, ''):
            style = f'{style}, label={quoted(label)}'
        yield f'{names[edge.start.place]} -> {names[edge.end.place]} [{style}];'


def quoted(text: str) -> str:
    r"""Give a text as a string of Graphviz.

    Within quotes it would still read ``\n`` and ``&amp;``, but no markup.

    >>> quoted(r'a "b" \n &amp;')
    '"a \\"b\\" \\\\n &amp;amp;"'
    """
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    escaped = text.replace('&', '&amp;').replace('\\', '\\\\')
    return escaped.replace('"', '\\"')


def svg_for_page(svg: str, addresses: Mapping[str, str], title: str) -> str:
    """Make a drawing of Graphviz part of a page: with links, and in its colours.

    *addresses* are where ``n0`` and its like lead that lead anywhere.
    """
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f'{{{_SVG}}}title':
                _name(parent, child.text or '', addresses)
                parent.remove(child)
    for element in root.iter():
        # Without a prefix: HTML knows none.
        element.tag = element.tag.removeprefix(f'{{{_SVG}}}')
        # Two maps on a page would share them.
        element.attrib.pop('id', None)
        for paint in ('stroke', 'fill'):
            if element.get(paint) == 'black':
                element.set(paint, 'currentColor')
        if element.tag == 'text' and 'fill' not in element.attrib:
            element.set('fill', 'currentColor')
        if element.tag == 'text':
            element.set('direction', _direction(element.text or ''))
    for side in ('width', 'height'):
        root.set(side, _SIZE.sub(_in_pixels, root.get(side, '')))
    # Style sheets set how small a large picture may become.
    root.set('style', f'--convglossary-map-width: {root.get("width")}px')
    # The content of an image is not read out; links have to be.
    role = 'group' if addresses else 'img'
    root.attrib |= {'xmlns': _SVG, 'role': role, 'aria-label': title}
    return ElementTree.tostring(root, encoding='unicode')


def _name(group: ElementTree.Element, name: str, addresses: Mapping[str, str]) -> None:
    """Link a term; lines say nothing that the list does not say better."""
    kind = group.get('class')
    if kind == 'edge':
        group.set('aria-hidden', 'true')
    if kind != 'node' or name not in addresses:
        return
    link = ElementTree.Element(f'{{{_SVG}}}a', href=addresses[name])
    for child in list(group):
        if child.tag != f'{{{_SVG}}}title':
            group.remove(child)
            link.append(child)
    group.append(link)


def _direction(text: str) -> str:
    """Tell where a text runs, whatever the page: by its first letter (UAX 9, P2).

    >>> _direction('24-Hour Window'), _direction('24 ساعة')
    ('ltr', 'rtl')
    """
    kinds = map(unicodedata.bidirectional, text)
    first = next((kind for kind in kinds if kind in {'L', 'R', 'AL'}), 'L')
    return 'ltr' if first == 'L' else 'rtl'


def _in_pixels(found: re.Match[str]) -> str:
    return f'{float(found[1]) * 4 / 3:.0f}'
