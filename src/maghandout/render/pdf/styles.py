"""A theme to ReportLab paragraph styles and colours."""

from __future__ import annotations

from msgspec import Struct
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle

from maghandout.render.pdf.fonts import BOLD, REGULAR, register
from maghandout.theme import TextSize, Theme


class Styles(Struct, frozen=True):
    """The paragraph styles of one theme."""

    title: ParagraphStyle
    purpose: ParagraphStyle
    heading: ParagraphStyle
    body: ParagraphStyle
    item: ParagraphStyle
    cell: ParagraphStyle
    cell_head: ParagraphStyle
    note: ParagraphStyle
    source: ParagraphStyle
    furniture: ParagraphStyle
    warning_heading: ParagraphStyle


def styles_of(theme: Theme) -> Styles:
    """Return the styles of a theme, the fonts registered."""
    register()
    text, colors, gap = theme.text, theme.colors, theme.page.gap
    ink, accent = HexColor(colors.ink), HexColor(colors.accent)
    muted, warning = HexColor(colors.muted), HexColor(colors.warning)
    indent = text.body.size * 1.35
    body = _style("body", text.body, ink)
    return Styles(
        title=_style("title", text.title, accent, font=BOLD),
        purpose=_style("purpose", text.purpose, muted, space_after=gap),
        heading=_style("heading", text.heading, accent, font=BOLD),
        body=_child(body, "paragraph", spaceAfter=gap / 2),
        item=_child(body, "item", leftIndent=indent, bulletIndent=0, spaceAfter=gap / 2),
        cell=_style("cell", text.table, ink),
        cell_head=_style("cell-head", text.table, accent, font=BOLD),
        note=_style("note", text.note, muted),
        source=_child(
            _style("source", text.source, ink), "entry", leftIndent=text.source.size * 2, spaceAfter=1.5
        ),
        furniture=_style("furniture", text.furniture, muted),
        warning_heading=_style("warning-heading", text.heading, warning, font=BOLD),
    )


def _style(
    name: str, size: TextSize, color: Color, font: str = REGULAR, space_after: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size.size,
        leading=size.leading,
        textColor=color,
        bulletFontName=font,
        bulletFontSize=size.size,
        bulletColor=color,
        spaceAfter=space_after,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )


def _child(parent: ParagraphStyle, name: str, **changes: float) -> ParagraphStyle:
    return ParagraphStyle(name, parent=parent, **changes)
