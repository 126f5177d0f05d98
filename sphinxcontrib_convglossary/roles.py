"""The role: a reference as written, to be resolved once every term is known."""

from __future__ import annotations

import re

from docutils import nodes
from docutils.utils import unescape
from sphinx.util.docutils import SphinxRole

from sphinxcontrib_convglossary.links import CLASSES
from sphinxcontrib_convglossary.nodes import term_reference

#: Text and target; a backslash (NUL, after docutils) before ``<`` takes it literally.
_TEXT_AND_TARGET = re.compile(r'(?s)(.+?)\s*(?<!\x00)<(.*?)>')


class TermRef(SphinxRole):
    """``:term-ref:`HSM``` and ``:term-ref:`message templates <HSM>```.

    It makes no ``pending_xref``, nor a subclass of it: Sphinx compares those
    before and after translation, and warns of every translated target
    (sphinx-doc/sphinx#14162).
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference; after ``!`` it is styled text."""
        if self.text.startswith('!'):
            text = unescape(self.text[1:])
            return [nodes.inline(self.rawtext, text, classes=list(CLASSES))], []
        whole = unescape(self.text)
        split = _TEXT_AND_TARGET.fullmatch(self.text)
        text, target = map(unescape, split.groups()) if split else (whole, whole)
        reference = term_reference(
            self.rawtext,
            text,
            whole=whole,
            target=target,
            explicit=bool(split),
            support_smartquotes=False,
        )
        self.set_source_info(reference)
        return [reference], []
