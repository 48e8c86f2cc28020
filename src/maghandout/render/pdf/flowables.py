"""The few things that ReportLab cannot draw by itself: rail headings, write-in lines, bars, certainty boxes.

Each takes what it needs as values and draws it; none chooses words.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from maghandout.render.pdf.fonts import BOLD, REGULAR, width


class RailHeading(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A heading drawn in the rail, left of the text that follows, taking no height of its own."""

    def __init__(self, heading: Paragraph, rail_pt: float, gutter_pt: float) -> None:
        super().__init__()
        self.keepWithNext = 1
        self.heading_height = heading.wrap(rail_pt, 1000)[1]
        self._heading = heading
        self._offset = rail_pt + gutter_pt

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the text's width and no height."""
        return width_pt, 0

    def draw(self) -> None:
        """Draw the heading in the rail, its first line level with the text's."""
        self._heading.drawOn(self.canv, -self._offset, -self.heading_height)


class LinkedEntry(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A numbered entry whose number leads to a place in the document."""

    def __init__(self, text: str, style: ParagraphStyle, bulletText: str, target: str) -> None:  # noqa: N803
        super().__init__(text, style, bulletText=bulletText)
        self._target = target

    def draw(self) -> None:
        """Draw the entry and make the room of its number a link."""
        super().draw()
        style = self.style
        area = (0, self.height - style.leading, style.leftIndent, self.height)
        self.canv.linkRect("", self._target, area, relative=1, thickness=0)


class Rule(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A line across the page."""

    def __init__(self, color: Color, thickness_pt: float, before_pt: float, after_pt: float) -> None:
        super().__init__()
        self.keepWithNext = 1
        self._color, self._thickness = color, thickness_pt
        self._before, self._after = before_pt, after_pt

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the whole width and the line with the space around it."""
        self.width = width_pt
        return width_pt, self._before + self._thickness + self._after

    def draw(self) -> None:
        """Draw the line."""
        self.canv.setStrokeColor(self._color)
        self.canv.setLineWidth(self._thickness)
        self.canv.line(0, self._after, self.width, self._after)


class WriteInLine(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A label with a line to write on."""

    def __init__(self, label: str, size_pt: float, height_pt: float, ink: Color, line: Color) -> None:
        super().__init__()
        self._label, self._size, self._height = label, size_pt, height_pt
        self._ink, self._line = ink, line

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the whole width."""
        self.width = width_pt
        return width_pt, self._height

    def draw(self) -> None:
        """Draw the label, and the line to the right of it."""
        canvas: Canvas = self.canv
        canvas.setFillColor(self._ink)
        canvas.setFont(REGULAR, self._size)
        canvas.drawString(0, 4, self._label)
        canvas.setStrokeColor(self._line)
        canvas.setLineWidth(0.8)
        canvas.line(width(self._label, REGULAR, self._size) + 5, 1, self.width, 1)


class SureBoxes(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Four boxes, as many filled as we are sure, between a label and words that run on below."""

    BOXES = 4

    def __init__(self, label: str, level: int, words: str, style: ParagraphStyle) -> None:
        super().__init__()
        self._label, self._level = label, level
        self._size, self._ink = style.fontSize, style.textColor
        self._box = self._size * 0.72
        self._boxes_at = width(label, BOLD, self._size) + self._size * 0.6
        indent = self._boxes_at + self.BOXES * (self._box + 4) + self._size * 0.4
        self._words = Paragraph(words, ParagraphStyle("sure", parent=style, firstLineIndent=indent))

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:
        """Take the width and the height of the words."""
        self._height = self._words.wrap(width_pt, height_pt)[1]
        return width_pt, self._height

    def draw(self) -> None:
        """Draw label and boxes on the first line of the words."""
        canvas: Canvas = self.canv
        base = self._height - self._size
        canvas.setFillColor(self._ink)
        canvas.setStrokeColor(self._ink)
        canvas.setFont(BOLD, self._size)
        canvas.drawString(0, base, self._label)
        canvas.setLineWidth(0.9)
        for number in range(self.BOXES):
            left = self._boxes_at + number * (self._box + 4)
            canvas.rect(left, base - 0.5, self._box, self._box, fill=int(number < self._level))
        self._words.drawOn(canvas, 0, 0)


class Bars(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Horizontal bars with their labels at the left and their values at the right end."""

    def __init__(
        self, rows: Sequence[tuple[str, float, str]], size_pt: float, ink: Color, fill: Color
    ) -> None:
        """Take (label, value, value in words) for each bar, from the top."""
        super().__init__()
        self._rows, self._size, self._ink, self._fill = rows, size_pt, ink, fill
        self._pitch = size_pt * 1.7
        self._labels = max(width(label, REGULAR, size_pt) for label, _, _ in rows) + 10
        self._values = max(width(words, BOLD, size_pt) for _, _, words in rows) + 8

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the whole width."""
        self.width = width_pt
        return width_pt, self._pitch * len(self._rows)

    def draw(self) -> None:
        """Draw the bars from a common zero."""
        canvas: Canvas = self.canv
        room = self.width - self._labels - self._values
        longest = max((abs(value) for _, value, _ in self._rows), default=0) or 1
        for number, (label, value, words) in enumerate(self._rows, 1):
            bottom = self._pitch * (len(self._rows) - number)
            canvas.setFillColor(self._ink)
            canvas.setFont(REGULAR, self._size)
            canvas.drawString(0, bottom + self._size * 0.4, label)
            canvas.setFillColor(self._fill)
            length = room * abs(value) / longest
            canvas.rect(self._labels, bottom + 2, length, self._pitch - 5, stroke=0, fill=1)
            canvas.setFillColor(self._ink)
            canvas.setFont(BOLD, self._size)
            canvas.drawString(self._labels + length + 6, bottom + self._size * 0.4, words)
