"""What ReportLab cannot draw by itself takes the room that it is to take."""

from __future__ import annotations

from maghandout.render.pdf.flowables import SureBoxes
from maghandout.render.pdf.styles import styles_of
from maghandout.render.pdf.tags import Tree
from tests.render.pdf.pages import THEME


def test_one_line_of_certainty_stands_apart_from_the_next_as_items_do() -> None:
    styles = styles_of(THEME)

    sure = SureBoxes("How sure are we?", 2, "Words.", styles.body, Tree("Document").element("P"))

    assert sure.getSpaceAfter() == styles.item.spaceAfter > 0
