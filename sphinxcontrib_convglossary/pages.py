"""Glossary pages that need no file: ``convglossary_pages``.

They are documents like any other to Sphinx, which reads documents from files.
So each has one in the folder of the doctrees, holding the reST that an author
would have written (readers see it as the source of the page), and the project
knows where it is.  Nothing is written into the source folder.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import __
from sphinx.parsers import RSTParser
from sphinx.project import Project
from sphinx.util.logging import getLogger

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.config import place_in_conf
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.nodes import term_listing
from sphinxcontrib_convglossary.outline import Detail, Grouping, category_anchor
from sphinxcontrib_convglossary.outputs import write
from sphinxcontrib_convglossary.problems import Problem, hint, report
from sphinxcontrib_convglossary.spelling import JOINT, plain
from sphinxcontrib_convglossary.translation import configured_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docutils.statemachine import StringList
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = getLogger(__name__)

#: How the files of generated pages end; their file type has the same name.
SUFFIX = '.convglossary'
FILE_TYPE = 'convglossary'
#: What the metadata of a page call its title when it was read.
_TITLE = 'convglossary-title'


class PagesProject(Project):
    """A project with documents whose files are not in its source folder."""

    def __init__(
        self, project: Project, folder: Path, pages: Iterable[str], conf: str
    ) -> None:
        # Our files may lie below the source folder (in its _build), where Sphinx
        # would find them a second time.
        suffixes = [suffix for suffix in project.source_suffix if suffix != SUFFIX]
        super().__init__(project.srcdir, suffixes)
        self.restore(project)
        #: Where the files of the pages are.
        self.folder = folder
        #: The place in ``conf.py`` that asks for pages.
        self.conf = conf
        #: Whether everything has been read: from then on the file of a page, to
        #: whoever asks for it, is what its author wrote, ``conf.py``.
        self.is_read = False
        #: The page that is written; Sphinx copies its source for readers.
        self.written = ''
        #: The pages that the configuration asks for.
        self.pages = tuple(pages)
        #: Those of them that no file of the author's takes the place of.  Builders
        #: ask for paths before this build has looked for files: until then, as in
        #: the build before.
        self.virtual = {page for page in pages if page not in self._docname_to_path}

    def discover(self, *args: Any, **kwargs: Any) -> set[str]:
        """Find the files of the author, and add the pages that none of them is."""
        docnames = super().discover(*args, **kwargs)
        self.virtual = set()
        for docname in self.pages:
            if docname in docnames:
                path = self.doc2path(docname, absolute=False)
                report(Problem.PAGE, self.conf, path=path, docname=docname)
            else:
                self.virtual.add(docname)
        docnames |= self.virtual
        return docnames

    def doc2path(self, docname: str, absolute: bool) -> Any:
        """Return the file of a document; relative, as if it were among the sources.

        When everything has been read that of a page is ``conf.py``: warnings name it,
        and extensions ask the version control about it.
        """
        if docname not in self.virtual:
            return super().doc2path(docname, absolute)
        path = f'{docname}{SUFFIX}'
        if absolute and self.is_read and docname != self.written:
            path, _, _ = self.conf.rpartition(':')
            return type(self.srcdir)(path)
        # Sphinx wants a path of its own type, which is private.
        return type(self.srcdir)(self.folder / path if absolute else path)


def add_pages(app: Sphinx) -> None:
    """Write the files of the pages, and make them documents of the project."""
    folder = Path(app.doctreedir) / 'convglossary-pages'
    pages = []
    for docname, options in app.config.convglossary_pages.items():
        _check_categories(app, docname, options)
        source = _as_source(app.config, options).encode()
        # Sphinx reads what is newer, and stumbles over what is not there.
        if write(folder / f'{docname}{SUFFIX}', source):
            pages.append(docname)
    conf = place_in_conf(app.confdir, 'convglossary_pages')
    app.project = PagesProject(app.project, folder, sorted(pages), conf)
    app.env.project = app.project


def note_all_read(app: Sphinx, env: BuildEnvironment) -> None:
    """Let the file of a page be ``conf.py``, now that Sphinx has read its source."""
    # The builder "changes" prints the files of all documents.
    if isinstance(app.project, PagesProject) and app.builder.name != 'changes':
        app.project.is_read = Path(app.project.conf.rpartition(':')[0]).is_file()


def note_written(
    app: Sphinx, pagename: str, templatename: str, context: Any, doctree: Any
) -> None:
    """Let the builder copy the source that readers see, not ``conf.py``."""
    if isinstance(app.project, PagesProject):
        app.project.written = pagename


def drop_source_links(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let no theme link to a page's file in a repository, where there is none.

    Themes put its name together from that of the page and a suffix.
    """
    if pagename not in getattr(app.project, 'virtual', ()):
        return
    context['page_source_suffix'] = ''
    for link in _LINKS_TO_REPOSITORIES:
        if context.get(link):
            context[link] = ''


#: What ``html_context`` may ask themes for (sphinx_rtd_theme, Read the Docs).
_LINKS_TO_REPOSITORIES = (
    'display_github',
    'display_bitbucket',
    'display_gitlab',
    'source_url_prefix',
)


def report_pages_apart(env: BuildEnvironment) -> None:
    """Report pages in no toctree, as Sphinx does of files: these have none to name."""
    project = env.project
    if not isinstance(project, PagesProject):
        return
    for docname in sorted(project.virtual):
        if docname not in env.files_to_rebuild and docname != env.config.root_doc:
            logger.warning(
                __('page "%s" of convglossary_pages isn\'t included in any toctree'),
                docname,
                location=project.conf,
                type='toc',
                subtype='not_included',
            )


def _check_categories(app: Sphinx, docname: str, options: Mapping[str, Any]) -> None:
    known = app.config.convglossary_categories
    for key in _keys(options):
        if key not in known:
            near = difflib.get_close_matches(key, list(known), 1)
            report(
                Problem.UNKNOWN_CATEGORY,
                place_in_conf(app.confdir, key),
                block=f'page "{docname}" of convglossary_pages',
                category=key,
                hint=hint(tuple(near)),
            )


def title_of(config: Config, options: Mapping[str, Any]) -> str:
    """Give the title of a page as configured: its own, or that of its category.

    It is empty where an interface word is the title.
    """
    if title := options.get('title'):
        return str(title)
    keys = _keys(options)
    if len(keys) == 1:
        return str(config.convglossary_categories.get(keys[0], ''))
    return ''


def _local_title(env: BuildEnvironment, options: Mapping[str, Any]) -> str:
    configured = title_of(env.config, options)
    return configured_words(env)(configured) if configured else words.glossary()


def retitled_pages(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Give the pages to read again because their title is translated anew."""
    return [
        docname
        for docname, options in app.config.convglossary_pages.items()
        if docname in env.all_docs
        and docname in getattr(env.project, 'virtual', ())
        and env.metadata[docname].get(_TITLE) != _local_title(env, options)
    ]


def _keys(options: Mapping[str, Any]) -> tuple[str, ...]:
    keys = options.get('categories', ())
    return (keys,) if isinstance(keys, str) else tuple(keys)


def _source_title(config: Config, options: Mapping[str, Any]) -> str:
    # A title is one line; what stands in it is plain text.
    return plain(title_of(config, options)) or 'Glossary'


def _as_source(config: Config, options: Mapping[str, Any]) -> str:
    title = _source_title(config, options)
    lines = [title, '=' * 2 * len(title), '', '.. convglossary::']
    if keys := _keys(options):
        lines.append(f'   :categories: {JOINT.join(keys)}')
    for option in ('group-by', 'entries'):
        if option in options:
            lines.append(f'   :{option}: {options[option]}')
    lines += [f'   :{flag}:' for flag in ('cite', 'filter') if options.get(flag)]
    return '\n'.join([*lines, ''])


class PageParser(RSTParser):
    """Make the document of a page from its configuration.

    It is reST like any other: what ``rst_prolog`` and ``rst_epilog`` say is there.
    """

    supported = (FILE_TYPE,)

    @located
    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Put the title and the listing into the document.

        The title is not a message of this document: it has been translated from
        the catalog of the configuration.
        """
        env: BuildEnvironment = document.settings.env
        docname = env.current_document.docname
        options = env.config.convglossary_pages[docname]
        text, page = str(inputstring), _as_source(env.config, options)
        if page not in text:
            # The translation of a message; or an extension has made something else of
            # the page ("source-read"), which is reST.
            super().parse(inputstring, document)
            return
        written = _source_title(env.config, options)
        # Its text is plain, whatever characters it has.
        source = re.sub(r'([!-/:-@[-`{-~])', r'\\\1', written)
        heading = f'{source}\n{"=" * 2 * len(source)}\n'
        super().parse(text.replace(page, heading), document)
        section = _section_titled(document, source)
        title = nodes.title('', _local_title(env, options), translatable=False)
        title['support_smartquotes'] = False
        listing = _listing(env.config, docname, options)
        if listing['title_category']:
            section['ids'].append(category_anchor(listing['title_category']))
        section.children[:1] = []
        section.insert(0, [title, listing])
        # Sphinx warns of what no toctree includes by a file: see "report_pages_apart".
        env.metadata[docname] |= {'orphan': '', _TITLE: title.astext()}


def _section_titled(document: nodes.document, source: str) -> nodes.section:
    """Return the section of a page: what is put before it may have others."""
    for section in document.findall(nodes.section):
        if isinstance(section[0], nodes.title) and section[0].rawsource == source:
            return section
    # What is put before it breaks it.
    section = nodes.section('', nodes.title(), names=['glossary'])
    document += section
    document.note_implicit_target(section, section)
    return section


def _listing(config: Config, docname: str, options: Mapping[str, Any]) -> term_listing:
    known = config.convglossary_categories
    keys = tuple(key for key in _keys(options) if key in known)
    grouping = Grouping(options.get('group-by', Grouping.CATEGORY))
    single = len(keys) == 1 and grouping is Grouping.CATEGORY
    return term_listing(
        categories=keys,
        group_by=grouping.value,
        entries=Detail(options.get('entries', Detail.FULL)).value,
        cite=options.get('cite', False),
        filter=options.get('filter', False),
        whole_page=True,
        title_category=keys[0] if single else '',
    )
