"""A listing shows the terms that it is asked for, in order, under their headings."""

from __future__ import annotations

import pytest
from projects import REST, words

CATEGORIES = {'ai': 'Artificial intelligence', 'pay': 'Payment', 'none': 'Unused'}

TERMS = """
Terms
=====

.. convterm:: zebra
   :category: ai
   :hidden:
   :aliases: Horse

   Short of zebra.

   Long of zebra.

.. convterm:: Ärger
   :hidden:

   Short of trouble.

.. convterm:: Apple
   :category: pay
   :hidden:
   :related: zebra

   Short of apple with :term-ref:`zebra`.

.. convterm:: agent
   :category: ai
   :hidden:

   Short of agent.

.. convterm:: 2FA
   :category: ai
   :hidden:

   Short of factors.
"""

INDEX = 'Home\n====\n\n.. toctree::\n\n   list\n   terms\n   more\n\n'


def listed(project, *options, index=INDEX, terms=TERMS, expect=(), **kwargs):
    """Build a page with one listing."""
    lines = ''.join(f'   {option}\n' for option in options)
    project.write(
        {
            'index.rst': index,
            'terms.rst': terms,
            'more.rst': 'More\n====\n\nSee :term-ref:`zebra`.\n',
            'list.rst': f'List\n====\n\n.. convglossary::\n{lines}',
        },
        convglossary_categories=CATEGORIES,
    )
    return project.build(expect=expect, **kwargs)


def outline(result, docname='list'):
    """Give headings and names of a page, in order."""
    return [
        words(found)
        for found in result.body(docname).find_all(['h2', 'h3', 'dfn', 'rubric'])
    ]


class TestByCategory:
    def test_is_the_default_and_follows_the_order_of_the_configuration(self, project):
        result = listed(project)
        assert outline(result) == [
            'Artificial intelligence', '2FA', 'agent', 'zebra',
            'Payment', 'Apple',
            'Other terms', 'Ärger',
        ]  # fmt: skip

    def test_sections_have_anchors(self, project):
        sections = listed(project).body('list').section.find_all('section')
        assert [section['id'] for section in sections] == [
            'category-ai',
            'category-pay',
            'other-terms',
        ]

    def test_sections_are_in_the_table_of_contents(self, project):
        links = listed(project).links('index')
        assert links['Artificial intelligence'] == 'list.html#category-ai'
        assert links['Payment'] == 'list.html#category-pay'
        assert 'Unused' not in links

    def test_terms_without_a_category_need_no_heading_where_there_is_no_other(
        self, project
    ):
        terms = 'Terms\n=====\n\n.. convterm:: zebra\n   :hidden:\n'
        assert outline(listed(project, terms=terms)) == ['zebra']

    def test_may_be_asked_for_some_categories_in_an_order_of_their_own(self, project):
        result = listed(project, ':categories: pay · ai', expect=[no_home('Ärger', 14)])
        assert outline(result) == [
            'Payment', 'Apple',
            'Artificial intelligence', '2FA', 'agent', 'zebra',
        ]  # fmt: skip

    def test_takes_categories_divided_by_lines_and_semicolons(self, project):
        result = listed(
            project, ':categories: pay; ai', '   none', expect=[no_home('Ärger', 14)]
        )
        assert outline(result)[0] == 'Payment'
        assert len(result.names('list')) == 4


class TestByLetter:
    def test_has_a_heading_for_each_letter_and_signs_first(self, project):
        result = listed(project, ':group-by: letter')
        assert outline(result) == [
            '#', '2FA',
            'A', 'agent', 'Apple', 'Ärger',
            'Z', 'zebra',
        ]  # fmt: skip

    def test_has_anchors(self, project):
        sections = listed(project, ':group-by: letter').body('list').section
        assert [section['id'] for section in sections.find_all('section')] == [
            'letter-other',
            'letter-a',
            'letter-z',
        ]


class TestInOneList:
    def test_has_no_headings(self, project):
        result = listed(project, ':group-by: none')
        assert outline(result) == ['2FA', 'agent', 'Apple', 'Ärger', 'zebra']
        assert len(result.body('list').find_all('dl')) == 1


class TestHowMuchIsShown:
    def test_full_entries_show_everything(self, project):
        text = listed(project).text('list')
        assert 'Also known as: Horse' in text
        assert 'Short of zebra.' in text
        assert 'Long of zebra.' in text
        assert 'Related: zebra' in text

    def test_a_summary_shows_the_short_definition(self, project):
        project.write({'full.rst': ':orphan:\n\nFull\n====\n\n.. convglossary::\n'})
        text = listed(project, ':entries: summary').text('list')
        assert 'Also known as: Horse' in text
        assert 'Short of zebra.' in text
        assert 'Long of zebra.' not in text
        assert 'Related' not in text

    def test_names_show_names_alone(self, project):
        project.write({'full.rst': ':orphan:\n\nFull\n====\n\n.. convglossary::\n'})
        result = listed(project, ':entries: names')
        assert [words(dd) for dd in result.body('list').find_all('dd')] == [''] * 5
        assert result.links('list')['zebra'] == 'full.html#term-zebra'

    @pytest.mark.parametrize('language', ['en', 'fr'])
    @pytest.mark.parametrize(
        'name', ['plain', 'with *signs*', '*all*', 'a\u00a0blank', 'cafe\u0301', "it's"]
    )
    def test_names_read_as_they_do_in_full_entries(self, project, name, language):
        project.write(
            {
                'index.rst': f'Home\n====\n\n.. convterm:: {name}\n\n   It.\n\n'
                '.. convglossary::\n   :entries: names\n',
            }
        )
        project.translate('fr', 'index', {name: f'en {name}', 'It.': 'Elle.'})
        full, listed = project.build(language=language).body('index').find_all('dfn')
        assert full.get_text().startswith('en ') == (language == 'fr')
        (link,) = listed.find_all('a')
        assert link.decode_contents() == f'<span>{full.decode_contents()}</span>'


class TestAHome:
    """Where a hidden term is at home, there its anchor is."""

    def home(self, project, **pages):
        files = {
            f'{name}.rst': f'{name}\n{"=" * 9}\n\n{text}'
            for name, text in pages.items()
        }
        toctree = ''.join(f'   {name}\n' for name in pages)
        project.write(
            {
                'index.rst': f'Home\n====\n\n.. toctree::\n\n{toctree}   terms\n',
                'terms.rst': 'Terms\n=====\n\n.. convterm:: One\n   :hidden:\n   :category: ai\n',
                **files,
            },
            convglossary_categories=CATEGORIES,
        )
        result = project.build()
        homes = [name for name in pages if result.body(name).find(id='term-one')]
        assert len(homes) <= 1
        (home,) = homes
        others = [name for name in pages if result.names(name) and name != home]
        for other in others:
            link = result.body(other).find('dfn').find('a')
            assert link['href'] == f'{home}.html#term-one'
        return home

    def test_is_the_listing_that_shows_it(self, project):
        assert self.home(project, a='.. convglossary::\n') == 'a'

    def test_is_the_first_listing_in_the_order_of_the_toctree(self, project):
        assert (
            self.home(project, z='.. convglossary::\n', a='.. convglossary::\n') == 'z'
        )

    def test_is_an_unfiltered_listing_before_one_of_a_category(self, project):
        home = self.home(
            project,
            z='.. convglossary::\n   :categories: ai\n',
            a='.. convglossary::\n',
        )
        assert home == 'a'

    def test_is_a_listing_of_its_category_where_there_is_no_other(self, project):
        home = self.home(
            project,
            z='.. convglossary::\n   :categories: ai\n',
            a='.. convglossary::\n   :entries: names\n',
        )
        assert home == 'z'

    def test_is_a_listing_with_full_entries(self, project):
        home = self.home(
            project,
            z='.. convglossary::\n   :entries: summary\n',
            y='.. convglossary::\n   :entries: names\n',
            a='.. convglossary::\n',
        )
        assert home == 'a'

    def test_of_two_listings_of_one_page_is_the_first(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n   :hidden:\n\n'
                '.. convglossary::\n\n.. convglossary::\n'
            }
        )
        first, second = project.build().body('index').find_all('dt')
        assert first.get('id') == 'term-one'
        assert second.get('id') is None
        assert second.find('dfn').find('a')['href'] == '#term-one'

    def test_of_a_term_that_is_not_hidden_is_its_block(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   list\n   terms\n',
                'list.rst': 'List\n====\n\n.. convglossary::\n\n:term-ref:`One`\n',
                'terms.rst': 'Terms\n=====\n\n.. convterm:: One\n',
            }
        )
        result = project.build()
        assert result.entry('terms', 'term-one') is not None
        assert result.body('list').find(id='term-one') is None
        assert {h for _, h in result.all_links('list')} == {'terms.html#term-one'}

    def test_moves_with_the_order_of_the_toctree(self, project):
        listings = {
            'z.rst': 'Z\n=\n\n.. convglossary::\n',
            'a.rst': 'A\n=\n\n.. convglossary::\n',
        }
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   z\n   a\n   terms\n',
                'terms.rst': 'Terms\n=====\n\n.. convterm:: One\n   :hidden:\n\n:term-ref:`One`\n',
                **listings,
            }
        )
        assert project.build().links('terms') == {'One': 'z.html#term-one'}
        project.write(
            {'index.rst': 'Home\n====\n\n.. toctree::\n\n   a\n   z\n   terms\n'}
        )
        result = project.build()
        assert result.links('terms') == {'One': 'a.html#term-one'}
        assert result.entry('a', 'term-one') is not None
        assert result.body('z').find(id='term-one') is None


def no_home(name: str, line: int, docname: str = 'terms') -> str:
    return (
        f'{docname}.rst:{line}: WARNING: term "{name}" is hidden and nothing lists it, so '
        'references to it are plain text; add a ".. convglossary::" with full entries, '
        'or a page to convglossary_pages [convglossary.no_home]'
    )


class TestAHiddenTermThatNothingLists:
    FILES = {
        'index.rst': 'Home\n====\n\nSee :term-ref:`One` and :term:`One`.\n\n.. convterm:: One\n   :hidden:\n\n   A text.\n'
    }

    def test_is_warned_of_and_mentioned_as_text(self, project):
        result = project.write(self.FILES).build(expect=[no_home('One', 6, 'index')])
        assert result.links('index') == {}
        assert 'See One and One.' in result.text('index')
        assert 'A text.' not in result.text('index')

    def test_is_not_in_the_inventory(self, project):
        result = project.write(self.FILES).build(expect=[no_home('One', 6, 'index')])
        assert not [name for kind, name in result.objects() if kind.endswith(':term')]

    def test_is_at_home_as_soon_as_something_lists_it(self, project):
        project.write(self.FILES).build(expect=[no_home('One', 6, 'index')])
        project.write(
            {
                'list.rst': ':orphan:\n\nList\n====\n\n.. convglossary::\n',
            }
        )
        result = project.build()
        assert result.links('index') == {'One': 'list.html#term-one'}


class TestAnEmptyListing:
    def test_says_so_and_loses_nothing_else(self, project):
        project.write({'index.rst': 'Home\n====\n\n.. convglossary::\n\nText.\n'})
        result = project.build(
            expect=[
                'index.rst:4: WARNING: this convglossary lists nothing: it has no terms to '
                'show [convglossary.empty_listing]'
            ]
        )
        assert 'Text.' in result.text('index')
        assert result.body('index').find('dl') is None


class TestTheLabelOfACategory:
    PAGE = 'More\n====\n\n:ref:`convglossary-ai`, :ref:`so <convglossary-pay>`\n'

    def test_is_a_target_of_ref(self, project):
        project.write({'page.rst': f':orphan:\n\n{self.PAGE}'})
        links = listed(project).links('page')
        assert links == {
            'Artificial intelligence': 'list.html#category-ai',
            'so': 'list.html#category-pay',
        }

    def test_leads_to_an_unfiltered_listing(self, project):
        project.write(
            {
                'page.rst': f':orphan:\n\n{self.PAGE}',
                'a.rst': ':orphan:\n\nA\n=\n\n.. convglossary::\n   :categories: ai\n',
            }
        )
        links = listed(project, index=INDEX.replace('list', 'a\n   list')).links('page')
        assert links['Artificial intelligence'] == 'list.html#category-ai'

    def test_gives_way_to_one_of_the_author(self, project):
        own = ':orphan:\n\nA\n=\n\n.. _convglossary-ai:\n\nMine\n----\n\nText.\n'
        project.write({'page.rst': f':orphan:\n\n{self.PAGE}', 'a.rst': own})
        assert listed(project).links('page')['Mine'] == 'a.html#convglossary-ai'

    def test_is_in_the_inventory(self, project):
        assert listed(project).objects()['std:label', 'convglossary-ai'] == (
            'list.html#category-ai',
            'Artificial intelligence',
        )

    def test_changes_with_the_configuration(self, project):
        project.write({'page.rst': f':orphan:\n\n{self.PAGE}'})
        listed(project)
        project.configure(convglossary_categories={**CATEGORIES, 'ai': 'Machines'})
        result = project.build()
        assert result.links('page')['Machines'] == 'list.html#category-ai'
        assert 'Machines' in outline(result)


class TestPublishedSomewhere:
    TERMS = """
Terms
=====

.. convterm:: Everywhere

   E.

.. convterm:: Portuguese
   :locales: pt
   :related: Everywhere

   P.

.. convterm:: Not French
   :locales: !fr

   N.

.. convterm:: Both
   :locales: fr · pt

   B.
"""
    INDEX = 'Home\n====\n\n.. toctree::\n\n   terms\n\n.. convglossary::\n\nSee :term-ref:`Portuguese`, :term:`Portuguese`.\n'

    def names(self, project, language):
        project.write({'index.rst': self.INDEX, 'terms.rst': self.TERMS})
        result = project.build(language=language)
        assert sorted(result.names('terms')) == result.names('index')
        return result

    @pytest.mark.parametrize(
        ('language', 'shown'),
        [
            ('en', ['Both', 'Everywhere', 'Not French', 'Portuguese']),
            ('fr', ['Both', 'Everywhere']),
            ('pt', ['Both', 'Everywhere', 'Not French', 'Portuguese']),
            ('pt_BR', ['Both', 'Everywhere', 'Not French', 'Portuguese']),
            ('es', ['Everywhere', 'Not French']),
        ],
    )
    def test_shows_there_alone(self, project, language, shown):
        assert self.names(project, language).names('index') == shown

    def test_elsewhere_is_mentioned_as_text_without_a_warning(self, project):
        result = self.names(project, 'fr')
        assert 'See Portuguese, Portuguese.' in result.text('index')
        assert 'Portuguese' not in result.links('index')
        assert ('std:term', 'Portuguese') not in result.objects()

    def test_elsewhere_is_no_link_in_a_relation(self, project):
        terms = '.. convterm:: One\n   :related: Two\n\n.. convterm:: Two\n   :locales: pt\n'
        project.write({'index.rst': f'Home\n====\n\n{terms}'})
        result = project.build(language='fr')
        assert words(result.definition('index', 'term-one')).endswith('Two')
        assert result.links('index') == {}

    def test_elsewhere_makes_no_warning_of_a_hidden_term(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n   :hidden:\n   :locales: pt\n\n'
                '.. convterm:: Two\n\n.. convglossary::\n'
            }
        )
        assert project.build(language='fr').names('index') == ['Two', 'Two']


class TestUnderAnOnlyDirective:
    PAGE = """
Home
====

.. only:: html

   .. convterm:: Web

      W.

.. only:: draft

   .. convterm:: Draft

      D.

   .. convglossary::

.. convterm:: Always

See :term-ref:`Web <web>`, :term-ref:`Draft`.
"""
    UNKNOWN = 'WARNING: no term is called "{}" [convglossary.unknown_term]'

    def test_a_term_exists_where_the_expression_holds(self, project):
        result = project.write({'index.rst': self.PAGE}).build(tags=['draft'])
        assert sorted(set(result.names('index'))) == ['Always', 'Draft', 'Web']

    def test_a_term_does_not_exist_where_it_does_not_hold(self, project):
        result = project.write({'index.rst': self.PAGE}).build(
            expect=[f'index.rst:21: {self.UNKNOWN.format("Draft")}']
        )
        assert result.names('index') == ['Web', 'Always']

    def test_what_holds_is_asked_again_in_the_next_build(self, project):
        project.write({'index.rst': self.PAGE}).build(tags=['draft'])
        result = project.build(expect=[f'index.rst:21: {self.UNKNOWN.format("Draft")}'])
        assert result.names('index') == ['Web', 'Always']

    def test_the_builder_is_asked_as_well(self, project):
        project.write({'index.rst': self.PAGE})
        result = project.build(
            'text',
            expect=[
                f'index.rst:21: {self.UNKNOWN.format("web")}',
                f'index.rst:21: {self.UNKNOWN.format("Draft")}',
            ],
        )
        assert 'Web\n' not in result.file('index.txt').partition('See')[0]


class TestADefinitionShownElsewhere:
    """What a definition holds works where a listing shows it."""

    @pytest.fixture
    def result(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   list\n   again\n   deep/terms\n   deep/page\n',
                'list.rst': 'List\n====\n\nA list [#]_ of words.\n\n'
                '.. convglossary::\n\n.. [#] Ours.\n',
                'again.rst': 'Again\n=====\n\n.. convglossary::\n',
                'deep/page.rst': 'Page\n====\n\n.. _label:\n\nPart\n----\n\nText.\n',
                'deep/picture.png': 'not a picture',
                'deep/file.txt': 'text',
                'deep/terms.rst': """
Terms
=====

.. convterm:: One
   :hidden:

   A :doc:`page`, a :ref:`label`, :term-ref:`Two`, :download:`file.txt`, `this <here_>`__
   and a note [#n]_.

   .. _here:

   Here.

   .. image:: picture.png

   .. [#n] The note.

.. convterm:: Two
   :hidden:

   Back to :term-ref:`One`.
""",
            }
        )
        return project.build()

    def test_leads_where_its_author_meant(self, result):
        links = result.links('list')
        assert links['page' if 'page' in links else 'Page'] == 'deep/page.html'
        assert links['Part'] == 'deep/page.html#label'
        assert links['Two'] == '#term-two'

    def test_has_the_anchors_and_notes_of_its_author_once(self, result):
        body = result.body('list')
        assert result.links('list')['this'] == '#here'
        assert body.find(id='here') is not None
        anchors = [one['id'] for one in body.find_all(id=True)]
        assert sorted(anchors) == sorted(set(anchors))
        entry = body.find('dl', class_='glossary')
        (note,) = entry.find_all('a', role='doc-noteref')
        (footnote,) = entry.find_all(role='doc-footnote')
        assert note['href'] == f'#{footnote["id"]}'
        assert footnote.find('a')['href'] == f'#{note["id"]}'

    def test_leads_from_another_listing_to_the_first(self, result):
        links = result.links('again')
        assert links['this'] == 'list.html#here'
        assert links['Two'] == 'list.html#term-two'

    def test_shows_its_picture(self, result):
        assert result.body('list').find('img')['src'] == '_images/picture.png'

    def test_offers_its_file(self, result):
        link = result.body('list').find('a', class_='download')
        assert (result.path / link['href']).is_file()

    def test_has_no_link_within_the_page_that_leads_nowhere(self, result):
        body = result.body('list')
        ids = {one['id'] for one in result.html('list').find_all(id=True)}
        inside = {
            a['href'][1:] for a in body.find_all('a', href=True) if a['href'][0] == '#'
        }
        assert inside <= ids


class TestADefinitionShownTwice:
    """Its anchors and notes are where its author wrote it; elsewhere links lead there."""

    @pytest.fixture
    def result(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   list\n   terms\n',
                'list.rst': 'List\n====\n\nA list [#]_ of words.\n\n'
                '.. convglossary::\n\n.. [#] Ours.\n',
                'terms.rst': """
Terms
=====

.. convterm:: One

   `This <here_>`__, a note [#]_, [1]_, a work [Work]_ and *more*.

   .. _here:

   Here.

   .. [#] The note.

   .. [1] Another.

.. [Work] By somebody.
""",
            }
        )
        return project.build()

    def test_has_its_anchors_at_its_home(self, result):
        assert result.links('terms')['This'] == '#here'
        notes = result.body('terms').find_all('a', role='doc-noteref')
        anchors = [one['id'] for one in result.body('terms').find_all(id=True)]
        assert {a['href'][1:] for a in notes} <= set(anchors)
        assert sorted(anchors) == sorted(set(anchors))

    def test_leads_there_from_a_listing(self, result):
        links = result.all_links('list')
        home = [text for text, href in links if href.startswith('terms.html#')]
        assert {'This', '[2]', '[1]', '[Work]'} <= set(home)
        anchors = {one['id'] for one in result.body('terms').find_all(id=True)}
        led = {x.partition('#')[2] for _, x in links if x.startswith('terms.html#')}
        assert led <= anchors

    def test_takes_no_anchor_of_the_page_that_lists_it(self, result):
        body = result.body('list')
        anchors = [one['id'] for one in body.find_all(id=True)]
        assert sorted(anchors) == sorted(set(anchors))
        (note,) = body.find_all('a', role='doc-noteref')
        assert body.find(id=note['href'][1:]).get_text().strip().endswith('Ours.')
        inside = [x[1:] for _, x in result.all_links('list') if x.startswith('#')]
        assert set(inside) <= set(anchors)

    def test_shows_a_note_as_a_note(self, result):
        entry = result.body('list').find('dl', class_='glossary')
        assert [words(one) for one in entry.find_all('sup')] == ['[2]', '[1]']
        assert entry.find('a', role='doc-backlink') is None
        assert '[Work]' in words(entry)


class TestAfterAChange:
    """A listing shows what the terms say now."""

    FILES = {
        'index.rst': 'Home\n====\n\n.. toctree::\n\n   list\n   terms\n   other\n',
        'list.rst': 'List\n====\n\n.. convglossary::\n',
        'terms.rst': 'Terms\n=====\n\n.. convterm:: One\n   :hidden:\n   :category: ai\n\n   Old.\n',
        'other.rst': 'Other\n=====\n\nText.\n',
    }

    @pytest.fixture
    def built(self, project):
        project.write(self.FILES, convglossary_categories=CATEGORIES).build()
        return project

    def test_of_a_definition(self, built):
        built.write({'terms.rst': self.FILES['terms.rst'].replace('Old.', 'New.')})
        result = built.build()
        assert 'New.' in result.text('list')
        assert 'other' not in result.written

    def test_of_a_name(self, built):
        built.write({'terms.rst': self.FILES['terms.rst'].replace(':: One', ':: Two')})
        assert built.build().names('list') == ['Two']

    def test_of_a_category(self, built):
        built.write({'terms.rst': self.FILES['terms.rst'].replace(': ai', ': pay')})
        result = built.build()
        assert outline(result) == ['Payment', 'One']
        assert 'Payment' in result.links('index'), 'the table of contents follows'
        assert 'Artificial intelligence' not in result.links('index')

    def test_of_a_new_term(self, built):
        term = '\n.. convterm:: Alpha\n   :hidden:\n'
        built.write({'other.rst': self.FILES['other.rst'] + term})
        assert outline(built.build()) == [
            'Artificial intelligence',
            'One',
            'Other terms',
            'Alpha',
        ]

    def test_of_a_translation_alone(self, project):
        project.write(self.FILES, convglossary_categories=CATEGORIES)
        project.translate('fr', 'terms', {'One': 'Un'})
        assert project.build(language='fr').names('list') == ['Un']
        project.translate('fr', 'terms', {'One': 'Une', 'Old.': 'Vieille.'})
        result = project.build(language='fr')
        assert result.names('list') == ['Une']
        assert 'Vieille.' in result.text('list')

    def test_nothing_is_written_where_nothing_changed(self, built):
        result = built.build()
        assert (result.read, result.written) == ([], [])


def test_a_label_in_a_hidden_definition_is_where_the_definition_is_shown(project):
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. toctree::\n\n   list\n   terms\n\n:ref:`so <label>`\n',
            'list.rst': 'List\n====\n\n.. convglossary::\n',
            'terms.rst': 'Terms\n=====\n\n.. convterm:: One\n   :hidden:\n\n   .. _label:\n\n   Text.\n',
        }
    )
    result = project.build()
    page, _, anchor = result.links('index')['so'].partition('#')
    assert result.html(page).find(id=anchor) is not None


class TestWhatAHiddenDefinitionHolds:
    """Links of every kind lead to the listing that shows it."""

    LINKS = (
        'See :eq:`energy`, :py:func:`answer`, :ref:`so <label>`, :any:`any <label>`, '
        ':option:`tool -v`, :ref:`by name <named>`.\n'
    )

    @pytest.fixture
    def result(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   list\n   deep/terms\n\n'
                f'{self.LINKS}',
                'list.rst': f'List\n====\n\n.. convglossary::\n\n{self.LINKS}',
                'deep/terms.rst': f"""
Terms
=====

.. convterm:: One
   :hidden:

   .. _label:

   Text. `This <here_>`__

   .. _here:
   .. index:: single: indexed

   Here.

   .. math:: E = m c^2
      :label: energy

   .. py:function:: answer()

   .. program:: tool

   .. option:: -v

   .. rubric:: A name
      :name: named

{self.LINKS}And `there <here_>`__.
""",
            },
            math_number_all=True,
            extensions=['sphinxcontrib_convglossary', 'sphinx.ext.mathjax'],
        )
        return project.build()

    @pytest.mark.parametrize(
        ('page', 'listing'),
        [('index', 'list.html'), ('deep/terms', '../list.html'), ('list', '')],
    )
    def test_is_where_links_lead(self, result, page, listing):
        shown = {one['id'] for one in result.html('list').find_all(id=True)}
        links = [(text, href) for text, href in result.all_links(page) if '#' in href]
        found = {text: href for text, href in links if 'term-' not in href}
        for text in ('(1)', 'answer()', 'so', 'any', 'tool -v', 'by name'):
            address, _, anchor = found[text].partition('#')
            assert (text, address) == (text, listing)
            assert anchor in shown
        if page == 'deep/terms':
            assert found['there'] == '../list.html#here'

    def test_is_where_the_index_and_other_projects_find_it(self, result):
        links = result.html('genindex').find_all('a', string='indexed')
        assert [a['href'] for a in links] == ['list.html#index-0']
        assert result.html('list').find(id='index-0') is not None
        assert result.objects()['std:label', 'label'][0] == 'list.html#label'
        assert result.objects()['std:label', 'named'][0] == 'list.html#named'


class TestAFigureInAHiddenDefinition:
    @pytest.fixture
    def numbered(self, project):
        return project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n   :numbered:\n\n'
                '   list\n   terms\n\nSee :numref:`so %s <label>`, :numref:`label` and '
                ':numref:`other`.\n',
                'list.rst': 'List\n====\n\n.. convglossary::\n\nSee :numref:`label`.\n',
                'terms.rst': 'Terms\n=====\n\n.. _other:\n\n.. figure:: x.png\n\n   Theirs.\n\n'
                '.. convterm:: One\n   :hidden:\n\n   .. _label:\n\n'
                '   .. figure:: x.png\n\n      Ours.\n',
                'x.png': '',
            },
            numfig=True,
        )

    def test_is_numbered_where_it_is_shown_and_linked_by_its_number(self, numbered):
        result = numbered.build()
        captions = result.body('list').find_all('figcaption')
        assert [words(caption) for caption in captions] == ['Fig. 2.2 Ours.']
        links = result.all_links('index')
        assert ('so 2.2', 'list.html#label') in links
        assert ('Fig. 2.2', 'list.html#label') in links
        assert ('Fig. 2.1', 'terms.html#other') in links
        assert ('Fig. 2.2', '#label') in result.all_links('list')
        assert result.body('list').find(id='label') is not None

    def test_is_linked_by_the_number_that_latex_gives_it(self, numbered):
        text = numbered.build('latex').file('test.tex')
        label = r'\detokenize{list:label}'
        assert text.count(rf'\hyperref[{label}]{{Fig.\@ \ref{{{label}}}}}') == 2
        assert rf'\label{{{label}}}' in text

    @pytest.mark.parametrize(
        'builder', ['singlehtml', 'text', 'man', 'epub', 'texinfo', 'xml', 'gettext']
    )
    def test_stops_no_other_builder(self, numbered, builder):
        numbered.configure(man_pages=[('index', 'test', 'Test', 'Us', 1)])
        numbered.build(builder)

    def test_without_numbers_is_told_of_by_sphinx(self, numbered):
        numbered.configure(numfig=False)
        result = numbered.build(expect=None)
        assert {w.partition('WARNING: ')[2] for w in result.warnings} == {
            'numfig is disabled. :numref: is ignored.'
        }
        assert words(result.body('index')).endswith('See so %s, label and other.')


def test_a_listing_may_stand_where_no_section_can(project):
    project.write(
        {
            'index.rst': 'Home\n====\n\n.. note::\n\n   .. convglossary::\n\n.. convterm:: One\n   :category: ai\n\n'
            '.. convterm:: Two\n'
        },
        convglossary_categories=CATEGORIES,
    )
    note = project.build().body('index').find(class_='note')
    assert [words(dfn) for dfn in note.find_all('dfn')] == ['One', 'Two']
    assert note.find(id='category-ai') is not None
    # A section in there would be no part of the page to any builder.
    assert note.find('section') is None
    assert [words(one) for one in note.find_all(class_='rubric')] == [
        'Artificial intelligence',
        'Other terms',
    ]


def test_a_listing_stands_among_other_text(project, syntax):
    project.write_in(
        syntax,
        {
            'index': '\n'.join(
                [
                    syntax.title('Home'),
                    'Before.\n',
                    syntax.directive(
                        'convglossary', options={'group-by': 'none', 'entries': 'names'}
                    ),
                    'After.\n',
                    syntax.term('One', 'A.'),
                ]
            )
        },
    )
    text = project.build().text('index')
    assert text.index('Before.') < text.index('One') < text.index('After.')


def test_a_term_follows_the_alphabet_of_its_language(project):
    names = ['ñandú', 'nube', 'zorro', 'Óscar', 'oso', 'élite', 'Nadir']
    blocks = [REST.term(name, hidden='') for name in names]
    project.write(
        {'index.rst': '\n'.join([REST.title('Home'), '.. convglossary::\n', *blocks])},
        convglossary_source_language='es',
    )
    assert project.build(language='es').names('index') == [
        'élite', 'Nadir', 'nube', 'ñandú', 'Óscar', 'oso', 'zorro',
    ]  # fmt: skip


def test_a_term_may_say_how_it_is_read(project):
    blocks = [
        REST.term('用語', sort='ようご', hidden=''),
        REST.term('会話', sort='かいわ', hidden=''),
        REST.term('The Agent', sort='Agent', hidden=''),
    ]
    project.write(
        {'index.rst': '\n'.join([REST.title('Home'), '.. convglossary::\n', *blocks])},
        convglossary_source_language='ja',
    )
    assert project.build(language='ja').names('index') == ['The Agent', '会話', '用語']


class TestWhatIsWrongInAHiddenDefinition:
    HIDDEN = (
        '.. convterm:: One\n   :hidden:\n\n'
        '   See :any:`nowhere`, :ref:`no-label` and :term-ref:`qwertz`.\n'
    )
    FILES = {
        'index.rst': 'Home\n====\n\n.. toctree::\n\n   terms\n   all\n',
        'terms.rst': f'Terms\n=====\n\n{HIDDEN}',
        'all.rst': 'All\n===\n\n.. convglossary::\n',
    }
    WARNED = (
        'terms.rst:7: WARNING: no term is called "qwertz" [convglossary.unknown_term]',
        "terms.rst:7: WARNING: 'any' reference target not found: nowhere [ref.any]",
        "terms.rst:7: WARNING: undefined label: 'no-label' [ref.ref]",
    )

    def test_is_told_once_and_with_the_document_of_its_author(self, project):
        project.write(self.FILES)
        project.build(expect=self.WARNED)

    def test_is_told_again_when_that_is_read_though_no_listing_is_written(
        self, project
    ):
        project.write(self.FILES).build(expect=self.WARNED)
        project.write({'terms.rst': f'{self.FILES["terms.rst"]}\nMore.\n'})
        built = project.build(expect=self.WARNED)
        assert 'all' not in built.written

    def test_parts_no_entries(self, project):
        shown = '.. convterm:: {}\n\n   A text.\n\n'
        terms = f'{shown.format("Two")}{self.HIDDEN}\n{shown.format("Three")}'
        project.write({**self.FILES, 'terms.rst': f'Terms\n=====\n\n{terms}'})
        body = project.build(expect=None).body('terms')
        assert len(body.find_all('dl')) == 1


class TestWhatIsWrongInADefinitionThatIsListed:
    DEFINITION = 'See :term-ref:`qwertz` and :term:`Money`.'
    FILES = {
        'index.rst': 'Home\n====\n\n.. toctree::\n\n   terms\n   all\n',
        'terms.rst': f'Terms\n=====\n\n.. convterm:: One\n\n   {DEFINITION}\n\n'
        '.. convterm:: Two\n   :deprecated: Money\n',
        'all.rst': 'All\n===\n\n.. convglossary::\n',
    }
    WARNED = (
        'terms.rst:6: WARNING: no term is called "qwertz" [convglossary.unknown_term]',
        'terms.rst:6: WARNING: "Money" is a wording to avoid; write "Two" '
        '[convglossary.deprecated_wording]',
    )

    @pytest.fixture(params=['en', 'fr'])
    def language(self, request):
        return request.param

    def test_is_told_with_its_document_and_never_with_the_listing(
        self, project, language
    ):
        project.write(self.FILES)
        project.translate('fr', 'terms', {self.DEFINITION: self.DEFINITION})
        project.build(language=language, expect=self.WARNED)
        project.write({'all.rst': f'{self.FILES["all.rst"]}\nMore.\n'})
        result = project.build(language=language)
        assert 'all' in result.written
        assert 'terms' not in result.written
