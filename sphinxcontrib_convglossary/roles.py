"""The role: a reference as written, to be resolved once every term is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils.utils import unescape

from sphinxcontrib_convglossary.links import mention
from sphinxcontrib_convglossary.nodes import term_reference
from sphinxcontrib_convglossary.problems import Problem, report
from sphinxcontrib_convglossary.spelling import contained, lost_signs, printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from docutils import nodes
    from docutils.parsers.rst.states import Inliner

#: What ends a reference with a text of its own.  Machine translation writes the
#: brackets as entities, and input methods for Chinese and Japanese in full width.
_ENDS = ('>', '&gt;', '＞')
#: Text and target; an opening bracket after a backslash (``\x00``) is a sign.
_TITLED = re.compile(
    r'(.+?)(?<!\x00)(?:<|&lt;|＜)(.*?)(?:>|&gt;|＞)\Z',
    re.DOTALL,
)


class TermRef:
    """``:term-ref:`HSM``` and ``:term-ref:`message templates <HSM>```.

    It makes no ``pending_xref``, nor a subclass of it: Sphinx compares those
    before and after translation, and warns of every translated target
    (sphinx-doc/sphinx#14162).  It is not a ``ReferenceRole`` either, which would
    cost as much again, once for each reference of a project.
    """

    def __call__(
        self,
        name: str,
        rawtext: str,
        text: str,
        lineno: int,
        inliner: Inliner,
        options: dict[str, Any] | None = None,
        content: Sequence[str] = (),
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference; after ``!`` it is styled text."""
        source, line = inliner.reporter.get_source_and_line(lineno)
        text = _without_unprintable(text, f'{source}:{line}')
        whole = unescape(text) if '\0' in text else text
        if whole.startswith('!'):
            return [mention(whole[1:])], []
        # What is looked for first, the end, keeps most from being searched at all.
        titled = _TITLED.match(text) if text.endswith(_ENDS) else None
        reference = term_reference(
            rawtext,
            unescape(titled[1]).rstrip() if titled else whole,
            whole=whole,
            target=unescape(titled[2]) if titled else whole,
            explicit=titled is not None,
            translated=False,
            support_smartquotes=False,
        )
        reference.source, reference.line = str(source), line
        return [reference], []


def _without_unprintable(text: str, place: str) -> str:
    """Report and leave out signs that no output can carry."""
    escaped = text.replace('\0', '')
    if escaped.isprintable():
        return text
    kept = '\0'.join(contained(printable(part)) for part in text.split('\0'))
    if lost := lost_signs(escaped, kept):
        block = f'the reference "{unescape(kept)}"'
        report(Problem.UNPRINTABLE, place, block=block, signs=lost)
    return kept
