"""A document's blocks to ReportLab flowables.

Headings of sections stand in a rail left of the text; tables, charts, boxes and the list of sources take the
full width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Indenter, KeepTogether, Spacer
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus import Table as PdfTable

from maghandout.errors import RenderError
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Chart,
    Document,
    Field,
    Heading,
    HowSure,
    Inlines,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    Role,
    Section,
    Slide,
    SourceEntry,
    Sources,
    Table,
    unit_of,
)
from maghandout.render.pdf.flowables import Bars, LinkedEntry, RailHeading, Rule, SureBoxes, WriteInLine
from maghandout.render.pdf.fonts import check_coverage
from maghandout.render.pdf.grids import column_widths, frame_look, rows_look, two_columns
from maghandout.render.pdf.inline import InlineWriter
from maghandout.render.pdf.styles import Styles
from maghandout.theme import Theme

BULLET = "•"
CHECK_BOX = "☐"


class Story:
    """Builds the flowables of one document."""

    def __init__(self, theme: Theme, styles: Styles, width_pt: float) -> None:
        self._theme = theme
        self._styles = styles
        self._width = width_pt
        self._gap = theme.page.gap
        self._inline = InlineWriter(theme.text.body.size, theme.colors.accent)

    def build(self, document: Document) -> list[Flowable]:
        """Return the flowables of a document, in order."""
        flowables: list[Flowable] = []
        for block in document.blocks:
            flowables += self._block(block)
        return flowables

    def _block(self, block: Block) -> list[Flowable]:
        match block:
            case Heading():
                return [self._heading(block)]
            case Paragraph():
                return [self._paragraph(block)]
            case ListBlock():
                return self._list(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Field():
                return [self._field(block)]
            case HowSure():
                return [self._how_sure(block)]
            case Sources():
                return [self._entry(entry, block) for entry in block.entries]
            case Box():
                return self._box(block)
            case Section():
                return self._section(block)
            case Slide():
                raise RenderError.at(block.origin, "a slide stands in a handout", "slides are for decks")
            case _:
                assert_never(block)

    def _text(self, inlines: Inlines, block: Block | ListItem) -> str:
        return self._inline.write(inlines, block.origin)

    def _heading(self, heading: Heading) -> Flowable:
        style = self._styles.title if heading.level == 1 else self._styles.heading
        paragraph = PdfParagraph(self._text(heading.inlines, heading), style)
        paragraph.keepWithNext = 1
        return paragraph

    def _paragraph(self, paragraph: Paragraph) -> Flowable:
        styles = {Role.PURPOSE: self._styles.purpose, Role.NOTE: self._styles.note}
        style = styles.get(paragraph.role, self._styles.body)
        return PdfParagraph(self._text(paragraph.inlines, paragraph), style)

    def _list(self, block: ListBlock) -> list[Flowable]:
        items = []
        for number, item in enumerate(block.items, 1):
            bullet = {
                ListStyle.BULLET: BULLET,
                ListStyle.NUMBER: f"{number}.",
                ListStyle.CHECK: CHECK_BOX,
            }[block.style]
            items.append(PdfParagraph(self._text(item.inlines, item), self._styles.item, bulletText=bullet))
        if len(items) > 1:
            items[0].keepWithNext = 1
            items[-2].keepWithNext = 1
        return items

    def _section(self, section: Section) -> list[Flowable]:
        rule = Rule(HexColor(self._theme.colors.rule), 0.7, self._gap * 0.75, self._gap)
        heading = PdfParagraph(self._text(section.heading.inlines, section.heading), self._styles.heading)
        first = section.blocks[0] if section.blocks else None
        if isinstance(first, Table | Chart | Sources | Box) or first is None:
            heading.keepWithNext = 1
            below = [flowable for block in section.blocks for flowable in self._block(block)]
            return [rule, heading, Spacer(0, self._gap / 2), *below]
        return [rule, *self._railed(heading, section.blocks)]

    def _railed(self, heading: PdfParagraph, blocks: Sequence[Block]) -> list[Flowable]:
        """Set the blocks beside the heading; those that need the full width leave the rail."""
        page = self._theme.page
        offset = page.rail + page.gutter
        rail = RailHeading(heading, page.rail, page.gutter)
        beside: list[Flowable] = []
        indent = Indenter(left=offset)
        indent.keepWithNext = 1
        flowables: list[Flowable] = [indent, rail]
        is_beside = True
        for block in blocks:
            wide = isinstance(block, Table | Chart | Sources | Box)
            if is_beside and wide:
                flowables += [Indenter(left=-offset), Spacer(0, self._gap / 2)]
                is_beside = False
            built = self._block(block)
            beside += built if is_beside else []
            flowables += built
        if is_beside:
            short = rail.heading_height - _height(beside, self._width - offset)
            flowables += [Spacer(0, short)] if short > 0 else []
            flowables.append(Indenter(left=-offset))
        return flowables

    def _table(self, table: Table) -> list[Flowable]:
        colors = self._theme.colors
        head = [PdfParagraph(self._text(cell.inlines, table), self._styles.cell_head) for cell in table.head]
        rows = [[self._cell(cell.inlines, table, is_head=cell.is_head) for cell in row] for row in table.rows]
        widths = column_widths(table, self._theme.text.table.size, self._width)
        grid = PdfTable([head, *rows], widths, repeatRows=1, hAlign="LEFT", spaceAfter=self._gap / 2)
        grid.setStyle(rows_look(colors))
        caption = [PdfParagraph(self._text(table.caption, table), self._styles.note)] if table.caption else []
        for paragraph in caption:
            paragraph.keepWithNext = 1
        return [*caption, grid]

    def _cell(self, inlines: Inlines, table: Table, *, is_head: bool) -> Flowable:
        text = self._text(inlines, table)
        return PdfParagraph(f"<b>{text}</b>" if is_head else text, self._styles.cell)

    def _chart(self, chart: Chart) -> list[Flowable]:
        several = len(chart.series) > 1
        rows = []
        for at, category in enumerate(chart.categories):
            for series in chart.series:
                label = f"{category}, {series.name}" if several else category
                value = series.values[at]
                words = f"{value:g}{unit_of(chart.unit)}"
                check_coverage(label + words, chart.origin)
                rows.append((label, value, words))
        colors, size = self._theme.colors, self._theme.text.table.size
        title = PdfParagraph(f"<b>{self._text(chart.title, chart)}</b>", self._styles.cell)
        bars = Bars(rows, size, HexColor(colors.ink), HexColor(colors.accent))
        read = [PdfParagraph(self._text(chart.read, chart), self._styles.note)] if chart.read else []
        return [KeepTogether([title, Spacer(0, 3), bars, *read, Spacer(0, self._gap / 2)])]

    def _field(self, field: Field) -> Flowable:
        check_coverage(field.label, field.origin)
        note, colors = self._theme.text.note, self._theme.colors
        return WriteInLine(
            field.label, note.size, note.leading * 1.7, HexColor(colors.ink), HexColor(colors.muted)
        )

    def _how_sure(self, block: HowSure) -> Flowable:
        check_coverage(block.label, block.origin)
        words = self._text(block.inlines, block)
        return SureBoxes(block.label, block.certainty.level, words, self._styles.body)

    def _entry(self, entry: SourceEntry, sources: Sources) -> Flowable:
        """Set an entry, its number a link back to where the source was first cited."""
        text = f'<a name="source-{entry.number}"/>{self._inline.write(entry.inlines, sources.origin)}'
        target = f"cited-{entry.number}"
        return LinkedEntry(text, self._styles.source, bulletText=f"{entry.number}.", target=target)

    def _box(self, box: Box) -> list[Flowable]:
        colors = self._theme.colors
        is_warning = box.role is BoxRole.WARNING
        inside: list[Flowable] = []
        for block in box.blocks:
            if isinstance(block, Heading):
                style = self._styles.warning_heading if is_warning else self._styles.heading
                heading = PdfParagraph(self._text(block.inlines, block), style)
                inside += [heading, Spacer(0, self._gap / 2)]
            elif isinstance(block, ListBlock) and is_warning:
                inside.append(two_columns(self._list(block), self._inner_width()))
            elif not isinstance(block, Field):
                inside += self._block(block)
        fields = [self._field(block) for block in box.blocks if isinstance(block, Field)]
        if fields:
            inside.append(two_columns(fields, self._inner_width(), is_by_row=True))
        frame = PdfTable([[inside]], colWidths=[self._width], spaceBefore=self._gap, spaceAfter=self._gap)
        frame.setStyle(frame_look(box.role, colors))
        return [frame]

    def _inner_width(self) -> float:
        return self._width - 28


def _height(flowables: Iterable[Flowable], width_pt: float) -> float:
    """Return the height of flowables set below each other."""
    return float(sum(item.wrap(width_pt, 10_000)[1] + item.getSpaceAfter() for item in flowables))
