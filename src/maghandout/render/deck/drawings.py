"""A drawing to one group of shapes, which one text stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from maghandout.render.deck.markup import TextWriter, escape, xfrm
from maghandout.render.deck.measure import width
from maghandout.render.deck.model import Box, DrawingFrame, Line, Run, Style
from maghandout.render.figures import Arrow, Person, Rectangle, Shape, Words
from maghandout.theme import Tone

_ASCENT = 0.93
"""From the top of a line of words to its baseline, against the size, half of the leading included."""
_LEADING = 1.2
_SLACK = 3.0
_OUTLINE = 12700


class _Caption(Struct, frozen=True):
    """Lines of words that follow each other, made one text again."""

    words: Words
    lines: tuple[str, ...]


def draw_group(frame: DrawingFrame, text: TextWriter, ids: Iterator[int]) -> str:
    """Return a drawing as a group of shapes with one text in its stead."""
    place = frame.place
    number = next(ids)
    pen = _Pen(place, frame.style, text, ids)
    shapes = "".join(pen.draw(shape, caption) for shape, caption in _joined(frame.drawing.shapes))
    whole = xfrm(place).removeprefix("<a:xfrm>").removesuffix("</a:xfrm>")
    inner = whole.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="{escape(frame.name)}" '
        f'descr="{escape(frame.alt)}"/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{whole}{inner}</a:xfrm></p:grpSpPr>"
        f"{shapes}</p:grpSp>"
    )


def _joined(shapes: tuple[Shape, ...]) -> Iterator[tuple[Rectangle | Person | Arrow | None, _Caption | None]]:
    """Yield each shape with the words on it, and words that stand by themselves; lines are joined."""
    at = 0
    while at < len(shapes):
        shape = shapes[at]
        first = at + 1 if isinstance(shape, Rectangle) else at
        end = first
        lines: list[Words] = []
        while end < len(shapes) and isinstance(line := shapes[end], Words) and _goes_on(lines, line):
            lines.append(line)
            end += 1
        caption = None
        if lines and (not isinstance(shape, Rectangle) or _holds(shape, lines)):
            texts = tuple(line.text for line in lines)
            caption = _Caption(replace(lines[0], text=" ".join(texts)), texts)
        yield (None if isinstance(shape, Words) else shape), caption
        at = end if caption else at + 1


def _goes_on(lines: list[Words], line: Words) -> bool:
    if not lines:
        return True
    last = lines[-1]
    is_like = (last.left, last.size, last.is_strong) == (line.left, line.size, line.is_strong)
    return is_like and 0 < line.baseline - last.baseline < 1.5 * line.size


def _holds(shape: Rectangle, lines: list[Words]) -> bool:
    return shape.left <= lines[0].left <= shape.left + shape.width and shape.top <= lines[0].baseline


class _Pen(Struct, frozen=True):
    """Draws the shapes of one group."""

    place: Box
    style: Style
    text: TextWriter
    ids: Iterator[int]

    def draw(self, shape: Rectangle | Person | Arrow | None, caption: _Caption | None) -> str:
        """Return one shape with the words on it, or words alone."""
        match shape:
            case Rectangle():
                look = self.text.fill(shape.fill) + self._line(shape.line)
                box = self._box(shape.left, shape.top, shape.width, shape.height)
                return self._shape("Step" if caption else "Bar", box, look, caption)
            case Person():
                look = self._person(shape)
                box = self._box(shape.left, shape.top, shape.width, shape.height)
                return self._shape("Person", box, look, None, _outline(shape))
            case Arrow():
                return self._arrow(shape)
            case None if caption is not None:
                return self._words(caption)
            case None:
                return ""
            case _:
                assert_never(shape)

    def _box(self, left: float, top: float, wide: float, high: float) -> Box:
        return Box(self.place.left + left, self.place.top + top, wide, high)

    def _person(self, person: Person) -> str:
        fill = self.text.fill(Tone.ACCENT) if person.is_filled else "<a:noFill/>"
        return fill + self._line(Tone.ACCENT)

    def _line(self, tone: Tone | None) -> str:
        return f'<a:ln w="{_OUTLINE}">{self.text.fill(tone)}</a:ln>' if tone else "<a:ln><a:noFill/></a:ln>"

    def _arrow(self, arrow: Arrow) -> str:
        wide, high = (arrow.size, arrow.size * 0.8) if arrow.is_down else (arrow.size * 0.8, arrow.size)
        tip = "0 0 {w} 0 {m} {h}" if arrow.is_down else "0 0 {w} {m} 0 {h}"
        middle = 50
        points = tip.format(w=100, h=100, m=middle).split()
        first, second, third = (f'<a:pt x="{points[at]}" y="{points[at + 1]}"/>' for at in (0, 2, 4))
        path = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            "<a:pathLst>"
            f'<a:path w="100" h="100"><a:moveTo>{first}</a:moveTo><a:lnTo>{second}</a:lnTo>'
            f"<a:lnTo>{third}</a:lnTo>"
            "<a:close/></a:path></a:pathLst></a:custGeom>"
        )
        box = self._box(arrow.left, arrow.top, wide, high)
        return self._shape("Arrow", box, self.text.fill(Tone.ACCENT) + self._line(None), None, path)

    def _words(self, caption: _Caption) -> str:
        words = caption.words
        measured = (width(line, words.size, self.style, is_strong=words.is_strong) for line in caption.lines)
        wide = min(self.place.width - words.left, max(measured) + _SLACK)
        high = len(caption.lines) * words.size * _LEADING
        box = self._box(words.left, words.baseline - words.size * _ASCENT, wide, high)
        return self._shape("Words", box, "<a:noFill/>", caption)

    def _shape(self, name: str, place: Box, look: str, caption: _Caption | None, outline: str = "") -> str:
        outline = outline or '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        body = ""
        if caption:
            words = caption.words
            line = Line((Run(words.text, is_strong=words.is_strong),), words.size)
            is_step = name == "Step"
            inset = round(words.size * 0.5 * 12700) if is_step else 0
            anchor = "ctr" if is_step else "t"
            body = (
                f'<p:txBody><a:bodyPr wrap="square" lIns="{inset}" tIns="0" rIns="{inset}" bIns="0" '
                f'anchor="{anchor}">'
                "<a:noAutofit/></a:bodyPr>"
                f"<a:lstStyle/>{self.text.lines((line,), self.style, is_free=True)}</p:txBody>"
            )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{next(self.ids)}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
            f"<p:spPr>{xfrm(place)}{outline}{look}</p:spPr>{body}</p:sp>"
        )


def _outline(person: Person) -> str:
    """Return a person in one outline, in hundredths of the height."""
    unit = person.height / 100
    wide, head, neck, turn = (
        round(length / unit) for length in (person.width, person.head, person.neck, person.shoulder)
    )
    round_ = f'<a:arcTo wR="{head}" hR="{head}" stAng="0" swAng="21600000"/>'
    left, right = (
        f'<a:arcTo wR="{turn}" hR="{turn}" stAng="{angle}" swAng="5400000"/>'
        for angle in (10800000, 16200000)
    )
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{wide}" h="100"><a:moveTo>{_point(wide // 2 + head, head)}</a:moveTo>{round_}<a:close/>'
        f"<a:moveTo>{_point(0, neck + turn)}</a:moveTo>{left}"
        f"<a:lnTo>{_point(wide - turn, neck)}</a:lnTo>{right}"
        f"<a:lnTo>{_point(wide, 100)}</a:lnTo><a:lnTo>{_point(0, 100)}</a:lnTo><a:close/></a:path>"
        "</a:pathLst></a:custGeom>"
    )


def _point(x: int, y: int) -> str:
    return f'<a:pt x="{x}" y="{y}"/>'
