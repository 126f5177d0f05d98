"""An abbreviation is expanded where a page uses it first."""

from __future__ import annotations

import pytest
from projects import MYST, REST, words

from sphinxcontrib_convglossary.expansion import brackets, expansion_of
from sphinxcontrib_convglossary.terms import Term, Wording


def wording(name='', abbreviation='', language='en'):
    return Wording(language=language, name=name, abbreviation=abbreviation)


def expanded(source, written, *, local=None, translated=False, language='en'):
    term = Term(
        id='x', docname='d', line=1, ordinal=0, source=source, local=local or source
    )
    found = expansion_of(term, written, translated=translated, language=language)
    return found and f'{found.long}{found.opening}{found.short}{found.closing}'


LONG = wording('Business Solution Provider', 'BSP')
SHORT = wording('BSP', 'Business Solution Provider')


class TestTheRules:
    @pytest.mark.parametrize('source', [LONG, SHORT])
    def test_the_long_form_is_the_name_or_the_other_way_round(self, source):
        assert expanded(source, 'BSP') == 'Business Solution Provider (BSP)'

    @pytest.mark.parametrize('source', [LONG, SHORT])
    def test_the_long_form_stays(self, source):
        assert expanded(source, 'Business Solution Provider') is None

    def test_a_term_without_an_abbreviation_stays(self):
        assert expanded(wording('BSP'), 'BSP') is None

    def test_what_is_spelt_otherwise_stays(self):
        assert expanded(LONG, 'bsp') is None

    def test_a_translation_has_the_local_forms(self):
        local = wording('Fournisseur de solutions', 'FS', 'fr')
        options = {'local': local, 'translated': True, 'language': 'fr'}
        assert expanded(LONG, 'FS', **options) == 'Fournisseur de solutions (FS)'
        assert expanded(LONG, 'BSP', **options) == 'Fournisseur de solutions (BSP)'

    def test_a_local_name_takes_the_abbreviation_of_the_source(self):
        local = wording('Fournisseur de solutions', '', 'fr')
        options = {'local': local, 'translated': True, 'language': 'fr'}
        assert expanded(LONG, 'BSP', **options) == 'Fournisseur de solutions (BSP)'

    def test_a_local_long_form_stands_behind_a_local_short_name(self):
        local = wording('BSP', 'Fournisseur de solutions', 'fr')
        options = {'local': local, 'translated': True, 'language': 'fr'}
        for source in (LONG, SHORT):
            assert (
                expanded(source, 'BSP', **options) == 'Fournisseur de solutions (BSP)'
            )

    def test_text_that_is_not_translated_has_the_forms_of_the_source(self):
        local = wording('Fournisseur de solutions', 'FS', 'fr')
        assert expanded(LONG, 'BSP', local=local) == 'Business Solution Provider (BSP)'
        assert expanded(LONG, 'FS', local=local) is None

    @pytest.mark.parametrize(
        ('language', 'expected'),
        [
            *((code, (' (', ')')) for code in ('en', 'fr', 'es', 'pt_BR', 'de', 'ar')),
            *((code, ('（', '）')) for code in ('ja', 'zh_CN', 'zh-Hant')),
            ('ko', ('(', ')')),
        ],
    )
    def test_brackets_are_those_of_the_language(self, language, expected):
        assert brackets(language) == expected


def docs(syntax):
    ref = syntax.ref
    return {
        'index': '\n\n'.join(
            [
                syntax.title(f'About {ref("BSP")}'),
                f'See {ref("the provider <BSP>")}.',
                f'A {ref("BSP")} and a {ref("BSP")}.',
                f'Another {ref("BSP")}, an {ref("HSM")}, and {ref("hsm")}.',
                syntax.term('Business Solution Provider', abbreviation='BSP'),
                syntax.term('HSM', abbreviation='Highly Structured Message'),
                syntax.directive('toctree', body='other'),
            ]
        ),
        'other': f'{syntax.title("Other")}\nA {ref("BSP")}.\n',
    }


@pytest.fixture
def site(project, syntax):
    project.write_in(syntax, docs(syntax), convglossary_expand_first=True)
    return project


def paragraphs(result, docname):
    return [words(p) for p in result.body(docname).find_all('p')]


class TestAPage:
    def test_the_first_use_is_expanded_and_the_others_are_not(self, site):
        told = paragraphs(site.build(), 'index')
        assert told[:3] == [
            'See the provider.',
            'A Business Solution Provider (BSP) and a BSP.',
            'Another BSP, an Highly Structured Message (HSM), and hsm.',
        ]

    def test_each_page_has_a_first_use(self, site):
        assert paragraphs(site.build(), 'other') == [
            'A Business Solution Provider (BSP).'
        ]

    def test_the_link_is_the_same(self, site):
        links = site.build().links('index')
        assert links['Business Solution Provider (BSP)'] == (
            '#term-business-solution-provider'
        )

    def test_nothing_is_expanded_unless_wanted(self, site):
        site.configure(convglossary_expand_first=False)
        assert 'A BSP and a BSP.' in paragraphs(site.build(), 'index')

    def test_a_heading_is_not_nor_are_titles_and_contents(self, site):
        result = site.build()
        assert words(result.body('index').h1) == 'About BSP'
        assert 'Provider' not in words(result.html('index').title)
        other = result.html('other')
        for script in other('script'):
            script.decompose()
        assert 'About BSP' in words(other), 'a link to the page before'
        assert words(other).count('Provider') == 1

    @pytest.mark.parametrize('builder', ['singlehtml', 'latex', 'text', 'epub'])
    def test_every_builder_expands_each_document_once(self, site, builder):
        site.configure(epub_show_urls='no')
        result = site.build(builder)
        told = ' '.join(
            path.read_text(encoding='utf-8')
            for path in result.path.rglob('*')
            if path.suffix in ('.html', '.tex', '.txt', '.xhtml')
        )
        assert told.count('Business Solution Provider (BSP)') == 2

    def test_a_page_is_written_again_when_the_long_form_changes(self, site, syntax):
        # Cards say the long form as well, and would be reason enough.
        site.configure(convglossary_cards=False)
        site.write(
            {f'other{syntax.suffix}': f'{syntax.title("Other")}\n{syntax.ref("HSM")}\n'}
        )
        site.build()
        path = site.src / f'index{syntax.suffix}'
        text = path.read_text(encoding='utf-8')
        path.write_text(text.replace('Highly', 'Very highly'), encoding='utf-8')
        result = site.build()
        assert 'other' in result.written
        assert paragraphs(result, 'other') == ['Very highly Structured Message (HSM)']


HEADINGS = """
    Home
    ====

    .. contents::

    About :term-ref:`BSP`
    ---------------------

    .. rubric:: Of a :term-ref:`BSP`

    .. list-table:: A table of :term-ref:`BSP`

       * - A cell

    .. code-block:: text
       :caption: The code of a :term-ref:`BSP`

       x

    An entry of a :term-ref:`BSP`
       A definition.

    .. admonition:: Said of a :term-ref:`BSP`

       At last a :term-ref:`BSP`.

    .. convterm:: Business Solution Provider
       :abbreviation: BSP
    """


def test_headings_captions_and_contents_stay_in_every_form(project):
    project.write({'index.rst': HEADINGS}, convglossary_expand_first=True)
    text = project.build().text('index')
    assert text.count('(BSP)') == 1
    assert 'At last a Business Solution Provider (BSP).' in text


FRENCH = {
    'Business Solution Provider': 'Fournisseur de solutions',
    'A :term-ref:`BSP` and a :term-ref:`BSP`.': 'Un :term-ref:`BSP` et un :term-ref:`BSP`.',
}


class TestATranslation:
    @pytest.fixture
    def site(self, project):
        return project.write_in(REST, docs(REST), convglossary_expand_first=True)

    def test_it_has_the_local_name(self, site):
        site.translate('fr', 'index', FRENCH)
        told = paragraphs(site.build(language='fr'), 'index')
        assert told[1:3] == [
            'Un Fournisseur de solutions (BSP) et un BSP.',
            'Another BSP, an Highly Structured Message (HSM), and hsm.',
        ]

    def test_a_page_of_translated_text_alone_has_a_first_use(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\nA :term-ref:`BSP`.\n\n'
                '.. convterm:: Provider\n   :abbreviation: BSP\n',
            },
            convglossary_expand_first=True,
        )
        project.translate('fr', 'index', {'A :term-ref:`BSP`.': 'Un :term-ref:`BSP`.'})
        told = paragraphs(project.build(language='fr'), 'index')
        assert told[0] == 'Un Provider (BSP).'

    def test_text_before_it_that_is_not_translated_has_the_first_use(self, site):
        """In the order of the page, whatever is resolved first."""
        path = site.src / 'index.rst'
        path.write_text(path.read_text().replace('See ', 'A :term-ref:`BSP`. See '))
        site.translate('fr', 'index', FRENCH)
        told = paragraphs(site.build(language='fr'), 'index')
        assert told[0] == 'A Business Solution Provider (BSP). See the provider.'
        assert told[1] == 'Un BSP et un BSP.'

    def test_a_long_form_of_the_source_says_its_language(self, site):
        without_name = {k: v for k, v in FRENCH.items() if k.startswith('A ')}
        site.translate('fr', 'index', without_name)
        body = site.build(language='fr').body('index')
        assert words(body.find('span', lang='en')) == 'Business Solution Provider'

    def test_japanese_has_wide_brackets(self, site):
        site.translate(
            'ja',
            'index',
            {
                'Business Solution Provider': 'ソリューションプロバイダー',
                'A :term-ref:`BSP` and a :term-ref:`BSP`.': '最初の :term-ref:`BSP` です。',
            },
        )
        told = paragraphs(site.build(language='ja', expect=None), 'index')
        assert told[1] == '最初の ソリューションプロバイダー（BSP） です。'


def test_a_listing_that_repeats_a_definition_expands_it_once_for_its_page(project):
    project.write_in(
        MYST,
        {
            'index': '\n'.join(
                [
                    MYST.title('Home'),
                    MYST.directive('toctree', body='all'),
                    MYST.term('Business Solution Provider', abbreviation='BSP'),
                    MYST.term(
                        'Tech Provider', 'No {term-ref}`BSP`. A {term-ref}`BSP`.'
                    ),
                ]
            )
        },
        convglossary_expand_first=True,
        convglossary_pages={'all': {}},
    )
    result = project.build()
    for page in ('index', 'all'):
        assert result.text(page).count('Business Solution Provider (BSP)') == 1


def test_a_use_that_leads_nowhere_is_expanded_as_well(project):
    project.write(
        {
            'index.rst': 'Home\n====\n\nA :term-ref:`BSP` and a :term-ref:`BSP`.\n\n'
            '.. convterm:: Business Solution Provider\n   :abbreviation: BSP\n'
            '   :locales: !fr\n\n   Solves.\n'
        },
        convglossary_expand_first=True,
    )
    result = project.build(language='fr')
    assert result.links('index') == {}
    assert paragraphs(result, 'index') == [
        'A Business Solution Provider (BSP) and a BSP.'
    ]
