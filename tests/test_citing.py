"""A glossary and its terms can be cited: as text, as BibTeX and as CSL-JSON."""

from __future__ import annotations

import json
import re
from functools import cache

import jsonschema
import pytest
from projects import words

from sphinxcontrib_convglossary.citation import (
    Author,
    Part,
    Work,
    as_bibtex,
    as_csl_json,
    comma,
    is_date,
    key_of,
    pieces,
    shown_date,
)

NAME = {
    'type': 'object',
    'properties': {name: {'type': 'string'} for name in ('family', 'given', 'literal')},
    'additionalProperties': False,
}
#: Of what the CSL schema (1.0.2) allows, what citations of ours have.
CSL = {
    'type': 'array',
    'minItems': 1,
    'items': {
        'type': 'object',
        'properties': {
            'id': {'type': 'string'},
            'type': {'enum': ['webpage', 'entry-dictionary']},
            'title': {'type': 'string'},
            'container-title': {'type': 'string'},
            'author': {'type': 'array', 'items': NAME},
            'issued': {
                'type': 'object',
                'properties': {
                    'date-parts': {
                        'type': 'array',
                        'items': {
                            'type': 'array',
                            'items': {'type': 'number'},
                            'minItems': 1,
                            'maxItems': 3,
                        },
                        'minItems': 1,
                        'maxItems': 2,
                    }
                },
                'additionalProperties': False,
            },
            'version': {'type': 'string'},
            'publisher': {'type': 'string'},
            'URL': {'type': 'string'},
            'language': {'type': 'string'},
        },
        'required': ['type', 'id'],
        'additionalProperties': False,
    },
}


@cache
def csl_schema():
    jsonschema.Draft7Validator.check_schema(CSL)
    return jsonschema.Draft7Validator(CSL)


def csl(text):
    items = json.loads(text)
    csl_schema().validate(items)
    (item,) = items
    return item


def bibtex(text):
    """Read an entry as BibTeX does, which counts braces and nothing else."""
    kind, key, rest = re.fullmatch(r'@(\w+)\{([\w-]+),\n(.*)\}\n', text, re.S).groups()
    fields, depth, start = {}, 0, 0
    for position, sign in enumerate(rest):
        depth += {'{': 1, '}': -1}.get(sign, 0)
        assert depth >= 0
        if sign == ',' and not depth:
            name, value = rest[start:position].split(' = ', 1)
            fields[name.strip()] = re.sub(r'^\{(.*)\}$', r'\1', value)
            start = position + 1
    assert not rest[start:].strip()
    assert depth == 0
    return kind, key, fields


FULL = Work(
    key='docs-index',
    title='Glossary',
    authors=(Author(name='Silva', given='Ana'), Author(name='The Team')),
    version='2.1',
    date='2026-11-20',
    publisher='Press',
    url='https://example.org/',
    language='en',
)
TERM = Work(
    key='docs-term-hsm',
    title='HSM',
    container='Glossary',
    authors=FULL.authors,
    date='2026-11',
    publisher='Press',
    url='https://example.org/#term-hsm',
    language='pt_BR',
)
BARE = Work(key='index', title='Glossary')


class TestText:
    def text(self, work):
        return [text for _, text in pieces(work)]

    def test_it_has_everything_in_order(self):
        assert self.text(FULL) == [
            'Ana Silva, The Team',
            'Glossary',
            '2.1',
            'Press',
            'November 20, 2026',
            'https://example.org/',
        ]

    def test_what_is_not_known_is_left_out(self):
        assert list(pieces(BARE)) == [(Part.TITLE, 'Glossary')]

    def test_a_term_is_named_before_its_glossary(self):
        assert [part for part, _ in pieces(TERM)][1:3] == [
            Part.PART_TITLE,
            Part.CONTAINER,
        ]

    @pytest.mark.parametrize(
        ('language', 'day', 'month'),
        [
            ('en', 'November 20, 2026', 'November 2026'),
            ('fr', '20 novembre 2026', 'novembre 2026'),
            ('pt_BR', '20 de novembro de 2026', 'novembro de 2026'),
            ('de', '20. November 2026', 'November 2026'),
            ('ja', '2026年11月20日', '2026年11月'),
            ('tlh', '2026-11-20', '2026-11'),
        ],
    )
    def test_a_date_is_that_of_the_language(self, language, day, month):
        assert shown_date('2026-11-20', language) == day
        assert shown_date('2026-11', language) == month
        assert shown_date('2026', language) == '2026'

    def test_arabic_has_a_comma_of_its_own(self):
        assert (comma('ar'), comma('fr')) == ('، ', ', ')

    @pytest.mark.parametrize('value', ['2026', '2026-11', '2024-02-29'])
    def test_a_date_is_a_year_a_month_or_a_day(self, value):
        assert is_date(value)

    @pytest.mark.parametrize(
        'value',
        [
            '',
            '26',
            '2026-13',
            '2026-02-29',
            '2026-1-1',
            '20.11.2026',
            '0000',
            None,
            2026,
        ],
    )
    def test_nothing_else_is(self, value):
        assert not is_date(value)


class TestBibTeX:
    def test_a_glossary_has_everything(self):
        assert as_bibtex(FULL) == (
            '@misc{docs-index,\n'
            '  author = {{Silva}, {Ana} and {The Team}},\n'
            '  title = {{Glossary}},\n'
            '  version = {2.1},\n'
            '  organization = {Press},\n'
            '  year = {2026},\n'
            '  month = nov,\n'
            '  url = {https://example.org/},\n'
            '}\n'
        )

    def test_a_term_is_in_its_glossary(self):
        kind, key, fields = bibtex(as_bibtex(TERM))
        assert (kind, key) == ('incollection', 'docs-term-hsm')
        assert fields['title'] == '{HSM}'
        assert fields['booktitle'] == '{Glossary}'
        assert fields['publisher'] == 'Press'

    def test_what_is_not_known_is_left_out(self):
        assert bibtex(as_bibtex(BARE))[2] == {'title': '{Glossary}'}

    @pytest.mark.parametrize(
        ('sign', 'written'),
        [
            ('%', r'\%'),
            ('&', r'\&'),
            ('#', r'\#'),
            ('_', r'\_'),
            ('$', r'\$'),
            ('{', r'\textbraceleft{}'),
            ('}', r'\textbraceright{}'),
            ('\\', r'\textbackslash{}'),
            ('^', r'\textasciicircum{}'),
            ('~', r'\textasciitilde{}'),
            ('é', 'é'),
            ('語', '語'),
            ('"', '"'),
            ('@', '@'),
        ],
    )
    def test_signs_that_tex_would_obey_are_escaped(self, sign, written):
        work = Work(
            key='x',
            title=f'a{sign}b',
            authors=(Author(name=f'a{sign}b'),),
            version=f'a{sign}b',
        )
        _, _, fields = bibtex(as_bibtex(work))
        assert fields['title'] == f'{{a{written}b}}'
        assert fields['author'] == f'{{a{written}b}}'
        assert fields['version'] == f'a{written}b'

    def test_an_address_stays_but_for_what_would_end_it(self):
        address = 'https://example.org/a_b%20c?d=1&e=2#f~g'
        work = Work(key='x', title='x', url=address + '{}\\')
        assert bibtex(as_bibtex(work))[2]['url'] == address + '%7B%7D%5C'

    def test_an_organisation_called_and_is_one_author(self):
        work = Work(key='x', title='x', authors=(Author(name='Salt and Pepper, Inc.'),))
        assert bibtex(as_bibtex(work))[2]['author'] == '{Salt and Pepper, Inc.}'


class TestKeys:
    def test_a_key_has_only_signs_that_every_program_takes(self):
        for parts in (('My Docs', 'glossary/index'), ('Ünï', 'term-用語'), ('', '…')):
            assert re.fullmatch('[a-z0-9-]+', key_of(*parts))

    def test_two_names_that_differ_in_accents_have_two_keys(self):
        assert key_of('p', 'term-marche') != key_of('p', 'term-marché')


class TestCSL:
    @pytest.mark.parametrize('work', [FULL, TERM, BARE], ids=['full', 'term', 'bare'])
    def test_it_is_valid(self, work):
        assert csl(as_csl_json(work))['id'] == work.key

    def test_a_glossary_has_everything(self):
        assert csl(as_csl_json(FULL)) == {
            'id': 'docs-index',
            'type': 'webpage',
            'title': 'Glossary',
            'author': [{'family': 'Silva', 'given': 'Ana'}, {'literal': 'The Team'}],
            'issued': {'date-parts': [[2026, 11, 20]]},
            'version': '2.1',
            'publisher': 'Press',
            'URL': 'https://example.org/',
            'language': 'en',
        }

    def test_a_term_is_in_its_glossary(self):
        item = csl(as_csl_json(TERM))
        assert item['type'] == 'entry-dictionary'
        assert item['container-title'] == 'Glossary'
        assert item['issued'] == {'date-parts': [[2026, 11]]}
        assert item['language'] == 'pt-BR'

    def test_there_is_no_date_of_access(self):
        for work in (FULL, TERM):
            assert 'accessed' not in as_csl_json(work)
            assert 'urldate' not in as_bibtex(work)


PAGE = """
Home
====

.. toctree::

   other

.. convterm:: Last <b> & "first"
   :id: last

.. convterm:: First

.. convglossary::
   :cite:
   :group-by: none
"""
OTHER = """
Other
=====

.. convterm:: Elsewhere
"""


@pytest.fixture
def cited(project):
    return project.write(
        {'index.rst': PAGE, 'other.rst': OTHER},
        author='Us & them',
        version='2.1',
        html_baseurl='https://example.org/docs',
        epub_show_urls='no',
    )


def sources(element):
    """Give what each fold that holds nothing else holds, by its summary."""
    return {
        words(fold.summary): fold.pre.string
        for fold in element.find_all('details')
        if fold.find('details') is None
    }


class TestTheGlossaryIsCited:
    def section(self, project, **options):
        return project.build(**options).html('index').find(id='cite')

    def test_by_what_conf_py_says_anyway(self, cited):
        section = self.section(cited)
        assert words(section.p) == (
            'Citation: Us & them, Home, 2.1. https://example.org/docs/index.html'
        )
        assert section.p.em.string == 'Home'
        assert section.p.a['href'] == 'https://example.org/docs/index.html'

    def test_by_what_it_wants_to_be_cited_by(self, cited):
        cited.configure(
            convglossary_citation={
                'author': ['The Team', {'family': 'Silva', 'given': 'Ana'}],
                'title': 'The glossary',
                'version': 'third edition',
                'date': '2026-11-20',
                'publisher': 'Press',
                'url': 'https://example.org/glossary',
            }
        )
        assert words(self.section(cited).p) == (
            'Citation: The Team, Ana Silva, The glossary, third edition, Press, '
            'November 20, 2026. https://example.org/glossary'
        )

    def test_without_an_author_or_an_address_or_a_version(self, cited):
        cited.configure(author='', version='', html_baseurl='')
        section = self.section(cited)
        assert words(section.p) == 'Citation: Home.'
        assert len(section.find_all('p')) == 1

    def test_with_the_address_of_a_term_as_an_example(self, cited):
        assert words(self.section(cited).find_all('p')[1]) == (
            'Each term has an address of its own, such as '
            'https://example.org/docs/other.html#term-elsewhere.'
        )

    def test_in_the_language_of_the_page(self, cited):
        cited.configure(
            convglossary_citation={'title': 'The glossary', 'date': '2026-11-20'}
        )
        cited.translate('fr', 'convglossary', {'The glossary': 'Le glossaire'})
        section = self.section(cited, language='fr')
        assert words(section.p) == (
            'Citation : Us & them, Le glossaire, 2.1, 20 novembre 2026. '
            'https://example.org/docs/index.html'
        )
        assert csl(sources(section)['CSL-JSON'])['language'] == 'fr'

    def test_its_title_is_for_translators(self, cited):
        cited.configure(convglossary_citation={'title': 'The glossary'})
        assert 'The glossary' in cited.messages('convglossary')

    def test_as_bibtex_and_csl_json_that_are_folded(self, cited):
        section = self.section(cited)
        assert not any(fold.has_attr('open') for fold in section.find_all('details'))
        found = sources(section)
        kind, key, fields = bibtex(found['BibTeX'])
        assert (kind, key) == ('misc', 'test-index')
        assert fields['author'] == r'{Us \& them}'
        assert csl(found['CSL-JSON'])['author'] == [{'literal': 'Us & them'}]

    def test_with_the_same_key_in_every_language(self, cited):
        cited.translate('fr', 'index', {'Home': 'Accueil'})
        assert bibtex(sources(self.section(cited, language='fr'))['BibTeX'])[1] == (
            'test-index'
        )

    def test_in_the_directories_of_dirhtml(self, cited):
        section = cited.build('dirhtml').html('index.html').find(id='cite')
        assert 'https://example.org/docs/other/#term-elsewhere' in words(section)

    @pytest.mark.parametrize(
        ('builder', 'file'),
        [
            ('text', 'index.txt'),
            ('epub', 'index.xhtml'),
            ('latex', 'test.tex'),
            ('texinfo', 'test.texi'),
            ('man', 'test.1'),
            ('xml', 'index.xml'),
        ],
    )
    def test_as_text_once_in_other_formats(self, cited, builder, file):
        cited.configure(convglossary_citation={'entries': True, 'date': '2026-11-20'})
        text = cited.build(builder).file(file)
        assert len(re.findall(r'November\\? 20', text)) == 1
        for word in ('BibTeX', 'CSL', 'details', 'Cite this term'):
            assert word not in text

    def test_from_right_to_left_but_for_the_sources(self, cited):
        section = self.section(cited, language='ar')
        assert section.find('div', dir='rtl').p.strong.string == 'استشهاد'
        assert {source['dir'] for source in section.find_all('pre')} == {'ltr'}

    def test_not_in_the_search_index(self, cited):
        assert 'misc' not in cited.build().file('searchindex.js')


class TestATermIsCited:
    @pytest.fixture
    def cited(self, cited):
        return cited.configure(convglossary_citation={'entries': True})

    def test_where_it_is_wanted_and_not_else(self, cited):
        assert cited.build().definition('other', 'term-elsewhere').find('details')
        cited.configure(convglossary_citation={})
        assert not cited.build().definition('other', 'term-elsewhere').find('details')

    def test_with_its_glossary_and_its_address(self, cited):
        fold = cited.build().definition('other', 'term-elsewhere').details
        assert words(fold.summary) == 'Cite this term'
        assert words(fold.p) == (
            'Us & them, “Elsewhere”, in Home, 2.1. '
            'https://example.org/docs/other.html#term-elsewhere'
        )

    def test_as_bibtex_and_csl_json_with_any_signs(self, cited):
        fold = cited.build().definition('index', 'term-last').details
        found = sources(fold)
        _, key, fields = bibtex(found['BibTeX'])
        assert key == 'test-term-last'
        assert fields['title'] == r'{Last <b> \& "first"}'
        assert csl(found['CSL-JSON'])['title'] == 'Last <b> & "first"'

    def test_at_its_home_alone(self, cited):
        """The listing repeats all three of them."""
        page = cited.build().html('index')
        folds = page.find_all('details', class_='convglossary-cite')
        assert len(folds) == 2

    def test_in_the_words_of_the_language(self, cited):
        cited.translate('fr', 'other', {'Elsewhere': 'Ailleurs'})
        result = cited.build(language='fr')
        fold = result.definition('other', 'term-elsewhere').details
        assert words(fold.summary) == 'Citer ce terme'
        assert words(fold.p).startswith('Us & them, « Ailleurs », dans Home, 2.1.')
        untranslated = result.definition('index', 'term-first').details
        assert untranslated.p.find(lang='en').string == 'First'

    def test_without_an_address_where_there_is_none(self, cited):
        cited.configure(html_baseurl='')
        fold = cited.build().definition('other', 'term-elsewhere').details
        assert words(fold.p) == 'Us & them, “Elsewhere”, in Home, 2.1.'
        assert 'URL' not in csl(sources(fold)['CSL-JSON'])


class TestTheScript:
    def scripts(self, project, docname, builder='html'):
        page = project.build(builder).html(docname)
        return [s['src'] for s in page.find_all('script', src=True)]

    def test_is_on_pages_with_a_citation_alone(self, cited):
        assert any('convglossary-cite.js' in x for x in self.scripts(cited, 'index'))
        assert not any('-cite.js' in x for x in self.scripts(cited, 'other'))

    def test_is_on_the_pages_of_terms_that_can_be_cited(self, cited):
        cited.configure(convglossary_citation={'entries': True})
        assert any('-cite.js' in x for x in self.scripts(cited, 'other'))

    def test_is_not_on_pages_that_show_terms_and_cite_none(self, project):
        names = '.. convglossary::\n   :entries: names\n'
        hidden = '.. convterm:: First\n   :hidden:\n'
        project.write(
            {
                'index.rst': f'Home\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n{hidden}',
                'all.rst': 'All\n===\n\n.. convglossary::\n',
                'names.rst': f'Names\n=====\n\n{names}',
            },
            author='Us',
            convglossary_citation={'entries': True},
        )
        with_script = [
            docname
            for docname in ('index', 'all', 'names')
            if any('-cite.js' in x for x in self.scripts(project, docname))
        ]
        assert with_script == ['all']

    def test_finds_its_words_on_the_page(self, cited):
        source = cited.build(language='fr').html('index').find(id='cite').pre
        assert (source['data-copy'], source['data-copied']) == ('Copier', 'Copié')

    def test_makes_the_buttons(self, cited):
        """So that none is dead where no script runs."""
        assert cited.build().html('index').find('button') is None


class TestAPageIsWrittenAgain:
    def written(self, project):
        return set(project.build().written)

    def test_where_the_address_of_the_example_changes(self, cited):
        cited.build()
        path = cited.src / 'other.rst'
        path.write_text(path.read_text() + '   :id: there\n')
        assert 'index' in self.written(cited)
        assert 'other.html#term-there' in words(
            cited.build().html('index').find(id='cite')
        )

    def test_where_the_title_of_the_glossary_changes(self, cited):
        cited.configure(convglossary_citation={'entries': True})
        cited.write({'third.rst': ':orphan:\n\nThird\n=====\n\n.. convterm:: Third\n'})
        cited.build()
        path = cited.src / 'index.rst'
        path.write_text(
            path.read_text()
            .replace('Home\n', 'Glossary\n')
            .replace('====', '========', 1)
        )
        assert 'third' in self.written(cited)
        fold = cited.build().definition('third', 'term-third').details
        assert 'in Glossary' in words(fold.p)

    def test_where_the_citation_is_configured_anew(self, cited):
        cited.build()
        cited.configure(convglossary_citation={'title': 'Another'})
        assert self.written(cited) == {'index', 'other'}
