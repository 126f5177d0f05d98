"""The scripts and styles of pages: each page loads what it needs, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.builders import loads_scripts, makes_a_site
from sphinxcontrib_convglossary.cards import cards_of, page_data, shows_cards
from sphinxcontrib_convglossary.domain import domain_of
from sphinxcontrib_convglossary.foreign_files import report_taken, static_file
from sphinxcontrib_convglossary.guarded_files import holds
from sphinxcontrib_convglossary.languages import direction
from sphinxcontrib_convglossary.nodes import (
    copied_text,
    elements,
    filter_box,
    folded,
    jump_list,
    term_name,
)

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.domain import ConvDomain

_FOLDER = Path(__file__).parent / 'static'

#: What a build has that shows cards.
_OF_CARDS = ('convglossary-cards.css', 'convglossary-cards.js')

#: Where files stand among others: that of all files of extensions.
_PRIORITY = 500


def add_files(app: Sphinx) -> None:
    """Let Sphinx copy the files that pages of this build may load."""
    cards = shows_cards(domain_of(app.env))
    for path in _files():
        if not cards and path.name in _OF_CARDS:
            continue
        if other := static_file(app, path.name):
            _report_taken(app, path.name, other)
        else:
            app.config.html_static_path.append(str(path))


def leave_out_files(app: Sphinx, env: BuildEnvironment) -> None:
    """Let Sphinx copy none of our files where no page can need one.

    That is known when all has been read.  Listings of no term show nothing, but links
    to the terms of other projects have cards.
    """
    domain = domain_of(env)
    if domain.terms or domain.others:
        return
    ours = {*map(str, _files())}
    paths = app.config.html_static_path
    app.config.html_static_path = [path for path in paths if str(path) not in ours]


def remove_files(app: Sphinx, error: Exception | None) -> None:
    """Remove the files that an earlier build has copied and this one has not."""
    if error is not None or not makes_a_site(app.builder):
        return
    copied = {*map(str, app.config.html_static_path)}
    for path in _files():
        there = Path(app.outdir) / '_static' / path.name
        is_ours = str(path) not in copied and not static_file(app, path.name)
        if is_ours and holds(there, path.read_bytes()):
            there.unlink()


def _files() -> list[Path]:
    return sorted(_FOLDER.iterdir())


def _report_taken(app: Sphinx, name: str, other: Path) -> None:
    if makes_a_site(app.builder):
        report_taken(app, f'_static/{name}', other)


def add_scripts(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let a page load the style and the scripts that have something to do on it."""
    if doctree is None or app.builder.format != 'html':
        return
    # Whatever makes pages is one: it knows the scripts of each page.
    builder = cast('StandaloneHTMLBuilder', app.builder)
    shown = list(elements(doctree))
    if any(map(_is_styled, shown)):
        builder.add_css_file('convglossary.css', priority=_PRIORITY)
    if not loads_scripts(builder):
        return
    if any(isinstance(node, filter_box) for node in shown):
        _load(builder, 'convglossary.js', defer='defer')
    if any(isinstance(node, term_name) and node['ids'] for node in shown):
        _tell(builder, 'convglossary-permalinks.js', copied=words.copied())
    if any(isinstance(node, copied_text) for node in shown):
        _load(builder, 'convglossary-cite.js', defer='defer')
    domain = domain_of(app.env)
    if shows_cards(domain):
        _add_cards(builder, domain, shown, pagename)


def _is_styled(node: nodes.Element) -> bool:
    """Return whether a node is one that our style sheet knows."""
    if isinstance(node, (filter_box, folded, jump_list)):
        return True
    return any(name.startswith('convglossary-') for name in node['classes'])


def _add_cards(
    builder: StandaloneHTMLBuilder,
    domain: ConvDomain,
    shown: list[nodes.Element],
    docname: str,
) -> None:
    cards = cards_of(domain).on_page(shown, docname)
    if not cards:
        return
    way = direction(builder.config.language)
    builder.add_css_file('convglossary-cards.css', priority=_PRIORITY)
    _tell(builder, 'convglossary-cards.js', more=words.read_more(), dir=way)
    # In the page itself: a browser lets no page of file:// fetch another file.
    data = {'type': 'application/json', 'id': 'convglossary-terms'}
    _load(builder, '', body=page_data(cards), **data)


def _tell(builder: StandaloneHTMLBuilder, name: str, **said: str) -> None:
    """Load a script, and tell it what it needs to know in its ``data-`` attributes."""
    told = {f'data-{key}': text for key, text in said.items()}
    _load(builder, name, defer='defer', **told)


def _load(builder: StandaloneHTMLBuilder, name: str, **attributes: str) -> None:
    """Let the page that is being written load a script.

    The builder forgets it with the page.  The application would keep what is added
    to it until the end: the data of all cards of all pages.
    """
    builder.add_js_file(name, priority=_PRIORITY, **attributes)
