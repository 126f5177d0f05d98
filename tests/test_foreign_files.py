"""A file that somebody else puts into the output stays; what is ours comes and goes."""

from __future__ import annotations

import json

import pytest

THEIRS = '{"mine": "I keep my own list"}'
STATIC = '_static/convglossary-cards.js'


@pytest.fixture
def glossary(project, syntax):
    """Return a project with a term and a reference to it."""
    text = f'{syntax.title("Home")}\n{syntax.term("Kiln", "An oven.")}\n'
    docs = {'index': f'{text}\nThe {syntax.ref("Kiln")}.\n'}
    return project.write_in(syntax, docs, convglossary_exports=['json', 'csv'])


def taken(project, name, source, option='html_extra_path'):
    return (
        f'{project.line_of(option)}: WARNING: the file "{name}" of the output is not '
        f'written: "{source}" has that name; rename it [convglossary.taken]'
    )


def changed_by_another(project, name):
    return (
        f'{project.line_of("convglossary_exports")}: WARNING: the file "{name}" of the output is not written: somebody '
        'else has put it there; remove it or rename it [convglossary.taken]'
    )


@pytest.mark.parametrize('entry', ['extra', 'extra/glossary.json'])
def test_an_extra_file_of_the_author_is_served_in_every_build(glossary, entry):
    glossary.write({'extra/glossary.json': THEIRS}, html_extra_path=[entry])
    expect = [taken(glossary, 'glossary.json', 'extra/glossary.json')]
    for _ in range(3):
        result = glossary.build(expect=expect)
        assert result.file('glossary.json') == THEIRS
        assert 'Kiln' in result.file('glossary.csv')


def test_an_extra_file_stays_when_exports_are_switched_off_and_on(glossary):
    glossary.write({'extra/glossary.json': THEIRS}, html_extra_path=['extra'])
    expect = [taken(glossary, 'glossary.json', 'extra/glossary.json')]
    glossary.build(expect=expect)
    result = glossary.configure(convglossary_exports=[]).build()
    assert result.file('glossary.json') == THEIRS
    result = glossary.configure(convglossary_exports=['json']).build(expect=expect)
    assert result.file('glossary.json') == THEIRS


def test_an_extra_file_that_comes_later_stays(glossary):
    assert 'Kiln' in glossary.build().file('glossary.json')
    glossary.write({'extra/glossary.json': THEIRS}, html_extra_path=['extra'])
    expect = [taken(glossary, 'glossary.json', 'extra/glossary.json')]
    for _ in range(2):
        assert glossary.build(expect=expect).file('glossary.json') == THEIRS
    result = glossary.configure(convglossary_exports=[]).build()
    assert result.file('glossary.json') == THEIRS


def test_an_excluded_extra_file_is_none(glossary):
    glossary.write(
        {'extra/glossary.json': THEIRS},
        html_extra_path=['extra'],
        exclude_patterns=['**/glossary.json'],
    )
    for _ in range(2):
        assert 'Kiln' in glossary.build().file('glossary.json')


def test_a_file_that_another_program_puts_there_stays(glossary):
    path = glossary.build().path / 'glossary.json'
    path.write_text(THEIRS)
    expect = [changed_by_another(glossary, 'glossary.json')]
    for _ in range(2):
        assert glossary.build(expect=expect).file('glossary.json') == THEIRS
    result = glossary.configure(convglossary_exports=[]).build()
    assert result.file('glossary.json') == THEIRS
    path.unlink()
    result = glossary.configure(convglossary_exports=['json']).build()
    assert 'Kiln' in result.file('glossary.json')


def test_an_output_without_its_record_is_ours_all_the_same(glossary, tmp_path):
    """A branch of pages is checked out, and built into with doctrees of its own."""
    glossary.build(doctrees=tmp_path / 'first')
    (path,) = glossary.src.glob('index.*')
    path.write_text(path.read_text().replace('Kiln', 'Oven'))
    result = glossary.build(doctrees=tmp_path / 'second')
    assert json.loads(result.file('glossary.json'))['concepts'][0]['id'] == 'oven'
    assert 'Oven' in result.file('glossary.csv')


@pytest.mark.parametrize('name', ['convglossary.css', 'convglossary-cards.js'])
def test_a_static_file_of_the_author_is_served(glossary, name):
    glossary.write({f'own/{name}': 'mine'}, html_static_path=['own'])
    expect = [taken(glossary, f'_static/{name}', f'own/{name}', 'html_static_path')]
    for cards in (True, True, False, True):
        glossary.configure(convglossary_cards=cards)
        is_ours = name not in STATIC or cards
        result = glossary.build(expect=expect if is_ours else [])
        assert result.file(f'_static/{name}') == 'mine'


def test_a_template_of_the_author_is_served(glossary):
    glossary.write(
        {'own/convglossary.css.jinja': '/* {{ project }} */'}, html_static_path=['own']
    )
    source = 'own/convglossary.css.jinja'
    name = '_static/convglossary.css'
    expect = [taken(glossary, name, source, 'html_static_path')]
    assert glossary.build(expect=expect).file(name) == '/* Test */'


def test_a_static_file_of_a_theme_is_served(glossary):
    glossary.write(
        {
            'themes/ours/theme.conf': '[theme]\ninherit = basic\n',
            'themes/ours/static/convglossary.css': 'theirs',
        },
        html_theme='ours',
        html_theme_path=['themes'],
    )
    result = glossary.build(expect=None)
    assert result.file('_static/convglossary.css') == 'theirs'
    (told,) = result.warnings
    assert 'themes/ours/static/convglossary.css" has that name' in told


def test_static_files_come_and_go_with_cards(glossary):
    def names():
        return [x for x in glossary.build().files() if 'convglossary-cards' in x]

    assert len(names()) == 2
    glossary.configure(convglossary_cards=False)
    assert names() == []
    glossary.configure(convglossary_cards=True)
    assert len(names()) == 2


def test_a_static_file_that_somebody_has_changed_stays(glossary):
    path = glossary.build().path / STATIC
    path.write_text('changed')
    result = glossary.configure(convglossary_cards=False).build()
    assert result.file(STATIC) == 'changed'
