"""Pages printed by Chromium: how many sheets they take, what stands together on one, and long words."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from msgspec import Struct
from playwright.sync_api import Browser

from maghandout.model.document import Box, Document, Section, lines_of, plain_text
from maghandout.model.options import Profile
from maghandout.render.html.write import render
from tests.render.html.documents import LONG, branded, named, wordy
from tests.render.html.pages import theme
from tests.topics import TOPICS

pytestmark = pytest.mark.system("chromium")


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_prints_on_as_many_pages_as_are_read(topic: str, profile: Profile, browser: Browser) -> None:
    for sheets in _printed(browser, named(topic), profile, "Letter", "A4"):
        _check_sheets(sheets, named(topic), profile)


@pytest.mark.parametrize("profile", [Profile.STANDARD, Profile.LARGE])
@pytest.mark.parametrize("topic", TOPICS)
def test_so_does_a_topic_with_all_of_a_clinic_on_the_lower_paper(
    topic: str, profile: Profile, browser: Browser
) -> None:
    (sheets,) = _printed(browser, branded(topic), profile, "Letter")

    _check_sheets(sheets, branded(topic), profile)


@pytest.mark.parametrize("profile", Profile)
def test_a_long_word_changes_no_size_in_print_and_is_not_cut(profile: Profile, browser: Browser) -> None:
    look = theme(profile)

    plain, long = (_letters(browser, render(wordy(word), look)) for word in ("w", LONG))

    assert long.marks == pytest.approx(plain.marks, abs=0.05)
    assert long.width == 612
    assert long.right <= 612 - look.page.margin + 1
    assert long.count == len(LONG) * plain.count


def _check_sheets(sheets: list[str], document: Document, profile: Profile) -> None:
    """Hold that sheets are few, numbered and footed, and that no heading stands apart from its text."""
    assert len(sheets) <= theme(profile).page.most_pages
    for number, sheet in enumerate(sheets, 1):
        counted = _packed(f"Page {number} of {len(sheets)}")
        assert counted in sheet
        assert _packed(plain_text(document.furniture.footer)) in sheet.replace(counted, "")
    for head, below in _openings(document):
        assert [head in sheet and below in sheet for sheet in sheets].count(True) == 1


def _openings(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the heading of each section or box, and what must stand on the same sheet."""
    for block in document.blocks:
        if isinstance(block, Section | Box):
            lines = [_packed(plain_text(line)) for line in lines_of(block)]
            head, below, *_ = (line for line in lines if line)
            yield head, below[:12]


def _printed(browser: Browser, document: Document, profile: Profile, *papers: str) -> list[list[str]]:
    """Print a page on each of some papers and return the words of each sheet."""
    page = browser.new_page()
    page.set_content(render(document, theme(profile)))
    prints = [page.pdf(format=paper) for paper in papers]
    page.close()
    return [_words(data) for data in prints]


def _words(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [_packed(sheet.get_textpage().get_text_range()) for sheet in document]


def _packed(text: str) -> str:
    """Return words without the spaces and breaks between them, which depend on where a line ends."""
    return "".join(text.split())


class Letters(Struct, frozen=True):
    """The letters `w` of a print, and how its other words are set."""

    count: int
    right: float
    """Where the last column of letters ends, in points."""
    width: float
    """Of the widest sheet, in points."""
    marks: tuple[float, ...]
    """Heights of the letters `M`, in points, from the smallest."""


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
