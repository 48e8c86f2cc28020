"""NDJSON to a table: one JSON object a line, the first of which names the columns.

What a later object has beyond these columns is left out. Numbers stay as they are written.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator

from maghandout.batch.rows import Row, Table, ensure_columns, lines_of
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError


def read(stream: io.BufferedReader, path: str, share: Callable[[], float | None]) -> Table:
    """Read the first object; rows follow as they are asked for.

    Raises:
        BatchError: the first line holds no object.
    """
    lines = filter(bytes.strip, lines_of(stream, path))
    first = next(lines, b"")
    found = _object(first)
    if not found:
        found = "an empty object"
    if isinstance(found, str):
        raise BatchError.at(Origin(path, 1), f"{found}, expected an object that names the columns")
    names = tuple(found)
    ensure_columns(names, path)
    return Table(names, _rows(first, lines, names), share, path)


def _rows(first: bytes, lines: Iterator[bytes], names: tuple[str, ...]) -> Iterator[Row]:
    line: bytes | None = first
    number = 0
    while line is not None:
        number += 1
        found = _object(line)
        if isinstance(found, str):
            yield Row(number, (), found)
        else:
            yield Row(number, tuple(_text(found.get(name)) for name in names))
        line = next(lines, None)


def _object(line: bytes) -> dict[str, object] | str:
    """Return the object of a line, or why there is none."""
    try:
        found = json.loads(line.decode(), parse_int=str, parse_float=str, parse_constant=str)
    except UnicodeDecodeError:
        return "no UTF-8"
    except (ValueError, RecursionError):
        return "no JSON"
    return found if isinstance(found, dict) else "no JSON object"


def _text(value: object) -> str | None:
    """Return a value that is text; a half of a surrogate pair, which is no character, makes it none."""
    if not isinstance(value, str):
        return None
    try:
        value.isascii() or value.encode()
    except UnicodeEncodeError:
        return None
    return value
