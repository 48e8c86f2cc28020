"""Frames to the XML of a slide's shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from maghandout.render.deck.drawings import draw_group
from maghandout.render.deck.markup import TextWriter, emu, escape, xfrm
from maghandout.render.deck.model import (
    Box,
    ChartFrame,
    DrawingFrame,
    Frame,
    Line,
    PictureFrame,
    Slot,
    Style,
    TableFrame,
    TextFrame,
)
from maghandout.render.deck.names import Kind, Type
from maghandout.render.deck.package import Links, Part
from maghandout.render.deck.tables import PADDING_X

TABLE_STYLE = "{6D616768-616E-646F-7574-000000000001}"
"""Our style of tables, which the deck's `tableStyles.xml` holds."""
_URI = "http://schemas.openxmlformats.org/drawingml/2006"
_BOX = '<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr>'


class SlideWriter(Struct, frozen=True):
    """Writes the frames of one slide, each with a number of its own."""

    links: Links
    text: TextWriter
    add: Callable[[Part], None]
    """Adds a part to the deck."""
    add_chart: Callable[[ChartFrame], str]
    """Adds a chart to the deck and returns the name of its part."""
    number: int
    """Of the slide, from 1."""
    ids: Iterator[int] = field(default_factory=lambda: count(2))

    def shape(self, frame: Frame) -> str:
        """Return the shape of a frame."""
        match frame:
            case TextFrame():
                return self._text(frame)
            case TableFrame():
                return self._table(frame)
            case ChartFrame():
                return self._chart(frame)
            case DrawingFrame():
                return draw_group(frame, self.text, self.ids)
            case PictureFrame():
                return self._picture(frame)
            case _:
                assert_never(frame)

    def _picture(self, frame: PictureFrame) -> str:
        picture = Part(f"/ppt/media/slide{self.number}.png", Type.PNG, frame.png)
        self.add(picture)
        key = self.links.add(Kind.IMAGE, picture.name)
        return (
            f'<p:pic><p:nvPicPr><p:cNvPr id="{next(self.ids)}" name="{escape(frame.name)}" '
            f'descr="{escape(frame.alt)}"/><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>'
            f'</p:nvPicPr><p:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
            "</p:blipFill>"
            f'<p:spPr>{xfrm(frame.place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def _text(self, frame: TextFrame) -> str:
        """Write text into a placeholder, which stands where the layout puts it unless it has to give way."""
        slot = frame.slot
        is_number = slot is not None and slot.kind == "sldNum"
        if slot is not None and is_number:
            words = self.text.field(self.number, frame.lines[0], frame.style)
        else:
            words = self.text.lines(frame.lines, frame.style, is_free=slot is None)
        shape = _place(frame.place, slot)
        if slot is None:
            holder, box, kind = "<p:nvPr/>", _BOX, '<p:cNvSpPr txBox="1"/>'
            shape += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        else:
            holder, box = f"<p:nvPr>{_holder(slot)}</p:nvPr>", "<a:bodyPr/>"
            kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{next(self.ids)}" name="{escape(frame.name)}"/>{kind}{holder}'
            "</p:nvSpPr>"
            f"<p:spPr>{shape}</p:spPr><p:txBody>{box}<a:lstStyle/>{words}</p:txBody></p:sp>"
        )

    def _table(self, frame: TableFrame) -> str:
        """Write a native table whose first row is marked as its heads; the style gives it its colours."""
        first = ' firstCol="1"' if frame.has_row_heads else ""
        columns = "".join(f'<a:gridCol w="{emu(wide)}"/>' for wide in frame.widths)
        margins = (
            f'<a:tcPr marL="{emu(PADDING_X)}" marR="{emu(PADDING_X)}" marT="{emu(frame.padding)}" '
            f'marB="{emu(frame.padding)}" anchor="t"/>'
        )
        strong = replace(frame.style, is_strong=True)
        rows = []
        for at, (high, lines) in enumerate(zip(frame.heights, frame.rows, strict=True)):
            cells = "".join(
                f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{self._cell(line, frame, strong, is_head)}"
                "</a:txBody>"
                f"{margins}</a:tc>"
                for line, is_head in (
                    (line, not at or (frame.has_row_heads and not column))
                    for column, line in enumerate(lines)
                )
            )
            rows.append(f'<a:tr h="{emu(high)}">{cells}</a:tr>')
        table = (
            f'<a:tbl><a:tblPr firstRow="1"{first} bandRow="1"><a:tableStyleId>{TABLE_STYLE}'
            "</a:tableStyleId></a:tblPr>"
            f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl>"
        )
        return self._graphic(frame, f'<a:graphicData uri="{_URI}/table">{table}</a:graphicData>')

    def _cell(self, line: Line, frame: TableFrame, strong: Style, is_head: bool) -> str:
        """Return the paragraph of a cell; heads are bold by the style of the table."""
        if not line.runs:
            return f'<a:p><a:endParaRPr lang="{self.text.language}"/></a:p>'
        return self.text.lines((line,), strong if is_head else frame.style)

    def _chart(self, frame: ChartFrame) -> str:
        key = self.links.add(Kind.CHART, self.add_chart(frame))
        chart = f'<c:chart xmlns:c="{_URI}/chart" r:id="{key}"/>'
        return self._graphic(frame, f'<a:graphicData uri="{_URI}/chart">{chart}</a:graphicData>')

    def _graphic(self, frame: TableFrame | ChartFrame, data: str) -> str:
        """Return a frame around a table or chart, with words in its stead for who does not see it."""
        holder = f"<p:nvPr>{_holder(frame.slot)}</p:nvPr>" if frame.slot else "<p:nvPr/>"
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{next(self.ids)}" name="{escape(frame.name)}" '
            f'descr="{escape(frame.alt)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f"</p:cNvGraphicFramePr>{holder}</p:nvGraphicFramePr>{xfrm(frame.place, 'p:xfrm')}"
            f"<a:graphic>{data}</a:graphic></p:graphicFrame>"
        )


def _holder(slot: Slot) -> str:
    kind = f' type="{slot.kind}"' if slot.kind else ""
    index = f' idx="{slot.index}"' if slot.index else ""
    return f"<p:ph{kind}{index}/>"


def _place(place: Box, slot: Slot | None) -> str:
    return "" if slot is not None and place == slot.place else xfrm(place)
