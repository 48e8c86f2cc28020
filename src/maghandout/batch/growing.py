"""A file that grows at its end, and has its name when it is whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


class GrowingFile:
    """One file for all copies, for its owner alone; until it is whole, `.part` follows its name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.part = path.with_name(path.name + ".part")
        self._stream: BinaryIO | None = None

    @property
    def stream(self) -> BinaryIO:
        """The part, to be written to."""
        assert self._stream is not None
        return self._stream

    @property
    def is_open(self) -> bool:
        """Tell whether there is something left to write."""
        return self._stream is not None

    def exists(self) -> bool:
        """Tell whether the file is there, or a part of it."""
        return self._path.exists() or self.part.exists()

    def open(self, state: bytes) -> bool:
        """Open the part, and return whether there is anything to do: a file that is whole is left alone.

        Without a state the file is made anew.
        """
        if state and self._path.exists():
            return False
        self._stream = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        if not state:
            self._stream.truncate()
        return True

    def finish(self) -> None:
        """Give the file its name."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.close()
        self.part.replace(self._path)

    def drop(self) -> None:
        """Leave no file: there is nothing in it."""
        self.close()
        self.part.unlink()

    def close(self) -> None:
        """Close the part, whole or not."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None
