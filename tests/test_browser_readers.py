"""Citations are copied and maps are walked in a real Chromium, from the disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from programs import may_use, needs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from projects import Project

sync_api = pytest.importorskip('playwright.sync_api')
pytestmark = needs('chromium')

PAGE = """
Home
====

.. convmap:: Agent

.. convterm:: Agent
   :related: Bot

.. convterm:: Bot

.. convglossary::
   :cite:
   :entries: names
"""
TEXT = 'Us, Home, 1. https://example.org/index.html'


@pytest.fixture(scope='module')
def site(new_project: Callable[[], Project]) -> Path:
    project = new_project().use('sphinx.ext.graphviz')
    project.write(
        {'index.rst': PAGE},
        author='Us',
        html_baseurl='https://example.org/',
        convglossary_citation={'entries': True},
        suppress_warnings=['convglossary.no_picture'],
    )
    with may_use('dot'):
        return project.build().path / 'index.html'


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context()
    context.grant_permissions(['clipboard-read', 'clipboard-write'])
    page = context.new_page()
    page.goto(site.as_uri())
    yield page
    context.close()


def clipboard(page: Page) -> str:
    return page.evaluate('navigator.clipboard.readText()')


def test_a_button_copies_the_line_of_text_and_says_so(page):
    page.locator('#cite > p button').click()
    status = page.locator('#cite > p [role=status]')
    sync_api.expect(status).to_have_text('Copied')
    assert clipboard(page) == TEXT


def test_a_source_is_unfolded_and_copied_by_keyboard(page):
    page.locator('#cite summary', has_text='CSL-JSON').focus()
    page.keyboard.press('Enter')
    page.keyboard.press('Tab')
    page.keyboard.press('Enter')
    status = page.locator('#cite details:last-child [role=status]')
    sync_api.expect(status).to_have_text('Copied')
    assert json.loads(clipboard(page))[0]['URL'] == 'https://example.org/index.html'


def test_a_term_is_copied_with_its_own_address(page):
    fold = page.locator('#term-bot + dd details.convglossary-cite')
    fold.locator('> summary').click()
    fold.locator('> p button').click()
    sync_api.expect(fold.locator('> p [role=status]')).to_have_text('Copied')
    assert clipboard(page) == (
        'Us, “Bot”, in Home, 1. https://example.org/index.html#term-bot'
    )


def test_it_is_copied_where_the_clipboard_is_closed(page):
    """As on sites without https."""
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator('#cite > p button').click()
    sync_api.expect(page.locator('#cite > p [role=status]')).to_have_text('Copied')
    assert page.evaluate('String(getSelection())').split() == TEXT.split()


def test_without_scripts_there_is_no_button_and_everything_else(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.as_uri())
    assert page.locator('#cite button').count() == 0
    assert page.locator('#cite > p').first.inner_text() == f'Citation: {TEXT}'
    page.locator('#cite summary').first.click()
    assert page.locator('#cite pre').first.inner_text().startswith('@misc{')
    context.close()


@needs('dot')
def test_the_terms_of_a_picture_are_reached_and_followed_by_keyboard(page):
    page.locator('.convglossary-picture a', has_text='Bot').focus()
    page.keyboard.press('Enter')
    page.wait_for_url('**#term-bot')


@needs('dot')
def test_a_picture_is_no_wider_than_a_telephone(page):
    page.set_viewport_size({'width': 320, 'height': 640})
    box = page.locator('.convglossary-picture svg').bounding_box()
    assert box['x'] >= 0
    assert box['x'] + box['width'] <= 320
