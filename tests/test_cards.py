"""A page brings the cards of the terms that it refers to, and nothing else."""

from __future__ import annotations

import json

import pytest
from projects import REST

TERMS = """
:orphan:

Terms
=====

.. convterm:: HSM
   :category: wa
   :aliases: Highly Structured Message · Template message
   :related: Agent

   A message that was :term-ref:`approved <agent>` & *checked*.

   Its long definition.

.. convterm:: Agent
   :category: ai

   A program </script><!-- that "acts".

.. convterm:: Webhook
"""

PAGES = {
    'index.rst': """
        Home
        ====

        .. toctree::

           user
           other
           plain

        The index says nothing.
        """,
    'user.rst': 'User\n====\n\nAn :term-ref:`HSM`, and :term-ref:`templates <HSM>`.\n',
    'other.rst': 'Other\n=====\n\nA :term:`webhook`, an :any:`Agent`.\n',
    'plain.rst': 'Plain\n=====\n\nNo term at all, :term-ref:`!HSM`.\n',
    'terms.rst': TERMS,
}
CONF = {'convglossary_categories': {'wa': 'WhatsApp', 'ai': 'AI'}}

SCRIPT = 'convglossary-cards.js'


@pytest.fixture
def site(project):
    return project.write(PAGES, **CONF)


def data(result, docname):
    """Give the cards that a page brings, by address."""
    script = result.html(docname).find('script', id='convglossary-terms')
    if script is None:
        return {}
    assert script['type'] == 'application/json'
    return json.loads(script.string)


def card(result, docname, address):
    """Give the lines of a card by their kinds."""
    return {kind: pieces for kind, *pieces in data(result, docname)[address]}


def loaded(result, docname):
    """Give the scripts and styles of ours that a page loads."""
    page = result.html(docname)
    addresses = [
        *(node['src'] for node in page.find_all('script', src=True)),
        *(node['href'] for node in page.find_all('link', href=True)),
    ]
    names = [address.partition('?')[0].rpartition('/')[2] for address in addresses]
    return {name for name in names if name.startswith('convglossary')}


class TestAPage:
    def test_has_the_cards_of_the_terms_that_it_refers_to_once_each(self, site):
        result = site.build()
        assert list(data(result, 'user')) == ['terms.html#term-hsm']
        assert result.file('user.html').count('was approved') == 1

    def test_has_the_cards_of_other_roles_that_lead_to_terms(self, site):
        found = data(site.build(), 'other')
        assert list(found) == ['terms.html#term-webhook', 'terms.html#term-agent']

    def test_has_cards_under_the_addresses_of_its_links(self, site):
        result = site.build()
        for docname in ('user', 'other', 'terms'):
            links = {address for _, address in result.all_links(docname)}
            assert data(result, docname).keys() <= links

    def test_has_the_cards_of_its_own_terms_that_it_refers_to(self, site):
        assert list(data(site.build(), 'terms')) == ['#term-agent']

    @pytest.mark.parametrize('docname', ['index', 'plain', 'search', 'genindex'])
    def test_without_a_reference_loads_nothing_of_it(self, site, docname):
        result = site.build()
        assert loaded(result, docname) <= {'convglossary.css'}
        assert 'convglossary-terms' not in result.file(f'{docname}.html')

    def test_with_a_reference_loads_the_script_and_its_style(self, site):
        result = site.build()
        assert {SCRIPT, 'convglossary-cards.css'} <= loaded(result, 'user')

    def test_has_no_card_for_an_anchor_that_is_no_term(self, site):
        site.write({
            'std.rst': ':orphan:\n\nStd\n===\n\n.. glossary::\n\n   webhook\n      Sphinx.\n\n:term:`webhook`, `x <terms.html#term-agent>`__\n'
        })  # fmt: skip
        result = site.build()
        assert result.links('std')['webhook'] == '#term-webhook'
        assert data(result, 'std') == {}

    def test_has_no_card_for_the_name_above_an_entry(self, site):
        site.write({
            'list.rst': ':orphan:\n\nList\n====\n\n.. convglossary::\n   :entries: names\n'
        })  # fmt: skip
        result = site.build()
        assert result.links('list')['HSM'] == 'terms.html#term-hsm'
        assert data(result, 'list') == {}

    def test_has_the_same_cards_in_myst(self, new_project):
        texts = {'user': '{}\n\nA {}.\n', 'terms': '{}\n\n{}'}
        found = []
        for suffix in ('.rst', '.md'):
            syntax = REST.__class__(suffix)
            term = syntax.term('One', 'It has *one* ``wheel``.', aliases='Uno · Un')
            project = new_project().write_in(
                syntax,
                {
                    'index': texts['user'].format(
                        syntax.title('Home'), syntax.ref('uno')
                    ),
                    'terms': ':orphan:\n\n' * (suffix == '.rst')
                    + '---\norphan: true\n---\n' * (suffix == '.md')
                    + texts['terms'].format(syntax.title('Terms'), term),
                },
            )
            found.append(data(project.build(), 'index'))
        assert found[0] == found[1]
        assert found[0]['terms.html#term-one'][-1] == ['summary', 'It has one wheel.']


class TestACard:
    def test_says_name_aliases_summary_and_category(self, site):
        assert card(site.build(), 'user', 'terms.html#term-hsm') == {
            'name': ['HSM'],
            'aliases': ['Also known as: Highly Structured Message · Template message'],
            'summary': ['A message that was approved & checked.'],
            'category': ['Category: WhatsApp'],
        }

    def test_of_a_term_without_anything_says_its_name(self, site):
        found = card(site.build(), 'other', 'terms.html#term-webhook')
        assert found == {'name': ['Webhook']}

    def test_says_the_names_in_other_languages_with_their_languages(self, site):
        site.translate('fr', 'terms', {'HSM': 'Message modèle'})
        site.translate('ar', 'terms', {'HSM': 'رسالة'})
        found = card(site.build(), 'user', 'terms.html#term-hsm')
        assert found['languages'] == [
            'In other languages: Arabic: ', ['رسالة', 'ar', 'rtl'],
            ' · French: ', ['Message modèle', 'fr'],
        ]  # fmt: skip

    def test_speaks_the_language_of_the_page(self, site):
        site.translate(
            'fr',
            'terms',
            {
                'HSM': 'Message modèle',
                'Highly Structured Message · Template message': 'modèle',
                'A message that was :term-ref:`approved <agent>` & *checked*.': 'Un message :term-ref:`approuvé <agent>`.',
            },
        )
        site.translate('fr', 'convglossary', {'WhatsApp': 'Messagerie'})
        found = card(site.build(language='fr'), 'user', 'terms.html#term-hsm')
        assert found['name'] == ['Message modèle']
        assert found['aliases'] == ['Aussi appelé\xa0: modèle']
        assert found['summary'] == ['Un message approuvé.']
        assert found['category'][0].endswith('Messagerie')
        assert found['languages'][1] == ['HSM', 'en']

    def test_marks_what_is_not_translated(self, site):
        site.translate('ar', 'terms', {'HSM': 'رسالة'})
        found = card(site.build(language='ar'), 'user', 'terms.html#term-hsm')
        assert found['name'] == ['رسالة']
        text = 'A message that was approved & checked.'
        assert found['summary'] == [[text, 'en', 'ltr']]

    def test_shows_no_sign_that_html_or_a_script_takes_for_more(self, site):
        source = site.build().file('other.html')
        start = source.index('id="convglossary-terms"')
        inside = source[source.index('>', start) + 1 : source.index('</script>', start)]
        assert not set(inside) & set('<>&\u2028\u2029')
        assert card(site.build(), 'other', 'terms.html#term-agent')['summary'] == [
            'A program </script><!-- that "acts".'
        ]

    def test_of_a_term_on_another_site_is_there_where_its_link_is(self, site):
        only = TERMS.replace(':category: wa', ':category: wa\n   :locales: en')
        site.write({'terms.rst': only})
        assert data(site.build(language='fr'), 'user') == {}
        site.configure(convglossary_sites={'en': 'https://example.org/en/'})
        found = data(site.build(language='fr'), 'user')
        assert list(found) == ['https://example.org/en/terms.html#term-hsm']


class TestWithoutCards:
    @pytest.fixture
    def bare(self, site):
        return site.configure(convglossary_cards=False).build(fresh=True)

    def test_no_page_has_or_loads_anything(self, bare):
        for page in ('user', 'other', 'terms'):
            assert data(bare, page) == {}
            assert not any('cards' in name for name in loaded(bare, page))

    def test_no_file_is_shipped(self, bare):
        assert not [name for name in bare.files() if 'convglossary-cards' in name]

    def test_the_text_of_pages_is_the_same(self, site, bare):
        with_cards = site.configure(convglossary_cards=True).build(fresh=True)
        assert str(with_cards.body('user')) == str(bare.body('user'))


@pytest.mark.parametrize('builder', ['dirhtml', 'singlehtml', 'html'])
def test_links_and_cards_agree_in_every_builder_for_browsers(site, builder):
    if builder == 'singlehtml':
        site.write({'index.rst': PAGES['index.rst'].replace('plain', 'plain\n           terms')})  # fmt: skip
    result = site.build(builder)
    page = {'dirhtml': 'user/index.html', 'singlehtml': 'index.html'}.get(
        builder, 'user.html'
    )
    found = data(result, page)
    links = {link['href'] for link in result.html(page).select('a.reference')}
    assert found
    assert found.keys() <= links


@pytest.mark.parametrize('builder', ['epub', 'text', 'latex', 'man', 'xml'])
def test_other_builders_carry_nothing_of_cards(site, builder):
    result = site.build(builder)
    for name, content in result.files().items():
        assert b'convglossary-terms' not in content, name
        assert b'convglossary-cards' not in content or name.endswith('.doctree'), name


def test_workers_write_the_same_cards(site, new_project):
    one = site.build().files()
    two = new_project().write(PAGES, **CONF).build(jobs=2).files()
    pages = [name for name in one if name.endswith('.html')]
    assert [name for name in pages if one[name] != two[name]] == []


class TestAPageIsWrittenAgain:
    """And is then as a clean build makes it; others are left alone."""

    @pytest.fixture
    def built(self, site):
        # In French, too: a name there is part of what English cards say.
        site.translate('fr', 'terms', {'HSM': 'Message modèle'})
        site.build()
        return site

    def written_after_it(self, site):
        """Build again, and give what was written of the pages that refer to terms."""
        again = site.build()
        pages = {f'{name}.html': again.file(f'{name}.html') for name in again.written}
        for name in ('user', 'other', 'terms'):
            pages[f'{name}.html'] = again.file(f'{name}.html')
        clean = site.build(fresh=True)
        assert {name: clean.file(name) for name in pages} == pages
        return {'user', 'other', 'plain'} & set(again.written)

    def edit(self, site, before, after, name='terms.rst'):
        path = site.src / name
        text = path.read_text('utf-8')
        assert before in text
        path.write_text(text.replace(before, after), 'utf-8')

    def test_where_a_card_shows_another_summary(self, built):
        self.edit(built, 'A message that', 'A text that')
        assert self.written_after_it(built) == {'user'}

    def test_where_a_card_shows_another_alias(self, built):
        self.edit(built, 'Template message', 'Template')
        assert self.written_after_it(built) == {'user'}

    def test_where_a_card_shows_another_category(self, built):
        self.edit(built, ':category: wa', ':category: ai')
        assert self.written_after_it(built) == {'user'}

    def test_where_a_card_shows_another_name_in_another_language(self, built):
        built.translate('fr', 'terms', {'HSM': 'Gabarit'})
        assert self.written_after_it(built) == {'user'}

    def test_where_a_word_in_a_summary_is_another(self, built):
        self.edit(built, 'approved <agent>', 'checked <agent>')
        assert self.written_after_it(built) == {'user'}

    def test_and_none_where_no_card_changes(self, built):
        self.edit(built, 'Its long definition.', 'A longer one.')
        assert self.written_after_it(built) == set()

    def test_and_none_where_there_are_no_cards(self, built):
        built.configure(convglossary_cards=False).build()
        self.edit(built, 'A message that', 'A text that')
        assert self.written_after_it(built) == set()


class TestTheFilter:
    LIST = 'List\n====\n\n.. convglossary::\n   :filter:\n'

    @pytest.fixture
    def listed(self, site):
        site.translate('fr', 'terms', {'HSM': 'Message "modèle"'})
        site.translate('de', 'terms', {'HSM': 'Vorlage'})
        return site.write({'list.rst': f':orphan:\n\n{self.LIST}'})

    def names(self, result, docname='list'):
        found = result.html(docname).select('dt.convglossary-name')
        return {dt.dfn.get_text(): dt.get('data-names') for dt in found}

    def test_finds_by_names_that_entries_do_not_show(self, listed):
        assert self.names(listed.build()) == {
            'HSM': 'Vorlage · Message "modèle"',
            'Agent': None,
            'Webhook': None,
        }

    def test_repeats_no_name_that_entries_show(self, listed):
        listed.configure(convglossary_other_languages=True)
        assert self.names(listed.build())['HSM'] is None

    def test_of_names_finds_by_aliases_too(self, listed):
        listed.write({'list.rst': f':orphan:\n\n{self.LIST}   :entries: names\n'})
        assert self.names(listed.build())['HSM'] == (
            'Highly Structured Message · Template message · Vorlage · Message "modèle"'
        )

    def test_marks_no_other_list(self, listed):
        result = listed.build()
        assert result.html('list').select('dl.convglossary-filtered')
        assert not result.html('terms').select('dl.convglossary-filtered')
        assert set(self.names(result, 'terms').values()) == {None}

    def test_is_written_again_where_a_name_in_another_language_changes(self, listed):
        listed.build()
        listed.translate('de', 'terms', {'HSM': 'Muster'})
        again = listed.build()
        assert 'list' in again.written
        assert again.file('list.html') == listed.build(fresh=True).file('list.html')


class TestJumpLinks:
    def listed(self, project, options, **build):
        names = {'en': 'Agent', 'es': 'Ñandú', 'ar': 'وكيل'}
        project.write({
            'index.rst': f'Home\n====\n\n.. convterm:: {names[build.get("language", "en")]}\n   :category: wa\n\n.. convterm:: 2FA\n\n.. convterm:: Zoo\n   :category: ai\n\n.. convglossary::\n{options}'
        }, **CONF)  # fmt: skip
        page = project.build(**build).html('index')
        return page, page.select('ul.convglossary-jump')

    def test_lead_to_categories(self, project):
        page, (row,) = self.listed(project, '')
        links = {link.get_text(): link['href'] for link in row.select('a')}
        assert links == {
            'WhatsApp': '#category-wa',
            'AI': '#category-ai',
            'Other terms': '#other-terms',
        }
        assert row['aria-label'] == 'Jump to'
        assert all(page.find(id=href[1:]) for href in links.values())

    def test_lead_to_letters_and_show_those_without_a_term(self, project):
        _, (row,) = self.listed(project, '   :group-by: letter\n')
        assert row.get_text() == '#ABCDEFGHIJKLMNOPQRSTUVWXYZ'
        leading = {link.get_text(): link.get('href') for link in row.select('a')}
        assert {key: href for key, href in leading.items() if href} == {
            '#': '#letter-other',
            'A': '#letter-a',
            'Z': '#letter-z',
        }
        assert row.find('a', string='B').attrs == {
            'role': 'link',
            'aria-disabled': 'true',
        }

    @pytest.mark.parametrize(
        ('language', 'letters'),
        [('es', 'NÑO'), ('ar', 'نهو')],
    )
    def test_know_the_alphabet_of_the_language(self, project, language, letters):
        _, (row,) = self.listed(project, '   :group-by: letter\n', language=language)
        assert letters in row.get_text()

    def test_are_not_there_without_headings(self, project):
        assert self.listed(project, '   :group-by: none\n')[1] == []

    def test_are_not_there_for_one_heading(self, project):
        assert self.listed(project, '   :categories: ai\n')[1] == []

    def test_lead_to_the_numbered_headings_of_one_page_of_all(self, project):
        project.write({
            'index.rst': 'Home\n====\n\n.. toctree::\n\n   a\n   b\n\n.. convterm:: One\n   :category: wa\n\n.. convterm:: Two\n   :category: ai\n',
            'a.rst': 'A\n=\n\n.. convglossary::\n',
            'b.rst': 'B\n=\n\n.. convglossary::\n',
        }, **CONF)  # fmt: skip
        page = project.build('singlehtml').html('index')
        rows = page.select('ul.convglossary-jump')
        assert [[a['href'] for a in row.select('a')] for row in rows] == [
            ['#category-wa', '#category-ai'],
            ['#category-wa-2', '#category-ai-2'],
        ]
        for link in page.select('ul.convglossary-jump a'):
            section = page.find(id=link['href'][1:])
            assert section.h3.find(string=True, recursive=False) == link.get_text()

    @pytest.mark.parametrize('builder', ['text', 'latex', 'man', 'texinfo', 'xml'])
    def test_leave_no_trace_in_formats_of_paper(self, project, builder):
        project.write({
            'index.rst': 'Home\n====\n\n.. convterm:: One\n\n.. convterm:: Two\n\n.. convglossary::\n   :group-by: letter\n'
        })  # fmt: skip
        for name, content in project.build(builder).files().items():
            assert b'Jump to' not in content, name
