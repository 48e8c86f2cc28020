"""Values and files to SHA-256, as hex."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from maghandout.diagnostics import Origin
from maghandout.errors import FileError


def sha256_of(value: object) -> str:
    """Return the SHA-256 of strings, numbers and lists of them, in one canonical form, as JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises:
        FileError: it cannot be read.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise FileError.at(Origin(str(path)), f"cannot be read: {error.strerror or error}") from error
