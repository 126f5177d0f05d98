"""What HTML says of a term that docutils has no node for."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxcontrib_convglossary.nodes import (
    filter_box,
    foreign_block,
    foreign_text,
    site_reference,
    term_name,
)
from sphinxcontrib_convglossary.words import filter_terms, filtered, link_to_term

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

#: A function of a writer for one kind of node.
Visitor = Callable[[Any, Any], None]


def visit_term_name(self: HTML5Translator, node: term_name) -> None:
    """Open the ``<dt>``, which carries the anchor, and the ``<dfn>`` in it."""
    self.body.append(self.starttag(node, 'dt', ''))
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
    self.body.append(
        f'<p class="convglossary-filter" data-counted="{counted}" hidden="hidden">'
        f'<label>{label} <input type="search" autocomplete="off"></label> '
        '<span role="status"></span></p>\n'
    )
    raise nodes.SkipNode


def depart_filter_box(self: HTML5Translator, node: filter_box) -> None:
    """Nothing is left to close."""


def visit_site_reference(self: HTML5Translator, node: site_reference) -> None:
    """Link to the site of another language, and say which."""
    attributes = {'href': node['refuri'], 'hreflang': node['hreflang']}
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
    site_reference: (visit_site_reference, depart_site_reference),
    filter_box: (visit_filter_box, depart_filter_box),
}
