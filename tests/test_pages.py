"""Whole glossary pages come from ``conf.py``, without a file among the sources."""

from __future__ import annotations

import pytest
from projects import MYST, REST, words

CATEGORIES = {'ai': 'Artificial intelligence', 'pay': 'Payment'}

PAGES = {
    'glossary/index': {},
    'glossary/ai': {'categories': 'ai'},
    'glossary/a-z': {
        'title': 'From "A" to Z',
        'group-by': 'letter',
        'entries': 'summary',
        'categories': ['ai', 'pay'],
    },
}

INDEX = """
Home
====

.. toctree::

   glossary/index
   glossary/ai
   glossary/a-z
   terms

:doc:`glossary/index`, :doc:`so <glossary/ai>`, :term-ref:`Agent`, :ref:`convglossary-ai`
"""

TERMS = """
Terms
=====

.. convterm:: Agent
   :category: ai
   :hidden:

   Short.

   Long.

.. convterm:: Card
   :category: pay
   :hidden:

   Plastic.

.. convterm:: Thing
   :hidden:
"""


def write(project, pages=PAGES, **files):
    texts = {'index': INDEX, 'terms': TERMS, **files}
    return project.write(
        {f'{docname}.rst': text for docname, text in texts.items()},
        convglossary_pages=pages,
        convglossary_categories=CATEGORIES,
    )


@pytest.fixture(scope='module')
def site(new_project):
    """Build a site with three pages; the folder of its sources is kept as well."""
    project = write(new_project())
    before = project.listing()
    result = project.build()
    return project, before, result


def test_nothing_is_written_into_the_source_folder(site):
    project, before, _ = site
    assert project.listing() == before


def test_a_page_lists_every_term_by_category_unless_it_is_told_otherwise(site):
    _, _, result = site
    found = result.body('glossary/index').find_all(['h1', 'h2', 'dfn'])
    assert [words(one) for one in found] == [
        'Glossary',
        'Artificial intelligence', 'Agent',
        'Payment', 'Card',
        'Other terms', 'Thing',
    ]  # fmt: skip


def test_a_page_of_one_category_has_its_label_for_a_title(site):
    _, _, result = site
    found = result.body('glossary/ai').find_all(['h1', 'h2', 'dfn'])
    assert [words(one) for one in found] == ['Artificial intelligence', 'Agent']
    assert result.body('glossary/ai').find(id='category-ai') is not None


def test_a_page_takes_the_options_of_a_listing(site):
    _, _, result = site
    found = result.body('glossary/a-z').find_all(['h1', 'h2', 'dfn'])
    assert [words(one) for one in found] == [
        'From "A" to Z', 'A', 'Agent', 'C', 'Card',
    ]  # fmt: skip
    assert 'Short.' in result.text('glossary/a-z')
    assert 'Long.' not in result.text('glossary/a-z')


def test_pages_stand_in_the_toctree_with_their_sections(site):
    _, _, result = site
    links = result.links('index')
    assert links['Glossary'] == 'glossary/index.html'
    assert links['Payment'] == 'glossary/index.html#category-pay'
    assert links['From "A" to Z'] == 'glossary/a-z.html'


def test_pages_are_found_by_doc_and_their_terms_by_reference(site):
    _, _, result = site
    links = result.links('index')
    assert links['so'] == 'glossary/ai.html'
    assert links['Agent'] == 'glossary/index.html#term-agent'


def test_pages_have_neighbours(site):
    _, _, result = site
    page = result.html('glossary/ai')
    assert page.find('link', rel='prev')['href'] == 'index.html'
    assert page.find('link', rel='next')['href'] == 'a-z.html'


def test_the_source_that_readers_see_is_rest(site):
    _, _, result = site
    sources = {
        name: data.decode()
        for name, data in result.files().items()
        if name.startswith('_sources/glossary/')
    }
    assert len(sources) == 3
    (shown,) = (text for name, text in sources.items() if '/a-z' in name)
    assert shown.splitlines() == [
        'From "A" to Z',
        '=' * len('From "A" to Z') * 2,
        '',
        '.. convglossary::',
        '   :categories: ai · pay',
        '   :group-by: letter',
        '   :entries: summary',
    ]


def test_no_path_of_this_machine_is_in_the_output(site):
    project, _, result = site
    for name, data in result.files().items():
        if not name.endswith(('.doctree', '.pickle')):
            assert str(project.folder).encode() not in data, name


def test_the_link_to_the_source_of_a_page_leads_somewhere(site):
    _, _, result = site
    for link in result.html('glossary/ai').find_all('a', href=True):
        if '_sources' in link['href']:
            assert (result.path / 'glossary' / link['href']).resolve().is_file()


def test_a_second_build_reads_and_writes_nothing(project):
    write(project).build()
    result = project.build()
    assert (result.read, result.written) == ([], [])


def test_a_changed_option_is_seen_in_the_next_build(project):
    write(project).build()
    pages = {**PAGES, 'glossary/ai': {'categories': 'pay', 'title': 'Money'}}
    project.configure(convglossary_pages=pages)
    result = project.build()
    assert result.names('glossary/ai') == ['Card']
    assert result.links('index')['Money'] == 'glossary/ai.html'


def test_a_page_that_is_taken_out_disappears(project):
    write(project).build()
    pages = {name: options for name, options in PAGES.items() if name != 'glossary/ai'}
    project.write(
        {
            'index.rst': INDEX.replace('   glossary/ai\n', '').replace(
                'so <glossary/ai>', 'terms'
            )
        },
        convglossary_pages=pages,
    )
    result = project.build(fresh=False)
    assert ('std:doc', 'glossary/ai') not in result.objects()
    assert 'Artificial intelligence' in result.links('index')
    assert 'glossary/ai.html' not in result.links('index').values()


def test_all_pages_may_be_taken_out(project):
    write(project).build()
    project.write(
        {'index.rst': 'Home\n====\n\n.. toctree::\n\n   terms\n\n:term-ref:`Agent`\n'},
        convglossary_pages={},
    )
    project.configure(suppress_warnings=['convglossary.no_home'])
    assert project.build().links('index').get('Agent') is None


class TestAFileOfTheAuthor:
    def warning(self, project, path):
        return (
            f'{project.line_of("convglossary_pages")}: WARNING: convglossary_pages: the '
            f'file "{path}" is used for the page "glossary/ai"; rename one of them '
            '[convglossary.page]'
        )

    def test_wins_with_a_warning(self, project):
        write(project, **{'glossary/ai': 'Mine\n====\n\nMy page.\n'})
        result = project.build(expect=[self.warning(project, 'glossary/ai.rst')])
        assert 'My page.' in result.text('glossary/ai')
        assert result.names('glossary/index') == ['Agent', 'Card', 'Thing']

    def test_takes_over_in_the_next_build_and_gives_back(self, project):
        write(project).build()
        project.write({'glossary/ai.rst': 'Mine\n====\n\nMy page.\n'})
        result = project.build(expect=[self.warning(project, 'glossary/ai.rst')])
        assert 'My page.' in result.text('glossary/ai')
        project.remove('glossary/ai.rst')
        assert project.build().names('glossary/ai') == ['Agent']

    def test_wins_in_markdown_as_well(self, project):
        write(project).use('myst_parser')
        project.write({'glossary/ai.md': '# Mine\n\nMy page.\n'})
        result = project.build(expect=[self.warning(project, 'glossary/ai.md')])
        assert 'My page.' in result.text('glossary/ai')


class TestInTranslation:
    @pytest.fixture
    def result(self, project):
        write(project)
        project.translate(
            'fr',
            'convglossary',
            {
                'Artificial intelligence': 'Intelligence artificielle',
                'Payment': 'Paiement',
                'From "A" to Z': 'De « A » à Z',
            },
        )
        project.translate('fr', 'terms', {'Card': 'Carte'})
        return project.build(language='fr')

    def test_labels_and_titles_come_from_the_catalog_of_the_configuration(self, result):
        found = result.body('glossary/index').find_all(['h2', 'dfn'])
        assert [words(one) for one in found][:4] == [
            'Intelligence artificielle', 'Agent', 'Paiement', 'Carte',
        ]  # fmt: skip
        assert words(result.body('glossary/ai').h1) == 'Intelligence artificielle'
        assert words(result.body('glossary/a-z').h1) == 'De « A » à Z'

    def test_links_and_contents_say_the_translation(self, result):
        links = result.links('index')
        assert links['Intelligence artificielle'].endswith('#category-ai')
        assert links['De « A » à Z'] == 'glossary/a-z.html'

    def test_a_page_without_a_title_has_an_interface_word(self, result):
        assert words(result.body('glossary/index').h1) == 'Glossaire'

    def test_anchors_are_those_of_the_source(self, result):
        body = result.body('glossary/index')
        sections = [one['id'] for one in body.section.find_all('section')]
        assert sections == ['category-ai', 'category-pay', 'other-terms']

    def test_a_changed_catalog_is_seen_in_the_next_build(self, project, result):
        project.translate('fr', 'convglossary', {'Payment': 'Règlement'})
        again = project.build(language='fr')
        assert 'Règlement' in again.text('glossary/index')
        assert 'Règlement' in again.links('index')
        assert words(again.body('glossary/ai').h1) == 'Artificial intelligence'

    def test_a_label_of_another_documents_catalog_is_not_used(self, project):
        write(project).translate('fr', 'index', {'Payment': 'Faux'})
        project.translate('fr', 'glossary/index', {'Payment': 'Faux'})
        assert 'Faux' not in project.build(language='fr').text('glossary/index')


class TestForTranslators:
    def test_labels_and_titles_are_messages_of_a_template_of_their_own(self, project):
        messages = write(project).messages('convglossary')
        conf = (project.src / 'conf.py').read_text().splitlines()
        line = 1 + next(i for i, text in enumerate(conf) if 'Payment' in text)
        assert messages['Payment'] == [f'conf.py:{line}']
        assert set(messages) == {'Artificial intelligence', 'Payment', 'From "A" to Z'}

    def test_a_page_repeats_no_message_of_the_terms(self, project):
        write(project)
        result = project.build('gettext')
        templates = {name for name in result.files() if name.endswith('.pot')}
        assert {'index.pot', 'terms.pot', 'convglossary.pot'} <= templates
        for name in templates - {'terms.pot'}:
            assert 'Plastic.' not in result.file(name), name

    def test_no_path_of_this_machine_is_in_a_template(self, project):
        write(project)
        result = project.build('gettext')
        for name, data in result.files().items():
            if name.endswith('.pot'):
                assert str(project.folder).encode() not in data, name
                assert b'doctrees' not in data, name

    def test_two_builds_make_the_same_templates(self, project, monkeypatch):
        monkeypatch.setenv('SOURCE_DATE_EPOCH', '1767225600')
        write(project)
        first, second = (
            {
                name: data
                for name, data in project.build('gettext', fresh=True).files().items()
                if name.endswith('.pot')
            }
            for _ in range(2)
        )
        assert first == second


@pytest.mark.parametrize(
    'builder',
    [
        'dirhtml',
        'singlehtml',
        'epub',
        'latex',
        'text',
        'man',
        'texinfo',
        'xml',
        'pseudoxml',
    ],
)
def test_pages_are_in_every_builder(project, builder):
    write(project, index=INDEX.replace(', :ref:`convglossary-ai`', ''))
    project.configure(
        man_pages=[('index', 'test', 'Test', 'Us', 1)],
        texinfo_documents=[('index', 'test', 'Test', 'Us', 'Test', 'A test', 'Misc')],
    )
    result = project.build(builder)
    text = '\n'.join(
        data.decode(errors='replace')
        for name, data in result.files().items()
        if not name.endswith(('.doctree', '.pickle', '.js'))
    )
    for said in ('Artificial intelligence', 'Plastic.', 'Thing'):
        assert said in text


def test_pages_work_in_a_project_of_markdown_alone(project):
    project.write_in(
        MYST,
        {
            'index': '# Home\n\n```{toctree}\nglossary\nterms\n```\n\n{term-ref}`One`\n',
            'terms': f'# Terms\n\n{MYST.term("One", "A text.", hidden="")}',
        },
        source_suffix={'.md': 'markdown'},
        convglossary_pages={'glossary': {}},
    )
    result = project.build()
    assert result.links('index')['One'] == 'glossary.html#term-one'
    assert project.build().written == []


def test_pages_may_lie_where_the_doctrees_are_inside_the_sources(project):
    write(project)
    trees = project.src / '_build' / 'doctrees'
    assert project.build(doctrees=trees).names('glossary/ai') == ['Agent']
    result = project.build(doctrees=trees)
    assert (result.read, result.written) == ([], [])


def test_a_page_may_be_the_root_of_the_project(project):
    project.write(
        {'terms.rst': ':orphan:\n\nTerms\n=====\n\n.. convterm:: One\n   :hidden:\n'},
        convglossary_pages={'index': {'title': 'All'}},
    )
    assert project.build().names('index') == ['One']


def test_a_page_outside_every_toctree_is_warned_of_as_any_document_is(project):
    project.write(
        {'index.rst': 'Home\n====\n\n.. convterm:: One\n'},
        convglossary_pages={'glossary': {}},
    )
    project.build(
        expect=[
            f'{project.line_of("convglossary_pages")}: WARNING: page "glossary" of '
            "convglossary_pages isn't included in any toctree [toc.not_included]"
        ]
    )


def test_pages_are_read_in_parallel_as_one_after_another(project):
    files = {f'p{n}': f':orphan:\n\nPage {n}\n======\n' for n in range(8)}
    serial = write(project, **files).build()
    parallel = project.build(jobs=2, fresh=True)
    for docname in ('index', *PAGES):
        assert str(serial.body(docname)) == str(parallel.body(docname))


@pytest.mark.parametrize(
    'title', ['*Not* markup', '.. note::', '=====', '`x`_', '<b>&', '"Quoted" -- so']
)
def test_a_title_is_plain_text(project, title):
    pages = {'glossary': {'title': title}}
    project.write(
        {
            'index.rst': f'Home\n====\n\n.. toctree::\n\n   glossary\n\n{REST.term("One")}'
        },
        convglossary_pages=pages,
    )
    result = project.build()
    assert words(result.body('glossary').h1) == title
    assert result.links('index')[title] == 'glossary.html'
