"""What a build keeps in memory, and for how long."""

from __future__ import annotations

import gc
import sys
import weakref
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projects import Project, Syntax


@pytest.fixture
def seen(project: Project) -> Iterator[SimpleNamespace]:
    """Look into builds, from an extension."""
    seen = SimpleNamespace()

    def look(app, doctree, docname) -> None:
        if docname == 'all':
            # Private: what Sphinx has read and not written.
            seen.waiting = set(app.env._write_doc_doctree_cache)
            seen.page = weakref.ref(doctree)

    def setup(app) -> dict[str, bool]:
        seen.registry = app.registry
        app.connect('doctree-resolved', look)
        return {'parallel_read_safe': True, 'parallel_write_safe': True}

    extension = ModuleType('looks')
    vars(extension)['setup'] = setup
    sys.modules['looks'] = extension
    project.use('looks')
    yield seen
    del sys.modules['looks']


def write(project: Project, syntax: Syntax, **options: str) -> None:
    terms = [
        syntax.term(name, 'What is meant.\n\nAnd more.', **options)
        for name in ('One', 'Two')
    ]
    docs = {
        'index': syntax.directive('toctree', body='all\nterms\nuser'),
        'all': syntax.directive('convglossary'),
        'terms': '\n\n'.join(terms),
        'user': f'{syntax.ref("One")} and {syntax.ref("Two")}.',
    }
    project.write_in(
        syntax, {name: f'{syntax.title(name)}\n\n{text}' for name, text in docs.items()}
    )


@pytest.mark.parametrize('options', [{}, {'hidden': ''}], ids=['shown', 'hidden'])
def test_a_listing_takes_over_the_documents_that_sphinx_has_in_memory(
    project, seen, syntax, options
):
    write(project, syntax, **options)
    result = project.build()
    assert seen.waiting == {'index', 'user'}
    assert len(result.names('all')) == 2
    assert len(result.names('terms')) == (0 if options else 2)


def test_a_page_of_definitions_goes_when_it_has_been_written(project, seen, syntax):
    write(project, syntax, hidden='')
    project.build()
    gc.collect()
    assert seen.page() is None


def test_the_cards_of_a_page_go_with_it(project, seen, syntax):
    write(project, syntax)
    result = project.build()
    assert 'What is meant.' in result.file('user.html')
    assert not any('body' in given for _, given in seen.registry.js_files)
