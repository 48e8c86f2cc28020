"""CSV to a table: the first line names the columns, and shows whether `,`, `;` or a tab parts them.

A row that is no CSV, or no UTF-8, is still a row, with its problem; its text is kept for the file of rejects.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial

from maghandout.batch.rows import Row, Table, ensure_columns, lines_of, numbered
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError

KEEP_BYTES = "surrogateescape"
"""What is not UTF-8 is read so that it can be written again as it was."""

_DELIMITERS = (",", ";", "\t")


class _Lines(Iterator[str]):
    """Lines as text; those since `forget` can be had again."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._number = 0
        self.kept: list[str] = []

    def __next__(self) -> str:
        line = next(self._lines).decode(errors=KEEP_BYTES)
        self._number += 1
        self.kept.append(line)
        return line

    def forget(self) -> None:
        self.kept.clear()

    @property
    def place(self) -> str:
        """The numbers of the lines that are kept."""
        first = self._number - len(self.kept) + 1
        return f"line {first}" if first >= self._number else f"lines {first} to {self._number}"


def read(stream: io.BufferedReader, path: str, share: Callable[[], float | None]) -> Table:
    """Read the line that names the columns; rows follow as they are asked for.

    Raises:
        BatchError: there is no such line.
    """
    lines = _Lines(lines_of(stream, path))
    header = next(lines, "")
    if not header.strip():
        raise BatchError.at(Origin(path, 1), "no line that names the columns")
    split, names = max(map(partial(_split, header), _DELIMITERS), key=lambda found: len(found[1]))
    columns, rows = numbered(ensure_columns(names, path), _rows(split(lines), lines))
    return Table(columns, rows, share, path)


def _split(header: str, delimiter: str) -> tuple[Callable[[Iterator[str]], Iterator[list[str]]], list[str]]:
    """Return what splits lines at a delimiter, and the names that it finds."""
    split = partial(csv.reader, delimiter=delimiter, strict=True)
    try:
        return split, next(split(iter([header])), [])
    except csv.Error:
        return split, []


def _rows(reader: Iterator[list[str]], lines: _Lines) -> Iterator[Row]:
    number = 0
    lines.forget()
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            number += 1
            yield Row(number, ("".join(lines.kept),), f"no CSV in {lines.place}: see its quotation marks")
        else:
            if cells:
                number += 1
                yield Row(number, tuple(cells), "" if _is_utf8(lines) else f"no UTF-8 in {lines.place}")
        lines.forget()


def _is_utf8(lines: _Lines) -> bool:
    try:
        for line in lines.kept:
            line.isascii() or line.encode()
    except UnicodeEncodeError:
        return False
    return True
