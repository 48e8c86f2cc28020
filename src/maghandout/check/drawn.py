"""A PDF to what it draws and tags: the sizes of its type, and its figures with their words.

Only the operators that set or move text are read. It judges nothing.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator

import pikepdf
from msgspec import Struct, field
from msgspec.structs import replace

_OPERATORS = "q Q cm BT Tf Tm Ts Tj TJ ' \" BDC BMC EMC"
_FIGURE = "/Figure"


class Type(Struct, frozen=True):
    """Words as they are drawn at once."""

    size: float
    """Points, after every scaling."""
    is_raised: bool
    """True for the number of a source, which stands above the line, and for what stands below."""
    tag: str
    """The innermost mark around them, such as `H2`; empty for none."""
    piece: int | None
    """The number of their piece of content; None outside of any."""
    page: int
    """Counted from 1."""


class Figure(Struct, frozen=True):
    """A figure of the structure tree."""

    words: str
    """What is told in its stead; empty where nothing is."""


class Drawn(Struct, frozen=True):
    """What a PDF draws, in the order of drawing."""

    types: tuple[Type, ...]
    figures: tuple[Figure, ...]
    is_tagged: bool


class _State(Struct):
    scale: float = 1
    size: float = 0
    rise: float = 0


class _Page(Struct):
    number: int
    state: _State = field(default_factory=_State)
    saved: list[_State] = field(default_factory=list)
    marks: list[tuple[str, int | None]] = field(default_factory=list)
    text_scale: float = 1


@functools.lru_cache(maxsize=1)
def read_drawn(data: bytes) -> Drawn:
    """Read a PDF; the rules that look at one and the same share what was read."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        types = tuple(found for number, page in enumerate(pdf.pages, 1) for found in _types(page, number))
        tree = pdf.Root.get("/StructTreeRoot")
        figures = tuple(_figures(tree)) if tree is not None else ()
        return Drawn(types, figures, tree is not None)


def _types(page: pikepdf.Page, number: int) -> Iterator[Type]:
    at = _Page(number)
    for found in pikepdf.parse_content_stream(page, _OPERATORS):
        if isinstance(found, pikepdf.ContentStreamInstruction):
            operator = str(found.operator)
            if operator in ("Tj", "TJ", "'", '"'):
                yield _type(at)
            else:
                _do(at, operator, found)


def _type(at: _Page) -> Type:
    size = round(at.state.size * at.text_scale * at.state.scale, 2)
    tag = at.marks[-1][0] if at.marks else ""
    piece = next((number for _, number in reversed(at.marks) if number is not None), None)
    return Type(size, at.state.rise != 0, tag, piece, at.number)


def _do(at: _Page, operator: str, found: pikepdf.ContentStreamInstruction) -> None:
    match operator:
        case "q":
            at.saved.append(replace(at.state))
        case "Q":
            at.state = at.saved.pop() if at.saved else _State()
        case "cm":
            at.state.scale *= abs(float(found.operands[3]))
        case "BT":
            at.text_scale = 1
        case "Tm":
            at.text_scale = abs(float(found.operands[3]))
        case "Tf":
            at.state.size = float(found.operands[1])
        case "Ts":
            at.state.rise = float(found.operands[0])
        case "BDC" | "BMC":
            at.marks.append(_mark(list(found.operands)))
        case "EMC":
            del at.marks[-1:]
        case _:
            pass


def _mark(operands: list[pikepdf.Object]) -> tuple[str, int | None]:
    properties = operands[1] if len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    return str(operands[0]).removeprefix("/"), None if number is None else int(number)


def _figures(element: pikepdf.Object) -> Iterator[Figure]:
    """Yield the figures below an element of the structure tree, in reading order."""
    if element.get("/S") == _FIGURE:
        yield Figure(str(element.get("/Alt", element.get("/ActualText", ""))).strip())
    below = element.get("/K")
    for kid in below.as_list() if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _figures(kid)
