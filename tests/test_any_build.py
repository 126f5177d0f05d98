"""However a project is built and rebuilt, its pages are those of a clean build.

What authors do is in ``test_edits.py``, at random; here is what else happens to a
project between two builds: other commands, other folders, other files around it.
"""

from __future__ import annotations

import copy
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from projects import PACKAGE_PARENT
from test_freshness import sphinx

from sphinxcontrib_convglossary import collation, outline, outputs, state

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project, Result

PAGES = {
    'index': """
        Index
        =====

        .. toctree::

           bikes
           trains
           user
           words
           listing
        """,
    'bikes': """
        Bikes
        =====

        .. convterm:: Rim
           :category: wheels
           :related: Spoke; Shed

           The edge of a wheel.

        .. convterm:: Spoke

           A thin rod.
        """,
    'trains': """
        Trains
        ======

        .. only:: draft

           .. convterm:: Signal

              Says *stop*.

        .. convterm:: Shed
           :category: rails
           :hidden:

           .. _inside:

           Where trains sleep, with :term-ref:`rims <Rim>`.
        """,
    'user': """
        A title with :term-ref:`Rim`
        ============================

        The :term-ref:`rim <Rim>` and the :term-ref:`shed`, :ref:`there <inside>`,
        and :ref:`convglossary-wheels`.

        .. include:: /shared.txt
        """,
    'listing': """
        Listing
        =======

        .. convglossary::
           :group-by: letter
           :entries: summary
        """,
}
SHARED = """
    .. convterm:: Hub
       :related: Spoke

       The middle of a :term-ref:`Rim`.
    """
NAMES = {'Rim': 'Jante', 'Spoke': 'Rayon'}
CONF = {
    'convglossary_categories': {'wheels': 'Wheels', 'rails': 'Rails'},
    'convglossary_pages': {'words': {'title': 'Words'}},
    'convglossary_exports': ['json', 'csv'],
    'author': 'Us',
    'html_copy_source': False,
}
#: Sphinx leaves the links to neighbours (test_edits.py), and its search (#12599).
NEIGHBOURS = """
    def forget_neighbours(app, pagename, templatename, context, doctree):
        links = [link for link in context.get('rellinks', []) if link[2] not in 'NP']
        context.update(prev=None, next=None, parents=[], rellinks=links)

    def setup(app):
        app.connect('html-page-context', forget_neighbours)
        return {'parallel_read_safe': True, 'parallel_write_safe': True}
    """


@pytest.fixture
def site(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.syspath_prepend(project.src)
    files = {f'{name}.rst': text for name, text in PAGES.items()}
    files |= {'shared.txt': SHARED, 'neighbours.py': NEIGHBOURS}
    project.write(files, **CONF).use('neighbours')
    project.translate('fr', 'bikes', NAMES)
    return project


def edit(project: Project, name: str, before: str, after: str) -> None:
    """Change a source."""
    path = project.src / name
    text = path.read_text(encoding='utf-8')
    assert before in text
    path.write_text(text.replace(before, after), encoding='utf-8')


def comparable(result: Result) -> dict[str, bytes]:
    """Give all files that must be the same."""
    files = result.files()
    if 'objects.inv' in files:
        *head, body = files['objects.inv'].split(b'\n', 4)
        files['objects.inv'] = b'\n'.join([*head, zlib.decompress(body)])
    left = {'.buildinfo', 'searchindex.js', '.buildinfo.bak'}
    return {name: data for name, data in files.items() if name not in left}


def clean(project: Project, builder: str = 'html', **options) -> Result:
    """Build the same sources in another place, from nothing."""
    other = copy.copy(project)
    other.folder = project.folder / 'clean'
    options.pop('doctrees', None)
    return other.build(builder, fresh=True, expect=None, **options)


def assert_clean(
    project: Project, builder: str = 'html', *, gone: set[str] = frozenset(), **options
) -> Result:
    """Build on what is there, and compare that with a build from nothing."""
    went_on = project.build(builder, expect=None, **options)
    kept = comparable(went_on)
    anew = comparable(clean(project, builder, **options))
    assert kept.keys() - anew.keys() == gone, 'left'
    assert anew.keys() - kept.keys() == set(), 'not written'
    assert [name for name in anew if kept[name] != anew[name]] == []
    return went_on


class TestBetweenTwoBuilds:
    def test_a_document_is_renamed_by_case_alone(self, site):
        site.build()
        (site.src / 'bikes.rst').rename(site.src / 'Bikes.rst')
        edit(site, 'index.rst', '   bikes', '   Bikes')
        result = assert_clean(site, gone={'bikes.html'})
        assert result.links('user')['rim'] == 'Bikes.html#term-rim'

    def test_a_document_is_excluded_and_comes_back(self, site):
        site.build()
        site.configure(exclude_patterns=['bikes.rst'])
        assert_clean(site, gone={'bikes.html'})
        site.configure(exclude_patterns=[])
        assert_clean(site)

    def test_a_document_is_taken_out_of_every_toctree(self, site):
        site.build()
        edit(site, 'index.rst', '   listing\n', '')
        assert_clean(site)
        edit(site, 'index.rst', '   words\n', '   words\n   listing\n')
        assert_clean(site)

    def test_listings_change_places(self, site):
        site.build()
        text = (site.src / 'listing.rst').read_text().replace('letter', 'category')
        (site.src / 'listing.rst').write_text(text.replace('summary', 'full'))
        assert_clean(site)
        edit(site, 'index.rst', '   words\n   listing\n', '   listing\n   words\n')
        result = assert_clean(site)
        assert result.links('user')['shed'] == 'listing.html#term-shed'

    def test_a_term_moves_to_another_document_while_a_listing_shows_it(self, site):
        site.build()
        text = (site.src / 'trains.rst').read_text()
        at = text.index('.. convterm:: Shed')
        (site.src / 'trains.rst').write_text(text[:at])
        bikes = (site.src / 'bikes.rst').read_text()
        (site.src / 'bikes.rst').write_text(f'{bikes}\n{text[at:]}')
        assert_clean(site)

    def test_a_file_that_is_included_changes(self, site):
        site.build()
        edit(site, 'shared.txt', 'Hub', 'Axle')
        result = assert_clean(site)
        assert 'Axle' in result.names('words')
        (site.src / 'shared.txt').write_text('Nothing.\n')
        assert 'Axle' not in assert_clean(site).names('words')

    @pytest.mark.parametrize('language', ['en', 'fr'])
    def test_a_locale_comes_and_goes(self, site, language):
        site.configure(convglossary_other_languages=True)
        site.build(language=language)
        site.translate('pt', 'bikes', {'Rim': 'Aro'})
        assert 'Aro' in assert_clean(site, language=language).text('words')
        shutil.rmtree(site.src / 'locales' / 'pt')
        assert 'Aro' not in assert_clean(site, language=language).text('words')

    def test_a_catalog_grows_at_the_same_time(self, site):
        site.configure(convglossary_other_languages=True)
        po = site.src / 'locales/fr/LC_MESSAGES/bikes.po'
        site.build()
        before = po.stat()
        po.write_text(po.read_text().replace('Rayon', 'Barre de roue'))
        os.utime(po, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert 'Barre de roue' in assert_clean(site).text('words')

    @pytest.mark.parametrize('language', ['de', 'en'])
    def test_an_editor_has_a_catalog_open(self, site, language):
        """Emacs leaves a link beside it that leads nowhere."""
        site.build(language=language)
        link = site.src / 'locales/fr/LC_MESSAGES/.#bikes.po'
        link.symlink_to('someone@somewhere.1:2')
        site.build(language=language)
        edit(site, 'bikes.rst', 'A thin rod.', 'A thin bar.')
        assert_clean(site, language=language)

    def test_the_output_is_deleted(self, site):
        site.build()
        shutil.rmtree(site.folder / 'out')
        assert_clean(site)

    def test_some_pages_are_deleted(self, site):
        made = site.build()
        edit(site, 'bikes.rst', 'convterm:: Rim', 'convterm:: Edge\n   :aliases: Rim')
        for name in ('user.html', 'words.html', 'glossary.json', 'genindex.html'):
            (made.path / name).unlink()
        assert_clean(site)

    def test_what_knows_the_alphabet_is_installed(self, site, monkeypatch):
        """As PyICU is: it puts some names into another order."""
        site.build()
        monkeypatch.setattr(collation, 'alphabet_of', Backwards)
        monkeypatch.setattr(outline, 'alphabet_of', Backwards)
        monkeypatch.setattr(state, 'has_icu', lambda: not collation.has_icu())
        names = assert_clean(site).names('listing')
        assert names == sorted(names, reverse=True)

    def test_a_value_of_the_configuration_changes_and_changes_back(self, site):
        site.build()
        for values in (
            {'html_title': 'Other'},
            {'html_title': 'Test'},
            {'release': '2'},
            {'release': ''},
            {'convglossary_inverse_relations': True},
            {'convglossary_inverse_relations': False},
            {'html_baseurl': 'https://example.org/'},
            {'html_baseurl': ''},
            {'author': 'Them'},
            {'author': 'Us'},
        ):
            site.configure(**values)
            assert_clean(site)

    def test_a_value_of_ours_changes_and_changes_back_in_a_text(self, site):
        """Sphinx writes text again for no value of the configuration."""
        site.build('text')
        for inverse in (True, False):
            site.configure(convglossary_inverse_relations=inverse)
            made = assert_clean(site, 'text').file('bikes.txt')
            assert made.count('Rim') == 1 + inverse

    def test_what_references_show_changes_and_changes_back_in_a_text(self, site):
        wrote = 'La :term-ref:`cerchia <Rim>` et le :term-ref:`Spoke`.'
        site.write(
            {'more.rst': 'More\n====\n\nThe :term-ref:`Rim` and :term-ref:`Spoke`.\n'}
        )
        site.translate(
            'fr', 'more', {'The :term-ref:`Rim` and :term-ref:`Spoke`.': wrote}
        )
        site.build('text', language='fr', expect=None)
        for local, shown in ((False, 'Spoke'), (True, 'Rayon')):
            site.configure(convglossary_local_text=local)
            made = assert_clean(site, 'text', language='fr')
            assert f'le *{shown}*.' in made.file('more.txt')


class Backwards(collation.SmallAlphabet):
    """An alphabet from Z to A."""

    def key(self, text):
        return tuple(-ord(sign) for sign in text.casefold())


class TestDoctreesAreShared:
    @pytest.fixture
    def trees(self, site: Project) -> Path:
        return site.folder / 'shared'

    def test_by_two_languages_in_turn(self, site, trees):
        for _ in range(2):
            for language in ('en', 'fr'):
                assert_clean(site, language=language, doctrees=trees)
        edit(site, 'bikes.rst', 'A thin rod.', 'A thin bar.')
        for language in ('fr', 'en', 'fr'):
            assert_clean(site, language=language, doctrees=trees)

    def test_by_builds_with_other_tags_in_turn(self, site, trees):
        for tags in ([], ['draft'], [], ['draft']):
            assert_clean(site, tags=tags, doctrees=trees)

    def test_by_two_formats_for_which_other_terms_exist(self, site, trees):
        text = (site.src / 'trains.rst').read_text().replace('draft', 'text')
        (site.src / 'trains.rst').write_text(text)
        for builder in ('html', 'text', 'html', 'text', 'html'):
            assert_clean(site, builder, doctrees=trees)
        edit(site, 'trains.rst', 'Signal', 'Semaphore')
        for builder in ('text', 'html', 'text'):
            assert_clean(site, builder, doctrees=trees)

    def test_by_two_formats_with_tags_that_change(self, site, trees):
        for number in range(3):
            for builder in ('html', 'text'):
                tags = ['draft'] if number == 1 else []
                assert_clean(site, builder, doctrees=trees, tags=tags)


class TestACommand:
    def command(self, site: Project, *options: str, **variables: str):
        out, trees = site.folder / 'out/html-en', site.folder / 'doctrees/html-en'
        first, last = (
            [x for x in options if x[0] == '-'],
            [str(site.src / x) for x in options if x[0] != '-'],
        )
        places = ['-d', str(trees), str(site.src), str(out)]
        done = sphinx(*first, *places, *last, path=site.src, **variables)
        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize('option', ['-a', '-E'])
    def test_that_does_everything_anew_changes_nothing(self, site, option):
        site.build()
        self.command(site, option)
        assert_clean(site)
        edit(site, 'bikes.rst', 'convterm:: Rim', 'convterm:: Edge\n   :aliases: Rim')
        self.command(site, option)
        assert_clean(site)

    def test_that_names_one_file_leaves_the_others_to_the_next(self, site):
        site.build()
        edit(site, 'bikes.rst', 'convterm:: Rim', 'convterm:: Edge\n   :aliases: Rim')
        self.command(site, 'bikes.rst')
        self.command(site, 'listing.rst')
        assert_clean(site)

    def test_that_names_one_file_first(self, site):
        self.command(site, 'user.rst')
        assert_clean(site)


class TestAFolder:
    @pytest.mark.parametrize('name', ["a 'b' & <c>", 'é #1 100%', '語 [x] {y}', '-x'])
    def test_of_any_name_holds_the_sources(self, site, name):
        folder = site.folder / name
        shutil.copytree(site.src, folder)
        other = copy.copy(site)
        other.src, other.folder = folder, site.folder / 'odd' / name
        made = other.build(expect=None, language='fr')
        assert comparable(made) == comparable(clean(site, language='fr'))

    def test_that_may_not_be_written_holds_the_sources(self, site):
        site.build(language='fr')
        changed = [path for path in site.src.rglob('*') if path.is_dir()]
        for path in [*changed, site.src]:
            path.chmod(0o555)
        try:
            before = site.listing()
            assert_clean(site, language='fr')
            assert site.listing() == before
        finally:
            for path in [site.src, *changed]:
                path.chmod(0o755)

    def test_is_moved_with_all_that_was_built(self, site):
        site.build()
        moved = site.folder / 'moved'
        moved.mkdir()
        for name in ('src', 'out', 'doctrees'):
            os.rename(site.folder / name, moved / name)
        site.src, site.folder = moved / 'src', moved
        assert_clean(site)

    def test_on_another_drive_holds_the_output(self, site, monkeypatch):
        """As Windows has them: no path leads from the one to the other."""

        def relpath(path, start):
            raise ValueError("path is on mount 'D:', start on mount 'C:'")

        system = SimpleNamespace(
            path=SimpleNamespace(relpath=relpath), fspath=os.fspath
        )
        monkeypatch.setattr(outputs, 'os', system)
        site.build()
        edit(site, 'bikes.rst', 'convterm:: Rim', 'convterm:: Edge\n   :aliases: Rim')
        assert_clean(site)
        assert site.build().written == []


def test_a_build_that_is_killed_at_any_moment_leaves_no_stale_page(site):
    """By the system, when its memory is full, or by an impatient author."""
    out, trees = site.folder / 'out/html-en', site.folder / 'doctrees/html-en'
    command = [sys.executable, '-m', 'sphinx', '-q', '-d', trees, site.src, out]
    paths = os.pathsep.join([str(PACKAGE_PARENT), str(site.src)])

    def start() -> subprocess.Popen[bytes]:
        env = {**os.environ, 'PYTHONPATH': paths}
        return subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)

    site.build()
    name, whole, killed = 'Rim', 0.0, 0
    for number in range(7):
        edit(site, 'bikes.rst', f'convterm:: {name}\n', f'convterm:: Rim {number}\n')
        edit(site, 'shared.txt', 'The', 'The, well, the')
        name, begun = f'Rim {number}', time.monotonic()
        process = start()
        if number:
            # Python is up after a third; Sphinx has read after two.
            time.sleep(whole * (0.3 + 0.1 * number))
            process.kill()
        process.wait()
        killed += process.returncode == -signal.SIGKILL
        whole = whole or time.monotonic() - begun
        assert_clean(site)
    assert killed
