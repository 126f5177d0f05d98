"""After any edit, what is built on what was there equals what is built from nothing."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from edits.builds import Built
from edits.edit import EDITS, random_edits
from edits.first import first_world
from edits.judge import Judge
from edits.trials import try_edits

if TYPE_CHECKING:
    from pathlib import Path

    from projects import Project

SEED = 2028
#: How many edits are made one after the other in each of how many projects.
EDITS_OF_A_PROJECT = 26
PROJECTS = 5

ALL_EDITS = random_edits(SEED, EDITS_OF_A_PROJECT * PROJECTS)


@pytest.mark.parametrize('number', range(PROJECTS))
def test_incremental_builds_equal_clean_ones_after_any_edit(
    number: int, tmp_path: Path
) -> None:
    start = number * EDITS_OF_A_PROJECT
    edits = ALL_EDITS[start : start + EDITS_OF_A_PROJECT]
    failure = try_edits(edits, tmp_path / 'edits')
    again = (
        f'PYTHONPATH=tests python -m edits --seed {SEED} --steps {len(ALL_EDITS)} '
        f'--round {EDITS_OF_A_PROJECT} --only {number} --shrink'
    )
    assert failure is None, f'\n{failure}\n\nwith fewer edits: {again}'


def test_over_a_hundred_edits_of_every_kind_are_made() -> None:
    made: set[str] = set()
    steps = 0
    for start in range(0, len(ALL_EDITS), EDITS_OF_A_PROJECT):
        world = first_world()
        for edit in ALL_EDITS[start : start + EDITS_OF_A_PROJECT]:
            if edit.apply(world) is not None:
                made.add(edit.kind)
                steps += 1
    assert made == set(EDITS)
    assert steps > 100


def test_the_same_seed_makes_the_same_edits() -> None:
    worlds = [first_world(), first_world()]
    told = [[edit.apply(world) for edit in ALL_EDITS[:100]] for world in worlds]
    assert told[0] == told[1]
    assert worlds[0].files() == worlds[1].files()


# What the comparison passes over, Sphinx gets wrong without this extension


@pytest.fixture
def without(project: Project) -> Project:
    """Give a project that knows nothing of this extension."""
    project.configure(extensions=[])
    return project.write(
        {
            'index.rst': 'Start\n=====\n\n.. toctree::\n\n   a\n   b\n   c\n',
            'a.rst': 'A\n=\n\nText.\n',
            'b.rst': 'B\n=\n\n.. glossary::\n\n   Cookie\n      A file.\n',
            'c.rst': 'C\n=\n\n:term:`Cookie`\n',
        }
    )


def _new_page(project: Project, docname: str) -> tuple[str, str]:
    """Give a page as it was left and as a clean build makes it."""
    kept = project.build(expect=None).file(f'{docname}.html')
    clean = project.build(expect=None, fresh=True).file(f'{docname}.html')
    return kept, clean


def test_sphinx_leaves_the_links_to_a_deleted_neighbour(without: Project) -> None:
    without.build()
    without.write({'index.rst': 'Start\n=====\n\n.. toctree::\n\n   a\n   c\n'})
    without.remove('b.rst')
    kept, clean = _new_page(without, 'a')
    assert 'href="b.html"' in kept
    assert 'href="b.html"' not in clean


def test_sphinx_leaves_the_title_of_a_neighbour(without: Project) -> None:
    without.build()
    without.write({'b.rst': 'Other\n=====\n\n.. glossary::\n\n   Cookie\n      A.\n'})
    kept, clean = _new_page(without, 'a')
    assert 'title="B"' in kept
    assert 'title="Other"' in clean


def test_sphinx_leaves_the_title_of_what_is_above(without: Project) -> None:
    without.write({'b.rst': 'B\n=\n\n.. toctree::\n\n   d\n', 'd.rst': 'D\n=\n'})
    without.build(expect=None)
    without.write({'b.rst': 'Other\n=====\n\n.. toctree::\n\n   d\n'})
    kept, clean = _new_page(without, 'd')
    assert '>B</a>' in kept
    assert '>Other</a>' in clean


def test_sphinx_leaves_the_page_of_a_deleted_document(without: Project) -> None:
    without.build()
    without.write({'index.rst': 'Start\n=====\n\n.. toctree::\n\n   a\n   c\n'})
    without.remove('b.rst')
    assert 'b.html' in without.build(expect=None).files()
    assert 'b.html' not in without.build(expect=None, fresh=True).files()


def test_sphinx_leaves_links_to_its_own_glossary(without: Project) -> None:
    without.build()
    without.write({'b.rst': 'B\n=\n\nText.\n'})
    kept, clean = _new_page(without, 'c')
    assert 'b.html#term-Cookie' in kept
    assert 'b.html#term-Cookie' not in clean


def test_sphinx_checks_nothing_where_nothing_is_read(without: Project) -> None:
    without.write({'lonely.rst': 'Lonely\n======\n'})
    assert without.build(expect=None).warnings
    assert not without.build(expect=None).warnings


def test_sphinx_leaves_what_a_deleted_catalog_said(without: Project) -> None:
    without.translate('fr', 'a', {'Text.': 'Texte.'})
    without.build(language='fr')
    shutil.rmtree(without.src / 'locales')
    kept = without.build(language='fr').file('a.html')
    clean = without.build(language='fr', fresh=True).file('a.html')
    assert 'Texte.' in kept
    assert 'Texte.' not in clean


def test_sphinx_does_not_see_a_change_of_a_catalog_that_is_compiled_only(
    without: Project,
) -> None:
    without.configure(gettext_auto_build=False)
    _compile_only(without, 'Texte.')
    without.build(language='fr')
    _compile_only(without, 'Des mots.')
    kept = without.build(language='fr').file('a.html')
    clean = without.build(language='fr', fresh=True).file('a.html')
    assert 'Texte.' in kept
    assert 'Des mots.' in clean


def _compile_only(project: Project, translation: str) -> None:
    """Leave of a catalog what was compiled."""
    project.translate('fr', 'a', {'Text.': translation})
    path = project.src / 'locales/fr/LC_MESSAGES/a.po'
    with path.open('rb') as source, path.with_suffix('.mo').open('wb') as compiled:
        write_mo(compiled, read_po(source))
    path.unlink()


# The comparison notices what it has to


def _built(
    pages: dict[str, str], warnings: list[str], touched: set[str] | None = None
) -> Built:
    files = {f'{name}.html': text.encode() for name, text in pages.items()}
    touched = touched or set()
    return Built(files=files, warnings=warnings, read=touched, touched=touched)


def _complaints(kept: Built, clean: Built) -> list[str]:
    return list(Judge(first_world()).complaints(kept, clean))


def test_a_page_that_was_left_stale_is_noticed() -> None:
    kept, clean = _built({'more': 'old'}, []), _built({'more': 'new'}, [])
    (complaint,) = _complaints(kept, clean)
    assert complaint.startswith('more.html differs:')
    assert '-old' in complaint
    assert '+new' in complaint


def test_a_page_that_was_not_written_is_noticed() -> None:
    (complaint,) = _complaints(_built({}, []), _built({'more': ''}, []))
    assert complaint == 'more.html: written by the clean build only'


def test_the_page_of_a_document_that_is_no_more_is_passed_over() -> None:
    assert _complaints(_built({'gone': ''}, []), _built({}, [])) == []


def _about(docname: str) -> str:
    subtype = '[convglossary.unknown_term]'
    return f'{docname}.rst:1: WARNING: no term is called "X" {subtype}'


def test_a_warning_about_a_page_that_was_written_must_not_be_lost() -> None:
    clean = _built({}, [_about('more')])
    assert _complaints(_built({}, [], {'terms'}), clean) == []
    (complaint,) = _complaints(_built({}, [], {'more'}), clean)
    assert complaint.startswith('only the clean build warns: more.rst')


def test_a_warning_about_an_untouched_page_must_not_be_repeated() -> None:
    both = [_about('more')]
    assert _complaints(_built({}, both, {'more'}), _built({}, both)) == []
    (complaint,) = _complaints(_built({}, both, {'terms'}), _built({}, both))
    assert complaint.startswith('repeated about an untouched page: more.rst')


def test_a_warning_that_a_clean_build_does_not_give_is_noticed() -> None:
    kept = _built({}, [_about('more')], {'more'})
    (complaint,) = _complaints(kept, _built({}, []))
    assert complaint.startswith('only the incremental build warns: more.rst')


def test_a_warning_about_the_glossary_as_a_whole_is_always_due() -> None:
    warning = 'more.rst:4: WARNING: same id [convglossary.duplicate_id]'
    clean = _built({}, [warning])
    (complaint,) = _complaints(_built({}, [], {'terms'}), clean)
    assert complaint == f'only the clean build warns: {warning}'
    assert _complaints(_built({}, [warning], {'terms'}), clean) == []


def test_a_warning_at_a_catalog_is_about_the_pages_with_that_message() -> None:
    world = first_world()
    path = 'locales/pt_BR/LC_MESSAGES/guide.po'
    lines = world.files()[path].splitlines()
    doc = world.docs['guide/b']
    message = doc.texts[0].message(doc.syntax)
    line = next(n for n, text in enumerate(lines, 1) if message in text)
    warning = f'{path}:{line}: WARNING: lost [convglossary.lost_reference]'
    clean = _built({}, [warning])
    assert _complaints(_built({}, [], {'guide/a', 'guide/c'}), clean) == []
    assert _complaints(_built({}, [], {'guide/b'}), clean) != []
    assert _complaints(_built({}, [warning], {'guide/a'}), clean) != []
