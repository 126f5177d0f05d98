"""How references are written: parts, and what is broken about them."""

from __future__ import annotations

import pytest

from sphinxcontrib_convglossary.written import Fault, Parts, parts_of, pieces_of

END = r'\W|\Z'
START = r'(?:^|(?<=\W))'


@pytest.mark.parametrize(
    ('text', 'parts'),
    [
        ('HSM', None),
        ('<HSM>', None),
        ('templates <HSM>', ('templates', 'HSM')),
        ('iterators <std::vector<T>>', ('iterators', 'std::vector<T>')),
        ('x < y <Order>', ('x < y', 'Order')),
        ('less <<>', ('less', '<')),
        ('the prompt <>>>>', ('the prompt', '>>>')),
        ('nothing <>', ('nothing', '')),
        ('轮子＜Wheel＞', ('轮子', 'Wheel')),
        ('caixas &lt;Wheel&gt;', ('caixas', 'Wheel')),
        ('wheel <Wheel>s', ('wheel', 'Wheel', 's')),
        ('a <vector<T>>s', ('a', 'vector<T>', 's')),
        ('wheel <Wheel', ('wheel', 'Wheel', '', False)),
        ('a \0<b\0>', None),
        ('a \0<b\0> <c>', ('a \0<b\0>', 'c')),
    ],
)
def test_a_reference_has_a_text_and_a_target(text, parts):
    assert parts_of(text) == (parts and Parts(*parts))


@pytest.mark.parametrize(
    ('text', 'pieces'),
    [
        (':r:`a` b', [(':r:`a` b', None)]),
        (':r:`a`b', [(':r:`a`', Fault.TOUCHED), ('b', None)]),
        (
            ':r:`a`b :r:`c`d',
            [(':r:`a`', 'touched'), ('b :r:`c`', 'touched'), ('d', None)],
        ),
        (':r:`a and :r:`b`', [(':r:`a and`', Fault.UNENDED), (' :r:`b`', None)]),
        (':r:`a, ``b``', [(':r:`a,`', Fault.UNENDED), (' ``b``', None)]),
        (':r:`a\0`b` c', [(':r:`a\0`b` c', None)]),
        ('``:r:`a`b`` c', [('``:r:`a`b`` c', None)]),
        ('x:r:`a`b', [('x:r:`a`b', None)]),
        (':r:`10:30:`x', [(':r:`10:30:`', Fault.TOUCHED), ('x', None)]),
    ],
)
def test_a_reference_ends_where_its_author_meant_it(text, pieces):
    assert list(pieces_of(text, START, END)) == pieces


@pytest.mark.parametrize(
    'text', [':r:`a`b ', ':r:`a :r:`b ', '``a ', ':a:a:a', '`', '<a']
)
def test_pieces_are_the_whole_text(text):
    many = text * 500
    read = ''.join(piece.text for piece in pieces_of(many, START, END))
    assert read.replace('`', '') == many.replace('`', '')
