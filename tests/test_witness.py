"""A translated message means what its original refers to, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import REST

from sphinxcontrib_convglossary.witness import Finding, Target, settle


def targets(*readings):
    """Make targets; each is given by its readings, or by an unknown spelling."""
    made = []
    for number, reading in enumerate(readings):
        if isinstance(reading, str):
            made.append(Target(spelling=reading, readings=()))
        else:
            made.append(Target(spelling=f'#{number}', readings=tuple(reading)))
    return made


def meanings(originals, *readings):
    return list(settle(originals, targets(*readings)).meanings)


def findings(originals, *readings):
    return [remark.finding for remark in settle(originals, targets(*readings)).remarks]


class TestAgreement:
    @given(
        st.lists(st.integers(0, 5)).flatmap(
            lambda originals: st.tuples(st.just(originals), st.permutations(originals))
        )
    )
    def test_in_another_order_needs_no_remark(self, case):
        originals, translated = case
        readings = [[concept] for concept in translated]
        assert meanings(originals, *readings) == translated
        assert findings(originals, *readings) == []

    def test_by_repeated_mentions_needs_no_remark(self):
        assert findings([1, 2], [1], [2], [1]) == []
        assert findings([1, 1, 2], [2], [1]) == []

    def test_without_any_reference_needs_no_remark(self):
        assert findings([]) == []


class TestSeveralReadings:
    def test_mean_the_one_that_the_original_refers_to(self):
        assert meanings([2], [1, 2]) == [2]
        assert findings([2], [1, 2]) == []

    def test_mean_what_certain_targets_leave(self):
        assert meanings([1, 2], [1, 2], [1]) == [2, 1]
        assert findings([1, 2], [1, 2], [1]) == []

    def test_mean_each_one_of_two_with_one_translation(self):
        assert meanings([1, 2], [1, 2], [1, 2]) == [1, 2]
        assert findings([2, 1], [1, 2], [1, 2]) == []

    def test_are_settled_where_one_choice_is_left(self):
        assert meanings([1, 2, 3], [1, 2], [1], [2, 3]) == [2, 1, 3]

    def test_mean_the_likeliest_where_the_original_does_not_tell(self):
        assert meanings([3], [3], [1, 2]) == [3, 1]
        assert findings([3], [3], [1, 2]) == [Finding.ADDED]

    def test_may_repeat_what_is_spent(self):
        assert meanings([1], [1, 2], [1, 2]) == [1, 1]
        assert findings([1], [1, 2], [1, 2]) == []


class TestATargetThatNothingFinds:
    def test_means_the_one_that_is_left(self):
        assert meanings([1, 2], [2], 'x') == [2, 1]
        assert findings([1, 2], [2], 'x') == []

    def test_means_the_same_each_time(self):
        assert meanings([1], 'x', 'x') == [1, 1]
        assert findings([1], 'x', 'x') == []

    def test_is_paired_in_order_under_a_remark(self):
        assert meanings([1, 2], 'x', 'y') == [1, 2]
        assert findings([1, 2], 'x', 'y') == [Finding.PAIRED]

    @pytest.mark.parametrize(
        ('originals', 'readings'),
        [([1, 2], ['x']), ([1], ['x', 'y']), ([], ['x']), ([1], [[1], 'x'])],
    )
    def test_means_nothing_where_numbers_differ(self, originals, readings):
        assert None in meanings(originals, *readings)
        assert set(findings(originals, *readings)) == {Finding.UNKNOWN}


class TestDisagreement:
    def test_is_a_concept_lost(self):
        assert findings([1, 2], [1]) == [Finding.LOST]
        assert findings([1, 2]) == [Finding.LOST] * 2

    def test_is_a_concept_added(self):
        assert findings([1], [1], [2]) == [Finding.ADDED]

    def test_is_one_instead_of_another(self):
        assert findings([1], [2]) == [Finding.ELSEWHERE]

    def test_is_told_once_for_each_concept(self):
        assert findings([1], [1], [2], [2]) == [Finding.ADDED]


@given(
    st.lists(st.integers(0, 4), max_size=4),
    st.lists(
        st.one_of(
            st.lists(st.integers(0, 4), unique=True, min_size=1), st.sampled_from('xy')
        ),
        max_size=4,
    ),
)
def test_every_target_means_one_of_its_readings_if_it_has_any(originals, readings):
    given = targets(*readings)
    verdict = settle(originals, given)
    assert len(verdict.meanings) == len(given)
    for target, meaning in zip(given, verdict.meanings, strict=True):
        if target.readings:
            assert meaning in target.readings
        else:
            assert meaning is None or meaning in originals


class TestInABuild:
    """The same, seen from a page."""

    TERMS = REST.term('Agent') + REST.term('Bot') + REST.term('Webhook')

    def links(self, project, original, french, names=None, expect=()):
        project.write({'index.rst': f'Home\n====\n\n{original}\n\n{self.TERMS}'})
        project.translate('fr', 'index', {original: french, **(names or {})})
        result = project.build(language='fr', expect=expect)
        return result.all_links('index')

    def test_two_terms_of_one_translation_are_told_apart(self, project):
        links = self.links(
            project,
            'See :term-ref:`Bot`.',
            'Voir :term-ref:`automate`.',
            {'Agent': 'Automate', 'Bot': 'Automate'},
        )
        assert links == [('automate', '#term-bot')]

    def test_a_translation_that_is_another_terms_name_is_told_apart(self, project):
        names = {'Agent': 'Employé', 'Bot': 'Agent'}
        original = ':term-ref:`Bot`, :term-ref:`Agent`'
        assert self.links(
            project, original, ':term-ref:`Agent`, :term-ref:`Employé`', names
        ) == [
            ('Agent', '#term-bot'),
            ('Employé', '#term-agent'),
        ]

    def test_a_source_name_means_its_term_where_that_is_left(self, project):
        names = {'Agent': 'Employé', 'Bot': 'Agent'}
        links = self.links(
            project, 'A :term-ref:`Agent`', 'Un :term-ref:`Agent`', names
        )
        assert [href for _, href in links] == ['#term-agent']

    def test_an_inflected_form_is_found_without_a_warning(self, project):
        links = self.links(
            project,
            'Two :term-ref:`agents <Agent>` and a :term-ref:`Bot`.',
            'Deux :term-ref:`agentes` et un :term-ref:`Bot`.',
        )
        assert links == [('agentes', '#term-agent'), ('Bot', '#term-bot')]

    def test_an_anchor_as_a_target_is_understood(self, project):
        links = self.links(
            project, 'A :term-ref:`Agent`.', 'Un :term-ref:`agent <term-agent>`.'
        )
        assert links == [('agent', '#term-agent')]

    def test_what_the_original_does_not_find_either_is_named(self, project):
        original = 'See :term-ref:`Gone`.'
        project.write({'index.rst': f'Home\n====\n\n{original}\n\n{self.TERMS}'})
        project.translate('fr', 'index', {original: 'Voir :term-ref:`Gone`.'})
        result = project.build(language='fr', expect=None)
        (line,) = result.warnings
        assert 'no term is called "Gone"' in line
