"""A machine without the programs that tests use: left out, said once, and hidden."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import programs
import pytest
from programs import needs
from projects import PACKAGE_PARENT

RUN = PACKAGE_PARENT / '.ci' / 'run'


class TestATest:
    @pytest.mark.parametrize('name', programs.PROGRAMS)
    def test_sees_no_program_that_it_does_not_name(self, name):
        assert shutil.which(name) is None

    @needs('make')
    def test_sees_the_program_that_it_names_and_no_other(self):
        assert [name for name in programs.PROGRAMS if shutil.which(name)] == ['make']

    @pytest.mark.parametrize('name', ['sh', 'cat', 'env'])
    def test_sees_every_program_that_is_not_optional(self, name):
        assert shutil.which(name)

    def test_names_no_program_that_nobody_knows_how_to_install(self):
        with pytest.raises(AssertionError, match='how to install'):
            needs('dott')


def test_what_a_test_may_need_is_installed_by_the_run_that_decides():
    listed = RUN.read_text('utf-8').partition('packages=(')[2].partition(')')[0].split()
    # Debian's npm brings Node.js; the run takes what a machine has from elsewhere.
    wanted = set(' '.join(programs.PROGRAMS.values()).split()) - {'nodejs', 'npm'}
    assert wanted <= set(listed)


class TestATestThatOpensPages:
    def test_needs_a_browser_whether_it_says_so_or_not(self):
        class Item:
            fixturenames = ('project', 'browser')

            def iter_markers(self, name):
                return [needs('dot').mark]

        assert programs.names_of(Item()) == ['dot', 'chromium']


TESTS = """
import pytest
from programs import needs

@needs('dot', 'java')
@pytest.mark.parametrize('number', [1, 2])
def test_a(number):
    assert False, 'it has run'

@needs('dot')
@needs('tsc')
class TestClass:
    def test_b(self):
        assert False, 'it has run'

def test_c():
    pass
"""


class TestAMachineWithPythonAlone:
    def run(self, folder: Path, *options: str, **environment: str):
        here = Path(__file__).parent
        for name in ('conftest.py', 'programs.py', 'projects.py', 'browsing.py'):
            (folder / name).symlink_to(here / name)
        (folder / 'test_it.py').write_text(TESTS, encoding='utf-8')
        # No directory of programs at all, and no checkers beside this copy.
        (folder / 'bin').mkdir()
        clean = {key: value for key, value in os.environ.items() if key != 'CI'}
        return subprocess.run(
            [sys.executable, '-m', 'pytest', '-p', 'no:cacheprovider', *options],
            cwd=folder,
            env={**clean, 'PATH': str(folder / 'bin'), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    @pytest.mark.parametrize('options', [(), ('-n', '2')], ids=['one', 'two processes'])
    def test_passes_and_says_at_the_end_what_was_not_tested(self, tmp_path, options):
        done = self.run(tmp_path, *options)
        assert done.returncode == 0, done.stdout
        title, *lines, last = done.stdout.splitlines()[-5:]
        assert 'NOT TESTED, because something is missing' in title
        assert '1 passed, 3 skipped' in last
        assert [line.split(maxsplit=2) for line in lines] == [
            ['dot', '3', 'tests   apt install graphviz'],
            ['java', '2', 'tests   apt install default-jre-headless'],
            ['tsc', '1', 'test    apt install nodejs npm; rm -rf build/checkers'],
        ]

    def test_fails_where_the_run_decides_and_a_checker_is_missing(self, tmp_path):
        done = self.run(tmp_path, CI='true')
        assert done.returncode == 1
        assert '1 passed, 3 errors' in done.stdout
        assert 'NOT TESTED: there is no dot, no java' in done.stdout


def test_nothing_is_said_where_nothing_is_missing():
    assert programs.said_at_the_end([('other', 1)]) == []
