"""How much room a text takes, estimated without a font file.

The widths are those of Arial, in thousandths of the size, as Adobe published them for Helvetica, which
Arial was made to match (Core 14 AFM files). Of the fonts that office programs bring along, Arial is
among the widest (Calibri is a tenth narrower), so a text that fits by these widths fits in the others. Line
heights are taken a little larger than any of these fonts asks for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from maghandout.render.deck.model import Line, Rise, Run

LEADING = 1.2
"""Height of a line as a multiple of its size."""

INDENT = 1.1
"""Where the text of a bulleted item begins, as a multiple of its size."""

NUMBER_INDENT = 2.0
"""Where the text of a numbered one begins."""

SMALL = 0.66
"""Size of raised and lowered characters against the others."""

_FIRST = " "
_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
)  # fmt: skip
_OTHER = 620
_WIDE = 1000


def width(text: str, size: float, *, is_strong: bool = False) -> float:
    """Return the width of characters in one line, in points."""
    return sum(_width(character, is_strong=is_strong) for character in text) * size / 1000


@lru_cache(maxsize=4096)
def line_count(runs: tuple[Run, ...], size: float, room: float) -> int:
    """Return how many lines some runs take in a width; a word that is wider than it is broken."""
    lines, line, word = 1, 0.0, 0.0
    for run in runs:
        scale = size if run.rise is Rise.NONE else size * SMALL
        for character in run.text:
            wide = _width(character, is_strong=run.is_strong) * scale / 1000
            if character == " ":
                line, word = line + word + wide, 0.0
                continue
            word += wide
            if line + word > room and line > 0:
                lines, line = lines + 1, 0.0
            elif word > room:
                lines, word = lines + 1, wide
    return lines


def height(line: Line, room: float) -> float:
    """Return the height of a paragraph in a width, the space above it left out."""
    return line_count(line.runs, line.size, room - indent(line)) * line.size * LEADING


def indent(line: Line) -> float:
    """Return how far the text of a paragraph is set in, in points."""
    return line.size * (NUMBER_INDENT if line.number else INDENT if line.bullet else 0)


def total_height(lines: Iterable[Line], room: float) -> float:
    """Return the height of paragraphs below each other, with the space between them."""
    total = 0.0
    for number, line in enumerate(lines):
        total += height(line, room) + (line.gap if number else 0)
    return total


def longest_word(line: Line) -> float:
    """Return the width of the widest word of a paragraph, which no column should be narrower than."""
    return max((width(word, line.size, is_strong=True) for word in line.text.split()), default=0.0)


@lru_cache(maxsize=4096)
def _width(character: str, *, is_strong: bool) -> int:
    at = ord(character) - ord(_FIRST)
    widths = _BOLD if is_strong else _REGULAR
    if 0 <= at < len(widths):
        return widths[at]
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _OTHER
