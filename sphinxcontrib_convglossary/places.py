"""Where something was written: the file and the line that a warning names.

docutils knows the file that was included and the docstring that was read, and counts
lines there.  A document is only what they were read into.
"""

from __future__ import annotations

import os.path
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_convglossary.others import OtherTerm
from sphinxcontrib_convglossary.outline import Listing

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_convglossary.terms import Term


def path_of(node: nodes.Element, env: BuildEnvironment) -> str:
    """Return the file that a node was read from, '' for that of its document.

    It is relative to the source directory where it lies in that.
    """
    if not node.source:
        return ''
    path = os.path.abspath(node.source)
    if path == os.path.abspath(env.doc2path(env.current_document.docname)):
        return ''
    root = f'{env.srcdir}{os.sep}'
    return Path(path.removeprefix(root)).as_posix()


def location_of(record: Term | Listing, env: BuildEnvironment) -> str | tuple[str, int]:
    """Return where a block or listing was written, for a warning."""
    if isinstance(record, Listing) and record.whole_page:
        return str(getattr(env.project, 'conf', ''))
    if record.path:
        return f'{Path(env.srcdir) / record.path}:{record.line}'
    return record.docname, record.line


def location_of_node(node: nodes.Element, docname: str) -> nodes.Node | tuple[str, int]:
    """Return where a node was written, for a warning."""
    return node if node.source and node.line else (docname, node.line or 0)


def place_in_words(term: Term, env: BuildEnvironment) -> str:
    """Return where a block was written: a path in the source directory, a line."""
    if isinstance(term, OtherTerm):
        return term.address
    path = term.path or env.doc2path(term.docname, base=False)
    return f'{path}:{term.line}'
