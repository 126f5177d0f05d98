"""Take the pictures of the manual in a browser, from the manual itself.

    python tools/screenshots.py build/html/en docs/images

needs Playwright and Debian's ``chromium``, and a manual built with Graphviz.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


#: Resolves when the page has come to where its address leads.
_AT_REST = """new Promise((resolve) => {
    let before = NaN;
    const look = () => {
        if (scrollY === before) return resolve();
        before = scrollY;
        setTimeout(look, 200);
    };
    look();
})"""


def main() -> None:
    """Take every picture, light and dark."""
    parser = argparse.ArgumentParser(description='take the pictures of the manual')
    parser.add_argument('site', type=Path, help='the manual as built in English')
    parser.add_argument('images', type=Path, help='where the pictures go')
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    given.images.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which('chromium'))
        for scheme in ('light', 'dark'):
            page = browser.new_page(
                viewport={'width': 760, 'height': 460},
                color_scheme=scheme,
                reduced_motion='reduce',
            )
            for name, open_page in PICTURES.items():
                open_page(page, given.site.resolve().as_uri())
                page.screenshot(path=given.images / f'{name}-{scheme}.png')
        browser.close()


def _card(page: Any, site: str) -> None:
    page.goto(f'{site}/reference/kitchen-sink.html')
    page.evaluate('window.scrollTo(0, 190)')
    page.locator('article p a:has(span.conv-term)').first.hover()
    page.locator('.convglossary-card:popover-open').wait_for()


def _filtered(page: Any, site: str) -> None:
    page.goto(f'{site}/glossary/index.html?q=window')
    page.locator('[role=status]:has-text("50")').first.wait_for()


def _glossary(page: Any, site: str) -> None:
    page.goto(f'{site}/glossary/index.html#term-24-hour-window')
    page.evaluate(_AT_REST)


def _citation(page: Any, site: str) -> None:
    page.goto(f'{site}/glossary/index.html#cite')
    page.locator('#cite summary').first.click()
    _scroll_to(page, '#cite')


def _map(page: Any, site: str) -> None:
    page.goto(f'{site}/glossary/map.html')
    _scroll_to(page, '.convglossary-picture')


def _scroll_to(page: Any, selector: str) -> None:
    """Put something below what a theme may keep at the top of the screen."""
    page.mouse.move(1, 1)
    page.locator(selector).first.evaluate(
        'part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 72)'
    )


#: What opens the page of each picture.
PICTURES: dict[str, Callable[[Any, str], None]] = {
    'card': _card,
    'glossary': _glossary,
    'filter': _filtered,
    'citation': _citation,
    'map': _map,
}


if __name__ == '__main__':
    main()
