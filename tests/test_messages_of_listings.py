"""What is wrong with a hidden definition is said of its own catalog, and once."""

from __future__ import annotations

import pytest

FILES = {
    'index.rst': 'Home\n====\n\n.. toctree::\n\n   all\n   some\n   terms\n',
    'some.rst': 'Some\n====\n\n.. convglossary::\n   :group-by: none\n',
    'terms.rst': (
        'Terms\n=====\n\n'
        '.. convterm:: One\n   :hidden:\n\n   See :term-ref:`Two`.\n\n'
        '.. convterm:: Two\n   :hidden:\n\n   See :term-ref:`Qwxz`.\n'
    ),
}


@pytest.fixture
def listed(project):
    return project.write(FILES, convglossary_pages={'all': {}})


def test_a_reference_to_nothing_is_named_once_however_often_it_is_shown(listed):
    listed.build(
        expect=[
            'terms.rst:12: WARNING: no term is called "Qwxz" [convglossary.unknown_term]'
        ]
    )


def test_a_lost_reference_is_named_in_the_catalog_of_the_definition(listed):
    listed.translate(
        'fr',
        'terms',
        {'See :term-ref:`Two`.': 'Voir.', 'See :term-ref:`Qwxz`.': 'Rien.'},
    )
    warnings = listed.build(language='fr', expect=None).warnings
    lost = [line for line in warnings if 'lost_reference' in line]
    assert len(lost) == 1
    assert lost[0].startswith('locales/fr/LC_MESSAGES/terms.po:')
