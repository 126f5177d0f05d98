"""``conf.py`` is read without running it, whatever stands in it."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_convglossary.cli import main
from sphinxcontrib_convglossary.conf_file import ConfError, parse_conf

LONG = {
    'a sum': 'x = 1' + '+1' * 50_000,
    'a negation': 'x = ' + '-' * 100_000 + '1',
    'brackets': 'x = ' + '[' * 50_000 + ']' * 50_000,
    'a name': 'x = a' + '.b' * 50_000,
    'a number': 'x = ' + '9' * 100_000,
}
#: Values that are no literal of Python, or none that can be computed.
ODD = [
    'x = {[1]: 2}',
    'x = {[]: 1}',
    'x = {**1}',
    'x = [*1]',
    'x = 1 + "a"',
    'x = ' + '9' * 400 + ' + 1j',
    'x = open("a")',
]


def values(text: str) -> dict[str, object]:
    return parse_conf(text.encode()).values


@pytest.mark.parametrize('text', ODD)
def test_a_value_that_is_not_plain_is_there_and_unknown(text):
    conf = parse_conf(f'a = 1\n{text}\nb = 2\n'.encode())
    assert conf.values == {'a': 1, 'b': 2}
    assert conf.line_of('x') == 2


def test_a_value_that_is_computed_later_is_no_longer_known():
    assert values('x = 1\nx = f()') == {}


def test_a_value_with_a_type_is_known():
    assert values("x: list[str] = ['a']\ny: int\n") == {'x': ['a']}


def test_texts_are_those_of_a_list():
    conf = parse_conf(b"a = ['b', 7, 'c']\nd = 7\ne = 'f'\n")
    assert [conf.texts(name) for name in 'adex'] == [['b', 'c'], [], [], []]


def test_a_file_says_how_it_is_encoded():
    assert parse_conf('# coding: latin-1\nx = "é"'.encode('latin-1')).values == {
        'x': 'é'
    }
    assert parse_conf('\ufeffx = "é"'.encode()).values == {'x': 'é'}


@pytest.mark.parametrize('text', LONG.values(), ids=LONG)
def test_what_is_too_long_for_python_is_no_python(text):
    with pytest.raises(ConfError):
        parse_conf(text.encode())


@pytest.mark.parametrize(
    ('data', 'line'),
    [(b'x =\n', 1), (b'\n\nx = "\xff"', 3), (b'# coding: klingon', None)],
)
def test_what_is_no_python_is_said_with_its_line(data, line):
    with pytest.raises(ConfError) as raised:
        parse_conf(data)
    assert raised.value.line == line


def test_nothing_is_warned_that_sphinx_warns_of():
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        assert values(r"x = '\d'") == {'x': r'\d'}


PIECES = st.sampled_from(
    [
        'x',
        'y: int',
        '=',
        '[',
        ']',
        '{',
        '}',
        '(',
        ')',
        '1',
        '"a"',
        ',',
        ':',
        '+',
        '-',
        '\n',
        '\x00',
        'f()',
        'lambda: ',
        '*',
        '**',
        '# coding: ',
        '\\',
    ]
)


@given(st.lists(PIECES, max_size=12).map(' '.join) | st.text(max_size=20))
def test_no_file_is_worse_than_no_python(text):
    try:
        conf = parse_conf(text.encode('utf-8', 'surrogatepass'))
    except ConfError:
        return
    assert conf.values.keys() <= conf.lines.keys()


# -- the commands

SETTINGS = [
    *ODD,
    'locale_dirs = 7',
    'locale_dirs = [7]',
    'locale_dirs = ["a\\0b"]',
    'source_suffix = 7',
    'source_suffix = [7, [1]]',
    'source_suffix = {7: "a", ".md": 7}',
    'gettext_compact = [1]',
    'language = 7',
    'default_role = []',
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / 'index.rst').write_text('See :term:`HSM`.\n')
    (tmp_path / 'in.csv').write_text('id,language,name\nhsm,en,HSM\nhsm,fr,MSM\n')
    return tmp_path


def run_import(folder):
    output = ['--output', str(folder), '--source-language', 'en']
    return main(['import', str(folder / 'in.csv'), *output])


@pytest.mark.parametrize('text', SETTINGS)
def test_a_project_with_an_odd_setting_is_converted(folder, text):
    (folder / 'conf.py').write_text(f'{text}\n')
    assert main(['convert', str(folder)]) == 0
    assert (folder / 'index.rst').read_text() == 'See :term-ref:`HSM`.\n'


@pytest.mark.parametrize('text', [x for x in SETTINGS if '\\0' not in x])
def test_a_project_with_an_odd_setting_gets_an_import(folder, text):
    (folder / 'conf.py').write_text(f'{text}\n')
    assert run_import(folder) == 0


@pytest.mark.parametrize('text', LONG.values(), ids=LONG)
def test_a_project_that_python_does_not_read_is_left(folder, text, capsys):
    (folder / 'conf.py').write_text(f'{text}\n')
    assert main(['convert', str(folder)]) == 1
    told = capsys.readouterr().err
    assert told.count('\n') == 1
    assert told.startswith(f'{folder / "conf.py"}:')
    assert run_import(folder) == 0


def test_both_commands_find_the_catalogs_of_a_setting_with_a_type(folder):
    (folder / 'conf.py').write_text("locale_dirs: list[str] = ['trans']\n")
    catalog = folder / 'trans' / 'fr' / 'LC_MESSAGES' / 'index.po'
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid "See :term:`HSM`."\nmsgstr ":term:`MSM`"\n')
    assert main(['convert', str(folder)]) == 0
    assert catalog.read_text().count(':term-ref:') == 2
    assert run_import(folder) == 0
    assert (catalog.parent / 'glossary.po').is_file()


def test_directories_of_catalogs_that_are_computed_are_asked_for(folder, capsys):
    (folder / 'conf.py').write_text('import os\nlocale_dirs = os.listdir()\n')
    assert main(['convert', str(folder)]) == 0
    assert f'{folder / "conf.py"}:2: locale_dirs is no plain list' in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize('locale_dirs', [['..'], ['.', '..'], ['../..']])
def test_a_directory_of_catalogs_may_have_other_projects_in_it(tmp_path, locale_dirs):
    mine, other = tmp_path / 'all' / 'mine', tmp_path / 'all' / 'other'
    mine.mkdir(parents=True)
    (mine / 'conf.py').write_text(f'locale_dirs = {locale_dirs}\n')
    (mine / 'index.rst').write_text(':term:`a`\n')
    own = mine / locale_dirs[-1] / 'fr' / 'LC_MESSAGES' / 'index.po'
    others = [
        other / 'fr' / 'LC_MESSAGES' / 'index.po',
        other / 'locales' / 'fr' / 'LC_MESSAGES' / 'index.po',
        other / 'locales' / 'index.pot',
        other / 'index.po',
    ]
    text = 'msgid ":term:`a`"\nmsgstr ":term:`a`"\n'
    for path in (own, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert main(['convert', str(mine)]) == 0
    assert own.read_text() == text.replace(':term:', ':term-ref:')
    assert {path.read_text() for path in others} == {text}


def test_a_directory_of_catalogs_that_is_named_is_meant_whole(folder):
    (folder / 'conf.py').write_text('')
    catalog = folder / 'anywhere' / 'deep' / 'index.po'
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid ":term:`a`"\nmsgstr ""\n')
    named = str(folder / 'anywhere')
    assert main(['convert', str(folder), '--locale-dir', named]) == 0
    assert ':term-ref:' in catalog.read_text()
