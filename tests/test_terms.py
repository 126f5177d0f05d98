"""What a term is called, and where it is published."""

from __future__ import annotations

import dataclasses

import pytest

from sphinxcontrib_convglossary.terms import (
    Kind,
    RelationKind,
    Term,
    Wording,
)

ENGLISH = Wording(
    language='en',
    name='Payment Link',
    aliases=('Pay Link', 'Checkout'),
    abbreviation='PL',
    forms=('payment links',),
    deprecated=('Money URL',),
    sort='payment',
)


def term(source=ENGLISH, local=None, **facts):
    return Term(
        id='x',
        docname='index',
        line=1,
        ordinal=0,
        source=source,
        local=local or source,
        **facts,
    )


def french(**fields):
    return Wording(language='fr', **fields)


def texts(designations):
    return [(one.text, one.language) for one in designations]


def test_a_wording_gives_every_designation_and_the_name_first():
    assert [(one.kind, one.text) for one in ENGLISH.designations()] == [
        (Kind.NAME, 'Payment Link'),
        (Kind.ALIAS, 'Pay Link'),
        (Kind.ALIAS, 'Checkout'),
        (Kind.ABBREVIATION, 'PL'),
        (Kind.FORM, 'payment links'),
        (Kind.DEPRECATED, 'Money URL'),
    ]


def test_a_wording_gives_no_empty_designation():
    assert list(french().designations()) == []


class TestReadersSee:
    def test_the_local_name_where_there_is_one(self):
        assert texts([term(local=french(name='Lien')).name]) == [('Lien', 'fr')]

    def test_the_source_name_where_there_is_none(self):
        assert texts([term(local=french()).name]) == [('Payment Link', 'en')]

    def test_the_abbreviation_before_the_aliases(self):
        assert texts(term().aliases) == [
            ('PL', 'en'),
            ('Pay Link', 'en'),
            ('Checkout', 'en'),
        ]

    def test_local_aliases_instead_of_those_of_the_source(self):
        one = term(local=french(aliases=('Paylien',)))
        assert texts(one.aliases) == [('PL', 'en'), ('Paylien', 'fr')]

    def test_no_alias_twice(self):
        source = Wording(language='en', name='N', aliases=('A', 'N2'), abbreviation='A')
        assert texts(term(source).aliases) == [('A', 'en'), ('N2', 'en')]


class TestATermIsSortedBy:
    def test_its_reading(self):
        assert term().reading == 'payment'

    def test_its_name_without_one(self):
        assert term(Wording(language='en', name='One')).reading == 'One'

    def test_its_local_reading(self):
        assert term(local=french(name='Lien', sort='lien')).reading == 'lien'

    def test_its_local_name_and_not_the_reading_of_another_language(self):
        assert term(local=french(name='Lien')).reading == 'Lien'

    def test_the_reading_of_the_source_where_its_name_stays(self):
        assert term(local=french()).reading == 'payment'


class TestATermIsPublished:
    @pytest.mark.parametrize(
        ('locales', 'there', 'not_there'),
        [
            ((), ['en', 'fr', 'pt_BR'], []),
            (('pt',), ['en', 'pt', 'pt_BR', 'pt-BR'], ['fr', 'ptx']),
            (('pt_BR',), ['en', 'pt_BR'], ['pt', 'pt_PT']),
            (('pt-BR',), ['pt_BR'], ['pt']),
            (('!fr',), ['en', 'pt', 'es'], ['fr', 'fr_CA']),
            (('pt', '!pt_BR'), ['en', 'pt', 'pt_PT'], ['pt_BR', 'fr']),
            (('!pt_BR', 'pt'), ['pt'], ['pt_BR']),
            (('fr', 'pt'), ['fr', 'pt', 'en'], ['es']),
            (('!en',), ['en'], []),
            (('FR',), ['fr'], ['es']),
        ],
    )
    def test_in(self, locales, there, not_there):
        one = term(locales=locales)
        assert [language for language in there if not one.published_in(language)] == []
        assert [language for language in not_there if one.published_in(language)] == []


@pytest.mark.parametrize(
    ('kind', 'inverse'),
    [
        (RelationKind.RELATED, RelationKind.RELATED),
        (RelationKind.BROADER, RelationKind.NARROWER),
        (RelationKind.NARROWER, RelationKind.BROADER),
        (RelationKind.REPLACED_BY, RelationKind.REPLACES),
        (RelationKind.REPLACES, RelationKind.REPLACED_BY),
    ],
)
def test_a_relation_has_a_name_at_its_other_end(kind, inverse):
    assert kind.inverse is inverse


def test_a_term_is_not_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        term().id = 'y'
