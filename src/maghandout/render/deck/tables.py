"""A table of the document to table frames: column widths, row heights, and where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maghandout.errors import RenderError
from maghandout.model.document import Cell, Table, plain_text
from maghandout.render.deck.measure import height, longest_word, width
from maghandout.render.deck.model import Box, Line, TableFrame, Tone
from maghandout.render.deck.parts import cut_evenly
from maghandout.render.deck.text import line_of

PADDING_X = 8.0
"""Left and right of the text in a cell."""
PADDING_Y = 6.0
"""Above and below it."""
MOST_PADDING = 13.0
"""The same where a table has height to spare."""
SMALLEST = 12.0
"""A table that needs less is too full."""

_Rows = tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class SizedTable:
    """A table in one size, its parts not yet cut."""

    rows: _Rows
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        """Height of the whole, in points."""
        return sum(self.heights)

    def parts(self, room: float) -> list[range]:
        """Return the positions of the body rows on each slide when so much height is free."""
        return cut_evenly(self.heights[1:], room - self.heights[0], len(self.rows))

    def fits(self, room: float) -> bool:
        """Tell whether every single row fits below the head."""
        return self.heights[0] + max(self.heights[1:], default=0.0) <= room


def size_table(table: Table, size: float, room: float) -> SizedTable:
    """Set a table in a size and a width."""
    head = tuple(line_of(cell.inlines, size, tone=Tone.PAPER, is_strong=True) for cell in table.head)
    rows = (head, *(tuple(_line(cell, size) for cell in row) for row in table.rows))
    widths = _widths(rows, room)
    heights = tuple(
        max(height(line, wide - 2 * PADDING_X) for line, wide in zip(row, widths, strict=True))
        + 2 * PADDING_Y
        for row in rows
    )
    return SizedTable(rows, widths, heights)


def best_table(table: Table, sizes: Sequence[float], room: Box) -> SizedTable:
    """Return the table in the largest size that needs the fewest slides.

    Raises:
        RenderError: a row is too high for a slide even in the smallest print.
    """
    tried = [size_table(table, size, room.width) for size in (*sizes, 14.0, SMALLEST)]
    fitting = [sized for sized in tried[: len(sizes)] if sized.fits(room.height)]
    if not fitting:
        fitting = [sized for sized in tried if sized.fits(room.height)][:1]
    if not fitting:
        raise RenderError.at(table.origin, "a row of a table is too long for a slide", "say less in it")
    return min(fitting, key=lambda sized: len(sized.parts(room.height)))


def table_frames(table: Table, sized: SizedTable, room: Box, alt: str) -> list[TableFrame]:
    """Return a frame for each slide that a table takes, the heads repeated on each."""
    words = plain_text(table.caption) or alt
    frames = []
    for part in sized.parts(room.height):
        at = (0, *(number + 1 for number in part))
        rows = tuple(sized.rows[number] for number in at)
        heights = tuple(sized.heights[number] for number in at)
        place = replace(room, width=sum(sized.widths), height=sum(heights))
        frames.append(TableFrame("Table", place, sized.widths, heights, rows, PADDING_Y, words))
    return frames


def spread(frame: TableFrame, room: float) -> TableFrame:
    """Give the rows of a table some of the height that is left over."""
    more = min((room - frame.place.height) / len(frame.rows) / 2, MOST_PADDING - PADDING_Y)
    heights = tuple(height + 2 * more for height in frame.heights)
    place = replace(frame.place, height=sum(heights))
    return replace(frame, place=place, heights=heights, padding=frame.padding + more)


def _line(cell: Cell, size: float) -> Line:
    return line_of(cell.inlines, size, is_strong=cell.is_head)


def _widths(rows: _Rows, room: float) -> tuple[float, ...]:
    """Share the width by how much each column has to say, no column narrower than its longest word."""
    columns = list(zip(*rows, strict=True))
    least = [max(longest_word(line) for line in column) + 2 * PADDING_X + 1 for column in columns]
    wanted = [sum(width(line.text, line.size) for line in column) / len(column) for column in columns]
    spare = room - sum(least)
    if spare <= 0:
        return tuple(room * low / sum(least) for low in least)
    extra = [max(want - low, 0.0) for want, low in zip(wanted, least, strict=True)]
    total = sum(extra)
    if not total:
        return tuple(low + spare / len(least) for low in least)
    return tuple(low + spare * more / total for low, more in zip(least, extra, strict=True))
