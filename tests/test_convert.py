"""Projects with Sphinx's own glossary are converted, and mean the same."""

from __future__ import annotations

import re
import textwrap
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from docutils.core import publish_doctree
from docutils.frontend import get_default_settings
from docutils.parsers import Parser
from docutils.parsers.rst import Parser as RestParser
from docutils.parsers.rst import directives, roles
from docutils.utils import new_document
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.docutils_ import Parser as MystParser
from projects import MYST, REST
from sphinx.util.nodes import _make_id

from sphinxcontrib_convglossary.cli import main
from sphinxcontrib_convglossary.convert import plain
from sphinxcontrib_convglossary.convert.anchors import OldAnchors, _identifier
from sphinxcontrib_convglossary.convert.catalogs import convert_catalog
from sphinxcontrib_convglossary.convert.content import Content, content_of
from sphinxcontrib_convglossary.convert.glossaries import Ids
from sphinxcontrib_convglossary.convert.inline import find_roles
from sphinxcontrib_convglossary.convert.myst import convert_myst
from sphinxcontrib_convglossary.convert.plain import plain_myst, plain_rest
from sphinxcontrib_convglossary.convert.polines import read_messages
from sphinxcontrib_convglossary.convert.rest import Settings, convert_rest
from sphinxcontrib_convglossary.convert.sources import Sources

CASES = Path(__file__).parent / 'conversions'


def rest(text: str, **settings) -> str:
    return '\n'.join(
        convert_rest(text.split('\n'), Settings(ids=Ids(), **settings)).lines
    )


def myst(text: str, **settings) -> str:
    return '\n'.join(
        convert_myst(text.split('\n'), Settings(ids=Ids(), **settings)).lines
    )


def remarks(text: str, convert=convert_rest, **settings) -> list[tuple[int, str]]:
    converted = convert(text.split('\n'), Settings(ids=Ids(), **settings))
    return [(note.line, note.text) for note in converted.notes]


def cases(suffix: str) -> list[Path]:
    found = sorted(CASES.glob(f'*{suffix}'))
    assert found, 'a pattern that finds nothing tests nothing'
    return found


def parts(path: Path) -> tuple[str, str]:
    """Give the text before, and after, of a case."""
    before, line, after = path.read_text('utf-8').partition('\n======== becomes\n')
    assert line, path
    return before, after


@pytest.mark.parametrize('path', cases('.rst'), ids=lambda path: path.stem)
def test_restructuredtext_becomes_what_is_expected(path):
    before, after = parts(path)
    assert rest(before) + '\n' == after


@pytest.mark.parametrize('path', cases('.md'), ids=lambda path: path.stem)
def test_markdown_becomes_what_is_expected(path):
    before, after = parts(path)
    assert myst(before) + '\n' == after


@pytest.mark.parametrize('path', cases('.rst'), ids=lambda path: path.stem)
def test_restructuredtext_that_is_converted_stays_as_it_is(path):
    _, after = parts(path)
    assert rest(after) == after


@pytest.mark.parametrize('path', cases('.md'), ids=lambda path: path.stem)
def test_markdown_that_is_converted_stays_as_it_is(path):
    _, after = parts(path)
    assert myst(after) == after


# -- references


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        (':term:`HSM`', ':term-ref:`HSM`'),
        (':term:`text <HSM>`', ':term-ref:`text <HSM>`'),
        (':term:`!HSM`', ':term-ref:`!HSM`'),
        (':std:term:`HSM`', ':term-ref:`HSM`'),
        (':py:term:`chain`', ':term-ref:`chain`'),
        ('`chain`:cpp:term:', '`chain`:term-ref:'),
        ('.. default-role:: py:term', '.. default-role:: term-ref'),
        ('`HSM`:term:', '`HSM`:term-ref:'),
        ('(:term:`HSM`\\s)', '(:term-ref:`HSM`\\s)'),
        (':term:`broken\nover lines`', ':term-ref:`broken\nover lines`'),
        ('.. default-role:: term', '.. default-role:: term-ref'),
        ('.. |x| replace:: :term:`HSM`', '.. |x| replace:: :term-ref:`HSM`'),
        ('.. [1] :term:`HSM`', '.. [1] :term-ref:`HSM`'),
        ('* - :term:`HSM`', '* - :term-ref:`HSM`'),
        (':field: :term:`HSM`', ':field: :term-ref:`HSM`'),
        ('   .. note:: :term:`HSM`', '   .. note:: :term-ref:`HSM`'),
        (
            '.. py:function:: f\n\n   :term:`a`',
            '.. py:function:: f\n\n   :term-ref:`a`',
        ),
    ],
)
def test_a_reference_is_converted(before, after):
    assert rest(before) == after


@pytest.mark.parametrize(
    'text',
    [
        '``:term:`HSM```',
        '\\:term:`HSM`',
        'see::\n\n   :term:`HSM`',
        '- see::\n\n     :term:`HSM`',
        '::\n\n> :term:`HSM`',
        '.. :term:`HSM`',
        '..\n   :term:`HSM`',
        '.. code-block:: rst\n\n   :term:`HSM`',
        '.. code-block:: rst\n   :linenos:\n\n   a\n\n     :term:`HSM`\n   .. note:: x',
        '.. note::\n\n   .. code::\n\n      :term:`HSM`',
        '>>> ":term:`HSM`"',
        '.. _:term:`HSM`: https://example.org',
        ':any:`HSM` :external:term:`HSM` :external+a:std:term:`HSM` :conv:term:`HSM`',
        ':terms:`HSM` :py:terms:`HSM`',
        '.. raw:: html\n\n   :term:`HSM`',
    ],
)
def test_what_is_no_reference_is_not_touched(text):
    assert rest(text) == text
    assert not remarks(text)


def test_after_code_text_is_text_again():
    before = (
        'A::\n\n   :term:`a`\n\nB :term:`b`\n\n.. code::\n\n   :term:`c`\n\n:term:`d`'
    )
    after = rest(before)
    assert re.findall(r':([\w-]+):`(\w)`', after) == [
        ('term', 'a'),
        ('term-ref', 'b'),
        ('term', 'c'),
        ('term-ref', 'd'),
    ]


def test_a_default_role_needs_no_further_change():
    text = '.. default-role:: term\n\n`HSM`'
    assert rest(text) == '.. default-role:: term-ref\n\n`HSM`'


@pytest.mark.parametrize(
    ('text', 'line', 'named'),
    [
        ('a:term:`b`', 0, 'looks like a reference'),
        ('*:term:`b`*', 0, 'looks like a reference'),
        ('x\n\n.. chart::\n\n   :term:`b`', 4, '"chart"'),
        ('.. role:: t(term)', 0, 'the role "t(term)"'),
        ('.. figure:: a.png\n   :alt: :term:`b`', 1, 'an option'),
        ('.. glossary:: argument\n\n   a\n     b', 0, 'this glossary is not converted'),
        ('.. glossary::\n   :unknown:\n\n   a\n     b', 0, 'this glossary'),
        ('===  ===\na    b\n===  ===\n:term:`b`  c\n===  ===', 3, 'make room'),
    ],
)
def test_what_is_not_certain_is_left_and_named(text, line, named):
    assert rest(text) == text
    [(number, told)] = remarks(text)
    assert number == line
    assert named in told


def test_a_glossary_in_a_table_is_left_and_named():
    text = (
        '+---------------+\n| .. glossary:: |\n|               |\n|    :term:`a`  |\n'
        '|      text     |\n+---------------+'
    )
    assert rest(text) == text
    assert [line for line, _ in remarks(text)] == [1]


def test_a_directive_that_is_said_to_hold_text_is_converted():
    text = '.. chart::\n\n   :term:`b`'
    converted = rest(text, text_directives=frozenset({'chart'}))
    assert converted == '.. chart::\n\n   :term-ref:`b`'


def test_docutils_conf_may_let_markup_stand_between_letters():
    assert rest('語:term:`b`語', anywhere=True) == '語:term-ref:`b`語'


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        ('{term}`HSM`', '{term-ref}`HSM`'),
        ('{std:term}`HSM`', '{term-ref}`HSM`'),
        ('{py:term}`chain`', '{term-ref}`chain`'),
        ('\\\\{cpp:term}`chain`', '\\\\{term-ref}`chain`'),
        ('{term}``HSM``', '{term-ref}``HSM``'),
        ('{term}`text\n<HSM>`', '{term-ref}`text\n<HSM>`'),
        ('- {term}`a`\n    {term}`b`', '- {term-ref}`a`\n    {term-ref}`b`'),
        ('```{note}\n{term}`a`\n```', '```{note}\n{term-ref}`a`\n```'),
        (':::{tip} {term}`a`\n:::', ':::{tip} {term-ref}`a`\n:::'),
        ('| {term}`a` | b |', '| {term-ref}`a` | b |'),
        (
            ':::{figure-md} a-label\n![x](a.png)\n\nSee {term}`a`.\n:::',
            ':::{figure-md} a-label\n![x](a.png)\n\nSee {term-ref}`a`.\n:::',
        ),
        (
            '```{eval-rst}\n.. note:: :term:`a`\n```',
            '```{eval-rst}\n.. note:: :term-ref:`a`\n```',
        ),
    ],
)
def test_a_reference_in_markdown_is_converted(before, after):
    assert myst(before) == after


@pytest.mark.parametrize(
    'text',
    [
        '`{term}` `` {term}`a` ``',
        '\\{term}`a`',
        '```\n{term}`a`\n```',
        '~~~python\n{term}`a`\n~~~',
        '````{note}\n```{code-block} md\n{term}`a`\n```\n````',
        'x\n\n    {term}`a`',
        '<!--\n{term}`a`\n-->',
        '% {term}`a`',
        '{doc}`a` {term-ref}`a` {terms}`a` :term:`a` {external:term}`a` {conv:term}`a`',
    ],
)
def test_code_in_markdown_is_not_touched(text):
    assert myst(text) == text
    assert not remarks(text, convert_myst)


@pytest.mark.parametrize(
    ('text', 'line'),
    [
        ('---\na: "{term}`a`"\n---', 1),
        ('```{chart}\nx\n{term}`a`\n```', 2),
        ('```{figure} a.png\n:alt: "{term}`a`"\n```', 1),
        ('{term}`a', 0),
        ('x\n```{glossary}\nA\n: the style of another tool\n```', 1),
        ('```{glossary}\n.. only a comment\n```', 0),
        ('```{glossary} argument\nA\n  b\n```', 0),
    ],
)
def test_what_is_not_certain_in_markdown_is_left_and_named(text, line):
    assert myst(text) == text
    assert {number for number, _ in remarks(text, convert_myst)} == {line}


# -- properties

WORDS = st.text('ab `:<>*|_\\\n.-+={}~#é語', max_size=60)


@given(st.lists(WORDS, max_size=8).map('\n'.join))
def test_a_text_without_terms_is_not_touched(text):
    assert rest(text) == text
    assert myst(text) == text


@given(st.lists(WORDS | st.just(':term:`x`') | st.just('::\n\n   '), max_size=8))
def test_nothing_but_the_name_of_the_role_changes(pieces):
    text = ''.join(pieces)
    converted = convert_rest(text.split('\n'), Settings())
    if any('=' in piece or '+' in piece for piece in pieces):
        return  # Titles and tables may have grown.
    titles = re.compile(r'([^\w\s])\1+$', re.M)
    assert titles.sub('', '\n'.join(converted.lines).replace('term-ref', 'term')) == (
        titles.sub('', text)
    )


@given(st.lists(WORDS | st.just('{term}`x`') | st.just('\n```\n'), max_size=8))
def test_nothing_but_the_name_of_the_role_changes_in_markdown(pieces):
    text = ''.join(pieces)
    assert myst(text).replace('{term-ref}', '{term}') == text


@given(
    st.lists(
        WORDS | st.just(':term:`x`') | st.just('.. glossary::\n\n   A\n     '),
        max_size=8,
    )
)
def test_what_was_converted_once_is_not_converted_again(pieces):
    once = rest(''.join(pieces))
    assert rest(once) == once


@given(st.text(max_size=30))
def test_an_old_anchor_is_the_one_that_sphinx_has_made(name):
    assert _identifier(f'term-{name}') == _make_id(f'term-{name}')


def test_an_anchor_that_is_taken_or_empty_is_numbered():
    anchors = OldAnchors()
    assert [anchors.of(name) for name in ('C', 'C++', '語', 'D', '>>>')] == [
        'term-C',
        'term-0',
        'term-1',
        'term-D',
        'term-2',
    ]


def test_sorting_a_glossary_leaves_each_number_at_its_name():
    text = '.. glossary::\n   :sorted:\n\n   語\n     a\n\n   >>>\n     b'
    converted = rest(text)
    assert re.findall(r'convterm:: (.*)\n   :previously: (.*)', converted) == [
        ('>>>', '1'),
        ('語', '0'),
    ]


# -- docutils and MyST-Parser as witnesses

QUIET = {
    'report_level': 2,
    'halt_level': 6,
    'warning_stream': False,
    'syntax_highlight': 'none',
    'myst_suppress_warnings': ['*'],
}


@contextmanager
def noted_roles():
    """Let docutils note each reference, whatever its role."""
    noted: list[tuple[str, str]] = []

    def note(name, raw, text, lineno, inliner, options=None, content=None):
        noted.append((name, ' '.join(text.split())))
        return [nodes.inline(raw, text)], []

    before = dict(roles._roles)
    roles._roles |= {'term': note, 'term-ref': note}
    try:
        yield noted
    finally:
        roles._roles.clear()
        roles._roles.update(before)


def read_by(parser: Parser, text: str) -> tuple[list[tuple[str, str]], str]:
    """Give the references of a text, and all that it says."""
    with noted_roles() as noted:
        tree = publish_doctree(text, parser=parser, settings_overrides=QUIET)
    return list(noted), tree.astext()


def indented(text: str, by: int) -> str:
    return textwrap.indent(text, ' ' * by)


def listed(marker: str, text: str) -> str:
    return marker + indented(text, len(marker)).lstrip()


REF = ':term:`x`'
REST_TEXT = st.lists(
    st.sampled_from(
        f'{REF}|word|``{REF}``|`x`|*em {REF}*|:term:`a\nb <c>`|`q`:term:|**|``|`|'
        f'\\{REF}|x::|::|(|a{REF}|- |1. |:f: |{REF}s'.split('|')
    ),
    min_size=1,
    max_size=4,
).map(' '.join)
REST_LEAF = REST_TEXT | st.sampled_from(
    [
        f'>>> {REF}',
        f'| {REF}\n| {REF}',
        f'.. comment {REF}',
        f'..\n   {REF}',
        f'.. [1] {REF}',
        f'x::\n\n> {REF}\n\n{REF}',
        f'+-----------+---+\n| {REF} | x |\n+-----------+---+\n| a         | b |\n'
        '+-----------+---+',
        f'=========  ===\n{REF}  b\n=========  ===\n{REF}  {REF}\n=========  ===',
    ]
)
REST_HEADS = f'.. note::|.. note:: {REF}|.. code::|.. math::|.. admonition:: {REF}|..|x::|::|{REF}::|word'
REST_DOCUMENT = st.recursive(
    REST_LEAF,
    lambda block: st.one_of(
        st.lists(block, min_size=1, max_size=3).map('\n\n'.join),
        st.tuples(
            st.sampled_from(REST_HEADS.split('|')), block, st.sampled_from([1, 3, 4])
        ).map(lambda t: f'{t[0]}\n\n{indented(t[1], t[2])}'),
        st.tuples(st.sampled_from(['- ', '1. ', ':f: ']), block).map(
            lambda t: listed(*t)
        ),
    ),
    max_leaves=6,
)
MYST_REF = '{term}`x`'
MYST_TEXT = st.lists(
    st.sampled_from(
        f'{MYST_REF}|word|`{MYST_REF}`|`` {MYST_REF} ``|{{term}}`a\nb <c>`|`|``|'
        f'\\{MYST_REF}|*em*|**|<!--|-->|> |- |1. |# |{{term}}``x``|{MYST_REF}s|%'.split(
            '|'
        )
    ),
    min_size=1,
    max_size=4,
).map(' '.join)
MYST_LEAF = MYST_TEXT | st.sampled_from(
    [
        f'# {MYST_REF}',
        f'% {MYST_REF}',
        f'<!--\n\n{MYST_REF}\n-->',
        f'> {MYST_REF}',
        f'    {MYST_REF}',
        f'x\n    {MYST_REF}',
    ]
)
MYST_DOCUMENT = st.recursive(
    MYST_LEAF,
    lambda block: st.one_of(
        st.lists(block, min_size=1, max_size=3).map('\n\n'.join),
        st.tuples(
            st.sampled_from(['```', '`````', '~~~']),
            st.sampled_from(['', 'python', '{note}', '{code}', '{note}\n:class: x\n']),
            block,
        ).map(lambda t: f'{t[0]}{t[1]}\n{t[2]}\n{t[0]}'),
        st.tuples(st.sampled_from(['- ', '1. ', '> ']), block).map(
            lambda t: listed(*t)
        ),
    ),
    max_leaves=6,
)


@given(REST_DOCUMENT)
def test_docutils_reads_the_same_references_and_the_same_text(text):
    before, said = read_by(RestParser(), text)
    if 'WARNING' in said or 'ERROR' in said:
        return  # No author leaves it so.
    converted = rest(text)
    after, said_after = read_by(RestParser(), converted)
    assert said_after == said
    assert [target for _, target in after] == [target for _, target in before]


@given(MYST_DOCUMENT)
def test_myst_parser_reads_the_same_references_and_the_same_text(text):
    before, said = read_by(MystParser(), text)
    after, said_after = read_by(MystParser(), myst(text))
    assert said_after == said
    assert after == [('term-ref', target) for _, target in before]


# -- names


@pytest.mark.parametrize(
    ('markup', 'plain', 'certain'),
    [
        ('Source Distribution (or "sdist")', 'Source Distribution (or "sdist")', True),
        ('``>>>``', '>>>', True),
        ('*args* and **kwargs**', 'args and kwargs', True),
        ('\\*args', '*args', True),
        (':term:`HSM`', 'HSM', True),
        (':term:`keys <HSM>`', 'keys', True),
        (':pep:`8`', '8', False),
        ('`site <https://example.org>`_', 'site', True),
        ('|name|', '|name|', False),
        ('__slots__', '__slots__', True),
        ('``__init__.py``', '__init__.py', True),
        ('_private', '_private', True),
        ('a_b_c', 'a_b_c', True),
        ('name_', 'name', True),
        ('*args, **kwargs', '*args, **kwargs', True),
        ('f\\ :sup:`2`', 'f2', False),
        (':py:term:`keys <HSM>`', 'keys', True),
        ('`a <b>`', 'a', False),
    ],
)
def test_the_plain_text_of_a_name_is_known_or_said_to_be_uncertain(
    markup, plain, certain
):
    assert plain_rest(markup) == (plain, certain)


@pytest.mark.parametrize(
    ('markup', 'plain', 'certain'),
    [
        ('`>>>`', '>>>', True),
        ('[site](https://example.org)', 'site', True),
        ('_a_ **b**', 'a b', True),
        ('snake_case_name', 'snake_case_name', True),
        ('{pep}`8`', '8', False),
        ('`__init__.py`', '__init__.py', True),
        ('__slots__', 'slots', True),
        ('\\_\\_slots\\_\\_', '__slots__', True),
        ('_private', '_private', True),
        ('{term}`keys <HSM>` & <b>x</b>', 'keys & <b>x</b>', True),
        ('![a *kiln*](kiln.png)', 'a kiln', True),
    ],
)
def test_the_plain_text_of_a_markdown_name_is_known(markup, plain, certain):
    assert plain_myst(markup) == (plain, certain)


def test_the_plain_text_of_a_name_depends_on_what_markdown_is_switched_on():
    assert plain_myst('~~a~~ "b"') == ('~~a~~ "b"', True)
    on = frozenset({'strikethrough', 'smartquotes'})
    assert plain_myst('~~a~~ "b"', on) == ('a “b”', True)
    assert plain_myst('~~a~~ "b"', frozenset({'nothing'})) == ('~~a~~ "b"', True)


def test_without_myst_parser_names_with_markup_are_said_to_be_uncertain(monkeypatch):
    monkeypatch.setattr(plain, '_markdown', lambda extensions: None)
    assert plain_myst('C++ (2.0) and `a`') == ('C++ (2.0) and `a`', False)
    assert plain_myst('Service window 2.0, old') == ('Service window 2.0, old', True)


def first_paragraph(parser: Parser, text: str) -> str:
    """Give what a parser reads; Sphinx makes anchors before references are resolved."""
    tree = new_document('', get_default_settings(parser))
    for name, value in QUIET.items():
        setattr(tree.settings, name, value)
    tree.reporter.report_level = tree.reporter.halt_level = 6
    parser.parse(text, tree)
    return ' '.join(next(tree.findall(nodes.paragraph)).astext().split())


INLINE = st.lists(st.sampled_from(['``', '**', '__', *'ab_*`\\&<>.() é語']))


@given(INLINE.map(''.join))
def test_docutils_reads_the_same_plain_text(text):
    markup = f'word{text}b'
    assert plain_rest(markup)[0] == first_paragraph(RestParser(), markup)


@given(INLINE.map(''.join))
def test_myst_parser_reads_the_same_plain_text(text):
    markup = f'word{text}b'
    assert plain_myst(markup)[0] == first_paragraph(MystParser(), markup)


def test_names_that_would_share_an_id_have_ids_of_their_own():
    converted = rest('.. glossary::\n\n   C+\n     a\n\n   c 2b\n     b')
    assert re.findall(':id: (.*)', converted) == ['c-2b-2']


def test_names_that_differ_in_case_need_no_ids():
    converted = rest('.. glossary::\n\n   Internet\n     a\n\n   internet\n     b')
    assert ':id:' not in converted


def test_directives_of_domains_hold_text():
    assert content_of('py:class') is Content.TEXT
    assert content_of('code-block') is Content.CODE
    assert content_of('anything') is Content.UNKNOWN


def test_every_directive_of_docutils_sphinx_and_myst_is_known(project, monkeypatch):
    names = {*directives._directive_registry}
    register = directives.register_directive

    def note(name, directive):
        names.add(name)
        register(name, directive)

    monkeypatch.setattr(directives, 'register_directive', note)
    extensions = ['myst_parser', 'sphinx.ext.autodoc', 'sphinx.ext.autosummary']
    extensions += ['sphinx.ext.doctest', 'sphinx.ext.graphviz', 'sphinx.ext.ifconfig']
    extensions += ['sphinx.ext.inheritance_diagram', 'sphinx.ext.todo']
    project.write({'index.rst': 'Index\n=====\n'}, extensions=extensions)
    domains = project.environment().domains
    names |= {name for domain in domains.values() for name in domain.directives}
    # These two are handled by themselves, and this one is docutils' own.
    names -= {'role', 'default-role', 'restructuredtext-test-directive'}
    assert 'figure-md' in names
    assert not {name for name in names if content_of(name) is Content.UNKNOWN}


# -- catalogs


def catalog(text: str, documents: dict[str, str] | None = None, **known) -> str:
    """Convert a catalog of the documents that are given."""
    documents = documents or {}
    entries, left = {}, []
    for name, source in documents.items():
        convert = convert_myst if name.endswith('.md') else convert_rest
        converted = convert(source.split('\n'), Settings())
        left += converted.left
        if converted.entries:
            entries[name] = converted.entries
    suffixes = {Path(name).suffix for name in documents} or {'.rst'}
    sources = Sources(entries=entries, left=left, suffixes=frozenset(suffixes), **known)
    converted = convert_catalog(text.split('\n'), 'glossary', sources)
    return '\n'.join(converted.lines)


HEADER = """# Somebody's project.
# SOME NAME, 2026.
#
#, fuzzy
msgid ""
msgstr ""
"Project-Id-Version: x \\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.split('\n'), after.split('\n'), strict=True)
    return [pair for pair in pairs if pair[0] != pair[1]]


def test_both_texts_of_a_message_are_converted_and_no_other_line():
    before = HEADER + (
        '# a :term:`comment`\n'
        '#. extracted :term:`comment`\n'
        '#: ../../index.rst:3\n'
        'msgid ""\n'
        '"See :term:`HSM` and a \\"text\\" that is "\n'
        '"long, ``:term:`x```."\n'
        'msgstr "Voir :term:`HSM <modèle>`."\n'
    )
    assert changed_lines(before, catalog(before)) == [
        (
            '"See :term:`HSM` and a \\"text\\" that is "',
            '"See :term-ref:`HSM` and a \\"text\\" that is "',
        ),
        (
            'msgstr "Voir :term:`HSM <modèle>`."',
            'msgstr "Voir :term-ref:`HSM <modèle>`."',
        ),
    ]


@pytest.mark.parametrize(
    ('name', 'mark'), [('index.rst', ':py:term:'), ('index.md', '{py:term}')]
)
def test_the_role_under_the_name_of_another_domain_is_converted(name, mark):
    before = HEADER + (
        f'#: ../../{name}:3\nmsgid "See {mark}`chain`."\nmsgstr "Voir {mark}`chain`."\n'
    )
    new = ':term-ref:' if name == 'index.rst' else '{term-ref}'
    after = catalog(before, {name: f'See {mark}`chain`.'})
    assert after == before.replace(mark, new)


def test_a_role_that_is_broken_over_lines_is_converted():
    before = HEADER + 'msgid ":term:`a`"\nmsgstr ""\n"a :te"\n"rm:`b`"\n'
    after = catalog(before)
    assert 'msgstr ""\n"a :term-ref"\n":`b`"\n' in after


def test_what_a_message_was_before_and_what_is_obsolete_is_converted():
    before = HEADER + (
        '#: index.rst:1\n#, fuzzy\n#| msgid "Old :term:`a`"\nmsgid "New :term:`a`"\n'
        'msgstr "Neuf :term:`a`"\n\n#~ msgid "Gone :term:`a`"\n#~ msgstr ":term:`a`"\n'
    )
    after = catalog(before)
    assert after == before.replace(':term:', ':term-ref:')


def test_plural_forms_are_converted():
    before = HEADER + (
        'msgid ":term:`a`"\nmsgid_plural ":term:`b`"\n'
        'msgstr[0] ":term:`c`"\nmsgstr[1] ":term:`d`"\n'
    )
    assert catalog(before) == before.replace(':term:', ':term-ref:')


def test_a_message_of_a_docstring_is_left():
    before = HEADER + (
        '#: ../../a.py:docstring of a.b:1\nmsgid "See :term:`a`"\nmsgstr ":term:`a`"\n'
    )
    assert catalog(before, {'index.rst': ':term:`a`'}) == before


def test_a_message_that_is_code_is_left():
    before = HEADER + '#: ../../index.rst:3\nmsgid "See :term:`a`"\nmsgstr ""\n'
    assert catalog(before, {'index.rst': 'x::\n\n   See :term:`a`\n'}) == before


def test_messages_of_markdown_are_read_as_markdown():
    before = HEADER + (
        '#: ../../index.md:3\nmsgid "{term}`a` `{term}` :term:`a`"\n'
        'msgstr "{term}`b`"\n'
    )
    after = catalog(before, {'index.md': '{term}`a`', 'b.rst': 'x'})
    assert after == before.replace('{term}`a`', '{term-ref}`a`').replace(
        '{term}`b`', '{term-ref}`b`'
    )


def test_a_message_that_is_there_already_is_no_second_time():
    before = HEADER + (
        'msgid ":term:`a`"\nmsgstr "x"\n\nmsgid ":term-ref:`a`"\nmsgstr "y"\n'
    )
    assert catalog(before) == before


def test_a_catalog_without_a_final_line_break_stays_without():
    before = 'msgid ":term:`a`"\nmsgstr ""'
    assert catalog(before) == 'msgid ":term-ref:`a`"\nmsgstr ""'


GLOSSARY = (
    '.. glossary::\n\n   Window : w\n   Service; Window\n   ``Frame``\n      Text.\n'
)
NAMES = HEADER + (
    '#: ../../glossary.rst:3\nmsgid "Window : w"\nmsgstr "Fenêtre : f"\n\n'
    '#: ../../glossary.rst:4\nmsgid "Service; Window"\nmsgstr "Fenêtre; service"\n\n'
    '#: ../../glossary.rst:5\nmsgid "``Frame``"\nmsgstr "``Cadre``"\n\n'
    '#: ../../glossary.rst:6\nmsgid "Text."\nmsgstr "Texte."\n'
)


def messages(text: str) -> dict[str, str]:
    found = read_po(StringIO(text))
    return {str(message.id): str(message.string) for message in found if message.id}


def test_further_names_become_one_message():
    after = catalog(NAMES, {'glossary.rst': GLOSSARY})
    assert messages(after) == {
        'Window': 'Fenêtre',
        'w': 'f',
        'Service\\; Window · Frame': 'Fenêtre\\; service · Cadre',
        'Text.': 'Texte.',
    }


def test_a_single_further_name_keeps_its_message():
    text = '.. glossary::\n\n   Window\n   Frame\n      Text.\n'
    before = HEADER + '#: g.rst:4\nmsgid "Frame"\nmsgstr "Cadre"\n'
    assert catalog(before, {'g.rst': text}) == before


def test_what_is_not_translated_is_named_as_in_the_source():
    before = NAMES.replace('``Cadre``', '')
    after = messages(catalog(before, {'glossary.rst': GLOSSARY}))
    assert after['Service\\; Window · Frame'] == 'Fenêtre\\; service · Frame'


def test_names_that_nobody_translated_stay_untranslated():
    before = NAMES.replace('Fenêtre; service', '').replace('``Cadre``', '')
    after = messages(catalog(before, {'glossary.rst': GLOSSARY}))
    assert after['Service\\; Window · Frame'] == ''


def test_names_whose_translations_are_all_fuzzy_stay_fuzzy():
    before = NAMES.replace(
        '#: ../../glossary.rst:4', '#: ../../glossary.rst:4\n#, fuzzy'
    )
    before = before.replace(
        '#: ../../glossary.rst:5', '#: ../../glossary.rst:5\n#, fuzzy'
    )
    after = read_po(StringIO(catalog(before, {'glossary.rst': GLOSSARY})))
    message = after['Service\\; Window · Frame']
    assert message.fuzzy
    assert message.string == 'Fenêtre\\; service · Cadre'


def test_a_name_that_is_a_message_elsewhere_keeps_that_message():
    before = NAMES.replace('glossary.rst:5', 'glossary.rst:5 ../../index.rst:1')
    after = messages(catalog(before, {'glossary.rst': GLOSSARY}))
    assert after['``Frame``'] == '``Cadre``'
    assert after['Service; Window'] == 'Fenêtre; service'
    assert after['Service\\; Window · Frame'] == 'Fenêtre\\; service · Cadre'


def test_names_of_another_document_are_left():
    assert catalog(NAMES, {'other.rst': GLOSSARY}) == NAMES


def test_a_catalog_without_places_is_known_by_its_name():
    before = re.sub('(?m)^#: .*\n', '', NAMES)
    after = messages(catalog(before, {'glossary.rst': GLOSSARY}))
    assert 'Service\\; Window · Frame' in after


def test_a_name_that_the_catalog_does_not_have_yet_is_named_as_in_the_source():
    before = re.sub(r'(?s)#: \S*:5\n.*?\n\n', '', NAMES)
    after = messages(catalog(before, {'glossary.rst': GLOSSARY}))
    assert after['Service\\; Window · Frame'] == 'Fenêtre\\; service · Frame'


def test_a_name_that_stands_there_twice_is_no_reason_to_lose_the_others():
    source = GLOSSARY.replace('   ``Frame``\n', '   ``Frame``\n   ``Frame``\n')
    after = messages(catalog(NAMES, {'glossary.rst': source}))
    assert after['Service\\; Window · Frame'] == 'Fenêtre\\; service · Cadre'


WITHOUT_PLACES = re.sub('(?m)^#: .*\n', '', NAMES)


def names_converted(document: str, domain: str, domains: set[str]) -> bool:
    converted = convert_rest(GLOSSARY.split('\n'), Settings(ids=Ids()))
    sources = Sources(
        entries={document: converted.entries},
        left=[],
        suffixes=frozenset({'.rst'}),
        domains=frozenset(domains),
    )
    after = convert_catalog(WITHOUT_PLACES.split('\n'), domain, sources)
    return 'Service\\; Window · Frame' in messages('\n'.join(after.lines))


@pytest.mark.parametrize(
    ('document', 'domain', 'domains'),
    [
        ('glossary.rst', 'manual', {'manual'}),
        ('manual.rst', 'manual', {'manual'}),
        ('a/glossary.rst', 'a', {'a', 'b'}),
        ('a/glossary.rst', 'a/glossary', {'a/glossary', 'b'}),
        ('inc/terms.txt', 'index', {'index', 'b'}),
    ],
)
def test_names_are_found_in_a_catalog_without_places(document, domain, domains):
    assert names_converted(document, domain, domains)


def test_names_are_not_looked_for_in_the_catalog_of_another_document():
    assert not names_converted('glossary.rst', 'index', {'index', 'glossary'})


def test_translated_aliases_survive_where_all_catalogs_are_one(project, syntax):
    conf = {'gettext_compact': 'manual', 'gettext_location': False}
    words = syntax.directive(
        'glossary', body='bicycle\nbike\npush-bike\n   Two wheels.\n'
    )
    text = f'{syntax.title("Words")}\n{words}'
    project.write_in(syntax, {'index': text}, **conf)
    path = project.src / 'locales' / 'fr' / 'LC_MESSAGES' / 'manual.po'
    path.parent.mkdir(parents=True)
    pairs = {'bicycle': 'bicyclette', 'bike': 'vélo', 'push-bike': 'petite reine'}
    path.write_text(
        HEADER + ''.join(f'msgid "{x}"\nmsgstr "{y}"\n\n' for x, y in pairs.items()),
        'utf-8',
    )
    assert main(['convert', str(project.src)]) == 0
    text = project.build(language='fr').text('index')
    assert 'bicyclette' in text
    assert 'vélo · petite reine' in text


def test_a_broken_reference_of_a_translator_is_left_and_named():
    text = HEADER + 'msgid ":term:`a`"\nmsgstr "訳：term:`a`"\n'
    sources = Sources(entries={}, left=[], suffixes=frozenset({'.rst'}))
    converted = convert_catalog(text.split('\n'), 'index', sources)
    assert [note.line for note in converted.notes] == [text[:-1].count('\n')]
    assert '訳：term:`a`' in '\n'.join(converted.lines)


TEXTS = st.text(
    st.characters(codec='utf-8', exclude_categories=['Cc', 'Cs'])
    | st.sampled_from('\n\t"\\'),
    max_size=30,
)


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=4), st.booleans())
def test_a_catalog_without_terms_is_not_touched(pairs, obsolete):
    made = Catalog()
    for text, translation in pairs:
        made.add(text, translation)
    stream = BytesIO()
    write_po(stream, made)
    text = stream.getvalue().decode()
    assert catalog(text) == text
    # What is read is what Babel has written.
    read = {
        message.text('msgid'): message.text('msgstr')
        for message in read_messages(text.split('\n'))
    }
    read.pop('', None)
    assert read == {m.id: m.string for m in made if m.id}


# -- files


def test_find_roles_looks_at_what_docutils_would(tmp_path):
    spans = find_roles('a :term:`b` c')
    assert [(span.start, span.end) for span in spans] == [(3, 7)]


def test_the_command_keeps_line_ends_and_byte_order_marks(tmp_path):
    (tmp_path / 'conf.py').write_text('extensions = []\n')
    page = tmp_path / 'index.rst'
    page.write_bytes('\ufeffA :term:`b`\r\n\r\nC\r\n'.encode())
    assert main(['convert', str(tmp_path)]) == 0
    assert page.read_bytes() == '\ufeffA :term-ref:`b`\r\n\r\nC\r\n'.encode()


@pytest.mark.parametrize(
    ('name', 'text'),
    [
        ('deep.md', '>' * 5000 + ' {term}`a`\n'),
        ('deep.md', ':::{note}\n' * 3000 + '{term}`a`\n'),
        (
            'deep.rst',
            ''.join(f'{" " * 3 * n}.. note::\n\n' for n in range(1200)) + ':term:`a`\n',
        ),
    ],
    ids=['quotations', 'fences', 'notes'],
)
def test_what_is_nested_too_deeply_is_left_and_named(tmp_path, name, text, capsys):
    (tmp_path / 'conf.py').write_text('')
    (tmp_path / 'index.rst').write_text(':term:`a`\n')
    (tmp_path / name).write_text(text)
    assert main(['convert', str(tmp_path)]) == 0
    assert (tmp_path / 'index.rst').read_text() == ':term-ref:`a`\n'
    assert (tmp_path / name).read_text() == text
    told = capsys.readouterr().err
    assert told == f'{tmp_path / name}:1: this is nested too deeply: it is left\n'


# -- built projects

INDEX = """\
.. toctree::

   terms

See :term:`HSM`, :term:`the window <Service Window>`, :term:`keys
<sprocket set>`, ``:term:`HSM``` and :term:`C++`.

+--------------+---+
| :term:`HSM`  | x |
+--------------+---+
"""
TERMS = """\
Terms
=====

.. glossary::
{sorted}
   HSM
      A message. See :term:`C++`.

   24-Hour Window : 2
   Service Window
   *Customer* Window
      A window::

         :term:`code`

   Cassette
   Sprocket Set
      Round.

   C++
      A language.

   C
      Another.
"""
MYST_INDEX = """\
```{toctree}

terms
```

See {term}`HSM`, {term}`the window <Service Window>`, {term}`keys
<sprocket set>`, `` {term}`HSM` `` and {term}`C++`.

| {term}`HSM`  | x |
|--------------|---|
| a            | b |
"""
MYST_TERMS = """\
# Terms

```{glossary}
{sorted}
HSM
   A message. See {term}`C++`.

24-Hour Window : 2
Service Window
*Customer* Window
   A window:

       {term}`code`

Cassette
Sprocket Set
   Round.

C++
   A language.

C
   Another.
```
"""


def _write(project, syntax, is_sorted):
    index, terms = (INDEX, TERMS) if syntax is REST else (MYST_INDEX, MYST_TERMS)
    flag = ':sorted:\n' if syntax is MYST else '   :sorted:\n'
    terms = terms.replace('{sorted}', flag if is_sorted else '')
    project.write_in(syntax, {'index': index, 'terms': terms})


def _translate(project):
    for name in ('index', 'terms'):
        texts = project.messages(name, expect=None)
        made = Catalog(domain=name, project='Test', fuzzy=False)
        for text, places in texts.items():
            parted = [place.rpartition(':') for place in places]
            locations = [(path, int(line)) for path, _, line in parted]
            # What comes first in one language comes last in the other.
            first = text.lstrip('*')[0].lower()
            last = chr(ord('a') + ord('z') - ord(first)) if first.isalpha() else 'zz'
            translation = f'{last} {text}'.replace(' : 2', ' : zz')
            made.add(text, translation, locations=locations)
        path = project.src / 'locales' / 'fr' / 'LC_MESSAGES' / f'{name}.po'
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open('wb') as file:
            write_po(file, made)


def _references(result):
    """Give the anchors that references lead to, by the page that they are on."""
    found = {}
    for docname in ('index', 'terms'):
        links = result.all_links(docname)
        found[docname] = [address for _, address in links if '#term-' in address]
    return found


def _entries_by_anchor(result):
    """Give the place of the entry that each anchor leads to."""
    found = {}
    for number, entry in enumerate(result.body('terms').find_all('dd')):
        for above in entry.find_previous_siblings():
            if above.name == 'dd':
                break
            for marked in [above, *above.find_all(id=True)]:
                if anchor := marked.get('id'):
                    found[anchor] = number
    return found


@pytest.mark.parametrize('language', ['en', 'fr'])
@pytest.mark.parametrize('is_sorted', [False, True], ids=['as written', 'sorted'])
def test_a_converted_project_has_the_terms_and_the_links_that_it_had(
    project, syntax, language, is_sorted, capsys
):
    _write(project, syntax, is_sorted)
    _translate(project)
    before = project.build(language=language, expect=None, fresh=True)
    anchors = _entries_by_anchor(before)
    links = _references(before)
    assert main(['convert', str(project.src)]) == 0
    after = project.build(language=language, fresh=True)
    entries = _entries_by_anchor(after)
    # Whoever linked to an entry finds it, in the same order.
    assert {anchor: entries.get(anchor) for anchor in anchors} == anchors
    assert len(anchors) == 8
    found = _references(after)
    assert found['index']
    for docname, addresses in links.items():
        meant = [anchors[address.partition('#')[2]] for address in addresses]
        own = [entries[address.partition('#')[2]] for address in found[docname]]
        assert own == meant, docname


@pytest.mark.parametrize('is_sorted', [False, True], ids=['as written', 'sorted'])
def test_every_message_of_a_converted_project_is_translated_as_it_was(
    project, syntax, is_sorted
):
    _write(project, syntax, is_sorted)
    _translate(project)
    assert main(['convert', str(project.src)]) == 0
    for name in ('index', 'terms'):
        path = project.src / 'locales' / 'fr' / 'LC_MESSAGES' / f'{name}.po'
        translated = messages(path.read_text('utf-8'))
        texts = project.messages(name)
        assert set(texts) == set(translated)
        assert all(translated.values())


@pytest.mark.parametrize('domain', ['std', 'py', 'cpp', 'rst'])
def test_a_reference_that_sphinx_resolves_in_any_domain_leads_there(
    project, syntax, domain
):
    words = syntax.directive('std:glossary', body='Kiln\n   An oven.\n')
    text = f'{syntax.title("Words")}\nSee {syntax.ref("Kiln", f"{domain}:term")}.\n'
    project.write_in(syntax, {'index': f'{text}\n{words}'})
    assert project.build(fresh=True).links('index') == {'Kiln': '#term-Kiln'}
    assert main(['convert', str(project.src)]) == 0
    source = project.src / f'index{syntax.suffix}'
    assert f'{domain}:term' not in source.read_text()
    assert 'convterm' in source.read_text()
    assert project.build(fresh=True).links('index') == {'Kiln': '#term-kiln'}


@pytest.mark.parametrize('name', ['kiln', 'Kiln', 'Ofen ö'])
def test_each_of_two_equal_names_keeps_its_anchor_on_its_page(project, syntax, name):
    words = syntax.directive('glossary', body=f'{name}\n   An oven.\n')
    text = f'{syntax.title("Words")}\n{words}'
    toctree = syntax.directive('toctree', body='other')
    project.write_in(syntax, {'index': f'{text}\n{toctree}', 'other': text})
    built = project.build(expect=None, fresh=True)
    before = [ids(built, docname) for docname in ('index', 'other')]
    assert all(before)
    assert main(['convert', str(project.src)]) == 0
    built = project.build(expect=None, fresh=True)
    for docname, anchors in zip(('index', 'other'), before, strict=True):
        assert anchors <= ids(built, docname)
        assert {words_of(built, docname, anchor) for anchor in anchors} == {name}
    one_page = project.build('singlehtml', expect=None).body('index')
    once = [element['id'] for element in one_page.find_all(id=re.compile('^term-'))]
    assert sorted(once) == sorted(set(once))


def words_of(result, docname, anchor) -> str:
    found = result.body(docname).find(id=anchor)
    entry = found if found.name == 'dt' else found.find_parent('dt')
    return (entry or found.find_next('dt')).dfn.get_text()


UNDERSCORES = {
    REST: ['__slots__', '``__init__.py``', '_private', 'a_b', 'a__b', '*_x_*'],
    MYST: ['__slots__', '`__init__.py`', '_private', 'a_b', 'a__b', '`_x_`'],
}


@pytest.mark.parametrize('alias', [False, True], ids=['names', 'aliases'])
def test_the_anchors_of_names_with_underscores_stay(project, syntax, alias):
    names = UNDERSCORES[syntax]
    lines = [
        f'{f"First {number}" if alias else name}\n{f"{name}" if alias else ""}'.rstrip()
        + f'\n   Text {number}.\n'
        for number, name in enumerate(names)
    ]
    text = (
        syntax.title('Words')
        + '\n'
        + syntax.directive('glossary', body='\n'.join(lines))
    )
    project.write_in(syntax, {'index': text})
    before = ids(project.build(expect=None, fresh=True))
    assert len(before) == len(names) * (1 + alias)
    assert main(['convert', str(project.src)]) == 0
    after = project.build(fresh=True)
    assert before <= ids(after)
    for name in names:
        assert name.strip('`*') in after.text('index') or name == '__slots__'


def ids(result, docname='index') -> set[str]:
    found = result.body(docname).find_all(id=re.compile('^term-'))
    return {element['id'] for element in found}


def test_a_second_run_changes_nothing(project, syntax, capsys):
    _write(project, syntax, is_sorted=True)
    _translate(project)
    assert main(['convert', str(project.src)]) == 0
    before = {path: path.read_bytes() for path in project.src.rglob('*.*')}
    assert main(['convert', str(project.src)]) == 0
    assert {path: path.read_bytes() for path in project.src.rglob('*.*')} == before
    assert capsys.readouterr().out.endswith('There is nothing to convert.\n')
