"""A value and the line of its field to how a PDF shows it: its size, its font, what is drawn.

It needs no library, so that a process that writes copies starts at once: what the font has is handed in.
Letters stand side by side as they come. So a mark is shown only as part of a letter that the font has whole;
scripts whose letters join or turn are in no font here.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

SIMPLE = "F0"
"""The key of the font that has what WinAnsiEncoding has (ISO 32000-1, annex D)."""
COMPOSITE = "F1"
"""The key of the font with all that the face has; its codes are those of UTF-16."""
ENCODING = "cp1252"
"""Of the simple font."""
SIMPLE_CODES = range(32, 256)

LEAST_PT = 12.0
"""The smallest type for patients."""
BASE_PT = 4.0
"""From the line up to the letters."""
WIDGET_PT = 1.6
"""From the line up to the widget."""

_INSET_PT = 2.0
"""Between either end of the line and what is typed."""
_START = b"%g %.2f Td" % (_INSET_PT, BASE_PT - WIDGET_PT)
"""Moves to where it is typed."""


class UnfitError(ValueError):
    """A field cannot show its value; the value itself is not told, since it may be of a patient."""

    def __init__(self, field: str, reason: str) -> None:
        """Take the name of the field and what is wrong with it, such as `holds the line break U+000A`."""
        self.field, self.reason = field, reason
        super().__init__(f"field {field!r} {reason}")

    def __reduce__(self) -> tuple[type[UnfitError], tuple[str, str]]:
        """Keep both when the error comes from another process."""
        return type(self), (self.field, self.reason)


class Line(Struct, frozen=True):
    """The line of a field."""

    name: str
    width_pt: float
    """Of the widget over it."""
    size_pt: float
    """Of type; a long value is set smaller."""


class Appearance(Struct, frozen=True):
    """A value as its field shows it, in the syntax of a PDF."""

    value: bytes
    """A text string."""
    look: bytes
    """The operators of font, size and colour: the default appearance."""
    font: str
    """`SIMPLE` or `COMPOSITE`."""
    text: bytes
    """The operators that draw it; none for nothing."""

    @property
    def drawn(self) -> bytes:
        """The content stream of the field's appearance."""
        return b"/Tx BMC %s EMC" % self.text if self.text else b"/Tx BMC EMC"


def appear(value: str, line: Line, widths: Mapping[str, int]) -> Appearance:
    """Set a value on a line; `widths` holds what the font has, in thousandths of its size.

    Raises:
        UnfitError: the font lacks a character, or the value is too long.
    """
    value, wide = measure(value, line.name, widths)
    room_pt, size_pt = line.width_pt - 2 * _INSET_PT, line.size_pt
    if wide * size_pt > room_pt:
        size_pt = _smaller(value, wide, line, room_pt)
    font, typed, string = _typed(value)
    look = b"/%s %g Tf 0 g" % (font.encode(), size_pt)
    text = b"q BT %s %s %s Tj ET Q" % (look, _START, typed)
    return Appearance(string, look, font, text if value else b"")


def measure(value: str, field: str, widths: Mapping[str, int]) -> tuple[str, float]:
    """Return the value of a field with its letters and marks composed, and its width in sizes of type.

    Raises:
        UnfitError: the font lacks a character.
    """
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    try:
        return value, sum(map(widths.__getitem__, value)) / 1000
    except KeyError as error:
        raise UnfitError(field, _lacking(error.args[0])) from None  # its words hold the character


def _smaller(value: str, wide: float, line: Line, room_pt: float) -> float:
    """Return the size at which a value that is too wide fits, in tenths of a point."""
    size_pt = math.floor(10 * room_pt / wide) / 10
    least_pt = min(LEAST_PT, line.size_pt)
    if size_pt < least_pt:
        letters = math.ceil(len(value) * (1 - room_pt / (wide * least_pt)))
        reason = f"is about {letters} letters too long for its line, at {least_pt:g} points the smallest type"
        raise UnfitError(line.name, reason)
    return size_pt


def _lacking(character: str) -> str:
    """Return why a character cannot be shown."""
    code, category = f"U+{ord(character):04X}", unicodedata.category(character)
    if character in "\n\r\v\f\x85\u2028\u2029":
        return f"holds the line break {code}"
    if category in ("Cc", "Cf", "Cs"):
        return f"holds the unseen character {code}"
    if category.startswith("M"):
        return f"holds the mark {code} on a letter that the font does not have with it"
    return f"holds {code} ({unicodedata.name(character, 'unnamed')}), which the font lacks"


def _typed(value: str) -> tuple[str, bytes, bytes]:
    """Return the font that has a value, and the value as a string of a PDF: in its codes, and as a text."""
    string = text_string(value)
    if value.isascii():
        return SIMPLE, string, string
    try:
        return SIMPLE, _literal(value.encode(ENCODING)), string
    except UnicodeEncodeError:
        return COMPOSITE, b"<%s>" % value.encode("utf-16-be").hex().encode(), string


def text_string(text: str) -> bytes:
    """Return a text as a string of a PDF (ISO 32000-1, 7.9.2.2)."""
    return (
        _literal(text.encode()) if text.isascii() else b"<feff%s>" % text.encode("utf-16-be").hex().encode()
    )


def _literal(data: bytes) -> bytes:
    return b"(%s)" % data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
