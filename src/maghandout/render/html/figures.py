"""Charts, codes and levels of certainty to figures of HTML.

Bars are drawn twice, for a page and for a phone, and the style sheet shows one of the two: words that
shrink with a picture cannot be read. People are drawn once, because there are many of them: each hundred is
a picture for a phone, and the style sheet sets two side by side where there is room.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from maghandout.model.document import Chart, ChartKind, QrCode, Strip
from maghandout.model.library import Certainty
from maghandout.render.figures import Arrow, Drawing, Rectangle, draw_chart, draw_code, draw_strip
from maghandout.render.html.fonts import measure
from maghandout.render.html.markup import Element, Nodes, element
from maghandout.render.html.narrow import draw_narrow
from maghandout.render.html.style import sheet_width
from maghandout.render.html.svg import write_drawing
from maghandout.theme import Theme, Tone

_NARROW_PT = 216
"""What a phone of 320 px leaves for text."""
_CODE_PT = 72
_BORDER_PT = 0.75
_LEVELS = len(Certainty)
_LEVEL_PT = (8.0, 4.0)
"""Side and distance of the boxes of certainty."""


def chart_pictures(chart: Chart, theme: Theme) -> Nodes:
    """Return bars for a wide screen and paper, then for a narrow screen; or people for both."""
    size = theme.text.table.size
    if chart.kind is ChartKind.ICONS:
        drawings = (draw_chart(hundred, _NARROW_PT, size, measure) for hundred in _hundreds(chart))
        pictures = (write_drawing(drawing, theme.colors, "", "hundred") for drawing in drawings)
        return (element("div", *pictures, class_="people", role="img", aria_label=chart.alt),)
    wide = draw_chart(chart, sheet_width(theme), size, measure)
    narrow = draw_narrow(chart, _NARROW_PT, size, measure)
    return (
        write_drawing(wide, theme.colors, chart.alt, "wide"),
        write_drawing(narrow, theme.colors, chart.alt, "narrow"),
    )


def _hundreds(chart: Chart) -> Iterator[Chart]:
    """Yield a chart for each category."""
    for at, category in enumerate(chart.categories):
        series = tuple(replace(series, values=(series.values[at],)) for series in chart.series)
        yield replace(chart, categories=(category,), series=series)


def runs_down(strip: Strip, theme: Theme) -> bool:
    """Say whether the words of steps are too long for boxes side by side, as they are on a drawn page."""
    width = sheet_width(theme) - 2 * _BORDER_PT * len(strip.steps)
    drawing = draw_strip(strip, width, theme.text.table.size, measure)
    return any(isinstance(shape, Arrow) and shape.is_down for shape in drawing.shapes)


def code_picture(code: QrCode, theme: Theme) -> Element:
    """Return a QR code; its words stand beside it, so that nobody need be told of the picture."""
    return write_drawing(draw_code(code, _CODE_PT), theme.colors, "", "qr")


def level_picture(certainty: Certainty, theme: Theme) -> Element:
    """Return one box for each level of certainty, filled up to this one; the words beside it say the same."""
    side, apart = _LEVEL_PT
    boxes = tuple(
        Rectangle(
            0.5 + number * (side + apart),
            0.5,
            side,
            side,
            Tone.INK if number < certainty.level else Tone.PAPER,
            Tone.INK,
        )
        for number in range(_LEVELS)
    )
    drawing = Drawing(_LEVELS * (side + apart) - apart + 1, side + 1, boxes)
    return write_drawing(drawing, theme.colors, "", "level")
