from __future__ import annotations

import os
from pathlib import Path

import pytest

from maghandout.errors import FileError
from maghandout.textfile import LARGEST_BYTES, read_text


def _said(path: Path) -> str:
    with pytest.raises(FileError) as error:
        read_text(path, "x.txt")
    return str(error.value)


def test_line_ends_and_byte_order_mark_are_dropped(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")

    assert read_text(tmp_path / "x", "x.txt") == "one\ntwo\nthree\n"


def test_the_largest_file_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * LARGEST_BYTES)

    assert len(read_text(tmp_path / "x", "x.txt")) == LARGEST_BYTES

    (tmp_path / "x").write_bytes(b"x" * (LARGEST_BYTES + 1))

    assert _said(tmp_path / "x") == "x.txt: too large: 4 MB, at most 4 MB are read"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert _said(tmp_path / "x") == "x.txt: file not found"


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert _said(tmp_path) == "x.txt: is a folder, expected a file"


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x")

    assert _said(tmp_path / "x") == "x.txt: not a regular file"


def test_a_file_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").touch()

    assert _said(tmp_path / "x" / "y") == "x.txt: cannot be read: Not a directory"


def test_a_wrong_byte_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"one\ntwo \xff")

    assert _said(tmp_path / "x") == "x.txt:2: not UTF-8: byte 0xff\n  hint: save the file as UTF-8"


def test_a_control_character_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"one\n\n\x1b[31m")

    assert _said(tmp_path / "x") == "x.txt:3: not a text file: it holds the control character U+001B"
