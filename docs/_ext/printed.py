"""What the manual prints from the code, so that it is written once.

``.. configuration-values::`` prints every value of ``conf.py``, and
``.. warning-types::`` every warning.  The role ``:warning-type:`` refers to one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_convglossary import config, problems
from sphinxcontrib_convglossary.problems import Problem, hint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinxcontrib_convglossary.config import Option

#: What a change of a value makes Sphinx do again, by Sphinx's words for it.
_REBUILDS = {
    'env': 'When it changes, every document is read again.',
    'html': 'When it changes, every page is written again.',
    '': 'A change makes Sphinx do nothing again.',
}


class _Printed(SphinxDirective):
    """A directive that writes reST, as an author would have."""

    #: The module that is printed.
    module: ClassVar[ModuleType]

    def run(self) -> list[nodes.Node]:
        """Parse what is written, as if it stood where the directive does."""
        self.env.note_dependency(Path(str(self.module.__file__)))
        written = list(self.lines())
        # Translators are told the place of the directive.
        source, line = self.state_machine.get_source_and_line(self.lineno)
        items = [(str(source), (line or 1) - 1)] * len(written)
        self.content = StringList(written, items=items)
        return self.parse_content_to_nodes()

    def lines(self) -> Iterator[str]:
        """Give the lines of reST."""
        raise NotImplementedError


class ConfigurationValues(_Printed):
    """``.. configuration-values::``: name, default, help of each."""

    module: ClassVar[ModuleType] = config

    def lines(self) -> Iterator[str]:
        """Describe each value in the order of the code."""
        for option in config.OPTIONS:
            yield from _described_option(option)


def _described_option(option: Option) -> Iterator[str]:
    yield f'.. confval:: {option.name}'
    yield f'   :default: ``{option.default!r}``'
    yield ''
    yield f'   {option.help} {_REBUILDS[option.rebuild]}'
    yield ''


class WarningTypes(_Printed):
    """``.. warning-types::``: type, message and help of each warning."""

    module: ClassVar[ModuleType] = problems

    def lines(self) -> Iterator[str]:
        """Describe each warning in alphabetical order."""
        for problem in sorted(Problem, key=lambda problem: problem.subtype):
            yield from _described_problem(problem)


def _described_problem(problem: Problem) -> Iterator[str]:
    message = problem.message.replace('{hint}', hint(('…',)))
    yield f'.. warning-type:: convglossary.{problem.subtype}'
    yield ''
    yield f'   {problem.help}'
    yield ''
    yield f'   :samp:`{message}`'
    yield ''


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives, and ``warning-type`` as a kind of object."""
    app.add_object_type(
        'warning-type', 'warning-type', 'single: warning; %s', objname='type of warning'
    )
    app.add_directive('configuration-values', ConfigurationValues)
    app.add_directive('warning-types', WarningTypes)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
