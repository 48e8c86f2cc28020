"""A file or standard input to a table, its form told by its first bytes."""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from maghandout.batch import delimited, json_lines
from maghandout.batch.rows import Table
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError

STANDARD_INPUT = "-"

_SIZE = 1 << 16
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PARQUET = b"PAR1"


@contextmanager
def open_rows(source: str) -> Iterator[Table]:
    """Open CSV, NDJSON or Parquet; `-` is standard input, which cannot be Parquet.

    Raises:
        BatchError: it cannot be read, or has no columns.
    """
    with _opened(source) as stream:
        if source == STANDARD_INPUT:
            yield _table(stream, "standard input", lambda: None)
        else:
            yield _table(stream, source, _share_of(stream))


def _opened(source: str) -> io.BufferedReader:
    if source == STANDARD_INPUT and sys.stdin is None:
        raise BatchError.at(Origin("standard input"), "cannot be read: it is closed")
    try:
        if source == STANDARD_INPUT:
            return io.BufferedReader(sys.stdin.buffer, _SIZE)  # type: ignore[arg-type]  # it reads, and that will do
        return io.BufferedReader(io.FileIO(source), _SIZE)
    except OSError as error:
        raise BatchError.at(Origin(source), f"cannot be read: {error.strerror or error}") from error


def _table(stream: io.BufferedReader, path: str, share: Callable[[], float | None]) -> Table:
    start = stream.peek(_SIZE)
    if start.startswith(_UTF16) or b"\0" in start[:2]:
        hint = "save it as 'CSV UTF-8' in the spreadsheet"
        raise BatchError.at(Origin(path, 1), "is UTF-16, expected UTF-8", hint)
    if start.startswith(_PARQUET):
        from maghandout.batch import parquet

        return parquet.read(stream, path)
    first = start.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    if first == b"[":
        raise BatchError.at(Origin(path, 1), "is a JSON array, expected one JSON object a line")
    read = json_lines.read if first == b"{" else delimited.read
    return read(stream, path, share)


def _share_of(stream: io.BufferedReader) -> Callable[[], float | None]:
    """Return what tells the share of a file's bytes that have been read; a pipe has no size."""
    found = os.fstat(stream.fileno())
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        return lambda: None
    return lambda: stream.raw.tell() / found.st_size
