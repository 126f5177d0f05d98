"""What HTML says of a term that docutils has no node for."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxcontrib_convglossary.languages import direction, language_tag
from sphinxcontrib_convglossary.links import CLASSES
from sphinxcontrib_convglossary.nodes import (
    copied_text,
    filter_box,
    folded,
    foreign_block,
    foreign_text,
    jump_list,
    map_picture,
    site_reference,
    term_line,
    term_link,
    term_name,
)
from sphinxcontrib_convglossary.pictures import (
    depart_map_picture,
    visit_latex_map_picture,
    visit_map_picture,
)
from sphinxcontrib_convglossary.spelling import JOINT
from sphinxcontrib_convglossary.words import (
    copied,
    copy,
    filter_terms,
    filtered,
    jump_to,
    link_to_term,
)

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from sphinxcontrib_convglossary.lines import Item, Line

_MENTION = f'<span class="{" ".join(CLASSES)}">'

#: A function of a writer for one kind of node.
Visitor = Callable[[Any, Any], None]


def visit_term_name(self: HTML5Translator, node: term_name) -> None:
    """Open the ``<dt>``, which carries the anchor, and the ``<dfn>`` in it."""
    names: dict[str, Any] = {}
    if found_by := node.get('found_by'):
        names['data-names'] = JOINT.join(found_by)
    self.body.append(self.starttag(node, 'dt', '', **names))
    self.body.append('<dfn>')


def visit_foreign_text(self: HTML5Translator, node: foreign_text) -> None:
    """Say in which direction words run."""
    self.body.append(self.starttag(node, 'span', '', dir=node['dir']))


def depart_foreign_text(self: HTML5Translator, node: foreign_text) -> None:
    """Close what was opened."""
    self.body.append('</span>')


def visit_foreign_block(self: HTML5Translator, node: foreign_block) -> None:
    """Say in which direction a block runs."""
    self.body.append(self.starttag(node, 'div', '', dir=node['dir']))


def depart_foreign_block(self: HTML5Translator, node: foreign_block) -> None:
    """Close what was opened."""
    self.body.append('</div>\n')


def depart_term_name(self: HTML5Translator, node: term_name) -> None:
    """Close both; between them the link to this very place."""
    self.body.append('</dfn>')
    self.add_permalink_ref(node, link_to_term())
    self.body.append('</dt>\n')


def visit_filter_box(self: HTML5Translator, node: filter_box) -> None:
    """Offer a filter; it stays hidden where no script runs."""
    label, counted = escape(filter_terms()), escape(filtered(), quote=True)
    way = direction(self.config.language)
    self.body.append(
        f'<p class="convglossary-filter" data-counted="{counted}" dir="{way}" hidden>'
        f'<label>{label} <input type="search" autocomplete="off"></label> '
        '<span role="status"></span></p>\n'
    )
    raise nodes.SkipNode


def depart_filter_box(self: HTML5Translator, node: filter_box) -> None:
    """Nothing is left to close."""


def visit_jump_list(self: HTML5Translator, node: jump_list) -> None:
    """Link headings; one that is not there is named, and leads nowhere."""
    links = ''.join(f'<li>{_jump(text, anchor)}</li>' for text, anchor in node['links'])
    way = direction(self.config.language)
    attributes: dict[str, Any] = {'aria-label': jump_to(), 'dir': way}
    self.body.append(
        self.starttag(node, 'ul', '', CLASS='convglossary-jump', **attributes)
    )
    self.body.append(f'{links}</ul>\n')
    raise nodes.SkipNode


def _jump(text: str, anchor: str) -> str:
    if not anchor:
        return f'<a role="link" aria-disabled="true">{escape(text)}</a>'
    return f'<a href="#{escape(anchor)}">{escape(text)}</a>'


def depart_jump_list(self: HTML5Translator, node: jump_list) -> None:
    """Nothing is left to close."""


def visit_folded(self: HTML5Translator, node: folded) -> None:
    """Open what readers unfold: it needs no script."""
    classes = ' '.join(['convglossary-folded', *node['classes']])
    summary = escape(node['summary'])
    self.body.append(f'<details class="{classes}">\n<summary>{summary}</summary>\n')


def depart_folded(self: HTML5Translator, node: folded) -> None:
    """Close what was opened."""
    self.body.append('</details>\n')


def visit_copied_text(self: HTML5Translator, node: copied_text) -> None:
    """Show a text; a script adds the button, and takes its words from here."""
    classes = ' '.join(node['classes'])
    label, done = escape(copy()), escape(copied())
    self.body.append(
        f'<pre class="{classes}" dir="ltr" data-copy="{label}" data-copied="{done}">'
        f'{escape(node["text"])}</pre>\n'
    )
    raise nodes.SkipNode


def depart_copied_text(self: HTML5Translator, node: copied_text) -> None:
    """Nothing is left to close."""


def visit_term_link(self: HTML5Translator, node: term_link) -> None:
    """Link a mention of a term, as Sphinx writes a reference and an inline in it."""
    address = node.get('refuri') or f'#{node["refid"]}'
    self.body.append(
        f'<a class="reference internal" href="{self.attval(address)}">{_MENTION}'
    )


def depart_term_link(self: HTML5Translator, node: term_link) -> None:
    """Close both."""
    self.body.append('</span></a>')


def visit_term_line(self: HTML5Translator, node: term_line) -> None:
    """Write a line as docutils writes a paragraph of words and links."""
    line: Line = node['line']
    said = f'<p class="convglossary-line convglossary-{line.kind}">'
    before = line.before.rstrip()
    if before:
        said += f'{_label(self, before)}{line.before[len(before) :]}'
    items = zip(line.items, node['addresses'], strict=True)
    said += JOINT.join(_item(self, item, address) for item, address in items)
    if line.after:
        said += _label(self, line.after)
    self.body.append(f'{said}</p>\n')
    raise nodes.SkipNode


def _label(self: HTML5Translator, text: str) -> str:
    return f'<span class="convglossary-label">{self.encode(text)}</span>'


def _item(self: HTML5Translator, item: Item, address: str) -> str:
    shown = _text_of(self, item)
    if address:
        kind = 'internal' if item.docname else 'external'
        tag = f' hreflang="{self.attval(item.hreflang)}"' if item.hreflang else ''
        href = self.attval(address)
        shown = f'<a class="reference {kind}" href="{href}"{tag}>{shown}</a>'
    return f'<span>{self.encode(item.before)}{shown}</span>' if item.before else shown


def _text_of(self: HTML5Translator, item: Item) -> str:
    marks = f' class="{" ".join(CLASSES)}"' if item.mentions else ''
    if item.language:
        way = direction(item.language)
        if way != direction(self.config.language):
            marks += f' dir="{way}"'
        marks += f' lang="{self.attval(language_tag(item.language))}"'
    return f'<span{marks}>{self.encode(item.text)}</span>'


def depart_term_line(self: HTML5Translator, node: term_line) -> None:
    """Nothing is left to close."""


def visit_site_reference(self: HTML5Translator, node: site_reference) -> None:
    """Link to the site of another language, and say which."""
    attributes = {'href': node['refuri'], 'hreflang': node['hreflang']}
    if 'reftitle' in node:
        attributes['title'] = node['reftitle']
    self.body.append(
        self.starttag(node, 'a', '', CLASS='reference external', **attributes)
    )


def depart_site_reference(self: HTML5Translator, node: site_reference) -> None:
    """Close what was opened."""
    self.body.append('</a>')


#: What opens and what closes each node that HTML says more of.
HTML: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    term_name: (visit_term_name, depart_term_name),
    foreign_text: (visit_foreign_text, depart_foreign_text),
    foreign_block: (visit_foreign_block, depart_foreign_block),
    term_line: (visit_term_line, depart_term_line),
    term_link: (visit_term_link, depart_term_link),
    site_reference: (visit_site_reference, depart_site_reference),
    filter_box: (visit_filter_box, depart_filter_box),
    jump_list: (visit_jump_list, depart_jump_list),
    folded: (visit_folded, depart_folded),
    map_picture: (visit_map_picture, depart_map_picture),
    copied_text: (visit_copied_text, depart_copied_text),
}
#: The same for LaTeX.
LATEX: dict[type[nodes.Element], tuple[Visitor, Visitor]] = {
    map_picture: (visit_latex_map_picture, depart_map_picture),
}
