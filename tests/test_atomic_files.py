"""A set of files is written whole or not at all, and nothing else is touched."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxcontrib_convglossary import atomic_files
from sphinxcontrib_convglossary.atomic_files import write_all
from sphinxcontrib_convglossary.cli import main

pytestmark = pytest.mark.skipif(os.name == 'nt', reason='links and FIFOs of POSIX')


def layout(folder):
    """Return all that is below a directory: kinds, permissions, targets, contents."""
    found = {}
    for path in sorted(folder.rglob('*')):
        mode = path.lstat().st_mode
        says = b''
        if stat.S_ISREG(mode):
            says = path.read_bytes()
        elif stat.S_ISLNK(mode):
            says = os.readlink(path)
        found[path.relative_to(folder).as_posix()] = (mode, says)
    return found


def contents(folder):
    """Return what stands in the files of a directory."""
    return {x.name: x.read_bytes() for x in sorted(folder.iterdir()) if x.is_file()}


# -- one case for each


def test_files_and_their_directories_are_written(tmp_path):
    write_all({tmp_path / 'a': b'1', tmp_path / 'b' / 'c' / 'd': b'2'})
    assert (tmp_path / 'a').read_bytes() == b'1'
    assert (tmp_path / 'b' / 'c' / 'd').read_bytes() == b'2'
    assert len(layout(tmp_path)) == 4


def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
    (tmp_path / 'other').write_bytes(b'')
    write_all({tmp_path / 'new': b''})
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


@pytest.mark.parametrize('mode', [0o600, 0o755, 0o444])
def test_permissions_stay(tmp_path, mode):
    path = tmp_path / 'a'
    path.write_bytes(b'old')
    path.chmod(mode)
    write_all({path: b'new'})
    assert path.read_bytes() == b'new'
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(
    not hasattr(os, 'geteuid') or os.geteuid() != 0, reason='needs root'
)
def test_the_owner_stays(tmp_path):
    path = tmp_path / 'a'
    path.write_bytes(b'old')
    os.chown(path, 1234, 1234)
    write_all({path: b'new'})
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1234)


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / 'there').mkdir()
    (tmp_path / 'there' / 'file').write_bytes(b'old')
    (tmp_path / 'link').symlink_to('there/file')
    write_all({tmp_path / 'link': b'new'})
    assert (tmp_path / 'link').is_symlink()
    assert (tmp_path / 'there' / 'file').read_bytes() == b'new'


def test_a_long_name_is_written(tmp_path):
    write_all({tmp_path / ('x' * 255): b'new'})
    assert contents(tmp_path) == {'x' * 255: b'new'}


#: What may stand where a file is to be, and what is said of it.
OTHERS = {
    'directory': (lambda x: x.mkdir(), 'a directory'),
    'FIFO': (os.mkfifo if hasattr(os, 'mkfifo') else None, 'a FIFO'),
    'device': (lambda x: x.symlink_to('/dev/null'), 'no regular file'),
    'dangling link': (lambda x: x.symlink_to('nowhere'), 'leads nowhere'),
    'link loop': (lambda x: x.symlink_to(x.name), 'symbolic links'),
    'link to a directory': (lambda x: x.symlink_to('.'), 'a directory'),
}


@pytest.mark.parametrize('kind', OTHERS)
def test_what_is_no_file_is_refused_by_its_name(tmp_path, kind):
    make, reason = OTHERS[kind]
    other = tmp_path / 'other'
    make(other)
    (tmp_path / 'file').write_bytes(b'old')
    before = layout(tmp_path)
    with pytest.raises(OSError, match=reason) as raised:
        write_all({tmp_path / 'file': b'new', other: b'new', tmp_path / 'c': b''})
    assert raised.value.filename == str(other)
    assert layout(tmp_path) == before


@pytest.mark.parametrize('name', ['a\0b', 'a\ud800b', 'x' * 256])
def test_a_name_that_no_file_can_have_is_an_error_of_the_system(tmp_path, name):
    (tmp_path / 'file').write_bytes(b'old')
    before = layout(tmp_path)
    with pytest.raises(OSError) as raised:  # noqa: PT011 - the text is the system's.
        write_all({tmp_path / 'file': b'new', tmp_path / 'new' / name: b''})
    assert raised.value.filename == str(tmp_path / 'new' / name)
    assert raised.value.strerror
    assert layout(tmp_path) == before


def test_two_names_of_one_file_are_refused_unless_they_agree(tmp_path):
    (tmp_path / 'file').write_bytes(b'old')
    (tmp_path / 'link').symlink_to('file')
    before = layout(tmp_path)
    with pytest.raises(FileExistsError, match='the same file as'):
        write_all({tmp_path / 'file': b'1', tmp_path / 'link': b'2'})
    assert layout(tmp_path) == before
    write_all({tmp_path / 'file': b'1', tmp_path / 'link': b'1'})
    assert contents(tmp_path) == {'file': b'1', 'link': b'1'}


def test_a_file_that_came_in_the_meantime_stays(tmp_path, monkeypatch):
    replace = os.replace

    def late(here, there):
        (tmp_path / 'b').write_bytes(b'theirs')
        replace(here, there)

    monkeypatch.setattr(atomic_files.os, 'replace', late)
    with pytest.raises(FileExistsError):
        write_all({tmp_path / 'a': b'1', tmp_path / 'b': b'2'})
    assert contents(tmp_path) == {'b': b'theirs'}


def test_files_are_kept_where_no_links_can_be_made(tmp_path, monkeypatch):
    def refuse(*names):
        raise PermissionError

    def fail_once(here, there):
        monkeypatch.setattr(atomic_files.os, 'replace', replace)
        replace(here, there)
        raise OSError(5, 'Input/output error')

    replace = os.replace
    (tmp_path / 'a').write_bytes(b'old')
    before = layout(tmp_path)
    monkeypatch.setattr(atomic_files.os, 'link', refuse)
    monkeypatch.setattr(atomic_files.os, 'replace', fail_once)
    with pytest.raises(OSError, match='Input/output') as raised:
        write_all({tmp_path / 'a': b'new'})
    assert raised.value.filename == str(tmp_path / 'a')
    assert layout(tmp_path) == before


def test_what_cannot_be_put_back_is_kept_and_named(tmp_path, monkeypatch):
    def fail(here, there):
        calls.append(there)
        if len(calls) > 1:
            raise OSError(5, 'Input/output error')
        replace(here, there)

    calls = []
    replace = os.replace
    for name in ('a', 'b'):
        (tmp_path / name).write_bytes(b'old')
    monkeypatch.setattr(atomic_files.os, 'replace', fail)
    with pytest.raises(OSError, match='cannot be put back') as raised:
        write_all({tmp_path / 'a': b'new', tmp_path / 'b': b'new'})
    assert Path(raised.value.strerror.rpartition(' ')[2]).read_bytes() == b'old'


# -- interruptions


@pytest.mark.parametrize('when', ['staging', 'placing'])
def test_an_end_by_the_system_leaves_all_or_nothing(tmp_path, when):
    """Nothing of ours stays behind, whenever the command is ended (SIGTERM)."""
    script = tmp_path / 'script.py'
    script.write_text(
        dedent(f"""\
        import os, pathlib, signal
        from sphinxcontrib_convglossary import atomic_files
        def end(*names, real={'os.link' if when == 'staging' else 'os.replace'}):
            os.kill(os.getpid(), signal.SIGTERM)
            real(*names)
        atomic_files.os.{'link' if when == 'staging' else 'replace'} = end
        folder = pathlib.Path('work')
        atomic_files.write_all({{folder / str(n): b'new' for n in range(3)}})
        """)
    )
    (tmp_path / 'work').mkdir()
    for number in range(3):
        (tmp_path / 'work' / str(number)).write_bytes(b'old')
    ended = subprocess.run([sys.executable, script], cwd=tmp_path, check=False)
    is_new = when == 'placing'
    assert ended.returncode == (0 if is_new else -signal.SIGTERM)
    found = contents(tmp_path / 'work')
    assert found == dict.fromkeys('012', b'new' if is_new else b'old')
    assert len(layout(tmp_path / 'work')) == 3


def test_an_interruption_of_staging_is_sent_again(tmp_path, monkeypatch):
    link = os.link

    def interrupt(*names):
        signal.raise_signal(signal.SIGINT)
        link(*names)

    (tmp_path / 'a').write_bytes(b'old')
    monkeypatch.setattr(atomic_files.os, 'link', interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / 'a': b'new'})
    assert contents(tmp_path) == {'a': b'old'}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_files_are_written_by_any_thread(tmp_path):
    thread = threading.Thread(target=write_all, args=({tmp_path / 'a': b'new'},))
    thread.start()
    thread.join()
    assert contents(tmp_path) == {'a': b'new'}


# -- imports


@pytest.mark.parametrize('force', [False, True])
@pytest.mark.parametrize('kind', OTHERS)
def test_an_import_leaves_what_stands_in_the_place_of_a_catalog(
    tmp_path, capsys, kind, force
):
    table = tmp_path / 'table.csv'
    table.write_text('term,fr\nBell,Sonnette\n')
    other = tmp_path / 'docs/locales/fr/LC_MESSAGES/glossary.po'
    other.parent.mkdir(parents=True)
    OTHERS[kind][0](other)
    if kind == 'directory':
        (other / 'thesis').write_bytes(b'Years of work')
    before = layout(tmp_path)
    arguments = ['import', str(table), '--output', str(tmp_path / 'docs')]
    assert main([*arguments, '--force'] if force else arguments) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith(f'{other}: ')
    assert layout(tmp_path) == before


@pytest.mark.parametrize(
    'conf',
    [
        r'locale_dirs = ["a\0b"]',
        r'locale_dirs = ["a\ud800b"]',
        'locale_dirs = ["/dev/null"]',
        'locale_dirs = ["table.csv"]',
        r'gettext_compact = "\0"',
        r'gettext_compact = "\ud800"',
        f'gettext_compact = "{"x" * 300}"',
    ],
)
def test_a_conf_py_whose_catalogs_no_file_can_be_is_one_line(tmp_path, capsys, conf):
    (tmp_path / 'conf.py').write_text(conf)
    table = tmp_path / 'table.csv'
    table.write_text('term,fr\nBell,Sonnette\n')
    before = layout(tmp_path)
    assert main(['import', str(table), '--output', str(tmp_path)]) == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert re.match(r'/.*\.po: .', told)
    assert layout(tmp_path) == before


# -- the property

#: What may stand at a path: its neighbours are other people's.
KINDS = {
    'nothing': lambda path: None,
    'file': lambda path: path.write_bytes(b'msgid "Mine"\nmsgstr "La mienne"\n'),
    'closed file': lambda path: (path.write_bytes(b''), path.chmod(0o400)),
    'directory': lambda path: (path.mkdir(), (path / 'thesis').write_bytes(b'x')),
    'link to a file': lambda path: (
        path.with_name('target').write_bytes(b''),
        path.symlink_to('target'),
    ),
    **{kind: OTHERS[kind][0] for kind in OTHERS if kind != 'directory'},
}
#: The paths that an import of the table below writes, and a directory above them.
PATHS = (
    'glossary.rst',
    'locales/fr/LC_MESSAGES/glossary.po',
    'locales/de/LC_MESSAGES/glossary.po',
)
ABOVE = ('nothing', 'file', 'dangling link', 'link loop')


@settings(max_examples=60)
@given(
    kinds=st.tuples(*[st.sampled_from([*KINDS]) for _ in PATHS]),
    above=st.sampled_from(ABOVE),
    force=st.booleans(),
)
def test_an_import_writes_all_or_nothing_and_regular_files_only(kinds, above, force):
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / 'table.csv').write_text('term,fr,de\nBell,Sonnette,Klingel\n')
        for path, kind in zip(PATHS, kinds, strict=True):
            if above != 'nothing' and '/de/' in path:
                (folder / 'locales').mkdir(exist_ok=True)
                KINDS[above](folder / 'locales' / 'de')
                continue
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            KINDS[kind](folder / path)
        before = layout(folder)
        table, output = str(folder / 'table.csv'), str(folder)
        arguments = ['import', table, '--output', output, '--source-language', 'en']
        code = main([*arguments, '--force'] if force else arguments)
        after = layout(folder)
        if code:
            assert after == before
            return
        for path in PATHS:
            assert (folder / path).is_file()
            assert b'Bell' in (folder / path).read_bytes()
        written = {(folder / path).resolve() for path in PATHS}
        parents = {parent for path in written for parent in path.parents}
        for path, what in after.items():
            place = (folder / path).resolve()
            if place not in written or (folder / path).is_symlink():
                assert before.get(path) == what or place in parents, path
            elif path in before:
                assert before[path][0] == what[0], 'permissions stay'
