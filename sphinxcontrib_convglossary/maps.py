"""Maps of relations: a picture where one can be drawn, and the same as a list."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.builders import makes_a_site
from sphinxcontrib_convglossary.diagram import diagram_of
from sphinxcontrib_convglossary.dot import as_dot
from sphinxcontrib_convglossary.entries import Showing, shown_item, shown_line
from sphinxcontrib_convglossary.languages import direction
from sphinxcontrib_convglossary.lines import lines_of
from sphinxcontrib_convglossary.nodes import (
    directed,
    folded,
    map_picture,
    term_map,
)
from sphinxcontrib_convglossary.placing import put
from sphinxcontrib_convglossary.problems import Problem, hint, report
from sphinxcontrib_convglossary.questions import scope_of
from sphinxcontrib_convglossary.sites import term_address
from sphinxcontrib_convglossary.terms import RelationKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config

    from sphinxcontrib_convglossary.diagram import Diagram, Scope
    from sphinxcontrib_convglossary.domain import ConvDomain
    from sphinxcontrib_convglossary.lines import Item
    from sphinxcontrib_convglossary.terms import Term

#: The formats that show pictures; the others list relations.
_WITH_PICTURES = ('html', 'latex')
#: Those whose lines say what they are called; a line without a word is "related".
_LABELLED = (RelationKind.BROADER, RelationKind.REPLACED_BY)

#: How many relations Graphviz draws in a moment, however they lie: where 50 terms are
#: all related to each other it takes more than a minute, where 100 are it never ends.
_DRAWN = 300


def fill_map(node: term_map, domain: ConvDomain, docname: str) -> None:
    """Put a picture and a list in the place of a map."""
    showing = Showing(domain=domain, docname=docname, at_home=False)
    put(list(_shown(node, showing)), node)


def _shown(node: term_map, showing: Showing) -> Iterator[nodes.Element]:
    domain = showing.domain
    scope = scope_of(node)
    diagram = diagram_of(domain.glossary, scope)
    if diagram is None:
        near = hint(domain.glossary.nearest(scope.term))
        report(Problem.UNKNOWN_TERM, node, target=scope.term, hint=near)
        return
    if not diagram.edges:
        if diagram.terms or not scope.term:
            report(Problem.EMPTY_MAP, node, reason=_why_empty(scope))
        return
    title = _title(domain, scope)
    shown = nodes.container('', classes=['convglossary-map'])
    relations: nodes.Element = _as_list(diagram, showing)
    if _draws(domain, node, len(diagram.edges)):
        marked = diagram.terms[0] if scope.term else None
        picture = _picture(diagram, marked, title, showing)
        picture.source, picture.line = node.source, node.line
        shown += picture
        if makes_a_site(domain.builder):
            # Whoever sees the picture need not see the list.
            relations = folded('', relations, summary=words.as_list())
    shown += relations
    yield from directed(direction(domain.env.config.language), shown)


def _why_empty(scope: Scope) -> str:
    if scope.term:
        return f'nothing is related to the term "{scope.term}"'
    if scope.category:
        return f'no terms of the category "{scope.category}" are related'
    return 'no terms are related'


def facts_of_map(domain: ConvDomain, scope: Scope) -> object:
    """Give what a map shows that the source of its page does not say."""
    diagram = diagram_of(domain.glossary, scope)
    if diagram is None:
        return None
    glossary = domain.glossary
    terms = [
        (term.name, glossary.anchor_of(term), glossary.home_of(term))
        for term in diagram.terms
    ]
    relations = [
        (edge.kind, edge.start.name.text, edge.end.name.text) for edge in diagram.edges
    ]
    return terms, relations


def _title(domain: ConvDomain, scope: Scope) -> str:
    if scope.term:
        match = domain.glossary.find(scope.term)
        return words.relations_of(match.term.name.text if match else scope.term)
    if scope.category:
        label = domain.arrangement.labels.get(scope.category, scope.category)
        return words.relations_of(label)
    return words.all_relations()


# -- the picture


def _draws(domain: ConvDomain, node: term_map, relations: int) -> bool:
    """Return whether there can be a picture; why there are none is told once."""
    if domain.builder.format not in _WITH_PICTURES:
        return False
    reason = _why_none(domain.env.config)
    if reason and domain.is_news('no picture'):
        report(Problem.NO_PICTURE, node, reason=reason)
    if reason or relations <= _DRAWN:
        return not reason
    report(
        Problem.NO_PICTURE,
        node,
        reason=f'there are {relations}, and nobody can read more than {_DRAWN} in a '
        'picture; draw what is near a term, or a category',
    )
    return False


def _why_none(config: Config) -> str:
    """Tell what is missing to draw a picture; '' for nothing."""
    if 'graphviz_dot' not in config:
        return 'add "sphinx.ext.graphviz" to the extensions in conf.py'
    program = config.graphviz_dot
    if not program or not shutil.which(program):
        return f'there is no program "{program}"; install Graphviz or set graphviz_dot'
    return ''


def _picture(
    diagram: Diagram, marked: Term | None, title: str, showing: Showing
) -> map_picture:
    leftwards = direction(showing.domain.env.config.language) == 'rtl'
    labels = {kind: _label(kind) for kind in _LABELLED}
    code = as_dot(diagram, labels, marked=marked, leftwards=leftwards)
    addresses = {
        f'n{number}': address
        for number, term in enumerate(diagram.terms)
        if (address := term_address(showing.domain, term, showing.docname))
    }
    return map_picture(
        code=code,
        options={'docname': showing.docname},
        alt=title,
        addresses=addresses,
    )


def _label(kind: RelationKind) -> str:
    """Give the interface word for a kind without what follows it in an entry."""
    return words.relation(kind.value, '').rstrip(' :\u00a0\u202f\uff1a')


# -- the list


def _as_list(diagram: Diagram, showing: Showing) -> nodes.bullet_list:
    """List each relation once, at the first of its terms."""
    lines, items = lines_of(showing.domain), nodes.bullet_list()
    for term, edges in diagram.by_term():
        ends: dict[str, list[Item]] = {}
        for edge in edges:
            kind, other = edge.seen_from(term)
            ends.setdefault(kind.value, []).append(lines.term(other))
        name = nodes.paragraph('', '', shown_item(lines.term(term), showing))
        shown = (
            shown_line(lines.related(kind, others), showing)
            for kind, others in ends.items()
        )
        items += nodes.list_item('', name, *shown)
    return items
