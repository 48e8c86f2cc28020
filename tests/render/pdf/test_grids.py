"""Columns as wide as their words need."""

from __future__ import annotations

import pytest

from maghandout.model.document import BoxRole, Cell, Table, Text
from maghandout.render.pdf.fonts import register
from maghandout.render.pdf.grids import bar_inset, column_widths
from tests.render.pdf.pages import HERE, THEME

ROOM_PT = 504.0


def _table(*cells: str) -> Table:
    """Return a table of one row; its fonts are there to be measured."""
    register()
    head, row = (
        tuple(Cell((Text(text),), is_head, HERE) for text in texts)
        for texts, is_head in ((["x"] * len(cells), True), (cells, False))
    )
    return Table((), head, (row,), HERE)


@pytest.mark.parametrize("longest", [1, 8, 40])
def test_columns_fill_the_width(longest: int) -> None:
    table = _table("Tests differ", "words and " * longest, "Well")

    assert sum(column_widths(table, 12, ROOM_PT)) == pytest.approx(ROOM_PT)


def test_a_short_column_leaves_its_room_to_a_long_one() -> None:
    short, long, other = column_widths(_table("No it", "words and " * 40, "No it"), 12, ROOM_PT)

    assert short == pytest.approx(other)
    assert short < 70
    assert long > 360


def test_a_box_with_a_bar_stands_in_by_half_of_it() -> None:
    assert bar_inset(BoxRole.KEY_POINTS, THEME) == THEME.rules.bar / 2
    assert bar_inset(BoxRole.WARNING, THEME) == 0
