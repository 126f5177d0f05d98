"""What readers meet in a browser, in every theme and language: a real Chromium."""

from __future__ import annotations

from functools import partial

import pytest
from browsing import (
    CARD,
    THEMES,
    TOUCH,
    WORDS,
    card,
    is_gone,
    lines,
    link,
    name_of,
    shown,
    tab_to,
)
from programs import needs

sync_api = pytest.importorskip('playwright.sync_api')
pytestmark = needs('chromium')


class TestInEveryLanguage:
    @pytest.mark.parametrize(
        ('language', 'name', 'more'),
        [('en', 'HSM', 'Read more'), ('es', 'Mensaje modelo', 'Leer más'), ('ar', 'رسالة منظمة', 'اقرأ المزيد')],
    )  # fmt: skip
    def test_a_card_speaks_the_language_of_the_page(self, visit, language, name, more):
        page = visit('user', language=language)
        link(page).hover()
        found = card(page)
        assert lines(found)['name'] == name
        assert found.locator('.convglossary-card-more').inner_text() == more

    def test_an_arabic_card_runs_from_right_to_left(self, visit):
        page = visit('user', language='ar', viewport={'width': 1600, 'height': 700})
        link(page, 'term-agent').hover()
        found = card(page)
        assert found.evaluate('card => getComputedStyle(card).direction') == 'rtl'
        summary = found.locator('.convglossary-card-summary')
        assert summary.get_attribute('dir') == 'ltr'
        assert summary.get_attribute('lang') == 'en'

    @pytest.mark.parametrize('language', ['es', 'ar'])
    def test_a_filter_finds_by_names_of_every_language(self, visit, language):
        page = visit('list', language=language)
        page.locator('.convglossary-filter input').fill(WORDS['ar']['Agent'])
        assert shown(page) == [WORDS[language]['Agent']]
        page.locator('.convglossary-filter input').fill('template MESSAGE')
        assert shown(page) == [WORDS[language]['HSM']]


@pytest.mark.parametrize('theme', THEMES)
@pytest.mark.parametrize('language', ['en', 'ar'])
def test_at_320_pixels_nothing_of_ours_is_wider_than_the_screen(visit, theme, language):
    for docname in ('user', 'list', 'letters', 'more'):
        page = visit(docname, theme, language, viewport={'width': 320, 'height': 640})
        wide = page.evaluate("""() => [...document.querySelectorAll(
            'dl.glossary, dl.glossary *, [class^=convglossary]')].filter(
            (part) => part.getBoundingClientRect().right > innerWidth + 1 ||
                (part.getClientRects().length && part.getBoundingClientRect().left < -1))
            .map((part) => part.outerHTML.slice(0, 80))""")
        assert wide == [], docname


class TestAxe:
    """It finds nothing on our pages that it does not find on others of the theme."""

    def faults(self, page):
        axe = pytest.importorskip('axe_playwright_python.sync_playwright')
        found = axe.Axe().run(page).response['violations']
        return {fault['id'] for fault in found}

    @pytest.mark.parametrize(
        ('theme', 'given'),
        [(theme, {}) for theme in THEMES]
        + [(theme, {'color_scheme': 'dark'}) for theme in ('furo', 'pydata', 'book')]
        + [('furo', {'language': 'ar'})],
        ids=str,
    )
    def test_finds_no_fault_of_ours(self, visit, theme, given):
        visit = partial(visit, theme=theme, **given)
        page = visit('plain')
        # Not every theme has a colour of enough contrast for a link under a pointer.
        page.locator('p a.reference').hover()
        known = self.faults(page)
        page = visit('user')
        link(page).hover()
        card(page).evaluate(
            'card => Promise.all(card.getAnimations().map((shown) => shown.finished))'
        )
        assert self.faults(page) - known == set()
        page = visit('list')
        page.locator('.convglossary-filter input').fill('s')
        status = page.locator('.convglossary-filter [role=status]')
        sync_api.expect(status).not_to_be_empty()
        assert self.faults(page) - known == set()
        assert self.faults(visit('letters')) - known == set()
        page = visit('more', viewport={'width': 320, 'height': 640})
        assert self.faults(page) - known == set()


EVERYWHERE = pytest.mark.parametrize(
    ('theme', 'language'),
    [(theme, language) for theme in THEMES for language in ('en', 'es', 'ar')],
)


class TestInEveryThemeAndLanguage:
    """The same for all readers, whatever is around it and whichever way they read."""

    @EVERYWHERE
    def test_a_card_comes_with_focus_and_pointer_and_goes_with_escape(
        self, visit, theme, language
    ):
        page = visit('user', theme, language)
        tab_to(page)
        assert lines(card(page))['name'] == name_of('HSM', language)
        page.keyboard.press('Escape')
        assert is_gone(page)
        assert page.evaluate('document.activeElement.hash') == '#term-hsm'
        link(page, 'term-webhook').hover()
        found = page.locator(CARD, has_text=name_of('Webhook', language))
        found.hover()
        assert found.is_visible()
        assert page.locator(CARD).count() == 1

    @EVERYWHERE
    def test_the_first_tap_shows_and_the_second_follows(self, visit, theme, language):
        page = visit('user', theme, language, **TOUCH)
        link(page).tap()
        assert lines(card(page))['name'] == name_of('HSM', language)
        assert page.url.endswith('user.html')
        link(page).tap()
        page.wait_for_url('**/list.html#term-hsm')

    @EVERYWHERE
    def test_a_filter_finds_counts_and_keeps_the_search_in_the_address(
        self, visit, theme, language
    ):
        page = visit('list', theme, language)
        page.locator('.convglossary-filter input').press_sequentially('FACADE')
        assert shown(page) == [name_of('Agent', language)]
        status = page.locator('.convglossary-filter [role=status]')
        sync_api.expect(status).to_contain_text('1')
        sync_api.expect(status).to_contain_text('3')
        page.wait_for_function("location.search === '?q=FACADE'")

    @EVERYWHERE
    def test_an_address_marks_its_entry_which_says_where_it_is_used(
        self, visit, theme, language
    ):
        page = visit('list', theme, language, at='#term-hsm')
        entry = page.locator('#term-hsm')
        sync_api.expect(entry).to_be_in_viewport()
        assert entry.evaluate('it => getComputedStyle(it).outlineStyle') == 'solid'
        page.locator('#term-hsm + dd .convglossary-used-in a').first.click()
        page.wait_for_url('**/user.html')

    @EVERYWHERE
    def test_a_citation_is_copied_by_keyboard(self, visit, theme, language):
        page = visit('letters', theme, language)
        page.context.grant_permissions(['clipboard-read', 'clipboard-write'])
        page.locator('#cite summary', has_text='BibTeX').focus()
        for key in ('Enter', 'Tab', 'Enter'):
            page.keyboard.press(key)
        told = page.locator('#cite details [role=status]').first
        sync_api.expect(told).not_to_be_empty()
        copied = page.evaluate('navigator.clipboard.readText()')
        assert copied.startswith('@misc{')
        assert 'https://example.org/letters.html' in copied

    @EVERYWHERE
    @needs('dot')
    def test_a_map_leads_to_entries_and_unfolds_as_a_list(self, visit, theme, language):
        page = visit('more', theme, language)
        name = name_of('Agent', language)
        page.locator('.convglossary-map summary').press('Enter')
        listed = page.locator('.convglossary-map li a', has_text=name)
        sync_api.expect(listed.first).to_be_visible()
        page.locator('.convglossary-picture a', has_text=name).focus()
        page.keyboard.press('Enter')
        page.wait_for_url('**/list.html#term-agent')

    @EVERYWHERE
    def test_the_first_use_is_written_out(self, visit, theme, language):
        uses = visit('more', theme, language).locator('p a.reference')
        uses = uses.filter(has_text='WH').all_inner_texts()
        assert uses == [f'{name_of("Webhook", language)} (WH)', 'WH']

    @EVERYWHERE
    def test_without_scripts_everything_is_there(self, visit, theme, language):
        page = visit('letters', theme, language, java_script_enabled=False)
        assert page.locator('button.convglossary-copy').count() == 0
        page.locator('#cite summary').first.click()
        assert page.locator('#cite pre').first.is_visible()
        inactive = page.locator('.convglossary-jump a[aria-disabled]')
        assert inactive.count() > 20
        assert inactive.first.get_attribute('href') is None
        page = visit('user', theme, language, java_script_enabled=False)
        link(page).click()
        page.wait_for_url('**/list.html#term-hsm')


@needs('dot')
class TestALargeMap:
    """On a screen that is narrower than the picture."""

    def narrow(self, visit, language):
        page = visit('more', language=language, viewport={'width': 320, 'height': 640})
        # As wide as a map of many terms.
        page.locator('.convglossary-picture svg').evaluate(
            "svg => svg.style.setProperty('--convglossary-map-width', '1500px')"
        )
        return page

    @pytest.mark.parametrize('language', ['en', 'ar'])
    def test_is_moved_within_its_place_and_not_with_the_page(self, visit, language):
        page = self.narrow(visit, language)
        picture = page.locator('.convglossary-picture')
        assert picture.locator('svg').bounding_box()['width'] == 900
        assert picture.evaluate('it => it.scrollWidth > it.clientWidth')
        assert page.evaluate('document.documentElement.scrollWidth') <= 320

    def test_is_printed_as_a_whole(self, visit):
        page = self.narrow(visit, 'en')
        page.emulate_media(media='print')
        picture = page.locator('.convglossary-picture')
        assert picture.evaluate('it => it.scrollWidth <= it.clientWidth')
