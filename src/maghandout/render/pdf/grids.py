"""The measures and looks of what ReportLab sets in grids: tables, boxes, and items in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable
from reportlab.platypus import Table as PdfTable

from maghandout.model.document import BoxRole, Table, plain_text
from maghandout.render.pdf.fonts import BOLD, REGULAR, width
from maghandout.theme import Colors

Look: TypeAlias = list[tuple[object, ...]]
"""Commands of a ReportLab table style."""

_BUTT_CAP = 0
_CELL_PADDING_PT = 26.0
"""Padding of a cell, and the room that its source numbers take."""
_ALL = ((0, 0), (-1, -1))


def rows_look(colors: Colors) -> Look:
    """Return the look of a table: a strong rule below the heads, hairlines below the rows."""
    return [
        ("VALIGN", *_ALL, "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("LEFTPADDING", (1, 0), (-1, -1), 7),
        ("RIGHTPADDING", *_ALL, 3),
        ("TOPPADDING", *_ALL, 3.5),
        ("BOTTOMPADDING", *_ALL, 4),
        ("LINEBELOW", (0, 0), (-1, 0), 1.4, HexColor(colors.accent)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.6, HexColor(colors.rule)),
        ("FONTNAME", *_ALL, REGULAR),
    ]


def frame_look(role: BoxRole, colors: Colors) -> Look:
    """Return the look of a box: its tint, its rule, its padding."""
    padding: Look = [
        ("LEFTPADDING", *_ALL, 14),
        ("RIGHTPADDING", *_ALL, 14),
        ("TOPPADDING", *_ALL, 9),
        ("BOTTOMPADDING", *_ALL, 8),
    ]
    match role:
        case BoxRole.WARNING:
            edge: Look = [("BOX", *_ALL, 1.4, HexColor(colors.warning))]
            return [*padding, *edge, ("BACKGROUND", *_ALL, HexColor(colors.warning_tint))]
        case BoxRole.PLAN:
            return [*padding, ("BOX", *_ALL, 1, HexColor(colors.accent))]
        case BoxRole.KEY_POINTS | BoxRole.CLAIM | BoxRole.FINDING:
            bar = ("LINEBEFORE", (0, 0), (0, -1), 4, HexColor(colors.accent), _BUTT_CAP)
            return [*padding, bar, ("BACKGROUND", *_ALL, HexColor(colors.accent_tint))]
        case _:
            assert_never(role)


def column_widths(table: Table, size_pt: float, room_pt: float) -> list[float]:
    """Share the width by how much each column has to say, no column narrower than its longest word."""
    columns = list(zip(table.head, *table.rows, strict=True))
    texts = [[plain_text(cell.inlines) for cell in cells] for cells in columns]
    words = [[word for text in column for word in text.split() or [""]] for column in texts]
    least = [max(width(word, BOLD, size_pt) for word in column) for column in words]
    most = [max(width(text, BOLD, size_pt) for text in column) for column in texts]
    room = room_pt - _CELL_PADDING_PT * len(columns)
    return [share + _CELL_PADDING_PT for share in _shares(least, most, room)]


def two_columns(items: list[Flowable], width_pt: float, *, is_by_row: bool = False) -> Flowable:
    """Set items in two columns, read down the first column unless `is_by_row`."""
    half = (len(items) + 1) // 2
    columns = [items[::2], items[1::2]] if is_by_row else [items[:half], items[half:]]
    grid = PdfTable([columns], colWidths=[width_pt / 2, width_pt / 2])
    grid.setStyle(
        [
            ("VALIGN", *_ALL, "TOP"),
            ("LEFTPADDING", *_ALL, 0),
            ("RIGHTPADDING", *_ALL, 14),
            ("TOPPADDING", *_ALL, 0),
            ("BOTTOMPADDING", *_ALL, 0),
        ]
    )
    return grid


def _shares(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Share `room` so that few lines break: each column gets its least, then by what it still wants."""
    if sum(least) >= room:
        return [room * value / sum(least) for value in least]
    wants = [high - low for low, high in zip(least, most, strict=True)]
    spare = room - sum(least)
    total = sum(want**0.5 for want in wants) or 1
    return [low + spare * want**0.5 / total for low, want in zip(least, wants, strict=True)]
