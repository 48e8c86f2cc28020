"""Numbers and steps to drawings: rectangles, words, people and arrows, each in its place.

The same drawing is put on a page, on a screen or on a slide by the renderer at hand. All lengths are points,
counted from the upper left corner of the drawing. Colours are tones. What is drawn says the same without
colour: a second series is outlined, a person who does not count is hollow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from maghandout.errors import RenderError
from maghandout.model.document import (
    LONGEST_ADDRESS,
    PEOPLE_DRAWN,
    Chart,
    ChartKind,
    QrCode,
    Strip,
    plain_text,
)
from maghandout.theme import Tone

Measure: TypeAlias = Callable[[str, float, bool], float]
"""Width of words in points, by their size and whether they are strong."""

_LEADING = 1.3
_BETWEEN = 0.45
"""Space between the names of two bars, against the size."""
_DEEP = 5
"""People in a column: two columns are ten of them, and a fifth of the columns is a fifth of the people."""
_TENS = 0.3
"""Space between ten people and the next ten, against the distance of two people."""
_QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""
_REMEMBERED = 16
"""Codes, each drawn in every layout that is tried."""


class Rectangle(Struct, frozen=True):
    """A filled rectangle, outlined where it has a line."""

    left: float
    top: float
    width: float
    height: float
    fill: Tone
    line: Tone | None = None


class Words(Struct, frozen=True):
    """One line of words; `baseline` is counted from the top."""

    left: float
    baseline: float
    text: str
    size: float
    is_strong: bool = False
    tone: Tone = Tone.INK


class Person(Struct, frozen=True):
    """A round head over a body with round shoulders, filled or hollow."""

    left: float
    top: float
    height: float
    is_filled: bool

    @property
    def width(self) -> float:
        """Width of the body."""
        return self.height * 0.5

    @property
    def head(self) -> float:
        """Radius of the head, which touches the top."""
        return self.height * 0.15

    @property
    def neck(self) -> float:
        """Height from the top of the head down to the top of the body, which reaches the bottom."""
        return self.height * 0.36

    @property
    def shoulder(self) -> float:
        """Radius of the two upper corners of the body."""
        return self.height * 0.19


class Arrow(Struct, frozen=True):
    """A triangle that points right, or down."""

    left: float
    top: float
    size: float
    is_down: bool

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The three corners, from the upper left one."""
        left, top, size = self.left, self.top, self.size
        if self.is_down:
            return (left, top), (left + size, top), (left + size / 2, top + size * 0.8)
        return (left, top), (left + size * 0.8, top + size / 2), (left, top + size)


Shape: TypeAlias = Rectangle | Words | Person | Arrow


class Drawing(Struct, frozen=True):
    """Shapes within a rectangle, in the order of drawing."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def draw_chart(chart: Chart, width: float, size: float, measure: Measure) -> Drawing:
    """Draw a chart as wide as `width`, its words in `size`.

    Raises:
        RenderError: its names and numbers are so long that no room is left for bars.
    """
    if chart.kind is ChartKind.ICONS:
        return _icons(chart, width, size, measure)
    return _bars(chart, width, size, measure)


def draw_strip(strip: Strip, width: float, size: float, measure: Measure) -> Drawing:
    """Draw steps side by side, or below each other where they would be too narrow to read."""
    steps = [plain_text(step) for step in strip.steps]
    arrow, inset = size * 0.9, size * 0.7
    room = (width - (len(steps) - 1) * arrow * 1.8) / len(steps)
    longest = max(measure(word, size, False) for step in steps for word in step.split())
    is_down = room - 2 * inset < max(longest, size * 7)
    boxed = width if is_down else room
    lines = [_wrapped(step, boxed - 2 * inset, size, measure) for step in steps]
    heights = [len(step) * size * _LEADING + 1.6 * inset for step in lines]
    high = max(heights)
    shapes: list[Shape] = []
    left = top = 0.0
    for number, step in enumerate(lines):
        tall = heights[number] if is_down else high
        shapes.append(Rectangle(left, top, boxed, tall, Tone.ACCENT_TINT, Tone.ACCENT))
        text_top = top + (tall - len(step) * size * _LEADING) / 2
        shapes += _lines(step, left + inset, text_top, size)
        if number + 1 < len(lines) and is_down:
            shapes.append(Arrow(left + boxed / 2 - arrow / 2, top + tall + arrow * 0.25, arrow, is_down=True))
            top += tall + arrow * 1.3
        elif number + 1 < len(lines):
            shapes.append(Arrow(left + boxed + arrow * 0.5, high / 2 - arrow / 2, arrow, is_down=False))
            left += boxed + arrow * 1.8
    return Drawing(width, top + heights[-1] if is_down else high, tuple(shapes))


def draw_code(code: QrCode, width: float) -> Drawing:
    """Draw a QR code in its quiet zone, a run of modules as one shape.

    Raises:
        RenderError: the address is so long that the modules would be too fine.
    """
    if len(code.address.encode()) > LONGEST_ADDRESS:
        message = f"the address {code.address[:40]!r}... is too long for a code"
        raise RenderError.at(
            code.origin, message, f"at most {LONGEST_ADDRESS} letters can be read by a phone"
        )
    matrix = _modules(code.address)
    module = width / (len(matrix) + 2 * _QUIET)
    shapes: list[Shape] = []
    for row, modules in enumerate(matrix):
        for start, end in _runs(modules):
            left, top = (start + _QUIET) * module, (row + _QUIET) * module
            shapes.append(Rectangle(left, top, (end - start) * module, module, Tone.INK))
    return Drawing(width, width, tuple(shapes))


@lru_cache(_REMEMBERED)
def _modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a code (ISO/IEC 18004, error correction M) by row, with whether each is dark."""
    import segno  # loads much that nothing else needs

    return tuple(tuple(map(bool, row)) for row in segno.make_qr(address, error="m").matrix)


def _runs(modules: Sequence[bool]) -> list[tuple[int, int]]:
    """Return start and end of each run of dark modules."""
    edges = [at for at in range(len(modules) + 1) if _is_dark(modules, at) != _is_dark(modules, at - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_dark(modules: Sequence[bool], at: int) -> bool:
    return 0 <= at < len(modules) and modules[at]


def _bars(chart: Chart, width: float, size: float, measure: Measure) -> Drawing:
    """Draw bars from a common zero: names at the left, each number at the end of its bar."""
    several = len(chart.series) > 1
    words = {value: chart.words_of(value) for series in chart.series for value in series.values}
    most_named = width * (0.26 if several else 0.36)
    named = [_wrapped(name, most_named, size, measure) for name in chart.categories]
    left = max(measure(line, size, several) for lines in named for line in lines) + size * 0.8
    shown = left
    if several:
        left += max(measure(series.name, size, False) for series in chart.series) + size * 0.8
    ends = max(measure(text, size, True) for text in words.values()) + size * 0.6
    low, high = min(0.0, *words), max(0.0, *words)
    if width - left - ends < size:
        hint = "use shorter names, or a shorter unit"
        raise RenderError.at(chart.origin, "the words of the chart leave no room for its bars", hint)
    scale = (width - left - ends) / ((high - low) or 1.0)
    zero = left - low * scale
    pitch, bar = size * (_LEADING + _BETWEEN), size * 1.25
    shapes: list[Shape] = []
    top = 0.0
    for at, lines in enumerate(named):
        tall = max(pitch * len(chart.series), size * (len(lines) * _LEADING + _BETWEEN))
        first = (pitch - size * _LEADING) / 2 if several else (tall - len(lines) * size * _LEADING) / 2
        shapes += _lines(lines, 0, top + max(first, 0), size, is_strong=several)
        for number, series in enumerate(chart.series):
            value = series.values[at]
            offset = top + (tall - pitch * len(chart.series)) / 2 + number * pitch
            if several:
                shapes.append(Words(shown, offset + pitch / 2 + size * 0.35, series.name, size))
            fill, line = (Tone.ACCENT, None) if not number else (Tone.ACCENT_TINT, Tone.ACCENT)
            start, end = min(zero, zero + value * scale), max(zero, zero + value * scale)
            shapes.append(Rectangle(start, offset + (pitch - bar) / 2, end - start, bar, fill, line))
            shapes.append(Words(end + size * 0.4, offset + pitch / 2 + size * 0.35, words[value], size, True))
        top += tall + (size * 0.5 if several and at + 1 < len(named) else 0)
    shapes.append(Rectangle(zero - 0.5, 0, 1, top, Tone.MUTED))
    return Drawing(width, top, tuple(shapes))


def _icons(chart: Chart, width: float, size: float, measure: Measure) -> Drawing:
    """Draw 100 people for each number in columns, side by side where two groups of twenty columns fit."""
    groups = [
        (category if len(chart.series) == 1 else f"{category}, {series.name}", series.values[at])
        for at, category in enumerate(chart.categories)
        for series in chart.series
    ]
    gutter = size * 2
    beside = 2 if len(groups) > 1 and (width - gutter) / 2 >= size * 15 else 1
    room = (width - gutter * (beside - 1)) / beside
    columns = PEOPLE_DRAWN // _DEEP
    step = min((room - 1) / (columns + (columns // 2 - 1) * _TENS), size * 1.05)
    high, pitch = step * 1.4, step * 1.75
    shapes: list[Shape] = []
    top = 0.0
    for start in range(0, len(groups), beside):
        row = groups[start : start + beside]
        titles = [_wrapped(f"{name}: {chart.words_of(value)}", room, size, measure) for name, value in row]
        titled = max(map(len, titles)) * size * _LEADING
        for number, ((_, value), title) in enumerate(zip(row, titles, strict=True)):
            left = number * (room + gutter)
            shapes += _lines(title, left, top, size, is_strong=True)
            for at in range(PEOPLE_DRAWN):
                across, down = divmod(at, _DEEP)
                x = left + 0.5 + (across + across // 2 * _TENS) * step
                y = top + titled + size * 0.3 + down * pitch
                shapes.append(Person(x, y, high, is_filled=at < value))
        top += titled + size * 0.3 + (_DEEP - 1) * pitch + high + 0.5 + size * 0.6
    return Drawing(width, top - size * 0.6, tuple(shapes))


def _lines(
    lines: Sequence[str], left: float, top: float, size: float, *, is_strong: bool = False
) -> list[Shape]:
    return [
        Words(left, top + (number + 0.5) * size * _LEADING + size * 0.35, line, size, is_strong)
        for number, line in enumerate(lines)
    ]


def _wrapped(text: str, room: float, size: float, measure: Measure) -> list[str]:
    """Break words into lines no wider than `room`; a word that is wider is broken too."""
    lines = [""]
    words = [part for word in text.split() for part in _broken(word, room, size, measure)]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(longer, size, True) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _broken(word: str, room: float, size: float, measure: Measure) -> list[str]:
    """Break a word into parts no wider than `room`, of one letter at least."""
    parts = [""]
    for letter in word:
        if parts[-1] and measure(parts[-1] + letter, size, True) > room:
            parts.append(letter)
        else:
            parts[-1] += letter
    return parts
