"""The published glossary holds what its facts say, in every language."""

from __future__ import annotations

import pytest

LANGUAGES = ('en', 'pt', 'fr', 'es')
#: Languages of the seeds: their names, aliases and definitions stay English.
SEEDS = ('pt', 'fr')

every_language = pytest.mark.parametrize('language', LANGUAGES)
every_seed = pytest.mark.parametrize('language', SEEDS)


def terms_of(facts, language):
    """Give the terms that a language publishes: English and Spanish have all."""
    return [
        term
        for term in facts['terms']
        if language not in SEEDS or language in term['locales']
    ]


def entries(page, language, docname='glossary/index'):
    soup = page(language, docname)
    return {dt['id']: dt for dt in soup.select('dl.glossary > dt[id]')}


def line(dt, kind):
    dd = dt.find_next_sibling('dd')
    found = dd.select(f'.convglossary-{kind}')
    # No-break spaces stay.
    return found[0].get_text().strip() if found else None


def labelled(word, language):
    """Return a label of the facts with the colon that its language has.

    The seeds had none of the space before it that French readers expect.
    """
    return f'{word}\xa0:' if language == 'fr' else f'{word}:'


def definitions(dt):
    dd = dt.find_next_sibling('dd')
    return [p for p in dd.find_all('p', recursive=False) if not is_line(p)]


def is_line(paragraph):
    classes = paragraph.get('class', [])
    return any(name.startswith('convglossary-') for name in classes)


def name_of(dt):
    return dt.dfn.get_text()


@every_language
def test_each_term_stands_at_its_anchor_and_no_other_does(facts, page, language):
    expected = {term['anchor'] for term in terms_of(facts, language)}
    assert set(entries(page, language)) == expected


def test_one_term_is_missing_from_each_of_the_seeds_languages(facts, page):
    assert 'term-payment-link' not in entries(page, 'fr')
    assert 'term-shared-inbox' not in entries(page, 'pt')
    assert len(entries(page, 'fr')) == len(entries(page, 'pt')) == 49
    assert len(entries(page, 'en')) == len(entries(page, 'es')) == 50


@every_seed
def test_names_and_aliases_are_those_of_the_facts(facts, page, language):
    word = facts['chrome']['also_known_as'][language]
    shown = entries(page, language)
    for term in terms_of(facts, language):
        dt = shown[term['anchor']]
        assert name_of(dt) == term['name']
        listed = facts['separator'].join(term['aliases'])
        expected = f'{labelled(word, language)} {listed}' if listed else None
        assert line(dt, 'aliases') == expected


@every_seed
def test_relations_are_those_of_the_facts(facts, page, language):
    word = facts['chrome']['related'][language]
    shown = entries(page, language)
    for term in terms_of(facts, language):
        listed = facts['separator'].join(term['related'])
        expected = f'{labelled(word, language)} {listed}'
        assert line(shown[term['anchor']], 'related') == expected


@every_language
def test_relations_lead_to_the_terms_of_the_facts(facts, page, language):
    anchors = {term['name']: term['anchor'] for term in facts['terms']}
    published = {term['anchor'] for term in terms_of(facts, language)}
    shown = entries(page, language)
    for term in terms_of(facts, language):
        links = (
            shown[term['anchor']]
            .find_next_sibling('dd')
            .select('.convglossary-related a')
        )
        wanted = [anchors[name] for name in term['related']]
        assert [link['href'] for link in links] == [
            f'#{anchor}' for anchor in wanted if anchor in published
        ]


@every_seed
def test_learn_more_is_that_of_the_facts(facts, page, language):
    word = facts['chrome']['learn_more'][language]
    shown = entries(page, language)
    for term in terms_of(facts, language):
        expected = f'{word} {term["learn_more"]}' if term['learn_more'] else None
        assert line(shown[term['anchor']], 'learn-more') == expected


@every_language
def test_short_and_long_definitions_are_as_many_as_in_the_facts(facts, page, language):
    shown = entries(page, language)
    for term in terms_of(facts, language):
        assert len(definitions(shown[term['anchor']])) == term['definitions']


@pytest.mark.parametrize('language', ['en', 'pt', 'fr'])
def test_categories_stand_in_order_with_their_labels_and_terms(facts, page, language):
    soup = page(language, 'glossary/index')
    sections = soup.select('section[id^=category-]')
    assert [section['id'] for section in sections] == [
        f'category-{category["key"]}' for category in facts['categories']
    ]
    for section, category in zip(sections, facts['categories'], strict=True):
        heading = section.h2.find(string=True, recursive=False)
        assert heading == category[language]
        assert [dt['id'] for dt in section.select('dt[id]')] == [
            term['anchor']
            for term in terms_of(facts, language)
            if term['category'] == category['key']
        ]


@every_language
def test_each_category_has_a_page_of_its_own(facts, page, language):
    for category in facts['categories']:
        key = category['key']
        soup = page(language, f'glossary/{key}')
        assert soup.select_one(f'section[id="category-{key}"], #category-{key}')
        names = [a['href'] for a in soup.select('dl.glossary > dt > dfn > a')]
        assert len(names) == sum(
            term['category'] == key for term in terms_of(facts, language)
        )
        assert all(name.startswith('index.html#term-') for name in names)


@pytest.mark.parametrize('language', ['en', 'pt', 'fr'])
def test_title_citation_and_faq_bear_the_words_of_the_facts(facts, page, language):
    title = page(language, 'glossary/index').h1.find(string=True, recursive=False)
    assert title == facts['title'][language]
    about = page(language, 'glossary/about')
    headings = [h.find(string=True, recursive=False) for h in about.select('h2')]
    assert facts['chrome']['how_to_cite'][language] in headings
    assert facts['chrome']['faq'][language] in headings
    strong = [strong.get_text() for strong in about.select('strong')]
    assert facts['chrome']['citation'][language] in strong


def test_the_spanish_glossary_is_translated_throughout(page):
    for dt in entries(page, 'es').values():
        marked = [dt.find_next_sibling('dd'), *dt.find_next_sibling('dd').find_all()]
        assert not any(node.get('lang') for node in marked), name_of(dt)


@every_seed
def test_english_definitions_say_that_they_are_english(page, language):
    for dt in entries(page, language).values():
        assert dt.dfn.span['lang'] == 'en'
        for paragraph in definitions(dt):
            assert paragraph.get('lang') == 'en', name_of(dt)


@every_seed
def test_interface_words_are_in_the_language_of_the_page(page, language):
    for dt in entries(page, language).values():
        for label in dt.find_next_sibling('dd').select('.convglossary-label'):
            marked = [label, *label.parents]
            assert [n['lang'] for n in marked if n.get('lang')] == [language]


def test_a_relation_to_a_term_missing_from_french_is_text(page):
    dt = entries(page, 'fr')['term-pci-dss']
    related = dt.find_next_sibling('dd').select_one('.convglossary-related')
    assert related.get_text() == f'{labelled("Connexes", "fr")} Payment Link'
    assert related.find('a') is None
