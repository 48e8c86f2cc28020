"""Pages on a screen: what axe-core, the network, the keyboard and a phone have to say of them in Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Page

from maghandout.model.document import Cell, Strip, Table
from maghandout.model.options import Profile
from maghandout.render.html.write import render
from tests.render.html.documents import EVERYTHING, LONG, named, wordy
from tests.render.html.pages import HERE, document, theme, words
from tests.topics import TOPICS

pytestmark = pytest.mark.system("chromium")

PAGES = (*TOPICS, EVERYTHING)
WIDE, NARROW = 1280, 320
_LEAVING = """
() => [...document.querySelectorAll("body, body *")].filter(one => {
  const box = one.getBoundingClientRect();
  if (!box.width || one.matches(".skip")) return false;
  if (one.tagName === "text") return box.right > one.ownerSVGElement.getBoundingClientRect().right + 1;
  const spills = getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1;
  return box.right > innerWidth || (spills && !(one instanceof SVGElement));
}).map(one => `${one.tagName} ${one.textContent.slice(0, 20)}`)
"""
"""The elements that stand out of the window, or whose words stand out of their box."""

_RUN_AXE = """
() => {
  const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, {enabled: true}]));
  return axe.run(document, {rules, resultTypes: ["violations"]}).then(results => results.violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.html).join(" ")}`.slice(0, 400)));
}
"""
"""Every rule that axe-core has: those of WCAG at AAA, best practices and experiments too."""


class Opened(Struct, frozen=True):
    """A page in the browser, its address, and what it asked for or complained of."""

    page: Page
    address: str
    requests: list[str]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str, Profile], Opened]]:
    """Return how to open a page in a profile, from a file."""
    page = browser.new_page(viewport={"width": WIDE, "height": 900})

    def open_page(name: str, profile: Profile) -> Opened:
        path = tmp_path / "page.html"
        path.write_text(render(named(name), theme(profile)), encoding="utf-8")
        requests: list[str] = []
        page.on("request", lambda made: requests.append(made.url))
        page.on("console", lambda said: requests.append(f"console: {said.text}"))
        page.goto(path.as_uri())
        return Opened(page, path.as_uri(), requests)

    yield open_page
    page.close()


@pytest.mark.parametrize(
    ("name", "profile"),
    [*((name, Profile.STANDARD) for name in PAGES), (EVERYTHING, Profile.LARGE), (EVERYTHING, Profile.MONO)],
)
def test_axe_finds_no_violation(
    name: str, profile: Profile, open_page: Callable[[str, Profile], Opened], axe: str
) -> None:
    page = open_page(name, profile).page
    page.evaluate(axe)

    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_RUN_AXE) == []


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_requested_and_a_phone_need_not_scroll_sideways(
    name: str, profile: Profile, open_page: Callable[[str, Profile], Opened]
) -> None:
    opened = open_page(name, profile)

    opened.page.set_viewport_size({"width": NARROW, "height": 900})

    assert opened.page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert [made for made in opened.requests if not made.startswith("data:")] == [opened.address]


class TestLongWords:
    @pytest.mark.parametrize("width", [WIDE, NARROW])
    @pytest.mark.parametrize("profile", Profile)
    def test_a_long_word_stays_in_its_box_on_a_screen(
        self, profile: Profile, width: int, browser: Browser
    ) -> None:
        page = browser.new_page(viewport={"width": width, "height": 900})

        page.set_content(render(wordy(LONG), theme(profile)))

        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(_LEAVING) == []
        page.close()

    @pytest.mark.parametrize("width", [WIDE, NARROW])
    def test_a_word_of_a_table_or_step_is_not_broken(self, width: int, browser: Browser) -> None:
        page = browser.new_page(viewport={"width": width, "height": 900})
        word = "supplementation"
        row = tuple(Cell(words(word), False, HERE) for _ in range(4))
        steps = (words(word), words(word), words(word), words(word))

        page.set_content(
            render(document(Table((), row, (row,), HERE), Strip((), steps, (), HERE)), theme(Profile.LARGE))
        )

        high = "() => [...document.querySelectorAll('td, th, .strip div')].map(one => {"
        high += " const range = document.createRange(); range.selectNodeContents(one);"
        high += " return range.getClientRects().length })"
        assert page.evaluate(high) == [1] * 12
        page.close()


class TestReading:
    @pytest.fixture
    def page(self, browser: Browser) -> Iterator[Page]:
        page = browser.new_page(viewport={"width": WIDE, "height": 900})
        page.set_content(render(named(EVERYTHING), theme()))
        yield page
        page.close()

    def test_the_keyboard_can_skip_the_header(self, page: Page) -> None:
        page.keyboard.press("Tab")
        first = page.locator(":focus")

        assert first.inner_text() == "Skip to the handout"
        assert first.evaluate("link => link.getBoundingClientRect().top") >= 0

        page.keyboard.press("Enter")

        assert page.locator(":focus").get_attribute("id") == "main"

    def test_a_line_to_write_on_is_found_by_its_label_and_large_enough(self, page: Page) -> None:
        line = page.get_by_label("Name", exact=True)

        line.fill("Ada")

        assert line.input_value() == "Ada"
        assert (line.bounding_box() or {"height": 0.0})["height"] >= 24

    def test_headings_stand_beside_their_text_only_where_there_is_room(self, page: Page) -> None:
        beside = "() => { const of = one => document.querySelector(one).getBoundingClientRect();"
        beside += " return of('.railed > h2').top === of('.railed > .beside').top }"

        assert page.evaluate(beside) is True
        page.set_viewport_size({"width": NARROW, "height": 900})
        assert page.evaluate(beside) is False

    def test_a_chart_is_drawn_for_the_screen_at_hand(self, page: Page) -> None:
        wide, narrow = page.locator("svg.wide").first, page.locator("svg.narrow").first

        assert (wide.is_visible(), narrow.is_visible()) == (True, False)
        page.set_viewport_size({"width": NARROW, "height": 900})
        assert (wide.is_visible(), narrow.is_visible()) == (False, True)

    def test_the_embedded_font_is_used(self, page: Page) -> None:
        faces = page.evaluate(
            "[...document.fonts].map(face => `${face.weight} ${face.style} ${face.status}`)"
        )

        assert faces == ["400 normal loaded", "700 normal loaded", "400 italic loaded"]

    def test_text_twice_as_large_needs_no_sideways_scrolling(self, page: Page) -> None:
        page.add_style_tag(content="html { font-size: 200% }")

        assert page.evaluate("document.documentElement.scrollWidth") == WIDE
