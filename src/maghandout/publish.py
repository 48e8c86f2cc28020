"""Bytes to files, the last step: each by writing a temporary file and renaming it.

Nothing is written before everything is rendered, so a failure leaves the old files whole; so does a full
disk, a folder that cannot be written, or Ctrl-C at any moment.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import PublishError

_MODE = 0o644


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Write files into a folder, making it when it is missing; return their paths in order.

    Raises:
        PublishError: the folder or a file cannot be written.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot make the output folder: {error.strerror}"
        raise PublishError.at(Origin(str(folder)), message, "choose another folder with --out") from error
    return tuple(_write(folder / name, data) for name, data in files.items())


def _write(path: Path, data: bytes) -> Path:
    """Write one file whole, or leave what was there."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=".maghandout-", dir=path.parent)
    except OSError as error:
        raise _failure(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_MODE)
        Path(temporary).replace(path)
    except OSError as error:
        _discard(temporary)
        raise _failure(path, error) from error
    except BaseException:
        _discard(temporary)
        raise
    return path


def _discard(temporary: str) -> None:
    with suppress(OSError):
        Path(temporary).unlink()


def _failure(path: Path, error: OSError) -> PublishError:
    message = f"cannot be written: {error.strerror or error}"
    return PublishError([Finding(message, Origin(str(path)), "what was there before is unchanged")])
