"""An accent colour to its contrast, the tint that goes with it, and the nearest colour that can be read.

Numbers as small as a citation's stand in the accent, on white and on its own tint, and the heads of tables
are white on it, so it keeps the 7:1 of WCAG 2.2, success criterion 1.4.6 (AAA).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TypeAlias

LEAST = 7.0
"""The ratio that an accent needs on every ground it stands on."""

WHITE = "#ffffff"

_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_TINT = 9
"""Parts of the accent in a hundred of its tint, the rest white: visible in print, and nearly as bright."""
_HALVINGS = 16
"""Bisections; what is left of the span then is far below a step of a channel."""

_Three: TypeAlias = tuple[float, float, float]


def parse_color(text: str) -> str:
    """Return a colour as `#rrggbb`, from `#rrggbb` or `#rgb`; empty when it is neither."""
    color = text.lower()
    if not _COLOR.fullmatch(color):
        return ""
    return "#" + "".join(2 * digit for digit in color[1:]) if len(color) == 4 else color


def tint(color: str) -> str:
    """Return the light ground that goes with a colour: 9 parts of it in 91 of white, rounded by channel."""
    return _hex((255 * (100 - _TINT) + channel * _TINT) / 25500 for channel in _channels(color))


def contrast(color: str, other: str) -> float:
    """Return the ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(color), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def grounds(color: str) -> tuple[tuple[str, str], ...]:
    """Return what an accent stands on, each with the words for it."""
    return (("white", WHITE), ("its own tint", tint(color)))


def passes(color: str) -> bool:
    """Tell whether a colour can be read on every ground it stands on as an accent."""
    return all(contrast(color, ground) >= LEAST for _, ground in grounds(color))


def nearest_passing(color: str) -> str:
    """Return the lightest colour of the same hue, no lighter than this one, that passes.

    Only the lightness of OKLCH goes down, and the chroma where the screen cannot show it any more; halving
    the span keeps a lightness that passes (black does) and one that fails until nothing lies between them.
    """
    if passes(color):
        return color
    lightness, chroma, hue = _oklch(color)
    passing, failing = 0.0, lightness
    for _ in range(_HALVINGS):
        middle = (passing + failing) / 2
        if passes(_of_oklch(middle, chroma, hue)):
            passing = middle
        else:
            failing = middle
    return _of_oklch(passing, chroma, hue)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _hex(parts: Iterable[float]) -> str:
    """Return the colour of three channels from 0 to 1, halves rounded up."""
    return "#" + "".join(f"{math.floor(part * 255 + 0.5):02x}" for part in parts)


def _luminance(color: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(color: str) -> _Three:
    """Return the channels without the curve of sRGB (IEC 61966-2-1), each 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(color))
    )
    return red, green, blue


def _oklch(color: str) -> _Three:
    """Return lightness (0 to 1), chroma and hue (radians) in OKLCH.

    The figures are Björn Ottosson's, https://bottosson.github.io/posts/oklab/.
    """
    red, green, blue = _linear(color)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _of_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour of OKLCH values; a chroma that a screen cannot show becomes the largest it can."""
    shown, beyond = 0.0, chroma
    linear = _linear_of_oklch(lightness, chroma, hue)
    if not _is_shown(linear):
        for _ in range(_HALVINGS):
            middle = (shown + beyond) / 2
            if _is_shown(_linear_of_oklch(lightness, middle, hue)):
                shown = middle
            else:
                beyond = middle
        linear = _linear_of_oklch(lightness, shown, hue)
    return _hex(_curved(part) for part in linear)


def _linear_of_oklch(lightness: float, chroma: float, hue: float) -> _Three:
    """Return the linear channels of OKLCH values, below 0 or above 1 where no screen shows them."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_shown(linear: _Three) -> bool:
    return all(-1e-6 <= part <= 1 + 1e-6 for part in linear)


def _curved(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
