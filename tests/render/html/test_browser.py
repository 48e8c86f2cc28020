"""Pages in Chromium: what axe-core, the network, the keyboard, a phone and a printer have to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from maghandout.build import Pipeline
from maghandout.compose.compose import HANDOUT
from maghandout.model.brand import Brand, Logo
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    ChartKind,
    Document,
    Field,
    Heading,
    Link,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    QrCode,
    Section,
    Series,
    SourceEntry,
    Sources,
    Strip,
    Strong,
    Table,
    Text,
    lines_of,
    plain_text,
)
from maghandout.model.options import Profile
from maghandout.render.html.write import render
from tests.logos import png
from tests.render.html.pages import HERE, document, theme, words
from tests.topics import PROJECT, TOPICS, make

pytestmark = pytest.mark.system("chromium")

EVERYTHING = "everything"
"""A page with every block and every piece of furniture, for what the topics lack."""
PAGES = (*TOPICS, EVERYTHING)
WIDE, NARROW = 1280, 320
PAPERS = ("Letter", "A4")
LONG = "w" * 200
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


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in the browser, its address, and what it asked for or complained of."""

    page: Page
    address: str
    requests: list[str]


@cache
def _document(name: str) -> Document:
    if name != EVERYTHING:
        return make(name).handout
    handout = make(TOPICS[0]).handout
    clinic = (Strong(words("Riverside Family Clinic")), Text(" 555-0100"))
    blocks = tuple(changed for block in handout.blocks for changed in _more(block))
    furniture = replace(handout.furniture, clinic=clinic)
    return replace(handout, blocks=blocks, furniture=furniture, logo=Logo(png(30, 10), 30, 10))


@cache
def _branded(topic: str) -> Document:
    """Return a topic with all that a clinic can put on it."""
    brand = Brand(
        name="Riverside Family Clinic",
        phone="555-0100",
        address="12 River Road, Springfield, IL 62701",
        url="https://riverside.example.org/magnesium",
        reviewer="Dr. Ada Lee",
        logo=Logo(png(200, 80), 200, 80),
    )
    pipeline = Pipeline(PROJECT, brand)
    return pipeline.composer(pipeline.select(topic)).compose(HANDOUT)


def _more(block: Block) -> Iterator[Block]:
    """Yield a block of a topic with what topics may add: a code in the plan, figures before the sources."""
    address = "https://example.org/a-rather-long-name-of-a-page/about-magnesium"
    match block:
        case Box(BoxRole.PLAN, blocks, origin):
            code = QrCode(address, (Text("More at "), Link(address, words(address[8:]))), HERE)
            yield Box(BoxRole.PLAN, (*blocks, code), origin)
        case Section(_, (Sources(), *_), _):
            yield Section(Heading(2, words("Figures"), HERE), _figures(), HERE)
            yield block
        case _:
            yield block


def _figures() -> tuple[Block, ...]:
    people = (Series("with loose stools", (19, 7)),)
    foods = (Series("Now", (10, 20)), Series("Then", (30, 45)))
    steps = (words("A nerve sends its signal"), words("Calcium flows in"), words("The muscle tightens"))
    return (
        Chart(words("A"), ("Pills", "Dummy"), people, "of 100", words("Read."), HERE, ChartKind.ICONS),
        Chart(words("B"), ("Beans", "Nuts and seeds of all kinds"), foods, "mg", words("Read."), HERE),
        Strip(words("C"), steps, words("Go on."), HERE),
    )


@pytest.fixture(
    params=[(name, profile) for name in PAGES for profile in Profile], ids=lambda of: "-".join(of)
)
def opened(request: pytest.FixtureRequest, browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Return one page in one profile, opened from a file."""
    name, profile = request.param
    path = tmp_path / "page.html"
    path.write_text(render(_document(name), theme(profile)), encoding="utf-8")
    page = browser.new_page(viewport={"width": WIDE, "height": 900})
    requests: list[str] = []
    page.on("request", lambda made: requests.append(made.url))
    page.on("console", lambda said: requests.append(f"console: {said.text}"))
    page.goto(path.as_uri())
    yield Opened(page, path.as_uri(), requests)
    page.close()


def test_axe_finds_no_violation(opened: Opened, axe: str) -> None:
    page = opened.page
    page.evaluate(axe)

    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_RUN_AXE) == []


def test_nothing_is_requested_and_a_phone_need_not_scroll_sideways(opened: Opened) -> None:
    page = opened.page

    page.set_viewport_size({"width": NARROW, "height": 900})

    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    assert [made for made in opened.requests if not made.startswith("data:")] == [opened.address]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("is_branded", [False, True], ids=["plain", "branded"])
def test_a_topic_prints_on_as_many_pages_as_are_read(
    is_branded: bool, topic: str, profile: Profile, paper: str, browser: Browser
) -> None:
    handout = _branded(topic) if is_branded else _document(topic)

    sheets = _printed(browser, render(handout, theme(profile)), paper)

    assert len(sheets) <= theme(profile).page.most_pages
    for number, sheet in enumerate(sheets, 1):
        counted = _packed(f"Page {number} of {len(sheets)}")
        assert counted in sheet
        assert _packed(plain_text(handout.furniture.footer)) in sheet.replace(counted, "")
    for head, below in _openings(handout):
        assert [head in sheet and below in sheet for sheet in sheets].count(True) == 1


class TestLongWords:
    @pytest.mark.parametrize("width", [WIDE, NARROW])
    @pytest.mark.parametrize("profile", Profile)
    def test_a_long_word_stays_in_its_box_on_a_screen(
        self, profile: Profile, width: int, browser: Browser
    ) -> None:
        page = browser.new_page(viewport={"width": width, "height": 900})

        page.set_content(render(_wordy(LONG), theme(profile)))

        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(_LEAVING) == []
        page.close()

    @pytest.mark.parametrize("profile", Profile)
    def test_a_long_word_changes_no_size_in_print_and_is_not_cut(
        self, profile: Profile, browser: Browser
    ) -> None:
        look = theme(profile)

        plain, wordy = (_letters(browser, render(_wordy(word), look)) for word in ("w", LONG))

        assert wordy.marks == pytest.approx(plain.marks, abs=0.05)
        assert wordy.width == 612
        assert wordy.right <= 612 - look.page.margin + 1
        assert wordy.count == len(LONG) * plain.count

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
        page.set_content(render(_document(EVERYTHING), theme()))
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


def _openings(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the heading of each section or box, and what must stand on the same sheet."""
    for block in document.blocks:
        if isinstance(block, Section | Box):
            lines = [_packed(plain_text(line)) for line in lines_of(block)]
            head, below, *_ = (line for line in lines if line)
            yield head, below[:12]


def _printed(browser: Browser, html: str, paper: str) -> list[str]:
    """Print a page and return the words of each sheet."""
    page = browser.new_page()
    page.set_content(html)
    data = page.pdf(format=paper)
    page.close()
    with pypdfium2.PdfDocument(data) as document:
        return [_packed(sheet.get_textpage().get_text_range()) for sheet in document]


def _packed(text: str) -> str:
    """Return words without the spaces and breaks between them, which depend on where a line ends."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters `w` of a print, and how its other words are set."""

    count: int
    right: float
    """Where the last column of letters ends, in points."""
    width: float
    """Of the widest sheet, in points."""
    marks: tuple[float, ...]
    """Heights of the letters `M`, in points, from the smallest."""


def _wordy(word: str) -> Document:
    """Return a page with a word in every place, and an `M` in the body that shows how large it is printed."""
    long = words(word)
    series = (Series("s", (10, 20)),)
    people = Chart(long, (word, "B"), (Series("s", (7, 9)),), "of 100", long, HERE, ChartKind.ICONS)
    row = (Cell(long, True, HERE), Cell(long, False, HERE))
    blocks: tuple[Block, ...] = (
        Heading(1, long, HERE),
        Paragraph(words("M"), HERE),
        Section(Heading(2, long, HERE), (Paragraph(long, HERE), Paragraph(words("M"), HERE)), HERE),
        *(ListBlock(style, (ListItem(long, HERE),), HERE) for style in ListStyle),
        Table(long, row, (row,), HERE),
        Chart(long, (word, "B"), series, "mg", long, HERE),
        people,
        Strip(long, (long, words("B"), words("C")), long, HERE),
        Box(
            BoxRole.WARNING,
            (Heading(2, long, HERE), ListBlock(ListStyle.BULLET, (ListItem(long, HERE),), HERE)),
            HERE,
        ),
        Box(BoxRole.PLAN, (Heading(2, long, HERE), Field(word, "name", HERE)), HERE),
        Sources((SourceEntry(1, long, ()),), HERE),
    )
    made = document(*blocks)
    return replace(made, furniture=replace(made.furniture, clinic=long, header=long))


def _letters(browser: Browser, html: str) -> Letters:
    """Print a page on Letter and measure its letters."""
    page = browser.new_page()
    page.set_content(html)
    data = page.pdf(format="Letter")
    page.close()
    with pypdfium2.PdfDocument(data) as printed:
        texts = [sheet.get_textpage() for sheet in printed]
        found = [
            (letter, text.get_charbox(at))
            for text in texts
            for at, letter in enumerate(text.get_text_range())
        ]
        width = max(sheet.get_width() for sheet in printed)
    ws = [box for letter, box in found if letter == "w"]
    marks = tuple(sorted(top - bottom for letter, (_, bottom, _, top) in found if letter == "M"))
    return Letters(len(ws), max(right for _, _, right, _ in ws), width, marks)
