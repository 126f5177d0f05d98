"""Abbreviations are expanded where a page uses them first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_convglossary.expansion import expansion_of
from sphinxcontrib_convglossary.languages import language_tag
from sphinxcontrib_convglossary.links import document_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config

    from sphinxcontrib_convglossary.expansion import Expansion
    from sphinxcontrib_convglossary.terms import Term

#: The attribute of a mention that may be expanded: a :class:`Use`.
FIRST_USE = 'convglossary-first-use'

#: Where abbreviations stay: what is a heading, or is looked up like one.
_HEADINGS = (
    nodes.Titular,
    nodes.caption,
    nodes.term,
    nodes.field_name,
    nodes.option_string,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An abbreviation in a text, which is expanded where it is the first."""

    #: The place of its term.
    place: tuple[str, int, int]
    expansion: Expansion
    #: Whether the long form is in another language than the page.
    foreign: bool


def use_of(term: Term, written: str, config: Config, *, translated: bool) -> Use | None:
    """Tell what a reference that says *written* is short for; ``None`` for nothing."""
    if not config.convglossary_expand_first:
        return None
    if not (term.source.abbreviation or term.local.abbreviation):
        return None  # So it is for most terms.
    language = config.language if translated else config.convglossary_source_language
    expansion = expansion_of(term, written, translated=translated, language=language)
    if expansion is None:
        return None
    foreign = translated and expansion.language != config.language
    return Use(place=term.place, expansion=expansion, foreign=foreign)


def is_noted(link: nodes.Element) -> bool:
    """Tell whether what a link shows, or what stands there unlinked, is noted."""
    shown = link.children if isinstance(link, nodes.reference) else [link]
    return any(isinstance(x, nodes.Element) and FIRST_USE in x for x in shown)


def expand_first_uses(document: nodes.document, docname: str) -> None:
    """Expand the first of the noted references to each term of a document."""
    expanded = set()
    for content in document.findall(nodes.inline):
        noted: Use | None = content.attributes.pop(FIRST_USE, None)
        if noted is None or _is_in_heading(content):
            continue
        # Builders of one file put documents into each other: each is a page.
        use = document_around(content, docname), noted.place
        if use not in expanded:
            expanded.add(use)
            content.children = []
            content.extend(_shown(noted.expansion, foreign=noted.foreign))


def _is_in_heading(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, _HEADINGS) or _is_contents(parent):
            return True
        parent = parent.parent
    return False


def _is_contents(node: nodes.Node) -> bool:
    """Tell whether a node is a table of contents (``.. contents::``)."""
    return isinstance(node, nodes.topic) and 'contents' in node['classes']


def _shown(expansion: Expansion, *, foreign: bool) -> Iterator[nodes.Node]:
    """Give the text; the long form says so where it is in another language."""
    rest = f'{expansion.opening}{expansion.short}{expansion.closing}'
    if not foreign:
        yield nodes.Text(f'{expansion.long}{rest}')
        return
    classes = [f'language-{language_tag(expansion.language)}']
    yield nodes.inline('', expansion.long, classes=classes)
    yield nodes.Text(rest)
