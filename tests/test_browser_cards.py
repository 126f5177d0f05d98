"""Cards beside links, in a real Chromium, by pointer, keyboard and touch."""

from __future__ import annotations

import json

import pytest
from browsing import (
    CARD,
    THEMES,
    TOUCH,
    card,
    is_gone,
    later,
    lines,
    link,
    point_away,
    tab_to,
)
from programs import needs
from projects import Project

sync_api = pytest.importorskip('playwright.sync_api')
pytestmark = needs('chromium')


class TestACardByPointer:
    def test_says_what_the_term_means(self, visit):
        page = visit('user')
        link(page).hover()
        assert lines(card(page)) == {
            'name': 'HSM',
            'aliases': 'Also known as: Highly Structured Message · Template message',
            'summary': 'A message that was approved before it is sent.',
            'category': 'Category: WhatsApp',
            'languages': 'In other languages: Arabic: رسالة منظمة · Spanish: Mensaje modelo',
        }

    def test_leads_on_to_the_entry(self, visit):
        page = visit('user')
        link(page).hover()
        card(page).get_by_text('Read more').click()
        page.wait_for_url('**/list.html#term-hsm')

    def test_does_not_come_up_in_passing(self, visit):
        page = visit('user', stopped=True)
        link(page).hover()
        later(page, 200)
        point_away(page)
        later(page, 2000)
        assert page.locator(CARD).count() == 0
        link(page).hover()
        later(page, 400)
        assert page.locator(CARD).is_visible()

    def test_stays_while_the_pointer_is_on_it_and_goes_after(self, visit):
        page = visit('user', stopped=True)
        link(page).hover()
        later(page, 400)
        found = card(page)
        point_away(page)
        later(page, 200)
        found.hover()
        later(page, 2000)
        assert found.is_visible()
        point_away(page)
        later(page, 200)
        assert found.is_visible()
        later(page, 400)
        assert is_gone(page)

    @pytest.mark.parametrize('width', [1000, 320], ids=['one line', 'several lines'])
    def test_waits_for_a_pointer_on_its_way(self, visit, width):
        page = visit('user', stopped=True, viewport={'width': width, 'height': 700})
        target = page.locator('a.reference', has_text='words that are so many')
        if width == 1000:
            target = link(page)
        rows = target.evaluate(
            'link => [...link.getClientRects()].map(r => r.toJSON())'
        )
        assert (len(rows) > 1) == (width == 320)
        x, y = rows[0]['right'] - 5, rows[0]['bottom'] - 3
        page.mouse.move(x, y)
        later(page, 400)
        end = card(page).bounding_box()
        while y < end['y'] + 5:
            y += 1
            page.mouse.move(x, y)
            later(page, 70)
        assert page.locator(CARD).is_visible()
        page.mouse.move(x, rows[0]['top'] - 60)
        later(page, 400)
        assert is_gone(page)

    def test_stays_while_its_text_is_selected(self, visit):
        page = visit('user', stopped=True)
        link(page).hover()
        later(page, 400)
        card(page).locator('.convglossary-card-summary').hover()
        page.mouse.down()
        page.mouse.move(1, 1)
        page.mouse.move(2, 2)
        for _ in range(5):
            later(page, 200)
            page.mouse.move(3 + _, 3)
        assert page.locator(CARD).is_visible()
        page.mouse.up()
        page.mouse.move(1, 1)
        later(page, 400)
        assert is_gone(page)

    def test_is_dismissed_without_moving_the_pointer(self, visit):
        page = visit('user', stopped=True)
        link(page).hover()
        later(page, 400)
        card(page)
        page.keyboard.press('Escape')
        assert is_gone(page)
        later(page, 2000)
        assert page.locator(CARD).count() == 0

    def test_gives_way_to_another(self, visit):
        page = visit('user')
        link(page).hover()
        card(page)
        link(page, 'term-webhook').hover()
        page.locator(CARD, has_text='An address').wait_for()
        assert page.locator(CARD).count() == 1

    def test_shows_markup_in_a_text_as_text(self, visit):
        page = visit('user')
        link(page, 'term-agent').hover()
        assert lines(card(page))['summary'] == 'A program </script><b> that acts.'

    def test_says_in_which_language_a_name_is(self, visit):
        page = visit('user')
        link(page).hover()
        spans = card(page).locator('[lang]')
        assert [
            (span.inner_text(), span.get_attribute('lang'), span.get_attribute('dir'))
            for span in spans.all()
        ] == [('رسالة منظمة', 'ar', 'rtl'), ('Mensaje modelo', 'es', None)]

    def test_is_there_for_links_within_the_page(self, visit):
        page = visit('list')
        page.locator('dd a.reference[href="#term-agent"]').first.hover()
        assert lines(card(page))['name'] == 'Agent'

    def test_is_not_there_for_permalinks_nor_for_names_above_entries(self, visit):
        page = visit('list', stopped=True)
        page.locator('dt#term-agent').hover()
        later(page, 2000)
        page.locator('dt#term-agent a.headerlink').hover()
        later(page, 2000)
        assert page.locator(CARD).count() == 0


OTHER = {
    'format': 'convglossary',
    'version': 1,
    'project': 'Handbook',
    'sourceLanguage': 'en',
    'concepts': [
        {
            'id': 'crank',
            'renderings': {
                'en': {
                    'state': 'translated',
                    'name': 'Crank',
                    'definition': [{'state': 'translated', 'text': 'Turns the axle.'}],
                    'url': 'index.html#term-crank',
                }
            },
        }
    ],
}


def test_a_card_of_another_project_says_so_instead_of_the_title(browser, tmp_path):
    project = Project(tmp_path / 'project')
    (project.src / 'other.json').write_text(json.dumps(OTHER), encoding='utf-8')
    project.write(
        {'index.rst': 'Home\n====\n\nA :term-ref:`Crank`.\n'},
        convglossary_inventories={'other': ('https://other.example/', 'other.json')},
    )
    page = browser.new_page()
    page.set_default_timeout(5000)
    page.goto((project.build().path / 'index.html').as_uri())
    crank = page.locator('a.reference.external')
    assert crank.get_attribute('title') == '(in Handbook)'
    crank.hover()
    assert lines(card(page)) == {
        'name': 'Crank',
        'summary': 'Turns the axle.',
        'project': '(in Handbook)',
    }
    assert crank.get_attribute('title') is None
    page.close()


class TestACardByKeyboard:
    def test_comes_with_the_focus_and_goes_with_it(self, visit):
        page = visit('user')
        tab_to(page)
        assert lines(card(page))['name'] == 'HSM'
        tab_to(page, 'term-webhook')
        page.locator(CARD, has_text='An address').wait_for()
        page.keyboard.press('Shift+Tab')
        page.locator(CARD, has_text='HSM').wait_for()
        assert page.locator(CARD).count() == 1

    def test_closes_with_escape_and_the_focus_stays(self, visit):
        page = visit('user')
        tab_to(page)
        card(page)
        page.keyboard.press('Escape')
        assert is_gone(page)
        assert page.evaluate('document.activeElement.hash') == '#term-hsm'

    def test_describes_the_link_while_it_is_there(self, visit):
        page = visit('user')
        tab_to(page)
        card(page)
        described = link(page).get_attribute('aria-describedby')
        text = page.locator(f'[id="{described}"]').inner_text()
        assert 'A message that was approved' in text
        page.keyboard.press('Escape')
        assert link(page).get_attribute('aria-describedby') is None

    def test_is_no_stop_on_the_way(self, visit):
        page = visit('user')
        tab_to(page)
        card(page)
        page.keyboard.press('Tab')
        assert page.evaluate('document.activeElement.hash') == '#term-webhook'

    def test_stays_when_a_pointer_passes(self, visit):
        page = visit('user', stopped=True)
        tab_to(page)
        card(page)
        point_away(page)
        page.mouse.move(20, 400)
        later(page, 2000)
        assert page.locator(CARD).is_visible()

    def test_goes_with_the_focus_wherever_the_pointer_is(self, visit):
        page = visit('user')
        link(page).hover()
        card(page)
        tab_to(page, 'term-webhook')
        page.locator(CARD, has_text='An address').wait_for()
        page.evaluate('document.activeElement.blur()')
        assert is_gone(page)

    def test_is_read_to_its_end_where_the_screen_is_low(self, visit):
        page = visit('user', viewport={'width': 320, 'height': 256})
        tab_to(page, 'term-webhook')
        found = card(page)
        place = 'card => [card.scrollTop, card.scrollHeight - card.clientHeight]'
        top, end = found.evaluate(place)
        assert top == 0 < end
        page.keyboard.press('Shift+ArrowDown')
        assert found.evaluate(place)[0] == 0
        page.keyboard.press('ArrowDown')
        assert found.evaluate(place)[0] == min(40, end)
        scrolled = page.evaluate('scrollY')
        for _ in range(20):
            page.keyboard.press('PageDown')
            if found.evaluate(place)[0] == end:
                break
        assert found.evaluate(place)[0] == end
        assert page.evaluate('scrollY') == scrolled
        page.keyboard.press('PageUp')
        assert found.evaluate(place)[0] < end
        assert page.evaluate('document.activeElement.hash') == '#term-webhook'

    def test_does_not_keep_the_link_from_being_followed(self, visit):
        page = visit('user')
        tab_to(page)
        card(page)
        page.keyboard.press('Enter')
        page.wait_for_url('**/list.html#term-hsm')


class TestACardByTouch:
    def test_comes_with_the_first_tap_and_the_second_follows(self, visit):
        page = visit('user', **TOUCH)
        link(page).tap()
        assert lines(card(page))['name'] == 'HSM'
        assert page.url.endswith('user.html')
        link(page).tap()
        page.wait_for_url('**/list.html#term-hsm')

    def test_goes_with_a_tap_elsewhere(self, visit):
        page = visit('user', **TOUCH)
        link(page).tap()
        card(page)
        page.locator('h1').tap(position={'x': 5, 'y': 5})
        assert is_gone(page)

    def test_stays_while_a_finger_moves_on_it(self, visit):
        page = visit('user', **TOUCH)
        link(page).tap()
        card(page).evaluate("""card => card.dispatchEvent(new PointerEvent(
            'pointermove', { pointerType: 'touch', buttons: 1, bubbles: true }))""")
        page.wait_for_timeout(600)
        assert page.locator(CARD).is_visible()

    def test_leads_on(self, visit):
        page = visit('user', **TOUCH)
        link(page).tap()
        card(page).get_by_text('Read more').tap()
        page.wait_for_url('**/list.html#term-hsm')


class TestACardIsPlaced:
    def boxes(self, page, anchor):
        target = link(page, anchor)
        target.scroll_into_view_if_needed()
        target.focus()
        page.keyboard.press('Shift+Tab')
        page.keyboard.press('Tab')
        return target.bounding_box(), card(page).bounding_box()

    @pytest.mark.parametrize('width', [320, 1600])
    @pytest.mark.parametrize('anchor', ['term-hsm', 'term-agent', 'term-webhook'])
    def test_beside_its_link_and_on_the_screen(self, visit, width, anchor):
        page = visit('user', viewport={'width': width, 'height': 640})
        target, found = self.boxes(page, anchor)
        above = found['y'] + found['height'] <= target['y']
        below = found['y'] >= target['y'] + target['height']
        assert above or below
        assert found['x'] >= 0
        assert found['x'] + found['width'] <= width
        assert found['y'] >= 0
        assert found['y'] + found['height'] <= 640

    def test_beside_all_lines_of_a_long_link(self, visit):
        page = visit('user', viewport={'width': 320, 'height': 640})
        long = page.locator('a.reference', has_text='words that are so many')
        rows = long.evaluate('link => link.getClientRects().length')
        assert rows > 1
        long.hover()
        found, target = card(page).bounding_box(), long.bounding_box()
        below = found['y'] >= target['y'] + target['height']
        assert below or found['y'] + found['height'] <= target['y']

    def test_above_a_link_at_the_end_of_the_screen(self, visit):
        page = visit('user')
        link(page).evaluate("link => link.style.cssText = 'position:fixed; bottom:0'")
        target, found = self.boxes(page, 'term-hsm')
        assert found['y'] + found['height'] <= target['y']

    def test_so_that_it_scrolls_with_its_link(self, visit):
        page = visit('user', viewport={'width': 1000, 'height': 500})
        page.evaluate("document.body.style.paddingBottom = '2000px'")
        target, found = self.boxes(page, 'term-hsm')
        page.mouse.wheel(0, 40)
        page.wait_for_function('scrollY > 30')
        moved = link(page).bounding_box()['y'] - target['y']
        assert moved < -30
        now = card(page).bounding_box()['y']
        assert now - found['y'] == pytest.approx(moved, abs=1)

    def test_beside_its_link_when_something_around_it_scrolls(self, visit):
        page = visit('user')
        link(page).evaluate("""link => {
            const around = link.closest('p');
            around.style.cssText = 'width: 200px; overflow: auto; white-space: nowrap';
            around.prepend('x'.repeat(5));
        }""")
        target, found = self.boxes(page, 'term-hsm')
        link(page).evaluate("link => { link.closest('p').scrollLeft += 15; }")
        page.evaluate('new Promise((r) => requestAnimationFrame(() => setTimeout(r)))')
        moved = link(page).bounding_box()['x'] - target['x']
        assert moved == -15
        assert card(page).bounding_box()['x'] - found['x'] == moved


class TestACardLooks:
    def colours(self, page):
        link(page).hover()
        return card(page).evaluate("""card => {
            const { color, backgroundColor, animationName } = getComputedStyle(card);
            const main = card.closest('main, [role=main]');
            return { color, backgroundColor, animationName, inMain: Boolean(main) };
        }""")

    @pytest.mark.parametrize('scheme', ['light', 'dark'])
    @pytest.mark.parametrize('theme', THEMES)
    def test_at_home_in_the_theme(self, visit, theme, scheme):
        page = visit('user', theme, color_scheme=scheme)
        looks = self.colours(page)
        assert contrast(looks['color'], looks['backgroundColor']) >= 4.5
        assert looks['inMain']
        dark = scheme == 'dark' and theme in ('furo', 'pydata', 'book')
        assert (luminance(looks['backgroundColor']) < 0.2) == dark

    def test_follows_the_switch_of_the_theme(self, visit):
        page = visit('user', color_scheme='light')
        page.evaluate("document.body.dataset.theme = 'dark'")
        assert luminance(self.colours(page)['backgroundColor']) < 0.2

    def test_as_variables_say(self, visit):
        page = visit('user')
        page.add_style_tag(
            content=':root { --convglossary-card-background: rgb(1, 2, 3); '
            '--convglossary-card-width: 150px }'
        )
        assert self.colours(page)['backgroundColor'] == 'rgb(1, 2, 3)'
        assert card(page).bounding_box()['width'] <= 150

    def test_without_motion_where_readers_want_none(self, visit):
        assert self.colours(visit('user'))['animationName'] == 'convglossary-card'
        still = visit('user', reduced_motion='reduce')
        assert self.colours(still)['animationName'] == 'none'

    def test_has_an_edge_where_colours_are_forced(self, visit):
        page = visit('user', forced_colors='active')
        self.colours(page)
        edge = card(page).evaluate('card => getComputedStyle(card).borderTopColor')
        text = page.evaluate('getComputedStyle(document.body).color')
        assert edge == text

    def test_is_not_printed(self, visit):
        page = visit('user')
        self.colours(page)
        page.emulate_media(media='print')
        assert not page.locator(CARD).is_visible()


def channels(colour: str) -> list[float]:
    return [float(part) for part in colour.strip('rgba()').split(',')[:3]]


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour (WCAG 2.2)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
