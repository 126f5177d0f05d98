"""The role: a reference as written, to be resolved once every term is known."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from sphinxcontrib_convglossary.links import CLASSES
from sphinxcontrib_convglossary.nodes import term_reference
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.spelling import contained, lost_signs, printable


class TermRef(ReferenceRole):
    """``:term-ref:`HSM``` and ``:term-ref:`message templates <HSM>```.

    It makes no ``pending_xref``, nor a subclass of it: Sphinx compares those
    before and after translation, and warns of every translated target
    (sphinx-doc/sphinx#14162).
    """

    #: Text and target.  Machine translation writes the brackets as entities, and
    #: input methods for Chinese and Japanese in full width.  What is looked for
    #: first, the end, keeps the rest from being searched again and again.
    explicit_title_re = re.compile(
        r'(?=.*(?:>|&gt;|＞)\Z)(.+?)(?<!\x00)(?:<|&lt;|＜)(.*?)(?:>|&gt;|＞)\Z',
        re.DOTALL,
    )

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference; after ``!`` it is styled text."""
        self._drop_unprintable()
        if self.disabled:
            text = self.text.removeprefix('!')
            return [nodes.inline(self.rawtext, text, classes=list(CLASSES))], []
        reference = term_reference(
            self.rawtext,
            self.title.rstrip(),
            whole=self.text,
            target=self.target,
            explicit=self.has_explicit_title,
            translated=False,
            support_smartquotes=False,
        )
        self.set_source_info(reference)
        return [reference], []

    def _drop_unprintable(self) -> None:
        """Report and leave out signs that no output can carry."""
        if self.text.isprintable():
            return
        before = self.text
        self.text, self.title, self.target = (
            contained(printable(text)) for text in (before, self.title, self.target)
        )
        if lost := lost_signs(before, self.text):
            block = f'the reference "{self.text}"'
            report(Problem.UNPRINTABLE, self.get_location(), block=block, signs=lost)
