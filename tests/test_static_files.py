"""Pages load the style that they need, and a site has no file that no page needs."""

from __future__ import annotations

import pytest
from projects import REST

STYLE = 'convglossary.css'
PAGES = {
    'index.rst': 'Home\n====\n\nSee :doc:`plain`.\n\n.. toctree::\n\n   plain\n   words\n',
    'plain.rst': 'Plain\n=====\n\nText.\n',
    'words.rst': 'Words\n=====\n\nText.\n',
}


def words(text):
    return {'words.rst': f'Words\n=====\n\n{text}\n'}


def ours(result):
    return {name for name in result.files() if name.startswith('_static/convglossary')}


def styled(result):
    """Return the pages that load our style."""
    return {
        name.removesuffix('.html')
        for name, data in result.files().items()
        if name.endswith('html') and f'{STYLE}?'.encode() in data
    }


def test_a_project_without_a_term_has_none(project):
    project.write(PAGES)
    for jobs in (1, 2):
        result = project.build(fresh=True, jobs=jobs)
        assert ours(result) == set()
        assert styled(result) == set()


def test_they_come_and_go_with_the_first_term(project):
    project.write(PAGES)
    project.build()
    project.write(words(REST.term('Kiln')))
    result = project.build()
    assert len(ours(result)) == 6
    assert styled(result) == {'words'}
    incremental = result.files()
    clean = project.build(fresh=True).files()
    for files in (incremental, clean):
        files.pop('searchindex.js')
    assert incremental == clean
    project.write(words('Text.'))
    result = project.build()
    assert ours(result) == set()
    assert styled(result) == set()


@pytest.mark.parametrize(
    'text',
    [
        REST.term('Kiln'),
        f'.. convglossary::\n   :cite:\n\n{REST.term("Kiln")}',
        '.. convglossary::\n   :filter:\n\n.. only:: html\n\n   .. convterm:: Kiln',
    ],
    ids=['a term', 'how to cite', 'a filter'],
)
@pytest.mark.parametrize('builder', ['html', 'singlehtml', 'epub'])
def test_a_page_that_shows_something_of_ours_has_the_style(project, text, builder):
    project.write({**PAGES, **words(text)})
    result = project.build(builder, expect=None)
    page = 'index' if builder == 'singlehtml' else 'words'
    (name,) = (x for x in result.files() if x in (f'{page}.html', f'{page}.xhtml'))
    assert STYLE in result.file(name)
    assert f'_static/{STYLE}' in result.files()


def test_a_listing_of_no_term_needs_none(project):
    project.write({**PAGES, **words('.. convglossary::\n   :cite:\n')})
    assert ours(project.build(expect=None)) == set()


def test_a_link_to_a_term_of_another_project_has_a_card(project, new_project):
    other = new_project().write({'index.rst': f'Home\n====\n\n{REST.term("Kiln")}'})
    export = other.build().file('glossary.json')
    site = 'https://pots.example/'
    project.write({**PAGES, **words(':term-ref:`Kiln`'), 'pots.json': export})
    project.configure(convglossary_inventories={'pots': (site, 'pots.json')})
    result = project.build()
    assert 'convglossary-cards.js' in result.file('words.html')
    assert '_static/convglossary-cards.js' in ours(result)
