"""The one place that reads text from disk: path to string, or one clear error.

It does not parse. The size limit keeps a mistaken path (a video, a disk image) from filling memory.
"""

from __future__ import annotations

import re
from pathlib import Path

from maghandout.diagnostics import Origin
from maghandout.errors import FileError

LARGEST_BYTES = 4 * 1024 * 1024
"""Larger than any text a person writes by hand; the built-in library's largest file is a fiftieth."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def read_text(path: Path, shown: str) -> str:
    """Read a UTF-8 text file whole, without its byte order mark; `shown` is the path that messages name.

    Raises:
        FileError: it is missing, a folder, unreadable, too large, empty, or not UTF-8 text.
    """
    try:
        raw = _read_bytes(path, shown)
    except FileNotFoundError as error:
        raise FileError.at(Origin(shown), "file not found") from error
    except OSError as error:
        raise FileError.at(Origin(shown), f"cannot be read: {error.strerror or error}") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        raise FileError.at(Origin(shown, line), f"not UTF-8: byte 0x{raw[error.start]:02x}", hint) from error
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        message = f"not a text file: it holds the control character U+{ord(control.group()):04X}"
        raise FileError.at(Origin(shown, line), message)
    if not text.strip():
        raise FileError.at(Origin(shown), "the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_bytes(path: Path, shown: str) -> bytes:
    if path.is_dir():
        raise FileError.at(Origin(shown), "is a folder, expected a file")
    if path.exists() and not path.is_file():
        raise FileError.at(Origin(shown), "not a regular file")
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        found, most = size / 1024 / 1024, LARGEST_BYTES // 1024 // 1024
        raise FileError.at(Origin(shown), f"too large: {found:.0f} MB, at most {most} MB are read")
    return path.read_bytes()
