"""Records by document, kept as bytes until somebody asks."""

from __future__ import annotations

import pickle

import pytest

from sphinxcontrib_convglossary.packing import Packed


def test_a_record_is_what_was_put_in():
    kept = {}
    records = Packed(kept)
    records['a'] = ('x', 1)
    assert records['a'] == ('x', 1)
    assert isinstance(kept['a'], bytes)
    assert dict(records) == {'a': ('x', 1)}


def test_a_record_is_unpacked_once():
    records = Packed({'a': pickle.dumps(['x'])})
    assert records['a'] is records['a']


def test_a_record_that_is_put_in_anew_is_the_new_one():
    records = Packed({})
    records['a'] = 'old'
    assert records['a'] == 'old'
    records['a'] = 'new'
    assert records['a'] == 'new'


def test_a_record_that_another_process_has_read_is_the_new_one():
    kept = {'a': pickle.dumps('old')}
    records = Packed(kept)
    assert records['a'] == 'old'
    kept['a'] = pickle.dumps('new')
    assert records['a'] == 'new'


def test_a_record_that_is_forgotten_is_none():
    kept = {'a': pickle.dumps('old')}
    records = Packed(kept)
    assert records['a'] == 'old'
    del kept['a']
    assert records.get('a') is None
    with pytest.raises(KeyError):
        records['a']
