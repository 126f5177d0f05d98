"""What the glossary answers: which term a spelling means, and what contradicts."""

from __future__ import annotations

from itertools import permutations

import pytest

from sphinxcontrib_convglossary.glossary import (
    Contradiction,
    Glossary,
    Level,
    Place,
)
from sphinxcontrib_convglossary.spelling import make_id
from sphinxcontrib_convglossary.terms import Relation, RelationKind, Term, Wording


def term(name, *, line=0, docname='index', id='', local=None, **fields):
    """Make a term; fields that wordings have are the source's."""
    mine = {'aliases', 'abbreviation', 'forms', 'deprecated', 'sort'} & fields.keys()
    source = Wording(language='en', name=name, **{f: fields.pop(f) for f in mine})
    return Term(
        id=id or make_id(name),
        explicit_id=bool(id),
        docname=docname,
        line=line,
        ordinal=line,
        source=source,
        local=Wording(language='fr', **local) if local else source,
        **fields,
    )


def glossary(*terms, language='en'):
    ordered = sorted(terms, key=lambda term: term.place)
    return Glossary(terms=tuple(ordered), language=language)


def found(answer):
    return answer and answer.term.id


#: One term for each level that "x" may be found at, in the order of the contract.
LEVELS = {
    'the source name': term('x', id='1', line=1),
    'the local name': term('b', id='2', line=2, local={'name': 'x'}),
    'an id': term('c', id='x', line=3),
    'an alias of the source': term(
        'd', id='4', line=4, aliases=('x',), local={'name': 'q'}
    ),
    'a local alias': term('e', id='5', line=5, local={'aliases': ('x',)}),
    'a wording to avoid': term('f', id='6', line=6, deprecated=('x',)),
}
IN_SOURCE = list(LEVELS)
IN_TRANSLATION = [
    'the local name',
    'the source name',
    'an id',
    'a local alias',
    'an alias of the source',
    'a wording to avoid',
]


class TestTheOrderOfTheLevels:
    @pytest.mark.parametrize(
        ('translated', 'order'), [(False, IN_SOURCE), (True, IN_TRANSLATION)]
    )
    def test_is_that_of_the_contract(self, translated, order):
        remaining = list(order)
        while remaining:
            terms = [LEVELS[level] for level in remaining]
            answer = glossary(*terms).find('x', translated=translated)
            assert answer.term is LEVELS[remaining.pop(0)]
            assert answer.rivals == ()

    @pytest.mark.parametrize('translated', [False, True])
    def test_is_gone_through_exactly_before_anything_is_folded(self, translated):
        folded = [
            term('X', id='1', line=1),
            term('b', id='2', line=2, local={'name': 'X'}),
            term('d', id='4', line=4, aliases=('X',)),
        ]
        exact = term('f', id='6', line=6, deprecated=('x',))
        answer = glossary(*folded, exact).find('x', translated=translated)
        assert answer.term is exact
        assert answer.level is Level.DEPRECATED

    def test_does_not_depend_on_the_order_of_the_terms(self):
        for terms in permutations(LEVELS.values()):
            answer = Glossary(terms=terms, language='fr').find('x')
            assert answer.term is LEVELS['the source name']

    def test_has_a_former_id_beside_an_id(self):
        one = term('One', previously=('x',), line=1)
        two = term('Two', aliases=('x',), line=2)
        assert found(glossary(one, two).find('x')) == 'one'

    @pytest.mark.parametrize('kind', ['abbreviation', 'forms', 'aliases'])
    def test_has_abbreviations_and_forms_beside_aliases(self, kind):
        value = 'x' if kind == 'abbreviation' else ('x',)
        one = term('One', **{kind: value}, line=1)
        two = term('Two', deprecated=('x',), line=2)
        assert found(glossary(one, two).find('x')) == 'one'


class TestASpelling:
    GLOSSARY = glossary(
        term('Internet', id='net', line=1),
        term('internet', id='a-net', line=2),
        term("Don't repeat", line=3),
        term('24-Hour Window', line=4),
        term('Straße', line=5),
        term('İstemci', line=6),
        term('Café au lait', line=7),
    )

    @pytest.mark.parametrize(
        ('spelling', 'id'),
        [
            ('Internet', 'net'),
            ('internet', 'a-net'),
            ('don’t repeat', 'don-t-repeat'),
            ('24\N{NON-BREAKING HYPHEN}hour\N{NO-BREAK SPACE}window', '24-hour-window'),
            ('STRASSE', 'straße'),
            ('istemci', make_id('İstemci')),
            ('CAFE\N{COMBINING ACUTE ACCENT} AU LAIT', 'café-au-lait'),
            ('ｓｔｒａｓｓｅ', 'straße'),
            ('cafe au lait', None),
            ('', None),
            ('   ', None),
            ('nothing', None),
        ],
    )
    def test_finds(self, spelling, id):
        assert found(self.GLOSSARY.find(spelling)) == id

    def test_that_differs_from_two_in_case_is_doubtful(self):
        answer = self.GLOSSARY.find('INTERNET')
        assert answer.term.id == 'a-net', 'the smallest id'
        assert [rival.id for rival in answer.rivals] == ['net', 'a-net']


class TestSeveralTermsAtOneLevel:
    ZETA = term('Zeta', aliases=('x',), docname='a', line=9)
    ALPHA = term('Alpha', aliases=('x',), docname='z', line=1)

    def test_are_all_named_by_place_and_the_smallest_id_is_taken(self):
        for terms in permutations([self.ZETA, self.ALPHA]):
            answer = Glossary(terms=terms, language='en').find('x')
            assert answer.term is self.ALPHA
            assert answer.rivals == (self.ZETA, self.ALPHA)

    def test_are_not_one_term_that_is_called_so_twice(self):
        one = term('One', aliases=('x',), forms=('x',), line=1)
        assert glossary(one).find('x').rivals == ()

    def test_of_one_id_are_taken_by_place(self):
        first, second = term('Bank', id='b', line=1), term('Bank', id='b', line=2)
        for terms in permutations([first, second]):
            answer = Glossary(terms=terms, language='en').find('Bank')
            assert answer.term is first


class TestTheRealGlossary:
    """What its terms are called, and a glossary tool must survive."""

    GLOSSARY = glossary(
        term('WhatsApp Business API', aliases=('WABA', 'WhatsApp Cloud API'), line=1),
        term('WABA', aliases=('WhatsApp Business Account',), line=2),
        term('WhatsApp Cloud API', line=3),
    )

    def test_has_names_that_are_aliases_of_another(self):
        answer = self.GLOSSARY.find('WABA')
        assert answer.term.id == 'waba'
        assert answer.rivals == ()
        assert found(self.GLOSSARY.find('WhatsApp Cloud API')) == 'whatsapp-cloud-api'

    def test_finds_such_a_name_in_other_case_too(self):
        assert found(self.GLOSSARY.find('waba')) == 'waba'

    def test_finds_nothing_wrong_with_it(self):
        assert list(self.GLOSSARY.clashes()) == []


class TestDidYouMean:
    GLOSSARY = glossary(
        term('Webhook', aliases=('Callback URL',), line=1),
        term('Web Chat', line=2),
        term('Payment Link', local={'name': 'Lien de paiement'}, line=3),
    )

    @pytest.mark.parametrize(
        ('mistake', 'meant'),
        [
            ('Webhok', 'Webhook'),
            ('web-hook', 'Webhook'),
            ('Webhooks', 'Webhook'),
            ('calback url', 'Callback URL'),
            ('Paymentlink', 'Payment Link'),
            ('lien de payement', 'Lien de paiement'),
        ],
    )
    def test_names_the_nearest_first_as_it_is_written(self, mistake, meant):
        assert self.GLOSSARY.nearest(mistake)[0] == meant

    @pytest.mark.parametrize('mistake', ['', ' ', 'qwxz', '…'])
    def test_names_nothing_where_nothing_is_near(self, mistake):
        assert self.GLOSSARY.nearest(mistake) == ()

    def test_names_three_at_most(self):
        many = glossary(*(term(f'Term {n}', line=n) for n in range(9)))
        assert len(many.nearest('Term x')) == 3

    def test_names_the_same_whatever_the_order(self):
        terms = [term(f'Term {n}', line=n) for n in range(4)]
        answers = {
            Glossary(terms=order, language='en').nearest('Term x')
            for order in permutations(terms)
        }
        assert len(answers) == 1


class TestAnchors:
    def test_are_made_of_the_id(self):
        one = term('One')
        assert glossary(one).anchor_of(one) == 'term-one'

    def test_of_a_second_term_get_a_number(self):
        terms = [term('Bank', id='bank', line=n) for n in range(3)]
        book = glossary(*terms)
        assert [book.anchor_of(one) for one in terms] == [
            'term-bank',
            'term-bank-2',
            'term-bank-3',
        ]

    def test_of_a_second_term_take_none_that_another_term_has(self):
        first, second = term('Bank', id='bank', line=1), term('Bank', id='bank', line=2)
        other = term('Other', id='bank-2', line=3)
        book = glossary(first, second, other)
        assert book.anchor_of(other) == 'term-bank-2'
        assert book.anchor_of(second) == 'term-bank-3'

    def test_are_given_by_place_whatever_was_read_first(self):
        first = term('Bank', id='bank', docname='a', line=9)
        second = term('Bank', id='bank', docname='b', line=1)
        assert glossary(second, first).anchor_of(first) == 'term-bank'

    def test_are_the_same_in_every_language(self):
        one = term('One', local={'name': 'Un'})
        assert glossary(one, language='fr').anchor_of(one) == 'term-one'

    def test_of_before_are_kept(self):
        one = term('One', previously=('uno', 'eins'))
        assert glossary(one).former_anchors_of(one) == ('term-uno', 'term-eins')

    def test_of_before_give_way_to_those_of_now(self):
        one, two = term('One', previously=('two', 'uno'), line=1), term('Two', line=2)
        assert glossary(one, two).former_anchors_of(one) == ('term-uno',)

    def test_of_before_are_had_by_the_first_that_claims_them(self):
        one, two = (
            term('One', previously=('x',), line=1),
            term('Two', previously=('x', 'x'), line=2),
        )
        book = glossary(one, two)
        assert book.former_anchors_of(one) == ('term-x',)
        assert book.former_anchors_of(two) == ()

    def test_of_before_are_unique_on_their_page_only(self):
        one = term('One', previously=('x', 'two'), docname='a')
        two = term('Two', previously=('x',), docname='b')
        book = glossary(one, two)
        assert book.former_anchors_of(one) == ('term-x', 'term-two')
        assert book.former_anchors_of(two) == ('term-x',)

    def test_of_before_are_unique_where_a_listing_shows_them(self):
        terms = [
            term('One', previously=('x',), docname='a'),
            term('Two', previously=('x',), docname='b'),
        ]
        place = Place(docname='c', listing=0)
        homes = {each.place: place for each in terms}
        book = Glossary(terms=tuple(terms), language='en', homes=homes)
        assert [book.former_anchors_of(each) for each in terms] == [('term-x',), ()]

    def test_of_an_id_are_kept_on_a_page_that_has_it_alone(self):
        terms = [term('One', docname=docname) for docname in 'ab']
        book = glossary(*terms, term('one', docname='b', line=1))
        assert [book.anchor_of(each) for each in book.terms] == [
            'term-one',
            'term-one-2',
            'term-one-3',
        ]
        assert [book.former_anchors_of(each) for each in book.terms] == [
            (),
            ('term-one',),
            (),
        ]

    def test_of_before_are_not_those_of_now(self):
        one = term('One', previously=('one', 'x', 'x'))
        assert glossary(one).former_anchors_of(one) == ('term-x',)


def clashes(*terms):
    return [
        (clash.kind, clash.first.line, clash.second.line)
        for clash in glossary(*terms).clashes()
    ]


class TestContradictions:
    def test_are_two_terms_of_one_name(self):
        assert clashes(term('Bank', line=1), term('Bank', line=2)) == [
            (Contradiction.SAME_NAME, 1, 2)
        ]

    def test_are_two_terms_of_one_name_of_which_one_has_an_id(self):
        assert clashes(term('Bank', id='a', line=1), term('Bank', line=2)) == [
            (Contradiction.SAME_NAME, 1, 2)
        ]

    def test_are_not_homonyms(self):
        assert clashes(term('Bank', id='a', line=1), term('Bank', id='b', line=2)) == []

    def test_are_homonyms_of_one_id(self):
        assert clashes(term('Bank', id='a', line=1), term('Bank', id='a', line=2)) == [
            (Contradiction.SAME_ID, 1, 2)
        ]

    def test_are_two_terms_of_one_id(self):
        assert clashes(term('One', id='a', line=1), term('Two', id='a', line=2)) == [
            (Contradiction.SAME_ID, 1, 2)
        ]

    def test_are_two_names_that_make_one_id(self):
        assert clashes(term('Web hook', line=1), term('Web-hook!', line=2)) == [
            (Contradiction.SAME_ID, 1, 2)
        ]

    def test_are_not_names_that_differ_in_case_alone(self):
        assert clashes(term('Internet', line=1), term('internet', line=2)) == []

    def test_are_ids_of_the_author_even_where_names_differ_in_case_alone(self):
        assert clashes(term('Net', id='a', line=1), term('net', id='a', line=2)) == [
            (Contradiction.SAME_ID, 1, 2)
        ]

    def test_are_not_equal_translations(self):
        one = term('One', local={'name': 'Un'}, line=1)
        two = term('Two', local={'name': 'Un'}, line=2)
        assert clashes(one, two) == []

    def test_are_found_at_each_further_term_by_place(self):
        same = [
            term('Bank', docname=docname, line=line)
            for docname, line in (('b', 1), ('a', 7), ('b', 4))
        ]
        assert clashes(*same) == [
            (Contradiction.SAME_NAME, 7, 1),
            (Contradiction.SAME_NAME, 7, 4),
        ]

    def test_are_names_in_another_spelling_of_the_same_signs(self):
        assert clashes(term("Don't", line=1), term('Don’t', line=2)) == [
            (Contradiction.SAME_NAME, 1, 2)
        ]


def relation(kind, target):
    return Relation(kind=RelationKind(kind), target=target)


class TestRelations:
    ONE = term(
        'One',
        relations=(
            relation('related', 'Zwei'),
            relation('related', 'two'),
            relation('broader', 'Wide'),
            relation('related', 'gone'),
        ),
        line=1,
    )
    TWO = term(
        'Two', aliases=('Zwei',), relations=(relation('replaced-by', 'one'),), line=2
    )
    WIDE = term('Wide', relations=(relation('narrower', 'One'),), line=3)
    GLOSSARY = glossary(ONE, TWO, WIDE)

    def shown(self, term, *, inverse):
        return [
            (one.kind.value, found(self.GLOSSARY.related(one)))
            for one in self.GLOSSARY.relations_of(term, inverse=inverse)
        ]

    def test_lead_to_each_other_end_once_by_any_designation(self):
        assert self.shown(self.ONE, inverse=False) == [
            ('related', 'two'),
            ('broader', 'wide'),
            ('related', None),
        ]

    def test_are_known_at_both_ends(self):
        assert self.shown(self.TWO, inverse=True) == [
            ('replaced-by', 'one'),
            ('related', 'one'),
        ]
        assert ('replaces', 'two') in self.shown(self.ONE, inverse=True)

    def test_that_both_ends_declare_are_given_once(self):
        assert self.shown(self.WIDE, inverse=True) == [('narrower', 'one')]

    def test_of_homonyms_lead_back_to_the_right_one(self):
        river = term('Bank', id='river', line=1)
        money = term(
            'Bank', id='money', relations=(relation('related', 'Loan'),), line=2
        )
        loan = term('Loan', line=3)
        book = glossary(river, money, loan)
        (back,) = book.relations_of(loan, inverse=True)
        assert found(book.related(back)) == 'money'

    def test_of_two_terms_of_one_id_lead_back_to_the_right_one(self):
        first = term('Key', line=1)
        second = term('key', relations=(relation('related', 'Lock'),), line=2)
        lock = term('Lock', line=3)
        book = glossary(first, second, lock)
        (back,) = book.relations_of(lock, inverse=True)
        assert book.related(back).term is second
