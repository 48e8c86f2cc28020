"""A handout's parts: what they hold, and what is asked of the reader."""

from __future__ import annotations

from maghandout.check import structure
from maghandout.model.document import BoxRole, Chart, Sources, Table, plain_text
from tests.check.pages import NOTE, TABLE, Page, chart, heading, items, paragraph, section, told
from tests.check.sheets import sheet_of


def titles(page: Page) -> list[str]:
    return [part.title for part in structure.parts(page.sheet())]


def test_sections_and_boxes_are_parts_and_the_title_is_none() -> None:
    assert titles(Page()) == [
        "Key points", "What studies found", "How much to eat", "What to do", "Get help now if you", "Sources",
    ]  # fmt: skip


def test_loose_blocks_belong_to_the_loose_heading_above_them() -> None:
    sheet = sheet_of(paragraph("A."), heading("H"), paragraph("B."), paragraph("C."))

    found = [
        (part.title, [plain_text(point.inlines) for point in part.points]) for part in structure.parts(sheet)
    ]

    assert found == [("", ["A."]), ("H", ["B.", "C."])]


def test_a_loose_block_does_not_belong_to_the_section_before_it() -> None:
    sheet = sheet_of(section("H", paragraph("A.")), paragraph("B."))

    assert [part.title for part in structure.parts(sheet)] == ["H", ""]


def test_a_box_keeps_its_role() -> None:
    roles = [part.role for part in structure.parts(Page().sheet())]

    assert roles == [BoxRole.KEY_POINTS, None, None, None, BoxRole.WARNING, None]


def test_the_first_key_point_is_the_main_message() -> None:
    message = structure.main_message(Page().sheet())

    assert message is not None
    assert plain_text(message.inlines) == "Beans may help bones a little."


def test_without_key_points_the_opening_is_the_main_message() -> None:
    message = structure.main_message(Page(points=(), opening=(paragraph("Beans help."),)).sheet())

    assert message is not None
    assert plain_text(message.inlines) == "Beans help."


def test_a_page_may_have_no_main_message() -> None:
    assert structure.main_message(Page(points=()).sheet()) is None


def test_actions_are_the_items_of_checklists_and_not_the_numbered_key_points() -> None:
    found = [plain_text(item.inlines) for item in structure.actions(Page().sheet())]

    assert found == ["Eat beans each day.", "Ask us before you start.", "Stop if your bones hurt."]


def test_charts_and_tables_are_aids() -> None:
    found = structure.aids(Page().sheet())

    assert [(part.title, type(aid)) for part, aid in found] == [
        ("What studies found", Chart),
        ("How much to eat", Table),
    ]


def test_a_table_is_read_by_the_note_below_it() -> None:
    for blocks, is_told in (((TABLE, NOTE), True), ((TABLE,), False), ((NOTE, TABLE), False)):
        (part,) = structure.parts(sheet_of(section("H", *blocks)))

        assert structure.is_told_how_to_read(part, TABLE) is is_told


def test_a_chart_is_read_by_its_own_line() -> None:
    (part,) = structure.parts(sheet_of(section("H", chart(read=" "))))

    assert not structure.is_told_how_to_read(part, chart(read=" "))


def test_a_part_with_sources_or_a_form_is_no_content() -> None:
    found = [part for part in structure.parts(Page().sheet()) if structure.is_content(part)]

    assert not any(part.holds(Sources) for part in found)
    assert [part.title for part in found] == ["What studies found", "How much to eat", "What to do"]


def test_two_paragraphs_on_a_page_are_very_short_and_three_are_not() -> None:
    two = Page(points=(), compared=(), help=(), steps=(), told=(paragraph("A."), items(("B.",))), pages=1)
    three = Page(points=("C.",), compared=(), help=(), steps=(), told=two.told, pages=1)

    assert structure.is_very_short(two.sheet())
    assert not structure.is_very_short(three.sheet())


def test_the_words_of_a_part_leave_out_its_heading() -> None:
    (part,) = structure.parts(sheet_of(*told("Beans help.", title="H")))

    assert part.words == "Beans help."
