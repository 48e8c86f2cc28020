"""What a page draws, operator by operator: words and ink, where, how, and within which marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from msgspec import Struct, field
from msgspec.structs import replace

Matrix = tuple[float, float, float, float, float, float]
Color = tuple[float, ...]

_UNIT: Matrix = (1, 0, 0, 1, 0, 0)
_MAPPED = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4,})>")
_FILLED = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKED = {"S", "s", "B", "B*", "b", "b*"}


class Mark(Struct, frozen=True):
    """A marked-content bracket; `number` is None for an artifact."""

    tag: str
    number: int | None
    kind: str = ""
    subtype: str = ""


class Words(Struct, frozen=True):
    """Words shown at once; `left` and `base` are points from the lower left corner of the page."""

    text: str
    page: int
    left: float
    base: float
    """The line that the letters stand on, were they not raised."""
    size: float
    rise: float
    width: float
    font: str
    color: Color
    marks: tuple[Mark, ...]

    @property
    def number(self) -> int | None:
        """The number of the piece of content that they belong to."""
        return next((mark.number for mark in self.marks if mark.number is not None), None)


class Ink(Struct, frozen=True):
    """A painted path or picture."""

    page: int
    operator: str
    colors: tuple[Color, ...]
    marks: tuple[Mark, ...]


class Drawn(Struct, frozen=True):
    """What one page draws, in the order of drawing."""

    words: tuple[Words, ...]
    inks: tuple[Ink, ...]


class _Font(Struct):
    name: str
    letters: Mapping[int, str]
    first: int
    widths: Sequence[float]

    def read(self, codes: bytes) -> str:
        return "".join(self.letters.get(code, "\ufffd") for code in codes)

    def width(self, codes: bytes) -> float:
        known = range(self.first, self.first + len(self.widths))
        return sum(self.widths[code - self.first] if code in known else 0 for code in codes) / 1000


class _State(Struct):
    matrix: Matrix = _UNIT
    fill: Color = (0.0,)
    line: Color = (0.0,)
    font: _Font | None = None
    size: float = 0
    leading: float = 0
    rise: float = 0


class _Page(Struct):
    number: int
    fonts: Mapping[str, _Font]
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    text: Matrix = _UNIT
    at: float = 0
    words: list[Words] = field(default_factory=list)
    inks: list[Ink] = field(default_factory=list)


def read_page(page: pikepdf.Page, number: int) -> Drawn:
    """Return what a page draws; `number` counts from 0."""
    found = _Page(number, _fonts(page))
    for instruction in pikepdf.parse_content_stream(page):
        if isinstance(instruction, pikepdf.ContentStreamInstruction):
            _do(found, str(instruction.operator), list(instruction.operands))
        else:
            found.inks.append(Ink(number, "EI", (), tuple(found.marks)))
    return Drawn(tuple(found.words), tuple(found.inks))


def _do(page: _Page, operator: str, operands: list[pikepdf.Object]) -> None:
    state = page.state
    match operator:
        case "q":
            page.saved.append(replace(state))
        case "Q":
            page.state = page.saved.pop()
        case "cm":
            state.matrix = _times(_matrix(operands), state.matrix)
        case "rg" | "g" | "k":
            state.fill = _color(operands)
        case "RG" | "G" | "K":
            state.line = _color(operands)
        case "BT":
            page.text, page.at = _UNIT, 0
        case "Tf":
            state.font, state.size = page.fonts[str(operands[0])], float(operands[1])
        case "TL":
            state.leading = float(operands[0])
        case "Ts":
            state.rise = float(operands[0])
        case "Tm":
            page.text, page.at = _matrix(operands), 0
        case "Td":
            moved: Matrix = (1, 0, 0, 1, float(operands[0]), float(operands[1]))
            page.text, page.at = _times(moved, page.text), 0
        case "T*":
            page.text, page.at = _times((1, 0, 0, 1, 0, -state.leading), page.text), 0
        case "Tj":
            _show(page, bytes(operands[0]))
        case "BDC" | "BMC":
            page.marks.append(_mark(operands))
        case "EMC":
            page.marks.pop()
        case _ if operator in _FILLED | _STROKED | {"sh", "Do"}:
            colors = ((state.fill,) if operator in _FILLED else ()) + (
                (state.line,) if operator in _STROKED else ()
            )
            page.inks.append(Ink(page.number, operator, colors, tuple(page.marks)))
        case _:
            pass


def _show(page: _Page, codes: bytes) -> None:
    state = page.state
    assert state.font is not None
    placed = _times((1, 0, 0, 1, page.at, 0), _times(page.text, state.matrix))
    wide = state.font.width(codes) * state.size
    page.words.append(
        Words(
            state.font.read(codes),
            page.number,
            placed[4],
            placed[5],
            state.size * placed[3],
            state.rise,
            wide,
            state.font.name,
            state.fill,
            tuple(page.marks),
        )
    )
    page.at += wide


def _mark(operands: Sequence[pikepdf.Object]) -> Mark:
    properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
    assert isinstance(properties, pikepdf.Dictionary)
    number = properties.get("/MCID")
    return Mark(
        str(operands[0])[1:],
        None if number is None else int(number),
        str(properties.get("/Type", ""))[1:],
        str(properties.get("/Subtype", ""))[1:],
    )


def _fonts(page: pikepdf.Page) -> dict[str, _Font]:
    return {name: _font(font) for name, font in page.Resources.get("/Font", {}).items()}


def _font(font: pikepdf.Object) -> _Font:
    letters = {code: bytes([code]).decode("cp1252", "replace") for code in range(256)}
    if "/ToUnicode" in font:
        letters = dict(_letters(font.ToUnicode.read_bytes()))
    widths = [float(width) for width in font.get("/Widths", ())]
    return _Font(str(font.BaseFont), letters, int(font.get("/FirstChar", 0)), widths)


def _letters(characters: bytes) -> Iterator[tuple[int, str]]:
    for code, letter in _MAPPED.findall(characters.partition(b"endcodespacerange")[2]):
        yield int(code, 16), bytes.fromhex(letter.decode()).decode("utf-16-be")


def _matrix(operands: Sequence[pikepdf.Object]) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _color(operands: Sequence[pikepdf.Object]) -> Color:
    return tuple(float(operand) for operand in operands)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return the product of two transformations (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
