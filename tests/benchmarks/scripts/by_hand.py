"""Slides in JSON to a deck, as a python-pptx script by hand would: `by_hand.py SLIDES DECK`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pptx import Presentation
from pptx.chart.data import ChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

_TITLE_AND_CONTENT, _TITLE_ONLY = 1, 5
_BELOW = (Inches(0.5), Inches(1.75), Inches(9), Inches(5))
"""Left, top, width and height of what stands below a title."""
_BODY_PT = 24


def main(source: Path, target: Path) -> None:
    """Write the deck."""
    deck = Presentation()
    for leaf in json.loads(source.read_text(encoding="utf-8")):
        layout = _TITLE_AND_CONTENT if leaf["words"] else _TITLE_ONLY
        slide = deck.slides.add_slide(deck.slide_layouts[layout])
        slide.shapes.title.text = leaf["title"]
        if leaf["words"]:
            _fill(slide.placeholders[1].text_frame, leaf["words"])
        for rows in leaf["tables"]:
            _table(slide, rows)
        for chart in leaf["charts"]:
            _chart(slide, chart["categories"], chart["series"])
        for path in leaf["pictures"]:
            slide.shapes.add_picture(path, *_BELOW[:2])
        slide.notes_slide.notes_text_frame.text = leaf["notes"]
    deck.save(str(target))


def _fill(frame: TextFrame, words: list[list[tuple[str, bool]]]) -> None:
    for at, runs in enumerate(words):
        paragraph = frame.add_paragraph() if at else frame.paragraphs[0]
        for text, is_strong in runs:
            run = paragraph.add_run()
            run.text, run.font.bold, run.font.size = text, is_strong, Pt(_BODY_PT)


def _table(slide: Slide, rows: list[list[str]]) -> None:
    table = slide.shapes.add_table(len(rows), len(rows[0]), *_BELOW).table
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text


def _chart(slide: Slide, categories: list[str], series: list[tuple[str, list[float]]]) -> None:
    numbers = ChartData()
    numbers.categories = categories
    for name, values in series:
        numbers.add_series(name, values)
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *_BELOW, numbers)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
