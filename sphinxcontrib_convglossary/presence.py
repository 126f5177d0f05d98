"""Which blocks and listings are there when every extension has had its turn.

``ifconfig`` and ``todo`` take their content away when a page is written, and so may
any extension.  What leads to a term is written before that on other pages.  So once
everything has been read, documents that may lose something are resolved on trial.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.gettext import I18nBuilder
from sphinx.util.logging import getLogger, suppress_logging

from sphinxcontrib_convglossary.consistency import report_taken
from sphinxcontrib_convglossary.domain import NOTHING, Taken, domain_of
from sphinxcontrib_convglossary.nodes import elements, term_entry, term_listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain

logger = getLogger(__name__)

#: Packages that take away nothing but nodes of their own.
_HARMLESS = frozenset(
    {
        'docutils',
        'furo',
        'myst_nb',
        'myst_parser',
        'pydata_sphinx_theme',
        'sphinx',
        'sphinx_book_theme',
        'sphinx_design',
        'sphinx_rtd_theme',
        'sphinxcontrib_convglossary',
    }
)


def note_read(app: Sphinx, doctree: nodes.document) -> None:
    """Note what has been taken out of a document since records were made of it."""
    domain, docname = domain_of(app.env), app.env.current_document.docname
    found = Taken(
        blocks=frozenset(range(len(domain.terms.get(docname, ())))),
        listings=frozenset(range(len(domain.listings.get(docname, ())))),
    )
    if not found:
        return
    taken = found.without(_left(doctree, docname))
    if taken:
        domain.data['lost'][docname] = taken


def note_taken(app: Sphinx, env: BuildEnvironment) -> None:
    """Note what this build takes away, before anybody asks where terms are."""
    domain = domain_of(env)
    taken = dict(domain.data['lost'])
    if not isinstance(app.builder, I18nBuilder):
        for docname, found in _tried(app, domain):
            if found:
                taken[docname] = found
    if taken != domain.taken:
        domain.forget_answers()
        domain.taken = taken


def report_doubts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Report references to terms that are taken away, unless they are so too."""
    domain = domain_of(app.env)
    if domain.on_trial or not domain.doubts:
        return
    left = {id(node) for node in elements(doctree)}
    writer = WrittenNodes(app)
    waiting, domain.doubts = domain.doubts, []
    for doubt in waiting:
        if doubt.node.parent is None or id(doubt.node) in left:
            # Without a parent: in a hidden definition, which is shown elsewhere.
            if writer.has(doubt.node):
                report_taken(doubt, app.env)
        else:
            # An extension may resolve something apart, before the page ("todolist").
            domain.doubts.append(doubt)


def _tried(app: Sphinx, domain: ConvDomain) -> Iterator[tuple[str, Taken]]:
    """Return what is taken from each document that may lose something."""
    asked = sorted(
        {*domain.terms, *domain.listings}
        if _is_meddled_with(app)
        else domain.data['guarded']
    )
    state = _state(app) if asked else ''
    tried = domain.data['tried']
    for docname in asked:
        before, found = tried.get(docname, ('', NOTHING))
        if before != state:
            found = _try(app, domain, docname)
            tried[docname] = state, found
        yield docname, found


def _is_meddled_with(app: Sphinx) -> bool:
    """Return whether anybody may take away nodes that are not their own."""
    listeners = app.events.listeners.get('doctree-resolved', ())
    handlers = [listener.handler for listener in listeners]
    for each in (*handlers, *app.registry.get_post_transforms()):
        module = getattr(each, '__module__', '') or type(each).__module__
        if module.partition('.')[0] not in _HARMLESS:
            return True
    return False


def _state(app: Sphinx) -> str:
    """Return a digest of what extensions may ask before they take something away."""
    facts = (
        app.builder.name,
        sorted(app.tags),
        [(value.name, in_words(value.value)) for value in app.config],
    )
    encoded = repr(facts).encode(errors='surrogatepass')
    return hashlib.blake2b(encoded, digest_size=12).hexdigest()


def in_words(value: object) -> str:
    """Return what a configuration value says, the same in every process."""
    try:
        kind = type(value).__name__
        if isinstance(value, (set, frozenset)):
            # A set is in another order in each process.
            return f'{kind}({", ".join(sorted(map(in_words, value)))})'
        if isinstance(value, Mapping):
            items = (f'{in_words(key)}: {in_words(value[key])}' for key in value)
            return f'{kind}({", ".join(items)})'
        if isinstance(value, (list, tuple)):
            return f'{kind}({", ".join(map(in_words, value))})'
        # Where an object lies in memory says nothing.
        return re.sub(r' at 0x[0-9a-fA-F]+', '', repr(value))
    except Exception as error:
        # Whatever an object of somebody else's does.
        return f'{type(value)} {type(error)}'


def _try(app: Sphinx, domain: ConvDomain, docname: str) -> Taken:
    """Return what a document loses while it is resolved."""
    doctree = app.env.get_doctree(docname)
    before = _left(doctree, docname)
    _leave_out_contents(doctree)
    domain.on_trial = True
    try:
        with suppress_logging():
            app.env.apply_post_transforms(doctree, docname)
    except Exception as error:
        # It is told when the page is written, if it comes again.
        logger.debug('convglossary: %s cannot be tried: %r', docname, error)
        return NOTHING
    finally:
        domain.on_trial = False
    return before.without(_left(doctree, docname, WrittenNodes(app)))


def _leave_out_contents(doctree: nodes.document) -> None:
    """Leave out what costs time or is looked for elsewhere: references, pictures."""
    for node in list(elements(doctree)):
        if node.tagname in ('pending_xref', 'image') and node.parent is not None:
            node.replace_self(nodes.inline('', node.astext()))


def _left(
    doctree: nodes.document, docname: str, writer: WrittenNodes | None = None
) -> Taken:
    """Return the blocks and listings of a document that are in it, and written."""
    left = [
        node
        for node in elements(doctree)
        if isinstance(node, (term_entry, term_listing))
        # An extension may show a copy of what stands elsewhere ("todolist").
        and node['docname'] == docname
        and (writer is None or writer.has(node))
    ]
    return Taken(
        blocks=frozenset(x['ordinal'] for x in left if isinstance(x, term_entry)),
        listings=frozenset(x['ordinal'] for x in left if isinstance(x, term_listing)),
    )


class _Nothing:
    """What a function that writes a node is called with: it answers everything."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.config = builder.config

    def __getattr__(self, name: str) -> _Nothing:
        return self

    def __call__(self, *args: object, **options: object) -> _Nothing:
        return self


class WrittenNodes:
    """Which nodes the writer of a build writes; a "todo" may be skipped with all in it.

    The functions for the nodes of extensions are asked, and what they write is lost.
    """

    def __init__(self, app: Sphinx) -> None:
        handlers = app.registry.translation_handlers
        format = app.builder.format
        self._handlers = handlers.get(app.builder.name) or handlers.get(format, {})
        self._translator = _Nothing(app.builder)
        #: The answers by node; a node is kept lest another one takes its number.
        self._known: dict[int, tuple[nodes.Node, bool]] = {}

    def has(self, node: nodes.Node) -> bool:
        """Return whether nothing around a node is skipped."""
        parent = node.parent
        while parent is not None:
            if self._is_skipped(parent):
                return False
            parent = parent.parent
        return True

    def _is_skipped(self, node: nodes.Element) -> bool:
        if id(node) not in self._known:
            visit, _ = self._handlers.get(type(node).__name__, (None, None))
            self._known[id(node)] = node, visit is not None and self._skips(visit, node)
        return self._known[id(node)][1]

    def _skips(self, visit: Callable[..., Any], node: nodes.Element) -> bool:
        try:
            visit(self._translator, node.deepcopy())
        except (nodes.SkipNode, nodes.SkipChildren):
            return True
        except Exception as error:
            # It cannot do with nothing: that says nothing of skipping.
            logger.debug('convglossary: %r cannot be asked: %r', node, error)
        return False
