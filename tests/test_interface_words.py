"""The words that readers see are there in every language, and current."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import sphinxcontrib_convglossary
from sphinxcontrib_convglossary.words import CATALOG, LOCALE_DIR

PACKAGE = Path(sphinxcontrib_convglossary.__file__).parent
LANGUAGES = (
    *('ar', 'bn', 'cs', 'da', 'de', 'es', 'fa', 'fr', 'hi', 'id', 'it', 'ja', 'ko'),
    *('nl', 'pl', 'pt', 'pt_BR', 'ru', 'sv', 'ta', 'tr', 'uk', 'zh_CN', 'zh_TW'),
)


def path_of(language, suffix='.po'):
    return LOCALE_DIR / language / 'LC_MESSAGES' / f'{CATALOG}{suffix}'


def catalog(language):
    with path_of(language).open('rb') as file:
        return read_po(file, locale=language, abort_invalid=True)


@pytest.fixture(scope='module')
def used():
    """Give the words that the package uses, from its sources."""
    found = extract_from_dir(PACKAGE, [('**.py', 'python')], keywords={'_': None})
    return {word for _, _, word, _, _ in found}


def test_there_are_words(used):
    assert {'Also known as: %s', 'Glossary', 'Other terms'} <= used


def test_the_languages_are_those_that_the_package_promises():
    assert sorted(
        path.name for path in LOCALE_DIR.iterdir() if path.is_dir()
    ) == sorted(LANGUAGES)


def test_the_manual_lists_every_language():
    manual = PACKAGE.parent / 'docs' / 'reference' / 'locales.md'
    table = manual.read_text(encoding='utf-8').partition('## The words')[0]
    listed = re.findall(r'^\| .* \| `(\w+)` \|$', table, re.MULTILINE)
    assert sorted(listed) == sorted(['en', *LANGUAGES])


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_language_has_every_word_and_no_other(language, used):
    translated = {
        message.id for message in catalog(language) if message.id and message.string
    }
    assert translated == used


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_language_has_no_doubtful_word(language):
    assert [
        message.id for message in catalog(language) if message.id and message.fuzzy
    ] == []
    assert list(catalog(language).obsolete) == []


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_translation_keeps_the_place_of_what_is_filled_in(language):
    for message in catalog(language):
        if message.id:
            assert re.findall('%.', message.string) == re.findall('%.', message.id)


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_label_stands_before_what_it_labels(language):
    # Pages show what is before a text, and have no place for more.
    pattern = catalog(language).get('{label}: {text}').string
    assert pattern.startswith('{label}')
    assert pattern.endswith('{text}')
    assert pattern.format(label='Cymraeg', text='Odyn')


def test_french_words_have_a_space_before_the_colon_that_does_not_break():
    labels = [x.string for x in catalog('fr') if x.id and ':' in x.id]
    assert len(labels) > 5
    for label in labels:
        before, colon, _ = label.partition(':')
        assert not colon or before.endswith('\xa0'), label


@pytest.mark.parametrize('language', LANGUAGES)
def test_a_compiled_catalog_is_current(language):
    made = BytesIO()
    write_mo(made, catalog(language))
    made.seek(0)
    with path_of(language, '.mo').open('rb') as file:
        compiled = GNUTranslations(file)
    assert {k: v for k, v in compiled._catalog.items() if k} == {
        k: v for k, v in GNUTranslations(made)._catalog.items() if k
    }


def test_the_template_has_every_word(used):
    with (LOCALE_DIR / f'{CATALOG}.pot').open('rb') as file:
        assert {message.id for message in read_po(file) if message.id} == used


def test_the_package_is_marked_as_typed():
    assert (PACKAGE / 'py.typed').is_file()


@pytest.mark.parametrize('language', ['en', *LANGUAGES])
def test_a_page_speaks_its_language_throughout(project, language):
    project.write(
        {
            'index.rst': """
    Home
    ====

    .. convglossary::

    .. convterm:: One
       :category: ai
       :aliases: Alias
       :related: Two
       :broader: Two
       :narrower: Two
       :replaced-by: Two
       :learn-more: https://example.org

    .. convterm:: Two

    .. toctree::

       all
"""
        },
        convglossary_categories={'ai': 'AI'},
        convglossary_inverse_relations=True,
        convglossary_pages={'all': {}},
    )
    result = project.build(language=language)
    labels = {
        label.get_text().strip()
        for docname in ('index', 'all')
        for label in result.body(docname).find_all(class_='convglossary-label')
    }
    titles = {
        result.body('all').h1.find(string=True),
        result.body('index').find_all('h2')[-1].find(string=True),
    }
    english = {
        'Also known as:', 'Related:', 'Broader:', 'Narrower:', 'Replaced by:',
        'Replaces:', 'Learn more:', 'Category:',
    }  # fmt: skip
    if language == 'en':
        assert labels == english
        assert titles == {'Glossary', 'Other terms'}
    else:
        assert len(labels) >= len(english) - 1
        assert labels.isdisjoint(english)
        assert titles.isdisjoint({'Glossary', 'Other terms'})
