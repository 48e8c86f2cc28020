"""What every reader of rows yields: a table, its columns known and its rows still to come."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from maghandout.batch.unseen import Unseen
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError

NUMBER, REASON = "row", "reason"
"""The first two columns of a file of rejects, which can be mended and read as rows again."""
LONGEST_LINE = 1 << 20
"""Bytes of one line that are read; a longer one is no row."""


class BadRowError(Exception):
    """A row that cannot be copied. The reason names columns and never quotes a value."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Row(Unseen, frozen=True):
    """One row of a table."""

    number: int
    """Counted from 1; for a row of a file of rejects, the number that it had before."""
    cells: tuple[str | None, ...]
    """In the order of the columns, None or missing where there is no value; more where the row has more."""
    problem: str = ""
    """What kept it from being read; empty for a good row."""


class Table(Struct, frozen=True):
    """Rows that are read as they are asked for."""

    columns: tuple[str, ...]
    """Empty for a column without a name."""
    rows: Iterator[Row]
    share: Callable[[], float | None]
    """Tells how much has been read, from 0 to 1; None where nobody knows how much there is."""
    path: str
    """The way messages name it."""


def lines_of(stream: io.BufferedReader, path: str) -> Iterator[bytes]:
    """Yield the lines of a file, without the mark of UTF-8 at its beginning.

    Raises:
        BatchError: a line is too long.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            message = f"a line of more than {LONGEST_LINE} bytes, expected a row"
            raise BatchError.at(Origin(path, number), message)
        yield line.removeprefix(codecs.BOM_UTF8) if number == 1 else line


def ensure_columns(columns: Sequence[str], path: str) -> tuple[str, ...]:
    """Return the names of columns without spaces around them.

    Raises:
        BatchError: a name stands twice.
    """
    names = tuple(name.strip() for name in columns)
    for number, name in enumerate(names):
        if name and name in names[:number]:
            raise BatchError.at(Origin(path, 1), f"the column {name!r} stands there twice")
    return names


def numbered(columns: Sequence[str], rows: Iterator[Row]) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return columns and rows as they were before they were rejected; others as they are."""
    if tuple(columns[:2]) != (NUMBER, REASON):
        return tuple(columns), rows
    return tuple(columns[2:]), map(_as_before, rows)


def _as_before(row: Row) -> Row:
    number = row.cells[0] if row.cells else None
    if row.problem or number is None or not number.isascii() or not number.isdecimal() or len(number) > 12:
        return Row(row.number, row.cells[2:], row.problem or f"no number in the column {NUMBER!r}")
    return Row(int(number), row.cells[2:])
