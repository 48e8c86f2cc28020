"""The four faces of Source Sans 3 to what a page needs: widths of words, and small copies to embed.

A copy holds only the characters asked for, in WOFF, which browsers inflate with zlib. It carries neither the
reserved name nor hinting, but the notices of the licence. A browser shows a character that the face lacks in
a font of its own, so nothing is refused here.
"""

from __future__ import annotations

import io
from base64 import b64encode
from enum import StrEnum
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

_FOLDER = Path(__file__).parents[1] / "pdf" / "fonts"
"""Where the faces lie once for every back end, beside their licence."""
_FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl")
_NOTICES = (0, 13, 14)
"""Copyright, licence and the licence's address, of a font's names (OpenType, `name`)."""


class Face(StrEnum):
    """A face; its value is the name of its file."""

    REGULAR = "SourceSans3-Regular.ttf"
    BOLD = "SourceSans3-Bold.ttf"
    ITALIC = "SourceSans3-It.ttf"
    BOLD_ITALIC = "SourceSans3-BoldIt.ttf"

    @property
    def weight(self) -> int:
        """The weight in CSS."""
        return 700 if self in (Face.BOLD, Face.BOLD_ITALIC) else 400

    @property
    def style(self) -> str:
        """The style in CSS."""
        return "italic" if self in (Face.ITALIC, Face.BOLD_ITALIC) else "normal"


def measure(text: str, size: float, is_strong: bool) -> float:
    """Return the width of a line of words in the unit of `size`; what the face lacks counts as one em."""
    advances = _advances(Face.BOLD if is_strong else Face.REGULAR)
    return sum(advances.get(ord(character), 1.0) for character in text) * size


@cache
def embedded(face: Face, characters: str) -> str:
    """Return a face with these characters as a `data:` address of a WOFF file."""
    options = Options()
    options.hinting = False
    options.layout_features = list(_FEATURES)
    options.name_IDs = list(_NOTICES)
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    buffer = io.BytesIO()
    with TTFont(_FOLDER / face, recalcTimestamp=False) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        font.save(buffer)
    return f"data:font/woff;base64,{b64encode(buffer.getvalue()).decode('ascii')}"


@cache
def _advances(face: Face) -> dict[int, float]:
    """Return the widths of a face's characters in em."""
    with TTFont(_FOLDER / face) as font:
        units, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {point: metrics[glyph][0] / units for point, glyph in font.getBestCmap().items()}
