"""Two builds are compared: what one lacks is named, and nothing else is."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from sphinxcontrib_convglossary.cli import main as run

sys.path.insert(0, str(Path(__file__).parents[1] / 'benchmarks'))

from compare_builds import Build, compare, main

BEFORE = """\
<html><body><nav><a href="gone.html">Gone</a></nav><div class="body">
<h1 id="kilns">Kilns<a class="headerlink" href="#kilns">¶</a></h1>
<p>Fire <em>slowly</em>, see <a href="words.html#term-Kiln">the kiln</a>.</p>
<p id="id1">A note.</p>
</div></body></html>
"""
WORDS = """\
<html><body><div class="body"><dl><dt id="term-Kiln">Kiln</dt>
<dt id="term-Oven">Oven</dt><dd><p>It is hot.</p></dd></dl></div></body></html>
"""
CONVERTED = """\
<html><body><div class="body"><dl><dt id="term-kiln"><span id="term-Kiln"></span>
<span id="term-Oven"></span><dfn>Kiln</dfn></dt>
<dd><p>Also known as: Oven</p><p>It is hot.</p></dd></dl></div></body></html>
"""


def inventory(*lines: str) -> bytes:
    packed = zlib.compress(''.join(f'{line}\n' for line in lines).encode())
    return b'# Sphinx inventory version 2\n# a\n# b\n# c\n' + packed


NAMES = 'Kiln std:term -1 words.html#term-{} -', 'Oven std:term -1 words.html#term-{} -'


def build(folder: Path, index: str, words: str, *names: str) -> Build:
    folder.mkdir()
    (folder / 'index.html').write_text(index, 'utf-8')
    (folder / 'words.html').write_text(words, 'utf-8')
    (folder / 'objects.inv').write_bytes(inventory(*names))
    return Build(folder=folder)


@pytest.fixture
def before(tmp_path: Path) -> Build:
    return build(
        tmp_path / 'before', BEFORE, WORDS, NAMES[0].format('$'), NAMES[1].format('$')
    )


def lost(before: Build, index: str, words: str, *names: str) -> list[str]:
    names = names or (NAMES[0].format('kiln'), NAMES[1].format('kiln'))
    after = build(before.folder.parent / 'after', index, words, *names)
    return [*compare(before, after)]


def test_an_entry_that_has_its_anchors_and_names_elsewhere_is_the_same(before):
    index = BEFORE.replace('#term-Kiln', '#term-kiln').replace('id="id1"', '')
    assert lost(before, index, CONVERTED) == []


@pytest.mark.parametrize(
    ('old', 'new', 'line'),
    [
        ('slowly', 'fast', 'text: Fire slowly , see the kiln .'),
        ('id="kilns"', 'id="ovens"', 'anchor: #kilns'),
        ('words.html#term-Kiln', 'words.html', 'reference: to words.html#term-Kiln'),
        (
            'A note.',
            'A note. <a href="#no">x</a>',
            'reference: to nothing at index.html#no',
        ),
    ],
)
def test_what_a_page_lacks_is_named(before, old, new, line):
    assert lost(before, BEFORE.replace(old, new), CONVERTED) == [f'index.html: {line}']


def test_a_page_that_is_gone_is_named(before):
    after = build(before.folder.parent / 'after', BEFORE, CONVERTED)
    (after.folder / 'index.html').unlink()
    assert 'index.html: page: it is gone' in [*compare(before, after)]


def test_names_that_others_link_to_are_named(before):
    found = lost(before, BEFORE, CONVERTED, NAMES[0].format('nothing'))
    assert found == [
        'objects.inv: name: std:term "Kiln" leads to words.html#term-nothing, '
        'not words.html#term-Kiln',
        'objects.inv: name: std:term "Oven"',
    ]


def test_what_is_expected_is_no_loss_and_has_to_be_there(before, tmp_path, capsys):
    build(tmp_path / 'after', BEFORE.replace('A note.', ''), CONVERTED, *NAMES)
    (tmp_path / 'after' / 'objects.inv').unlink()
    folders = [str(tmp_path / 'before'), str(tmp_path / 'after')]
    assert main(folders) == 1
    capsys.readouterr()
    expected = tmp_path / 'expected.txt'
    expected.write_text('# known\n\nindex.html: text: A note\nobjects.inv: name\n')
    assert main([*folders, '--expect', str(expected)]) == 0
    expected.write_text('A note\nobjects.inv\nnever\n')
    assert main([*folders, '--expect', str(expected)]) == 1
    assert capsys.readouterr().out == 'expected and not found: never\n'


@pytest.mark.parametrize('language', ['en', 'fr'])
def test_a_converted_project_has_lost_nothing(project, syntax, language):
    glossary = syntax.directive(
        'glossary', body='Kiln\nOven\n   It is hot.\n\n__slots__\n   Slots.\n'
    )
    words = f'{syntax.title("Words")}\n{glossary}'
    index = syntax.title('Kilns') + f'\nFire {syntax.ref("Oven", "term")} slowly.\n\n'
    index += syntax.directive('toctree', body='words')
    project.write_in(syntax, {'index': index, 'words': words})
    for name in ('index', 'words'):
        made = Catalog(domain=name, fuzzy=False)
        for text in project.messages(name, expect=None):
            made.add(text, text if '`' in text else f'{text} (fr)')
        path = project.src / 'locales' / 'fr' / 'LC_MESSAGES' / f'{name}.po'
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open('wb') as file:
            write_po(file, made)
    built = project.build(language=language, expect=None, fresh=True).path
    before = built.rename(project.folder / 'before')
    assert run(['convert', str(project.src)]) == 0
    after = project.build(language=language, expect=None, fresh=True).path
    assert [*compare(Build(folder=before), Build(folder=after))] == []
