"""Glossary pages that need no file: ``convglossary_pages``.

They are documents like any other to Sphinx, which reads documents from files.
So each has one in the folder of the doctrees, holding the reST that an author
would have written (readers see it as the source of the page), and the project
knows where it is.  Nothing is written into the source folder.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers import Parser
from sphinx.project import Project

from sphinxcontrib_convglossary import words
from sphinxcontrib_convglossary.config import place_in_conf
from sphinxcontrib_convglossary.failures import located
from sphinxcontrib_convglossary.nodes import term_listing
from sphinxcontrib_convglossary.outline import Detail, Grouping, category_anchor
from sphinxcontrib_convglossary.outputs import write
from sphinxcontrib_convglossary.problems import Problem, hint, report
from sphinxcontrib_convglossary.spelling import JOINT
from sphinxcontrib_convglossary.translation import configured_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: How the files of generated pages end; their file type has the same name.
SUFFIX = '.convglossary'
FILE_TYPE = 'convglossary'


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
        """Give the file of a document; relative, as if it were among the sources."""
        if docname not in self.virtual:
            return super().doc2path(docname, absolute)
        path = f'{docname}{SUFFIX}'
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
        if docname in env.titles
        and docname in getattr(env.project, 'virtual', ())
        and env.titles[docname].astext() != _local_title(env, options)
    ]


def _keys(options: Mapping[str, Any]) -> tuple[str, ...]:
    keys = options.get('categories', ())
    return (keys,) if isinstance(keys, str) else tuple(keys)


def _as_source(config: Config, options: Mapping[str, Any]) -> str:
    title = title_of(config, options) or 'Glossary'
    lines = [title, '=' * 2 * len(title), '', '.. convglossary::']
    if keys := _keys(options):
        lines.append(f'   :categories: {JOINT.join(keys)}')
    for option in ('group-by', 'entries'):
        if option in options:
            lines.append(f'   :{option}: {options[option]}')
    lines += [f'   :{flag}:' for flag in ('cite', 'filter') if options.get(flag)]
    return '\n'.join([*lines, ''])


class PageParser(Parser):
    """Make the document of a page from its configuration."""

    supported = (FILE_TYPE,)

    @located
    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Put the title and the listing into the document.

        The title is not a message of this document: it has been translated from
        the catalog of the configuration.
        """
        env: BuildEnvironment = document.settings.env
        docname = env.current_document.docname
        options = env.config.convglossary_pages[docname]
        title = nodes.title('', _local_title(env, options), translatable=False)
        title['support_smartquotes'] = False
        section = nodes.section('', title, names=[])
        name = title_of(env.config, options) or 'glossary'
        section['names'].append(nodes.fully_normalize_name(name))
        document += section
        document.note_implicit_target(section, section)
        listing = _listing(env.config, docname, options)
        if listing['title_category']:
            section['ids'].append(category_anchor(listing['title_category']))
        section += listing


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
