"""A project that uses everything is built by every builder, and by several in turn."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from projects import Project, Result

# sphinxcontrib-serializinghtml 2.0.0 uses what Sphinx 9 deprecates.
pytestmark = pytest.mark.filterwarnings('ignore:.*serializinghtml.*app.* is deprecated')

BUILDERS = (
    'html',
    'dirhtml',
    'singlehtml',
    'epub',
    'latex',
    'text',
    'man',
    'texinfo',
    'xml',
    'pseudoxml',
    'gettext',
    'dummy',
    'pickle',
    'json',
    'linkcheck',
    'doctest',
    'coverage',
    'changes',
    'convglossary',
)
#: What may differ between a clean build and one that goes on: Sphinx does not keep
#: the order of its search index (#12599), and an EPUB holds the time it was made.
UNEQUAL = ('searchindex.js', 'searchindex.json', 'searchindex.pickle', 'content.opf')
#: The builders whose output is made of pages, or of a page, and share doctrees.
SHARING = (
    'html',
    'text',
    'dirhtml',
    'xml',
    'pseudoxml',
    'json',
    'singlehtml',
    'epub',
    'latex',
    'man',
    'texinfo',
    'convglossary',
)


@pytest.fixture(scope='module')
def whole(new_project: Callable[[], Project]) -> Project:
    """Give a project that uses everything and makes no mistake."""
    return write_whole(new_project())


@pytest.mark.parametrize('language', ['en', 'fr'])
@pytest.mark.parametrize('builder', BUILDERS)
def test_a_project_without_a_mistake_is_built_without_a_warning(
    whole, builder, language
):
    whole.build(builder, language=language, fresh=True)


class TestWhatBuildersOfOtherThingsThanPagesSay:
    def test_examples_in_definitions_are_tried_once(self, whole):
        told = whole.build('doctest', fresh=True).file('output.txt')
        assert '1 test in 1 item' in told or '1 tests in 1 items' in told
        assert '0 failures in tests' in told or '0 failed' in told

    def test_what_is_new_in_a_definition_is_among_the_changes(self, whole):
        page = whole.build('changes', fresh=True).file('changes.html')
        text = ' '.join(BeautifulSoup(page, 'html.parser').get_text(' ').split())
        assert 'Agents know each intent' in text

    def test_only_addresses_of_other_sites_are_checked(self, whole):
        lines = whole.build('linkcheck', fresh=True).file('output.json').splitlines()
        told = [json.loads(line) for line in lines]
        # The address by which the glossary is cited, and none within it.
        assert {x['uri'] for x in told if not x['uri'].startswith('#')} == {
            'https://example.org/en/'
        }
        assert {x['status'] for x in told} == {'ignored', 'unchecked'}

    def test_no_page_is_made_of_nothing(self, whole):
        assert whole.build('dummy', fresh=True).files() == {}

    @pytest.mark.parametrize(
        ('builder', 'suffix', 'load'),
        [('json', 'fjson', json.loads), ('pickle', 'fpickle', pickle.loads)],
    )
    def test_pages_for_other_programs_hold_the_glossary(
        self, whole, builder, suffix, load
    ):
        files = whole.build(builder, fresh=True).files()
        page = load(files[f'glossary/speech.{suffix}'])
        assert page['title'] == 'Speech'
        assert 'id="term-utterance"' not in page['body']  # It stands elsewhere.
        assert '#term-utterance"' in page['body']
        assert 'id="term-utterance"' in load(files[f'chapters/speech.{suffix}'])['body']

    @pytest.mark.parametrize('builder', ['epub', 'json', 'pickle'])
    def test_pages_that_others_show_load_no_script(self, whole, builder):
        for name, data in whole.build(builder, fresh=True).files().items():
            if name.endswith(('html', 'json', '.fpickle')):
                assert b'convglossary-permalinks.js' not in data, name
                assert b'convglossary.js' not in data, name

    def test_xml_holds_nothing_that_docutils_does_not_define(self, whole):
        for name, data in whole.build('xml', fresh=True).files().items():
            if name.endswith('.xml'):
                page = BeautifulSoup(data, 'xml')
                for entry in page.find_all('definition_list_item'):
                    assert set(entry.attrs) <= {'classes'}, name


class TestOnePageOfAll:
    def test_each_anchor_is_there_once(self, whole):
        page = whole.build('singlehtml', fresh=True).html('index')
        anchors = [element['id'] for element in page.find_all(id=True)]
        assert sorted(anchors) == sorted(set(anchors))

    def test_each_link_to_a_term_leads_to_it(self, whole):
        page = whole.build('singlehtml', fresh=True).html('index')
        anchors = {element['id'] for element in page.find_all(id=True)}
        links = [
            one.find_parent('a') or one.a
            for one in page.find_all(class_=['conv-term', 'convglossary-name'])
        ]
        found = {a['href'] for a in links if a and a['href'].startswith('#')}
        assert len(found) > 10
        # Links to Sphinx's own glossary lead nowhere without us, too.
        assert {x[1:] for x in found if 'document-standard' not in x} <= anchors

    def test_headings_that_several_listings_have_keep_their_numbers(self, project):
        listing = '.. convglossary::\n   :group-by: letter\n   :entries: names\n'
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n   :numbered:\n\n   a\n   b\n',
                'a.rst': f'A page\n======\n\n.. convterm:: One\n\n{listing}',
                'b.rst': f'B page\n======\n\n{listing}',
            }
        )
        page = project.build('singlehtml').html('index')
        sections = page.find_all('section', id=lambda x: x and x.startswith('letter-o'))
        headings = [section.find(['h2', 'h3']).get_text() for section in sections]
        assert [heading.removesuffix('¶') for heading in headings] == [
            '1.1. O',
            '2.1. O',
        ]

    def test_anchors_of_others_are_left_to_sphinx(self, project):
        note = 'A note [#]_.\n\n.. [#] {}.\n'
        files = {
            'index.rst': f'Home\n====\n\n{note.format("One")}\n.. toctree::\n\n   a\n',
            'a.rst': f'A page\n======\n\n{note.format("Two")}',
        }
        project.write(files)
        body = project.build('singlehtml').body('index')
        project.configure(extensions=[])
        assert body == project.build('singlehtml', fresh=True).body('index')

    @pytest.mark.parametrize('builder', ['singlehtml', 'latex'])
    def test_a_listing_is_cited_by_the_title_of_its_document(self, project, builder):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   words\n',
                'words.rst': 'Our words\n=========\n\n.. convterm:: One\n\n'
                '.. convglossary::\n   :cite:\n',
            },
            author='Us',
        )
        files = project.build(builder).files()
        (made,) = (x for x in files if x.endswith(('index.html', '.tex')))
        text = files[made].decode()
        emphasis = {'singlehtml': '<em>Our words</em>', 'latex': r'\emph{Our words}'}
        assert emphasis[builder] in text.replace(r'\sphinxstyleemphasis', r'\emph')


class TestADocumentWithoutAHeading:
    @pytest.mark.parametrize('builder', ['singlehtml', 'latex'])
    def test_leads_to_terms_of_others_where_it_is_put_into_them(self, project, builder):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n\n'
                '.. toctree::\n\n   text\n',
                'text.rst': 'See :term-ref:`one`.\n',
            },
            suppress_warnings=['toc.no_title'],
        )
        result = project.build(builder, expect=None)
        (text,) = (
            data.decode()
            for name, data in result.files().items()
            if name.endswith(('index.html', '.tex'))
        )
        link = {'singlehtml': 'href="#term-one"', 'latex': '{index:term-one}'}
        assert f'{link[builder]}' in text.partition('See ')[2].partition('.')[0]


class TestABookThatLacksADocument:
    """LaTeX is told which documents are in a book, and refuses links to others."""

    def test_mentions_its_terms_as_text(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. toctree::\n\n   book\n   other\n',
                'book.rst': 'Book\n====\n\nSee :term-ref:`one`, :term-ref:`plain`.\n\n'
                '.. convterm:: Two\n   :related: One\n',
                'other.rst': 'Other\n=====\n\n.. convterm:: One\n\n'
                '.. glossary::\n\n   plain\n      Of Sphinx.\n',
            },
            latex_documents=[('book', 'book.tex', 'Book', 'Us', 'manual')],
        )
        text = project.build('latex').file('book.tex')
        assert text.count('conv-term') == 3
        assert 'term-one' not in text
        assert 'term-plain' not in text


class TestWhatADefinitionHolds:
    """Where it is listed a second time, its figures are numbered by no one."""

    @pytest.mark.parametrize('numfig', [False, True])
    def test_a_figure_is_shown_wherever_it_is_listed(self, project, numfig):
        write_whole(project).configure(
            numfig=numfig,
            convglossary_pages={'glossary': {}, 'glossary/speech': {}},
        )
        index = project.src / 'index.rst'
        text = index.read_text(encoding='utf-8').replace('   glossary/names\n', '')
        index.write_text(text, encoding='utf-8')
        result = project.build()
        for docname in ('glossary', 'glossary/speech'):
            body = result.body(docname)
            assert body.find('figure') is not None
            anchors = [element['id'] for element in body.find_all(id=True)]
            assert sorted(anchors) == sorted(set(anchors))
        assert 'inside-hidden' in result.body('glossary').decode()
        assert result.links('index')['a place inside'] == 'glossary.html#inside-hidden'


class TestAnyInFormatsWithoutLinks:
    @pytest.mark.parametrize('builder', ['text', 'man', 'latex', 'html'])
    def test_it_finds_terms_without_a_warning(self, project, builder):
        project.write(
            {'index.rst': 'Home\n====\n\nSee :any:`One`.\n\n.. convterm:: One\n'},
            man_pages=[('index', 'test', 'Test', 'Us', 1)],
        )
        files = project.build(builder).files()
        assert any(b'One' in data for data in files.values())

    def test_it_finds_terms_that_are_not_published(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\nSee :any:`One`.\n\n'
                '.. convterm:: One\n   :locales: fr\n\n.. convterm:: Two\n'
            },
            convglossary_source_language='fr',
        )
        project.build(language='pt')


class TestBlocksForSomeBuilders:
    @pytest.mark.parametrize('builder', ['html', 'text', 'latex'])
    @pytest.mark.parametrize('role', ['term-ref', 'term', 'any'])
    def test_a_reference_beside_a_term_is_unknown_only_where_it_is_shown(
        self, project, builder, role
    ):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. only:: html\n\n   .. convterm:: Browser\n\n'
                f'   A :{role}:`Browser` shows this.\n\n.. only:: not html\n\n'
                f'   .. convterm:: Printer\n\n   A :{role}:`Printer` prints this.\n'
            }
        )
        project.build(builder)

    def test_a_translated_reference_as_well(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. only:: html\n\n   .. convterm:: Browser\n\n'
                '   A :term-ref:`browser` shows this.\n'
            }
        )
        messages = {
            'Browser': 'Navigateur',
            'A :term-ref:`browser` shows this.': 'Un :term-ref:`navigateur` le fait voir.',
        }
        project.translate('fr', 'index', messages)
        project.build(language='fr')
        project.build('text', language='fr')


def edit(project: Project) -> None:
    """Rename a term, change what is first said of another, and drop an alias."""
    for name, before, after in (
        ('agents.rst', 'convterm:: Automaton', 'convterm:: Mechanical one'),
        ('agents.rst', ':aliases: Bot; Robot', ':aliases: Bot; Automaton'),
        ('chapters/speech.rst', 'What is said. It', 'Whatever one says. It'),
    ):
        path = project.src / name
        text = path.read_text(encoding='utf-8')
        assert before in text
        path.write_text(text.replace(before, after), encoding='utf-8')


def comparable(result: Result) -> dict[str, bytes]:
    """Give the files of a build that must be the same in a clean one."""
    return {
        name: data
        for name, data in result.files().items()
        if not name.endswith((*UNEQUAL, '.epub', '.pickle', '.doctree'))
        # The json builder leaves sources as it first found them.
        and not (result.path.name.startswith('json') and name.startswith('_sources/'))
    }


def in_turn(project: Project) -> dict[str, dict[str, bytes]]:
    """Build with one builder after the other; gettext has doctrees of its own."""
    made = {
        x: comparable(project.build(x, doctrees=trees_of(project))) for x in SHARING
    }
    return {**made, 'gettext': comparable(project.build('gettext'))}


def trees_of(project: Project) -> Path:
    """Name the doctrees that builders share; XML files tell where they are."""
    return project.folder / 'doctrees' / 'shared'


def from_nothing(project: Project, builder: str) -> dict[str, bytes]:
    """Build with one builder alone."""
    trees = None if builder == 'gettext' else trees_of(project)
    return comparable(project.build(builder, doctrees=trees, fresh=True))


@pytest.fixture(scope='module')
def edited(
    new_project: Callable[[], Project],
) -> dict[str, tuple[dict[str, bytes], dict[str, bytes]]]:
    """Give what each builder makes after an edit, and what it makes from nothing."""
    # Sphinx's json builder finds its own files in its way.
    silent = ['misc.copy_overwrite']
    project = write_whole(new_project()).configure(suppress_warnings=silent)
    with pytest.MonkeyPatch.context() as patch:
        # The time that templates are made at.
        patch.setenv('SOURCE_DATE_EPOCH', '1767225600')
        in_turn(project)
        edit(project)
        return {
            builder: (files, from_nothing(project, builder))
            for builder, files in in_turn(project).items()
        }


@pytest.mark.parametrize('builder', [*SHARING, 'gettext'])
def test_builders_that_take_turns_go_on_to_what_they_make_from_nothing(edited, builder):
    """As with ``make html text``: one folder of sources and one of doctrees."""
    went_on, clean = edited[builder]
    assert sorted(went_on) == sorted(clean)
    assert [name for name in clean if went_on[name] != clean[name]] == []
