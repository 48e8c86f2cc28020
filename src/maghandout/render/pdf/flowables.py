"""The few things that ReportLab cannot draw by itself: rail headings, drawings, certainty boxes.

Each takes what it needs as values and draws it; none chooses words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import assert_never

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Table

from maghandout.diagnostics import Origin
from maghandout.render.figures import Arrow, Drawing, Person, Rectangle, Shape, Words
from maghandout.render.pdf.fonts import BOLD, REGULAR, width
from maghandout.render.pdf.tags import Element, Sparing, TaggedCanvas, TaggedParagraph
from maghandout.theme import Colors, Tone

_color = lru_cache(64)(HexColor)  # a figure has hundreds of shapes


class Grid(Sparing, Table):  # type: ignore[misc]  # reportlab has no types
    """A table, or what is set like one."""


class RailHeading(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A heading drawn in the rail, left of the text that follows, taking no height of its own."""

    def __init__(self, heading: TaggedParagraph, rail_pt: float, gutter_pt: float) -> None:
        super().__init__()
        self.heading_height = heading.wrap(rail_pt, 1000)[1]
        self.heading = heading
        self._offset = rail_pt + gutter_pt

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the text's width and no height."""
        return width_pt, 0

    def draw(self) -> None:
        """Draw the heading in the rail, its first line level with the text's."""
        self.heading.drawOn(self.canv, -self._offset, -self.heading_height)


class OutlinedHeading(TaggedParagraph):
    """A heading that stands in the outline of the file too."""

    def __init__(
        self, text: str, style: ParagraphStyle, element: Element, words: str, origin: Origin
    ) -> None:
        super().__init__(text, style, element)
        self.words, self.origin = words, origin

    def split(self, width_pt: float, height_pt: float) -> list[TaggedParagraph]:  # noqa: ARG002
        """Return no parts: a heading goes on the next page as a whole."""
        return []

    def draw(self) -> None:
        """Draw it, and note its place."""
        canvas: TaggedCanvas = self.canv
        if self.element is not None:
            name = f"heading-{canvas.page_index}-{canvas.absolutePosition(0, self.height)[1]:.1f}"
            canvas.bookmarkHorizontal(name, 0, self.height)
            canvas.outline(self.words, name, int(self.element.role[1]) - 1)
        super().draw()


class LinkedEntry(TaggedParagraph):
    """A numbered entry that its citations lead to, and whose number leads back to the first of them."""

    def __init__(self, text: str, style: ParagraphStyle, item: Element, number: int, back: str) -> None:
        """Take also the words of the way back, for who cannot see it."""
        label = Element("Link", Element("Lbl", item))
        super().__init__(text, style, Element("LBody", item), label, bulletText=f"{number}.")
        self._link, self._number, self._back = label, number, back

    def split(self, width_pt: float, height_pt: float) -> list[TaggedParagraph]:  # noqa: ARG002
        """Return no parts: an entry goes on the next page as a whole."""
        return []

    def draw(self) -> None:
        """Draw the entry, note its place, and make the room of its number a link."""
        canvas: TaggedCanvas = self.canv
        style = self.style
        # not an anchor in the text, beside which reportlab breaks no long word
        canvas.bookmarkHorizontal(f"source-{self._number}", 0, self.height)
        super().draw()
        area = (0, self.height - style.leading, style.leftIndent, self.height)
        with canvas.holding(self._link):
            canvas.linkRect(self._back, f"cited-{self._number}", area, relative=1, thickness=0)


class Breath(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Space between two sections, of its own length each, so that a page can be filled evenly."""

    def __init__(self, height_pt: float) -> None:
        super().__init__()
        self._height = height_pt
        self.is_first = False

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:
        """Take its height as far as there is room for it, and none at the top of a page."""
        frame = getattr(self, "_frame", None)
        self.is_first = frame is not None and bool(frame._atTop)
        return width_pt, 0.0 if self.is_first else min(self._height, height_pt)

    def draw(self) -> None:
        """Draw nothing."""


class SectionBreak(CondPageBreak):  # type: ignore[misc]  # reportlab has no types
    """Goes on to the next page where there is no room for a section's opening, or for the whole of it."""

    def __init__(self, number: int, opening_pt: float, whole_pt: float, most_empty_pt: float) -> None:
        """Take the section's number and heights; it is kept whole where no more than that stays empty."""
        super().__init__(opening_pt)
        self.number = number
        self._opening, self._whole, self._most_empty = opening_pt, whole_pt, most_empty_pt
        self.is_parted = False
        """The section goes on on the next page."""
        self.empty_pt = 0.0
        """What stays empty of the page because the section is kept whole."""

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:
        """Take no room, but ask for the next page where there is too little."""
        if self._opening <= height_pt < self._whole:
            self.is_parted = height_pt > self._most_empty
            self.empty_pt = 0.0 if self.is_parted else height_pt
            self.height = self._opening if self.is_parted else self._whole
        super().wrap(width_pt, height_pt)
        return 0, 0


class Rule(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A line across the page, but not at its top, where there is one already."""

    def __init__(self, color: Color, thickness_pt: float, before_pt: float, after_pt: float) -> None:
        super().__init__()
        self._color, self._thickness = color, thickness_pt
        self._before, self._after = before_pt, after_pt
        self._is_first = False

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the whole width and the line with the space around it."""
        self.width = width_pt
        frame = getattr(self, "_frame", None)
        self._is_first = frame is not None and bool(frame._atTop)
        return width_pt, self._after if self._is_first else self.full_height

    @property
    def full_height(self) -> float:
        """The height that it takes where it is drawn."""
        return self._before + self._thickness + self._after

    def draw(self) -> None:
        """Draw the line."""
        if self._is_first:
            return
        self.canv.setStrokeColor(self._color)
        self.canv.setLineWidth(self._thickness)
        self.canv.line(0, self._after, self.width, self._after)


class SureBoxes(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Four boxes, as many filled as we are sure, between a label and words that run on below."""

    BOXES = 4

    def __init__(self, label: str, level: int, words: str, style: ParagraphStyle, element: Element) -> None:
        super().__init__()
        self._label, self._level, self._element = label, level, element
        self.spaceAfter = style.spaceAfter
        self._size, self._ink = style.fontSize, style.textColor
        self._box = self._size * 0.72
        self._boxes_at = width(label, BOLD, self._size) + self._size * 0.6
        indent = self._boxes_at + self.BOXES * (self._box + 4) + self._size * 0.4
        self._words = TaggedParagraph(
            words, ParagraphStyle("sure", parent=style, firstLineIndent=indent), element
        )

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:
        """Take the width and the height of the words."""
        self._height = self._words.wrap(width_pt, height_pt)[1]
        return width_pt, self._height

    def draw(self) -> None:
        """Draw label and boxes on the first line of the words."""
        canvas: TaggedCanvas = self.canv
        base = self._height - self._size
        canvas.setFillColor(self._ink)
        canvas.setStrokeColor(self._ink)
        canvas.setFont(BOLD, self._size)
        with canvas.marked(self._element):
            canvas.drawString(0, base, f"{self._label} ")
        canvas.setLineWidth(0.9)
        for number in range(self.BOXES):
            left = self._boxes_at + number * (self._box + 4)
            canvas.rect(left, base - 0.5, self._box, self._box, fill=int(number < self._level))
        self._words.drawOn(canvas, 0, 0)


class DrawnFigure(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A drawing on the page."""

    def __init__(self, drawing: Drawing, colors: Colors) -> None:
        super().__init__()
        self.width, self.height = drawing.width, drawing.height
        self._shapes, self._colors = drawing.shapes, colors

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take what the drawing takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw every shape."""
        self.canv.setLineWidth(0.8)
        for shape in self._shapes:
            self._draw(shape)

    def _draw(self, shape: Shape) -> None:
        match shape:
            case Rectangle():
                self._ink(shape.fill, shape.line or shape.fill)
                bottom = self.height - shape.top - shape.height
                stroke = int(shape.line is not None)
                self.canv.rect(shape.left, bottom, shape.width, shape.height, stroke=stroke, fill=1)
            case Words():
                self._ink(shape.tone, shape.tone)
                self.canv.setFont(BOLD if shape.is_strong else REGULAR, shape.size)
                self.canv.drawString(shape.left, self.height - shape.baseline, f"{shape.text} ")
            case Person():
                self._person(shape)
            case Arrow():
                self._ink(Tone.ACCENT, Tone.ACCENT)
                path = self.canv.beginPath()
                (left, top), *others = shape.corners
                path.moveTo(left, self.height - top)
                for x, y in others:
                    path.lineTo(x, self.height - y)
                path.close()
                self.canv.drawPath(path, stroke=0, fill=1)
            case _:
                assert_never(shape)

    def _person(self, person: Person) -> None:
        self._ink(Tone.ACCENT if person.is_filled else Tone.PAPER, Tone.ACCENT)
        left, top, turn = person.left, self.height - person.top, 2 * person.shoulder
        right, bottom, body = left + person.width, top - person.height, top - person.neck
        path = self.canv.beginPath()
        path.circle(left + person.width / 2, top - person.head, person.head)
        path.moveTo(left, bottom)
        path.arcTo(left, body - turn, left + turn, body, startAng=180, extent=-90)
        path.arcTo(right - turn, body - turn, right, body, startAng=90, extent=-90)
        path.lineTo(right, bottom)
        path.close()
        self.canv.drawPath(path, stroke=1, fill=1)

    def _ink(self, fill: Tone, line: Tone) -> None:
        self.canv.setFillColor(_color(self._colors.of(fill)))
        self.canv.setStrokeColor(_color(self._colors.of(line)))
