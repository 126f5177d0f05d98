"""An entry can list the pages that refer to its term."""

from __future__ import annotations

import pytest
from projects import words

DOCS = {
    'index': """
        Home
        ====

        .. toctree::

           second
           first
           terms
           all

        A :term-ref:`bot`.
        """,
    'second': """
        The second page
        ===============

        An :term-ref:`agent`, a :term-ref:`text <Agent>`, and :term:`Agent`.
        """,
    'first': """
        The first page
        ==============

        Agents: :term-ref:`Agent`. An :term-ref:`!bot`.
        """,
    'terms': """
        Terms
        =====

        .. convterm:: Agent

           Not a :term-ref:`bot`.

        .. convterm:: Bot
           :related: Agent

           Like an :term-ref:`agent`.

        .. convterm:: Chat
        """,
}


@pytest.fixture
def used(project):
    project.write(
        {f'{name}.rst': text for name, text in DOCS.items()},
        convglossary_used_in=True,
        convglossary_pages={'all': {'title': 'All'}},
    )
    return project


def used_in(result, docname, anchor):
    line = result.definition(docname, anchor).find(class_='convglossary-used-in')
    return line and words(line)


def test_an_entry_lists_the_pages_that_refer_to_it_in_the_order_of_the_contents(used):
    result = used.build()
    assert used_in(result, 'terms', 'term-agent') == (
        'Used in: The second page · The first page'
    )
    assert result.links('terms')['The second page'] == 'second.html'


def test_the_page_that_shows_the_entry_is_not_listed(used):
    """Bot is referred to on the page of its home as well."""
    assert used_in(used.build(), 'terms', 'term-bot') == 'Used in: Home'


def test_a_full_listing_shows_them_and_leaves_out_itself(used):
    result = used.build()
    lines = result.body('all').find_all(class_='convglossary-used-in')
    assert [words(line) for line in lines] == [
        'Used in: The second page · The first page · Terms',
        'Used in: Home · Terms',
    ]


def test_a_relation_and_a_styled_text_are_no_use(used):
    """Bot is related to Agent, and the first page names it without a link."""
    text = used.build().text('all')
    assert 'Used in: Home · Terms' in text


def test_a_term_that_nothing_refers_to_has_no_such_line(used):
    assert used_in(used.build(), 'terms', 'term-chat') is None


def test_nothing_is_listed_unless_wanted(used):
    used.configure(convglossary_used_in=False)
    assert 'Used in' not in used.build().text('terms')


@pytest.mark.parametrize('entries', ['summary', 'names'])
def test_a_short_listing_does_not_show_them(used, entries):
    used.configure(convglossary_pages={'all': {'entries': entries}})
    assert 'Used in' not in used.build().text('all')


def test_titles_and_words_are_those_of_the_language(used):
    used.translate('fr', 'second', {'The second page': 'La deuxième page'})
    result = used.build(language='fr')
    assert used_in(result, 'terms', 'term-agent') == (
        'Utilisé dans : La deuxième page · The first page'
    )


def test_a_translated_page_is_listed_by_what_its_original_refers_to(used):
    original = 'An :term-ref:`agent`, a :term-ref:`text <Agent>`, and :term:`Agent`.'
    used.translate('fr', 'second', {original: 'Rien.'})
    result = used.build(language='fr', expect=None)
    assert 'The second page' in used_in(result, 'terms', 'term-agent')


def test_the_page_that_a_hidden_definition_was_written_in_does_not_count(used):
    path = used.src / 'first.rst'
    path.write_text(
        'The first page\n==============\n\n.. convterm:: Dialogue\n   :hidden:\n\n'
        '   Of an :term-ref:`agent`.\n'
    )
    assert used_in(used.build(), 'terms', 'term-agent') == (
        'Used in: The second page · All'
    )


def test_a_hidden_definition_counts_for_the_page_of_its_home(used):
    path = used.src / 'terms.rst'
    text = path.read_text().replace('Bot\n   :related: Agent', 'Bot\n   :hidden:')
    path.write_text(text)
    assert used_in(used.build(), 'terms', 'term-agent') == (
        'Used in: The second page · The first page · All'
    )


@pytest.mark.parametrize(
    ('builder', 'file'),
    [
        ('text', 'terms.txt'),
        ('xml', 'terms.xml'),
        ('epub', 'terms.xhtml'),
        ('latex', 'test.tex'),
        ('texinfo', 'test.texi'),
        ('man', 'test.1'),
    ],
)
def test_every_builder_lists_them(used, builder, file):
    used.configure(epub_show_urls='no')
    text = used.build(builder).file(file)
    assert 'Used in' in text
    assert text.count('The second page') > text.count('Used in') // 3


class TestAPageIsWrittenAgain:
    def written(self, used):
        pages = {'second', 'first', 'terms', 'all'}
        return pages & set(used.build().written)

    def edit(self, used, name, before, after):
        path = used.src / name
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))

    def test_where_a_page_refers_to_its_terms_no_longer(self, used):
        used.build()
        self.edit(used, 'first.rst', 'Agents: :term-ref:`Agent`.', 'Agents.')
        assert self.written(used) == {'first', 'terms', 'all'}
        assert 'The first page' not in used.build().text('terms')

    def test_where_the_title_of_such_a_page_changes(self, used):
        used.build()
        self.edit(used, 'first.rst', 'The first page', 'Another page')
        assert self.written(used) == {'first', 'terms', 'all'}

    def test_but_not_where_nobody_shows_it(self, used):
        used.configure(convglossary_used_in=False)
        used.build()
        self.edit(used, 'first.rst', 'Agents: :term-ref:`Agent`.', 'Agents.')
        assert self.written(used) == {'first'}
