"""No text takes more than a moment: what reads text does so in one pass.

Texts come from sources, catalogs, exports and inventories, and whoever writes one of them
may write 64,000 times the character that opens something.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import itertools
import pkgutil
import re
import time
import unicodedata
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import assert_linear, assert_linear_steps, assert_linear_time

import sphinxcontrib_convglossary
from sphinxcontrib_convglossary.addresses import is_site, permalink, without_password
from sphinxcontrib_convglossary.bilingual import is_bilingual
from sphinxcontrib_convglossary.citation import (
    Author,
    Work,
    as_bibtex,
    as_csl_json,
    is_date,
    key_of,
)
from sphinxcontrib_convglossary.collation import letter_of, sort_key
from sphinxcontrib_convglossary.heading import read_heading
from sphinxcontrib_convglossary.imports import csv, glossarist, json, tbx
from sphinxcontrib_convglossary.imports.cleaning import line
from sphinxcontrib_convglossary.imports.material import MalformedError, Source
from sphinxcontrib_convglossary.imports.syntax import MYST, REST
from sphinxcontrib_convglossary.inventories import Languages
from sphinxcontrib_convglossary.inventories import read as read_inventory
from sphinxcontrib_convglossary.markup import Syntax, plain_text
from sphinxcontrib_convglossary.spelling import (
    contained,
    exact_key,
    folded_key,
    join_items,
    make_id,
    normalized,
    plain,
    printable,
    split_items,
)
from sphinxcontrib_convglossary.witness import Target, settle
from sphinxcontrib_convglossary.written import parts_of, pieces_of

#: What opens something and never closes it, or nearly; and texts of one kind.
PIECES = (
    *('**a ', '__a ', '*a', '_a', ':a', ':a:`', 'a-', 'a-a_', 'a_', '_', '|a', '|'),
    *('`', '``', '``a ', '` `` ', '{a}`', '{a', '[', '[a](', '![', '[#a', '[a]_', '<'),
    *('<a:', '>', '&lt;', '\\', '\\`', '#', '# ', '(', '{{', '{{a,', '::', ' ', '\n'),
    *('\t \n', '\r\n\n', 'a', 'é', '1', '1.', '=', ';', ' · ', '\\;', '"', "'", ','),
    *(
        '\u202b',
        '\u2067\u2069',
        '\u0301',
        '\u0323\u0301',
        '\u00ad',
        '\u0130',
        'ﷺ',
        '\0',
    ),
)


def csv_of(text: str) -> object:
    return csv.read(Source(name='a.csv', data=f'term,{text}\nx,{text}\n'.encode()))


def tbx_of(text: str) -> object:
    return tbx.read(Source(name='a.tbx', data=f'<tbx><x>{text}</x></tbx>'.encode()))


def json_of(text: str) -> object:
    import json as library

    rendering = {'name': text, 'aliases': [text], 'url': text, 'learnMore': text}
    made = {
        'format': 'convglossary',
        'version': 1,
        'sourceLanguage': 'en',
        'concepts': [{'id': text, 'renderings': {'en': rendering}}],
    }
    return Source(name='glossary.json', data=library.dumps(made).encode())


def inventory_of(text: str) -> object:
    languages = Languages(shown='en', source='en')
    return read_inventory(json_of(text), 'key', 'https://example.org/', languages)


def glossarist_of(text: str) -> object:
    data = f'---\ntermid: 1\neng:\n  terms: []\n  definition: "{text}"\n'
    return glossarist.read([Source(name='a.yaml', data=data.encode())])


def cited(text: str) -> object:
    authors = (Author(name=text),)
    work = Work(key=key_of(text), title=text, authors=authors, url=text)
    return as_bibtex(work), as_csl_json(work)


def quietly(read, text: str) -> None:
    # That it is none is said; what matters is when.
    with contextlib.suppress(MalformedError, ValueError):
        read(text)


READERS = {
    'plain text of reST': partial(plain_text, syntax=Syntax.REST, shown=str),
    'plain text of MyST': partial(plain_text, syntax=Syntax.MYST, shown=str),
    'plain': plain,
    'exact key': exact_key,
    'folded key': folded_key,
    'id': make_id,
    'reference': parts_of,
    'references': lambda text: [*pieces_of(text, r'(?:^|(?<=\s))', r'$|(?=\s)')],
    'bilingual name': lambda text: is_bilingual.__wrapped__(text, text[:20]),
    'printable': printable,
    'contained': contained,
    'items': split_items,
    'written items': lambda text: join_items((text, text)),
    'sort key': lambda text: sort_key.__wrapped__(text, 'es'),
    'letter': lambda text: letter_of(text, 'es'),
    'option': lambda text: read_heading(['Name', f':{text}'], named=True),
    'options': lambda text: read_heading(['Name', *text], named=True),
    'site': is_site,
    'permalink': lambda text: permalink('https://example.org/', text),
    'address': without_password,
    'date': is_date,
    'citation': cited,
    'line': line,
    'written in reST': REST.inline,
    'written in MyST': MYST.inline,
    'title in reST': REST.title,
    'title in MyST': MYST.title,
    'CSV': csv_of,
    'TBX': tbx_of,
    'JSON': lambda text: json.read(json_of(text)),
    'inventory': inventory_of,
    'Glossarist': glossarist_of,
}


@pytest.mark.parametrize('reader', READERS)
def test_what_reads_text_takes_no_longer_than_the_text_is_long(reader):
    read = partial(quietly, READERS[reader])
    slow = []
    for piece in PIECES:
        text = piece * (20_000 // len(piece))
        start = time.thread_time()
        read(text)
        if time.thread_time() - start > 0.1:
            slow.append(piece)
    for piece in slow[:5]:
        assert_linear(read, lambda size, piece=piece: piece * size, size=500)


@pytest.mark.parametrize('reader', READERS)
def test_what_reads_text_takes_as_many_steps_as_the_text_is_long(reader):
    read = partial(quietly, READERS[reader])
    everything = ''.join(PIECES)
    assert_linear_steps(read, lambda size: everything * size, size=3)


@pytest.mark.parametrize('piece', PIECES)
@pytest.mark.parametrize('syntax', Syntax)
def test_the_plain_text_of_a_message_is_read_in_one_pass(syntax, piece):
    read = partial(plain_text, syntax=syntax, shown=str)
    assert_linear_steps(read, lambda size: f'a {piece * size}', size=40)


@pytest.mark.parametrize('form', ['NFC', 'NFD', 'NFKC', 'NFKD'])
def test_marks_that_nobody_can_count_are_normalised_in_one_pass(form):
    assert_linear_time(
        partial(normalized, form), lambda size: 'a' + '\u0323\u0301' * size
    )


@given(st.text(alphabet='\u0323\u0301ae\u0308ﷺ\u1100\u1161 é한', max_size=80))
def test_fewer_marks_than_31_in_a_row_are_normalised_as_by_python(text):
    runs = (len([*run]) for kind, run in itertools.groupby(text, unicodedata.combining))
    if max(runs, default=0) <= 15:
        for form in ('NFC', 'NFKC'):
            assert normalized(form, text) == unicodedata.normalize(form, text)


class TestAMessageWithManyReferences:
    """Held against its original by concept."""

    def settled(self, targets):
        return settle(range(len(targets)), targets)

    def test_each_of_its_own(self):
        def made(size):
            return [
                Target(spelling=str(n), readings=(n,), exact=1) for n in range(size)
            ]

        assert_linear(self.settled, made)

    def test_each_with_two_readings_in_a_chain(self):
        def made(size):
            return [
                Target(spelling=str(n), readings=((n + 1) % size, n))
                for n in range(size)
            ]

        assert_linear(self.settled, made)

    def test_none_of_them_known(self):
        def made(size):
            return [Target(spelling=str(n), readings=()) for n in range(size)]

        assert_linear(self.settled, made)


# -- every regular expression of the package


class Use(NamedTuple):
    """A pattern, and a method that it is asked by."""

    place: str
    pattern: re.Pattern
    method: str


#: What may go back over what it has read, and why no text is long enough for it.
_BOUNDED = {
    'imports.csv._AFTER': 'headings of a hundred characters at most',
    'imports.csv._BEFORE': 'headings of a hundred characters at most',
    'written._OPENS': 'the last 80 characters of a text at most',
}
_METHODS = {'match', 'fullmatch', 'search', 'sub', 'split', 'findall', 'finditer'}


@cache
def uses() -> list[Use]:
    package = sphinxcontrib_convglossary
    names = [
        found.name
        for found in pkgutil.walk_packages(package.__path__, f'{package.__name__}.')
        if not found.name.endswith('__main__')
    ]
    return [use for name in names for use in _uses_of(name)]


def _uses_of(name: str) -> list[Use]:
    module = importlib.import_module(name)
    short = name.removeprefix(f'{sphinxcontrib_convglossary.__name__}.')
    tree = ast.parse(Path(module.__file__).read_text('utf-8'))
    return [*_named(tree, module, short), *_written(tree, module, short)]


def _named(tree, module, short):
    """Yield the patterns that have a name, with each method that they are used by."""
    asked: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _METHODS:
            owner = node.value
            name = getattr(owner, 'id', None) or getattr(owner, 'attr', None)
            asked.setdefault(name, set()).add(node.attr)
    holders = [module, *(x for x in vars(module).values() if isinstance(x, type))]
    for holder in holders:
        if holder is not module and holder.__module__ != module.__name__:
            continue
        for name, value in vars(holder).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                for method in sorted(asked.get(name) or {'search'}):
                    yield Use(f'{short}.{name}', value, method)


def _written(tree, module, short):
    """Yield the patterns of ``re.sub('…', …)`` and the like."""
    for node in ast.walk(tree):
        func = getattr(node, 'func', None)
        if not (isinstance(func, ast.Attribute) and func.attr in _METHODS):
            continue
        if not (isinstance(func.value, ast.Name) and func.value.id == 're'):
            continue
        try:
            source = eval(
                compile(ast.Expression(node.args[0]), 'it', 'eval'), vars(module)
            )
        except NameError:
            continue  # Made of what only its function knows.
        if isinstance(source, str):
            yield Use(
                f'{short}:{node.lineno}', re.compile(source, re.DOTALL), func.attr
            )


def characters(pattern: re.Pattern) -> str:
    """Return characters that matter to a pattern: of each that it names, one."""
    named: dict[int, None] = {}

    def walk(parsed) -> None:
        for kind, value in parsed:
            kind = str(kind)
            if kind in ('LITERAL', 'NOT_LITERAL'):
                named[value] = None
            elif kind == 'RANGE':
                named[value[0]] = None
            elif kind == 'IN':
                walk(value[:12])
            elif kind == 'BRANCH':
                for part in value[1]:
                    walk(part)
            elif isinstance(value, tuple):
                for part in value:
                    if hasattr(part, 'data'):
                        walk(part)
            elif hasattr(value, 'data'):
                walk(value)

    walk(re._parser.parse(pattern.pattern, pattern.flags))
    return ''.join(map(chr, [*named][:10])) + 'a1 \n-'


def taken(use: Use, text: str) -> float:
    start = time.thread_time()
    found = getattr(use.pattern, use.method)
    if use.method == 'sub':
        found('', text)
    elif use.method == 'finditer':
        list(found(text))
    else:
        found(text)
    return time.thread_time() - start


def long_texts(pattern: re.Pattern, size: int):
    """Yield pieces of up to three characters, and texts of that many."""
    signs = [*dict.fromkeys(characters(pattern))]
    for length, some in ((1, signs), (2, signs), (3, signs[:5])):
        for word in itertools.permutations(some, length):
            piece = ''.join(word)
            # Nothing matches at the end: what has been read is read again, if ever.
            yield piece, f'{piece * (size // length)}\0'


@pytest.mark.parametrize('use', uses(), ids=lambda use: f'{use.place}-{use.method}')
def test_no_regular_expression_goes_back_over_what_it_has_read(use):
    """A pattern that does takes the square of a text: a thousand characters show it."""
    if use.place in _BOUNDED:
        return
    for piece, text in long_texts(use.pattern, 1000):
        if taken(use, text) > 0.002 and is_quadratic(use, piece):
            pytest.fail(f'{use.pattern.pattern!r} on {piece!r}…: use ++, *+ or (?>…)')


def is_quadratic(use: Use, piece: str) -> bool:
    try:
        assert_linear_time(partial(taken, use), lambda size: f'{piece * size}\0', 300)
    except AssertionError:
        return True
    return False
