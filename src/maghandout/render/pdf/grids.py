"""The measures and looks of what ReportLab sets in grids: tables, boxes, and items in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, assert_never

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from maghandout.errors import RenderError
from maghandout.model.document import BoxRole, Table, plain_text
from maghandout.render.pdf.flowables import Grid
from maghandout.render.pdf.fonts import BOLD, REGULAR, width
from maghandout.render.pdf.forms import TextField
from maghandout.theme import Theme

Look: TypeAlias = list[tuple[object, ...]]
"""Commands of a ReportLab table style."""

BETWEEN_PT = 14.0
"""Space between two columns of items."""
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
    # a heading has air above its letters, a line to write on has none below
    level: Look = [("TOPPADDING", *_ALL, inset * 0.5), ("BOTTOMPADDING", *_ALL, inset * 0.75)]
    match role:
        case BoxRole.WARNING:
            edge: Look = [("BOX", *_ALL, rules.box, HexColor(colors.warning))]
            return [*padding, *edge, ("BACKGROUND", *_ALL, HexColor(colors.warning_tint))]
        case BoxRole.PLAN:
            return [*padding, *level, ("BOX", *_ALL, rules.plan, HexColor(colors.accent))]
        case BoxRole.KEY_POINTS | BoxRole.CLAIM | BoxRole.FINDING:
            bar = ("LINEBEFORE", (0, 0), (0, -1), rules.bar, HexColor(colors.accent), _BUTT_CAP)
            indent = ("LEFTPADDING", *_ALL, inset - bar_inset(role, theme))
            return [*padding, indent, bar, ("BACKGROUND", *_ALL, HexColor(colors.accent_tint))]
        case _:
            assert_never(role)


def bar_inset(role: BoxRole, theme: Theme) -> float:
    """Return how far a box stands in, so that the bar drawn upon its left edge ends at the margin."""
    return 0.0 if role in (BoxRole.WARNING, BoxRole.PLAN) else theme.rules.bar / 2


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


def two_columns(items: list[Flowable], width_pt: float) -> Flowable:
    """Set items in two columns, read down the first column."""
    half = (len(items) + 1) // 2
    column = (width_pt - BETWEEN_PT) / 2
    return _grid([items[:half], items[half:]], [column, column], BETWEEN_PT)


def write_ins(fields: Sequence[TextField], width_pt: float) -> Flowable:
    """Set lines to write on in two columns, read by row, the lines below the longest labels equally long."""
    columns = [list(fields[::2]), list(fields[1::2])]
    labels = [max((field.label_pt for field in column), default=0.0) for column in columns]
    room = width_pt - BETWEEN_PT
    line = (room - sum(labels)) / 2
    widths = [label + line for label in labels] if line > 0 else [room / 2, room / 2]
    return _grid(columns, widths, BETWEEN_PT)


def beside(left: Sequence[Flowable], right: Sequence[Flowable], widths_pt: tuple[float, float]) -> Flowable:
    """Set things at the right of others."""
    return _grid([list(left), list(right)], list(widths_pt))


def kept(items: list[Flowable], width_pt: float) -> Flowable:
    """Set things below each other that no page may part."""
    return _grid([items], [width_pt])


def _grid(
    columns: Sequence[Sequence[Flowable]], widths_pt: Sequence[float], between_pt: float = 0
) -> Flowable:
    """Set columns of these widths beside each other, with space between them."""
    *firsts, last = widths_pt
    grid = Grid([list(map(list, columns))], colWidths=[*(first + between_pt for first in firsts), last])
    grid.setStyle(
        [
            ("FONTNAME", *_ALL, REGULAR),
            ("VALIGN", *_ALL, "TOP"),
            ("LEFTPADDING", *_ALL, 0),
            ("RIGHTPADDING", *_ALL, between_pt),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", *_ALL, 0),
            ("BOTTOMPADDING", *_ALL, 0),
        ]
    )
    return grid


def _shares(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Share `room` so that few lines break: each column gets its least, then by what it still wants.

    A column that wants less than its share gets what it wants, and leaves the rest to the others.
    """
    wants = [high - low for low, high in zip(least, most, strict=True)]
    columns = sorted(range(len(wants)), key=wants.__getitem__)
    spare = room - sum(least)
    given = [0.0] * len(wants)
    for number, at in enumerate(columns):
        total = sum(wants[other] ** 0.5 for other in columns[number:]) or 1
        given[at] = min(wants[at], spare * wants[at] ** 0.5 / total)
        spare -= given[at]
    return [low + more + spare / len(wants) for low, more in zip(least, given, strict=True)]
