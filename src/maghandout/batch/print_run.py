"""Copies to one PDF for a print run, which goes on where it was broken off."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from maghandout.batch.growing import GrowingFile
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
        self._file = GrowingFile(path)
        self.has_output = self._file.exists
        self.close = self._file.close
        self._merged: Merged | None = None

    def begin(self, state: bytes, parcels: Sequence[Parcel]) -> None:
        """Open the part that is there, and go on where the last whole chunk ends."""
        if self._file.open(state):
            originals = {parcel.digest.hex(): opened(parcel) for parcel in parcels}
            self._merged = Merged(self._file.stream, originals, _metadata(opened(parcels[0]).data), state)

    def take(self, copies: Iterator[Made]) -> bytes:
        """Add copies; return the state of the run."""
        assert self._merged is not None
        for made in copies:
            try:
                self._merged.add(made.parcel.digest.hex(), made.copy.values, made.name.removesuffix(ENDING))
            except FullError as error:
                message = "holds as many copies as one PDF can"
                raise PublishError.at(Origin(str(self._path)), message, "make two of the rows") from error
        self._file.stream.flush()
        return self._merged.state()

    def finish(self) -> None:
        """Write the end of the file, and give it its name; there is no file without a copy."""
        if self._merged is None or not self._file.is_open:
            return
        try:
            self._merged.close()
        except ValueError:
            self._file.drop()
        else:
            self._file.finish()


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
