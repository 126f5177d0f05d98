"""Take the pictures of the manual in a browser, from the manual itself.

    python tools/screenshots.py build/html/en docs/images

needs Playwright and Debian's ``chromium``.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any


def main() -> None:
    """Take a picture of a card and of a filtered glossary, light and dark."""
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
            _card(page, given.site.resolve().as_uri())
            page.screenshot(path=given.images / f'card-{scheme}.png')
            _filtered(page, given.site.resolve().as_uri())
            page.screenshot(path=given.images / f'filter-{scheme}.png')
        browser.close()


def _card(page: Any, site: str) -> None:
    page.goto(f'{site}/reference/kitchen-sink.html')
    page.evaluate('window.scrollTo(0, 190)')
    page.locator('article p a:has(span.conv-term)').first.hover()
    page.locator('.convglossary-card:popover-open').wait_for()


def _filtered(page: Any, site: str) -> None:
    page.goto(f'{site}/glossary/index.html?q=window')
    page.locator('[role=status]:has-text("50")').first.wait_for()


if __name__ == '__main__':
    main()
