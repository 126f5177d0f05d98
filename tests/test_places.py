"""A warning names the file and the line that its author wrote, wherever that is read."""

from __future__ import annotations

import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from projects import REST
from sphinx.pycode import ModuleAnalyzer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects import Project, Syntax

# The directive "include" of MyST asks for what Sphinx deprecates.
pytestmark = pytest.mark.filterwarnings(
    'ignore:.sphinx.environment.BuildEnvironment.app'
)


def included(syntax: Syntax) -> str:
    """Return the directive that includes the terms."""
    return syntax.directive('include', 'inc/terms.txt').replace('\n\n', '\n').rstrip()


def write(project: Project, syntax: Syntax, terms: str, *docnames: str) -> Project:
    """Write documents that include a file of terms."""
    project.write({'inc/terms.txt': terms})
    toctree = ''.join(f'{docname}\n' for docname in docnames)
    texts = {
        docname: f'{syntax.title(docname)}\n\n{included(syntax)}\n'
        for docname in docnames
    }
    index = f'{syntax.title("Home")}\n{syntax.directive("toctree", body=toctree)}'
    return project.write_in(syntax, {'index': index, **texts})


def two_terms(syntax: Syntax) -> str:
    """Return two terms, the first in line 3."""
    terms = [syntax.term(name, 'Hot.') for name in ('Oven', 'Kiln')]
    return 'Text before.\n\n' + '\n'.join(terms)


class TestAFileThatIsIncludedTwice:
    WARNING = (
        'inc/terms.txt:3: WARNING: what stands here is read into {}, which defines '
        '"Oven", "Kiln" more than once; include it once, and list its terms elsewhere '
        'with ".. convglossary::" [convglossary.read_twice]'
    )

    def test_is_named_once_with_the_way_out(self, project, syntax):
        write(project, syntax, two_terms(syntax), 'one', 'two')
        documents = f'"one{syntax.suffix}", "two{syntax.suffix}"'
        project.build(expect=[self.WARNING.format(documents)])

    def test_in_one_document_is_named_as_well(self, project, syntax):
        write(project, syntax, two_terms(syntax), 'one')
        path = project.src / f'one{syntax.suffix}'
        path.write_text(f'{path.read_text()}\n{included(syntax)}\n')
        documents = f'"one{syntax.suffix}" twice'
        project.build(expect=[self.WARNING.format(documents)])

    def test_is_named_in_a_translated_build_and_by_several_processes(
        self, project, syntax
    ):
        write(project, syntax, two_terms(syntax), 'one', 'two')
        files = {f'p{n}.rst': f':orphan:\n\nP\n=\n\nText {n}.\n' for n in range(6)}
        project.write(files)
        documents = f'"one{syntax.suffix}", "two{syntax.suffix}"'
        expect = [self.WARNING.format(documents)]
        project.build(language='fr', jobs=2, expect=expect)

    def test_makes_no_reference_doubtful(self, project, syntax):
        write(project, syntax, two_terms(syntax), 'one', 'two')
        name = f'two{syntax.suffix}'
        text = (project.src / name).read_text()
        project.write({name: f'{text}\n{syntax.ref("kiln")}, {syntax.ref("oven")}\n'})
        project.configure(suppress_warnings=['convglossary.read_twice'])
        assert project.build().links('two')['kiln'] == 'one.html#term-kiln'


def test_terms_with_one_id_make_no_reference_doubtful(project, syntax):
    terms = [syntax.term(name, 'Hot.', id='oven') for name in ('Oven', 'Furnace')]
    text = '\n'.join([syntax.title('Home'), *terms, syntax.ref('oven')])
    project.write_in(syntax, {'index': text})
    result = project.build(expect=None)
    assert [x.rpartition('[')[2] for x in result.warnings] == [
        'convglossary.duplicate_id]'
    ]
    assert result.links('index')['oven'] == '#term-oven'


def test_a_duplicate_is_named_by_the_file_that_was_included(project, syntax):
    write(project, syntax, two_terms(syntax), 'one')
    name = f'one{syntax.suffix}'
    text = (project.src / name).read_text()
    project.write({name: f'{text}\n{syntax.term("Oven")}'})
    line = 1 + (project.src / name).read_text().splitlines().index(
        '.. convterm:: Oven' if syntax is REST else '~~~~{convterm} Oven'
    )
    project.build(
        expect=[
            f'{name}:{line}: WARNING: term "Oven" is defined at inc/terms.txt:3 already; '
            'remove one of them, or give both an ":id:" if they are two concepts with '
            'one name [convglossary.duplicate_name]'
        ]
    )


def test_a_relation_is_named_by_the_file_that_was_included(project, syntax):
    terms = f'Text before.\n\n{syntax.term("Oven", "Hot.", related="Hearth")}'
    write(project, syntax, terms, 'one').build(
        expect=[
            'inc/terms.txt:3: WARNING: option "related" of term "Oven" names "Hearth", '
            'which is no term [convglossary.unknown_relation]'
        ]
    )


def test_a_term_without_a_home_is_named_by_the_file_that_was_included(project, syntax):
    terms = f'Text before.\n\n{syntax.term("Oven", "Hot.", hidden="")}'
    result = write(project, syntax, terms, 'one').build(expect=None)
    (warning,) = result.warnings
    assert warning.startswith('inc/terms.txt:3: WARNING: term "Oven" is hidden')


def test_a_refused_address_is_named_by_the_file_that_was_included(project, syntax):
    terms = f'Text before.\n\n{syntax.term("Oven", learn_more="ftp://x.example/")}'
    result = write(project, syntax, terms, 'one').build(expect=None)
    (warning,) = result.warnings
    assert warning.startswith('inc/terms.txt:3: WARNING: the address "ftp:')


@pytest.mark.parametrize('language', ['en', 'fr'])
def test_an_unknown_reference_is_named_by_the_file_that_was_included(
    project, syntax, language
):
    text = f'See {syntax.ref("nothing")}.'
    write(project, syntax, f'Text before.\n\n{text}\n', 'one')
    project.translate('fr', 'one', {text: f'Voir {syntax.ref("nothing")}.'})
    project.build(
        language=language,
        expect=[
            'inc/terms.txt:3: WARNING: no term is called "nothing" '
            '[convglossary.unknown_term]'
        ],
    )


def test_an_empty_listing_is_named_by_the_file_that_was_included(project, syntax):
    listing = f'Text before.\n\n{syntax.directive("convglossary")}'
    write(project, syntax, listing, 'one').build(
        expect=[
            'inc/terms.txt:3: WARNING: this convglossary lists nothing: it has no terms '
            'to show [convglossary.empty_listing]'
        ]
    )


def test_an_empty_page_is_named_by_the_configuration(project):
    index = 'Home\n====\n\n.. toctree::\n\n   words\n'
    project.write({'index.rst': index}, convglossary_pages={'words': {}})
    project.build(
        expect=[
            f'{project.line_of("convglossary_pages")}: WARNING: this convglossary lists '
            'nothing: it has no terms to show [convglossary.empty_listing]'
        ]
    )


class TestDocstrings:
    MODULE = '''
        """Pots."""


        def fire():
            """Fire it.

            .. convterm:: Glow
               :related: Nothing

               Red.
            """


        def cool():
            """Wait.

            .. convterm:: Glow

               Gone, with :term-ref:`nothing`.
            """
        '''

    @pytest.fixture
    def documented(self, project: Project, monkeypatch) -> Iterator[Project]:
        """Return a project with a module, which is forgotten afterwards."""
        (project.src / 'pots.py').write_text(textwrap.dedent(self.MODULE))
        monkeypatch.syspath_prepend(project.src)
        page = (
            'Home\n====\n\n.. autofunction:: pots.fire\n\n.. autofunction:: pots.cool\n'
        )
        yield project.use('sphinx.ext.autodoc').write({'index.rst': page})
        sys.modules.pop('pots', None)
        ModuleAnalyzer.cache.clear()

    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_are_named_as_sphinx_names_them(self, documented, language):
        original = 'Gone, with :term-ref:`nothing`.'
        documented.translate('fr', 'index', {original: ':term-ref:`nothing`, fini.'})
        fire = 'pots.py:docstring of pots.fire'
        cool = 'pots.py:docstring of pots.cool'
        documented.build(
            language=language,
            expect=[
                f'{cool}:3: WARNING: term "Glow" is defined at {fire}:3 already; remove '
                'one of them, or give both an ":id:" if they are two concepts with one '
                'name [convglossary.duplicate_name]',
                f'{fire}:3: WARNING: option "related" of term "Glow" names "Nothing", '
                'which is no term [convglossary.unknown_relation]',
                f'{cool}:5: WARNING: no term is called "nothing" '
                '[convglossary.unknown_term]',
            ],
        )

    def test_that_are_shown_twice_are_named(self, documented):
        page = '.. autofunction:: pots.fire\n   :no-index:\n\n'
        documented.write({'index.rst': f'Home\n====\n\n{page}{page}'})
        result = documented.build(expect=None)
        fire = 'pots.py:docstring of pots.fire:3: WARNING: '
        assert f'{fire}what stands here is read into "index.rst" twice, ' in str(
            result.warnings
        )


class TestWhatSphinxFindsWrongInAListedBlock:
    """It names the line of the block, not one of the page that shows it."""

    TERMS = """\
        Terms
        =====

        .. convterm:: Oven
           :hidden:
           :learn-more: http://127.0.0.1:1/more

           Hot, see `this <http://127.0.0.1:1/here>`__.

           .. code-block:: json

              {oven

           ``x`` :py:func:`nothing` :doc:`nowhere` :ref:`nothing` :eq:`nothing`
        """

    @pytest.fixture(params=['page', 'listing'])
    def listed(self, project, request):
        index = 'Home\n====\n\n.. toctree::\n\n   terms\n   words\n'
        project.write({'index.rst': index, 'terms.rst': self.TERMS}, nitpicky=True)
        if request.param == 'listing':
            return project.write({'words.rst': 'W\n=\n\n.. convglossary::\n'})
        return project.configure(convglossary_pages={'words': {}})

    @pytest.mark.parametrize('builder', ['html', 'latex', 'text', 'epub', 'xml'])
    def test_in_any_format(self, listed, builder):
        result = listed.build(builder, expect=None)
        assert result.warnings
        for warning in result.warnings:
            assert warning.startswith('terms.rst:'), warning

    def test_by_linkcheck(self, listed):
        listed.configure(linkcheck_timeout=1, linkcheck_retries=1, nitpicky=False)
        result = listed.build('linkcheck', expect=None)
        broken = result.file('output.txt').splitlines()
        assert len(broken) == 2
        for line, number in zip(sorted(broken), (4, 8), strict=True):
            assert line.startswith(f'terms.rst:{number}: [broken]'), line
        for warning in result.warnings:
            assert warning.startswith('terms.rst:'), warning
