"""Rows that were not copied to `rejects.csv`, which can be mended and read as rows again.

Each has its number and the reason before its own cells, which stay as they were. The file begins with the
mark that spreadsheets know UTF-8 by. A table without rejects has no such file.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from maghandout.batch.delimited import KEEP_BYTES
from maghandout.batch.rows import NUMBER, REASON, Row


class Rejects:
    """The file of rejects of one batch."""

    def __init__(self, path: Path, columns: Sequence[str], size: int) -> None:
        """Go on after the first `size` bytes of what is there."""
        self.path = path
        self._columns = columns
        self._size = size
        if size:
            os.truncate(path, size)
        else:
            path.unlink(missing_ok=True)

    def add(self, found: Iterable[tuple[Row, str]]) -> int:
        """Append rows with their reasons; return the size of the file."""
        rows = [
            (row.number, reason, *("" if cell is None else cell for cell in row.cells))
            for row, reason in found
        ]
        if rows:
            names = [] if self._size else [(NUMBER, REASON, *self._columns)]
            self._append(_text([*names, *rows]).encode("utf-8" if self._size else "utf-8-sig", KEEP_BYTES))
        return self._size

    def _append(self, data: bytes) -> None:
        file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
        self._size += len(data)


def _text(rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
