"""With PyICU (the extra ``icu``) every language has its own alphabet, exactly."""

from __future__ import annotations

import pytest
from programs import needs

from sphinxcontrib_convglossary.collation import IcuAlphabet, alphabet_of

pytestmark = needs('icu')


@pytest.mark.parametrize(
    ('language', 'names'),
    [
        ('sv', ['apa', 'zebra', 'år', 'ärlig', 'öl']),
        ('cs', ['cena', 'hora', 'chata', 'ihned']),
        ('tr', ['hata', 'ılık', 'iş', 'jeton']),
        ('es', ['nube', 'ñandú', 'oso']),
        ('fr', ['écho', 'élan', 'fin']),
        ('ja', ['あい', 'アウト', 'いえ']),
        ('de', ['Apfel', 'Ärger', 'Arzt']),
    ],
)
def test_names_follow_each_other(language, names):
    turned = [*names[1:], names[0]]
    assert sorted(turned, key=alphabet_of(language).key) == names


@pytest.mark.parametrize(
    ('language', 'name', 'letter'),
    [
        ('sv', 'ärlig', 'Ä'),
        ('en', 'ärlig', 'A'),
        ('cs', 'chata', 'CH'),
        ('es', 'ñandú', 'Ñ'),
        ('en', '24 hours', '#'),
        ('en', 'Жук', 'Ж'),
    ],
)
def test_a_name_stands_under_its_letter(language, name, letter):
    assert IcuAlphabet(language).letter(name).upper() == letter


def test_a_language_that_nobody_knows_has_an_alphabet_all_the_same():
    assert sorted(['b', 'a'], key=alphabet_of('xx_YY').key) == ['a', 'b']
