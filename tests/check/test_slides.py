"""Slides with lines that say what their statements say, and lines that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from maghandout.check.rule import Remark
from maghandout.check.sheet import Sheet
from maghandout.check.slides import miscounted, misquoted, uncited
from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Block,
    Cell,
    Citation,
    Heading,
    Inline,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    Slide,
    SlideKind,
    Strip,
    Table,
    Text,
)
from tests.check.sheets import library, sheet

HERE = Origin("templates/deck.html.j2", 3)
ANCHOR, OTHER = "facts#upper-limit", "facts#ask-first"
LIMIT, ASK = (library().statements[anchor].text for anchor in (ANCHOR, OTHER))
CLINICAL = library().statements[ANCHOR].clinical


def _sheet(*blocks: Block, notes: tuple[Block, ...] = ()) -> Sheet:
    """Return the sheet of a topic whose deck has one slide alone."""
    whole = sheet("back-pain")
    slide = Slide(SlideKind.CONTENT, Heading(1, (Text("Safe use"),), HERE), blocks, notes, HERE)
    return replace(whole, deck=replace(whole.deck, blocks=(slide,)))


def _cite(*anchors: str) -> Citation:
    return Citation(anchors)


def _line(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines, HERE)


def _said(
    rule: Callable[[Sheet], Iterator[Remark]], *blocks: Block, notes: tuple[Block, ...] = ()
) -> list[str]:
    return [remark.message for remark in rule(_sheet(*blocks, notes=notes))]


class TestWords:
    @pytest.mark.parametrize(
        "line",
        [
            (Text(LIMIT), _cite(ANCHOR)),
            (Text(f"{CLINICAL} (Verdict: overstated)"), _cite(ANCHOR)),
            (_cite(ANCHOR), Text(LIMIT)),
            (Text(LIMIT), _cite(ANCHOR), Text(" And: "), Text(ASK), _cite(OTHER)),
            (Text(LIMIT), _cite(ANCHOR, OTHER), Text(" 1 more claim in the notes")),
            (Text("Words of nobody"), _cite("facts#unknown")),
        ],
    )
    def test_a_line_that_holds_a_statement_that_it_cites_is_right(self, line: tuple[Inline, ...]) -> None:
        blocks = (_line(*line), ListBlock(ListStyle.BULLET, (ListItem(line, HERE),), HERE))

        assert _said(misquoted, *blocks) == []
        assert _said(miscounted, *blocks) == []

    def test_other_words_are_found_with_what_the_statement_says(self) -> None:
        (remark,) = misquoted(_sheet(_line(Text("Take as much as you like."), _cite(ANCHOR))))

        assert remark == Remark(
            f"the words on the slide are those of none of {ANCHOR}",
            HERE,
            f"it says {LIMIT!r}",
            "Take as much as you like.",
        )

    def test_the_second_of_two_joined_statements_is_looked_at_too(self) -> None:
        line = (Text(LIMIT), _cite(ANCHOR), Text(" There is no need to ask."), _cite(OTHER))

        assert _said(misquoted, _line(*line)) == [
            f"the words on the slide are those of none of {ANCHOR}, {OTHER}"
        ]

    def test_a_step_of_a_strip_is_one_of_the_statement_that_its_title_cites_for_it(self) -> None:
        steps = ((Text(LIMIT),), (Text("There is no need to ask."),))
        strip = Strip((Text("What to do"), _cite(ANCHOR, OTHER)), steps, (), HERE)

        assert _said(misquoted, strip) == [f"the words on the slide are those of none of {OTHER}"]


class TestNumbers:
    def test_another_number_on_a_slide_is_found(self) -> None:
        (remark,) = miscounted(_sheet(_line(Text(LIMIT.replace("350", "850")), _cite(ANCHOR))))

        assert remark.message == "the deck says 850 where a statement says 350"
        assert remark.hint == f"it says {LIMIT!r}"

    def test_another_number_is_not_told_twice(self) -> None:
        assert _said(misquoted, _line(Text(LIMIT.replace("350", "850")), _cite(ANCHOR))) == []

    def test_another_number_in_the_notes_is_found(self) -> None:
        notes = (_line(Text(LIMIT)), _line(Text(LIMIT.replace("350", "850"))))

        assert _said(miscounted, notes=notes) == ["the deck says 850 where a statement says 350"]

    def test_a_number_in_words_of_ones_own_is_free(self) -> None:
        assert (
            _said(
                miscounted, _line(Text("A class of 30 people")), notes=(_line(Text("Give them 5 minutes")),)
            )
            == []
        )


class TestSource:
    def test_a_statement_that_cites_nothing_is_found(self) -> None:
        (remark,) = uncited(_sheet(_line(Text(f"{LIMIT} (Verdict: accurate)"))))

        assert (remark.message, remark.origin) == ("a claim on a slide cites no statement", HERE)

    def test_words_of_ones_own_and_those_of_the_spec_need_no_source(self) -> None:
        whole = _sheet(_line(Text("What did you learn today?")), _line(Text(LIMIT)))
        topic = whole.selection.topic
        told = replace(topic, deck=replace(topic.deck, aims=(LIMIT,)))

        assert [*uncited(replace(whole, selection=replace(whole.selection, topic=told)))] == []
        assert len([*uncited(whole)]) == 1

    def test_a_cell_cites_what_its_row_does(self) -> None:
        head = Cell((Text("Limit"), _cite(ANCHOR)), True, HERE)
        rows = ((head, Cell((Text(LIMIT),), False, HERE)),)

        assert _said(uncited, Table((), (), rows, HERE)) == []
