"""A chunk of rows to copies, in whatever process: the part of a batch that is done many times.

It knows nothing of tables, names or journals. To make a chunk again gives the same files, so one that was
broken off is simply made again.
"""

from __future__ import annotations

import functools
import pickle
import sqlite3
import traceback
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from maghandout.batch.unseen import Unseen
from maghandout.diagnostics import Finding, Origin
from maghandout.errors import HandoutError, PublishError
from maghandout.render.pdf.tails import Original, UnfitError, tail

_HERE = Origin("batch")
_MOST_ORIGINALS = 64
"""So many handouts a process keeps unpacked."""


class Parcel(Unseen, frozen=True, eq=False):
    """An original, packed once and sent with each chunk that needs it."""

    digest: bytes
    data: bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parcel) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


class Copy(Unseen, frozen=True):
    """What is to be written for one row."""

    row: int
    """Its place in the table, counted from 1."""
    name: str
    parcel: int
    """The place of its original among the chunk's parcels."""
    values: Mapping[str, str]


class Chunk(Unseen, frozen=True):
    """The copies of some rows that follow each other."""

    parcels: tuple[Parcel, ...]
    copies: tuple[Copy, ...]


class Made(Unseen, frozen=True):
    """A copy, ready to be written."""

    copy: Copy
    parcel: Parcel
    tail: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.copy.name

    @property
    def data(self) -> bytes:
        """The bytes of its original, which stand before the tail."""
        return opened(self.parcel).data


class Writer(Protocol):
    """Writes copies where they are made; it can be sent to another process."""

    def write(self, copies: Iterator[Made]) -> None:
        """Write each copy whole under its name, or not at all."""


class Done(Unseen, frozen=True):
    """What came of a chunk."""

    tails: tuple[tuple[int, bytes], ...] = ()
    """What follows the originals of copies that nobody wrote yet, each after its place in the chunk."""
    rejects: tuple[tuple[int, str], ...] = ()
    """Rows that cannot be copied, each with the reason."""


def make(writer: Writer | None, chunk: Chunk) -> Done:
    """Make the copies of a chunk and write them, or keep them where there is no writer.

    Raises:
        PublishError: they cannot be written.
        RuntimeError: a bug. It holds the lines of the program and no words, which may be a patient's.
    """
    rejects: list[tuple[int, str]] = []
    tails: tuple[tuple[int, bytes], ...] = ()
    try:
        made = _tails(chunk, rejects)
        if writer is None:
            tails = tuple(made)
        else:
            writer.write(copies_of(chunk, made))
    except HandoutError:
        raise
    except OSError as error:
        raise unwritten(error) from None
    except Exception as error:
        lines = "".join(traceback.format_tb(error.__traceback__))
        raise RuntimeError(f"{type(error).__name__} while a chunk was made\n{lines}") from None
    return Done(tails, tuple(rejects))


def copies_of(chunk: Chunk, tails: Iterable[tuple[int, bytes]]) -> Iterator[Made]:
    """Yield copies whose tails are known."""
    for place, data in tails:
        copy = chunk.copies[place]
        yield Made(copy, chunk.parcels[copy.parcel], data)


def unwritten(error: OSError | sqlite3.OperationalError) -> PublishError:
    """Return the error without the name of the file, which may be a patient's."""
    reason = error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)
    return PublishError([Finding(f"cannot be written: {reason}", _HERE)])


def _tails(chunk: Chunk, rejects: list[tuple[int, str]]) -> Iterator[tuple[int, bytes]]:
    """Yield the tail of each copy after its place; rows that cannot be copied go to the rejects."""
    originals = [opened(parcel) for parcel in chunk.parcels]
    for place, copy in enumerate(chunk.copies):
        original = originals[copy.parcel]
        try:
            yield place, tail(original, copy.values, original.title)
        except UnfitError as error:
            rejects.append((copy.row, str(error)))


@functools.lru_cache(maxsize=_MOST_ORIGINALS)
def opened(parcel: Parcel) -> Original:
    """Return the original in a parcel."""
    found = pickle.loads(parcel.data)
    assert isinstance(found, Original)
    return found
