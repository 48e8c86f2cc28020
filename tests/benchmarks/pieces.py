"""Documents to the few plain pieces that every other program knows: words, lists, tables, pictures, frames.

What others cannot draw becomes a picture, made beforehand and not timed. What they cannot fill in becomes a
line to write on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace
from resvg_py import svg_to_bytes

from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
    Document,
    Emphasis,
    Field,
    Heading,
    HowSure,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListStyle,
    Paragraph,
    QrCode,
    Role,
    Section,
    Slide,
    Sources,
    Strip,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from maghandout.render.figures import Drawing, draw_chart, draw_code
from maghandout.render.html.fonts import Face, measure
from maghandout.render.html.markup import write
from maghandout.render.html.svg import write_drawing
from maghandout.theme import Colors
from tests.conftest import REPOSITORY

FONTS = REPOSITORY / "src/maghandout/render/pdf/fonts"
FAMILY = "Source Sans 3"
BLANK = "_" * 30
"""The line to write on."""
_CHART_PT, _CODE_PT, _WORDS_PT = 504.0, 72.0, 12.0
_ZOOM = 2


class Span(Struct, frozen=True):
    """Words of one look."""

    text: str
    is_strong: bool = False
    is_slanted: bool = False
    is_raised: bool = False
    is_lowered: bool = False
    target: str = ""
    """The address that they lead to; empty for none."""
    field: str = ""
    """The name of the line to write on that they stand for; empty for none."""


Spans: TypeAlias = tuple[Span, ...]


class Head(Struct, frozen=True):
    """A heading; level 1 is the title."""

    level: int
    spans: Spans


class Words(Struct, frozen=True):
    """A paragraph."""

    spans: Spans


class Points(Struct, frozen=True):
    """A list."""

    items: tuple[Spans, ...]
    is_numbered: bool = False
    is_small: bool = False
    """The list of sources."""


class Grid(Struct, frozen=True):
    """A table; its first row is the heads."""

    rows: tuple[tuple[Spans, ...], ...]


class Picture(Struct, frozen=True):
    """A picture in PNG."""

    path: Path
    width_pt: float
    alt: str
    chart: Chart | None = None
    """The numbers, for who can draw them."""


class Frame(Struct, frozen=True):
    """Pieces set apart."""

    pieces: tuple[Piece, ...]


Piece: TypeAlias = Head | Words | Points | Grid | Picture | Frame


class Leaf(Struct, frozen=True):
    """A slide."""

    title: Spans
    pieces: tuple[Piece, ...]
    notes: tuple[Piece, ...]


def handout_pieces(document: Document, colors: Colors, folder: Path) -> tuple[Piece, ...]:
    """Return the pieces of a handout, what stands on every page once; pictures are written to the folder."""
    furniture = document.furniture
    above = (Words(_spans(line)) for line in (furniture.clinic, furniture.header) if line)
    below = (Words(_spans(line)) for line in (furniture.footer,) if line)
    pieces = _Pieces(colors, folder)
    return (*above, *pieces.all(document.blocks), *below)


def deck_leaves(document: Document, colors: Colors, folder: Path) -> tuple[Leaf, ...]:
    """Return the slides of a deck; pictures are written to the folder."""
    pieces = _Pieces(colors, folder)
    return tuple(
        Leaf(_spans(slide.title.inlines), pieces.all(slide.blocks), pieces.all(slide.notes))
        for slide in document.blocks
        if isinstance(slide, Slide)
    )


class _Pieces:
    """Turns blocks into pieces; writes their pictures."""

    def __init__(self, colors: Colors, folder: Path) -> None:
        self._colors = colors
        self._folder = folder

    def all(self, blocks: Iterable[Block]) -> tuple[Piece, ...]:
        return tuple(piece for block in blocks for piece in self._pieces(block))

    def _pieces(self, block: Block) -> Iterator[Piece]:
        match block:
            case Heading():
                yield Head(block.level, _spans(block.inlines))
            case Paragraph():
                spans = _spans(block.inlines)
                yield Words(
                    tuple(replace(span, is_slanted=True) for span in spans) if _is_aside(block) else spans
                )
            case ListBlock():
                items = tuple(_spans(item.inlines) for item in block.items)
                yield Points(items, block.style is ListStyle.NUMBER)
            case Table():
                yield from _words(block.caption)
                rows = (block.head, *block.rows)
                yield Grid(tuple(tuple(_spans(cell.inlines) for cell in row) for row in rows))
            case Chart():
                yield from _words(block.title)
                drawing = draw_chart(block, _CHART_PT, _WORDS_PT, measure)
                yield self._picture(drawing, block.alt, block)
                yield from _words(block.read)
            case Strip():
                yield from _words(block.title)
                yield Points(tuple(map(_spans, block.steps)), is_numbered=True)
                yield from _words(block.read)
            case QrCode():
                yield self._picture(draw_code(block, _CODE_PT), block.alt)
                yield from _words(block.inlines)
            case Field():
                yield Words((Span(f"{block.label}: "), Span(block.value or BLANK, field=block.name)))
            case HowSure():
                yield Words((Span(block.label, is_strong=True), Span(" "), *_spans(block.inlines)))
            case Sources():
                entries = tuple(_spans(entry.inlines) for entry in block.entries)
                yield Points(entries, is_numbered=True, is_small=True)
            case Box():
                yield Frame(self.all(block.blocks))
            case Section():
                yield Head(block.heading.level, _spans(block.heading.inlines))
                yield from self.all(block.blocks)
            case Slide():
                yield Head(block.title.level, _spans(block.title.inlines))
                yield from self.all((*block.blocks, *block.notes))
            case _:
                assert_never(block)

    def _picture(self, drawing: Drawing, alt: str, chart: Chart | None = None) -> Picture:
        svg = write(write_drawing(drawing, self._colors, alt, "picture"))
        data = svg_to_bytes(
            svg_string=svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1),
            zoom=_ZOOM,
            background="#ffffff",
            skip_system_fonts=True,
            font_files=[str(FONTS / face) for face in (Face.REGULAR, Face.BOLD)],
            font_family=FAMILY,
        )
        path = self._folder / f"{hashlib.sha256(data).hexdigest()[:12]}.png"
        path.write_bytes(data)
        return Picture(path, drawing.width, alt, chart)


def _is_aside(paragraph: Paragraph) -> bool:
    return paragraph.role in (Role.PURPOSE, Role.NOTE, Role.SOURCE)


def _words(inlines: Inlines) -> Iterator[Words]:
    if inlines:
        yield Words(_spans(inlines))


_PLAIN = Span("")


def _spans(inlines: Inlines, look: Span = _PLAIN) -> Spans:
    return tuple(span for inline in inlines for span in _spans_of(inline, look))


def _spans_of(inline: Inline, look: Span) -> Spans:
    match inline:
        case Text(text):
            return (replace(look, text=text),) if text else ()
        case Strong(children):
            return _spans(children, replace(look, is_strong=True))
        case Emphasis(children):
            return _spans(children, replace(look, is_slanted=True))
        case Superscript(children):
            return _spans(children, replace(look, is_raised=True))
        case Subscript(children):
            return _spans(children, replace(look, is_lowered=True))
        case Link(_, children):
            return _spans(children, replace(look, target=inline.safe_target))
        case Citation(_, numbers):
            return (Span(",".join(map(str, numbers)), is_raised=True),) if numbers else ()
        case _:
            assert_never(inline)
