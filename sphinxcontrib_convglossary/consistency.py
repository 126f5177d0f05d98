"""What is wrong or doubtful in a glossary, told once all has been read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sphinxcontrib_convglossary.glossary import Contradiction, Level
from sphinxcontrib_convglossary.places import location_of, place_in_words
from sphinxcontrib_convglossary.problems import (
    Problem,
    __,
    comma_hint,
    hint,
    listed,
    report,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.glossary import Clash, Glossary, Match
    from sphinxcontrib_convglossary.outline import Listing, Section
    from sphinxcontrib_convglossary.terms import Relation, Term


class Doubt(NamedTuple):
    """A reference to a term that is taken out of its document.

    Nobody need know of it where the reference is taken away as well.
    """

    #: What shows it, or the message that refers to it.
    node: nodes.Element
    location: str | tuple[str, int] | nodes.Node
    target: str
    term: Term


def report_taken(doubt: Doubt, env: BuildEnvironment) -> None:
    """Report a reference to a term that is taken out of its document."""
    taken = _hint_of_taken(doubt.term, env)
    report(Problem.UNKNOWN_TERM, doubt.location, target=doubt.target, hint=taken)


def _hint_of_taken(term: Term, env: BuildEnvironment) -> str:
    said = __('; its block at {place} is taken out of this build')
    return said.format(place=place_in_words(term, env))


def report_all(
    glossary: Glossary,
    taken: Glossary,
    sections: Mapping[Listing, tuple[Section, ...]],
    env: BuildEnvironment,
) -> bool:
    """Report what is wrong with a glossary as a whole, and return whether anything is.

    *taken* are the terms whose blocks are taken out of this build.
    """
    clashes = report_clashes(glossary, env)
    relations = report_relations(glossary, taken, env)
    homeless = report_homeless(glossary, env)
    return report_empty(sections, env) or clashes or relations or homeless


def report_clashes(glossary: Glossary, env: BuildEnvironment) -> bool:
    """Report terms that share an id or a name; tell whether there are any."""
    clashes = list(glossary.clashes())
    read_twice: dict[str, list[Clash]] = defaultdict(list)
    for clash in clashes:
        if is_written_once(clash):
            read_twice[clash.first.path].append(clash)
            continue
        same_name = clash.kind is Contradiction.SAME_NAME
        report(
            Problem.DUPLICATE_NAME if same_name else Problem.DUPLICATE_ID,
            location_of(clash.second, env),
            name=clash.second.source.name,
            id=clash.second.id,
            other=clash.first.source.name,
            place=place_in_words(clash.first, env),
        )
    for of_file in read_twice.values():
        _report_read_twice(of_file, env)
    return bool(clashes)


def is_written_once(clash: Clash) -> bool:
    """Return whether two terms are one block, which was read into documents twice."""
    first, second = clash.first, clash.second
    return bool(first.path) and (first.path, first.line) == (second.path, second.line)


def _report_read_twice(clashes: list[Clash], env: BuildEnvironment) -> None:
    """Report a file that is included more than once, with all its terms."""
    first = clashes[0].first
    terms = [term for clash in clashes for term in (clash.first, clash.second)]
    docnames = sorted({term.docname for term in terms})
    documents = listed(str(env.doc2path(docname, base=False)) for docname in docnames)
    report(
        Problem.READ_TWICE,
        location_of(first, env),
        names=listed(dict.fromkeys(term.source.name for term in terms)),
        documents=documents if len(docnames) > 1 else __('{} twice').format(documents),
    )


def report_relations(
    glossary: Glossary, taken: Glossary, env: BuildEnvironment
) -> bool:
    """Report relations that lead to no term, to several or back."""
    wrong = False
    for term in glossary.terms:
        for relation in term.relations:
            wrong |= _report_relation(glossary, taken, term, relation, env)
    return wrong


def _report_relation(
    glossary: Glossary,
    taken: Glossary,
    term: Term,
    relation: Relation,
    env: BuildEnvironment,
) -> bool:
    match = glossary.related(relation)
    details = {
        'name': term.source.name,
        'kind': relation.kind.value,
        'target': relation.target,
    }
    if match is None:
        near = comma_hint(relation.target) or hint(glossary.nearest(relation.target))
        if gone := taken.find(relation.target):
            near = _hint_of_taken(gone.term, env)
        report(Problem.UNKNOWN_RELATION, location_of(term, env), hint=near, **details)
    elif match.term is term:
        report(Problem.RELATION_TO_ITSELF, location_of(term, env), **details)
    elif match.rivals:
        report_rivals(
            match.rivals, match.term, relation.target, location_of(term, env), env
        )
    else:
        return False
    return True


def report_rivals(
    rivals: Iterable[Term],
    chosen: Term,
    target: str,
    location: str | tuple[str, int] | nodes.Node,
    env: BuildEnvironment,
) -> None:
    """Report a target that several terms answer to."""
    places = ', '.join(
        f'"{rival.id}" ({place_in_words(rival, env)})' for rival in rivals
    )
    report(Problem.AMBIGUOUS_TERM, location, target=target, places=places, id=chosen.id)


def is_doubtful(match: Match) -> bool:
    """Tell whether a reference that finds its term deserves a word."""
    return bool(match.rivals) or match.level is Level.DEPRECATED


def report_doubts(
    match: Match, target: str, location: nodes.Node, env: BuildEnvironment
) -> None:
    """Report what is doubtful about a reference that finds its term."""
    if match.rivals:
        report_rivals(match.rivals, match.term, target, location, env)
    if match.level is Level.DEPRECATED:
        name = match.term.name.text
        report(Problem.DEPRECATED_WORDING, location, target=target, name=name)


def report_homeless(glossary: Glossary, env: BuildEnvironment) -> bool:
    """Report terms that readers of this language should see and cannot."""
    homeless = [
        term
        for term in glossary.terms
        if glossary.publishes(term) and not glossary.home_of(term)
    ]
    for term in homeless:
        report(Problem.NO_HOME, location_of(term, env), name=term.source.name)
    return bool(homeless)


def report_empty(
    sections: Mapping[Listing, tuple[Section, ...]], env: BuildEnvironment
) -> bool:
    """Report listings without a term."""
    empty = [listing for listing in sections if not sections[listing]]
    for listing in empty:
        location = location_of(listing, env)
        report(Problem.EMPTY_LISTING, location, reason='it has no terms to show')
    return bool(empty)
