"""Copies to one ZIP file that grows at its end, so that memory stays flat and a broken run goes on.

Copies are stored as they are: a PDF is packed already. The directory at the end is made from the entries in
the file itself, none of which has to be remembered. Places beyond 4 GB are told as ZIP64 does (PKWARE APPNOTE
4.3 and 4.5). No entry has a date: 1980 stands in each.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from maghandout.batch.growing import GrowingFile
from maghandout.batch.work import Made, Parcel

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR = struct.Struct("<4sIQI")
_PLACE_64 = struct.Struct("<2HQ")

_UTF8 = 1 << 11
_DAY = 1 << 5 | 1
"""The first day of 1980."""
_PLAIN, _LARGE = 20, 45
"""Versions that a reader needs; the second for ZIP64."""
_UNIX = 3 << 8
_FILE_MODE = 0o100600 << 16
_MOST, _MOST_ENTRIES = 0xFFFFFFFF, 0xFFFF


class ArchiveSink:
    """A ZIP file, which has its name when it is whole."""

    writer = None
    is_apart = True
    is_open = True

    def __init__(self, path: Path) -> None:
        self._file = GrowingFile(path)
        self.has_output = self._file.exists
        self.close = self._file.close

    def begin(self, state: bytes, parcels: Sequence[Parcel]) -> None:  # noqa: ARG002  # each copy has its own
        """Open the part that is there, and cut it off where the last whole chunk ends."""
        if self._file.open(state):
            self._file.stream.truncate(int.from_bytes(state, "big"))
            self._file.stream.seek(0, os.SEEK_END)

    def take(self, copies: Iterator[Made]) -> bytes:
        """Add copies; return the size of the file."""
        stream = self._file.stream
        for made in copies:
            name = made.name.encode()
            check = zlib.crc32(made.tail, zlib.crc32(made.data))
            size = len(made.data) + len(made.tail)
            stream.write(
                _LOCAL.pack(b"PK\3\4", _PLAIN, _UTF8, 0, 0, _DAY, check, size, size, len(name), 0) + name
            )
            stream.write(made.data)
            stream.write(made.tail)
        stream.flush()
        return stream.tell().to_bytes(8, "big")

    def finish(self) -> None:
        """Write the directory, and give the file its name."""
        if self._file.is_open:
            with self._file.part.open("rb") as reader:
                _write_directory(self._file.stream, reader)
            self._file.finish()


def _write_directory(file: BinaryIO, reader: BinaryIO) -> None:
    """Write the directory of all entries behind them, as another reader of the file finds them."""
    start, count = file.tell(), 0
    for entry in _entries(reader, start):
        file.write(entry)
        count += 1
    end = file.tell()
    size = end - start
    if max(start, size) >= _MOST or count >= _MOST_ENTRIES:
        file.write(_END_64.pack(b"PK\6\6", 44, _UNIX | _LARGE, _LARGE, 0, 0, count, count, size, start))
        file.write(_LOCATOR.pack(b"PK\6\7", 0, end, 1))
    few = min(count, _MOST_ENTRIES)
    file.write(_END.pack(b"PK\5\6", 0, 0, few, few, min(size, _MOST), min(start, _MOST), 0))


def _entries(reader: BinaryIO, start: int) -> Iterator[bytes]:
    """Yield the directory's entry for each local one."""
    place = 0
    while place < start:
        reader.seek(place)
        header = reader.read(_LOCAL.size)
        _, _, flags, method, time, day, check, size, _, length, _ = _LOCAL.unpack(header)
        name = reader.read(length)
        extra = _PLACE_64.pack(1, 8, place) if place >= _MOST else b""
        version = _LARGE if extra else _PLAIN
        yield _CENTRAL.pack(
            b"PK\1\2", _UNIX | version, version, flags, method, time, day, check, size, size,
            length, len(extra), 0, 0, 0, _FILE_MODE, min(place, _MOST),
        ) + name + extra  # fmt: skip
        place += _LOCAL.size + length + size
