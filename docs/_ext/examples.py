"""Live examples: ``.. example::`` shows a small project and what becomes of it.

::

    .. example:: first-glossary

shows the documents of ``docs/examples/first-glossary``, in reST and in MyST, and the
page that Sphinx makes of them.  The project is built apart from the manual, so that its
terms are not the manual's.  ``.. example-result::`` shows the result alone, and
``.. example-files::`` the files alone.

========== ====================================================================
files      paths of the files to show; by default the documents, start page first
page       the document whose result is shown; by default ``index``
language   the language to build in; by default English
warnings   flag: show what the build prints, too
numbered   flag: number the lines of the files, as the build counts them
========== ====================================================================

What has been built is kept in the folder of the doctrees, or in the folder that the
environment variable ``CONVGLOSSARY_EXAMPLES`` names, which several builds may share.

The directives only note what is to be shown.  A page is read once for several
builders, so a post-transform puts in what suits the builder: HTML, else text.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from example_projects import (
    SOURCE_LANGUAGE,
    ExampleError,
    Project,
    example_of,
    package_files,
)
from framing import framed
from sphinx.builders.gettext import I18nBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from typing import Any

    from example_projects import Example, Rendering
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata, OptionSpec
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


class Workshop:
    """Where the examples of this build are built; set before anything is read."""

    builder: ClassVar[Builder]

    @classmethod
    def open(cls, app: Sphinx) -> None:
        """Remember the builder."""
        cls.builder = app.builder

    @classmethod
    def shows_results(cls) -> bool:
        """Tell whether results are wanted: translators have none to translate."""
        return not isinstance(cls.builder, I18nBuilder)

    @classmethod
    def render(cls, node: example_result) -> Rendering:
        """Give what becomes of an example in the format of this build."""
        builder = 'html' if cls.builder.format == 'html' else 'text'
        project = example_of(node['example']).projects()[0]
        return project.render(builder, node['language'], cache=cls.cache())

    @classmethod
    def cache(cls) -> Path:
        """Tell where what is built is kept."""
        own = Path(cls.builder.doctreedir) / 'examples'
        return Path(os.environ.get('CONVGLOSSARY_EXAMPLES') or own)


#: What Pygments calls the languages of files.
_HIGHLIGHTING = {'.md': 'markdown', '.po': 'po', '.py': 'python', '.rst': 'rest'}


class example_result(nodes.General, nodes.Element):
    """The place of a result.

    Attributes: ``example``, ``page``, ``language``, ``warnings`` (whether to show
    them) and ``prefix`` (of the ids in it).
    """

    tagname = 'container'


class example_twin(nodes.container):
    """The same files in another syntax: folded away in HTML."""

    tagname = 'container'


class example_twin_label(nodes.paragraph):
    """What opens an :class:`example_twin`."""

    tagname = 'paragraph'


class _ExampleDirective(SphinxDirective):
    """What the three directives share: the example, and who depends on it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Show the example, or say why it cannot be shown."""
        try:
            example = example_of(self.arguments[0])
            self._note_dependencies(example)
            return self.show(example)
        except ExampleError as error:
            logger.warning('%s', error, location=self.get_location())
            return []

    def show(self, example: Example) -> list[nodes.Node]:
        """Give what is shown of the example."""
        raise NotImplementedError

    def _note_dependencies(self, example: Example) -> None:
        files = [path for project in example.projects() for path in project.files()]
        for path in [*files, *package_files(), *Path(__file__).parent.glob('*.py')]:
            self.env.note_dependency(path)

    # -- files

    def shown_files(self, example: Example) -> list[nodes.Node]:
        """Show the files, and fold away their twins in other syntaxes."""
        first, *others = example.projects()
        given = [Path(name) for name in self.options.get('files', '').split()]
        paths = given or [path.relative_to(first.folder) for path in first.documents()]
        numbered = 'numbered' in self.options
        shown: list[nodes.Node] = [_source(first, path, numbered) for path in paths]
        for other in others:
            if twins := [twin for path in paths if (twin := _twin(first, other, path))]:
                label = example_twin_label('', 'The same in MyST')
                self.set_source_info(label)
                blocks = [_source(other, path, numbered) for path in twins]
                shown.append(example_twin('', label, *blocks, classes=['example-twin']))
        return shown

    # -- the result

    def shown_result(self, example: Example) -> example_result:
        """Leave the place of the result, and have it built."""
        number = self.env.new_serialno('example')
        place = self.env.current_document.docname.replace('/', '-').replace('_', '-')
        result = example_result(
            example=example.name,
            page=self.options.get('page', 'index'),
            language=self.options.get('language', SOURCE_LANGUAGE),
            warnings='warnings' in self.options,
            prefix=f'example-{place}-{number}-',
        )
        self.set_source_info(result)
        label = nodes.paragraph('', 'Result', classes=['example-label'])
        self.set_source_info(label)
        result += label
        if result['warnings']:
            printed = nodes.paragraph('', 'The build prints', classes=['example-label'])
            self.set_source_info(printed)
            result += printed
        # Documents may be read by several processes, but are resolved by one: what
        # is built now is at hand then.
        if Workshop.shows_results():
            Workshop.render(result)
        return result


class ShowExample(_ExampleDirective):
    """``.. example:: name``: the files of an example, and the result."""

    option_spec: ClassVar[OptionSpec] = {
        'files': directives.unchanged_required,
        'page': directives.unchanged_required,
        'language': directives.unchanged_required,
        'warnings': directives.flag,
        'numbered': directives.flag,
    }

    def show(self, example: Example) -> list[nodes.Node]:
        """Show everything."""
        shown = [*self.shown_files(example), self.shown_result(example)]
        return [nodes.container('', *shown, classes=['example'])]


class ShowFiles(_ExampleDirective):
    """``.. example-files:: name``: files of an example alone."""

    option_spec: ClassVar[OptionSpec] = {
        name: ShowExample.option_spec[name] for name in ('files', 'numbered')
    }

    def show(self, example: Example) -> list[nodes.Node]:
        """Show the files."""
        return [nodes.container('', *self.shown_files(example), classes=['example'])]


class ShowResult(ShowExample):
    """``.. example-result:: name``: the result of an example alone."""

    option_spec: ClassVar[OptionSpec] = {
        name: check
        for name, check in ShowExample.option_spec.items()
        if name not in ShowFiles.option_spec
    }

    def show(self, example: Example) -> list[nodes.Node]:
        """Show the result."""
        return [nodes.container('', self.shown_result(example), classes=['example'])]


def _source(project: Project, path: Path, numbered: bool) -> nodes.container:
    """Give a file of a project as a block with its name above."""
    file = project.folder / path
    if not file.is_file():
        raise ExampleError(f'the example "{project.name}" has no file "{path}"')
    text = file.read_text(encoding='utf-8').rstrip()
    # The head of a catalog tells readers nothing.
    begin = text.index('#: ') if path.suffix == '.po' else 0
    first_line = text.count('\n', 0, begin) + 1
    text = text[begin:]
    # File names are the same in every language.
    caption = nodes.caption('', path.as_posix(), translatable=False)
    block = nodes.literal_block(text, text, classes=['example-file'])
    block['language'] = _HIGHLIGHTING.get(path.suffix, 'text')
    if numbered:
        block['linenos'] = True
        block['highlight_args'] = {'linenostart': first_line}
    return nodes.container(
        '', caption, block, literal_block=True, classes=['literal-block-wrapper']
    )


def _twin(first: Project, other: Project, path: Path) -> Path | None:
    """Give the file of another project that corresponds to one and differs."""
    if path.suffix == f'.{first.syntax}':
        return path.with_suffix(f'.{other.syntax}')
    mine, others = first.folder / path, other.folder / path
    if others.is_file() and others.read_bytes() != mine.read_bytes():
        return path
    return None


# -- what suits the builder


class PutResults(SphinxPostTransform):
    """Put in the results, in the form that suits the builder."""

    #: Before anything is resolved (10): the words above a result may have links.
    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Replace each place by its result."""
        for node in list(self.document.findall(example_result)):
            if Workshop.shows_results():
                node.replace_self(_filled(node))
            else:
                node.replace_self(node.children)


def _headings_above(node: nodes.Node) -> int:
    """Count the sections that a node stands in: each has a heading."""
    count, around = 0, node.parent
    while around is not None:
        count += isinstance(around, nodes.section)
        around = around.parent
    return count


def _filled(node: example_result) -> nodes.container:
    """Give the result with the words above its parts."""
    rendering = Workshop.render(node)
    label, *printed = node.children
    page = rendering.page(node['page'])
    shown: nodes.Element
    if Workshop.builder.format == 'html':
        body = framed(
            page,
            prefix=node['prefix'],
            language=node['language'],
            depth=_headings_above(node),
        )
        shown = nodes.raw('', body, format='html')
    else:
        shown = _literal(page)
    parts = [label, shown]
    if node['warnings']:
        parts += [*printed, _literal(rendering.warnings, 'example-printed')]
    elif rendering.warnings:
        message = 'the example "%s" prints warnings:\n%s'
        logger.warning(message, node['example'], rendering.warnings, location=node)
    return nodes.container('', *parts, classes=['example-result'])


def _literal(text: str, *classes: str) -> nodes.literal_block:
    text = text.rstrip()
    return nodes.literal_block(text, text, language='none', classes=list(classes))


def _open_twin(self: HTML5Translator, node: example_twin) -> None:
    self.body.append(self.starttag(node, 'details'))


def _close_twin(self: HTML5Translator, node: example_twin) -> None:
    self.body.append('</details>\n')


def _open_label(self: HTML5Translator, node: example_twin_label) -> None:
    self.body.append(self.starttag(node, 'summary', suffix=''))


def _close_label(self: HTML5Translator, node: example_twin_label) -> None:
    self.body.append('</summary>\n')


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.connect('builder-inited', Workshop.open)
    app.add_node(example_result)
    app.add_node(example_twin, html=(_open_twin, _close_twin))
    app.add_node(example_twin_label, html=(_open_label, _close_label))
    app.add_directive('example', ShowExample)
    app.add_directive('example-result', ShowResult)
    app.add_directive('example-files', ShowFiles)
    app.add_post_transform(PutResults)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
