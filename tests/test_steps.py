"""What counts steps finds what is read more than once, in Python and in C."""

from __future__ import annotations

import re

import pytest
from steps import assert_linear, assert_linear_steps, assert_linear_time, steps_of


def words(number: int) -> str:
    return 'word ' * number


def read_once(text: str) -> int:
    return sum(len(word) for word in text.split())


def read_again(text: str) -> int:
    each = text.split()
    return sum(1 for word in each for other in each if word is other)


def copied_again(text: str) -> None:
    while text:
        text = text[5:]


def searched_again(text: str) -> list[str]:
    return re.findall(r'w[^!]*!', text)


def test_the_same_call_takes_the_same_steps():
    text = words(50)
    steps_of(read_once, text)
    counts = {steps_of(read_once, text) for _ in range(3)}
    assert len(counts) == 1
    assert counts.pop() > 50


def test_a_text_that_is_read_once_is_linear():
    assert_linear(read_once, words)


def test_a_sorted_text_is_linear_enough():
    assert_linear(lambda text: sorted(text.split(), key=lambda word: word), words)


def test_a_text_that_is_read_for_each_word_is_found():
    with pytest.raises(AssertionError, match='steps'):
        assert_linear_steps(read_again, words)


@pytest.mark.parametrize('run', [copied_again, searched_again])
def test_what_is_done_in_c_for_each_word_is_found(run):
    assert_linear_steps(run, words)
    with pytest.raises(AssertionError, match=' s'):
        assert_linear_time(run, words)


def test_what_traces_already_goes_on_tracing(monkeypatch):
    traced = []
    monkeypatch.setattr('sys.settrace', traced.append)
    monkeypatch.setattr('sys.gettrace', lambda: 'before')
    steps_of(read_once, '')
    assert traced[-1] == 'before'
