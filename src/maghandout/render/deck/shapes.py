"""Frames to shapes of a slide."""

from __future__ import annotations

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import ChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.placeholder import LayoutPlaceholder
from pptx.slide import Slide
from pptx.table import _Cell as Cell
from pptx.text.text import TextFrame as PptxText
from pptx.text.text import _Run as PptxRun
from pptx.util import Pt

from maghandout.render.deck.measure import indent
from maghandout.render.deck.model import (
    Box,
    ChartFrame,
    Line,
    Rise,
    RuleFrame,
    Run,
    TableFrame,
    TextFrame,
    Tone,
)
from maghandout.render.deck.tables import PADDING_X
from maghandout.theme import Colors

_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_NUMBER_ID = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
_BASELINES = {Rise.SUPER: "30000", Rise.SUB: "-25000"}
_HAIRLINE = 0.75
_GAP_WIDTH = 55
"""Space between bars, in percent of a bar."""


class SlideWriter:
    """Writes frames on one slide."""

    def __init__(self, slide: Slide, colors: Colors) -> None:
        self._slide = slide
        self._colors = colors

    def rule(self, frame: RuleFrame) -> None:
        """Draw a rectangle that screen readers pass over."""
        shape = self._slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu(frame.place))
        shape.fill.solid()
        shape.fill.fore_color.rgb = self._rgb(frame.tone)
        shape.line.fill.background()
        shape.shadow.inherit = False
        shape.name = frame.name
        _mark_decorative(shape)

    def text(self, frame: TextFrame, shape: Shape | None = None) -> None:
        """Write text into a placeholder of the layout, or into a box of its own."""
        if shape is None:
            shape = self._slide.shapes.add_textbox(*_emu(frame.place))
        shape.left, shape.top, shape.width, shape.height = _emu(frame.place)
        shape.name = frame.name
        if frame.fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = self._rgb(frame.fill)
        text = shape.text_frame
        text.word_wrap = True
        text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = Pt(frame.padding)
        text.vertical_anchor = MSO_ANCHOR.TOP
        text.auto_size = MSO_AUTO_SIZE.NONE
        self._lines(text, frame.lines)

    def table(self, frame: TableFrame) -> None:
        """Write a native table whose first row is marked as its heads."""
        rows, columns = len(frame.rows), len(frame.widths)
        shape = self._slide.shapes.add_table(rows, columns, *_emu(frame.place))
        shape.name = frame.name
        _describe(shape, frame.alt)
        table = shape.table
        table.first_row, table.first_col, table.horz_banding = True, True, True
        for column, width in enumerate(frame.widths):
            table.columns[column].width = Pt(width)
        for row, (height, lines) in enumerate(zip(frame.heights, frame.rows, strict=True)):
            table.rows[row].height = Pt(height)
            fill = Tone.ACCENT if not row else Tone.PAPER if row % 2 else Tone.ACCENT_TINT
            for column, line in enumerate(lines):
                self._cell(table.cell(row, column), line, fill, frame.padding)

    def chart(self, frame: ChartFrame) -> None:
        """Draw a native bar chart, the first category on top, every bar with its number."""
        numbers = ChartData()
        numbers.categories = frame.categories
        for series in frame.series:
            numbers.add_series(series.name, series.values)
        place = _emu(frame.place)
        self._slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, numbers)
        shape = self._slide.shapes[-1]  # add_chart is annotated to return the chart, not its shape
        assert isinstance(shape, GraphicFrame)
        shape.name = frame.name
        _describe(shape, frame.alt)
        self._style_chart(shape.chart, frame)
        # python-pptx writes negative ids; the schema wants them unsigned, LibreOffice below 2^31
        for axis_id in shape.chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
            axis_id.set("val", str(abs(int(axis_id.get("val")))))

    def foot(
        self, source: LayoutPlaceholder, place: Box, size: float, words: str = "", number: int = 0
    ) -> None:
        """Fill a copy of a layout's placeholder with words, or with the slide's own number."""
        self._slide.shapes.clone_placeholder(source)
        shape = self._slide.shapes[-1]
        assert isinstance(shape, Shape)
        shape.left, shape.top, shape.width, shape.height = _emu(place)
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
        self._run(paragraph.add_run(), Run(words or str(number), tone=Tone.MUTED), size)
        if number:
            run = paragraph.runs[0]._r
            run.tag = qn("a:fld")
            run.set("id", _NUMBER_ID)
            run.set("type", "slidenum")

    def title(self, title: str, place: Box, size: float) -> None:
        """Write the slide's title into the layout's title placeholder."""
        shape = self._slide.shapes.title
        assert shape is not None
        shape.left, shape.top, shape.width, shape.height = _emu(place)
        run = shape.text_frame.paragraphs[0].add_run()
        self._run(run, Run(title, is_strong=True, tone=Tone.ACCENT), size)

    def _lines(self, text: PptxText, lines: tuple[Line, ...]) -> None:
        for number, line in enumerate(lines):
            paragraph = text.paragraphs[0] if not number else text.add_paragraph()
            paragraph.space_before = Pt(line.gap if number else 0)
            paragraph.space_after = Pt(0)
            _mark_item(paragraph._p, line)
            for run in line.runs:
                self._run(paragraph.add_run(), run, line.size)

    def _run(self, shown: PptxRun, run: Run, size: float) -> None:
        shown.text = run.text
        font = shown.font
        font.size, font.bold = Pt(size), run.is_strong
        font.color.rgb = self._rgb(run.tone)
        if run.is_emphasis:
            font.italic = True
        if run.rise in _BASELINES:
            font._element.set("baseline", _BASELINES[run.rise])
        if run.target:
            shown.hyperlink.address = run.target

    def _cell(self, cell: Cell, line: Line, fill: Tone, padding: float) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = self._rgb(fill)
        cell.margin_left = cell.margin_right = Pt(PADDING_X)
        cell.margin_top = cell.margin_bottom = Pt(padding)
        cell.vertical_anchor = MSO_ANCHOR.TOP
        self._underline(cell)
        self._lines(cell.text_frame, (line,))

    def _underline(self, cell: Cell) -> None:
        """Draw the hairline below a cell; the schema wants it before the fill."""
        border = etree.Element(qn("a:lnB"), w=str(Pt(_HAIRLINE)))
        fill = etree.SubElement(border, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:srgbClr"), val=str(self._rgb(Tone.RULE)))
        cell._tc.get_or_add_tcPr().insert(0, border)

    def _style_chart(self, chart: Chart, frame: ChartFrame) -> None:
        chart.font.size = Pt(frame.size)
        chart.font.color.rgb = self._rgb(Tone.INK)
        chart.has_title = False
        chart.has_legend = len(frame.series) > 1
        if chart.has_legend:
            chart.legend.position = XL_LEGEND_POSITION.BOTTOM
            chart.legend.include_in_layout = False
        values, categories = chart.value_axis, chart.category_axis
        values.minimum_scale = min(0.0, *(min(series.values) for series in frame.series))
        values.visible = values.has_major_gridlines = False
        categories.reverse_order = True
        categories.major_tick_mark = XL_TICK_MARK.NONE
        categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        categories.format.line.color.rgb = self._rgb(Tone.RULE)
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = _GAP_WIDTH, -5
        plot.has_data_labels = True
        labels = plot.data_labels
        labels.show_value, labels.font.bold, labels.font.size = True, True, Pt(frame.size)
        labels.number_format, labels.number_format_is_linked = "General", False
        for number, series in enumerate(plot.series):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = self._rgb(Tone.MUTED if number % 2 else Tone.ACCENT)
            series.invert_if_negative = False

    def _rgb(self, tone: Tone) -> RGBColor:
        color: str = getattr(self._colors, tone.value)
        found: RGBColor = RGBColor.from_string(color.lstrip("#").upper())
        return found


def _emu(place: Box) -> tuple[Pt, Pt, Pt, Pt]:
    return Pt(place.left), Pt(place.top), Pt(place.width), Pt(place.height)


def _properties(shape: BaseShape) -> etree._Element:
    return shape._element.xpath(".//p:cNvPr")[0]


def _describe(shape: BaseShape, alt: str) -> None:
    _properties(shape).set("descr", alt)


def _mark_decorative(shape: BaseShape) -> None:
    properties = _properties(shape)
    properties.set("descr", "")
    extensions = etree.SubElement(properties, qn("a:extLst"))
    extension = etree.SubElement(extensions, qn("a:ext"), uri=_DECORATIVE_URI)
    mark = etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE})
    mark.set("val", "1")


def _mark_item(paragraph: etree._Element, line: Line) -> None:
    """Give a paragraph its bullet or number; the layout's own bullet goes where there is none."""
    properties = paragraph.get_or_add_pPr()
    hanging = round(Pt(indent(line)))
    properties.set("marL", str(hanging))
    properties.set("indent", str(-hanging))
    if line.number:
        etree.SubElement(properties, qn("a:buFont"), typeface="+mj-lt")
        number = etree.SubElement(properties, qn("a:buAutoNum"), type="arabicPeriod")
        number.set("startAt", str(line.number))
    elif line.bullet:
        etree.SubElement(properties, qn("a:buFont"), typeface="Arial")
        etree.SubElement(properties, qn("a:buChar"), char=line.bullet)
    else:
        etree.SubElement(properties, qn("a:buNone"))
