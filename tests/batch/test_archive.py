"""The ZIP, written entry after entry, is one that others read."""

from __future__ import annotations

import pickle
import zipfile
from pathlib import Path

import pytest

from maghandout.batch import archive
from maghandout.batch.archive import ArchiveSink
from maghandout.batch.work import Chunk, Copy, Parcel, copies_of
from maghandout.render.pdf.tails import About, Original

ORIGINAL = Original(b"data", "", (), About(0, b"", 0, b"", (b"", b"", b"")), {}, b"", (), b"", 0, 0, 0)


def _fill(sink: ArchiveSink, names: list[str]) -> bytes:
    parcel = Parcel(b"digest", pickle.dumps(ORIGINAL))
    chunk = Chunk((parcel,), tuple(Copy(row, name, 0, {}) for row, name in enumerate(names)))
    return sink.take(copies_of(chunk, ((row, b"tail%d" % row) for row in range(len(names)))))


def _read(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as found:
        return {entry.filename: found.read(entry) for entry in found.infolist()}


def test_names_of_any_script_are_told(tmp_path: Path) -> None:
    sink = ArchiveSink(tmp_path / "a.zip")
    sink.begin(b"", ())

    _fill(sink, ["Łucja.pdf", "b.pdf"])
    sink.finish()

    assert _read(tmp_path / "a.zip") == {"Łucja.pdf": b"datatail0", "b.pdf": b"datatail1"}


def test_what_was_written_after_the_last_chunk_is_cut_off(tmp_path: Path) -> None:
    sink = ArchiveSink(tmp_path / "a.zip")
    sink.begin(b"", ())
    state = _fill(sink, ["a.pdf"])
    _fill(sink, ["lost.pdf"])
    sink.close()

    sink.begin(state, ())
    _fill(sink, ["b.pdf"])
    sink.finish()

    assert list(_read(tmp_path / "a.zip")) == ["a.pdf", "b.pdf"]


def test_more_entries_than_the_old_form_counts_are_told_in_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "_MOST_ENTRIES", 2)
    sink = ArchiveSink(tmp_path / "a.zip")
    sink.begin(b"", ())

    _fill(sink, ["a.pdf", "b.pdf", "c.pdf"])
    sink.finish()

    assert list(_read(tmp_path / "a.zip")) == ["a.pdf", "b.pdf", "c.pdf"]


def test_a_batch_without_copies_is_an_empty_zip(tmp_path: Path) -> None:
    sink = ArchiveSink(tmp_path / "a.zip")
    sink.begin(b"", ())

    sink.finish()

    assert _read(tmp_path / "a.zip") == {}
