"""Nodes become facts: what a block or a listing says, without nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import extract_messages

from sphinxcontrib_convglossary.nodes import (
    option_line,
    term_entry,
    term_listing,
    term_name,
)
from sphinxcontrib_convglossary.outline import Detail, Grouping, Listing
from sphinxcontrib_convglossary.places import path_of
from sphinxcontrib_convglossary.registry import Messages
from sphinxcontrib_convglossary.spelling import plain, split_items
from sphinxcontrib_convglossary.terms import Relation, RelationKind, Term, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def term_from(entry: term_entry, env: BuildEnvironment) -> Term:
    """Give the term that a block defines, once the document is translated."""
    config = env.config
    lines = {line['option']: line for line in entry.lines}
    source = _source_wording(entry, lines, config)
    return Term(
        id=entry['id'],
        explicit_id=entry['explicit-id'],
        docname=entry['docname'],
        line=entry.line or 0,
        path=path_of(entry, env),
        ordinal=entry['ordinal'],
        source=source,
        local=_local_wording(entry, lines, source, config),
        previously=entry['previously'],
        category=entry['category'],
        relations=tuple(
            Relation(kind=RelationKind(kind), target=target)
            for kind, target in entry['relations']
        ),
        learn_more=_learn_more(lines),
        locales=entry['locales'],
        hidden=entry['hidden'],
        anchors=anchors_inside(entry) if entry['hidden'] else (),
        conditions=conditions_around(entry),
    )


def _source_wording(
    entry: term_entry, lines: Mapping[str, option_line], config: Config
) -> Wording:
    def text(option: str) -> str:
        line = lines.get(option)
        return '' if line is None or line['extra'] else str(line['message'])

    language = config.convglossary_source_language
    return Wording(language=language, name=entry['name'], **_designations(text))


def _local_wording(
    entry: term_entry, lines: Mapping[str, option_line], source: Wording, config: Config
) -> Wording:
    if config.language == source.language:
        return source

    def text(option: str) -> str:
        return str(lines[option]['translation']) if option in lines else ''

    name = next(iter(entry.findall(term_name)))
    return Wording(
        language=config.language,
        name=plain(name.astext()) if name.get('translated') else '',
        **_designations(text),
    )


class _Designations(TypedDict):
    aliases: tuple[str, ...]
    abbreviation: str
    forms: tuple[str, ...]
    deprecated: tuple[str, ...]
    sort: str


def _designations(text: Callable[[str], str]) -> _Designations:
    return {
        'aliases': split_items(text('aliases')),
        'abbreviation': plain(text('abbreviation')),
        'forms': split_items(text('forms')),
        'deprecated': split_items(text('deprecated')),
        'sort': plain(text('sort')),
    }


def _learn_more(lines: Mapping[str, option_line]) -> str:
    line = lines.get('learn-more')
    return plain(line['translation'] or line['message']) if line is not None else ''


def anchors_inside(entry: term_entry) -> tuple[str, ...]:
    """Give the anchors of what stands in a block."""
    return tuple(name for node in entry.findall(nodes.Element) for name in node['ids'])


def messages_from(entry: term_entry) -> Messages:
    """Give the messages of a block, as translators see them."""
    name, options, definition = '', {}, []
    for node, text in extract_messages(entry):
        if isinstance(node, term_name):
            name = text
        elif isinstance(node, option_line):
            options[node['option']] = text
        else:
            definition.append(text)
    more = options.pop('learn-more', '')
    said = tuple(definition)
    return Messages(name=name, learn_more=more, definition=said, **options)


def listing_from(node: term_listing, env: BuildEnvironment) -> Listing:
    """Give the listing that a placeholder stands for."""
    return Listing(
        docname=node['docname'],
        line=node.line or 0,
        path=path_of(node, env),
        ordinal=node['ordinal'],
        categories=tuple(node['categories']),
        group_by=Grouping(node['group_by']),
        entries=Detail(node['entries']),
        cite=bool(node.get('cite')),
        filter=bool(node.get('filter')),
        whole_page=bool(node.get('whole_page')),
        conditions=conditions_around(node),
    )


def conditions_around(node: nodes.Node) -> tuple[str, ...]:
    """Give the expressions of the ``only`` directives around a node.

    The nodes are still there when documents are read, whatever the builder.
    """
    found = []
    parent = node.parent
    while parent is not None:
        if isinstance(parent, addnodes.only):
            found.append(parent['expr'])
        parent = parent.parent
    return tuple(found)


#: The packages of nodes that nobody takes away unasked; "only" is asked for itself.
_OF_EVERYBODY = ('docutils.', 'sphinx.addnodes', 'sphinxcontrib_convglossary.')


def is_guarded(node: nodes.Node) -> bool:
    """Return whether a node stands in one of an extension, which may take it away."""
    parent = node.parent
    while parent is not None:
        if not type(parent).__module__.startswith(_OF_EVERYBODY):
            return True
        parent = parent.parent
    return False
