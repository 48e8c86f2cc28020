from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from maghandout.errors import PublishError
from maghandout.publish import publish


def test_files_are_written_and_their_paths_returned_in_order(tmp_path: Path) -> None:
    paths = publish({"b.pdf": b"2", "a.pdf": b"1"}, tmp_path / "deep" / "out")

    assert [path.name for path in paths] == ["b.pdf", "a.pdf"]
    assert [path.read_bytes() for path in paths] == [b"2", b"1"]


def test_a_file_is_readable_by_all(tmp_path: Path) -> None:
    (path,) = publish({"a.pdf": b"1"}, tmp_path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a longer old file")

    publish({"a.pdf": b"new"}, tmp_path)

    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_a_link_is_replaced_and_what_it_led_to_stays(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a.pdf").symlink_to("other")

    publish({"a.pdf": b"new"}, tmp_path)

    assert (tmp_path / "other").read_bytes() == b"other"
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    publish({"a.pdf": b"1"}, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()

    with pytest.raises(PublishError) as error:
        publish({"a.pdf": b"1"}, tmp_path)

    said = f"{tmp_path}/a.pdf: cannot be written: Is a directory\n  hint: what was there before is unchanged"
    assert str(error.value) == said
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_an_interruption_in_the_write_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)

    with pytest.raises(KeyboardInterrupt):
        publish({"a.pdf": b"1"}, tmp_path)

    assert list(tmp_path.iterdir()) == []
