"""What is known of languages without asking Babel is what Babel says."""

from __future__ import annotations

import pytest
from babel import Locale, localedata
from babel.core import get_global

from sphinxcontrib_convglossary import languages
from sphinxcontrib_convglossary.languages import direction


def test_every_language_runs_as_babel_says():
    codes = {*localedata.locale_identifiers(), *get_global('language_aliases')}
    codes |= {code.replace('_', '-') for code in codes}
    known = {code: languages._direction_by_babel(code) for code in codes}
    assert {code: direction(code) for code in codes} == known


@pytest.mark.parametrize('language', ['en', 'pt_BR', 'zh_Hant', 'ar', 'he', 'fa'])
def test_babel_reads_no_data_of_most_languages(monkeypatch, language):
    monkeypatch.setattr(Locale, 'parse', None)
    direction.cache_clear()
    assert direction(language) == ('rtl' if language in 'ar he fa' else 'ltr')
