"""Pages work under a strict Content-Security-Policy, as the manual says they do."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path

import pytest
from browsing import build, card, link, shown

sync_api = pytest.importorskip('playwright.sync_api')

MANUAL = Path(__file__).parent.parent / 'docs' / 'howto' / 'cards.rst'
ADDRESS = 'https://words.example'


def policy():
    """Return the policy that the manual names."""
    found = re.search(
        r'\n +Content-Security-Policy: (.+?)\n\n', MANUAL.read_text('utf-8'), re.DOTALL
    )
    assert found is not None
    return ' '.join(found[1].split())


@pytest.fixture(scope='module')
def pages(new_project):
    """Return pages in a theme that has no scripts of its own in them."""
    # The box for the search of alabaster has one.
    return build(new_project().configure(html_sidebars={'**': []}), 'alabaster', 'en')


@pytest.fixture
def strict(browser, pages):
    """Open pages of a site whose server sends the policy; no page may break it."""
    context = browser.new_context(viewport={'width': 1000, 'height': 700})
    broken, errors = [], []

    def open_strictly(docname):
        def answer(route):
            path = pages / route.request.url.removeprefix(ADDRESS).partition('?')[0][1:]
            if not path.is_file():
                route.fulfill(status=404)
                return
            kind = mimetypes.guess_type(path.name)[0] or 'text/plain'
            route.fulfill(
                body=path.read_bytes(),
                headers={
                    'Content-Type': f'{kind}; charset=utf-8',
                    'Content-Security-Policy': policy(),
                },
            )

        context.route(f'{ADDRESS}/**', answer)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.expose_function('noteBroken', lambda what: broken.append(what))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => noteBroken("
            '`${event.violatedDirective} ${event.sourceFile} ${event.blockedURI} '
            '${event.sample}`))'
        )
        page.on('pageerror', lambda error: errors.append(str(error)))
        page.goto(f'{ADDRESS}/{docname}.html')
        return page

    yield open_strictly
    context.close()
    assert broken == []
    assert errors == []


def test_the_policy_is_a_strict_one():
    assert "script-src 'self'" in policy()
    assert "require-trusted-types-for 'script'" in policy()
    # A map says how wide it is in an attribute of style.
    assert policy().replace("style-src-attr 'unsafe-inline'", '').count('unsafe') == 0


def test_a_policy_that_is_broken_is_noticed(strict):
    page = strict('user')
    seen = page.evaluate("""async () => {
        const seen = new Promise((resolve) => {
            const heard = (event) => {
                event.stopImmediatePropagation();
                resolve(event.violatedDirective);
            };
            window.addEventListener('securitypolicyviolation', heard, true);
        });
        try { document.body.innerHTML = '<p>x'; } catch { /* As it should be. */ }
        return seen;
    }""")
    assert seen == 'require-trusted-types-for'


def test_cards_come_up(strict):
    page = strict('user')
    link(page).hover()
    assert 'A message that was' in card(page).inner_text()
    page.keyboard.press('Escape')


def test_the_filter_filters(strict):
    page = strict('list')
    page.locator('.convglossary-filter input').fill('hsm')
    assert shown(page) == ['HSM']
    # Not by a function that the page evaluates: the policy forbids that.
    page.wait_for_url('**/list.html?q=hsm')


def test_permalinks_are_copied(strict):
    page = strict('list')
    page.locator('#term-agent').hover()
    page.locator('#term-agent a.headerlink').click()
    page.locator('#term-agent [role=status]').wait_for()
    assert page.url == f'{ADDRESS}/list.html#term-agent'


def test_citations_are_copied(strict):
    page = strict('letters')
    page.locator('details summary').first.click()
    page.locator('button').first.click()


def test_pages_with_maps_load(strict):
    page = strict('more')
    link(page, 'term-webhook').hover()
    card(page)
