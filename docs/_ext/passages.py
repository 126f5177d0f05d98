"""Passages of this project's own catalogs: original, translation, what readers see.

::

    .. catalog-passage:: es glossary
       :original: A purchase of this kind

takes the message that begins so from ``locales/es/LC_MESSAGES/glossary.po``.  What
readers see is built: the message, as a document of its own, together with the terms of
the manual's glossary.  The links in it lead to these.
"""

from __future__ import annotations

import shutil
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from babel.messages.pofile import read_po
from docutils import nodes
from docutils.parsers.rst import directives
from example_projects import Project, package_files
from examples import Workshop
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from typing import Any

    from example_projects import Rendering
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)

DOCS = Path(__file__).parent.parent
TERMS = DOCS / 'glossary' / 'terms'
LOCALES = DOCS.parent / 'locales'

_CONF = """
extensions = ['myst_parser', 'sphinxcontrib_convglossary']
convglossary_categories = {categories!r}
convglossary_pages = {pages!r}
"""
#: The start page, which leads to all pages of terms, so that terms have a home.
_INDEX = 'Start\n=====\n\n.. toctree::\n\n   {}\n'
#: A document that is one message, in each syntax.
_PASSAGES = {'rst': ':orphan:\n\n{}\n', 'md': '---\norphan: true\n---\n\n{}\n'}


class passage_result(nodes.General, nodes.Element):
    """The place of what readers see.

    Attributes: ``original``, ``language`` and ``catalog``.
    """

    tagname = 'paragraph'


class CatalogPassage(SphinxDirective):
    """``.. catalog-passage:: language catalog``."""

    required_arguments = 2
    option_spec: ClassVar[OptionSpec] = {'original': directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Show the message and its translation, and leave the place of the result."""
        language, catalog = self.arguments
        path = catalog_path(language, catalog)
        for file in (path, *TERMS.iterdir(), *package_files(), Path(__file__)):
            self.env.note_dependency(file)
        found = find_message(path, self.options['original'])
        if found is None:
            message = 'no message of %s begins with "%s"'
            location = self.get_location()
            logger.warning(message, path, self.options['original'], location=location)
            return []
        original, translation = found
        result = passage_result(original=original, language=language, catalog=catalog)
        self.set_source_info(result)
        if Workshop.shows_results():
            # Built now, where documents are read by several processes.
            render(result, self.config)
        shown = [
            *self._labelled('The original', _literal(original)),
            *self._labelled('In the catalog', _literal(translation)),
            *self._labelled('What readers see', result),
        ]
        return [nodes.container('', *shown, classes=['example'])]

    def _labelled(self, words: str, node: nodes.Element) -> list[nodes.Element]:
        label = nodes.paragraph('', words, classes=['example-label'])
        self.set_source_info(label)
        return [label, node]


def catalog_path(language: str, catalog: str) -> Path:
    """Tell where a catalog of the manual is."""
    return LOCALES / language / 'LC_MESSAGES' / f'{catalog}.po'


def find_message(path: Path, beginning: str) -> tuple[str, str] | None:
    """Give the message of a catalog that begins so, and its translation."""
    with path.open('rb') as file:
        for message in read_po(file):
            if message.id and str(message.id).startswith(beginning):
                return str(message.id), str(message.string)
    return None


def _literal(text: str) -> nodes.literal_block:
    return nodes.literal_block(text, text, language='none', classes=['example-printed'])


def render(node: passage_result, config: Config) -> Rendering:
    """Build a project of the message and the terms, or take what was built of it."""
    syntax = 'md' if '{term-ref}' in node['original'] else 'rst'
    catalog = catalog_path(node['language'], node['catalog'])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / 'passage' / syntax
        place = folder / 'glossary'
        shutil.copytree(TERMS, place / 'terms')
        locale = folder / 'locales' / node['language'] / 'LC_MESSAGES'
        locale.mkdir(parents=True)
        shutil.copy(catalog, locale)
        conf = _CONF.format(
            categories=config.convglossary_categories, pages=config.convglossary_pages
        )
        (folder / 'conf.py').write_text(conf, encoding='utf-8')
        index = _INDEX.format('\n   '.join(config.convglossary_pages))
        (folder / 'index.rst').write_text(index, encoding='utf-8')
        passage = _PASSAGES[syntax].format(node['original'])
        (place / f'passage.{syntax}').write_text(passage, encoding='utf-8')
        project = Project(folder=folder)
        return project.render('html', node['language'], cache=Workshop.cache())


class PutPassages(SphinxPostTransform):
    """Put in what readers see."""

    #: Before references are resolved (10): links are references to terms.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace each place by the paragraph that was built."""
        for node in list(self.document.findall(passage_result)):
            if not Workshop.shows_results():
                node.parent.remove(node)
                continue
            rendering = render(node, self.config)
            if rendering.warnings:
                message = 'the passage prints warnings:\n%s'
                logger.warning(message, rendering.warnings, location=node)
            reading = _Reading(self.env.docname, f'language-{node["language"]}')
            reading.feed(rendering.page('glossary/passage').strip())
            node.replace_self(reading.paragraph)


class _Reading(HTMLParser):
    """Makes nodes of a paragraph of HTML: text, emphasis, links to terms."""

    def __init__(self, docname: str, *classes: str) -> None:
        super().__init__()
        self.paragraph = nodes.paragraph('', '', classes=['passage', *classes])
        self._docname = docname
        self._open: list[nodes.Element] = [self.paragraph]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ('a', 'em'):
            node = self._link(dict(attrs)) if tag == 'a' else nodes.emphasis()
            self._open[-1].append(node)
            self._open.append(node)

    def _link(self, attributes: dict[str, str | None]) -> nodes.Element:
        _, _, term = str(attributes['href']).partition('#term-')
        return addnodes.pending_xref(
            refdomain='std',
            reftype='term',
            reftarget=term,
            refexplicit=True,
            refdoc=self._docname,
            refwarn=True,
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in ('a', 'em'):
            self._open.pop()

    def handle_data(self, data: str) -> None:
        place = self._open[-1]
        if isinstance(place, addnodes.pending_xref):
            place.append(nodes.inline('', data, classes=['xref', 'std', 'std-term']))
        else:
            place.append(nodes.Text(data))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_node(passage_result)
    app.add_directive('catalog-passage', CatalogPassage)
    app.add_post_transform(PutPassages)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
