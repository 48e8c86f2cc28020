"""Copies to one PDF for a print run, which goes on where it was broken off."""

from __future__ import annotations

import datetime
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pikepdf

from maghandout.batch.names import ENDING
from maghandout.batch.work import Made, Parcel, opened
from maghandout.diagnostics import Origin
from maghandout.errors import PublishError
from maghandout.render.pdf.finish import Metadata
from maghandout.render.pdf.merged import FullError, Merged


class PrintRunSink:
    """One PDF, which has its name when it is whole. Its outline tells the names that files would have."""

    writer = None
    is_apart = True
    is_open = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._file: BinaryIO | None = None
        self._merged: Merged | None = None

    def has_output(self) -> bool:
        """Tell whether the file is there, or a part of it."""
        return self._path.exists() or self._part.exists()

    def begin(self, state: bytes, parcels: Sequence[Parcel]) -> None:
        """Open the part that is there, and go on where the last whole chunk ends."""
        if state and self._path.exists():
            return  # it is whole; without a state it is made anew
        self._file = os.fdopen(os.open(self._part, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        if not state:
            self._file.truncate()
        originals = {parcel.digest.hex(): opened(parcel) for parcel in parcels}
        self._merged = Merged(self._file, originals, _metadata(opened(parcels[0]).data), state)

    def take(self, copies: Iterator[Made]) -> bytes:
        """Add copies; return the state of the run."""
        assert self._file is not None
        assert self._merged is not None
        for made in copies:
            try:
                self._merged.add(made.parcel.digest.hex(), made.copy.values, made.name.removesuffix(ENDING))
            except FullError as error:
                message = "holds as many copies as one PDF can"
                raise PublishError.at(Origin(str(self._path)), message, "make two of the rows") from error
        self._file.flush()
        return self._merged.state()

    def finish(self) -> None:
        """Write the end of the file, and give it its name; there is no file without a copy."""
        if self._file is None or self._merged is None:
            return
        try:
            self._merged.close()
        except ValueError:
            self.close()
            self._part.unlink()
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        self.close()
        self._part.replace(self._path)

    def close(self) -> None:
        """Close the file, whole or not."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _metadata(data: bytes) -> Metadata:
    """Return what a handout says of itself, for the run of its copies."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = {
            key: str(pdf.docinfo.get(key, "")) for key in ("/Title", "/Subject", "/Author", "/CreationDate")
        }
        day = datetime.datetime.strptime(said["/CreationDate"][2:10], "%Y%m%d").replace(tzinfo=datetime.UTC)
        return Metadata(
            said["/Title"], said["/Subject"], said["/Author"], str(pdf.Root.get("/Lang", "")), day.date()
        )
