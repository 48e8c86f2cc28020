"""A document is fitted to the pages that are read: tightened before it runs over, never stretched."""

from __future__ import annotations

import functools
import itertools

import pytest
from msgspec.structs import replace

from maghandout.model.document import Block, Cell, Document, Heading, Section, Table, Text
from maghandout.model.options import Paper, Profile
from maghandout.render.pdf.write import Pdf, _lay_out, render
from maghandout.theme import Theme
from tests.render.pdf.content import Words
from tests.render.pdf.pages import HERE, document, paragraph
from tests.render.pdf.structure import Tagged, read
from tests.topics import pipeline

ONE_PAGE = replace(pipeline().theme, page=replace(pipeline().theme.page, most_pages=1.0))
"""The standard theme, with one page to fill."""


def _section(name: str, *blocks: Block) -> Section:
    return Section(Heading(2, (Text(name),), HERE), blocks, HERE)


@functools.cache
def _drawn(sections: int, theme: Theme = ONE_PAGE) -> Pdf:
    """Draw sections of one line each."""
    return render(_document(sections), theme, Paper.LETTER)


def _document(sections: int) -> Document:
    blocks = [_section(f"Section {number}", paragraph("One line.")) for number in range(sections)]
    return document(*blocks)


def _most() -> int:
    """Return the number of sections that just fit."""
    return next(number for number in itertools.count(5) if _drawn(number + 1).pages > 1)


def _lines(tagged: Tagged) -> list[Words]:
    """Return the words of the document from the top to the bottom."""
    told = [words for words in tagged.words if words.number is not None and words.text.strip()]
    return sorted(told, key=lambda words: (words.page, -words.base))


def _distances(pdf: Pdf) -> set[float]:
    """Return the distances between the lines of body text on one page."""
    body = ONE_PAGE.text.body.size
    bases = sorted({round(words.base, 1) for words in _lines(read(pdf.data)) if words.size == body})
    return {round(high - low, 1) for low, high in itertools.pairwise(bases)}


class TestTightening:
    def test_what_is_a_little_too_long_is_tightened(self) -> None:
        most = _most()

        assert (_drawn(most).pages, _drawn(most).warnings) == (1, ())
        assert max(_distances(_drawn(most))) < max(_distances(_drawn(3)))

    def test_no_line_comes_closer_than_the_leading(self) -> None:
        assert min(_distances(_drawn(_most()))) >= ONE_PAGE.text.body.leading

    def test_sizes_of_type_never_change(self) -> None:
        short, full = read(_drawn(3).data), read(_drawn(_most()).data)

        assert {words.size for words in short.words} == {words.size for words in full.words}

    def test_what_fits_as_it_is_is_not_tightened(self) -> None:
        assert min(_distances(_drawn(4))) == min(_distances(_drawn(3)))


class TestStub:
    def test_a_last_page_of_a_few_lines_is_drawn_in(self) -> None:
        two_pages = pipeline().theme
        loose = next(number for number in itertools.count(5) if _is_stub(number, two_pages))

        assert _drawn(loose, two_pages).pages == 1

    def test_a_last_page_of_a_few_lines_stays_where_nothing_helps(self) -> None:
        pdf = _drawn(_most() + 1, pipeline().theme)

        assert (pdf.pages, pdf.warnings) == (2, ())


def _is_stub(sections: int, theme: Theme) -> bool:
    """Tell whether sections with the theme's own gap leave a few lines on a second page."""
    made = _lay_out(_document(sections), theme, Paper.LETTER)
    return made.pages == 2 and made.filled[-1] < 4 * theme.text.body.leading


class TestShort:
    def test_what_is_short_is_not_stretched_over_its_page(self) -> None:
        last = _lines(read(_drawn(3).data))[-1]

        assert last.base > 792 / 2

    def test_what_is_short_is_not_stretched_over_two_pages(self) -> None:
        assert _drawn(3, pipeline().theme).pages == 1


class TestRunningOver:
    def test_it_is_told_by_how_many_lines_and_from_which_heading_on(self) -> None:
        pdf = render(
            document(_section("Much", *(paragraph("One line.") for _ in range(60)))), ONE_PAGE, Paper.A4
        )

        said = (
            "the handout runs to 2 pages on a4, at most 1 are read: it is 24 lines too long, from 'Much' on"
        )
        assert [str(warning) for warning in pdf.warnings] == [
            f"handouts/t.yaml:1: warning: {said}\n  hint: select fewer statements"
        ]

    def test_a_single_line_too_many_is_one_line(self) -> None:
        most = next(number for number in itertools.count(20) if _paragraphs(number).pages > 1)

        (warning,) = _paragraphs(most).warnings

        assert warning.message.startswith("the handout runs to 2 pages on letter, at most 1 are read: it is ")
        assert warning.message.endswith("1 line too long, from 'Title' on")

    def test_what_runs_over_is_all_there(self) -> None:
        tagged = read(_drawn(_most() + 5).data)

        assert tagged.root.text.count("One line.") == _most() + 5


@functools.cache
def _paragraphs(number: int) -> Pdf:
    return render(document(*(paragraph("One line.") for _ in range(number))), ONE_PAGE, Paper.LETTER)


class TestLargePrint:
    def test_lines_are_broken_anew(self) -> None:
        text = paragraph("Words that go on and on until the end of their line, and then some more. " * 6)

        standard, large = (
            read(render(document(text), pipeline(profile).theme, Paper.LETTER).data)
            for profile in (Profile.STANDARD, Profile.LARGE)
        )

        assert {words.size for words in _lines(large)} == {18}
        assert len({words.base for words in _lines(large)}) > len({words.base for words in _lines(standard)})
        assert large.root.text == standard.root.text

    def test_headings_stand_above_their_text(self) -> None:
        pdf = render(
            document(_section("Heading", paragraph("Text."))), pipeline(Profile.LARGE).theme, Paper.A4
        )

        heading, text = _lines(read(pdf.data))

        assert (heading.text.strip(), text.text.strip()) == ("Heading", "Text.")
        assert (heading.left, heading.base > text.base + 18) == (text.left, True)


class TestBreaks:
    @pytest.mark.parametrize("lines", range(24, 34))
    def test_a_heading_at_the_foot_of_a_page_goes_with_its_text(self, lines: int) -> None:
        before = [paragraph("One line.") for _ in range(lines)]
        tagged = read(
            render(document(*before, _section("Last", paragraph("Text."))), ONE_PAGE, Paper.A4).data
        )

        (heading,) = tagged.root.all("H2")
        (text,) = [node for node in tagged.root.all("P") if node.text == "Text."]

        assert next(heading.pieces()).page == next(text.pieces()).page

    @pytest.mark.parametrize("profile", Profile)
    def test_a_long_table_goes_on_between_rows_with_its_head_repeated(self, profile: Profile) -> None:
        def cell(text: str, *, is_head: bool = False) -> Cell:
            return Cell((Text(text),), is_head, HERE)

        head = (cell("Food", is_head=True), cell("What it does", is_head=True))
        rows = tuple((cell(f"Row {at}", is_head=True), cell("It helps a little. " * 12)) for at in range(30))
        blocks = (_section("Foods", Table((), head, rows, HERE)),)
        tagged = read(render(document(*blocks), pipeline(profile).theme, Paper.LETTER).data)

        parted = [row for row in tagged.root.all("TR") if len({piece.page for piece in row.pieces()}) > 1]

        assert parted == []
        assert tagged.artifacts("Pagination").count("Food") == len(tagged.pages) - 1
        assert [row.nodes[0].text for row in tagged.root.all("TR")] == [
            "Food",
            *(f"Row {at}" for at in range(30)),
        ]
