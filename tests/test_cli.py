"""The command says what it does, and does it whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from io import StringIO
from pathlib import Path

import pytest
from programs import needs

from sphinxcontrib_convglossary import atomic_files, cli
from sphinxcontrib_convglossary.cli import main
from sphinxcontrib_convglossary.convert import command
from sphinxcontrib_convglossary.progress import Progress

GLOSSARY = '.. glossary::\n\n   HSM\n      A message.\n'
CATALOG = 'msgid ":term:`HSM`"\nmsgstr ":term:`HSM`"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the sources of a project, with a catalog."""
    write(tmp_path, 'conf.py', "project = 'x'\n\nextensions = []\n")
    write(tmp_path, 'index.rst', 'See :term:`HSM`.\n\nCode::\n\n   :term:`HSM`\n')
    write(tmp_path, 'terms.rst', GLOSSARY)
    write(tmp_path, 'locales/fr/LC_MESSAGES/index.po', CATALOG)
    return tmp_path


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob('*')
        if path.is_file()
    }


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def test_the_command_is_installed():
    (found,) = entry_points(group='console_scripts', name='convglossary')
    assert found.load() is main


def test_the_package_can_be_run():
    told = subprocess.run(
        [sys.executable, '-m', 'sphinxcontrib_convglossary', '--help'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith('usage: convglossary')


@pytest.mark.parametrize('arguments', [['--help'], ['convert', '--help']])
def test_help_is_given(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert 'convert' in capsys.readouterr().out


def test_help_names_each_subcommand(capsys):
    with pytest.raises(SystemExit):
        main(['--help'])
    told = capsys.readouterr().out
    for subcommand in cli.SUBCOMMANDS:
        assert subcommand.name in told


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(['--version'])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith('convglossary ')


@pytest.mark.parametrize(
    'arguments', [[], ['conjure'], ['convert'], ['convert', 'a', 'b'], ['--nothing']]
)
def test_a_wrong_command_line_is_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert 'usage: ' in capsys.readouterr().err


def test_a_subcommand_is_imported_only_when_it_is_asked_for(folder, monkeypatch):
    missing = cli.Subcommand(name='later', module='nothing_at_all', help='not yet')
    monkeypatch.setattr(cli, 'SUBCOMMANDS', (*cli.SUBCOMMANDS, missing))
    assert run('convert', folder) == 0


def test_a_project_is_converted(folder, capsys):
    assert run('convert', folder) == 0
    assert (folder / 'index.rst').read_text() == (
        'See :term-ref:`HSM`.\n\nCode::\n\n   :term:`HSM`\n'
    )
    assert (folder / 'terms.rst').read_text() == (
        '.. convterm:: HSM\n   :previously: HSM\n\n   A message.\n'
    )
    assert (folder / 'locales/fr/LC_MESSAGES/index.po').read_text() == (
        CATALOG.replace(':term:', ':term-ref:')
    )
    told = capsys.readouterr()
    assert told.out == (
        'Converted: 1 term and 1 reference in 2 documents, 2 references in 1 '
        f"catalog\n{folder}/conf.py:3: add 'sphinxcontrib_convglossary' to extensions\n"
    )
    assert told.err == ''


def test_conf_py_is_not_touched(folder):
    before = (folder / 'conf.py').read_bytes()
    run('convert', folder)
    assert (folder / 'conf.py').read_bytes() == before


def test_a_dry_run_writes_nothing(folder, capsys):
    before = snapshot(folder)
    assert run('convert', folder, '--dry-run') == 0
    assert snapshot(folder) == before
    assert capsys.readouterr().out.startswith('Would be converted: 1 term ')


def test_the_difference_is_shown(folder, capsys):
    assert run('convert', folder, '--dry-run', '--diff') == 0
    told = capsys.readouterr().out
    assert f'--- {folder}/index.rst\n+++ {folder}/index.rst\n' in told
    assert '-See :term:`HSM`.\n+See :term-ref:`HSM`.\n' in told
    catalog = CATALOG.splitlines()
    for line in catalog:
        assert f'-{line}\n' in told
        assert f'+{line.replace("term", "term-ref")}\n' in told


@needs('patch')
def test_the_difference_can_be_applied(folder, capsys):
    (folder / 'index.rst').write_text('No line break :term:`HSM`')
    run('convert', folder, '--dry-run', '--diff')
    patch = capsys.readouterr().out
    subprocess.run(
        ['patch', '-p0', '-d', '/', '--quiet'],
        input=patch,
        text=True,
        check=True,
    )
    applied = snapshot(folder)
    run('convert', folder)
    assert snapshot(folder) == applied
    assert b'term-ref' in applied['index.rst']


def test_what_is_left_is_named_where_it_stands_now(folder, capsys):
    text = GLOSSARY + '\n.. chart::\n\n   :term:`HSM`\n'
    path = write(folder, 'terms.rst', text)
    run('convert', folder, '--dry-run')
    assert f'{path}:8: the content of "chart"' in capsys.readouterr().err
    run('convert', folder)
    assert f'{path}:8: the content of "chart"' in capsys.readouterr().err
    assert path.read_text().split('\n')[7] == '   :term:`HSM`'


def test_a_line_that_moves_is_named_where_it_will_be(folder, capsys):
    text = GLOSSARY.replace('   HSM\n', '\n\n   HSM\n   Two\n')
    path = write(folder, 'terms.rst', text + '\n.. chart:: :term:`HSM`\n')
    run('convert', folder, '--dry-run')
    assert f'{path}:9: ' in capsys.readouterr().err
    run('convert', folder)
    assert f'{path}:7: ' in capsys.readouterr().err
    assert 'chart' in path.read_text().split('\n')[6]


def test_a_directive_can_be_said_to_hold_text(folder, capsys):
    path = write(folder, 'a.rst', '.. chart:: :term:`HSM`\n')
    run('convert', folder, '--text-directive', 'chart')
    assert path.read_text() == '.. chart:: :term-ref:`HSM`\n'
    assert capsys.readouterr().err == ''


SORTED = GLOSSARY.replace('glossary::', 'glossary::\n   :sorted:')
LISTED = """\
.. convterm:: HSM
   :previously: HSM
   :hidden:

   A message.

.. convglossary::
   :group-by: none
"""


def test_the_only_glossary_if_it_is_sorted_becomes_a_listing(folder):
    path = write(folder, 'terms.rst', SORTED)
    run('convert', folder)
    assert path.read_text() == LISTED


@pytest.mark.parametrize('other', [GLOSSARY, '.. convterm:: Other\n'])
def test_a_sorted_glossary_among_other_terms_is_no_listing(folder, capsys, other):
    path = write(folder, 'terms.rst', SORTED)
    write(folder, 'a.rst', other.replace('HSM', 'Other'))
    run('convert', folder)
    assert 'convglossary::' not in path.read_text()
    assert f'{path}:1: these terms were sorted' in capsys.readouterr().err


# -- the manual

DOCS = Path(__file__).parent.parent / 'docs'


def captioned(text: str, caption: str) -> list[str]:
    """Give the blocks of a page in Markdown that show a file, in order."""
    pattern = rf'```\{{code-block\}} \w+\n:caption: {re.escape(caption)}\n\n(.*?)^```$'
    return re.findall(pattern, text, re.DOTALL | re.MULTILINE)


def test_the_manual_converts_as_it_says(tmp_path, monkeypatch, capsys):
    page = (DOCS / 'howto' / 'migrate.md').read_text('utf-8')
    monkeypatch.chdir(tmp_path)
    write(tmp_path, 'docs/conf.py', "project = 'Bicycles'\nextensions = []\n")
    names = ('docs/terms.rst', 'docs/locales/fr/LC_MESSAGES/terms.po')
    for name in names:
        before, _ = captioned(page, name)
        write(tmp_path, name, before)
    assert run('convert', 'docs', '--dry-run', '--diff') == 0
    capsys.readouterr()
    (session,) = re.findall(r'```\{code-block\} console\n\$ (.*?)```', page, re.DOTALL)
    line, _, told = session.partition('\n')
    assert main(line.split()[1:]) == 0
    assert capsys.readouterr().out == told
    for name in names:
        _, after = captioned(page, name)
        assert (tmp_path / name).read_text('utf-8') == after


def test_the_manual_describes_each_option(capsys):
    page = (DOCS / 'reference' / 'command.rst').read_text('utf-8')
    with pytest.raises(SystemExit):
        main(['convert', '--help'])
    options = set(re.findall(r'--[a-z-]+', capsys.readouterr().out))
    assert options - set(re.findall(r'--[a-z-]+', page)) == set()
    assert set(re.findall(r'^   \* - ``(--[a-z-]+)', page, re.MULTILINE)) <= options


# -- which files


def test_catalogs_are_where_conf_py_says(folder):
    write(folder, 'conf.py', "locale_dirs = ['../elsewhere']\n")
    catalog = write(folder / '..', 'elsewhere/fr/LC_MESSAGES/index.po', CATALOG)
    run('convert', folder)
    assert ':term-ref:' in catalog.read_text()
    assert ':term:' in (folder / 'locales/fr/LC_MESSAGES/index.po').read_text()


def test_catalogs_are_where_the_command_says(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp('elsewhere')
    catalog = write(elsewhere, 'de/LC_MESSAGES/index.po', CATALOG)
    template = write(elsewhere, 'index.pot', CATALOG)
    run('convert', folder, '--locale-dir', elsewhere)
    assert ':term-ref:' in catalog.read_text()
    assert ':term-ref:' in template.read_text()


@pytest.mark.parametrize(
    'name',
    [
        '_build/a.rst',
        '.venv/a.rst',
        'env/lib/a.rst',
        'other/a.rst',
        'a.py',
        'html/a.rst',
    ],
)
def test_what_is_no_document_of_the_project_is_left(folder, name):
    write(folder, 'env/pyvenv.cfg', '')
    write(folder, 'other/conf.py', '')
    write(folder, 'html/.buildinfo', '')
    path = write(folder, name, ':term:`HSM`\n')
    run('convert', folder)
    assert path.read_text() == ':term:`HSM`\n'


def test_documents_have_the_suffixes_of_conf_py(folder):
    write(folder, 'conf.py', "source_suffix = {'.text': 'restructuredtext'}\n")
    path = write(folder, 'a.text', ':term:`HSM`\n')
    other = write(folder, 'a.txt', ':term:`HSM`\n')
    run('convert', folder)
    assert path.read_text() == ':term-ref:`HSM`\n'
    assert other.read_text() == ':term:`HSM`\n'


def test_included_files_are_converted(folder):
    write(folder, 'a.rst', '.. include:: parts/b.inc\n')
    path = write(folder, 'parts/b.inc', ':term:`HSM`\n')
    run('convert', folder)
    assert path.read_text() == ':term-ref:`HSM`\n'


def test_a_link_stays_a_link(folder):
    path = write(folder, 'real.txt', ':term:`HSM`\n')
    (folder / 'a.rst').symlink_to(path)
    run('convert', folder)
    assert (folder / 'a.rst').is_symlink()
    assert path.read_text() == ':term-ref:`HSM`\n'


def test_the_mode_of_a_file_stays(folder):
    path = folder / 'index.rst'
    path.chmod(0o640)
    run('convert', folder)
    assert path.stat().st_mode & 0o777 == 0o640


def test_notebooks_are_left_and_named(folder, capsys):
    path = write(folder, 'a.ipynb', '{\n"source": "{term}`HSM`"}\n')
    run('convert', folder)
    assert f'{path}:2: notebooks are left' in capsys.readouterr().err


def test_a_document_that_is_no_utf_8_is_left_and_named(folder, capsys):
    path = write(folder, 'a.rst', 'é\n:term:`HSM`\n'.encode('latin-1'))
    assert run('convert', folder) == 0
    assert f'{path}:1: this is no UTF-8: it is left\n' in capsys.readouterr().err
    assert path.read_bytes() == 'é\n:term:`HSM`\n'.encode('latin-1')


# -- conf.py


@pytest.mark.parametrize(
    ('conf', 'advice'),
    [
        ('', "conf.py:1: add the line: extensions = ['sphinxcontrib_convglossary']"),
        (
            "extensions = ['sphinxcontrib_convglossary']\nlanguage = 'de'\n",
            "conf.py:2: add the line: convglossary_source_language = 'de'",
        ),
        (
            "extensions = ['sphinxcontrib_convglossary']\ndefault_role = 'term'\n",
            "conf.py:2: make it default_role = 'term-ref'",
        ),
        (
            "extensions = ['sphinxcontrib_convglossary']\nrst_epilog = ''':term:`x`'''\n",
            'conf.py:2: this text has a reference: rename its role',
        ),
        (
            "extensions = ['sphinxcontrib_convglossary']\ndefault_role = 'py:term'\n",
            "conf.py:2: make it default_role = 'term-ref'",
        ),
    ],
)
def test_what_to_write_into_conf_py_is_told(folder, capsys, conf, advice):
    write(folder, 'conf.py', conf)
    run('convert', folder)
    assert capsys.readouterr().out.split('\n')[1:-1] == [f'{folder}/{advice}']


def test_a_comment_in_conf_py_is_no_reference(folder, capsys):
    conf = "extensions = ['sphinxcontrib_convglossary']\n# of :term:`x`, and\n"
    write(folder, 'conf.py', conf)
    run('convert', folder)
    assert 'rename its role' not in capsys.readouterr().out


# -- what goes wrong


def one_line(text: str) -> str:
    assert text.count('\n') == 1
    return text.rstrip('\n')


def test_a_folder_that_is_none_is_one_line(tmp_path, capsys):
    assert run('convert', tmp_path / 'x') == 1
    assert one_line(capsys.readouterr().err) == f'{tmp_path}/x: this is no folder'


def test_a_missing_conf_py_is_one_line(tmp_path, capsys):
    assert run('convert', tmp_path) == 1
    told = one_line(capsys.readouterr().err)
    assert told == f'{tmp_path}/conf.py: No such file or directory'


def test_a_conf_py_that_is_no_python_is_one_line(folder, capsys):
    write(folder, 'conf.py', 'a = 1\n)\n')
    assert run('convert', folder) == 1
    told = one_line(capsys.readouterr().err)
    assert told.startswith(f'{folder}/conf.py:2: ')


def test_a_missing_folder_of_catalogs_is_one_line(folder, capsys):
    before = snapshot(folder)
    assert run('convert', folder, '--locale-dir', folder / 'x') == 1
    assert one_line(capsys.readouterr().err) == f'{folder}/x: this is no folder'
    assert snapshot(folder) == before


def test_a_full_disk_leaves_every_file_as_it_was(folder, capsys, monkeypatch):
    before = snapshot(folder)
    real, done = os.replace, []

    def replace(source, target):
        done.append(target)
        if len(done) == 2:
            raise OSError(28, 'No space left on device', str(target))
        real(source, target)

    monkeypatch.setattr(atomic_files.os, 'replace', replace)
    assert run('convert', folder) == 1
    assert len(done) > 2
    assert one_line(capsys.readouterr().err).endswith(': No space left on device')
    assert snapshot(folder) == before


def test_an_interruption_leaves_every_file_as_it_was(folder, capsys, monkeypatch):
    before = snapshot(folder)
    real, done = os.replace, []

    def replace(source, target):
        done.append(target)
        if len(done) == 2:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(atomic_files.os, 'replace', replace)
    assert run('convert', folder) == 130
    assert len(done) > 2
    assert one_line(capsys.readouterr().err) == 'interrupted; nothing was written'
    assert snapshot(folder) == before


# -- what is said


NAMES = {'line break': 'a\nb', 'escape': 'a\x1b[2Jb', 'paragraph': 'a\u2029b'}


@pytest.mark.parametrize('name', NAMES.values(), ids=NAMES)
def test_an_error_is_one_line_whatever_a_file_is_called(tmp_path, capsys, name):
    table = tmp_path / f'{name}.csv'
    table.write_text('')
    assert run('import', table) == 1
    shown = name.encode('unicode_escape').decode()
    assert one_line(capsys.readouterr().err).startswith(f'{tmp_path}/{shown}.csv:1: ')


@pytest.mark.parametrize('name', NAMES.values(), ids=NAMES)
def test_what_was_written_is_one_line_whatever_a_file_is_called(tmp_path, capsys, name):
    table = write(tmp_path, 'table.csv', 'term\nBell\n')
    assert run('import', table, '--output', tmp_path / name) == 0
    shown = name.encode('unicode_escape').decode()
    assert f'{shown}/glossary.rst: 1 term\n' in capsys.readouterr().out


@pytest.mark.parametrize('name', NAMES.values(), ids=NAMES)
def test_a_mistake_is_one_line_whatever_a_file_is_called(folder, capsys, name):
    write(folder, f'{name}.rst', b'\xff')
    run('convert', folder)
    shown = name.encode('unicode_escape').decode()
    told = one_line(capsys.readouterr().err)
    assert told.startswith(f'{folder}/{shown}.rst:1: this is no UTF-8')


@pytest.mark.parametrize('name', ['a\nb', 'a\rb', 'a\x1bb', 'a\x85b', 'a\u2028b', '\0'])
def test_a_document_is_not_called_by_what_a_line_cannot_show(tmp_path, capsys, name):
    table = write(tmp_path, 'table.csv', 'term\nBell\n')
    assert run('import', table, '--output', tmp_path, '--name', name) == 1
    shown = name.encode('unicode_escape').decode()
    told = one_line(capsys.readouterr().err)
    assert told == f'"{shown}" is no name for a document'
    assert [*tmp_path.iterdir()] == [table]


def test_a_file_that_is_too_large_is_named(folder, capsys, monkeypatch):
    def refuse(path, data):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))

    monkeypatch.setattr(Path, 'write_bytes', refuse)
    assert run('convert', folder) == 1
    told = one_line(capsys.readouterr().err)
    assert told == f'{folder}/index.rst: File too large'


def test_an_error_without_a_file_is_told_without_one(folder, capsys, monkeypatch):
    def refuse(files):
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))

    monkeypatch.setattr(command, 'write_all', refuse)
    assert run('convert', folder) == 1
    assert one_line(capsys.readouterr().err) == 'File too large'


def test_what_a_terminal_lacks_is_written_as_numbers(tmp_path):
    table = write(tmp_path, 'table.csv', 'term\nBell\n')
    ended = subprocess.run(
        [sys.executable, '-m', 'sphinxcontrib_convglossary', 'import', table],
        cwd=write(tmp_path, 'Wörter/conf.py', '').parent,
        env={**os.environ, 'PYTHONIOENCODING': 'ascii', 'PWD': ''},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b'')


@pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='no FIFOs here')
@pytest.mark.parametrize(
    ('name', 'arguments'),
    [
        ('in/table.csv', ['import', 'in/table.csv']),
        ('in/terms.yaml', ['import', 'in']),
        ('conf.py', ['import', 'table.csv', '--source-language', 'en']),
        ('conf.py', ['convert', '.']),
        ('a.rst', ['convert', '.']),
        ('a.md', ['convert', '.']),
        ('docutils.conf', ['convert', '.']),
        ('locales/fr/LC_MESSAGES/a.po', ['convert', '.']),
        ('locales/fr/LC_MESSAGES/glossary.po', ['import', 'table.csv']),
    ],
)
def test_a_fifo_keeps_no_command_waiting(tmp_path, name, arguments):
    if name != 'conf.py':
        write(tmp_path, 'conf.py', '')
    write(tmp_path, 'index.rst', GLOSSARY)
    write(tmp_path, 'table.csv', 'term,fr\nBell,Sonnette\n')
    fifo = tmp_path / name
    fifo.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(fifo)
    ended = subprocess.run(
        [sys.executable, '-m', 'sphinxcontrib_convglossary', *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert 'Traceback' not in ended.stderr
    assert ended.returncode in (0, 1)
    if ended.returncode:
        assert one_line(ended.stderr).endswith(
            (
                f'{name}: this is a FIFO',
                f'{name}: this is a FIFO; move it out of the way',
            )
        )
    assert fifo.is_fifo()


@pytest.mark.skipif(not Path('/dev/fd').is_dir(), reason='no pipes of the shell here')
def test_what_a_program_writes_into_a_pipe_is_imported(tmp_path, capsys):
    out, into = os.pipe()
    os.write(into, b'term\nBell\n')
    os.close(into)
    pipe = f'/dev/fd/{out}'
    assert run('import', pipe, '--from', 'csv', '--output', tmp_path) == 0
    os.close(out)
    assert 'Bell' in (tmp_path / 'glossary.rst').read_text()


# -- progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_and_leaves_no_trace():
    terminal = Terminal()
    with Progress(terminal) as progress:
        progress.show('index.rst')
    assert 'index.rst' in terminal.getvalue()
    assert terminal.getvalue().endswith('\r\x1b[K')


def test_progress_is_not_written_into_a_file():
    stream = StringIO()
    with Progress(stream) as progress:
        progress.show('index.rst')
    assert stream.getvalue() == ''


def test_a_conversion_shows_its_progress(folder, monkeypatch):
    shown = []
    monkeypatch.setattr(command.Progress, 'show', lambda self, what: shown.append(what))
    run('convert', folder)
    assert f'{folder}/index.rst' in shown
    assert f'{folder}/locales/fr/LC_MESSAGES/index.po' in shown
