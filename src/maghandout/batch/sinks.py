"""Copies to where they are kept: a folder, or a store that fsspec knows.

A folder's file appears under its name when it is whole, for its owner alone; on its way it has a name that
says nothing. A store does as its own settings say. The only module that imports fsspec.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from maghandout.batch.work import Made, Parcel, Writer
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError, PublishError

_TEMPORARY = ".maghandout-"
_AT_ONCE = 16
"""Files that are sent to a store together."""


class Sink(Protocol):
    """Where the copies of one batch go."""

    @property
    def writer(self) -> Writer | None:
        """What writes copies where they are made; None where `take` writes them."""

    @property
    def is_apart(self) -> bool:
        """Tell whether other processes can reach it."""

    def has_output(self) -> bool:
        """Tell whether there is something that a new batch would replace."""

    @property
    def is_open(self) -> bool:
        """Tell whether handouts may come that were not there when it began."""

    def begin(self, state: bytes, parcels: Sequence[Parcel]) -> None:
        """Get ready to write: from a state that `take` returned on, empty for a beginning."""

    def take(self, copies: Iterator[Made]) -> bytes:
        """Write copies that come in the order of their rows; return what it takes to go on after them."""

    def finish(self) -> None:
        """Make the output whole; once more does no harm."""

    def close(self) -> None:
        """Let go of what is open."""


class _Spread:
    """What the sinks share whose copies are files of their own, written where they are made."""

    is_apart = True
    is_open = True

    def take(self, copies: Iterator[Made]) -> bytes:
        """Write nothing: the writer did."""
        assert not any(copies)
        return b""

    def close(self) -> None:
        """Nothing is open."""


class FolderWriter(Struct, frozen=True):
    """Writes into a folder, which all processes must see.

    Its path is text, since to make a `Path` of each name takes longer than to rename a file.
    """

    folder: str

    def write(self, copies: Iterator[Made]) -> None:
        """Write each copy under a passing name, then give it its own."""
        passing = f"{self.folder}/{_TEMPORARY}{secrets.token_hex(8)}"
        try:
            for made in copies:
                _write(passing, made)
                os.replace(passing, f"{self.folder}/{made.name}")  # noqa: PTH105
        finally:
            with suppress(OSError):
                Path(passing).unlink()


def _write(path: str, made: Made) -> None:
    parts = (made.data, made.tail)
    size = sum(map(len, parts))
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        written = os.writev(file, parts) if hasattr(os, "writev") else 0  # not on Windows
        while written < size:
            written += os.write(file, b"".join(parts)[written:])
    finally:
        os.close(file)


class FolderSink(_Spread):
    """A folder with one file a row."""

    def __init__(self, folder: Path, besides: tuple[str, ...]) -> None:
        """Take the names that are no copies."""
        self._folder, self._besides = folder, besides
        self.writer = FolderWriter(str(folder.absolute()))  # a worker may stand elsewhere

    def has_output(self) -> bool:
        """Tell whether anything is in the folder."""
        if not self._folder.is_dir():
            return self._folder.exists()
        return any(name not in self._besides for name in self._names())

    def begin(self, state: bytes, parcels: Sequence[Parcel]) -> None:  # noqa: ARG002  # each file is whole
        """Clear away what a process that was ended left behind."""
        for name in self._names():
            if name.startswith(_TEMPORARY) and name not in self._besides:
                (self._folder / name).unlink(missing_ok=True)

    def _names(self) -> Iterator[str]:
        """Yield the names in the folder; `iterdir` would hold all of them at once."""
        with os.scandir(self._folder) as entries:
            for entry in entries:
                yield entry.name

    def finish(self) -> None:
        """Clear away what a process that was ended left behind."""
        self.begin(b"", ())


class StoreWriter(Struct, frozen=True):
    """Writes to a store, some files at once."""

    url: str

    def write(self, copies: Iterator[Made]) -> None:
        """Send the copies to the store."""
        from fsspec import url_to_fs

        system, root = url_to_fs(self.url)
        while some := {f"{root}/{made.name}": made.data + made.tail for made in islice(copies, _AT_ONCE)}:
            try:
                system.pipe(some)
            except Exception as error:  # each store has errors of its own
                reason = getattr(error, "strerror", None) or type(error).__name__
                raise PublishError.at(Origin(self.url), f"cannot be written: {reason}") from None


class StoreSink(_Spread):
    """A store by its address, with one file a row."""

    def __init__(self, url: str) -> None:
        self.writer = StoreWriter(url.rstrip("/"))
        self.is_apart = not url.startswith("memory:")
        try:
            from fsspec import url_to_fs

            self._system, self._root = url_to_fs(self.writer.url)
        except ImportError as error:
            hint = 'pip install "maghandout[cluster]", and what fsspec needs for this store'
            raise BatchError.at(Origin(url), f"cannot be reached: {error}", hint) from error
        except ValueError as error:
            raise BatchError.at(Origin(url), f"cannot be reached: {error}") from error

    def has_output(self) -> bool:
        """Tell whether anything is there."""
        try:
            return bool(self._system.ls(self._root, detail=False))
        except FileNotFoundError:
            return False
        except Exception as error:  # each store has errors of its own
            raise BatchError.at(
                Origin(self.writer.url), f"cannot be reached: {type(error).__name__}"
            ) from error

    def begin(self, state: bytes, parcels: Sequence[Parcel]) -> None:  # noqa: ARG002  # each file is whole
        """Make the folder, for stores that have such."""
        self._system.makedirs(self._root, exist_ok=True)

    def finish(self) -> None:
        """Each file is whole."""
