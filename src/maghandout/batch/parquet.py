"""Parquet to a table, batch by batch. The only module that imports pyarrow."""

from __future__ import annotations

import datetime
import decimal
import io
from collections.abc import Iterator

from maghandout.batch.rows import Row, Table, ensure_columns, numbered
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError

_ROWS = 512
"""Rows that are unpacked at a time."""


def read(stream: io.BufferedReader, path: str) -> Table:
    """Read what the file says of its columns; rows follow as they are asked for.

    Raises:
        BatchError: it is damaged, comes from a pipe, or pyarrow is missing.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        hint = 'pip install "maghandout[parquet]"'
        raise BatchError.at(Origin(path), "is Parquet, which needs pyarrow", hint) from error
    if not stream.seekable():
        raise BatchError.at(Origin(path), "is Parquet, which cannot be read from a pipe", "name the file")
    try:
        file = ParquetFile(stream, buffer_size=1 << 16, pre_buffer=False)
    except (ArrowException, OSError) as error:
        raise BatchError.at(Origin(path), "is a damaged Parquet file") from error
    batches = file.iter_batches(batch_size=_ROWS)
    counted = _Counted((batch.to_pydict() for batch in batches), file.metadata.num_rows)
    columns, rows = numbered(ensure_columns(file.schema_arrow.names, path), counted.rows())
    return Table(columns, rows, counted.share, path)


class _Counted:
    """The rows of a file of a known length."""

    def __init__(self, batches: Iterator[dict[str, list[object]]], length: int) -> None:
        self._batches, self._length = batches, length
        self._number = 0

    def rows(self) -> Iterator[Row]:
        for batch in self._batches:
            for values in zip(*batch.values(), strict=True):
                self._number += 1
                yield Row(self._number, tuple(map(_text, values)))

    def share(self) -> float | None:
        return self._number / self._length if self._length else None


def _text(value: object) -> str | None:
    """Return a value as text; None for one that is none, such as a list."""
    match value:
        case bool():
            return None
        case str():
            return value
        case int() | float() | decimal.Decimal() | datetime.date() | datetime.time():
            return str(value)
        case _:
            return None
