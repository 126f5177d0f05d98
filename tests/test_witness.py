"""The witness: what references mean, held against the original, whatever they are."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxcontrib_convglossary.witness import Finding, Remark, Target, Verdict, settle

CONCEPTS = 'ABCDE'


def target(spelling: str, *readings: str) -> Target[str]:
    """Give a target that may mean any of some concepts."""
    return Target(spelling=spelling, readings=readings)


def sure(concept: str) -> Target[str]:
    """Give a target that means one concept."""
    return target(concept.lower(), concept)


def unknown(spelling: str) -> Target[str]:
    """Give a target that nothing is called."""
    return target(spelling)


def settled(originals: str, *targets: Target[str]) -> tuple[str, list[str]]:
    """Give the meanings as one word, ``-`` for none, and the findings."""
    verdict = settle(originals, targets)
    meanings = ''.join(concept or '-' for concept in verdict.meanings)
    return meanings, [str(remark.finding) for remark in verdict.remarks]


class TestWhatAgreesWithItsOriginal:
    """There is nothing to say of it."""

    @pytest.mark.parametrize('concepts', ['AB', 'BA', 'AAB', 'ABAB', 'BBA'])
    def test_may_be_in_any_order_and_repeated(self, concepts):
        assert settled('AB', *map(sure, concepts)) == (concepts, [])

    def test_may_say_once_what_the_original_says_twice(self):
        assert settled('AAB', sure('A'), sure('B')) == ('AB', [])

    def test_may_be_nothing_at_all(self):
        assert settled('') == ('', [])


class TestATargetWithSeveralReadings:
    def test_means_the_one_that_the_original_refers_to(self):
        assert settled('B', target('x', 'A', 'B')) == ('B', [])

    def test_means_what_others_leave(self):
        assert settled('AB', target('x', 'A', 'B'), sure('A')) == ('BA', [])

    def test_is_one_of_as_many_in_the_order_of_the_original(self):
        both = target('x', 'A', 'B')
        assert settled('BA', both, both) == ('BA', [])

    def test_gives_way_to_one_that_has_no_choice(self):
        wide, narrow = target('x', 'A', 'B'), target('y', 'A', 'C')
        assert settled('AB', wide, narrow) == ('BA', [])

    def test_may_be_repeated(self):
        assert settled('A', target('x', 'A', 'B'), target('x', 'A', 'B')) == ('AA', [])

    def test_means_the_likeliest_where_the_original_has_none_of_them(self):
        assert settled('', target('x', 'B', 'A')) == ('B', ['added'])

    def test_is_one_mistake_where_the_original_has_another(self):
        assert settled('C', target('x', 'B', 'A')) == ('B', ['elsewhere'])

    def test_says_one_thing_where_the_original_says_two(self):
        assert settled('BA', target('x', 'A', 'B')) == ('B', ['lost'])

    def test_means_what_it_is_spelled_like_exactly(self):
        upper = Target(spelling='x', readings=('A', 'B'), exact=1)
        lower = Target(spelling='x', readings=('B', 'A'), exact=1)
        assert settled('AB', lower, upper) == ('BA', [])
        assert settled('A', lower) == ('A', [])

    def test_leaves_none_of_the_original_out_if_that_can_be(self):
        targets = [target('x', 'A', 'B'), target('y', 'A', 'C'), target('z', 'A', 'C')]
        assert settled('ABC', *targets) == ('BAC', [])

    def test_can_be_one_in_a_chain_of_choices(self):
        chain = [target('x', 'A', 'B'), target('y', 'B', 'C'), target('z', 'C')]
        assert settled('ABC', *chain) == ('ABC', [])


class TestATargetThatNothingIsCalled:
    def test_means_what_is_left(self):
        assert settled('AB', unknown('x'), sure('A')) == ('BA', [])

    def test_means_it_wherever_it_is_repeated(self):
        assert settled('A', unknown('x'), unknown('x')) == ('AA', [])

    def test_is_taken_in_order_where_as_many_are_left(self):
        meanings, findings = settled('AB', unknown('x'), unknown('y'))
        assert (meanings, findings) == ('AB', ['paired'])

    def test_is_taken_in_order_by_its_first_mention(self):
        assert settled('AB', *map(unknown, 'xyx'))[0] == 'ABA'

    def test_means_nothing_where_more_are_left(self):
        assert settled('AB', unknown('x')) == ('-', ['unknown'])

    def test_means_nothing_where_fewer_are_left(self):
        assert settled('A', unknown('x'), unknown('y')) == ('--', ['unknown'] * 2)

    def test_means_nothing_where_nothing_is_left(self):
        assert settled('A', sure('A'), unknown('x')) == ('A-', ['unknown'])

    def test_is_reported_with_all_that_it_may_mean(self):
        (remark,) = settle('AB', [unknown('x')]).remarks
        assert remark == Remark(
            finding=Finding.UNKNOWN, expected=('A', 'B'), targets=(0,)
        )

    def test_comes_after_those_that_something_is_called(self):
        assert settled('AB', unknown('x'), target('y', 'A', 'B')) == ('BA', [])

    def test_means_the_second_mention_of_what_the_original_mentions_twice(self):
        assert settled('AA', sure('A'), unknown('x')) == ('AA', [])
        assert settled('AAB', sure('A'), unknown('x'), sure('B')) == ('AAB', [])

    def test_means_no_second_mention_where_several_could_be(self):
        targets = [sure('A'), sure('B'), unknown('x')]
        assert settled('AABB', *targets) == ('AB-', ['unknown'])


class TestAMistake:
    def test_is_a_concept_that_is_lost(self):
        (remark,) = settle('AB', [sure('A')]).remarks
        assert remark == Remark(finding=Finding.LOST, expected=('B',))

    def test_is_a_concept_that_is_added_and_where(self):
        (remark,) = settle('A', [sure('B'), sure('A'), sure('B')]).remarks
        assert remark == Remark(finding=Finding.ADDED, found='B', targets=(0, 2))

    def test_is_one_mistake_where_one_is_lost_and_one_is_added(self):
        (remark,) = settle('AC', [sure('A'), sure('B')]).remarks
        assert remark == Remark(
            finding=Finding.ELSEWHERE, expected=('C',), found='B', targets=(1,)
        )

    def test_is_told_for_each_concept_where_several_are_wrong(self):
        assert settled('AB') == ('', ['lost', 'lost'])
        assert settled('', sure('A'), sure('B')) == ('AB', ['added', 'added'])
        assert settled('AB', sure('C')) == ('C', ['lost', 'lost', 'added'])

    def test_is_told_once_for_a_concept_that_is_mentioned_twice(self):
        assert settled('AA') == ('', ['lost'])

    def test_is_told_beside_what_is_unknown(self):
        assert settled('A', sure('B'), unknown('x')) == ('BA', ['added'])


# -- whatever translators write

concepts = st.sampled_from(CONCEPTS)
originals = st.lists(concepts, max_size=6)
several = st.lists(concepts, max_size=3, unique=True)


@st.composite
def any_target(draw):
    """Give a target of which some readings, the first, are exact."""
    readings = tuple(draw(several))
    exact = draw(st.integers(0, len(readings)))
    spelling = draw(st.sampled_from('uvwxyz'))
    return Target(spelling=spelling, readings=readings, exact=exact)


targets = st.lists(any_target(), max_size=6)


@st.composite
def spelled_alike(draw):
    """Give targets of which those that are spelled alike read alike, as they do."""
    dictionary = {
        spelling: Target(spelling=spelling, readings=one.readings, exact=one.exact)
        for spelling in 'uvwxyz'
        for one in [draw(any_target())]
    }
    spellings = draw(st.lists(st.sampled_from('uvwxyz'), max_size=7))
    return [dictionary[spelling] for spelling in spellings]


messages = targets | spelled_alike()


@given(originals, messages)
def test_every_target_has_one_meaning_or_none(originals, targets):
    verdict = settle(originals, targets)
    assert isinstance(verdict, Verdict)
    assert len(verdict.meanings) == len(targets)


@given(originals, messages)
def test_a_certain_reading_is_never_lost(originals, targets):
    for one, meaning in zip(targets, settle(originals, targets).meanings, strict=True):
        if len(one.readings) == 1:
            assert meaning == one.readings[0]


@given(originals, messages)
def test_what_something_is_called_means_one_of_its_readings(originals, targets):
    for one, meaning in zip(targets, settle(originals, targets).meanings, strict=True):
        if one.readings:
            assert meaning in one.readings
        else:
            assert meaning is None or meaning in originals


@given(originals, messages)
def test_a_reading_of_the_original_comes_before_any_other(originals, targets):
    for one, meaning in zip(targets, settle(originals, targets).meanings, strict=True):
        if set(one.readings) & set(originals):
            assert meaning in originals or len(one.readings) == 1


@given(originals, st.data())
def test_the_concepts_of_the_original_in_any_order_have_no_remark(originals, data):
    more = data.draw(st.lists(st.sampled_from(originals or 'A'), max_size=3))
    mentions = data.draw(st.permutations([*set(originals), *more] if originals else []))
    verdict = settle(originals, [sure(concept) for concept in mentions])
    assert verdict == Verdict(meanings=tuple(mentions), remarks=())


@given(originals, st.data())
def test_one_concept_that_nothing_is_called_has_no_remark(originals, data):
    """An inflected word among others that are known."""
    pool = sorted(set(originals))
    if pool:
        strange = data.draw(st.sampled_from(pool))
        order = data.draw(st.permutations(pool))
        written = [unknown('x') if c == strange else sure(c) for c in order]
        assert settle(originals, written) == Verdict(meanings=tuple(order), remarks=())


@settings(max_examples=500)
@given(st.permutations(CONCEPTS), st.data())
def test_nothing_is_lost_where_every_target_can_mean_its_own(order, data):
    """Whatever else each of them may mean."""
    order = order[: data.draw(st.integers(0, len(order)))]
    others = [data.draw(st.lists(concepts, min_size=1, max_size=2)) for _ in order]
    written = [
        target(concept.lower(), *dict.fromkeys([*more, concept]))
        for concept, more in zip(order, others, strict=True)
    ]
    originals = data.draw(st.permutations(order))
    assert settle(originals, written).remarks == ()


@given(originals, messages)
def test_every_remark_names_something_of_the_message(originals, targets):
    for remark in settle(originals, targets).remarks:
        assert set(remark.expected) <= set(originals)
        assert all(0 <= position < len(targets) for position in remark.targets)
        assert remark.expected or remark.targets
        assert (remark.found is not None) == (
            remark.finding in (Finding.ADDED, Finding.ELSEWHERE)
        )


@given(originals, messages)
def test_remarks_and_meanings_tell_one_story(originals, targets):
    verdict = settle(originals, targets)
    told = Counter()
    for remark in verdict.remarks:
        if remark.finding is Finding.ADDED or remark.finding is Finding.ELSEWHERE:
            assert remark.found not in originals
            assert all(verdict.meanings[i] == remark.found for i in remark.targets)
        if remark.finding is Finding.LOST or remark.finding is Finding.ELSEWHERE:
            assert not set(remark.expected) & set(verdict.meanings)
        if remark.finding is Finding.UNKNOWN:
            assert all(verdict.meanings[i] is None for i in remark.targets)
        told.update((remark.finding, i) for i in remark.targets)
        told.update(
            (Finding.LOST, c) for c in remark.expected if remark.finding == 'lost'
        )
    assert all(times == 1 for times in told.values()), 'a mistake is told once'


@given(originals, messages)
def test_whatever_is_wrong_is_told(originals, targets):
    verdict = settle(originals, targets)
    if None in verdict.meanings:
        assert Finding.UNKNOWN in {remark.finding for remark in verdict.remarks}
    elif set(verdict.meanings) != set(originals):
        assert verdict.remarks
    elif not any(remark.finding is Finding.PAIRED for remark in verdict.remarks):
        assert verdict.remarks == ()


@given(originals, messages)
def test_it_is_told_the_same_each_time(originals, targets):
    assert settle(originals, targets) == settle(tuple(originals), tuple(targets))


@given(originals, messages)
def test_how_often_the_original_repeats_itself_adds_no_remark(originals, targets):
    once = settle(dict.fromkeys(originals), targets)
    again = settle(originals, targets)
    assert len(again.remarks) <= len(once.remarks)
