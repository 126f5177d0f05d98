"""A generated page is a document to Sphinx, to themes and to other extensions."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from programs import needs
from projects import MYST

if TYPE_CHECKING:
    from projects import Project, Result

TERMS = """
Terms
=====

.. convterm:: Clay
   :hidden:
   :previously: mud

   Wet earth, |how|.
"""

pytestmark = pytest.mark.filterwarnings(
    # What Sphinx deprecates, others use.
    'ignore:.*(HTMLBuilder|HandleFootnoteTransform|MystReferenceResolver).app. is dep'
)


def write(project: Project, **conf: object) -> Project:
    """Write a project with one generated page, in a directory."""
    index = 'Home\n====\n\n.. toctree::\n\n   terms\n   list/words\n'
    pages = {'list/words': {'title': '*All* words', 'filter': True}}
    files = {'index.rst': index, 'terms.rst': TERMS.replace(', |how|', '')}
    return project.write(files, convglossary_pages=pages, **conf)


class TestPrologAndEpilog:
    def test_stand_before_the_title_and_after_the_list(self, project):
        write(
            project,
            rst_prolog='.. note:: A draft.\n',
            rst_epilog='.. rubric:: The end, |how|\n\n.. |how| replace:: somehow',
        )
        project.write({'terms.rst': TERMS})
        text = project.build().text('list/words')
        said = ['A draft.', '*All* words', 'Clay', 'Wet earth, somehow.', 'The end']
        places = [text.index(each) for each in said]
        assert places == sorted(places)

    @pytest.mark.parametrize(
        'prolog',
        [
            'Banner\n######\n',
            '======\nBanner\n======\n',
            'Banner\n======\n\nUnder\n-----\n',
            '.. role:: big\n\n.. default-role:: any\n',
            '.. |x| replace:: y\n   :aside:\n',
            'text::',
            '.. note::',
            '=====',
        ],
    )
    def test_whatever_they_say_the_page_is_there(self, project, prolog):
        write(project, rst_prolog=prolog, rst_epilog=prolog)
        result = project.build(expect=None)
        assert 'Clay' in result.names('list/words')
        assert '*All* words' in result.text('list/words')
        assert project.build(expect=None).written == []

    def test_are_translated(self, project):
        write(project, rst_prolog='A draft.\n')
        project.translate('fr', 'list/words', {'A draft.': 'Une ébauche.'})
        project.translate('fr', 'convglossary', {'*All* words': '*Tous* les mots'})
        result = project.build(language='fr')
        assert result.text('list/words').startswith('Une ébauche. *Tous* les mots')

    def test_what_an_extension_makes_of_the_source_is_shown(self, project, monkeypatch):
        monkeypatch.syspath_prepend(project.folder)
        (project.folder / 'convtest_adds.py').write_text(
            'def add(app, docname, source):\n    source[0] += "\\nAdded by us.\\n"\n\n'
            'def setup(app):\n    app.connect("source-read", add)\n'
        )
        text = write(project).use('convtest_adds').build().text('list/words')
        assert text.startswith('*All* words')
        assert text.endswith('Added by us.')


class TestLinksToTheSource:
    """A theme puts a file name together where there is no such file."""

    WANTED = {
        'sphinx_rtd_theme': {
            'html_context': {
                'display_github': True,
                'github_user': 'u',
                'github_repo': 'r',
                'github_version': 'main',
                'conf_py_path': '/docs/',
            }
        },
        'pydata_sphinx_theme': {
            'html_context': {
                'github_user': 'u',
                'github_repo': 'r',
                'github_version': 'main',
                'doc_path': 'docs',
            },
            'html_theme_options': {'use_edit_page_button': True},
        },
        'sphinx_book_theme': {
            'html_theme_options': {
                'repository_url': 'https://github.com/u/r',
                'repository_branch': 'main',
                'path_to_docs': 'docs',
                'use_edit_page_button': True,
                'use_source_button': True,
                'use_issues_button': True,
            }
        },
        'furo': {
            'html_theme_options': {
                'source_repository': 'https://github.com/u/r/',
                'source_branch': 'main',
                'source_directory': 'docs/',
            }
        },
        'alabaster': {},
        'classic': {},
    }

    @staticmethod
    def built(project: Project, theme: str, **conf: object) -> Result:
        if theme not in ('alabaster', 'classic'):
            pytest.importorskip(theme)
        write(project, html_theme=theme, **conf)
        # In a process of its own: templates of several themes have one name.
        return project.build(jobs=2, expect=None)

    @staticmethod
    def addresses(result: Result, docname: str) -> list[str]:
        page = result.html(docname)
        return [link['href'] for link in page.find_all('a', href=True)]

    @pytest.mark.parametrize('theme', WANTED)
    def test_lead_to_no_file_that_is_not_there(self, project, theme):
        result = self.built(project, theme, **self.WANTED[theme])
        for address in self.addresses(result, 'list/words'):
            assert not re.search(r'github.com/u/r/(?!issues).*words', address)
            if '_sources' in address:
                there = result.path / 'list' / address
                assert '.. convglossary::' in there.read_text()

    @pytest.mark.parametrize('theme', [*WANTED][:4])
    def test_of_other_documents_are_kept(self, project, theme):
        result = self.built(project, theme, **self.WANTED[theme])
        wanted = r'github.*docs/+terms\.rst'
        assert any(re.search(wanted, x) for x in self.addresses(result, 'terms'))

    def test_by_the_prefix_of_an_own_server(self, project):
        prefix = {'source_url_prefix': 'https://code.example/docs/'}
        result = self.built(project, 'sphinx_rtd_theme', html_context=prefix)
        found = self.addresses(result, 'list/words')
        assert not [x for x in found if 'code.example' in x]
        found = self.addresses(result, 'terms')
        assert 'https://code.example/docs/terms.rst' in found


class TestItsFile:
    """Sphinx reads a file beside the doctrees; to others it is ``conf.py``."""

    #: Asks for the file of each document where extensions do.
    EXTENSION = """
        import subprocess
        from pathlib import Path

        asked = {}

        def ask(app, env):
            for docname in env.all_docs:
                asked.setdefault("env-updated", {})[docname] = env.doc2path(docname)

        def ask_of_page(app, pagename, templatename, context, doctree):
            if pagename in app.env.all_docs:
                path = app.env.doc2path(pagename)
                asked.setdefault("html-page-context", {})[pagename] = path

        def ask_at_end(app, error):
            told = []
            for event in asked:
                for docname, path in asked[event].items():
                    # As those do that ask the version control.
                    folder = Path(path).resolve().parent
                    command = ["git", "log", "-1", "--format=%s", "--", path]
                    said = subprocess.check_output(command, cwd=folder, text=True)
                    told.append(f"{event} {docname} {said.strip()}")
            (Path(app.outdir) / "told.txt").write_text("\\n".join(told))

        def setup(app):
            app.connect("env-updated", ask)
            app.connect("html-page-context", ask_of_page)
            app.connect("build-finished", ask_at_end)
    """

    @needs('git')
    def test_is_under_version_control(self, project, monkeypatch):
        monkeypatch.syspath_prepend(project.folder)
        lines = self.EXTENSION.splitlines()
        text = '\n'.join(line.removeprefix(' ' * 8) for line in lines)
        (project.folder / 'convtest_asks.py').write_text(text)
        write(project).use('convtest_asks')
        identity = ['-c', 'user.name=n', '-c', 'user.email=e@example.org']
        for command in (
            ['init', '-q'],
            ['add', '-A'],
            [*identity, 'commit', '-qm', 'Begin'],
        ):
            subprocess.run(['git', *command], cwd=project.src, check=True)
        result = project.build()
        told = result.file('told.txt').splitlines()
        assert sorted(told) == sorted(
            f'{event} {docname} Begin'
            for event in ('env-updated', 'html-page-context')
            for docname in ('index', 'terms', 'list/words')
        )

    def test_is_not_what_readers_are_shown(self, project):
        result = write(project, html_title='secret of conf.py').build()
        sources = [name for name in result.files() if name.startswith('_sources')]
        assert '_sources/list/words.convglossary.txt' in sources
        for name in sources:
            assert 'secret' not in result.file(name)

    @pytest.mark.parametrize('builder', ['json', 'pickle', 'dirhtml', 'changes'])
    def test_is_not_shown_by_any_builder(self, project, builder):
        write(project, rst_epilog='.. secret of conf.py')
        for name, data in project.build(builder).files().items():
            if not name.endswith('environment.pickle'):
                assert b'secret of conf.py' not in data, name

    @pytest.mark.parametrize(
        'builder',
        ['html', 'doctest', 'coverage', 'linkcheck', 'gettext', 'epub', 'text'],
    )
    def test_is_named_in_no_output(self, project, builder):
        """The doctests of a hidden definition, say, run once, where they stand."""
        write(project, html_last_updated_fmt='%Y', rst_epilog='.. rubric:: The end')
        project.use(
            'sphinx.ext.autosectionlabel',
            'sphinx.ext.coverage',
            'sphinx.ext.doctest',
            'sphinx.ext.viewcode',
        )
        terms = TERMS.replace(', |how|', '')
        project.write({'terms.rst': f'{terms}\n   >>> 1 + 1\n   2\n'})
        result = project.build(builder)
        for name, data in result.files().items():
            if not name.endswith(('.pickle', '.doctree')):
                assert b'convglossary-pages' not in data, name
        if builder == 'doctest':
            summary = result.file('output.txt').partition('Doctest summary')[2]
            assert summary.splitlines()[2:4] == [
                '    1 test',
                '    0 failures in tests',
            ]

    def test_is_named_by_no_path_of_the_doctrees(self, project):
        write(project).write({'index.rst': 'Home\n====\n\n.. toctree::\n\n   terms\n'})
        project.build(
            expect=[
                f'{project.line_of("convglossary_pages")}: WARNING: page "list/words" of '
                "convglossary_pages isn't included in any toctree [toc.not_included]"
            ]
        )
        project.build(fresh=True, suppress_warnings='toc.not_included')

    def test_that_changes_makes_no_page_be_written_again(self, project):
        write(project).build()
        (project.src / 'conf.py').touch()
        result = project.build()
        assert (result.read, result.written) == ([], [])


class TestLinksOfMarkdown:
    """``[text](file)`` finds a page that has no file."""

    def linked(self, project: Project, *lines: str, **conf: object) -> Result:
        text = '\n\n'.join(['# Deep', *lines, ''])
        write(project, **conf).use('myst_parser')
        index = 'Home\n====\n\n.. toctree::\n\n   terms\n   list/words\n   list/deep\n'
        project.write({'index.rst': index, 'list/deep.md': text})
        return project.build()

    @pytest.mark.parametrize(
        'name', ['words.md', 'words.rst', 'words', '/list/words.md']
    )
    def test_by_its_name(self, project, name):
        result = self.linked(project, f'[]({name}) and [so *it* is]({name})')
        links = result.links('list/deep')
        assert links['*All* words'] == links['so it is'] == 'words.html'

    @pytest.mark.parametrize('name', ['words.md', '../list/words.md', 'words'])
    def test_by_the_anchor_of_a_term(self, project, name):
        result = self.linked(
            project, f'[]({name}#term-clay) and [mud]({name}#term-mud "A title")'
        )
        links = result.links('list/deep')
        assert links['Clay'] == 'words.html#term-clay'
        assert links['mud'].startswith('words.html#term-')

    @pytest.mark.parametrize('options', [{}, {'categories': 'x'}])
    def test_by_the_anchor_of_a_heading(self, project, options):
        self.linked(project, 'Text.')
        terms = TERMS.replace(', |how|', '')
        terms = terms.replace(':hidden:', ':hidden:\n   :category: x')
        link = '# Deep\n\n[](words.md#category-x)\n'
        project.write(
            {'terms.rst': terms, 'list/deep.md': link},
            convglossary_categories={'x': 'Ours'},
            convglossary_pages={'list/words': options},
        )
        assert project.build().links('list/deep')['Ours'] == 'words.html#category-x'
        project.write({'terms.rst': TERMS.replace(', |how|', '')})
        kept = project.build(expect=None)
        clean = project.build(expect=None, fresh=True)
        assert str(kept.body('list/deep')) == str(clean.body('list/deep'))

    def test_to_a_term_in_a_file(self, project):
        self.linked(project, 'Text.')
        project.write(
            {
                'kiln.md': f'---\norphan: true\n---\n# Kiln\n\n{MYST.term("Kiln", "Hot.")}',
                'list/deep.md': '# Deep\n\n[](../kiln.md#term-kiln) [k](../kiln.md#term-kiln)\n',
            }
        )
        result = project.build(expect=None)
        links = result.links('list/deep')
        assert links['Kiln'] == links['k'] == '../kiln.html#term-kiln'
        assert not [x for x in result.warnings if 'myst.xref' in x]

    def test_are_led_on_when_the_term_moves(self, project):
        self.linked(project, '[](words.md#term-clay)')
        project.write(
            {'terms.rst': TERMS.replace(', |how|', '').replace('Clay', 'Loam')}
        )
        result = project.build(expect=None)
        assert 'Clay' not in result.links('list/deep')
        again = project.build(fresh=True, expect=None)
        assert str(result.body('list/deep')) == str(again.body('list/deep'))

    def test_to_what_is_not_there_are_told_by_myst(self, project):
        with pytest.raises(AssertionError, match='local id not found'):
            self.linked(project, '[x](words.md#term-nothing)')

    def test_are_translated(self, project):
        self.linked(project, 'See [](words.md#term-clay).')
        project.translate('fr', 'terms', {'Clay': 'Argile'})
        message = 'See [](words.md#term-clay).'
        project.translate('fr', 'list/deep', {message: 'Voir [](words.md#term-clay).'})
        links = project.build(language='fr').links('list/deep')
        assert links['Argile'] == 'words.html#term-clay'
