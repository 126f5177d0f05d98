"""A multilingual glossary for Sphinx: terms, references by meaning, glossary pages."""

from __future__ import annotations

import zlib
from importlib import import_module
from typing import TYPE_CHECKING, cast

from sphinx.builders.gettext import I18nBuilder
from sphinx.domains.std import StandardDomain

from sphinxcontrib_convglossary import (
    config,
    pages,
    presence,
    scripts,
    sites,
    translation,
    words,
)
from sphinxcontrib_convglossary.anchors import MakeRoom
from sphinxcontrib_convglossary.catalogs import collect_messages
from sphinxcontrib_convglossary.directives import ConvGlossary, ConvMap, ConvTerm
from sphinxcontrib_convglossary.domain import ConvDomain, domain_of
from sphinxcontrib_convglossary.external import answer_external_roles
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.file_links import FollowFileLinks
from sphinxcontrib_convglossary.files import write_files
from sphinxcontrib_convglossary.freshness import Freshness
from sphinxcontrib_convglossary.heads import add_to_head
from sphinxcontrib_convglossary.labels import (
    take_back_before_reading,
    take_back_labels,
)
from sphinxcontrib_convglossary.moved import FollowMoved
from sphinxcontrib_convglossary.nodes import ALL_NODES
from sphinxcontrib_convglossary.others import Inventories
from sphinxcontrib_convglossary.pofiles import save_kept
from sphinxcontrib_convglossary.references import answer_term_role
from sphinxcontrib_convglossary.report import ReportBuilder, require_coverage
from sphinxcontrib_convglossary.resolving import DropUnseen, ShowGlossary
from sphinxcontrib_convglossary.roles import Ended, TermRef
from sphinxcontrib_convglossary.tables import LentNames, note_headings
from sphinxcontrib_convglossary.writers import HTML, LATEX

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

__version__ = '0.1.0.dev0'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything, in the order in which a build meets it."""

    def connect(event: str, handler: Callable[..., Any], priority: int = 500) -> None:
        app.connect(event, located(handler), priority)

    # Configuration
    config.add_options(app)
    connect('config-inited', config.check_options)
    app.add_message_catalog(words.CATALOG, str(words.LOCALE_DIR))

    # Documents
    app.add_source_suffix(pages.SUFFIX, pages.FILE_TYPE)
    app.add_source_parser(pages.PageParser)
    connect('builder-inited', _begin)
    connect('env-get-outdated', pages.retitled_pages)
    connect('env-get-outdated', take_back_labels)
    connect('env-before-read-docs', take_back_before_reading)

    # Reading
    app.add_directive('convterm', ConvTerm)
    app.add_directive('convglossary', ConvGlossary)
    app.add_directive('convmap', ConvMap)
    app.add_role('term-ref', TermRef())
    terms = Ended(StandardDomain.roles['term'])
    app.add_role_to_domain('std', 'term', terms, override=True)
    # After intersphinx (800), to be asked before it
    connect('source-read', answer_external_roles, priority=900)
    for node in ALL_NODES:
        written: dict[str, Any] = {
            name: (located(visitors[node][0]), located(visitors[node][1]))
            for name, visitors in (('html', HTML), ('latex', LATEX))
            if node in visitors
        }
        app.add_node(node, **written)
    app.add_transform(translation.KeepOriginals)
    app.add_transform(translation.TranslateOptions)
    app.add_transform(translation.MarkTranslated)
    app.add_transform(translation.HandOverMessages)
    app.add_transform(MakeRoom)
    app.add_domain(ConvDomain)

    connect('doctree-read', presence.note_read, priority=900)

    connect('env-updated', pages.note_all_read, priority=100)
    # After reading; what is there, before anybody asks
    connect('env-updated', presence.note_taken, priority=350)
    # Sphinx numbers sections at 500, when ours must be there
    connect('env-updated', note_headings, priority=400)
    fresh = Freshness()
    connect('env-before-read-docs', fresh.note_read)
    connect('env-updated', fresh.stale_pages, priority=600)
    connect('env-updated', scripts.leave_out_files, priority=600)

    # Writing
    lent = LentNames()
    connect('write-started', lambda app, builder: _lend(lent, fresh, builder))
    connect('html-collect-pages', lambda app: _lend_objects(lent, app))
    app.add_post_transform(FollowFileLinks)
    app.add_post_transform(ShowGlossary)
    app.add_post_transform(DropUnseen)
    app.add_post_transform(FollowMoved)
    # Before intersphinx (500): this project's terms come first
    connect('missing-reference', answer_term_role, priority=400)
    # Before themes (500) link to sources, and after, before Sphinx copies one
    connect('html-page-context', pages.drop_source_links, priority=100)
    connect('html-page-context', pages.note_written, priority=950)
    connect('html-page-context', sites.add_alternates)
    connect('html-page-context', scripts.add_scripts)
    connect('html-page-context', add_to_head)
    connect('doctree-resolved', fresh.note_written)
    # When every extension has taken away what it does
    connect('doctree-resolved', presence.report_doubts, priority=900)
    connect('build-finished', fresh.finish)
    app.add_builder(ReportBuilder)
    connect('build-finished', require_coverage)
    connect('build-finished', lambda app, error: _finish(lent, app))
    # When Sphinx's domains are as they were
    connect('build-finished', write_files, priority=600)
    connect('build-finished', save_kept, priority=700)
    connect('build-finished', scripts.remove_files, priority=600)

    return {
        'version': __version__,
        'env_version': _env_version(),
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }


def _env_version() -> int:
    """Give each release a number of its own: pages of another are written again."""
    told = f'{__version__}, records {ConvDomain.data_version}'
    return 1 + zlib.crc32(told.encode())


def _begin(app: Sphinx) -> None:
    domain = domain_of(app.env)
    domain.begin(app.builder)
    domain.others = _inventories(app)
    pages.add_pages(app)
    scripts.add_files(app)


def _inventories(app: Sphinx) -> Inventories:
    wanted = app.config.convglossary_inventories
    if not wanted or isinstance(app.builder, I18nBuilder):
        return Inventories()
    # Only for those who want it: what imports need is loaded with it.
    fetching = import_module(f'{__name__}.fetching')
    return cast('Inventories', fetching.load(app))


def _lend(lent: LentNames, fresh: Freshness, builder: Builder) -> None:
    domain = domain_of(builder.env)
    lent.take_back(domain)
    lent.lend_index_entries(domain)
    collect_messages(builder)
    if not fresh.known_sound:
        domain.check_consistency()


def _lend_objects(lent: LentNames, app: Sphinx) -> list[Any]:
    lent.lend_objects(domain_of(app.env))
    return []


def _finish(lent: LentNames, app: Sphinx) -> None:
    if app.env is not None:
        lent.take_back(domain_of(app.env))
