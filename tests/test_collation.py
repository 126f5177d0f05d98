"""The order of names is that of a language's alphabet."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_convglossary.collation import has_icu, letter_of, sort_key


@pytest.mark.skipif(find_spec('icu') is not None, reason='PyICU is found first')
def test_a_folder_called_icu_is_no_alphabet(tmp_path, monkeypatch):
    (tmp_path / 'icu').mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert import_module('icu').__path__
    try:
        assert not has_icu()
    finally:
        sys.modules.pop('icu')


@pytest.mark.parametrize(
    ('language', 'names'),
    [
        ('en', ['agent', 'API', 'Apple', 'bot', 'Zebra']),
        ('en', ['24-Hour Window', '2FA', 'API']),
        ('en', ['co-op', 'coop', 'cooper']),
        ('fr', ['cote', 'côte', 'élan', 'étage', 'zèbre']),
        ('fr', ['agent', 'Écho', 'fin']),
        ('pt', ['ação', 'acesso', 'água', 'zona']),
        ('pt_BR', ['ação', 'acesso', 'água', 'zona']),
        ('de', ['Apfel', 'Ärger', 'Arzt', 'Straße', 'Strasser', 'Zug']),
        ('es', ['nube', 'nudo', 'ñandú', 'oso']),
        ('es_MX', ['nube', 'ñandú', 'oso']),
        ('pt', ['ñandú', 'nube', 'oso']),
        ('ja', ['あい', 'かいわ', 'がっこう', 'ようご']),
        ('ja', ['あい', 'アウト', 'いえ']),
        ('ar', ['ألف', 'باب', 'وكيل']),
        ('en', ['(paren)', 'quote', '"rest"']),
        ('en', ['a b', 'a-b', 'ab']),
    ],
)
def test_names_follow_each_other(language, names):
    for first, second in pairwise(names):
        assert sort_key(first, language) < sort_key(second, language), (first, second)


def test_capitals_and_accents_count_where_all_else_is_equal():
    names = ['Resume', 'resume', 'résumé', 'résumés']
    keys = [sort_key(name, 'en') for name in names]
    assert len(set(keys)) == 4
    assert max(keys[:3]) < keys[3]


@given(st.lists(st.text(), unique=True))
def test_the_order_is_complete(names):
    keys = {sort_key(name, 'en') for name in names}
    assert len(keys) == len(names), 'two names never share a place'


@pytest.mark.parametrize(
    ('name', 'language', 'letter'),
    [
        ('apple', 'en', 'A'),
        ('Élan', 'fr', 'E'),
        ('ärger', 'de', 'A'),
        ('ñandú', 'es', 'Ñ'),
        ('ñandú', 'pt', 'N'),
        ('ＡＰＩ', 'en', 'A'),
        ('"quoted"', 'en', 'Q'),
        ('(a)', 'en', 'A'),
        ('24-Hour', 'en', '#'),
        ('>>>', 'en', '#'),
        ('...', 'en', '#'),
        ('', 'en', '#'),
        ('用語', 'ja', '用'),
        ('ようご', 'ja', 'よ'),
        ('Привет', 'ru', 'П'),
        ('وكيل', 'ar', 'و'),
        ('ßeta', 'de', 'S'),
    ],
)
def test_a_name_stands_under_its_letter(name, language, letter):
    assert letter_of(name, language) == letter


@given(st.text(), st.sampled_from(['en', 'es', 'ja', 'xx']))
def test_every_name_stands_somewhere(name, language):
    assert letter_of(name, language)
