"""A bar chart to a drawing for a phone: each bar below its own name and number.

Beside their names, as on a page, the bars would have no room left. People and steps fold by themselves.
"""

from __future__ import annotations

from maghandout.model.document import Chart
from maghandout.render.figures import Drawing, Measure, Rectangle, Shape, Words
from maghandout.theme import Tone

_LEADING = 1.45
_BAR = 0.9
_GAP = 0.7
"""Shares of the size: a line, a bar, and the space below it."""


def draw_narrow(chart: Chart, width: float, size: float, measure: Measure) -> Drawing:
    """Draw bars as wide as `width`, at least 16 times `size`, their words in `size`."""
    values = [value for series in chart.series for value in series.values]
    low, high = min(0.0, *values), max(0.0, *values)
    scale = (width - 1) / ((high - low) or 1.0)
    zero = -low * scale + 0.5
    several = len(chart.series) > 1
    shapes: list[Shape] = []
    top = 0.0
    for at, category in enumerate(chart.categories):
        for number, series in enumerate(chart.series):
            value = series.values[at]
            name = f"{category}, {series.name}" if several else category
            for line in _wrapped(f"{name}: {chart.words_of(value)}", width, size, measure):
                shapes.append(Words(0, top + size, line, size))
                top += size * _LEADING
            fill, line_tone = (Tone.ACCENT_TINT, Tone.ACCENT) if number else (Tone.ACCENT, None)
            left, right = sorted((zero, zero + value * scale))
            shapes.append(Rectangle(left, top, right - left, size * _BAR, fill, line_tone))
            top += size * (_BAR + _GAP)
    return Drawing(width, top - size * _GAP + 1, tuple(shapes))


def _wrapped(text: str, room: float, size: float, measure: Measure) -> list[str]:
    """Break words into lines no wider than `room`; a word that is wider is broken too."""
    lines: list[str] = []
    words = [part for word in text.split() for part in _broken(word, room, size, measure)]
    for word in words:
        if lines and measure(f"{lines[-1]} {word}", size, False) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _broken(word: str, room: float, size: float, measure: Measure) -> list[str]:
    """Break a word into parts no wider than `room`, of one letter at least."""
    parts = [""]
    for letter in word:
        if parts[-1] and measure(parts[-1] + letter, size, False) > room:
            parts.append("")
        parts[-1] += letter
    return parts
