"""Names and aliases are found by the indexes and the search of a site."""

from __future__ import annotations

import json

import pytest
from projects import words

FILES = {
    'index.rst': """
Home
====

.. toctree::

   terms
   all

""",
    'terms.rst': """
Terms
=====

.. convterm:: Payment Link
   :aliases: Paylink · Checkout; Till
   :abbreviation: PLX
   :forms: payformish

   A way to pay at a kiosk.

.. convterm:: Zebra
   :hidden:
   :aliases: Stripedhorse

   An animal.

.. index:: handmade
""",
    'all.rst': 'All\n===\n\n.. convglossary::\n',
}


@pytest.fixture(scope='module')
def site(new_project):
    return new_project().write(FILES).build()


def index_of(result):
    """Give the entries of the general index with their first addresses."""
    entries = {}
    for link in (
        result.html('genindex').find('div', class_='body').find_all('a', href=True)
    ):
        entries.setdefault(words(link), []).append(link['href'])
    return entries


class TestTheGeneralIndex:
    @pytest.mark.parametrize(
        ('entry', 'address'),
        [
            ('Payment Link', 'terms.html#term-payment-link'),
            ('Paylink', 'terms.html#term-payment-link'),
            ('Checkout', 'terms.html#term-payment-link'),
            ('PLX', 'terms.html#term-payment-link'),
            ('Zebra', 'all.html#term-zebra'),
            ('Stripedhorse', 'all.html#term-zebra'),
        ],
    )
    def test_leads_to_the_home_once(self, site, entry, address):
        assert index_of(site)[entry] == [address]

    def test_has_no_forms(self, site):
        assert 'payformish' not in index_of(site)

    def test_keeps_what_the_author_put_in(self, site):
        assert index_of(site)['handmade'] == ['terms.html#index-0']

    def test_is_the_same_after_a_build_that_reads_nothing(self, project):
        first = index_of(project.write(FILES).build())
        project.write({'index.rst': FILES['index.rst'] + 'New.\n'})
        assert index_of(project.build()) == first

    def test_forgets_a_term_that_is_gone(self, project):
        project.write(FILES).build()
        project.write({'terms.rst': FILES['terms.rst'].replace('Zebra', 'Gnu')})
        entries = index_of(project.build())
        assert 'Zebra' not in entries
        assert entries['Gnu'] == ['all.html#term-gnu']

    def test_takes_a_name_with_signs_as_it_is(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: a\\; b!c\n\n.. convterm:: !Kung\n\n.. convterm:: x < y\n'
            }
        )
        entries = index_of(project.build())
        assert {'!Kung', 'x < y'} <= set(entries)

    def test_speaks_the_language_of_the_page(self, project):
        project.write(FILES).translate(
            'fr', 'terms', {'Payment Link': 'Lien de paiement', 'PLX': 'LPX'}
        )
        entries = index_of(project.build(language='fr'))
        assert entries['Lien de paiement'] == ['terms.html#term-payment-link']
        assert 'LPX' in entries


def search_index(result):
    text = result.file('searchindex.js')
    return json.loads(text.removeprefix('Search.setIndex(').removesuffix(')'))


class TestTheSearch:
    def found(self, result, word):
        index = search_index(result)
        places = index['terms'].get(word, [])
        docs = places if isinstance(places, list) else [places]
        return {index['docnames'][number] for number in docs}

    @pytest.mark.parametrize(
        ('word', 'docname'),
        [('paylink', 'terms'), ('plx', 'terms'), ('stripedhors', 'all')],
    )
    def test_finds_the_page_by_an_alias(self, site, word, docname):
        assert docname in self.found(site, word)

    def objects(self, result):
        """Return what the search knows as objects, with their addresses."""
        index = search_index(result)
        found = []
        for prefix, objects in index['objects'].items():
            for page, kind, _, anchor, name in objects:
                # As the script of Sphinx does it.
                shown = f'{prefix}.{name}' if prefix else name
                kind_of = index['objnames'][str(kind)][1]
                anchor = {'': shown, '-': f'{kind_of}-{shown}'}.get(anchor, anchor)
                if kind_of == 'term':
                    found.append((shown, f'{index["docnames"][page]}#{anchor}'))
        return sorted(found)

    def test_knows_each_term_once_and_where_it_is(self, project):
        project.write(FILES).translate('fr', 'terms', {'Payment Link': 'Lien'})
        for language, name in (('en', 'Payment Link'), ('fr', 'Lien')):
            assert self.objects(project.build(language=language)) == [
                (name, 'terms#term-payment-link'),
                ('Zebra', 'all#term-zebra'),
            ]

    @pytest.mark.parametrize('word', ['payment', 'paylink', 'kiosk'])
    def test_finds_a_term_at_its_home_and_not_where_it_is_listed_again(
        self, site, word
    ):
        assert self.found(site, word) == {'terms'}

    def test_finds_no_entry_by_the_titles_of_the_pages_that_use_it(self, project):
        page = 'Ovens\n=====\n\nA :term-ref:`PLX`.\n'
        toctree = FILES['index.rst'].replace('   all\n', '   all\n   page\n')
        project.write(
            {**FILES, 'index.rst': toctree, 'page.rst': page}, convglossary_used_in=True
        )
        result = project.build()
        assert 'Ovens' in result.file('terms.html')
        assert 'terms' not in self.found(result, 'oven')

    def test_finds_what_a_listing_shows(self, site):
        assert 'all' in self.found(site, 'anim')

    def test_finds_a_term_as_an_entry_of_the_index(self, site):
        entries = search_index(site)['indexentries']
        assert {'zebra', 'stripedhorse', 'paylink'} <= set(entries)


class TestPrintedIndexes:
    def test_of_latex_have_names_and_aliases(self, project):
        result = project.write(FILES).build('latex')
        (tex,) = result.path.glob('*.tex')
        text = tex.read_text(encoding='utf-8')
        for name in ('Payment Link', 'Paylink', 'PLX', 'Zebra', 'Stripedhorse'):
            assert text.count(rf'\index{{{name}@\spxentry{{{name}}}}}') == 1, name

    def test_of_texinfo_have_names_and_aliases(self, project):
        result = project.write(FILES).build('texinfo')
        (texi,) = result.path.glob('*.texi')
        text = texi.read_text(encoding='utf-8')
        for name in ('Payment Link', 'Paylink', 'Zebra', 'Stripedhorse'):
            assert f'@geindex {name}' in text, name
