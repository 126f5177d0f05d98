"""The last line of defence: what ends a build names the document and the term.

No exception is meant to get that far.  One that does comes with a traceback, which says
where in the program it happened, and not in which of a thousand documents.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from docutils import ApplicationError, nodes
from docutils.parsers.rst import Directive, DirectiveError
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError, NoUri, SphinxError

from sphinxcontrib_convglossary.nodes import term_entry
from sphinxcontrib_convglossary.terms import Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

_Arguments = ParamSpec('_Arguments')
_Value = TypeVar('_Value')

#: What Sphinx and docutils raise to say something, and catch themselves.
_MEANT = (
    SphinxError,
    NoUri,
    ApplicationError,
    DirectiveError,
    nodes.TreePruningException,
)
#: Where MyST has what it catches; it need not be installed.
_OF_MYST = 'myst_parser.mocking'


def located(function: Callable[_Arguments, _Value]) -> Callable[_Arguments, _Value]:
    """Return a function whose exceptions name the document and the term at hand.

    All that Sphinx and docutils call of ours is such a function.
    """

    @wraps(function)
    def calling(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Value:
        try:
            return function(*args, **kwargs)
        except _MEANT:
            raise
        except Exception as error:
            if type(error).__module__ == _OF_MYST:
                raise
            place, name = _at_hand(error.__traceback__)
            at = [place or 'in no document', *([f'the term "{name}"'] if name else [])]
            said = f'{": ".join(at)}: unexpected {type(error).__name__}'
            raise ExtensionError(said, error, __package__) from error

    calling.__dict__['located'] = True
    return calling


def _at_hand(traceback: TracebackType | None) -> tuple[str, str]:
    """Return the place and the name of the term that a program was busy with.

    It is in the variables of the functions that were running, the inmost first: so
    it costs nothing until it is wanted, and no function has to say what it does.
    """
    place = name = ''
    for variable, value in reversed([*_variables(traceback)]):
        try:
            place = place or _place_of(variable, value)
            name = name or _name_of(value)
        # Whatever is wrong with a value may be what has raised the exception.
        except Exception:
            continue
    return place, name


def _variables(traceback: TracebackType | None) -> Iterator[tuple[str, Any]]:
    while traceback is not None:
        yield from traceback.tb_frame.f_locals.items()
        traceback = traceback.tb_next


def _place_of(variable: str, value: object) -> str:
    if isinstance(value, Term):
        return f'{value.docname}:{value.line}'
    if isinstance(value, Directive):
        source, line = value.state_machine.get_source_and_line(value.lineno)
        return f'{source}:{line}'
    if isinstance(value, nodes.Element) and value.source and value.line:
        return f'{value.source}:{value.line}'
    if variable in ('docname', 'pagename') and isinstance(value, str):
        return value
    if isinstance(value, BuildEnvironment):
        return str(value.current_document.docname or '')
    return ''


def _name_of(value: object) -> str:
    if isinstance(value, Term):
        return value.source.name
    if isinstance(value, term_entry):
        return str(value.get('name', ''))
    return str(getattr(value, 'given_name', '')) if isinstance(value, Directive) else ''
