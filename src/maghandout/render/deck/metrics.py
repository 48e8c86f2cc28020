"""The widths of Arial's characters, and how other fonts compare.

The widths are thousandths of the size, rounded. Arial was made to the widths of Helvetica (Adobe's Core 14
AFM files), and Liberation Sans to those of Arial; these were read from Liberation Sans 2 (`hmtx`), which has
the Latin, Greek and signs that the AFM files lack. 0 stands for a character that the font does not have.
"""

from __future__ import annotations

from msgspec import Struct

_LATIN_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778,
    722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
    278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556,
    584, 333, 737, 552, 400, 549, 333, 333, 333, 576, 537, 333, 333, 333, 365, 556, 834, 834, 834, 611,
    667, 667, 667, 667, 667, 667, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778,
    778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500,
    556, 556, 556, 556, 278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 549, 611, 556, 556, 556,
    556, 500, 556, 500, 667, 556, 667, 556, 667, 556, 722, 500, 722, 500, 722, 500, 722, 500, 722, 615,
    722, 556, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 556, 778, 556, 778, 556, 778, 556,
    722, 556, 722, 556, 278, 278, 278, 278, 278, 278, 278, 222, 278, 278, 735, 444, 500, 222, 667, 500,
    500, 556, 222, 556, 222, 556, 292, 556, 334, 556, 222, 722, 556, 722, 556, 722, 556, 604, 723, 556,
    778, 556, 778, 556, 778, 556, 1000, 944, 722, 333, 722, 333, 722, 333, 667, 500, 667, 500, 667, 500,
    667, 500, 611, 278, 611, 375, 611, 278, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556,
    944, 722, 667, 500, 667, 611, 500, 611, 500, 611, 500, 222,
)  # fmt: skip
_LATIN_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778,
    722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333,
    278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556,
    584, 333, 737, 552, 400, 549, 333, 333, 333, 576, 556, 333, 333, 333, 365, 556, 834, 834, 834, 611,
    722, 722, 722, 722, 722, 722, 1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778,
    778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 556,
    556, 556, 556, 556, 278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 549, 611, 611, 611, 611,
    611, 556, 611, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 556, 722, 719,
    722, 611, 667, 556, 667, 556, 667, 556, 667, 556, 667, 556, 778, 611, 778, 611, 778, 611, 778, 611,
    722, 611, 722, 611, 278, 278, 278, 278, 278, 278, 278, 278, 278, 278, 785, 556, 556, 278, 722, 556,
    556, 611, 278, 611, 278, 611, 386, 611, 479, 611, 278, 722, 611, 722, 611, 722, 611, 709, 723, 611,
    778, 611, 778, 611, 778, 611, 1000, 944, 722, 389, 722, 389, 722, 389, 667, 556, 667, 556, 667, 556,
    667, 556, 611, 333, 611, 479, 611, 333, 722, 611, 722, 611, 722, 611, 722, 611, 722, 611, 722, 611,
    944, 778, 667, 556, 667, 611, 500, 611, 500, 611, 500, 278,
)  # fmt: skip
_GREEK_REGULAR = (
    333, 333, 668, 278, 784, 838, 384, 0, 775, 0, 856, 753, 222, 667, 667, 551, 668, 667, 611, 722,
    778, 278, 667, 668, 833, 722, 650, 778, 722, 667, 0, 618, 611, 667, 798, 667, 836, 748, 278, 667,
    578, 446, 556, 222, 547, 578, 575, 500, 557, 446, 441, 556, 556, 222, 500, 500, 576, 500, 448, 556,
    690, 569, 482, 617, 395, 547, 649, 525, 713, 781, 222, 547, 556, 547, 781,
)  # fmt: skip
_GREEK_BOLD = (
    333, 465, 722, 333, 853, 906, 474, 0, 825, 0, 927, 838, 278, 722, 722, 601, 719, 667, 611, 722,
    778, 278, 722, 667, 833, 722, 644, 778, 722, 667, 0, 600, 611, 667, 821, 667, 809, 802, 278, 667,
    615, 451, 611, 278, 582, 615, 611, 556, 607, 475, 461, 611, 541, 278, 558, 556, 612, 556, 446, 611,
    766, 619, 520, 684, 447, 582, 716, 576, 754, 845, 278, 582, 611, 582, 845,
)  # fmt: skip
_SIGNS = "‐‑–—―‘’‚“”„†‡•…‰′″‹›⁄€™←↑→↓∂∆−≈≠≤≥∞■"
_SIGNS_REGULAR = (
    333, 333, 556, 1000, 1000, 222, 222, 222, 333, 333, 333, 556, 556, 350, 1000, 1000, 188, 354, 333, 333,
    167, 556, 1000, 1000, 500, 1000, 500, 494, 612, 584, 549, 549, 549, 549, 713, 604,
)  # fmt: skip
_SIGNS_BOLD = (
    333, 333, 556, 1000, 1000, 278, 278, 278, 500, 500, 500, 556, 556, 350, 1000, 1000, 240, 479, 333, 333,
    167, 556, 1000, 1000, 500, 1000, 500, 494, 612, 584, 549, 549, 549, 549, 713, 604,
)  # fmt: skip
_MISSING = 1000
"""For what Arial lacks: a fallback's character is as wide as it is high at most, emoji aside."""


def _table(latin: tuple[int, ...], greek: tuple[int, ...], signs: tuple[int, ...]) -> dict[str, int]:
    table = {chr(0x20 + at): wide for at, wide in enumerate(latin) if wide}
    table |= {chr(0x384 + at): wide for at, wide in enumerate(greek) if wide}
    table |= dict(zip(_SIGNS, signs, strict=True))
    return table


_REGULAR = _table(_LATIN_REGULAR, _GREEK_REGULAR, _SIGNS_REGULAR)
_BOLD = _table(_LATIN_BOLD, _GREEK_BOLD, _SIGNS_BOLD)


class Face(Struct, frozen=True):
    """What is known of a font."""

    ratio: float = 1.0
    """How wide its words are against the same words in Arial, at most."""
    leading: float = 1.15
    """Height of a line as a multiple of its size: ascent, descent and line gap (`hhea`)."""
    strong: float = 1.0
    """As `ratio`, for bold words against bold words."""
    fixed: int = 0
    """The width of every character; 0 where each has its own."""

    def width(self, text: str, *, is_strong: bool) -> float:
        """Return the width of characters in one line, in thousandths of the size."""
        if self.fixed:
            return self.fixed * len(text)
        widths, ratio = (_BOLD, self.strong) if is_strong else (_REGULAR, self.ratio)
        return sum(widths.get(character, _MISSING) * ratio for character in text)


ARIAL = Face()
_TIMES = Face(1.02, 1.15, 1.06)
_VERDANA = Face(1.22, 1.22, 1.29)
_HUMANIST = Face(1.0, 1.23)
_UNKNOWN = Face(1.25, 1.36, 1.3)
"""Wider and higher than any font that office programs bring along, display fonts aside."""

_FACES = {
    "arial": ARIAL, "helvetica": ARIAL, "liberation sans": ARIAL, "arimo": ARIAL, "nimbus sans": ARIAL,
    "arial narrow": ARIAL, "times new roman": _TIMES, "liberation serif": _TIMES, "times": _TIMES,
    "garamond": ARIAL, "calibri": _HUMANIST, "calibri light": _HUMANIST, "carlito": _HUMANIST,
    "candara": _HUMANIST, "corbel": _HUMANIST, "constantia": _HUMANIST, "cambria": Face(1.0, 1.18),
    "caladea": Face(1.0, 1.18), "source sans 3": Face(1.0, 1.26), "georgia": Face(1.08, 1.15, 1.12),
    "tahoma": Face(1.06, 1.21, 1.12), "trebuchet ms": Face(1.06, 1.17, 1.08),
    "segoe ui": Face(1.08, 1.34, 1.1),
    "verdana": _VERDANA, "dejavu sans": _VERDANA, "dejavu serif": Face(1.29, 1.17, 1.29),
    "courier new": Face(leading=1.14, fixed=601), "liberation mono": Face(leading=1.14, fixed=601),
    "consolas": Face(leading=1.18, fixed=550),
}  # fmt: skip
"""By name in lower case. Lines of the seeds were measured in free fonts of the same widths: Times by
Liberation Serif (0.91 on the average, 1.02 at most, a bold W 1.06), Verdana by DejaVu Sans (1.14 and 1.22,
bold 1.20 and 1.28). The others are estimates, rounded up, and 1 for a font that is narrower than Arial."""


def face_of(name: str) -> Face:
    """Return what is known of a font; a font that is not known counts as a wide and high one."""
    return _FACES.get(name.strip().lower(), _UNKNOWN)
