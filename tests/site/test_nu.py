"""The Nu HTML checker finds nothing on the site but what Sphinx and its theme write."""

from __future__ import annotations

import pytest
from programs import faults, needs

pytestmark = needs('java', 'vnu.jar')

#: A page of the same theme without us, with a caption in its menu and a title.
INDEX = """
Home
====

.. toctree::
   :caption: Menu

   other
"""
OTHER = 'Other\n=====\n\nA page.\n'


@pytest.fixture(scope='module')
def of_the_theme(new_project) -> set[str]:
    project = new_project().configure(extensions=[])
    files = {'index.rst': INDEX, 'other.rst': OTHER}
    project.write(files, project='Words', html_theme='furo')
    page = project.build().path / 'other.html'
    return faults([page])[page]


@pytest.mark.parametrize('language', ['en', 'es'])
def test_pages_have_no_error_that_a_page_of_the_theme_has_not(
    build, of_the_theme, language
):
    root = build(language)
    found = faults(sorted(root.rglob('*.html')))
    assert len(found) > 30
    assert {
        str(page.relative_to(root)): ours
        for page, errors in found.items()
        if (ours := errors - of_the_theme)
    } == {}
