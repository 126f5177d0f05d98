"""Name and options above a definition are told apart line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_convglossary.heading import read_heading


def read(text: str, *, named: bool = True):
    return read_heading(text.split('\n'), named=named)


def test_options_follow_the_name():
    heading = read('One\n:id: one\n:hidden:\n:aliases: Uno')
    assert heading.name == ['One']
    assert heading.options == {'id': 'one', 'hidden': '', 'aliases': 'Uno'}


def test_a_line_further_in_continues_an_option():
    heading = read('One\n:aliases: Uno\n   Eins\n:id: one')
    assert heading.options == {'aliases': 'Uno\nEins', 'id': 'one'}


def test_a_value_may_begin_in_the_next_line():
    assert read('One\n:aliases:\n   Uno').options == {'aliases': 'Uno'}


def test_the_first_line_is_the_name_whatever_it_looks_like():
    assert read(':id: one').name == [':id: one']
    assert read(':id: one', named=False).options == {'id': 'one'}


def test_a_name_may_have_several_lines():
    assert read('One\nand Two\n:id: one').name == ['One', 'and Two']


def test_an_option_has_its_name_in_any_case():
    assert read('One\n:ID: one').options == {'id': 'one'}


def test_a_value_may_hold_colons():
    heading = read('One\n:learn-more: https://example.org/a:b')
    assert heading.options == {'learn-more': 'https://example.org/a:b'}


def test_what_begins_with_a_role_is_no_option():
    assert read('One\n:id: one\n:term-ref:`Two` is').rest == [':term-ref:`Two` is']


def test_of_a_doubled_option_the_first_counts():
    heading = read('One\n:id: one\n:id: two')
    assert heading.options == {'id': 'one'}
    assert heading.doubled == ['id']


def test_what_follows_without_a_blank_line_is_kept():
    heading = read('One\n:id: one\nThe first.\nOf all.')
    assert heading.rest == ['The first.', 'Of all.']


@given(st.lists(st.text(alphabet=':a b`\\é'), min_size=1), st.booleans())
def test_no_line_is_lost(lines, named):
    heading = read_heading(lines, named=named)
    kept = ''.join([*heading.name, *heading.options, *heading.rest, *heading.doubled])
    values = ''.join(heading.options.values())
    for sign in 'é`':
        doubled = bool(heading.doubled)
        assert doubled or (kept + values).count(sign) >= ''.join(lines).count(sign) - (
            sum(line.lower().count(sign) - line.count(sign) for line in lines)
        )
