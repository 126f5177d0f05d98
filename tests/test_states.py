"""How far a message is translated, and what readers see of it."""

from __future__ import annotations

import difflib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from projects import words

from sphinxcontrib_convglossary.likeness import Likes

FRENCH = {
    'Kiln': 'Four',
    'Oven · Furnace': 'Fournaise',
    'It bakes clay.': 'Il cuit la terre.',
}


def write(project, syntax, *terms, **conf):
    page = '\n'.join([syntax.title('Home'), *terms])
    return project.write_in(syntax, {'index': page}, **conf)


def gaps(project, language='fr'):
    """Return the states of what the report finds to do, by name and part."""
    result = project.build('convglossary', expect=None)
    told = json.loads(result.file('coverage.json'))[language]
    return {(gap['name'], gap['part']): gap['state'] for gap in told['gaps']}


def exported(project, **options):
    """Return the French rendering of the kiln in ``glossary.json``."""
    told = json.loads(project.build(**options).file('glossary.json'))
    (concept,) = told['concepts']
    return concept['renderings']['fr']


@pytest.fixture
def fuzzy(project, syntax):
    """Write a term of which everything is translated, and nothing sure."""
    term = syntax.term('Kiln', 'It bakes clay.', aliases='Oven · Furnace')
    write(project, syntax, term, convglossary_categories={'clay': 'Clay'})
    project.translate('fr', 'index', FRENCH, fuzzy=FRENCH)
    return project.translate('fr', 'convglossary', {'Clay': 'Terre'}, fuzzy=['Clay'])


class TestWhereFuzzyTranslationsAreAllowed:
    @pytest.fixture(autouse=True)
    def allowed(self, fuzzy):
        fuzzy.configure(
            gettext_allow_fuzzy_translations=True, convglossary_other_languages=True
        )

    def test_pages_show_them(self, fuzzy):
        result = fuzzy.build(language='fr')
        assert words(result.entry('index', 'term-kiln').dfn) == 'Four'
        text = words(result.definition('index', 'term-kiln'))
        assert 'Aussi appelé : Fournaise' in text
        assert 'Il cuit la terre.' in text

    def test_pages_in_other_languages_show_their_names(self, fuzzy):
        text = words(fuzzy.build().definition('index', 'term-kiln'))
        assert 'In other languages: French: Four' in text

    @pytest.mark.parametrize('language', ['en', 'fr', 'de'])
    def test_exports_have_them_in_every_language(self, fuzzy, language):
        rendering = exported(fuzzy, language=language)
        assert rendering['name'] == 'Four'
        assert rendering['state'] == 'fuzzy'
        assert rendering['aliases'] == ['Fournaise']
        (paragraph,) = rendering['definition']
        assert paragraph == {'state': 'fuzzy', 'text': 'Il cuit la terre.'}

    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_exports_have_labels_of_categories(self, fuzzy, language):
        told = json.loads(fuzzy.build(language=language).file('glossary.json'))
        (category,) = told['categories']
        assert category['label']['fr'] == 'Terre'

    def test_the_report_says_that_somebody_has_to_look_at_them(self, fuzzy):
        parts = ('name', 'aliases', 'definition')
        assert gaps(fuzzy) == {('Kiln', part): 'fuzzy' for part in parts}

    def test_pages_follow_when_they_are_forbidden_again(self, fuzzy):
        fuzzy.build()
        fuzzy.configure(gettext_allow_fuzzy_translations=False)
        assert 'Four' not in fuzzy.build().text('index')


class TestElsewhere:
    @pytest.mark.parametrize('language', ['en', 'fr', 'de'])
    def test_exports_have_no_fuzzy_translation(self, fuzzy, language):
        rendering = exported(fuzzy, language=language)
        assert 'name' not in rendering
        assert rendering['state'] == 'fuzzy'

    def test_the_report_says_the_same(self, fuzzy):
        parts = ('name', 'aliases', 'definition')
        assert gaps(fuzzy) == {('Kiln', part): 'fuzzy' for part in parts}


class TestAMessageThatIsInNoCatalog:
    def build(self, project, syntax, before, after):
        """Let a document say something else than what its catalog translates."""
        write(project, syntax, syntax.term(after[0], after[1]))
        folder = project.src / 'locales' / 'fr' / 'LC_MESSAGES'
        folder.mkdir(parents=True)
        lines = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=utf-8\\n"']
        for text in before:
            place = f'#: ../../index{syntax.suffix}:4'
            lines += ['', place, f'msgid "{text}"', 'msgstr "Traduit."']
        (folder / 'index.po').write_text('\n'.join([*lines, '']), encoding='utf-8')
        return gaps(project)

    def test_is_missing_where_nothing_like_it_was_there(self, project, syntax):
        before = ['Bicycle wheel', 'An introduction to pottery for the young.']
        found = self.build(project, syntax, before, ('Kiln', 'It bakes clay.'))
        assert found == {
            ('Kiln', 'name'): 'missing',
            ('Kiln', 'definition'): 'missing',
        }

    def test_is_stale_where_it_was_reworded(self, project, syntax):
        before = ['Kilns', 'It bakes the clay.']
        found = self.build(project, syntax, before, ('Kiln', 'It bakes clay.'))
        assert found == {('Kiln', 'name'): 'stale', ('Kiln', 'definition'): 'stale'}

    def test_may_have_another_state_than_one_beside_it(self, project, syntax):
        before = ['Pottery wheel', 'It bakes the clay.']
        found = self.build(project, syntax, before, ('Kiln', 'It bakes clay.'))
        assert found == {('Kiln', 'name'): 'missing', ('Kiln', 'definition'): 'stale'}

    def test_is_missing_where_the_old_text_is_in_use_elsewhere(self, project, syntax):
        write(project, syntax, syntax.term('Kiln'), syntax.term('Kilns', id='many'))
        project.translate('fr', 'index', {'Kilns': 'Fours'})
        assert gaps(project) == {('Kiln', 'name'): 'missing'}


@given(st.lists(st.text(max_size=20), max_size=6), st.text(max_size=20))
@example(['a' * 400], 'a' * 400)
@example(['a' * 400 + 'b'], 'a' * 400 + 'c')
@example([''], '')
def test_a_text_is_like_itself_and_what_is_like_it_is_one_of_the_texts(texts, text):
    assert set(Likes(texts).like(text, at_most=3)) <= set(texts)
    assert Likes([*texts, text]).like(text) != []


@given(texts=st.lists(st.text('abc ', max_size=8), max_size=60), text=st.text('abc '))
def test_a_text_is_like_any_where_it_is_like_one(texts, text):
    likes = Likes(texts)
    assert likes.any_like(text) is bool(likes.like(text))


def test_of_many_like_texts_one_is_looked_at_closely(monkeypatch):
    looked_at = []
    compare = difflib.SequenceMatcher.ratio

    def count(matcher):
        looked_at.append(matcher.a)
        return compare(matcher)

    monkeypatch.setattr(difflib.SequenceMatcher, 'ratio', count)
    texts = [f'A kiln is an oven for pots, number {n}' for n in range(40)]
    assert Likes(texts).any_like('A kiln is an oven for pots, number 41')
    assert len(set(looked_at)) == 1
