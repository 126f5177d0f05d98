"""Labels and classes before a block are those of what readers see in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from projects import MYST, REST

if TYPE_CHECKING:
    from projects import Project, Result, Syntax

#: What may stand behind a label: listings and maps, some of which show nothing.
PLACES = {
    'by-category': ('convglossary', '', {}),
    'by-letter': ('convglossary', '', {'group-by': 'letter'}),
    'without-headings': ('convglossary', '', {'group-by': 'none'}),
    'with-a-filter': ('convglossary', '', {'group-by': 'none', 'filter': ''}),
    'of-names': ('convglossary', '', {'entries': 'names'}),
    'that-can-be-cited': ('convglossary', '', {'cite': ''}),
    'of-nothing': ('convglossary', '', {'categories': 'empty'}),
    'map': ('convmap', '', {}),
    'map-of-a-term': ('convmap', 'One', {}),
    'map-of-nothing': ('convmap', 'Alone', {}),
    'map-of-an-unknown-term': ('convmap', 'Nowhere', {}),
    'term': ('convterm', 'Kiln', {}),
    'next-term': ('convterm', 'Lime', {}),
    'term-that-nothing-lists': ('convterm', 'Yarn', {'hidden': ''}),
}
BUILDERS = ('html', 'singlehtml', 'epub', 'latex', 'texinfo', 'text', 'man', 'xml')
#: Those of the blocks that show nothing.
SHOWING_NOTHING = (
    'of-nothing',
    'map-of-nothing',
    'map-of-an-unknown-term',
    'term-that-nothing-lists',
)
CATEGORIES = {'ai': 'AI', 'empty': 'Empty'}


def label(syntax: Syntax, name: str) -> str:
    return f'({name})=' if syntax is MYST else f'.. _{name}:\n'


def with_labels(project: Project, syntax: Syntax, places: list[str]) -> Project:
    """Write a page with a label before each block, and others that refer to it."""
    refer = [syntax.ref(f'to {name} <{name}>', 'ref') for name in places]
    blocks = [
        f'{label(syntax, name)}\n{syntax.directive(*PLACES[name], body="Text.")}'
        for name in places
    ]
    terms = [
        syntax.term('One', 'Text.', related='Two', category='ai'),
        syntax.term('Two', 'Text.'),
        syntax.term('Alone', 'Text.'),
    ]
    home = [syntax.title('Home'), syntax.directive('toctree', body='other\nterms')]
    return project.write_in(
        syntax,
        {
            'index': '\n\n'.join([*home, *blocks, 'After.']),
            'other': '\n\n'.join([syntax.title('Other'), *refer]),
            'terms': '\n\n'.join([syntax.title('Terms'), *terms, *refer]),
        },
        convglossary_categories=CATEGORIES,
        suppress_warnings=['convglossary'],
    )


def check_label(result: Result, builder: str, name: str, page: str = 'index') -> None:
    """Look whether a label is there once, and whether links lead to it."""
    if builder in ('html', 'epub'):
        suffix = 'xhtml' if builder == 'epub' else 'html'
        shown = result.html(f'{page}.{suffix}')
        assert len(shown.select(f'[id="{name}"]')) == 1, name
        link = result.html(f'other.{suffix}').find('a', string=f'to {name}')
        assert link['href'] == f'{page}.{suffix}#{name}'
    elif builder == 'singlehtml':
        shown = result.html('index')
        assert len(shown.select(f'[id="{name}"]')) == 1, name
        # Between documents Sphinx writes two "#"; scripts take what follows the last.
        links = shown.find_all('a', string=f'to {name}')
        assert {link['href'].rpartition('#')[2] for link in links} == {name}
    elif builder == 'latex':
        text = result.file('test.tex')
        assert text.count(rf'\label{{\detokenize{{{page}:{name}}}}}') == 1, name
        assert text.count(rf'\hyperref[\detokenize{{{page}:{name}}}]') == 2
    elif builder == 'texinfo':
        text = result.file('test.texi')
        (number,) = re.findall(rf'@anchor{{{page} {name}}}@anchor{{(\w+)}}', text)
        assert len(re.findall(rf'ref{{{number},', text)) == 2
    elif builder == 'xml':
        found = re.findall(rf' ids="(?:[^"]* )?{name}[ "]', result.file(f'{page}.xml'))
        assert len(found) == 1, name


@pytest.mark.parametrize('builder', BUILDERS)
def test_a_label_before_a_block_is_kept(project, syntax, builder):
    result = with_labels(project, syntax, list(PLACES)).build(builder)
    for name in PLACES:
        check_label(result, builder, name)


@pytest.mark.parametrize('group_by', ['category', 'letter', 'none'])
def test_a_label_leads_to_the_beginning_of_a_listing(project, syntax, group_by):
    options = {'group-by': group_by, 'filter': '', 'categories': 'ai'}
    listing = (
        f'{label(syntax, "tgl")}\n{syntax.directive("convglossary", options=options)}'
    )
    term = syntax.term('One', 'Text.', category='ai', hidden='')
    page = [syntax.title('Home'), term, 'Before.', listing, 'After.']
    project.write_in(
        syntax, {'index': '\n\n'.join(page)}, convglossary_categories=CATEGORIES
    )
    text = str(project.build().body('index'))
    assert text.index('Before.') < text.index('id="tgl"') < text.index('<dt')


def test_a_label_before_a_term_shows_its_name(project, syntax):
    term = f'{label(syntax, "tgl")}\n{syntax.term("Kiln", "Text.")}'
    page = [syntax.title('Home'), term, f'See {syntax.ref("tgl", "ref")}.']
    project.write_in(syntax, {'index': '\n\n'.join(page)})
    project.translate('fr', 'index', {'Kiln': 'Four'})
    for language, name in (('en', 'Kiln'), ('fr', 'Four')):
        result = project.build(language=language)
        assert result.links('index') == {name: '#tgl'}
        assert result.entry('index', 'term-kiln').select('#tgl')


def test_a_label_before_a_hidden_term_is_where_the_term_is_shown(project, syntax):
    hidden = f'{label(syntax, "tgl")}\n{syntax.term("Kiln", "Text.", hidden="")}'
    home = [
        syntax.title('Home'),
        syntax.directive('toctree', body='terms\nlist'),
        f'See {syntax.ref("there <tgl>", "ref")}.',
    ]
    listed = [syntax.title('List'), syntax.directive('convglossary')]
    project.write_in(
        syntax,
        {
            'index': '\n\n'.join(home),
            'terms': '\n\n'.join([syntax.title('Terms'), hidden]),
            'list': '\n\n'.join(listed),
        },
    )
    result = project.build()
    assert result.links('index')['there'] == 'list.html#tgl'
    assert result.entry('list', 'term-kiln').select('#tgl')
    assert result.objects()['std:label', 'tgl'][0] == 'list.html#tgl'
    assert not result.html('terms').select('#tgl')


def test_a_label_before_a_term_that_is_not_published_is_kept(project, syntax):
    term = f'{label(syntax, "tgl")}\n{syntax.term("Kiln", "Text.", locales="!fr")}'
    page = [syntax.title('Home'), term, f'See {syntax.ref("there <tgl>", "ref")}.']
    project.write_in(syntax, {'index': '\n\n'.join(page)})
    result = project.build(language='fr')
    assert result.links('index') == {'there': '#tgl'}
    assert result.html('index').select('#tgl')


def test_an_index_entry_before_a_hidden_term_leads_to_where_it_is_shown(project):
    term = f'.. index:: oven\n\n{REST.term("Kiln", "Text.", hidden="")}'
    home = [REST.title('Home'), REST.directive('toctree', body='list'), term]
    listed = [REST.title('List'), REST.directive('convglossary')]
    project.write({'index.rst': '\n\n'.join(home), 'list.rst': '\n\n'.join(listed)})
    result = project.build()
    links = dict(result.all_links('genindex'))
    assert links['oven'] == 'list.html#index-0'
    assert result.html('list').select('#index-0')


@pytest.mark.parametrize('place', PLACES)
def test_a_class_before_a_block_is_kept(project, place):
    directive = REST.directive(*PLACES[place], body='Text.')
    project.write(
        {
            'index.rst': '\n\n'.join(
                [
                    REST.title('Home'),
                    REST.term('One', 'Text.', related='Two'),
                    REST.term('Two', 'Text.'),
                    REST.term('Alone', 'Text.'),
                    f'.. rst-class:: special\n\n{directive}',
                    'After.',
                ]
            )
        },
        convglossary_categories=CATEGORIES,
        suppress_warnings=['convglossary'],
    )
    marked = project.build().html('index').select('.special')
    assert bool(marked) == (place not in SHOWING_NOTHING)


def test_a_label_in_a_definition_is_there_once_where_texts_run_both_ways(project):
    """What is not translated stands in a block of its own there."""
    body = '- One.\n- .. _tgl:\n\n  Two.\n\n.. _tgl2:\n\nThree.\n'
    project.write(
        {
            'index.rst': f'{REST.title("Home")}\n{REST.term("Kiln", body)}\n:ref:`x <tgl>`'
        }
    )
    project.translate('ar', 'index', {'One.': 'واحد.'})
    shown = project.build(language='ar').html('index')
    assert len(shown.select('#tgl')) == len(shown.select('#tgl2')) == 1
