"""A table of the document to table frames: column widths, row heights, and where it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from maghandout.errors import RenderError
from maghandout.model.document import Block, Cell, Table, plain_text
from maghandout.render.deck.flow import Flow
from maghandout.render.deck.measure import break_line, height, longest_word, width
from maghandout.render.deck.model import Box, Layout, Line, Part, Style, TableFrame
from maghandout.render.deck.parts import cut_evenly
from maghandout.render.deck.rooms import Sheet
from maghandout.render.deck.text import line_of

PADDING_X = 8.0
"""Left and right of the text in a cell."""
PADDING_Y = 4.0
"""Above and below it."""
MOST_PADDING = 12.0
"""The same where a table has height to spare."""
_LONGEST = 7.5
"""A word wider than so many times the print is broken rather than given a column of its width."""
_BELOW = 14.0
_LEAST_LINES = 3
_MOST_PARTS = 3
"""So many slides a table's columns are shared out to at most."""

_Rows = tuple[tuple[Line, ...], ...]


class SizedTable(Struct, frozen=True):
    """A table in one size, its parts not yet cut."""

    rows: _Rows
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    def parts(self, room: float) -> list[range]:
        """Return the positions of the body rows on each slide when so much height is free."""
        return cut_evenly(self.heights[1:], room - self.heights[0], len(self.rows)) or [range(0)]

    def fits(self, room: float) -> bool:
        """Tell whether every single row fits below the head."""
        return self.heights[0] + max(self.heights[1:], default=0.0) <= room


def lay_table(flow: Flow, table: Table, after: Sequence[Block]) -> list[Sheet]:
    """Set a table on as many slides as it needs, and the words that follow below its last part.

    Raises:
        RenderError: it has more columns, or a longer row, than a slide holds in the smallest print.
    """
    room = flow.room(Layout.TABLE)
    slot = room.slot(Part.TABLE)
    anything = room.slot(Part.BODY)
    if slot is None and anything is not None and anything.kind in ("", "obj"):
        slot = anything
    place = room.body
    normal = flow.sizes.table
    sheets: list[Sheet] = []
    for part in _column_parts(table, normal, place.width, flow.box):
        sized = _best(part, (normal + 4, normal + 2, normal), place, flow.box)
        frames = [replace(frame, slot=slot) for frame in _frames(part, sized, place, flow)]
        last = frames[-1] if after else _spread(frames[-1], place.height)
        frames = [*(_spread(frame, place.height) for frame in frames[:-1]), last]
        sheets += [room.sheet((frame,)) for frame in frames]
    top = last.place.bottom + _BELOW
    return flow.below(sheets, room, Box(place.left, top, place.width, place.bottom - top), after)


def _column_parts(table: Table, size: float, room: float, style: Style) -> list[Table]:
    """Return a table in one or, where its columns find no room, in parts that repeat its first column.

    Raises:
        RenderError: it would be cut into more parts than a class can hold together.
    """
    least = _least_widths(_rows(table, size), style)
    free = room - least[0]
    parts = cut_evenly(least[1:], free, len(least)) if len(least) > 1 else [range(0)]
    is_wide = any(sum(least[at + 1] for at in part) > free for part in parts)
    if is_wide or len(parts) > _MOST_PARTS:
        message = f"a table of {len(table.head)} columns does not fit a slide at {size:g} pt"
        raise RenderError.at(table.origin, message, "name fewer columns")
    if len(parts) == 1:
        return [table]
    return [_columns(table, (0, *(at + 1 for at in part))) for part in parts]


def _columns(table: Table, columns: Sequence[int]) -> Table:
    head = tuple(table.head[at] for at in columns)
    rows = tuple(tuple(row[at] for at in columns) for row in table.rows)
    return replace(table, head=head, rows=rows)


def _rows(table: Table, size: float) -> _Rows:
    head = tuple(line_of(cell.inlines, size, is_strong=True) for cell in table.head)
    return (head, *(tuple(_line(cell, size) for cell in row) for row in table.rows))


def size_table(table: Table, size: float, room: float, style: Style) -> SizedTable | None:
    """Set a table in a size and a width; None where its columns find no room side by side."""
    rows = _rows(table, size)
    widths = _widths(rows, room, style)
    if widths is None:
        return None
    return _sized(rows, widths, style)


def _sized(rows: _Rows, widths: tuple[float, ...], style: Style) -> SizedTable:
    heights = tuple(
        max(height(line, wide - 2 * PADDING_X, style) for line, wide in zip(row, widths, strict=True))
        + 2 * PADDING_Y
        for row in rows
    )
    return SizedTable(rows, widths, heights)


def _best(table: Table, sizes: Sequence[float], room: Box, style: Style) -> SizedTable:
    """Return the table in the largest size that needs the fewest slides."""
    tried: list[SizedTable] = []
    for size in sizes:
        if sized := size_table(table, size, room.width, style):
            tried.append(sized)
            if sized.fits(room.height) and len(sized.parts(room.height)) == 1:
                return sized
    fitting = [sized for sized in tried if sized.fits(room.height)]
    if not fitting:
        smallest = tried[-1]
        if room.height - smallest.heights[0] < _LEAST_LINES * sizes[-1] * style.face.leading + 2 * PADDING_Y:
            message = f"the heads of a table do not fit a slide at {sizes[-1]:g} pt"
            raise RenderError.at(table.origin, message, "use shorter heads, or name fewer columns")
        fitting = [_broken(smallest, room.height, style)]
    return min(fitting, key=lambda sized: len(sized.parts(room.height)))


def _broken(sized: SizedTable, room: float, style: Style) -> SizedTable:
    """Return a table whose overlong rows go on in rows of their own, under the same row head."""
    rows, most = [sized.rows[0]], room - sized.heights[0] - 2 * PADDING_Y
    for row in sized.rows[1:]:
        cells = [
            tuple(break_line(line, wide - 2 * PADDING_X, most, style)) or (line,)
            for line, wide in zip(row, sized.widths, strict=True)
        ]
        for at in range(max(map(len, cells))):
            head = cells[0][min(at, len(cells[0]) - 1)]
            rest = (cell[at] if at < len(cell) else replace(cell[0], runs=()) for cell in cells[1:])
            rows.append((head, *rest))
    return _sized(tuple(rows), sized.widths, style)


def _frames(table: Table, sized: SizedTable, room: Box, flow: Flow) -> list[TableFrame]:
    """Return a frame for each slide that a table takes, the heads repeated on each."""
    words = plain_text(table.caption) or flow.title
    has_row_heads = bool(table.rows) and all(row[0].is_head for row in table.rows)
    frames = []
    for part in sized.parts(room.height):
        at = (0, *(number + 1 for number in part))
        rows = tuple(sized.rows[number] for number in at)
        heights = tuple(sized.heights[number] for number in at)
        place = Box(room.left, room.top, sum(sized.widths), sum(heights))
        shown = (sized.widths, heights, rows, PADDING_Y)
        frames.append(TableFrame("Table", place, *shown, words, flow.box, has_row_heads))
    return frames


def _spread(frame: TableFrame, room: float) -> TableFrame:
    """Give the rows of a table some of the height that is left over."""
    more = max(min((room - frame.place.height) / len(frame.rows) / 2, MOST_PADDING - PADDING_Y), 0)
    heights = tuple(height + 2 * more for height in frame.heights)
    place = replace(frame.place, height=sum(heights))
    return replace(frame, place=place, heights=heights, padding=frame.padding + more)


def _line(cell: Cell, size: float) -> Line:
    return line_of(cell.inlines, size, is_strong=cell.is_head)


def _widths(rows: _Rows, room: float, style: Style) -> tuple[float, ...] | None:
    """Share the width by how much each column has to say, no column narrower than its longest word.

    None where that is more than the room; a word out of all measure is broken instead.
    """
    columns = list(zip(*rows, strict=True))
    least = _least_widths(rows, style)
    spare = room - sum(least)
    if spare < 0:
        return None
    wanted = [sum(width(line.text, line.size, style) for line in column) / len(column) for column in columns]
    extra = [max(want - low, 0.0) for want, low in zip(wanted, least, strict=True)]
    total = sum(extra)
    if not total:
        return tuple(low + spare / len(least) for low in least)
    return tuple(low + spare * more / total for low, more in zip(least, extra, strict=True))


def _least_widths(rows: _Rows, style: Style) -> list[float]:
    """Return the width of the longest word of each column, of which no more than `_LONGEST` counts."""
    most = rows[0][0].size * _LONGEST * style.face.strong
    words = [max(longest_word(line, style) for line in column) for column in zip(*rows, strict=True)]
    return [min(word, most) + 2 * PADDING_X + 1 for word in words]
