"""Which directives hold text, and which hold code or the like."""

from __future__ import annotations

from enum import Enum


class Content(Enum):
    """What the content of a directive is."""

    #: Text with markup: references in it are references.
    TEXT = 1
    #: Code, data, a list of files: nothing in it is a reference.
    CODE = 2
    #: It depends on the directive, which is somebody else's.
    UNKNOWN = 3


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CODE = _names(
    """
    aafig actdiag alias altair-plot autosummary blockdiag bokeh-plot code code-block
    code-cell code-tab command-output contents csv-filter date default-domain digraph
    doctest exec exec_code execute_code glue graph graphviz highlight include
    inheritance-diagram ipython jinja jsonschema jupyter-execute kroki latex literal
    literalinclude math matplotlib mermaid meta namespace namespace-pop namespace-push
    nbplot nwdiag packetdiag parsed-literal plantuml plot productionlist program-output
    prompt rackdiag raw repl runblock sectnum seqdiag sourcecode tabularcolumns
    target-notes termynal testcleanup testcode testoutput testsetup title toctree
    todolist typer uml unicode wavedrom yaml youtube
    """
)
_TEXT = _names(
    """
    abstract abstractmethod acks admonition annotation attention attribute autoattribute
    autoclass autodata autodecorator autoexception autofunction automethod automodule
    autoproperty autotype awaitablefunction awaitablemethod bug card card-carousel
    caution centered class classmethod cmdoption codeauthor collapse compound concept
    confval container content-tabs convglossary convmap convterm coroutinefunction
    coroutinemethod cssclass csv-table currentmodule danger data decorator
    decoratormethod dedication definition deprecated deprecated-removed describe details
    directive div dropdown enum enum-class enum-struct enumerator envvar epigraph error
    example exception exercise figure figure-md footer full-width function glossary grid
    grid-item grid-item-card group-tab header highlights hint hlist ifconfig image
    impl-detail important index info interface lemma line-block list-table macro margin
    member method module moduleauthor note object only opcode option page-header panels
    pdbcommand post program proof property pull-quote question quote rem remark replace
    rst-class rubric samp secnumbering section sectionauthor seealso sidebar
    soft-deprecated solution staticmethod step steps struct subfigure success summary
    tab tab-item tab-set table tabs tag term theorem tip todo tooltip topic type union
    update value var variable version-added version-changed version-deprecated
    version-removed versionadded versionchanged versionremoved warning
    """
)


def content_of(directive: str, *, text: frozenset[str] = frozenset()) -> Content:
    """Tell what a directive holds; *text* names further ones that hold text.

    The directives of domains (``py:function``) describe things, in text.
    """
    name = directive.lower()
    if name in text or name in _TEXT:
        return Content.TEXT
    if name in _CODE:
        return Content.CODE
    return Content.TEXT if ':' in name else Content.UNKNOWN
