"""The deck: slides with everything on them in its place, ready to be written.

All lengths are points, counted from the upper left corner of a slide. Colours are tones; the template says
which colour of its theme each is.
"""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from maghandout.diagnostics import Origin
from maghandout.model.document import Chart, Series
from maghandout.render.deck.metrics import ARIAL, Face
from maghandout.render.figures import Drawing
from maghandout.theme import Tone


class Rise(StrEnum):
    """Where characters stand against the line."""

    NONE = "none"
    SUPER = "super"
    SUB = "sub"


class Layout(StrEnum):
    """The layout that a slide is made from."""

    TITLE = "title"
    CONTENT = "content"
    MESSAGE = "message"
    """Content in fewer and larger words."""
    COMPARISON = "comparison"
    TABLE = "table"
    CHART = "chart"
    CLOSING = "closing"


class Part(StrEnum):
    """What a placeholder of a layout is for."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    DETAILS = "details"
    BODY = "body"
    HEADS = "heads"
    TABLE = "table"
    CHART = "chart"
    CAPTION = "caption"
    VERDICT = "verdict"
    SOURCE = "source"
    FOOTER = "footer"
    NUMBER = "number"


class Box(Struct, frozen=True):
    """A rectangle on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles share some of the slide."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Style(Struct, frozen=True):
    """How text looks that says nothing of it: what it has from placeholder, layout and master."""

    size: float
    is_strong: bool = False
    face: Face = ARIAL
    spacing: float = 1.0
    """Height of a line against that of the font."""
    gap: float = 0
    """Space above a paragraph."""
    hanging: float = 0
    """How far the text of an item is set in."""
    has_bullet: bool = False
    is_caps: bool = False
    insets: tuple[float, float, float, float] = (0, 0, 0, 0)
    """From the frame to the text, at the left, the top, the right and the bottom."""


class Slot(Struct, frozen=True):
    """A placeholder of a layout."""

    index: int
    kind: str
    """Its type as the file says it; empty for a place that takes anything."""
    place: Box
    style: Style


class Run(Struct, frozen=True):
    """Characters that look alike."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    rise: Rise = Rise.NONE
    tone: Tone | None = None
    """None for the colour that the placeholder gives."""
    target: str = ""
    """The address that the characters lead to; empty for none."""


class Line(Struct, frozen=True):
    """A paragraph; it may wrap."""

    runs: tuple[Run, ...]
    size: float
    gap: float | None = None
    """Space above it; None for what the placeholder gives."""
    bullet: str = ""
    """The character before it; empty for none."""
    number: int = 0
    """The number before it; 0 for none."""
    is_continued: bool = False
    """It goes on from another slide: set in like an item, without its mark."""

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)


class TextFrame(Struct, frozen=True):
    """Text in a placeholder, or in a box of its own where it has no slot."""

    name: str
    place: Box
    lines: tuple[Line, ...]
    style: Style
    slot: Slot | None = None


class TableFrame(Struct, frozen=True):
    """A table; its first row holds the heads and is repeated where a table goes on."""

    name: str
    place: Box
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Line, ...], ...]
    padding: float
    """Above and below the text of a cell."""
    alt: str
    style: Style
    has_row_heads: bool
    slot: Slot | None = None


class ChartFrame(Struct, frozen=True):
    """Numbers to draw as horizontal bars."""

    name: str
    place: Box
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    """What follows each number; empty for nothing."""
    size: float
    alt: str
    whole: Chart
    """The chart that these numbers are of: on however many slides it stands, it has one scale."""
    slot: Slot | None = None


class DrawingFrame(Struct, frozen=True):
    """Shapes that are one picture and have one text in its stead."""

    name: str
    place: Box
    drawing: Drawing
    style: Style
    alt: str


class PictureFrame(Struct, frozen=True):
    """A picture in PNG."""

    name: str
    place: Box
    png: bytes
    alt: str


Frame: TypeAlias = TextFrame | TableFrame | ChartFrame | DrawingFrame | PictureFrame


class PlannedSlide(Struct, frozen=True):
    """One slide; its frames stand in reading order, the title first, the foot last."""

    layout: Layout
    title: str
    frames: tuple[Frame, ...]
    notes: tuple[str, ...]
    part: str
    """The part of the deck that it belongs to; empty for none."""
    origin: Origin

    @property
    def texts(self) -> tuple[TextFrame, ...]:
        """The frames that hold text."""
        return tuple(frame for frame in self.frames if isinstance(frame, TextFrame))


class Deck(Struct, frozen=True):
    """Everything that a PPTX file says, and where."""

    title: str
    subject: str
    language: str
    updated: datetime.date | None
    footer: str
    """Stands at the foot of every slide where the layout has a place for it."""
    slides: tuple[PlannedSlide, ...]
