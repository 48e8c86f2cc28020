"""The measures and looks of what ReportLab sets in grids: tables, boxes, and items in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable
from reportlab.platypus import Table as PdfTable

from maghandout.errors import RenderError
from maghandout.model.document import BoxRole, Table, plain_text
from maghandout.render.pdf.fonts import BOLD, REGULAR, width
from maghandout.theme import Theme

Look: TypeAlias = list[tuple[object, ...]]
"""Commands of a ReportLab table style."""

_BUTT_CAP = 0
_CELL_PADDING_PT = 26.0
"""Padding of a cell, and the room that its source numbers take."""
_LONGEST = 18
"""Letters of a word that a column makes room for; a longer word is broken."""
_ALL = ((0, 0), (-1, -1))


def rows_look(theme: Theme) -> Look:
    """Return the look of a table: a strong rule below the heads, hairlines below the rows."""
    colors, rules = theme.colors, theme.rules
    return [
        ("VALIGN", *_ALL, "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 7),
        ("RIGHTPADDING", *_ALL, 3),
        ("TOPPADDING", *_ALL, 3.5),
        ("BOTTOMPADDING", *_ALL, 4),
        ("LINEBELOW", (0, 0), (-1, 0), rules.table, HexColor(colors.accent)),
        ("LINEBELOW", (0, 1), (-1, -1), rules.row, HexColor(colors.rule)),
        ("FONTNAME", *_ALL, REGULAR),
    ]


def frame_look(role: BoxRole, theme: Theme) -> Look:
    """Return the look of a box: its tint, its rule, its padding."""
    colors, rules, inset = theme.colors, theme.rules, theme.page.inset
    padding: Look = [
        ("FONTNAME", *_ALL, REGULAR),  # else the page names one that no file embeds
        ("LEFTPADDING", *_ALL, inset),
        ("RIGHTPADDING", *_ALL, inset),
        ("TOPPADDING", *_ALL, inset * 0.65),
        ("BOTTOMPADDING", *_ALL, inset * 0.6),
    ]
    match role:
        case BoxRole.WARNING:
            edge: Look = [("BOX", *_ALL, rules.box, HexColor(colors.warning))]
            return [*padding, *edge, ("BACKGROUND", *_ALL, HexColor(colors.warning_tint))]
        case BoxRole.PLAN:
            return [*padding, ("BOX", *_ALL, rules.plan, HexColor(colors.accent))]
        case BoxRole.KEY_POINTS | BoxRole.CLAIM | BoxRole.FINDING:
            bar = ("LINEBEFORE", (0, 0), (0, -1), rules.bar, HexColor(colors.accent), _BUTT_CAP)
            return [*padding, bar, ("BACKGROUND", *_ALL, HexColor(colors.accent_tint))]
        case _:
            assert_never(role)


def column_widths(table: Table, size_pt: float, room_pt: float) -> list[float]:
    """Share the width by how much each column has to say, no column narrower than its longest word.

    Raises:
        RenderError: there are too many columns for the width.
    """
    columns = list(zip(table.head, *table.rows, strict=True))
    texts = [[plain_text(cell.inlines) for cell in cells] for cells in columns]
    words = [[word for text in column for word in text.split() or [""]] for column in texts]
    least = [max(width(word[:_LONGEST], BOLD, size_pt) for word in column) for column in words]
    most = [max(width(text, BOLD, size_pt) for text in column) for column in texts]
    room = room_pt - _CELL_PADDING_PT * len(columns)
    if sum(least) > room:
        needed = sum(least) + _CELL_PADDING_PT * len(columns)
        message = f"a table of {len(columns)} columns needs {needed:.0f} pt, the page has {room_pt:.0f}"
        raise RenderError.at(table.origin, message, "name fewer columns, or use shorter words")
    return [share + _CELL_PADDING_PT for share in _shares(least, most, room)]


def two_columns(items: list[Flowable], width_pt: float, *, is_by_row: bool = False) -> Flowable:
    """Set items in two columns, read down the first column unless `is_by_row`."""
    half = (len(items) + 1) // 2
    columns = [items[::2], items[1::2]] if is_by_row else [items[:half], items[half:]]
    return _grid(columns, [width_pt / 2, width_pt / 2], between_pt=14)


def beside(left: Sequence[Flowable], right: Sequence[Flowable], widths_pt: tuple[float, float]) -> Flowable:
    """Set things at the right of others."""
    return _grid([list(left), list(right)], list(widths_pt), between_pt=0)


def kept(items: list[Flowable], width_pt: float) -> Flowable:
    """Set things below each other that no page may part."""
    return _grid([items], [width_pt], between_pt=0)


def _grid(columns: list[list[Flowable]], widths_pt: list[float], between_pt: float) -> Flowable:
    grid = PdfTable([columns], colWidths=widths_pt)
    grid.setStyle(
        [
            ("FONTNAME", *_ALL, REGULAR),
            ("VALIGN", *_ALL, "TOP"),
            ("LEFTPADDING", *_ALL, 0),
            ("RIGHTPADDING", *_ALL, between_pt),
            ("TOPPADDING", *_ALL, 0),
            ("BOTTOMPADDING", *_ALL, 0),
        ]
    )
    return grid


def _shares(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Share `room` so that few lines break: each column gets its least, then by what it still wants."""
    wants = [high - low for low, high in zip(least, most, strict=True)]
    spare = room - sum(least)
    total = sum(want**0.5 for want in wants) or 1
    return [low + spare * want**0.5 / total for low, want in zip(least, wants, strict=True)]
