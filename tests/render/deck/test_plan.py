"""Slides are planned so that everything fits, under titles that are all different."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maghandout.errors import RenderError
from maghandout.model.document import Box as Card
from maghandout.model.document import (
    BoxRole,
    Chart,
    Citation,
    Document,
    Heading,
    Paragraph,
    Role,
    Series,
    Strong,
    Text,
)
from maghandout.render.deck.measure import line_count, total_height, width
from maghandout.render.deck.model import (
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    ChartFrame,
    Layout,
    Rise,
    Run,
    TableFrame,
    TextFrame,
    Tone,
)
from maghandout.render.deck.parts import cut_evenly
from maghandout.render.deck.plan import plan
from maghandout.theme import Theme
from tests.render.deck.conftest import HERE, bullets, document, slide, table

SENTENCE = "Magnesium may lower the number of attacks in some people, though trials disagree on it."


def _titles(planned: Document, theme: Theme) -> list[str]:
    return [slide.title for slide in plan(planned, theme).slides]


class TestParts:
    def test_too_much_is_cut_into_even_parts(self) -> None:
        assert cut_evenly([10.0] * 8, room=70, most=99) == [range(4), range(4, 8)]

    def test_a_part_holds_no_more_things_than_allowed(self) -> None:
        assert cut_evenly([1.0] * 7, room=100, most=6) == [range(4), range(4, 7)]

    def test_nothing_makes_no_parts(self) -> None:
        assert cut_evenly([], room=100, most=6) == []


class TestMeasure:
    def test_text_wraps_between_words(self) -> None:
        assert line_count((Run("aaaa bbbb"),), size=10, room=30) == 2

    def test_a_word_wider_than_the_room_is_broken(self) -> None:
        assert line_count((Run("a" * 30),), size=10, room=60) == 3

    def test_bold_is_wider(self) -> None:
        assert width("fitting", 10) < width("fitting", 10, is_strong=True)


class TestLists:
    def test_six_short_items_stand_on_one_slide(self, theme: Theme) -> None:
        planned = document(slide("Six", bullets(*(f"item {n}" for n in range(6)))))

        assert _titles(planned, theme) == ["Six"]

    def test_a_seventh_item_goes_on_to_a_further_slide(self, theme: Theme) -> None:
        planned = document(slide("Seven", bullets(*(f"item {n}" for n in range(7)))))

        assert _titles(planned, theme) == ["Seven (1 of 2)", "Seven (2 of 2)"]

    def test_every_item_is_kept_in_order_when_a_list_is_split(self, theme: Theme) -> None:
        items = [f"{number} {SENTENCE}" for number in range(15)]

        deck = plan(document(slide("Long", bullets(*items))), theme)

        frames = [frame for planned in deck.slides for frame in planned.frames]
        assert [
            line.text for frame in frames if isinstance(frame, TextFrame) for line in frame.lines
        ] == items

    def test_a_list_is_never_smaller_than_twenty_points(self, theme: Theme) -> None:
        deck = plan(document(slide("Long", bullets(*[SENTENCE] * 12))), theme)

        frames = [frame for planned in deck.slides for frame in planned.frames]
        assert {
            line.size >= 20 for frame in frames if isinstance(frame, TextFrame) for line in frame.lines
        } == {True}

    def test_an_item_longer_than_a_slide_is_an_error(self, theme: Theme) -> None:
        with pytest.raises(RenderError, match="too long for a slide"):
            plan(document(slide("Endless", bullets(SENTENCE * 60))), theme)

    def test_a_slide_split_in_two_keeps_its_source_line_and_notes(self, theme: Theme) -> None:
        source = Paragraph((Text("Peikert. 1996."),), HERE, Role.SOURCE)
        note = Paragraph((Text("Say this."),), HERE)

        deck = plan(document(slide("Both", bullets(*"abcdefg"), source, notes=(note,))), theme)

        assert [planned.frames[-1].name for planned in deck.slides] == ["Source", "Source"]
        assert [planned.notes for planned in deck.slides] == [("Say this.",), ("Say this.",)]


class TestTables:
    def test_a_long_table_goes_on_with_its_heads_repeated(self, theme: Theme) -> None:
        rows = [(f"row {number}", SENTENCE, SENTENCE) for number in range(12)]

        deck = plan(document(slide("Table", table(("A", "B", "C"), *rows))), theme)

        frames = [
            frame for planned in deck.slides for frame in planned.frames if isinstance(frame, TableFrame)
        ]
        assert len(frames) > 1
        assert {frame.rows[0][0].text for frame in frames} == {"A"}
        assert [row[0].text for frame in frames for row in frame.rows[1:]] == [row[0] for row in rows]

    def test_columns_share_the_whole_width(self, theme: Theme) -> None:
        deck = plan(document(slide("Table", table(("A", "B"), ("short", SENTENCE)))), theme)

        frame = deck.slides[0].frames[0]
        assert isinstance(frame, TableFrame)
        assert sum(frame.widths) == pytest.approx(864)
        assert frame.widths[1] > frame.widths[0]

    def test_evidence_is_never_smaller_than_sixteen_points(self, theme: Theme) -> None:
        rows = [(f"row {number}", SENTENCE * 2) for number in range(9)]

        deck = plan(document(slide("Table", table(("A", "B"), *rows))), theme)

        frames = [
            frame for planned in deck.slides for frame in planned.frames if isinstance(frame, TableFrame)
        ]
        assert min(line.size for frame in frames for row in frame.rows for line in row) >= 16


class TestCardsAndCharts:
    def test_claim_and_finding_stand_side_by_side(self, theme: Theme) -> None:
        cards = [
            Card(role, (Heading(2, (Text(words),), HERE), Paragraph((Text(SENTENCE),), HERE)), HERE)
            for role, words in ((BoxRole.CLAIM, "The article says"), (BoxRole.FINDING, "What we found"))
        ]

        deck = plan(document(slide("Claim", *cards)), theme)

        claim, finding = (frame for frame in deck.slides[0].frames if isinstance(frame, TextFrame))
        assert (claim.fill, finding.fill) == (Tone.WARNING_TINT, Tone.ACCENT_TINT)
        assert (claim.place.top, claim.place.height) == (finding.place.top, finding.place.height)
        assert claim.place.left + claim.place.width < finding.place.left

    def test_a_chart_keeps_its_numbers_and_says_them_in_words(self, theme: Theme) -> None:
        chart = Chart((), ("Magnesium", "Placebo"), (Series("Fall", (41.6, 15.8)),), "%", (), HERE)

        deck = plan(document(slide("Chart", chart)), theme)

        frame = deck.slides[0].frames[0]
        assert isinstance(frame, ChartFrame)
        assert frame.series == chart.series
        assert frame.alt == "Bar chart. Magnesium: 41.6%; Placebo: 15.8%."


class TestSlides:
    def test_slides_of_one_title_are_counted(self, theme: Theme) -> None:
        planned = document(
            slide("Care", bullets("a")), slide("Other", bullets("b")), slide("Care", bullets("c"))
        )

        assert _titles(planned, theme) == ["Care (1 of 2)", "Other", "Care (2 of 2)"]

    def test_a_citation_becomes_raised_numbers(self, theme: Theme) -> None:
        line = Paragraph((Text("So it is."), Citation(("facts#a",), (1, 4))), HERE)

        frame = plan(document(slide("Cited", line)), theme).slides[0].frames[0]

        assert isinstance(frame, TextFrame)
        assert frame.lines[0].runs[1] == Run("1,4", rise=Rise.SUPER, tone=Tone.ACCENT)

    def test_a_bad_verdict_is_bold_and_in_the_warning_color(self, theme: Theme) -> None:
        line = Paragraph((Strong((Text("contradicted"),), is_warning=True),), HERE)

        frame = plan(document(slide("Verdict", line)), theme).slides[0].frames[0]

        assert isinstance(frame, TextFrame)
        assert frame.lines[0].runs == (Run("contradicted", is_strong=True, tone=Tone.WARNING),)

    def test_a_block_outside_the_slides_is_an_error(self, theme: Theme) -> None:
        with pytest.raises(RenderError, match="outside the slides"):
            plan(document(bullets("a")), theme)

    def test_a_slide_without_words_is_still_a_slide(self, theme: Theme) -> None:
        assert [planned.layout for planned in plan(document(slide("Empty")), theme).slides] == [Layout.FREE]


class TestBackPain:
    def test_the_deck_has_eight_to_sixteen_slides(self, back_pain: Document, theme: Theme) -> None:
        assert 8 <= len(plan(back_pain, theme).slides) <= 16

    def test_no_two_titles_are_the_same(self, back_pain: Document, theme: Theme) -> None:
        titles = _titles(back_pain, theme)

        assert len(set(titles)) == len(titles)

    def test_every_frame_stands_on_the_slide_and_clear_of_the_foot(
        self, back_pain: Document, theme: Theme
    ) -> None:
        for planned in plan(back_pain, theme).slides:
            for frame in planned.frames:
                assert frame.place.left >= 0
                assert frame.place.left + frame.place.width <= SLIDE_WIDTH
                assert frame.place.top + frame.place.height <= SLIDE_HEIGHT - 30

    def test_every_text_fits_its_frame(self, back_pain: Document, theme: Theme) -> None:
        for planned in plan(back_pain, theme).slides:
            for frame in planned.frames:
                if isinstance(frame, TextFrame):
                    room = frame.place.width - 2 * frame.padding
                    needed = total_height(frame.lines, room) + 2 * frame.padding
                    assert needed <= frame.place.height + 0.01, planned.title

    def test_the_language_of_parts_comes_from_the_document(self, back_pain: Document, theme: Theme) -> None:
        spanish = replace(back_pain, furniture=replace(back_pain.furniture, page="({page} de {pages})"))

        assert any(title.endswith("(1 de 2)") for title in _titles(spanish, theme))
