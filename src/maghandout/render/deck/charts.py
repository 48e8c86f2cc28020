"""Bars to a native chart and to the workbook behind it, which opens for editing.

The first category and the first series stand on top. Each bar says its number, and its series where there
are several, so that nothing rests on colour or on the order of a legend. A second series is light with an
outline.
"""

from __future__ import annotations

import string
from collections.abc import Sequence

from msgspec import Struct

from maghandout.model.document import Series
from maghandout.render.deck.graphics import MOST_NAMED
from maghandout.render.deck.markup import HEAD, escape
from maghandout.render.deck.measure import width
from maghandout.render.deck.model import ChartFrame, Style
from maghandout.render.deck.names import Kind, Type
from maghandout.render.deck.package import Links, Part
from maghandout.render.deck.packing import pack
from maghandout.render.deck.palette import Palette
from maghandout.theme import Tone

_NAMES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_THICKEST = 46.0
"""A bar's height at most, in points."""
_SPACE = 0.6
"""Between groups of bars at least, against a bar."""
_AXES = (111111111, 222222222)
_UNBROKEN = '<a:bodyPr wrap="none" lIns="38100" tIns="19050" rIns="38100" bIns="19050" anchor="ctr"/>'
_COLUMNS = string.ascii_uppercase


class ChartWriter(Struct, frozen=True):
    """Writes the charts of a deck."""

    language: str
    palette: Palette
    style: Style

    def parts(self, frame: ChartFrame, number: int) -> tuple[Part, Part]:
        """Return a chart and its workbook."""
        book = Part(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx", Type.WORKBOOK, _workbook(frame))
        links = Links()
        xml = self._chart(frame, links.add(Kind.WORKBOOK, book.name))
        return Part(f"/ppt/charts/chart{number}.xml", Type.CHART, xml.encode(), links.relations), book

    def _chart(self, frame: ChartFrame, key: str) -> str:
        series = "".join(self._series(frame, number) for number in range(len(frame.series)))
        named, low, high = self._scale(frame)
        axes = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
        place = (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode '
            'val="edge"/>'
            f'<c:x val="{named:.4f}"/><c:y val="0.01"/><c:w val="{1 - named - 0.01:.4f}"/><c:h val="0.98"/>'
            "</c:manualLayout></c:layout>"
        )
        return (
            f'{HEAD}<c:chartSpace {_NAMES}><c:date1904 val="0"/><c:lang val="{self.language}"/>'
            f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{place}'
            "<c:barChart>"
            f'<c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
            f'<c:gapWidth val="{_gap_width(frame)}"/><c:overlap val="0"/>{axes}</c:barChart>'
            f"{self._axes(frame, low, high)}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln>'
            "<a:noFill/></a:ln>"
            f'</c:spPr>{self._text(frame.size)}<c:externalData r:id="{key}"><c:autoUpdate val="0"/>'
            "</c:externalData>"
            "</c:chartSpace>"
        )

    def _scale(self, frame: ChartFrame) -> tuple[float, float, float]:
        """Return the share of the width for names, and the ends of the axis with room for numbers.

        They are those of the whole chart, so that a number is a bar of one length on each of its slides.
        """
        wide = frame.place.width
        longest = max(width(name, frame.size, self.style) for name in frame.whole.categories)
        named = min((longest + 14) / wide, MOST_NAMED)
        labels = [
            width(self._label(series, value, frame), frame.size, self.style, is_strong=True)
            for series in frame.whole.series
            for value in series.values
        ]
        values = [value for series in frame.whole.series for value in series.values]
        low, high = min(0.0, *values), max(0.0, *values)
        room = wide * (1 - named - 0.01)
        label = min(max(labels) + 12, room * (0.4 if low < 0 else 0.6))
        free = room - label * ((low < 0) + (high > 0 or low == 0))
        unit = ((high - low) or 1.0) / max(free, 1.0)
        return (
            named,
            low - (label * unit if low < 0 else 0),
            high + (label * unit if high > 0 or low == 0 else 0),
        )

    @staticmethod
    def _label(series: Series, value: float, frame: ChartFrame) -> str:
        number = f"{value:g}{frame.unit}"
        return f"{series.name}  {number}" if len(frame.series) > 1 else number

    def _series(self, frame: ChartFrame, number: int) -> str:
        series = frame.series[number]
        column = _COLUMNS[number + 1]
        last = len(frame.categories) + 1
        names = "".join(
            f'<c:pt idx="{at}"><c:v>{escape(name)}</c:v></c:pt>' for at, name in enumerate(frame.categories)
        )
        values = "".join(
            f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(series.values)
        )
        count = f'<c:ptCount val="{len(frame.categories)}"/>'
        return (
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
            f"<c:f>Sheet1!${column}$1</c:f>"
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt>'
            "</c:strCache>"
            f"</c:strRef></c:tx>{self._fill(number)}<c:invertIfNegative "
            f'val="0"/>{self._labels(frame, number)}'
            f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache>"
            "</c:strRef></c:cat>"
            f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache>"
            "<c:formatCode>General"
            f"</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val></c:ser>"
        )

    def _fill(self, number: int) -> str:
        """Return full, light or hatched bars, all with an outline, told apart without colour."""
        accent, tint, paper = (
            f'<a:schemeClr val="{self.palette[tone]}"/>'
            for tone in (Tone.ACCENT, Tone.ACCENT_TINT, Tone.PAPER)
        )
        if number == 0:
            fill = f"<a:solidFill>{accent}</a:solidFill>"
        elif number == 1:
            fill = f"<a:solidFill>{tint}</a:solidFill>"
        else:
            pattern = ("wdUpDiag", "pct25", "dkHorz")[number % 3]
            fill = (
                f'<a:pattFill prst="{pattern}"><a:fgClr>{accent}</a:fgClr><a:bgClr>{paper}</a:bgClr>'
                "</a:pattFill>"
            )
        return f'<c:spPr>{fill}<a:ln w="15875"><a:solidFill>{accent}</a:solidFill></a:ln></c:spPr>'

    def _labels(self, frame: ChartFrame, number: int) -> str:
        several = int(len(frame.series) > 1)
        form = f'General"{frame.unit}"' if frame.unit else "General"
        return (
            f'<c:dLbls><c:numFmt formatCode="{escape(form)}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln>'
            "<a:noFill/>"
            f"</a:ln></c:spPr>{self._text(frame.size, is_strong=not number, box=_UNBROKEN)}<c:dLblPos "
            'val="outEnd"/>'
            '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName '
            f'val="{several}"/>'
            '<c:showPercent val="0"/><c:showBubbleSize val="0"/><c:separator>  </c:separator></c:dLbls>'
        )

    def _axes(self, frame: ChartFrame, low: float, high: float) -> str:
        """Return names at the left, the first on top, and a value axis that is not drawn."""
        names, values = _AXES
        rule = (
            f'<a:ln w="9525"><a:solidFill><a:schemeClr val="{self.palette[Tone.MUTED]}"/>'
            "</a:solidFill></a:ln>"
        )
        ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        return (
            f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
            '<c:delete val="0"/>'
            f'<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:spPr>{rule}'
            "</c:spPr>"
            f'{self._text(frame.size)}<c:crossAx val="{values}"/><c:crosses val="autoZero"/><c:auto val="1"/>'
            '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
            f'<c:valAx><c:axId val="{values}"/><c:scaling><c:orientation val="minMax"/><c:max '
            f'val="{high:.6g}"/>'
            f'<c:min val="{low:.6g}"/></c:scaling><c:delete val="1"/><c:axPos val="t"/>'
            f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:crossAx val="{names}"/>'
            '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        )

    def _text(self, size: float, *, is_strong: bool = False, box: str = "<a:bodyPr/>") -> str:
        return (
            f'<c:txPr>{box}<a:lstStyle/><a:p><a:pPr><a:defRPr lang="{self.language}" '
            f'sz="{round(size * 100)}" '
            f'b="{int(is_strong)}"><a:solidFill><a:schemeClr val="{self.palette[Tone.INK]}"/>'
            "</a:solidFill></a:defRPr>"
            f'</a:pPr><a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )


def _gap_width(frame: ChartFrame) -> int:
    """Return the space between groups in percent of a bar, so that no bar is thicker than `_THICKEST`."""
    group, bars = frame.place.height * 0.98 / len(frame.categories), len(frame.series)
    bar = min(_THICKEST, group / (bars + _SPACE))
    return max(30, min(500, round((group - bars * bar) / bar * 100)))


def _workbook(frame: ChartFrame) -> bytes:
    """Return a workbook with the numbers of a chart: names in column A, a series a column."""
    rows: list[Sequence[str | float]] = [("", *(series.name for series in frame.series))]
    rows += [
        (name, *(series.values[at] for series in frame.series)) for at, name in enumerate(frame.categories)
    ]
    lines = "".join(
        f'<row r="{at}">{"".join(map(_cell, row, (f"{column}{at}" for column in _COLUMNS)))}</row>'
        for at, row in enumerate(rows, 1)
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    link = '<Relationship Id="rId1" Type="{}" Target="{}"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{link.format(f'{office}/officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{link.format(f'{office}/worksheet', 'worksheets/sheet1.xml')}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{lines}</sheetData></worksheet>',
    }
    return pack({name: (HEAD + content).encode() for name, content in members.items()})


def _cell(value: str | float, address: str) -> str:
    if isinstance(value, str):
        return f'<c r="{address}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{address}"><v>{value!r}</v></c>'
