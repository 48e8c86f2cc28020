"""The embedded fonts: registered once, here, and asked which characters they have.

Source Sans 3 by Adobe, under the SIL Open Font License (`fonts/OFL.md`).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from maghandout.diagnostics import Origin
from maghandout.errors import RenderError

REGULAR = "SourceSans3"
BOLD = "SourceSans3-Bold"

_FOLDER = Path(__file__).parent / "fonts"
_FILES = {
    REGULAR: "SourceSans3-Regular.ttf",
    BOLD: "SourceSans3-Bold.ttf",
    f"{REGULAR}-It": "SourceSans3-It.ttf",
    f"{REGULAR}-BoldIt": "SourceSans3-BoldIt.ttf",
}
_REMEMBERED = 8192
"""Words of each face: more than a library prints."""


class _Font(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A face that adds up the letters of a word once.

    ReportLab's own sum rounds in another order where `rl_accel` is installed, which would show in a file.
    """

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, str(path))
        self._thousandths = lru_cache(_REMEMBERED)(self._sum)

    def stringWidth(self, text: str, size: float, encoding: str = "") -> float:  # noqa: ARG002, N802  # reportlab's
        """Return the width of a line of text in points."""
        return 0.001 * size * self._thousandths(text)

    def _sum(self, text: str) -> float:
        wide, default = self.face.charWidths, self.face.defaultWidth
        return float(sum(wide.get(ord(letter), default) for letter in text))


@cache
def register() -> frozenset[int]:
    """Register the four faces and return the code points that all of them have."""
    common: set[int] | None = None
    for name, file in _FILES.items():
        font = _Font(name, _FOLDER / file)
        pdfmetrics.registerFont(font)
        points = set(font.face.charToGlyph)
        common = points if common is None else common & points
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, f"{REGULAR}-It", f"{REGULAR}-BoldIt")
    return frozenset(common or ())


def file_of(font: str) -> Path:
    """Return the file of a face."""
    return _FOLDER / _FILES[font]


def width(text: str, font: str, size: float) -> float:
    """Return the width of a line of text in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def check_coverage(text: str, origin: Origin) -> None:
    """Make sure that the fonts have every character of a text.

    Raises:
        RenderError: one is missing; a PDF would silently show an empty box for it.
    """
    has = register()
    if has.issuperset(map(ord, text)):
        return
    for character in text:
        if ord(character) not in has:
            name = unicodedata.name(character, "unnamed")
            message = f"the font has no character {character!r} (U+{ord(character):04X} {name})"
            raise RenderError.at(origin, f"{message} in {_around(text, character)!r}", "write it another way")


def _around(text: str, character: str) -> str:
    at = text.index(character)
    return text[max(0, at - 15) : at + 16]
