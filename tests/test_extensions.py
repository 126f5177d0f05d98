"""Projects that use other extensions go on working."""

from __future__ import annotations

import json
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from projects import MYST, PACKAGE_PARENT, REST, Result
from sphinx.pycode import ModuleAnalyzer
from whole import start_build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from projects import Project, Syntax

TERMS = """\
    Terms
    =====

    .. convterm:: Derailleur
       :aliases: Rear mech

       Moves the chain.

    .. convterm:: Cassette

       The sprockets.
    """


def index(*docnames: str) -> str:
    """Write the first document."""
    listed = ''.join(f'   {docname}\n' for docname in ('terms', *docnames))
    return f'Home\n====\n\n.. toctree::\n\n{listed}'


class TestAutodoc:
    MODULE = '''
        """Bicycles: see :term-ref:`rear mech`."""


        class Bicycle:
            """Has a :term-ref:`cassette`.

            .. convterm:: Frame

               What holds a :class:`Bicycle` together.
            """

            #: How many :term-ref:`sprockets <Cassette>` there are.
            sprockets = 9

            def shift(self, gear):
                """Move the :term-ref:`derailleur`.

                Args:
                    gear: A sprocket of the :term-ref:`cassette`.

                Returns:
                    The :term:`Derailleur`, and :term-ref:`nothing else`.
                """
        '''

    @pytest.fixture
    def documented(self, project: Project, monkeypatch) -> Iterator[Project]:
        """Give a project with a module, which is forgotten afterwards."""
        (project.src / 'bicycles.py').write_text(textwrap.dedent(self.MODULE))
        monkeypatch.syspath_prepend(project.src)
        yield project.write({'terms.rst': TERMS})
        sys.modules.pop('bicycles', None)
        ModuleAnalyzer.cache.clear()

    # What Sphinx 9 deprecates of autodoc, its own napoleon uses.
    @pytest.mark.filterwarnings('ignore:The mapping interface for autodoc options')
    @pytest.mark.parametrize('napoleon', [False, True])
    def test_docstrings_refer_to_terms_and_define_them(self, documented, napoleon):
        documented.use('sphinx.ext.autodoc', 'sphinx.ext.viewcode')
        if napoleon:
            documented.use('sphinx.ext.napoleon')
        page = 'Code\n====\n\n.. automodule:: bicycles\n   :members:\n\nA :term-ref:`frame`.\n'
        documented.write({'index.rst': index('code'), 'code.rst': page})
        # Without napoleon the sections of a docstring are definition lists.
        place = 'bicycles.py:docstring of bicycles.Bicycle.shift'
        line = {False: 7, True: 5}[napoleon]
        result = documented.build(
            expect=[
                f'{place}:{line}: WARNING: no term is called "nothing else" '
                '[convglossary.unknown_term]'
            ]
        )
        links = result.links('code')
        assert links['rear mech'] == 'terms.html#term-derailleur'
        assert links['derailleur'] == 'terms.html#term-derailleur'
        assert links['Derailleur'] == 'terms.html#term-derailleur'
        assert links['cassette'] == 'terms.html#term-cassette'
        assert links['sprockets'] == 'terms.html#term-cassette'
        assert links['frame'] == '#term-frame'
        definition = result.definition('code', 'term-frame')
        assert definition.find('a', href='#bicycles.Bicycle') is not None
        assert 'term-ref' in result.file('_modules/bicycles.html')

    def test_docstrings_are_translated_by_meaning(self, documented):
        documented.use('sphinx.ext.autodoc')
        page = 'Code\n====\n\n.. autoclass:: bicycles.Bicycle\n   :no-index:\n'
        documented.write({'index.rst': index('code'), 'code.rst': page})
        documented.translate('fr', 'terms', {'Cassette': 'Pignons'})
        message = 'Has a :term-ref:`cassette`.'
        documented.translate('fr', 'code', {message: 'A des :term-ref:`pignons`.'})
        links = documented.build(language='fr').links('code')
        assert links['pignons'] == 'terms.html#term-cassette'

    def test_summaries_that_are_generated_link_to_terms(self, documented):
        documented.use('sphinx.ext.autodoc', 'sphinx.ext.autosummary')
        page = """\
            Code
            ====

            .. autosummary::
               :toctree: generated

               bicycles.Bicycle.shift
               bicycles.Bicycle.sprockets
            """
        documented.write(
            {'index.rst': index('code'), 'code.rst': page}, autosummary_generate=True
        )
        result = documented.build(expect=None)
        assert {x.rpartition('[')[2] for x in result.warnings} == {
            'convglossary.unknown_term]'
        }
        for docname in ('code', 'generated/bicycles.Bicycle.shift'):
            links = result.links(docname)
            assert links['derailleur'].endswith('terms.html#term-derailleur')
        assert result.links('code')['sprockets'] == 'terms.html#term-cassette'


class TestIntersphinx:
    def test_terms_are_found_in_both_directions(self, new_project):
        """Each of two projects refers to the other, one of them without us."""
        ours, theirs = new_project(), new_project()
        ours.write({'index.rst': f'Home\n====\n\n{REST.term("Cassette")}'})
        inventory = ours.build().path / 'objects.inv'
        theirs.write(
            {
                'index.rst': 'Home\n====\n\n.. glossary::\n\n   Frame\n      Holds.\n\n'
                'Has a :term:`cassette` and a :external+ours:term:`Cassette`.\n'
            },
            extensions=['sphinx.ext.intersphinx'],
            intersphinx_mapping={'ours': ('https://ours.example/', str(inventory))},
        )
        made = theirs.build()
        there = 'https://ours.example/index.html#term-cassette'
        assert made.links('index') == {'cassette': there, 'Cassette': there}
        ours.use('sphinx.ext.intersphinx').write(
            {
                'index.rst': f'Home\n====\n\n{REST.term("Cassette")}\n'
                'On a :term-ref:`frame`, a :term:`Frame`; the :term-ref:`cassette`.\n'
            },
            intersphinx_mapping={
                'theirs': ('https://theirs.example/', str(made.path / 'objects.inv'))
            },
        )
        links = ours.build().links('index')
        assert links == {
            'frame': 'https://theirs.example/index.html#term-Frame',
            'Frame': 'https://theirs.example/index.html#term-Frame',
            'cassette': '#term-cassette',
        }

    @pytest.mark.parametrize('theirs_has_it', [True, False], ids=['with', 'without'])
    def test_a_translated_inventory_is_read_in_a_translation(
        self, new_project, theirs_has_it
    ):
        """A French site refers to another, which may have Sphinx's own glossary."""
        theirs, ours = new_project(), new_project()
        glossary = (
            REST.term('Frame', 'Holds.', aliases='Chassis')
            if theirs_has_it
            else '.. glossary::\n\n   Frame\n      Holds.\n'
        )
        theirs.write(
            {'index.rst': f'Home\n====\n\n{glossary}'},
            extensions=['sphinxcontrib_convglossary'] if theirs_has_it else [],
        )
        theirs.translate('fr', 'index', {'Frame': 'Cadre', 'Chassis': 'Châssis'})
        inventory = theirs.build(language='fr').path / 'objects.inv'
        site = 'https://theirs.example/fr/'
        ours.use('sphinx.ext.intersphinx').write(
            {'index.rst': 'Home\n====\n\nHas a :term-ref:`Frame`.\n'},
            intersphinx_mapping={'theirs': (site, str(inventory))},
        )
        anchor = 'term-frame' if theirs_has_it else 'term-Frame'
        message = 'Has a :term-ref:`Frame`.'
        for written in ('Frame', 'Cadre', 'un cadre <Cadre>', 'cadre <Frame>'):
            text = f'Il a un :term-ref:`{written}`.'
            ours.translate('fr', 'index', {message: text})
            links = ours.build(language='fr').links('index')
            assert [*links.values()] == [f'{site}index.html#{anchor}'], written

    @pytest.mark.parametrize('theirs_has_it', [True, False], ids=['with', 'without'])
    def test_ours_is_read_in_a_translation_by_others(self, new_project, theirs_has_it):
        """The names that our French inventory has, in the pages of others."""
        ours, theirs = new_project(), new_project()
        ours.write(
            {'index.rst': f'Home\n====\n\n{REST.term("Frame", aliases="Chassis")}'}
        )
        ours.translate('fr', 'index', {'Frame': 'Cadre', 'Chassis': 'Châssis'})
        inventory = ours.build(language='fr').path / 'objects.inv'
        site = 'https://ours.example/fr/'
        names = ('Frame', 'Cadre', 'Chassis', 'Châssis', 'cadre')
        referring = ' '.join(f':term:`so <{name}>`' for name in names)
        own = ['sphinxcontrib_convglossary'] if theirs_has_it else []
        theirs.write(
            {'index.rst': f'Home\n====\n\n{referring}\n'},
            extensions=['sphinx.ext.intersphinx', *own],
            intersphinx_mapping={'ours': (site, str(inventory))},
        )
        for language in ('en', 'fr'):
            links = theirs.build(language=language).all_links('index')
            assert links == [('so', f'{site}index.html#term-frame')] * len(names)


class TestSmallOnes:
    """Extensions that come with Sphinx, and a button that copies."""

    def test_they_work_in_definitions_and_beside_references(self, project):
        pytest.importorskip('sphinx_copybutton')
        project.use('sphinx.ext.extlinks', 'sphinx.ext.todo', 'sphinx_copybutton')
        page = """\
            Page
            ====

            .. convterm:: Frame

               See :issue:`7`.

               .. todo:: Say what holds the :term-ref:`cassette`.

               .. code-block:: python

                  frame = 1

            .. todolist::

            .. convglossary::
            """
        project.write(
            {'index.rst': index('page'), 'terms.rst': TERMS, 'page.rst': page},
            extlinks={'issue': ('https://issues.example/%s', 'issue %s')},
            todo_include_todos=True,
        )
        result = project.build()
        links = result.all_links('page')
        assert links.count(('issue 7', 'https://issues.example/7')) == 2
        # In the definition, in the list of what is to do, and where it is listed.
        assert links.count(('cassette', 'terms.html#term-cassette')) == 3


class TestSphinxDesign:
    @pytest.mark.parametrize('syntax', [REST, MYST], ids=['reST', 'MyST'])
    def test_references_and_definitions_work_inside_its_boxes(self, project, syntax):
        pytest.importorskip('sphinx_design')
        project.use('sphinx_design')
        if syntax is MYST:
            project.configure(myst_enable_extensions=['colon_fence'])
        boxes = {
            'card': 'A :term-ref:`one`',
            'dropdown': 'A title',
            'grid': '2',
            'tab-set': '',
        }
        inside = {
            'grid': ('grid-item-card', 'Card'),
            'tab-set': ('tab-item', 'Tab'),
        }
        text = syntax.title('Page')
        for number, (box, title) in enumerate(boxes.items()):
            title = title.replace(':term-ref:`one`', syntax.ref('one'))
            body = f'In a {box}: {syntax.ref("one")}.\n\n{syntax.term(f"Term {number}", "Text.")}'
            if box in inside:
                body = self._box(syntax, *inside[box], body, 4)
            text += self._box(syntax, box, title, body, 5)
        home = syntax.title('Home') + syntax.directive('toctree', body='page')
        home += f'\n{syntax.term("One")}\n{syntax.directive("convglossary")}'
        project.write_in(syntax, {'index': home, 'page': text})
        result = project.build()
        assert result.all_links('page').count(('one', 'index.html#term-one')) == 5
        assert result.names('page') == [f'Term {number}' for number in range(4)]
        assert result.links('index')['Term 2'] == 'page.html#term-term-2'

    @staticmethod
    def _box(syntax: Syntax, name: str, title: str, body: str, fence: int) -> str:
        """Write a directive; in MyST what is outside has the longer fence."""
        if syntax is MYST:
            return f'{":" * fence}{{{name}}} {title}\n{body}\n{":" * fence}\n\n'
        return f'{syntax.directive(name, title, body=body)}\n'


class TestExtensionsThatMarkLinks:
    def test_find_those_that_lead_out_of_an_entry(self, project):
        project.write(
            {
                'index.rst': 'Home\n====\n\n.. convterm:: One\n   :aliases: Uno\n'
                '   :learn-more: https://x.example/\n'
            }
        )
        conf = project.src / 'conf.py'
        mark = (
            'from docutils import nodes\n\n'
            'def mark(app, doctree, docname):\n'
            '    for link in doctree.findall(nodes.reference):\n'
            '        link["classes"].append("marked")\n\n'
            'def setup(app):\n'
            '    app.connect("doctree-resolved", mark)\n'
        )
        conf.write_text(conf.read_text() + mark)
        (link,) = project.build().body('index').find_all('a', class_='marked')
        assert link['href'] == 'https://x.example/'


class TestNotebooks:
    def test_cells_define_terms_and_refer_to_them(self, project):
        pytest.importorskip('myst_nb')
        cells = [
            '# Notebook\n\nA {term-ref}`rear mech`, a {term-ref}`frame`.',
            '```{convterm} Frame\n:related: Cassette\n\nHolds.\n```',
        ]
        notebook = {
            'nbformat': 4,
            'nbformat_minor': 5,
            'metadata': {},
            'cells': [
                {'cell_type': 'markdown', 'id': f'c{n}', 'metadata': {}, 'source': cell}
                for n, cell in enumerate(cells)
            ],
        }
        project.write(
            {
                'index.rst': index('notebook', 'text'),
                'terms.rst': TERMS,
                'notebook.ipynb': json.dumps(notebook),
                'text.md': '# Text\n\nA {term-ref}`frame` and {term}`cassette`.\n',
            },
            extensions=['sphinxcontrib_convglossary', 'myst_nb'],
            nb_execution_mode='off',
        )
        # Notebooks bring warnings of their own libraries into a process.
        out = project.folder / 'out' / 'html'
        process = start_build(project.src, out, '-W', '-b', 'html')
        _, warned = process.communicate()
        assert (process.returncode, warned) == (0, '')
        made = Result(path=out, warnings=[], read=[], written=[])
        links = made.links('notebook')
        assert links['rear mech'] == 'terms.html#term-derailleur'
        assert links['frame'] == '#term-frame'
        assert links['Cassette'] == 'terms.html#term-cassette'
        assert made.links('text') == {
            'frame': 'notebook.html#term-frame',
            'cassette': 'terms.html#term-cassette',
        }


class TestAutobuild:
    def test_what_it_watches_stays_as_it_is(self, project, monkeypatch, capfd):
        """It builds into the sources, and again when anything else there changes."""
        building = pytest.importorskip('sphinx_autobuild.build')
        monkeypatch.setenv('PYTHONPATH', str(PACKAGE_PARENT))
        project.write(
            {'index.rst': index('glossary'), 'terms.rst': TERMS},
            convglossary_pages={'glossary': {}},
        )
        out = project.src / '_build'

        def watched() -> dict[Path, int]:
            return {
                path: path.stat().st_mtime_ns
                for path in [project.src, *project.src.rglob('*')]
                if out not in (path, *path.parents)
            }

        out.mkdir()
        before = watched()
        build = building.Builder(
            ['-W', '-q', str(project.src), str(out)],
            url_host='localhost',
            pre_build_commands=[],
            post_build_commands=[],
        )
        for _ in range(2):
            build(changed_paths=[])
            assert watched() == before
        assert 'exited' not in capfd.readouterr().out
        page = Result(path=out, warnings=[], read=[], written=[])
        assert page.names('glossary') == ['Derailleur', 'Cassette'][::-1]
