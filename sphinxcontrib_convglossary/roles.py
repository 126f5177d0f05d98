"""The role: a reference as written, to be resolved once every term is known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from docutils.utils import unescape

from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.links import mention
from sphinxcontrib_convglossary.nodes import term_reference
from sphinxcontrib_convglossary.problems import Problem, listed, remedy, report
from sphinxcontrib_convglossary.spelling import contained, lost_signs, printable
from sphinxcontrib_convglossary.written import (
    Fault,
    Piece,
    parts_of,
    pieces_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.util.typing import RoleFunction


class TermRef:
    """``:term-ref:`HSM``` and ``:term-ref:`message templates <HSM>```.

    It makes no ``pending_xref``, nor a subclass of it: Sphinx compares those
    before and after translation, and warns of every translated target
    (sphinx-doc/sphinx#14162).  It is not a ``ReferenceRole`` either, which would
    cost as much again, once for each reference of a project.
    """

    @located
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
        """Return the reference, and what reST took for a part of it."""
        source, line = inliner.reporter.get_source_and_line(lineno)
        place = str(source), line
        text = _without_unprintable(text, f'{source}:{line}')
        own, *others = _pieces(rawtext, text, inliner)
        reference = _reference(rawtext, own.text, place, own.fault)
        # Of a role that an author has made of this one.
        reference['classes'] += (options or {}).get('classes', ())
        found, messages = _read_on(others, lineno, inliner)
        return [reference, *found], messages


#: How much behind a broken reference is read as markup, in characters; more stays text.
#: docutils looks for the end of each opening quote in all that follows: a hundred
#: thousand backticks take minutes, where a paragraph of prose has some hundred words.
_LONGEST_READ = 5000


class Ended:
    """A role of Sphinx's that ends where its author meant it."""

    def __init__(self, role: RoleFunction) -> None:
        self._role = role

    @located
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
        """Return what the role makes, and what reST took for a part of it."""
        own, *others = _pieces(rawtext, text, inliner)
        if own.fault:
            rawtext = f':{name}:`{unescape(own.text, restore_backslashes=True)}`'
            _report(own.text, own.fault, lineno, inliner)
        made, said = self._role(
            name, rawtext, own.text, lineno, inliner, options or {}, content
        )
        found, messages = _read_on(others, lineno, inliner)
        return [*made, *found], [*said, *messages]


def _report(text: str, fault: Fault, lineno: int, inliner: Inliner) -> None:
    """Report what is broken about a role that is none of ours."""
    source, line = inliner.reporter.get_source_and_line(lineno)
    report(
        Problem.BROKEN_REFERENCE,
        f'{source}:{line}',
        targets=listed([unescape(text)]),
        remedy=remedy(fault),
    )


def _pieces(rawtext: str, text: str, inliner: Any) -> list[Piece]:
    """Divide the text of a role where its author meant to end it.

    The first piece is the text of the role.  A letter that touches a closing backtick
    hides it from docutils, which takes all up to a backtick further on for the text.
    """
    # Only where the role stands before its text, and not in MyST.
    prefixed = rawtext.endswith('`') and isinstance(inliner, Inliner)
    if '`' not in text or not prefixed:
        return [Piece(text)]
    opening = ':term:`'
    start, end = inliner.start_string_prefix, inliner.end_string_suffix
    own, *others = pieces_of(f'{opening}{text}`', start, end)
    return [Piece(own.text[len(opening) : -1], own.fault), *others]


def _read_on(
    pieces: Iterable[Piece], lineno: int, inliner: Inliner
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Parse what docutils took for a part of a role."""
    # docutils 0.21 takes the reporter from the memo, too.
    memo = SimpleNamespace(
        document=inliner.document,
        language=inliner.language,
        reporter=inliner.reporter,
    )
    made: list[nodes.Node] = []
    messages: list[nodes.system_message] = []
    for piece in pieces:
        if len(piece.text) > _LONGEST_READ:
            made.append(nodes.Text(unescape(piece.text)))
            continue
        raw = unescape(piece.text, restore_backslashes=True)
        found, said = inliner.parse(raw, lineno, memo, inliner.parent)
        if found and piece.fault:
            if isinstance(found[-1], term_reference):
                found[-1]['fault'] = piece.fault.value
            else:
                own = piece.text[:-1].rpartition(':`')[2]
                _report(own, piece.fault, lineno, inliner)
        made += found
        messages += said
    return made, messages


def _reference(
    rawtext: str, text: str, place: tuple[str, int | None], fault: Fault | None = None
) -> nodes.Element:
    """Return a reference; after ``!`` it is styled text."""
    whole = unescape(text) if '\0' in text else text
    if whole.startswith('!'):
        return mention(whole[1:])
    parts = parts_of(text)
    reference = term_reference(
        rawtext,
        unescape(parts.text) if parts else whole,
        whole=whole,
        target=unescape(parts.target) if parts else whole,
        explicit=parts is not None,
        translated=False,
        support_smartquotes=False,
    )
    if parts is not None and (parts.rest or not parts.closed):
        reference['text'] = reference.astext()
        reference['rest'] = unescape(parts.rest)
        reference['closed'] = parts.closed
        if fault is None:
            fault = Fault.BRACKET
    if fault is not None:
        reference['fault'] = fault.value
    reference.source, reference.line = place
    return reference


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
