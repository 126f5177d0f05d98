"""A project is converted in steps that grow with its size, and no faster."""

from __future__ import annotations

from contextlib import suppress

import pytest
from steps import assert_linear, assert_linear_steps

from sphinxcontrib_convglossary.conf_file import ConfError, parse_conf
from sphinxcontrib_convglossary.convert import inline, myst
from sphinxcontrib_convglossary.convert.catalogs import convert_catalog
from sphinxcontrib_convglossary.convert.glossaries import Ids
from sphinxcontrib_convglossary.convert.myst import convert_myst
from sphinxcontrib_convglossary.convert.rest import Settings, convert_rest
from sphinxcontrib_convglossary.convert.sources import Sources

#: What stands in a paragraph again and again, with a reference behind it.
REST_WORDS = [
    ':term:`a` ',
    ':term: `a` ',
    ':py:term:`a`:term: ',
    ':external:term:`a` ',
    '`a ',
    '``a ',
    '*a ',
    '|a ',
    '_`a ',
    '[a',
    'a_ ',
    ':a',
    'a-',
    '\\',
    '\\`',
    '"*" ',
    'a\n',
]
MYST_WORDS = [
    '{term}`a` ',
    '{ term }`a` ',
    '{py:term}``a`` ',
    '{a',
    '{{',
    '}',
    '`a ',
    '`a``',
    '\\',
    '\\`',
    'a\n',
]


def roles_anywhere(text: str) -> None:
    inline.find_wrecks(text, inline.find_roles(text, anywhere=True))


def roles_of_myst(text: str) -> None:
    myst.find_wrecks(text, myst.find_roles(text))


def rest(text: str) -> None:
    convert_rest(text.split('\n'), Settings())


def markdown(text: str) -> None:
    convert_myst(text.split('\n'), Settings())


@pytest.mark.parametrize('word', REST_WORDS)
@pytest.mark.parametrize('run', [roles_anywhere, rest])
def test_a_paragraph_is_read_in_one_go(run, word):
    assert_linear(run, lambda number: f'x {word * number} :term:`a`')


@pytest.mark.parametrize('word', MYST_WORDS)
def test_a_paragraph_of_markdown_is_read_in_one_go(word):
    assert_linear(markdown, lambda number: f'x {word * number} {{term}}`a`')


def test_backticks_of_every_length_are_read_in_one_go():
    def make(number: int) -> str:
        # As long as the sum of all runs.
        longest = int((2 * number) ** 0.5)
        return ' '.join('`' * length for length in range(1, longest)) + ' {term}`a`'

    assert_linear(roles_of_myst, make)


REST_BLOCKS = {
    'paragraphs': ':term:`a`\n\n',
    'lists': '- :term:`a`\n',
    'fields': ':a: :term:`a`\n',
    'titles': ':term:`a`\n=========\n\n',
    'definitions': ':term:`a`\n   :term:`b`\n',
    'directives': '.. note::\n\n   :term:`a`\n\n',
    'comments': '.. :term:`a`\n',
    'code': '::\n\n   :term:`a`\n\n',
    'unknown directives': '.. chart::\n\n   :term:`a`\n\n',
    'glossaries': '.. glossary::\n\n   a\n      :term:`a`\n\n',
    'options': '.. image:: a\n   :alt: :term:`a`\n\n',
    'line blocks': '| :term:`a`\n',
    'lines that are underlined': '====\n',
    'targets': '.. _a: :term:`a`\n',
    'quoted code': '::\n\n> :term:`a`\n\n',
    'tables': '+-----------+\n| :term:`a` |\n+-----------+\n\n',
    'simple tables': '=========  ===\n:term:`a`  b\n=========  ===\n\n',
}
MYST_BLOCKS = {
    'paragraphs': '{term}`a`\n\n',
    'lists': '- {term}`a`\n',
    'quotations': '> {term}`a`\n\n',
    'titles': '# {term}`a`\n',
    'directives': '```{note}\n{term}`a`\n```\n',
    'code': '```\n{term}`a`\n```\n',
    'indented code': '    {term}`a`\n\n',
    'comments': '% {term}`a`\n',
    'comments of HTML': '<!-- {term}`a` -->\n\n',
    'formulas': '$$ {term}`a` $$\n\n',
    'glossaries': '```{glossary}\na\n  {term}`a`\n```\n',
    'unknown directives': '```{chart}\n{term}`a`\n```\n',
    'other fences': ':::\n{term}`a`\n:::\n',
    'reStructuredText': '```{eval-rst}\n:term:`a`\n```\n',
    'tables': '| {term}`a` |\n',
}


@pytest.mark.parametrize('block', REST_BLOCKS.values(), ids=REST_BLOCKS)
def test_a_document_is_read_in_one_go(block):
    assert_linear(rest, lambda number: block * number, size=40)


@pytest.mark.parametrize('block', MYST_BLOCKS.values(), ids=MYST_BLOCKS)
def test_a_document_in_markdown_is_read_in_one_go(block):
    assert_linear(markdown, lambda number: block * number, size=40)


#: docutils itself reads a table anew for each of its columns, but not for its rows.
REST_LARGE = {
    'lists in one line': lambda number: '- ' * number + ':term:`a`',
    'fields in one line': lambda number: ':a: ' * number + ':term:`a`',
    'colons': lambda number: ':a' * number + '\n\n:term:`a`',
    'the text of a note': lambda number: '.. note::\n\n' + '   :term:`a`\n\n' * number,
    'the options of a note': lambda number: '.. note::\n' + '   :a: b\n' * number,
    'an argument': lambda number: '.. note:: :term:`a`\n' + '   :term:`a`\n' * number,
    'the names of an entry': lambda number: (
        '.. glossary::\n\n' + ''.join(f'   a{n}\n' for n in range(number)) + '      b\n'
    ),
    'entries': lambda number: (
        '.. glossary::\n\n' + ''.join(f'   a {n}\n      b\n\n' for n in range(number))
    ),
    'sorted entries': lambda number: (
        '.. glossary::\n   :sorted:\n\n'
        + ''.join(f'   a {n}\n      b\n\n' for n in range(number))
    ),
    'comments in a glossary': lambda number: (
        '.. glossary::\n\n' + '   .. c\n\n   a\n      b\n\n' * number
    ),
    'the rows of a table': lambda number: (
        '+-----------+---+\n' + '| :term:`a` | b |\n+-----------+---+\n' * number
    ),
    'the rows of a simple table': lambda number: (
        '=========  ===\n' + ':term:`a`  b\n' * number + '=========  ===\n'
    ),
    'a table that is none': lambda number: '+---+\n' + '| :term:`a` |\n' * number,
    'a simple table that is none': lambda number: (
        '=== ===\n' + ':term:`a` b\n' * number
    ),
    'tabs': lambda number: '\t' * number + ':term:`a`\n',
}
MYST_LARGE = {
    'lists in one line': lambda number: '- ' * number + '{term}`a`',
    'the text of a note': lambda number: (
        '```{note}\n' + '{term}`a`\n\n' * number + '```\n'
    ),
    'the options of a note': lambda number: (
        '```{note}\n' + ':a: b\n' * number + '```\n'
    ),
    'the text of a quotation': lambda number: '> {term}`a`\n' * number,
    'the names of an entry': lambda number: (
        '```{glossary}\n' + ''.join(f'a{n}\n' for n in range(number)) + '   b\n```\n'
    ),
    'entries': lambda number: (
        '```{glossary}\n' + ''.join(f'a {n}\n   b\n\n' for n in range(number)) + '```\n'
    ),
    'fences that do not end': lambda number: (
        '```\n{term}`a`\n````\n~~~\n' * number + '{term}`a`'
    ),
    'comments that do not end': lambda number: '<!-- {term}`a`\n\n' * number,
    'formulas that do not end': lambda number: '$$ {term}`a`\n\n' * number,
    'front matter': lambda number: '---\n' + 'a: "{term}`a`"\n' * number + '---\n',
    'tabs': lambda number: '\t' * number + '{term}`a`\n',
}


@pytest.mark.parametrize('make', REST_LARGE.values(), ids=REST_LARGE)
def test_a_large_block_is_read_in_one_go(make):
    assert_linear(rest, make, size=40)


@pytest.mark.parametrize('make', MYST_LARGE.values(), ids=MYST_LARGE)
def test_a_large_block_of_markdown_is_read_in_one_go(make):
    assert_linear(markdown, make, size=40)


def test_names_of_one_id_are_told_apart_in_one_go():
    def choose(names: list[str]) -> None:
        ids = Ids()
        for name in names:
            ids.choose(name)

    # The same id, and no two alike when folded.
    assert_linear(choose, lambda number: [f'a{x} b' for x in '.,' * number])


# -- catalogs


def catalog(made: tuple[str, Sources]) -> None:
    text, sources = made
    convert_catalog(text.split('\n'), 'index', sources)


def sources(*, left: int = 0, entries: int = 0) -> Sources:
    glossary = '.. glossary::\n\n' + ''.join(
        f'   a {n} : k\n   b {n}\n   c {n}\n      d\n\n' for n in range(entries)
    )
    converted = convert_rest(glossary.split('\n'), Settings())
    return Sources(
        entries={'index.rst': converted.entries},
        left=[f'code {n} with :term:`a {n}`' for n in range(left)],
        texts=[f'text {n} with :term:`a {n}`' for n in range(left)],
        suffixes=frozenset({'.rst', '.md'}),
    )


CATALOGS = {
    'messages': lambda number: (
        'msgid "See :term:`a`."\nmsgstr ":term:`a`"\n\n' * number,
        sources(),
    ),
    'references in a line': lambda number: (
        f'msgid "{":term:`a` " * number}"\nmsgstr "{":term:`a` " * number}"\n',
        sources(),
    ),
    'lines of a message': lambda number: (
        'msgid ""\n' + '":term:`a` "\n' * number + 'msgstr ""\n',
        sources(),
    ),
    'escapes': lambda number: (
        'msgid ":term:`a` ' + '\\\\ \\" ' * number + '"\nmsgstr ""\n',
        sources(),
    ),
    'comments': lambda number: (
        '#: index.rst:1\n' * number + 'msgid ":term:`a`"\nmsgstr ""\n',
        sources(),
    ),
    'wrecks': lambda number: (
        'msgid ":term:`a`"\nmsgstr "' + '：term：`a` ' * number + '"\n',
        sources(),
    ),
    'code in the sources': lambda number: (
        ''.join(
            f'msgid "See :term:`a {n}` here"\nmsgstr ":term:`a`"\n\n'
            for n in range(number)
        ),
        sources(left=number),
    ),
    'names of the sources': lambda number: (
        ''.join(
            f'#: index.rst:1\nmsgid "{x}"\nmsgstr "t {x}"\n\n'
            for n in range(number)
            for x in (f'a {n} : k', f'b {n}', f'c {n}')
        ),
        sources(entries=number),
    ),
}


@pytest.mark.parametrize('make', CATALOGS.values(), ids=CATALOGS)
def test_a_catalog_is_read_in_one_go(make):
    assert_linear(catalog, make, size=40)


def test_code_in_the_sources_is_looked_for_in_one_go():
    # What it costs to look for a text in all others shows late.
    assert_linear_steps(catalog, CATALOGS['code in the sources'], size=150)


# -- conf.py


def conf(text: str) -> None:
    with suppress(ConfError):
        parse_conf(text.encode())


@pytest.mark.parametrize('piece', ['x = 1\n', '+1', '[', 'a.', 'x = {[]: 1}\n'])
def test_conf_py_is_read_in_one_go(piece):
    assert_linear(conf, lambda number: f'x = 1\n{piece * number}1')
