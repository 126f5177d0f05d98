"""All kinds of markup, right and wrong, in definitions and in translations.

Single characters at random hardly ever meet as a link, a footnote or a directive, so
these are put together from whole pieces, whose texts may be missing.
"""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from projects import MYST, REST, Project

if TYPE_CHECKING:
    from projects import Syntax

#: What stands in markup: texts, often none, and where links may lead.
TEXT = st.sampled_from(
    ['', '', 'a', 'One', 'Two words', 'ein *b*', 'x <y>', '!', '~a.b', 'é', '<>', ' ']
)
TARGETS = '#firing firing index index.md #term-one one One kiln.png nowhere # inv:#x'
TARGET = st.sampled_from(['', *TARGETS.split(), 'https://x.example/', 'x "t"', 'a b'])

#: In a line, with a text and a target.
INLINE = {
    REST: [
        '{0}',
        '``{0}``',
        '*{0}*',
        '**{0}**',
        '`{0}`',
        '`{0}`_',
        '`{0}`__',
        '`{0}<{1}>`_',
        '`{0}<{1}>`__',
        '{0}_',
        '{0}__',
        '|{0}|',
        '|{0}|_',
        '[#]_',
        '[#{0}]_',
        '[1]_',
        '[*]_',
        '[{0}]_',
        '_`{0}`',
        '{1}',
        'a\\{0}',
        ':term-ref:`{0}`',
        ':term-ref:`{0}<{1}>`',
        ':term-ref:`!{0}`',
        ':conv:term:`{0}`',
        ':term:`{0}`',
        ':any:`{0}`',
        ':ref:`{0}`',
        ':ref:`{0}<{1}>`',
        ':doc:`{0}<{1}>`',
        ':doc:`{1}`',
        ':numref:`{1}`',
        ':eq:`{0}`',
        ':math:`{0}`',
        ':download:`{0}<{1}>`',
        ':abbr:`{0}',
        '(a)`',
        ':samp:`{0}{{a}}`',
        ':kbd:`{0}`',
        ':menuselection:`{0}`',
        ':guilabel:`&{0}`',
        ':index:`{0}`',
        ':pep:`{0}`',
        ':rfc:`1`',
        ':py:func:`{0}`',
        ':py:mod:`{0}`',
        ':sup:`{0}`',
        ':unknown:`{0}`',
        ':external:ref:`{0}`',
        ':external:term-ref:`{0}`',
        ':code:`{0}`',
        '`{0}`:term-ref:',
        ':todo:`{0}`',
        ':term-ref:`{0}',
        ':`{0}`:',
        '``',
        '`',
    ],
    MYST: [
        '{0}',
        '`{0}`',
        '``{0}``',
        '*{0}*',
        '**{0}**',
        '~~{0}~~',
        '[{0}]({1})',
        '[]({1})',
        '![]({1})',
        '![{0}]({1})',
        '[](<{1}>)',
        '[{0}][{1}]',
        '[{0}][]',
        '[{0}]',
        '[^{0}]',
        '[^1]',
        '<{1}>',
        '<https://x.example/{0}>',
        '[![]({1})]({1})',
        '[**{0}**]({1})',
        '![{0}][{1}]',
        '<project:#{0}>',
        '<inv:#{0}>',
        '[{0}](',
        '{{{{{0}}}}}',
        '{{{{firing}}}}',
        '${0}$',
        '$x^2$',
        '[{0}]{{.c}}',
        '`{0}`{{.c}}',
        '![]({1}){{.c}}',
        '{{term-ref}}`{0}`',
        '{{term-ref}}`{0}<{1}>`',
        '{{conv:term}}`{0}`',
        '{{term}}`{0}`',
        '{{any}}`{0}`',
        '{{ref}}`{0}`',
        '{{ref}}`{0}<{1}>`',
        '{{doc}}`{1}`',
        '{{eq}}`{0}`',
        '{{math}}`{0}`',
        '{{download}}`{0}<{1}>`',
        '{{abbr}}`{0}',
        '(a)`',
        '{{unknown}}`{0}`',
        '{{sub-ref}}`{0}`',
        '{{external:ref}}`{0}`',
        '{{numref}}`{1}`',
        '{{py:func}}`{0}`',
        'H~2~O',
        '&copy;',
        '<b>{0}</b>',
        '<!--{0}-->',
        '\\{0}',
        '{{ref}}`',
        '`',
        '[',
        ']',
        '(',
        ')',
        '![',
        '](',
    ],
}

#: Blocks, with two lines of the above and a number.
BLOCKS = {
    REST: [
        '{0}',
        '- {0}\n- {1}',
        '#. {0}',
        '{0}\n   {1}',
        '| {0}\n| {1}',
        ':{2}: {0}',
        '   {0}\n\n   -- {1}',
        '.. _label{2}:',
        '.. _firing{2}: https://x.example/',
        '.. __: https://x.example/',
        '.. |One{2}| replace:: {0}',
        '.. [#] {0}',
        '.. [1] {0}',
        '.. [#One] {0}',
        '.. [One] {0}',
        '.. note:: {0}\n\n   {1}',
        '.. admonition:: {0}\n\n   {1}',
        '.. math:: {0}\n   :label: eq{2}',
        '.. figure:: kiln.png\n   :name: figure{2}\n\n   {0}\n\n   {1}',
        '.. image:: kiln.png\n   :alt: {0}\n   :target: {1}',
        '.. table:: {0}\n\n   == ==\n   a  b\n   == ==',
        '.. list-table:: {0}\n\n   * - {0}\n     - {1}',
        '.. csv-table::\n\n   "{0}", 2',
        '.. include:: part.txt',
        '.. include:: nowhere.txt',
        '.. only:: html\n\n   {0}',
        '.. only:: nonsense\n\n   {0}',
        '.. ifconfig:: False\n\n   {0}',
        '.. todo:: {0}',
        '.. versionadded:: 1\n   {0}\n\n   {1}',
        '.. deprecated:: 1\n   {0}',
        '.. index:: {2}',
        '.. index:: single: {0}; {1}\n   :name: index{2}',
        '.. rubric:: {0}',
        '.. centered:: {0}',
        '.. rst-class:: special',
        '.. container:: special\n\n   {0}',
        '.. epigraph:: {0}\n\n   -- {1}',
        '.. code-block:: python\n   :caption: {0}\n\n   x',
        '.. glossary::\n\n   {2}\n      {0}',
        '.. py:function:: f{2}({0})\n\n   {1}',
        '.. convterm:: {0}\n\n   {1}',
        '.. convterm:: Inner {2}\n   :hidden:\n\n   {0}',
        '.. convglossary::\n   :group-by: none',
        '.. convglossary::\n   :filter:\n   :cite:',
        '.. convmap:: One',
        '.. convmap::',
        '.. toctree::',
        '.. contents::',
        '.. raw:: html\n\n   <i>x</i>',
        '.. role:: own{2}(term-ref)\n   :class: special',
        '.. default-role:: term-ref',
        '.. default-role::',
        '.. {0}',
        '.. unknown:: {0}',
        'Heading {2}\n----------\n\n{0}',
        '----',
        '>>> 1\n1',
        '{0}::\n\n   {1}',
        '+---+\n| a |\n+---+',
    ],
    MYST: [
        '{0}',
        '- {0}\n- {1}',
        '1. {0}',
        '- [ ] {0}',
        '> {0}',
        '{0}\n: {1}',
        ':{2}: {0}',
        '(label{2})=',
        '{{#attr{2} .special}}\n{0}',
        '{{.special}}',
        '[One{2}]: https://x.example/',
        '[^1]: {0}',
        '[^One]: {0}',
        '| a | {0} |\n| - | - |\n| b | {1} |',
        '$$\n{0}\n$$ (eq{2})',
        '```\n{0}\n```',
        '~~~{{note}} {0}\n{1}\n~~~',
        '~~~{{admonition}} {0}\n{1}\n~~~',
        '~~~{{figure}} kiln.png\n:name: figure{2}\n\n{0}\n~~~',
        '~~~{{image}} kiln.png\n:alt: {0}\n~~~',
        '~~~{{figure-md}}\n![{0}](kiln.png)\n\n{1}\n~~~',
        '~~~{{list-table}} {0}\n* - {0}\n  - {1}\n~~~',
        '~~~{{include}} part.txt\n~~~',
        '~~~{{only}} html\n{0}\n~~~',
        '~~~{{ifconfig}} False\n{0}\n~~~',
        '~~~{{todo}}\n{0}\n~~~',
        '~~~{{versionadded}} 1\n{0}\n~~~',
        '~~~{{index}} {2}\n~~~',
        '~~~{{rubric}} {0}\n~~~',
        '~~~{{eval-rst}}\n.. note:: :term-ref:`One`\n~~~',
        '~~~{{glossary}}\n{2}\n  {0}\n~~~',
        '~~~{{convterm}} {0}\n{1}\n~~~',
        '~~~{{convterm}} Inner {2}\n:hidden:\n\n{0}\n~~~',
        '~~~{{convglossary}}\n:group-by: none\n~~~',
        '~~~{{convglossary}}\n:filter:\n:cite:\n~~~',
        '~~~{{convmap}} One\n~~~',
        '~~~{{convmap}}\n~~~',
        '~~~{{toctree}}\n~~~',
        '~~~{{contents}}\n~~~',
        '~~~{{unknown}} {0}\n~~~',
        '~~~{{py:function}} f{2}({0})\n{1}\n~~~',
        '~~~{{role}} own{2}(term-ref)\n~~~',
        '% {0}',
        '+++ {0}',
        '<div>{0}</div>',
        '## Heading {2}\n\n{0}',
        '---',
        '***',
    ],
}


def lines(syntax: Syntax) -> st.SearchStrategy[str]:
    """Give lines of text with markup of any kind."""
    piece = st.builds(str.format, st.sampled_from(INLINE[syntax]), TEXT, TARGET)
    # Many in one document: a build takes as long as a thousand of them.
    return st.lists(piece, min_size=2, max_size=12).map(' '.join)


@st.composite
def texts(draw: st.DrawFn, syntax: Syntax) -> str:
    """Give what may stand in a document."""
    block = st.one_of(st.just('{0}'), st.sampled_from(BLOCKS[syntax]))
    blocks = draw(st.lists(block, min_size=2, max_size=6))
    line = lines(syntax)
    number = st.integers(0, 99)
    return '\n\n'.join(x.format(draw(line), draw(line), draw(number)) for x in blocks)


@dataclass(frozen=True)
class Markup:
    """A document: what stands between its blocks, and in them."""

    #: Definitions, and texts behind them, in turn.
    parts: tuple[str, ...]
    #: What translators make of the messages.
    translations: tuple[str, ...]
    #: What makes the translation.
    builder: str = 'html'


def documents(syntax: Syntax) -> st.SearchStrategy[Markup]:
    """Give documents in a syntax."""
    return st.builds(
        Markup,
        parts=st.tuples(*[texts(syntax)] * 4),
        translations=st.tuples(*[lines(syntax)] * 4),
        builder=st.sampled_from(BUILDERS),
    )


#: Those that write nodes each in a way of its own.
BUILDERS = ('html', 'latex', 'text', 'texinfo', 'man', 'xml', 'singlehtml', 'gettext')


FIRST, LAST, SENTINEL = 'The first words.', 'The last words.', 'Sentinel'
MYST_EXTENSIONS = [
    'attrs_block',
    'attrs_inline',
    'colon_fence',
    'deflist',
    'dollarmath',
    'fieldlist',
    'strikethrough',
    'substitution',
    'tasklist',
]


def _messages(syntax: Syntax) -> tuple[str, ...]:
    refer = syntax.ref('Two')
    return (
        f'The first of {refer}.',
        f'The second of {refer} and {syntax.ref("x <One>")}.',
        'The third.',
        f'See {refer}.',
    )


def _page(syntax: Syntax, markup: Markup) -> str:
    first, second, third, last = _messages(syntax)
    one, behind, two, more = markup.parts
    blocks = [
        syntax.title('Home'),
        FIRST,
        '(firing)=' if syntax is MYST else '.. _firing:',
        syntax.title('Firing').replace('# ', '## ').replace('=', '-'),
        syntax.term('One', f'{first}\n\n{one}', aliases='First', related='Two'),
        behind,
        syntax.term('Two', f'{second}\n\n{two}'),
        syntax.term('Hidden', f'{third}\n\n{two}', hidden=''),
        last,
        more,
        syntax.title('End').replace('# ', '## ').replace('=', '-'),
        syntax.directive('convglossary', options={'group-by': 'letter'}),
        syntax.term(SENTINEL, 'Its definition.'),
        LAST,
    ]
    return '\n\n'.join(blocks)


def check_markup(syntax: Syntax, markup: Markup) -> None:
    """Build a document with any markup, in its language and in another."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / 'project')
        project.use('sphinx.ext.ifconfig', 'sphinx.ext.todo', 'sphinx.ext.mathjax')
        project.write_in(syntax, {'index': _page(syntax, markup)})
        project.write({'part.txt': f'{LAST}\n\n{syntax.ref("One")}\n'})
        (project.src / 'kiln.png').write_bytes(b'')
        project.configure(
            convglossary_other_languages=True,
            convglossary_pages={'words': {}},
            convglossary_exports=['json', 'jsonld', 'markdown'],
            myst_enable_extensions=MYST_EXTENSIONS,
            myst_substitutions={'firing': 'x'},
            exclude_patterns=['part.txt'],
        )
        messages = dict(zip(_messages(syntax), markup.translations, strict=True))
        project.translate('fr', 'index', {x: y for x, y in messages.items() if y})
        _build(project, 'html', 'en')
        _build(project, markup.builder, 'fr')


#: An extension that understands as much, and does nothing with it.
STUB = """
    from docutils import nodes
    from docutils.parsers.rst import Directive, directives

    class Options(dict):
        def __missing__(self, name):
            return directives.unchanged

    class Block(Directive):
        optional_arguments = 1
        final_argument_whitespace = True
        has_content = True
        option_spec = Options(id=directives.unchanged)

        def run(self):
            block = nodes.container()
            self.state.nested_parse(self.content, self.content_offset, block)
            return [block]

    def role(name, rawtext, text, lineno, inliner, options=None, content=()):
        return [nodes.inline(rawtext, text)], []

    def setup(app):
        for name in ('convterm', 'convglossary', 'convmap'):
            app.add_directive(name, Block)
        for name in ('term-ref', 'conv:term'):
            app.add_role(name, role)
    """


def _build(project: Project, builder: str, language: str) -> None:
    try:
        result = project.build(builder, language=language, expect=None)
    except Exception:
        if _stops_without_us(project, builder, language):
            return
        raise
    if builder == 'html':
        # Markup that an author has left open may swallow what follows, as without us.
        assert FIRST in result.text('index')
        assert 'glossary.json' in result.files()


def _stops_without_us(project: Project, builder: str, language: str) -> bool:
    """Return whether docutils, Sphinx or MyST stumble over the same markup."""
    project.write({'stub.py': STUB})
    ours, theirs = 'sphinxcontrib_convglossary', 'stub'
    conf = project.src / 'conf.py'
    written = conf.read_text()
    paths = 'import sys; sys.modules.pop("stub", 0); sys.path.insert(0, ".")\n'
    conf.write_text(paths + written.replace(ours, theirs))
    with contextlib.chdir(project.src):
        try:
            project.build(builder, language=language, fresh=True, expect=None)
        except Exception:
            return True
        finally:
            conf.write_text(written)
    return False
