"""What readers do on the pages of the manual: a real Chromium opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import (
    CARD,
    TOUCH,
    card,
    is_gone,
    lines,
    link,
    shown,
    tab_to,
)
from programs import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

sync_api = pytest.importorskip('playwright.sync_api')

GLOSSARY = 'glossary/index.html'
SINK = 'reference/kitchen-sink.html'
#: Names of the glossary, and what the interface says, by language.
NAMES = {
    'en': ('HSM', 'Copied', '1 of 50 terms'),
    'es': ('HSM', 'Copiado', '1 de 50 términos'),
}

pytestmark = [needs('chromium'), pytest.mark.parametrize('language', NAMES)]


@pytest.fixture
def visit(open_page, build) -> Callable[..., Page]:
    """Open a page of the manual."""

    def visit(page: str, language: str, **options) -> Page:
        return open_page(f'{build(language).as_uri()}/{page}', **options)

    return visit


def test_a_card_comes_with_the_focus_and_goes_with_escape(visit, language):
    page = visit(SINK, language)
    tab_to(page)
    assert lines(card(page))['name'] == NAMES[language][0]
    page.keyboard.press('Escape')
    assert is_gone(page)
    assert page.evaluate('document.activeElement.hash') == '#term-hsm'


def test_a_card_comes_with_the_pointer_and_says_more(visit, language):
    page = visit(SINK, language)
    link(page, 'term-payment-link').hover()
    assert lines(card(page))['summary']
    card(page).locator('.convglossary-card-more').click()
    page.wait_for_url('**/*.html#term-payment-link')
    sync_api.expect(page.locator('dt:target')).to_be_in_viewport()


def test_the_first_tap_shows_and_the_second_follows(visit, language):
    page = visit(SINK, language, **TOUCH)
    link(page).tap()
    card(page)
    assert page.url.endswith(SINK)
    link(page).tap()
    page.wait_for_url('**/*.html#term-hsm')


def test_the_glossary_is_filtered_and_the_search_can_be_sent(visit, language):
    page = visit(GLOSSARY, language)
    page.locator('.convglossary-filter input').press_sequentially('hsm')
    assert shown(page) == [NAMES[language][0]]
    status = page.locator('.convglossary-filter [role=status]')
    sync_api.expect(status).to_have_text(NAMES[language][2])
    page.wait_for_function("location.search === '?q=hsm'")
    sent = visit(f'{GLOSSARY}?q=hsm', language)
    assert shown(sent) == [NAMES[language][0]]


def test_a_citation_is_copied(visit, language):
    page = visit(GLOSSARY, language)
    page.context.grant_permissions(['clipboard-read', 'clipboard-write'])
    page.locator('#cite > p button, #cite > div > p button').first.click()
    told = page.locator('#cite [role=status]').first
    sync_api.expect(told).to_have_text(NAMES[language][1])
    copied = page.evaluate('navigator.clipboard.readText()')
    assert copied.startswith('The convglossary contributors, ')


@needs('dot')
def test_a_map_leads_to_entries(visit, language):
    page = visit(SINK, language)
    page.locator('.convglossary-picture a').first.focus()
    page.keyboard.press('Enter')
    page.wait_for_url('**/*.html#term-*')


def test_without_scripts_the_pages_are_complete(visit, language):
    page = visit(SINK, language, java_script_enabled=False)
    assert page.locator(CARD).count() == 0
    link(page).click()
    page.wait_for_url('**/*.html#term-hsm')
    glossary = visit(GLOSSARY, language, java_script_enabled=False)
    assert glossary.locator('dt.convglossary-name:visible').count() == 50
    assert not glossary.locator('.convglossary-filter').is_visible()
    assert glossary.locator('button.convglossary-copy').count() == 0
