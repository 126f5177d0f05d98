"""The picture of a map, drawn by Graphviz as a page is written.

Sphinx draws graphs too, but waits for the program as long as it takes.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from contextlib import suppress
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from docutils import nodes

from sphinxcontrib_convglossary.dot import svg_for_page
from sphinxcontrib_convglossary.guarded_files import UNREADABLE
from sphinxcontrib_convglossary.problems import Problem, report

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

    from sphinxcontrib_convglossary.nodes import map_picture

#: In seconds: a map that can be read is drawn in one.
_PATIENCE = 30


class NotDrawnError(Exception):
    """Graphviz has drawn nothing; why, in one line."""


def visit_map_picture(self: HTML5Translator, node: map_picture) -> None:
    """Draw a map: as part of the page, or as an image in a book.

    Links in a picture of its own would lead nowhere in some readers, and a book
    has to declare the pages that hold drawings.
    """
    try:
        self.body.append(_drawing(self, node, *_drawn(self.builder, node, 'svg')))
    except NotDrawnError as error:
        report(Problem.NO_PICTURE, node, reason=str(error))
    except (ElementTree.ParseError, *UNREADABLE) as error:
        reason = f'what Graphviz has drawn is no SVG ({error})'
        report(Problem.NO_PICTURE, node, reason=reason)
    raise nodes.SkipNode


def _drawing(self: HTML5Translator, node: map_picture, address: str, path: Path) -> str:
    title, drawn = node['alt'], path.read_text(encoding='utf-8')
    if self.builder.name == 'epub':
        # As Graphviz writes it, it refers to a file of the W3C.
        path.write_text(svg_for_page(drawn, {}, title), encoding='utf-8')
        return f'<p><img src="{address}" alt="{escape(title)}" /></p>\n'
    drawn = svg_for_page(drawn, node['addresses'], title)
    return f'<div class="convglossary-picture">{drawn}</div>\n'


def visit_latex_map_picture(self: LaTeXTranslator, node: map_picture) -> None:
    """Draw a map for a PDF."""
    try:
        address, _ = _drawn(self.builder, node, 'pdf')
        self.body.append(f'\n\\sphinxincludegraphics[]{{{address}}}\n')
    except NotDrawnError as error:
        report(Problem.NO_PICTURE, node, reason=str(error))
    raise nodes.SkipNode


def depart_map_picture(self: object, node: map_picture) -> None:
    """Nothing is left to close."""


def _drawn(builder: Builder, node: map_picture, form: str) -> tuple[str, Path]:
    """Return the address of a picture for its page, and its file, drawn once."""
    config = builder.config
    command = [*map(str, (config.graphviz_dot, *config.graphviz_dot_args)), f'-T{form}']
    made_of = '\0'.join([*command, node['code']]).encode(errors='surrogatepass')
    name = f'map-{blake2b(made_of, digest_size=16).hexdigest()}.{form}'
    path = Path(builder.outdir, builder.imagedir, name)
    if not path.is_file():
        _draw_whole(command, node['code'], path)
    return posixpath.join(builder.imgpath, name), path


def _draw_whole(command: list[str], code: str, path: Path) -> None:
    """Draw a picture into a file; another process may draw the same one meanwhile."""
    beside = path.with_name(f'{path.name}.{os.getpid()}')
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _draw([*command, f'-o{beside}'], code, beside)
        beside.replace(path)
    except UNREADABLE as error:
        raise NotDrawnError(f'dot cannot be run, or write ({error})') from error
    finally:
        with suppress(*UNREADABLE):
            beside.unlink(missing_ok=True)


def _draw(command: list[str], code: str, path: Path) -> None:
    try:
        done = subprocess.run(
            command,
            input=code.encode(),
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        reason = f'dot needs more than {_PATIENCE} seconds; draw some of them'
        raise NotDrawnError(reason) from error
    said = ' '.join(done.stderr.decode(errors='replace').split())
    if done.returncode:
        raise NotDrawnError(f'dot exited with error: {said}')
    if not path.is_file():
        raise NotDrawnError(f'dot did not produce an output file: {said}')
