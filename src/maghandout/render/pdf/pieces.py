"""Single blocks to ReportLab flowables, each with its element in the structure tree.

Where they stand, and beside what, is for `story`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from maghandout.model.document import (
    Block,
    Chart,
    Field,
    Heading,
    HowSure,
    Inlines,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    QrCode,
    Role,
    SourceEntry,
    Sources,
    Spoken,
    Strip,
    Table,
    plain_text,
)
from maghandout.render.figures import Drawing, draw_code
from maghandout.render.pdf.appearances import measure
from maghandout.render.pdf.faces import widths
from maghandout.render.pdf.flowables import DrawnFigure, Grid, LinkedEntry, OutlinedHeading, SureBoxes
from maghandout.render.pdf.fonts import check_coverage
from maghandout.render.pdf.forms import TextField
from maghandout.render.pdf.grids import column_widths, kept, rows_look
from maghandout.render.pdf.inline import InlineWriter
from maghandout.render.pdf.styles import Styles
from maghandout.render.pdf.tags import Element, Tagged, TaggedParagraph, Tree
from maghandout.theme import Theme

BULLET = "•"
CHECK_BOX = "☐"
CODE_PT = 76.0
"""Width of a QR code: a phone reads it from a hand's distance."""
_ENDLESS = 10_000.0
_BULLETS = {ListStyle.BULLET: BULLET, ListStyle.CHECK: CHECK_BOX}
_NUMBERING = {ListStyle.BULLET: "Disc", ListStyle.NUMBER: "Decimal", ListStyle.CHECK: "Square"}


class Pieces:
    """Builds the flowables of single blocks of one document."""

    spoken = Spoken()

    def __init__(self, tree: Tree, theme: Theme, styles: Styles, width_pt: float) -> None:
        self._tree = tree
        self._theme = theme
        self._styles = styles
        self._width = self._room = width_pt
        self._gap = theme.page.gap
        self._inline = InlineWriter(theme.text.body.size, theme.colors.accent)

    @contextmanager
    def within(self, room_pt: float) -> Iterator[None]:
        """Set running text meanwhile in a room of this width, where it takes no more than the measure."""
        self._room, outer = room_pt, self._room
        yield
        self._room = outer

    def _measured(self, text: str, style: ParagraphStyle, bullet: str | None = None) -> ParagraphStyle:
        """Return a style in which no line of a text is longer than the measure, in points and letters."""
        page = self._theme.page
        measure = page.measure * style.fontSize / self._theme.text.body.size
        spare = max(0.0, self._room - style.leftIndent - measure)
        if spare:
            style = ParagraphStyle(style.name, parent=style, rightIndent=spare)
        if len(text) <= page.letters:
            return style
        return _narrowed(text, style, self._room, int(page.letters), bullet)

    def heading(self, heading: Heading, *, is_warning: bool = False) -> OutlinedHeading:
        """Set a heading, which the outline names too."""
        styles = self._styles
        style = styles.warning_heading if is_warning else styles.heading
        style = styles.title if heading.level == 1 else style
        element = self._tree.element(f"H{heading.level}")
        words = plain_text(heading.inlines)
        text = self._text(heading.inlines, heading)
        paragraph = OutlinedHeading(text, style, element, words, heading.origin)
        paragraph.keepWithNext = 1
        return paragraph

    def paragraph(self, paragraph: Paragraph) -> Flowable:
        """Set a paragraph."""
        text = self._text(paragraph.inlines, paragraph)
        styles = {Role.PURPOSE: self._styles.purpose, Role.NOTE: self._styles.note}
        style = self._measured(text, styles.get(paragraph.role, self._styles.body))
        if paragraph.role is Role.PURPOSE:
            style = self._balanced(text, style)
        return TaggedParagraph(text, style, self._tree.element("P"))

    def _balanced(self, text: str, style: ParagraphStyle) -> ParagraphStyle:
        """Return a style in which the lines of a text are about equally long."""
        whole = TaggedParagraph(text, style).wrap(self._room, _ENDLESS)[1]
        low, high = style.rightIndent, self._room * 0.6
        while high - low > 1:
            middle = (low + high) / 2
            narrow = ParagraphStyle(style.name, parent=style, rightIndent=middle)
            fits = TaggedParagraph(text, narrow).wrap(self._room, _ENDLESS)[1] <= whole
            low, high = (middle, high) if fits else (low, middle)
        return ParagraphStyle(style.name, parent=style, rightIndent=low)

    def list_items(self, block: ListBlock) -> list[Flowable]:
        """Set the items of a list, the last two of a longer one kept together."""
        items = []
        with self._tree.inside("L") as whole:
            whole.attributes = {"O": "List", "ListNumbering": _NUMBERING[block.style]}
            for number, item in enumerate(block.items, 1):
                entry = self._tree.element("LI")
                label, body = Element("Lbl", entry), Element("LBody", entry)
                text = self._text(item.inlines, item)
                bullet = _BULLETS.get(block.style, f"{number}.")
                style = self._measured(text, self._styles.item, bullet)
                items.append(TaggedParagraph(text, style, body, label, bulletText=bullet))
        if len(items) > 2:
            items[-2].keepWithNext = 1
        return items

    def table(self, table: Table) -> list[Flowable]:
        """Set a table below its caption, its heads repeated on every page.

        Raises:
            RenderError: it has too many columns for the width.
        """
        widths = column_widths(table, self._theme.text.table.size, self._width)
        with self._tree.inside("Table"):
            caption = []
            if table.caption:
                words = self._text(table.caption, table)
                caption = [TaggedParagraph(words, self._styles.note, self._tree.element("Caption"))]
                caption[0].keepWithNext = 1
            with self._tree.inside("THead"), self._tree.inside("TR"):
                head = [self._cell(cell.inlines, table, "Column") for cell in table.head]
            rows = []
            with self._tree.inside("TBody"):
                for row in table.rows:
                    with self._tree.inside("TR"):
                        cells = [(cell.inlines, "Row" if cell.is_head else "") for cell in row]
                        rows.append([self._cell(inlines, table, scope) for inlines, scope in cells])
        grid = Grid([head, *rows], widths, repeatRows=1, hAlign="LEFT", spaceAfter=self._gap / 2)
        grid.setStyle(rows_look(self._theme))
        return [*caption, grid]

    def _cell(self, inlines: Inlines, table: Table, scope: str) -> Flowable:
        text = self._text(inlines, table)
        element = self._tree.element("TH" if scope else "TD")
        if scope:
            element.attributes = {"O": "Table", "Scope": scope}
        style = self._styles.cell_head if scope == "Column" else self._styles.cell
        return TaggedParagraph(f"<b>{text}</b>" if scope == "Row" else text, style, element)

    def figure(self, block: Chart | Strip, drawing: Drawing) -> list[Flowable]:
        """Set a drawing below its title and above the words on how to read it."""
        check_coverage(block.alt, block.origin)
        with self._tree.inside("Div"):
            words = f"<b>{self._text(block.title, block)}</b>"
            style = self._measured(words, self._styles.cell)
            title = TaggedParagraph(words, style, self._tree.element("P"))
            figure = Tagged(DrawnFigure(drawing, self._theme.colors), self._described(block.alt))
            read: list[Flowable] = []
            if block.read:
                words = self._text(block.read, block)
                read = [
                    Spacer(0, 3),
                    TaggedParagraph(words, self._measured(words, self._styles.note), self._tree.element("P")),
                ]
        return [kept([title, Spacer(0, 4), figure, *read, Spacer(0, self._gap / 2)], self._width)]

    def _described(self, alt: str) -> Element:
        element = self._tree.element("Figure")
        element.alt = alt
        return element

    def code(self, code: QrCode) -> tuple[Flowable, Flowable]:
        """Return a code and its address in words."""
        drawing = DrawnFigure(draw_code(code, CODE_PT), self._theme.colors)
        figure = Tagged(drawing, self._described(code.alt))
        return figure, TaggedParagraph(
            self._text(code.inlines, code), self._styles.note, self._tree.element("P")
        )

    def field(self, field: Field) -> TextField:
        """Set a line to write on.

        Raises:
            UnfitError: the font lacks a character of what is filled in.
        """
        check_coverage(field.label, field.origin)
        measure(field.value, field.name, widths())
        note, colors = self._theme.text.note, self._theme.colors
        elements = self._tree.element("P"), self._tree.element("Form")
        line = TextField(field.name, field.label, field.value, elements)
        return line.set_look(note.size, note.leading * 1.55, HexColor(colors.ink), HexColor(colors.muted))

    def how_sure(self, block: HowSure) -> Flowable:
        """Set how sure we are, in boxes and words."""
        check_coverage(block.label, block.origin)
        words = self._text(block.inlines, block)
        level, element = block.certainty.level, self._tree.element("P")
        return SureBoxes(block.label, level, words, self._measured(words, self._styles.body), element)

    def sources(self, sources: Sources) -> list[Flowable]:
        """Set the entries of the list of sources."""
        with self._tree.inside("L") as whole:
            whole.attributes = {"O": "List", "ListNumbering": "Decimal"}
            return [self._entry(entry, sources) for entry in sources.entries]

    def _entry(self, entry: SourceEntry, sources: Sources) -> Flowable:
        """Set an entry, its number a link back to where the source was first cited."""
        text = self._inline.write(entry.inlines, sources.origin)
        back = self.spoken.back.format(number=entry.number)
        return LinkedEntry(text, self._styles.source, self._tree.element("LI"), entry.number, back)

    def _text(self, inlines: Inlines, block: Block | ListItem) -> str:
        return self._inline.write(inlines, block.origin)


def _narrowed(
    text: str, style: ParagraphStyle, room_pt: float, letters: int, bullet: str | None = None
) -> ParagraphStyle:
    """Return a style in which no line of a text has more letters, or as narrow a one as may be."""
    while style.rightIndent <= room_pt / 2 and _longest_line(text, style, room_pt, bullet) > letters:
        indent = style.rightIndent + style.fontSize / 2
        style = ParagraphStyle(style.name, parent=style, rightIndent=indent)
    return style


def _longest_line(text: str, style: ParagraphStyle, room_pt: float, bullet: str | None) -> int:
    """Return the letters of the longest line, raised numbers left out."""
    paragraph = TaggedParagraph(text, style, bulletText=bullet)
    paragraph.wrap(room_pt, _ENDLESS)
    longest = 0
    for line in paragraph.blPara.lines:
        words = (
            [" ".join(line[1])]
            if isinstance(line, tuple)
            else [part.text for part in line.words if not part.rise]
        )
        longest = max(longest, len("".join(words).strip()))
    return longest
