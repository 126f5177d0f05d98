"""Which spellings are one, which id a name has, how a list is written."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_convglossary.spelling import (
    exact_key,
    folded_key,
    join_items,
    make_id,
    plain,
    split_items,
)


class TestAnId:
    @pytest.mark.parametrize(
        ('name', 'made'),
        [
            ('24-Hour Window', '24-hour-window'),
            ('WhatsApp Business API', 'whatsapp-business-api'),
            # symbols and the number sign
            ('C++', 'c-2b2b'),
            ('C', 'c'),
            ('C#', 'c-23'),
            ('F# minor', 'f-23-minor'),
            ('>>>', '3e3e3e'),
            ('a+b', 'a-2b-b'),
            ('+ +', '2b-2b'),
            ('+1', '2b-1'),
            ('€', '20ac'),
            ('$100', '24-100'),
            ('a = b', 'a-3d-b'),
            ('<b>', '3c-b-3e'),
            ('`x`', '60-x-60'),
            ('😀', '1f600'),
            ('a|b', 'a-7c-b'),
            ('100%', '100'),
            # each run of anything else is one hyphen, none at the ends
            ('a -- b', 'a-b'),
            ('  spaced \t out\n', 'spaced-out'),
            ('(paren)', 'paren'),
            ('A/B & C', 'a-b-c'),
            ('a_b', 'a-b'),
            ("don't", 'don-t'),
            ('.NET', 'net'),
            ('a\N{NO-BREAK SPACE}b', 'a-b'),
            ('a\N{EN DASH}b', 'a-b'),
            ('a\N{SOFT HYPHEN}b', 'a-b'),
            # nothing left
            ('...', '2e2e2e'),
            ('?', '3f'),
            ('-', '2d'),
            ('* *', '2a202a'),
            # compatibility and case
            ('ＡＰＩ', 'api'),
            ('ﬁne', 'fine'),
            ('№ 5', 'no-5'),
            ('x²', 'x2'),
            ('Ⅷ', 'viii'),
            ('Straße', 'straße'),
            ('ÉLAN', 'élan'),
            ('E\N{COMBINING ACUTE ACCENT}lan', 'élan'),
            # scripts
            ('用語集', '用語集'),
            ('ガイド', 'ガイド'),
            ('مَسرد', 'مَسرد'),
            ('हिन्दी', 'हिन्दी'),
            ('Привет, мир', 'привет-мир'),
            ('한국어', '한국어'),
            ('ΑΒΓ', 'αβγ'),
            ('٣ أرقام', '٣-أرقام'),
        ],
    )
    def test_is_made_of_the_name_alone(self, name, made):
        assert make_id(name) == made

    @given(st.text(min_size=1).filter(str.strip))
    def test_is_never_empty_and_holds_words_and_hyphens_alone(self, name):
        made = make_id(name)
        assert made
        assert not made.startswith('-')
        assert not made.endswith('-')
        assert '--' not in made
        assert not re.search(r'\s', made)
        for sign in made:
            assert sign == '-' or unicodedata.category(sign)[0] in 'LMN'

    @given(st.text(min_size=1).filter(str.strip))
    def test_is_the_same_however_the_name_is_composed(self, name):
        composed = unicodedata.normalize('NFC', name)
        decomposed = unicodedata.normalize('NFD', name)
        assert make_id(composed) == make_id(decomposed)

    def test_tells_languages_of_one_letter_apart(self):
        assert len({make_id(name) for name in ('C', 'C++', 'C#', 'C*', 'C--')}) >= 3


class TestTwoSpellingsAreOneExactly:
    @pytest.mark.parametrize(
        ('one', 'other'),
        [
            ('a b', 'a\N{NO-BREAK SPACE}b'),
            ('a b', 'a\N{NARROW NO-BREAK SPACE}b'),
            ('a b', 'a\N{IDEOGRAPHIC SPACE}b'),
            ('a b', ' a \t\n b '),
            (
                'caf\N{LATIN SMALL LETTER E WITH ACUTE}',
                'cafe\N{COMBINING ACUTE ACCENT}',
            ),
            ("don't", 'don\N{RIGHT SINGLE QUOTATION MARK}t'),
            ("'a'", '\N{LEFT SINGLE QUOTATION MARK}a\N{RIGHT SINGLE QUOTATION MARK}'),
            ('"a"', '\N{LEFT DOUBLE QUOTATION MARK}a\N{RIGHT DOUBLE QUOTATION MARK}'),
            ('24-hour', '24\N{HYPHEN}hour'),
            ('24-hour', '24\N{NON-BREAKING HYPHEN}hour'),
        ],
    )
    def test_in(self, one, other):
        assert exact_key(one) == exact_key(other)

    @pytest.mark.parametrize(
        ('one', 'other'),
        [
            ('Internet', 'internet'),
            ('ＡＰＩ', 'API'),
            ('Straße', 'Strasse'),
            ('a-b', 'a b'),
            ('a-b', 'a\N{EN DASH}b'),
            ('é', 'e'),
            ('x²', 'x2'),
        ],
    )
    def test_but_not_in(self, one, other):
        assert exact_key(one) != exact_key(other)


class TestTwoSpellingsAreOneFolded:
    @pytest.mark.parametrize(
        ('one', 'other'),
        [
            ('Internet', 'INTERNET'),
            ('ＡＰＩ', 'api'),
            ('Straße', 'STRASSE'),
            ('ẞ', 'ss'),
            ('İstanbul', 'istanbul'),
            ('ISTANBUL', 'ıstanbul'),
            ('İ', 'ı'),
            ('I', 'ı'),
            ('I\N{COMBINING DOT ABOVE}', 'i'),
            ('Σίσυφος', 'ΣΊΣΥΦΟΣ'),
            ('ﬁle', 'FILE'),
            ('x²', 'X2'),
            ('A\N{NO-BREAK SPACE}B', 'a b'),
            ('DON\N{RIGHT SINGLE QUOTATION MARK}T', "don't"),
            ('A\N{FULLWIDTH HYPHEN-MINUS}B', 'a-b'),
            ('A\N{NON-BREAKING HYPHEN}B', 'a-b'),
        ],
    )
    def test_in(self, one, other):
        assert folded_key(one) == folded_key(other)

    @pytest.mark.parametrize(('one', 'other'), [('é', 'e'), ('a-b', 'ab'), ('o', '0')])
    def test_but_not_in(self, one, other):
        assert folded_key(one) != folded_key(other)

    @given(st.text())
    def test_whenever_they_are_one_exactly(self, text):
        for other in (
            unicodedata.normalize('NFD', text),
            f' {text} ',
            text.replace(' ', '\N{NO-BREAK SPACE}'),
            text.replace("'", '\N{RIGHT SINGLE QUOTATION MARK}'),
        ):
            if exact_key(text) == exact_key(other):
                assert folded_key(text) == folded_key(other)

    @given(st.text())
    def test_with_itself_folded_again(self, text):
        assert folded_key(folded_key(text)) == folded_key(text)


class TestAList:
    @pytest.mark.parametrize(
        ('text', 'items'),
        [
            ('a · b', ('a', 'b')),
            ('a·b', ('a', 'b')),
            ('a; b ;c', ('a', 'b', 'c')),
            ('a\nb\n', ('a', 'b')),
            ('a, b · c', ('a, b', 'c')),
            ('a · · ; \n b', ('a', 'b')),
            (' a  b ', ('a b',)),
            ('', ()),
            (' · ', ()),
            (r'a\; b', ('a; b',)),
            (r'a\·b · c', ('a·b', 'c')),
            (r'a\\ · b', ('a\\', 'b')),
            (r'a\b', (r'a\b',)),
            ('a\\', ('a\\',)),
            ('a · b · a', ('a', 'b')),
        ],
    )
    def test_is_split_at_dots_semicolons_and_lines(self, text, items):
        assert split_items(text) == items

    @given(st.lists(st.text().map(plain).filter(bool), unique=True))
    def test_is_written_so_that_it_is_read_back(self, items):
        assert split_items(join_items(tuple(items))) == tuple(items)

    def test_is_written_in_one_line(self):
        assert join_items(('a', 'b;c', 'd')) == r'a · b\;c · d'
