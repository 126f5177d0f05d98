"""What HTML says of a term that docutils has no node for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _ as sphinx_word

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from sphinxcontrib_convglossary.nodes import term_name


def visit_term_name(self: HTML5Translator, node: term_name) -> None:
    """Open the ``<dt>``, which carries the anchor, and the ``<dfn>`` in it."""
    self.body.append(self.starttag(node, 'dt', ''))
    self.body.append('<dfn>')


def depart_term_name(self: HTML5Translator, node: term_name) -> None:
    """Close both; between them the link to this very place."""
    self.body.append('</dfn>')
    self.add_permalink_ref(node, sphinx_word('Link to this term'))
    self.body.append('</dt>\n')
