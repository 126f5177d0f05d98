"""Where a term is at home, and under which heading of a listing it stands."""

from __future__ import annotations

import pytest

from sphinxcontrib_convglossary.glossary import Place
from sphinxcontrib_convglossary.outline import (
    Arrangement,
    Detail,
    Grouping,
    Listing,
    category_anchor,
    find_homes,
)
from sphinxcontrib_convglossary.spelling import make_id
from sphinxcontrib_convglossary.terms import Term, Wording


def term(name, category='', *, hidden=True, sort='', docname='terms'):
    words = Wording(language='en', name=name, sort=sort)
    return Term(
        id=make_id(name),
        docname=docname,
        line=1,
        ordinal=hash(name) % 1000,
        source=words,
        local=words,
        category=category,
        hidden=hidden,
    )


def listing(docname='list', ordinal=0, **options):
    return Listing(docname=docname, line=1, ordinal=ordinal, **options)


TERMS = [
    term('zebra', 'ai'),
    term('Apple', 'pay'),
    term('agent', 'ai'),
    term('Bot'),
    term('2FA', 'gone'),
    term('The Bot', 'pay', sort='bots'),
]
ARRANGEMENT = Arrangement(
    language='en',
    labels={'pay': 'Payment', 'ai': 'AI', 'unused': 'Unused'},
    other_terms='Other terms',
)


def sections(terms=TERMS, **options):
    return [
        (section.anchor, section.title, [one.source.name for one in section.terms])
        for section in ARRANGEMENT.sections(listing(**options), terms)
    ]


class TestSections:
    def test_are_the_categories_in_their_order_and_then_the_others(self):
        assert sections() == [
            ('category-pay', 'Payment', ['Apple', 'The Bot']),
            ('category-ai', 'AI', ['agent', 'zebra']),
            ('other-terms', 'Other terms', ['2FA', 'Bot']),
        ]

    def test_of_some_categories_stand_as_they_were_asked_for(self):
        assert sections(categories=('ai', 'pay', 'unused')) == [
            ('category-ai', 'AI', ['agent', 'zebra']),
            ('category-pay', 'Payment', ['Apple', 'The Bot']),
        ]

    def test_have_no_heading_where_no_term_has_a_category(self):
        assert sections([term('One'), term('Two')]) == [('', '', ['One', 'Two'])]

    def test_of_a_page_of_one_category_leave_the_heading_to_its_title(self):
        assert sections(categories=('ai',), whole_page=True) == [
            ('category-ai', '', ['agent', 'zebra'])
        ]

    def test_of_a_listing_of_one_category_have_its_heading(self):
        assert sections(categories=('ai',)) == [
            ('category-ai', 'AI', ['agent', 'zebra'])
        ]

    def test_are_letters_with_signs_before_them(self):
        assert sections(group_by=Grouping.LETTER) == [
            ('letter-other', '#', ['2FA']),
            ('letter-a', 'A', ['agent', 'Apple']),
            ('letter-b', 'B', ['Bot', 'The Bot']),
            ('letter-z', 'Z', ['zebra']),
        ]

    def test_are_one_without_a_heading(self):
        assert sections(group_by=Grouping.NONE) == [
            ('', '', ['2FA', 'agent', 'Apple', 'Bot', 'The Bot', 'zebra'])
        ]

    def test_are_none_where_nothing_is_shown(self):
        assert sections([]) == []
        assert sections(categories=('unused',)) == []

    @pytest.mark.parametrize('group_by', Grouping)
    def test_are_the_same_whatever_the_order_of_the_terms(self, group_by):
        assert sections(TERMS[::-1], group_by=group_by) == sections(group_by=group_by)

    def test_of_a_category_have_an_anchor_made_of_its_key(self):
        assert category_anchor('A & b') == 'category-a-b'


def home(*listings, order=(), hidden=True, category='ai'):
    one = term('One', category, hidden=hidden)
    return find_homes([one], listings, order).get(one.place)


class TestAHome:
    def test_is_the_block_of_a_term_that_is_not_hidden(self):
        assert home(listing(), hidden=False) == Place(docname='terms')

    def test_is_nowhere_where_nothing_shows_the_term(self):
        assert home() is None
        assert home(listing(entries=Detail.NAMES)) is None
        assert home(listing(entries=Detail.SUMMARY)) is None
        assert home(listing(categories=('pay',))) is None

    def test_is_the_first_in_the_order_of_the_toctree(self):
        found = home(listing('a'), listing('z'), order=['index', 'z', 'a'])
        assert found == Place(docname='z', listing=0)

    def test_is_the_first_on_its_page(self):
        found = home(listing(ordinal=1), listing(ordinal=0), order=['list'])
        assert found == Place(docname='list', listing=0)

    def test_is_an_unfiltered_listing_first(self):
        filtered, whole = listing('a', categories=('ai',)), listing('z')
        assert home(filtered, whole, order=['a', 'z']) == Place(docname='z', listing=0)

    def test_is_a_filtered_listing_else(self):
        filtered, names = (
            listing('z', categories=('ai',)),
            listing('a', entries=Detail.NAMES),
        )
        assert home(filtered, names, order=['a', 'z']) == Place(docname='z', listing=0)

    def test_is_known_for_a_document_that_no_toctree_names(self):
        assert home(listing('b'), listing('a')) == Place(docname='a', listing=0)
