"""What a written deck shows, worked out from its XML alone, without the code that wrote it.

Sizes and insets are followed from the slide over layout and master to the presentation; widths are those of
free fonts that are made to the widths of the fonts named.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lxml import etree
from msgspec import Struct
from PIL import ImageFont
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide

EMU = 12700
_SCALE = 20
"""Fonts are opened so many times larger, since Pillow rounds widths to whole pixels."""
_FOLDER = "/usr/share/fonts/truetype"
FONTS = {
    "Arial": ("liberation2/LiberationSans-Regular.ttf", "liberation2/LiberationSans-Bold.ttf"),
    "Times New Roman": ("liberation2/LiberationSerif-Regular.ttf", "liberation2/LiberationSerif-Bold.ttf"),
    "Verdana": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
}
"""Regular and bold files with the widths of a font."""


class Block(Struct, frozen=True):
    """A rectangle on a slide and the height that its text needs in it, all in points."""

    name: str
    left: float
    top: float
    right: float
    bottom: float
    needed: float
    sizes: tuple[float, ...]

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def overlaps(self, other: Block) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and down > 0.5


def has_font(path: str) -> bool:
    """Tell whether a font is installed."""
    return (Path(_FOLDER) / path).is_file()


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{_FOLDER}/{path}", size * _SCALE // 2)


def width(words: str, size: float, font: str, *, is_strong: bool = False) -> float:
    """Return the width of words in points."""
    opened = _font(FONTS[font][is_strong], round(size * 2))
    return float(opened.getlength(words, features=["-kern"])) / _SCALE


def leading(font: str) -> float:
    """Return the height of a line against the size."""
    ascent, descent = _font(FONTS[font][0], 200).getmetrics()
    return (ascent + descent) / (200 * _SCALE / 2) + 0.033


class SlideReader:
    """Reads one slide of a presentation."""

    def __init__(self, presentation: Presentation, slide: Slide, font: str) -> None:
        self._root = presentation._element
        self._slide = slide
        self._layout = slide.slide_layout._element
        self._master = slide.slide_layout.slide_master._element
        self._font = font

    def blocks(self) -> Iterator[Block]:
        """Yield every shape with text, every row of a table, every chart."""
        for shape in self._slide._element.iter(qn("p:sp")):
            if shape.find(f".//{qn('a:t')}") is not None:
                yield self._text(shape)
        for frame in self._slide._element.iter(qn("p:graphicFrame")):
            yield from self._graphic(frame)

    def _text(self, shape: etree._Element) -> Block:
        chain = self._chain(shape)
        left, top, wide, high = self._place(chain)
        body = [
            found
            for found in (one.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}") for one in chain)
            if found is not None
        ]
        inset = [
            next((int(one.get(side)) for one in body if one.get(side)), usual) / EMU
            for side, usual in (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
        ]
        levels = self._levels(chain)
        needed, sizes = inset[1] + inset[3], []
        for number, paragraph in enumerate(shape.iter(qn("a:p"))):
            high_of, size = self._paragraph(
                paragraph, levels, wide - inset[0] - inset[2], is_first=not number
            )
            needed += high_of
            sizes += size
        name = shape.find(f".//{qn('p:cNvPr')}").get("name")
        return Block(name, left, top, left + wide, top + high, needed, tuple(sizes))

    def _graphic(self, frame: etree._Element) -> Iterator[Block]:
        place = frame.find(qn("p:xfrm"))
        left, top = (int(place.find(qn("a:off")).get(side)) / EMU for side in ("x", "y"))
        wide, high = (int(place.find(qn("a:ext")).get(side)) / EMU for side in ("cx", "cy"))
        name = frame.find(f".//{qn('p:cNvPr')}").get("name")
        if frame.find(f".//{qn('a:tbl')}") is None:
            yield Block(name, left, top, left + wide, top + high, 0, ())
            return
        columns = [int(column.get("w")) / EMU for column in frame.iter(qn("a:gridCol"))]
        has_row_heads = frame.find(f".//{qn('a:tblPr')}").get("firstCol") == "1"
        levels = [self._root.find(f"{qn('p:defaultTextStyle')}/{qn('a:lvl1pPr')}")]
        for row in frame.iter(qn("a:tr")):
            bottom = top + int(row.get("h")) / EMU
            is_first_row = row is next(frame.iter(qn("a:tr")))
            start = left
            for at, cell in enumerate(row.iter(qn("a:tc"))):
                margins, paragraph = cell.find(qn("a:tcPr")), cell.find(f".//{qn('a:p')}")
                side, above = int(margins.get("marL")) / EMU, int(margins.get("marT")) / EMU
                room, end = columns[at] - 2 * side, start + columns[at]
                needed, sizes = self._paragraph(
                    paragraph,
                    levels,
                    room,
                    is_first=True,
                    is_strong=is_first_row or (has_row_heads and not at),
                )
                yield Block(f"{name} cell", start, top, end, bottom, needed + 2 * above, tuple(sizes))
                start = end
            top = bottom

    def _chain(self, shape: etree._Element) -> list[etree._Element]:
        """Return a shape with the placeholders of layout and master that it has its looks from."""
        holder = shape.find(f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}")
        if holder is None:
            return [shape]
        kind, index = holder.get("type", ""), holder.get("idx", "0")
        above = [
            other
            for other in self._layout.iter(qn("p:sp"))
            if (one := other.find(f".//{qn('p:ph')}")) is not None
            and (one.get("type", ""), one.get("idx", "0")) == (kind, index)
        ]
        assert above, f"the layout has no placeholder {kind!r} {index}"
        wanted = {"ctrTitle": "title", "title": "title", "ftr": "ftr", "sldNum": "sldNum"}.get(kind, "body")
        last = [
            other
            for other in self._master.iter(qn("p:sp"))
            if (one := other.find(f".//{qn('p:ph')}")) is not None and one.get("type", "body") == wanted
        ]
        return [shape, *above[:1], *last[:1]]

    def _place(self, chain: list[etree._Element]) -> tuple[float, float, float, float]:
        place = next(
            found for one in chain if (found := one.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")) is not None
        )
        start, size = place.find(qn("a:off")), place.find(qn("a:ext"))
        numbers = (start.get("x"), start.get("y"), size.get("cx"), size.get("cy"))
        left, top, wide, high = (int(number) / EMU for number in numbers)
        return left, top, wide, high

    def _levels(self, chain: list[etree._Element]) -> list[etree._Element]:
        levels = [one.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}/{qn('a:lvl1pPr')}") for one in chain]
        if len(chain) > 1:
            kind = chain[0].find(f".//{qn('p:ph')}").get("type", "")
            style = {"title": "title", "ctrTitle": "title", "ftr": "other", "sldNum": "other"}.get(
                kind, "body"
            )
            levels.append(self._master.find(f"{qn('p:txStyles')}/{qn(f'p:{style}Style')}/{qn('a:lvl1pPr')}"))
        levels.append(self._root.find(f"{qn('p:defaultTextStyle')}/{qn('a:lvl1pPr')}"))
        return [level for level in levels if level is not None]

    def _paragraph(
        self,
        paragraph: etree._Element,
        levels: list[etree._Element],
        room: float,
        *,
        is_first: bool,
        is_strong: bool = False,
    ) -> tuple[float, list[float]]:
        """Return the height of a paragraph with the space above it, and the sizes of its runs."""
        own = paragraph.find(qn("a:pPr"))
        said = [one for one in (own, *levels) if one is not None]
        looks = [one.find(qn("a:defRPr")) for one in levels if one.find(qn("a:defRPr")) is not None]
        size = next((int(look.get("sz")) / 100 for look in looks if look.get("sz")), 18.0)
        bold = next((look.get("b") == "1" for look in looks if look.get("b")), False)
        room -= int(next((one.get("marL") for one in said if one.get("marL")), 0)) / EMU
        words: list[tuple[str, float, bool]] = []
        sizes = []
        for run in paragraph.iter(qn("a:r"), qn("a:fld")):
            look = run.find(qn("a:rPr"))
            at = int(look.get("sz", round(size * 100))) / 100
            sizes.append(at)
            shown = at * 0.66 if look.get("baseline") else at
            words.append((run.findtext(qn("a:t")), shown, is_strong or bold or look.get("b") == "1"))
        largest = max(sizes, default=size)
        lines = self._lines(words, room)
        share = self._said(said, "a:lnSpc", "a:spcPct")
        gap = 0.0 if is_first else self._said(said, "a:spcBef", "a:spcPts") / 100
        if not is_first and not gap:
            gap = self._said(said, "a:spcBef", "a:spcPct") / 100_000 * largest
        return lines * largest * leading(self._font) * (share / 100_000 or 1) + gap, sizes

    @staticmethod
    def _said(said: list[etree._Element], name: str, unit: str) -> float:
        found = next((one.find(qn(name)) for one in said if one.find(qn(name)) is not None), None)
        value = found.find(qn(unit)) if found is not None else None
        return float(value.get("val")) if value is not None else 0.0

    def _lines(self, words: list[tuple[str, float, bool]], room: float) -> int:
        """Count lines: words go on over runs, a word that is wider than a line is broken."""
        lines, line, word = 1, 0.0, 0.0
        for text, size, is_strong in words:
            for number, piece in enumerate(text.split(" ")):
                if number:
                    line, word = line + word + width(" ", size, self._font, is_strong=is_strong), 0.0
                wide = width(piece, size, self._font, is_strong=is_strong)
                word += wide
                if line + word > room and line > 0:
                    lines, line = lines + 1, 0.0
                while word > room:
                    lines, word = lines + 1, word - room
        return lines
