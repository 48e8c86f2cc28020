"""Rows of patients that nobody is, as users keep them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from maghandout.batch.open_rows import open_rows
from maghandout.batch.rows import Row

MARKER = "Quillfeather"
"""A name that stands nowhere but in the tests' rows."""
HEADER = ("visit", "name", "dose")


def patients(count: int) -> str:
    """Return CSV with so many rows, each with a visit of its own."""
    return text([HEADER, *((f"V{number}", f"{MARKER} {number}", "200 mg") for number in range(1, count + 1))])


def text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def read_all(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and all rows of a file."""
    with open_rows(str(path)) as table:
        return table.columns, list(table.rows)
