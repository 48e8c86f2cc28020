"""The deck: slides with everything on them in its place, ready to be written.

All lengths are points, counted from the upper left corner of a slide. Colours are tones: what a colour
is for; the theme says which it is.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from maghandout.diagnostics import Origin
from maghandout.model.document import Series

SLIDE_WIDTH = 960.0
SLIDE_HEIGHT = 540.0


class Tone(StrEnum):
    """What a colour is for."""

    INK = "ink"
    MUTED = "muted"
    ACCENT = "accent"
    ACCENT_TINT = "accent_tint"
    WARNING = "warning"
    WARNING_TINT = "warning_tint"
    RULE = "rule"
    PAPER = "paper"


class Rise(StrEnum):
    """Where characters stand against the line."""

    NONE = "none"
    SUPER = "super"
    SUB = "sub"


class Layout(StrEnum):
    """The layout of the base deck that a slide is made from."""

    TITLE = "title"
    TEXT = "text"
    """A title and one text."""
    FREE = "free"
    """A title alone."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that look alike."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    rise: Rise = Rise.NONE
    tone: Tone = Tone.INK
    target: str = ""
    """The address that the characters lead to; empty for none."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; it may wrap."""

    runs: tuple[Run, ...]
    size: float
    gap: float = 0
    """Space above it."""
    bullet: str = ""
    """The character before it; empty for none."""
    number: int = 0
    """The number before it; 0 for none."""

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextFrame:
    """Text in a rectangle, on a tint where it is a card."""

    name: str
    place: Box
    lines: tuple[Line, ...]
    fill: Tone | None = None
    padding: float = 0


@dataclass(frozen=True, slots=True)
class TableFrame:
    """A table; its first row holds the heads and is repeated where a table goes on."""

    name: str
    place: Box
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Line, ...], ...]
    padding: float
    """Above and below the text of a cell."""
    alt: str


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """Numbers to draw as horizontal bars."""

    name: str
    place: Box
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    size: float
    alt: str


@dataclass(frozen=True, slots=True)
class RuleFrame:
    """A filled rectangle that says nothing."""

    name: str
    place: Box
    tone: Tone


Frame: TypeAlias = TextFrame | TableFrame | ChartFrame | RuleFrame


@dataclass(frozen=True, slots=True)
class PlannedSlide:
    """One slide; its frames stand in reading order."""

    layout: Layout
    title: str
    title_place: Box
    title_size: float
    frames: tuple[Frame, ...]
    notes: tuple[str, ...]
    part: str
    """The part of the deck that it belongs to; empty for none."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Deck:
    """Everything that a PPTX file says, and where."""

    title: str
    subject: str
    language: str
    updated: datetime.date | None
    footer: str
    """Stands at the foot of every slide, left of its number."""
    slides: tuple[PlannedSlide, ...]
