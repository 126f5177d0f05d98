"""Whatever object stands in ``conf.py``, the build goes on and says what is wrong."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from fuzz_input import check_warnings
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_convglossary.config import OPTIONS
from sphinxcontrib_convglossary.config import _usable as usable
from sphinxcontrib_convglossary.values import Odd, plain_value, text_of

if TYPE_CHECKING:
    from projects import Project

#: Classes such as ``conf.py`` may import.
CLASSES = """
class Array:
    '''As numpy has them: no comparison has a truth value.'''
    def __eq__(self, other): return self
    def __bool__(self): raise ValueError('ambiguous')
    def __repr__(self): return 'array([1, 2])'
    __hash__ = None

class Mute:
    def __repr__(self): raise RuntimeError('no')
    def __str__(self): raise RuntimeError('no')
    def __eq__(self, other): raise RuntimeError('no')
    def __hash__(self): return 7

class Endless(list):
    def __iter__(self): raise RuntimeError('no')
    def __repr__(self): raise RuntimeError('no')
    def __len__(self): raise RuntimeError('no')

class Text(str):
    def __eq__(self, other): raise RuntimeError('no')
    def __repr__(self): raise RuntimeError('no')
    def __hash__(self): return 7
    def strip(self, *args): raise RuntimeError('no')
    def isprintable(self): raise RuntimeError('no')

class Table(dict):
    def items(self): raise RuntimeError('no')
    def __iter__(self): raise RuntimeError('no')
    def __repr__(self): raise RuntimeError('no')

class Deep(list):
    pass

ring = []
ring.append(ring)
circle = {}
circle['ai'] = circle
"""
ODD = [
    'Array()',
    'Mute()',
    'Endless([1])',
    'Text("ai")',
    'Table(ai="AI")',
    'ring',
    'circle',
    '10 ** 5000',
    'float("nan")',
    '"g\\ud800.json"',
    'object',
    'lambda: 1',
    '...',
    'b"\\xff"',
    'range(3)',
    '(x for x in "ab")',
    'memoryview(b"ab")',
    '__import__("pathlib").Path("x")',
    '__import__("re")',
]
#: Where a value may stand.
AROUND = [
    '{}',
    '[{}]',
    '({}, {})',
    '{{"ai": {}}}',
    '{{"ai": {{"title": {}}}}}',
    '{{"fr": [{}]}}',
]


def with_values(project: Project, values: dict[str, str]) -> Project:
    """Write a project whose ``conf.py`` has values as they are written."""
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. convterm:: One\n\n   Text.\n\n:term-ref:`One`\n'
        }
    )
    conf = project.src / 'conf.py'
    lines = [f'{name} = {value}' for name, value in values.items()]
    conf.write_text('\n'.join([conf.read_text(), CLASSES, *lines, '']))
    return project


@pytest.mark.parametrize('number', range(len(ODD)))
def test_any_object_may_stand_in_any_value_of_ours(project, number):
    values = {
        option.name: AROUND[(number + n) % len(AROUND)].format(ODD[number], ODD[number])
        for n, option in enumerate(OPTIONS)
    }
    with_values(project, {**values, 'suppress_warnings': '["toc"]'})
    result = project.build('dummy', expect=None)
    check_warnings(result)
    assert all(line.endswith('[convglossary.config]') for line in result.warnings)


@pytest.mark.parametrize('around', AROUND)
def test_any_object_may_stand_anywhere_in_any_value_of_ours(tmp_path, around):
    """As above, for each place, without a build."""
    names: dict[str, object] = {}
    exec(CLASSES, names)
    for odd in ODD:
        for option in OPTIONS:
            # With a key that has no hash Python itself makes no dict.
            value = eval(around.format(odd, odd), names)
            kept = usable(option, plain_value(value), tmp_path)
            assert not isinstance(kept, Odd)


@pytest.mark.parametrize(
    ('name', 'value'),
    [
        ('project', '"a\\ud800b"'),
        ('version', '1.0'),
        ('release', '1.0'),
        ('locale_dirs', '("a\\0b", "/nowhere", "locales")'),
        ('gettext_compact', '"\\ud800"'),
        ('intersphinx_cache_limit', '"x"'),
        ('intersphinx_timeout', '"x"'),
        ('graphviz_dot', '7'),
    ],
)
def test_any_object_may_stand_in_a_value_of_sphinx(project, name, value):
    """What Sphinx itself goes on with, we go on with; it stops at most others."""
    with_values(project, {'html_theme': '"basic"', name: value})
    result = project.build('dummy', expect=None)
    assert not any('convglossary' in line for line in result.warnings)


@pytest.mark.parametrize(
    'files',
    [
        "'http://[::1/x'",
        r"'g\ud800.json'",
        "['http://[::1/x', None]",
        r"'http://x.example/\ud800'",
        "'://'",
        "'http://'",
        "'a\\x07://b'",
    ],
)
def test_an_inventory_may_have_any_place(project, files):
    value = f"{{'handbook': ('https://127.0.0.1:9/', {files})}}"
    result = with_values(project, {'convglossary_inventories': value}).build(
        expect=None
    )
    check_warnings(result)
    assert result.links('index') == {'One': '#term-one'}
    assert result.warnings


_ANY = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False),
        st.text(),
        st.binary(),
    ),
    lambda inner: st.one_of(
        st.lists(inner), st.lists(inner).map(tuple), st.dictionaries(st.text(), inner)
    ),
    max_leaves=8,
)


@given(_ANY)
def test_what_python_itself_has_stays_as_it_is(value):
    assert plain_value(value) == value


@given(st.lists(_ANY))
def test_what_is_odd_is_odd_alone(values):
    *others, last = plain_value([*values, object()])
    assert others == values
    assert isinstance(last, Odd)
    assert repr(last) == 'a value of the type builtins.object'


@pytest.mark.parametrize(
    ('value', 'text'),
    [
        ('Us', 'Us'),
        (1.5, '1.5'),
        (None, ''),
        (['Us'], ''),
        ('a\ud800\x07', 'a'),
        (object(), ''),
    ],
)
def test_a_value_of_sphinx_is_a_text_or_none(value, text):
    assert text_of(SimpleNamespace(version=value), 'version') == text
