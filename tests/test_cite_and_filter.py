"""A listing can say how to cite it, and offer a filter."""

from __future__ import annotations

import pytest
from projects import words

PAGE = """
Home
====

.. convterm:: One
   :aliases: Uno

.. convglossary::
   :cite:
   :filter:
"""


@pytest.fixture
def cited(project):
    project.write({'index.rst': PAGE})
    project.configure(
        author='Us', version='2.1', html_baseurl='https://example.org/docs/'
    )
    return project


def test_a_citation_names_author_title_version_and_address(cited):
    section = cited.build().html('index').find(id='cite')
    assert section.h2.find(string=True) == 'How to cite this glossary'
    assert words(section.p) == (
        'Citation: Us, Home, 2.1. https://example.org/docs/index.html'
    )


def test_a_citation_is_headed_in_the_language_of_the_page(cited):
    section = cited.build(language='fr').html('index').find(id='cite')
    assert section.h2.find(string=True) == 'Comment citer ce glossaire'


def test_a_filter_is_hidden_where_no_script_runs(cited):
    box = cited.build().html('index').find(class_='convglossary-filter')
    assert box.has_attr('hidden')
    assert words(box.label) == 'Filter terms'
    assert box['data-counted'] == '{shown} of {all} terms'
    assert box.find(attrs={'role': 'status'}) is not None


def test_only_a_page_with_a_filter_loads_the_script(cited):
    cited.write({'other.rst': ':orphan:\n\nOther\n=====\n'})
    result = cited.build()

    def scripts(docname):
        return [s['src'] for s in result.html(docname).find_all('script', src=True)]

    assert any('convglossary.js' in source for source in scripts('index'))
    assert not any('convglossary.js' in source for source in scripts('other'))


@pytest.mark.parametrize('builder', ['epub', 'text', 'latex', 'man', 'texinfo', 'xml'])
def test_a_filter_leaves_no_trace_in_other_formats(cited, builder):
    result = cited.build(builder)
    files = [path for path in result.path.rglob('*') if path.is_file()]
    assert not any(b'Filter terms' in path.read_bytes() for path in files)


def test_nothing_is_filtered_where_nothing_is_listed(project):
    listing = '.. convglossary::\n   :filter:\n'
    project.write({'index.rst': f'Home\n====\n\n{listing}'})
    body = project.build(expect=None).body('index')
    assert body.find(class_='convglossary-filter') is None


def test_a_generated_page_takes_both(project):
    project.write(
        {'index.rst': 'Home\n====\n\n.. toctree::\n\n   all\n\n.. convterm:: One\n'},
        convglossary_pages={'all': {'cite': True, 'filter': True}},
    )
    page = project.build().html('all')
    assert page.find(id='cite') is not None
    assert page.find(class_='convglossary-filter') is not None
