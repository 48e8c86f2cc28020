"""Slides are planned so that everything fits, under titles that are all different."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout.errors import RenderError
from maghandout.model.document import (
    Block,
    BoxRole,
    Chart,
    ChartKind,
    Citation,
    Document,
    Heading,
    Paragraph,
    QrCode,
    Role,
    Series,
    Strip,
    Strong,
    Text,
)
from maghandout.model.document import Box as Card
from maghandout.model.options import Profile
from maghandout.project import find_project
from maghandout.render.deck.measure import line_count, longest_word, total_height, width
from maghandout.render.deck.metrics import face_of
from maghandout.render.deck.model import (
    ChartFrame,
    Deck,
    DrawingFrame,
    Layout,
    Line,
    PlannedSlide,
    Rise,
    Run,
    Style,
    TableFrame,
    TextFrame,
)
from maghandout.render.deck.parts import cut_evenly
from maghandout.theme import Theme, Tone, load_theme
from tests.conftest import REPOSITORY
from tests.render.deck.conftest import HERE, bullets, document, planned, ranked, slide, table

SENTENCE = "Magnesium may lower the number of attacks in some people, though trials disagree on it."
LONG_WORD = "x" * 200
ARIAL = Style(10)


def _titles(made: Document, theme: Theme) -> list[str]:
    return [found.title for found in planned(made, theme).slides]


def _words(text: str) -> Paragraph:
    return Paragraph((Text(text),), HERE)


def _text(shown: PlannedSlide, name: str) -> TextFrame:
    return next(frame for frame in shown.texts if frame.name == name)


def _content(deck: Deck) -> list[str]:
    return [line.text for shown in deck.slides for line in _text(shown, "Content").lines]


def _tables(deck: Deck) -> list[TableFrame]:
    return [frame for shown in deck.slides for frame in shown.frames if isinstance(frame, TableFrame)]


def _cards(claim: str, finding: str) -> list[Block]:
    return [
        Card(role, (Heading(2, (Text(head),), HERE), _words(words)), HERE)
        for role, head, words in (
            (BoxRole.CLAIM, "The article says", claim),
            (BoxRole.FINDING, "What we found", finding),
        )
    ]


class TestParts:
    def test_too_much_is_cut_into_even_parts(self) -> None:
        assert cut_evenly([10.0] * 8, room=70, most=99) == [range(4), range(4, 8)]

    def test_a_part_holds_no_more_things_than_allowed(self) -> None:
        assert cut_evenly([1.0] * 7, room=100, most=6) == [range(4), range(4, 7)]

    def test_what_fits_is_not_cut(self) -> None:
        assert cut_evenly([10.0] * 7, room=70, most=7) == [range(7)]

    def test_a_thing_higher_than_the_room_gets_a_part_of_its_own(self) -> None:
        assert cut_evenly([1.0, 80.0, 1.0], room=70, most=99) == [range(1), range(1, 2), range(2, 3)]

    def test_nothing_makes_no_parts(self) -> None:
        assert cut_evenly([], room=100, most=6) == []


class TestMeasure:
    def test_text_wraps_between_words(self) -> None:
        assert line_count((Run("aaaa bbbb"),), 10, 30, ARIAL) == 2

    def test_a_word_wider_than_the_room_is_broken(self) -> None:
        assert line_count((Run("a" * 30),), 10, 60, ARIAL) == 3

    def test_a_word_may_go_on_in_another_run(self) -> None:
        assert line_count((Run("aaaa bb"), Run("bb")), 10, 30, ARIAL) == 2

    def test_bold_is_wider(self) -> None:
        assert width("fitting", 10, ARIAL) < width("fitting", 10, ARIAL, is_strong=True)

    def test_capitals_of_a_style_are_measured_as_capitals(self) -> None:
        assert width("fitting", 10, replace(ARIAL, is_caps=True)) == width("FITTING", 10, ARIAL)

    def test_the_longest_word_is_measured_bold_and_in_the_capitals_of_its_style(self) -> None:
        line = Line((Run("an illicit"), Run("ly mmmm word")), 10)

        assert longest_word(line, ARIAL) == width("mmmm", 10, ARIAL, is_strong=True)
        capitals = replace(ARIAL, is_caps=True)
        assert longest_word(line, capitals) == width("ILLICITLY", 10, ARIAL, is_strong=True)

    def test_every_character_of_a_typewriter_is_as_wide_as_the_others(self) -> None:
        assert face_of("Courier New").width("iW", is_strong=True) == 2 * 601


class TestLists:
    def test_seven_short_items_stand_on_one_slide(self, theme: Theme) -> None:
        made = document(slide("Seven", bullets(*(f"item {n}" for n in range(7)))))

        assert _titles(made, theme) == ["Seven"]

    def test_an_eighth_item_goes_on_to_a_further_slide(self, theme: Theme) -> None:
        made = document(slide("Eight", bullets(*(f"item {n}" for n in range(8)))))

        assert _titles(made, theme) == ["Eight (1 of 2)", "Eight (2 of 2)"]

    def test_every_item_is_kept_in_order_when_a_list_is_split(self, theme: Theme) -> None:
        items = [f"{number} {SENTENCE}" for number in range(15)]

        assert _content(planned(document(slide("Long", bullets(*items))), theme)) == items

    def test_a_long_list_stays_at_seven_lines_a_slide(self, theme: Theme) -> None:
        deck = planned(document(slide("Long", bullets(*[SENTENCE] * 12))), theme)

        assert {len(_text(shown, "Content").lines) for shown in deck.slides} == {3}

    def test_text_is_never_smaller_than_the_body_of_the_theme(self, theme: Theme) -> None:
        deck = planned(document(slide("Long", bullets(*[SENTENCE * 3] * 12))), theme)

        sizes = {line.size for shown in deck.slides for line in _text(shown, "Content").lines}
        assert min(sizes) >= theme.deck.body

    def test_a_paragraph_of_5000_words_goes_on_over_slides_and_loses_none(self, theme: Theme) -> None:
        text = " ".join(f"word{number}" for number in range(5000))

        deck = planned(document(slide("Endless", _words(text))), theme)

        assert len(deck.slides) > 20
        assert "".join(_content(deck)) == text

    def test_an_item_that_goes_on_is_set_in_without_a_second_bullet(self, theme: Theme) -> None:
        deck = planned(document(slide("Long", bullets(SENTENCE * 20))), theme)

        lines = [line for shown in deck.slides for line in _text(shown, "Content").lines]
        assert [(line.bullet, line.is_continued) for line in lines[:2]] == [("•", False), ("", True)]

    def test_few_words_stand_on_the_layout_for_a_message(self, theme: Theme) -> None:
        deck = planned(document(slide("Few", bullets("one", "two"))), theme)

        assert [shown.layout for shown in deck.slides] == [Layout.MESSAGE]

    def test_a_slide_split_in_two_keeps_its_source_line_and_notes(self, theme: Theme) -> None:
        source = Paragraph((Text("Peikert. 1996."),), HERE, Role.SOURCE)

        deck = planned(
            document(slide("Both", bullets(*"abcdefgh"), source, notes=(_words("Say this."),))), theme
        )

        assert [_text(shown, "Source").lines[0].text for shown in deck.slides] == ["Peikert. 1996."] * 2
        assert [shown.notes for shown in deck.slides] == [("Say this.",), ("Say this.",)]


class TestTitles:
    def test_a_short_title_has_the_size_of_the_layout(self, theme: Theme) -> None:
        deck = planned(document(slide("Short")), theme)

        assert _text(deck.slides[0], "Title").lines[0].size == theme.deck.title

    def test_a_long_title_is_set_smaller_and_never_below_28(self, theme: Theme) -> None:
        frame = _text(planned(document(slide(SENTENCE * 2)), theme).slides[0], "Title")

        assert 28 <= frame.lines[0].size < theme.deck.title

    def test_a_word_of_200_letters_makes_the_title_higher_and_the_body_lower(self, theme: Theme) -> None:
        deck = planned(document(slide(LONG_WORD, bullets("item"))), theme)

        title, content = _text(deck.slides[0], "Title"), _text(deck.slides[0], "Content")
        assert title.slot is not None
        assert title.place.height > title.slot.place.height
        assert content.place.top >= title.place.bottom

    def test_a_title_without_end_is_an_error(self, theme: Theme) -> None:
        with pytest.raises(RenderError) as caught:
            planned(document(slide(SENTENCE * 20)), theme)

        assert str(caught.value) == "test:1: a title is too long for a slide\n  hint: say less in it"

    def test_slides_of_one_title_are_counted(self, theme: Theme) -> None:
        made = document(
            slide("Care", bullets("a")), slide("Other", bullets("b")), slide("Care", bullets("c"))
        )

        assert _titles(made, theme) == ["Care (1 of 2)", "Other", "Care (2 of 2)"]


class TestTables:
    def test_a_long_table_goes_on_with_its_heads_repeated(self, theme: Theme) -> None:
        rows = [(f"row {number}", SENTENCE, SENTENCE) for number in range(12)]

        frames = _tables(planned(document(slide("Table", table(("A", "B", "C"), *rows))), theme))

        assert len(frames) > 1
        assert {frame.rows[0][0].text for frame in frames} == {"A"}
        assert [row[0].text for frame in frames for row in frame.rows[1:]] == [row[0] for row in rows]

    def test_columns_share_the_whole_width(self, theme: Theme) -> None:
        frame = _tables(planned(document(slide("Table", table(("A", "B"), ("short", SENTENCE)))), theme))[0]

        assert sum(frame.widths) == pytest.approx(864)
        assert frame.widths[1] > frame.widths[0]

    @pytest.mark.parametrize(("count", "larger"), [(9, 4), (10, 2), (11, 0)])
    def test_a_table_is_set_as_large_as_one_slide_holds_it(
        self, theme: Theme, count: int, larger: int
    ) -> None:
        rows = [(f"row {number}", "short") for number in range(count)]

        (frame,) = _tables(planned(document(slide("Table", table(("A", "B"), *rows))), theme))

        assert frame.rows[0][0].size == theme.deck.table + larger

    def test_a_table_is_never_smaller_than_the_theme_says(self, theme: Theme) -> None:
        rows = [(f"row {number}", SENTENCE * 3) for number in range(9)]

        frames = _tables(planned(document(slide("Table", table(("A", "B"), *rows))), theme))

        sizes = {line.size for frame in frames for row in frame.rows for line in row}
        assert min(sizes) >= theme.deck.table

    def test_a_row_higher_than_a_slide_goes_on_under_the_same_row_head(self, theme: Theme) -> None:
        text = " ".join(f"word{number}" for number in range(900))

        frames = _tables(planned(document(slide("Table", table(("A", "B"), ("head", text)))), theme))

        rows = [row for frame in frames for row in frame.rows[1:]]
        assert "".join(row[1].text for row in rows) == text
        assert {row[0].text for row in rows} == {"head"}

    def test_columns_that_find_no_room_go_on_beside_the_row_heads(self, theme: Theme) -> None:
        heads = tuple(f"informative{number}" for number in range(12))

        frames = _tables(planned(document(slide("Wide", table(heads, heads))), theme))

        assert {frame.rows[0][0].text for frame in frames} == {heads[0]}
        assert [line.text for frame in frames for line in frame.rows[0][1:]] == list(heads[1:])

    def test_a_table_of_far_too_many_columns_is_an_error(self, theme: Theme) -> None:
        heads = tuple(f"informative{number}" for number in range(40))

        with pytest.raises(RenderError) as caught:
            planned(document(slide("Wide", table(heads, heads))), theme)

        assert str(caught.value) == (
            "test:1: a table of 40 columns does not fit a slide at 18 pt\n  hint: name fewer columns"
        )

    def test_a_word_of_200_letters_is_broken_in_its_cell(self, theme: Theme) -> None:
        frame = _tables(planned(document(slide("Table", table(("A", "B"), ("a", LONG_WORD)))), theme))[0]

        assert sum(frame.widths) == pytest.approx(864)


class TestCards:
    def test_claim_and_finding_stand_side_by_side_with_the_verdict_below(self, theme: Theme) -> None:
        verdict = Paragraph((Text("Verdict: none."),), HERE, Role.VERDICT)

        shown = planned(document(slide("Claim", *_cards(SENTENCE, SENTENCE), verdict)), theme).slides[0]

        claim, finding = _text(shown, "Card left"), _text(shown, "Card right")
        assert shown.layout is Layout.COMPARISON
        assert claim.place.right < finding.place.left
        assert _text(shown, "Verdict").place.top >= claim.place.bottom

    def test_cards_of_the_large_profile_stay_side_by_side_down_to_24_points(self) -> None:
        large = load_theme(find_project(REPOSITORY), Profile.LARGE)

        deck = planned(document(slide("Claim", *_cards(SENTENCE * 2, SENTENCE * 3))), large)

        card = _text(deck.slides[0], "Card right")
        assert len(deck.slides) == 1
        assert [line.size for line in card.lines] == [24]

    def test_a_head_is_as_high_as_its_words(self) -> None:
        large = load_theme(find_project(REPOSITORY), Profile.LARGE)

        deck = planned(document(slide("Claim", *_cards(SENTENCE, SENTENCE))), large)

        head, card = _text(deck.slides[0], "Head left"), _text(deck.slides[0], "Card left")
        assert head.place.height >= total_height(head.lines, head.place.width, head.style)
        assert [line.size for line in (*head.lines, *card.lines)] == [28, 28]

    def test_cards_too_long_for_the_sides_of_a_narrow_slide_stand_below_each_other(
        self, theme: Theme, clinic: Callable[[str], Path]
    ) -> None:
        verdict = Paragraph((Text("Verdict: none."),), HERE, Role.VERDICT)
        made = document(slide("Claim", *_cards(SENTENCE, SENTENCE * 3), verdict))

        deck = planned(made, theme, clinic("narrow"))

        lines = _text(deck.slides[0], "Content").lines
        assert len(deck.slides) == 1
        assert [line.text for line in lines[::2]] == ["The article says", "What we found", "Verdict: none."]
        assert {line.size for line in lines} == {24}

    def test_long_cards_take_a_slide_each(self, theme: Theme) -> None:
        deck = planned(document(slide("Claim", *_cards(SENTENCE * 5, SENTENCE * 5))), theme)

        firsts = [_text(shown, "Content").lines[0].text for shown in deck.slides]
        assert firsts == ["The article says", "What we found"]


class TestFigures:
    def test_a_chart_keeps_its_numbers_and_says_them_in_words(self, theme: Theme) -> None:
        chart = Chart(
            (), ("Magnesium", "Placebo"), (Series("Fall", (41.6, 15.8)),), "%", (), HERE, name="Bar chart"
        )

        shown = planned(document(slide("Chart", chart)), theme).slides[0]

        frame = next(frame for frame in shown.frames if isinstance(frame, ChartFrame))
        assert frame.series == chart.series
        assert frame.alt == "Bar chart. Magnesium: 41.6%; Placebo: 15.8%."

    def test_words_that_find_no_room_beside_a_chart_go_on(self, theme: Theme) -> None:
        chart = Chart((), ("A", "B"), (Series("Fall", (1.0, 2.0)),), "%", (Text("Read."),), HERE)

        deck = planned(document(slide("Chart", chart, bullets(*[SENTENCE] * 5))), theme)

        assert deck.slides[0].layout is Layout.CHART
        assert len(deck.slides) == 3

    def test_how_to_read_a_chart_is_in_the_notes_where_it_finds_no_room_beside_it(self, theme: Theme) -> None:
        read = SENTENCE * 12
        chart = Chart((), ("A", "B"), (Series("Fall", (1.0, 2.0)),), "%", (Text(read),), HERE)

        shown = planned(document(slide("Chart", chart, notes=(_words("Say this."),))), theme).slides[0]

        assert shown.notes == ("Say this.", read)
        assert [frame.name for frame in shown.texts] == ["Title", "Footer", "Slide Number"]

    @pytest.mark.parametrize(
        "figure",
        [
            Chart((), ("A", "B"), (Series("S", (7.0, 93.0)),), "of 100", (), HERE, ChartKind.ICONS),
            Strip((), ((Text("First"),), (Text("Second"),)), (), HERE),
            QrCode("https://example.org", (Text("More at example.org"),), HERE),
        ],
        ids=["people", "steps", "code"],
    )
    def test_people_steps_and_codes_are_drawn_with_words_in_their_stead(
        self, figure: Block, theme: Theme
    ) -> None:
        shown = planned(document(slide("Figure", figure)), theme).slides[0]

        frame = next(frame for frame in shown.frames if isinstance(frame, DrawingFrame))
        assert frame.alt
        assert frame.drawing.shapes

    def test_people_that_find_no_room_go_on(self, theme: Theme) -> None:
        names = tuple(f"Group {number}" for number in range(6))
        people = Chart((), names, (Series("S", (7.0,) * 6),), "of 100", (), HERE, ChartKind.ICONS)

        deck = planned(document(slide("People", people)), theme)

        alts = [
            frame.alt for shown in deck.slides for frame in shown.frames if isinstance(frame, DrawingFrame)
        ]
        assert len(alts) > 1
        assert [sum(name in alt for alt in alts) for name in names] == [1] * 6

    def test_bars_whose_numbers_would_touch_go_on(self, theme: Theme) -> None:
        names = tuple(f"Group {number}" for number in range(12))
        series = (Series("S", (7.0,) * 12), Series("T", (8.0,) * 12))

        deck = planned(document(slide("Bars", Chart((), names, series, "", (), HERE))), theme)

        charts = [frame for shown in deck.slides for frame in shown.frames if isinstance(frame, ChartFrame)]
        assert len(charts) > 1
        assert tuple(name for chart in charts for name in chart.categories) == names

    def test_a_chart_on_several_slides_stands_in_one_width_and_knows_the_whole(self, theme: Theme) -> None:
        made = document(slide("Bars", ranked(), bullets("some words beside")))

        charts = [
            frame
            for shown in planned(made, theme).slides
            for frame in shown.frames
            if isinstance(frame, ChartFrame)
        ]

        assert len(charts) > 1
        assert len({frame.place for frame in charts}) == 1
        assert {frame.whole.categories for frame in charts} == {ranked().categories}

    def test_a_step_that_is_too_long_is_an_error(self, theme: Theme) -> None:
        strip = Strip((), ((Text(SENTENCE * 20),), (Text("Second"),)), (), HERE)

        with pytest.raises(RenderError, match="test:1: a figure is too large for a slide"):
            planned(document(slide("Steps", strip)), theme)


class TestSlides:
    def test_a_citation_becomes_raised_numbers(self, theme: Theme) -> None:
        line = Paragraph((Text("So it is."), Citation(("facts#a",), (1, 4))), HERE)

        frame = _text(planned(document(slide("Cited", line)), theme).slides[0], "Content")

        assert frame.lines[0].runs[1] == Run("1,4", rise=Rise.SUPER, tone=Tone.ACCENT)

    def test_a_bad_verdict_is_bold_and_in_the_warning_color(self, theme: Theme) -> None:
        line = Paragraph((Strong((Text("contradicted"),), is_warning=True),), HERE)

        frame = _text(planned(document(slide("Verdict", line)), theme).slides[0], "Content")

        assert frame.lines[0].runs == (Run("contradicted", is_strong=True, tone=Tone.WARNING),)

    def test_a_block_outside_the_slides_is_an_error(self, theme: Theme) -> None:
        with pytest.raises(RenderError, match="outside the slides"):
            planned(document(bullets("a")), theme)

    def test_a_slide_without_words_is_still_a_slide(self, theme: Theme) -> None:
        assert _titles(document(slide("Empty")), theme) == ["Empty"]

    def test_the_language_of_parts_comes_from_the_document(self, back_pain: Document, theme: Theme) -> None:
        spanish = replace(back_pain, furniture=replace(back_pain.furniture, page="({page} de {pages})"))

        assert any(title.endswith("(1 de 2)") for title in _titles(spanish, theme))
