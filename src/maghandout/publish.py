"""Bytes to files, the last step: each by writing a temporary file and renaming it.

Nothing is written before everything is rendered, so a failure leaves the old files whole; so does a full
disk, a folder that cannot be written, or Ctrl-C at any moment.
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import PublishError


def publish(
    files: Mapping[str, bytes], folder: Path, private: Container[str] = frozenset()
) -> tuple[Path, ...]:
    """Write files into a folder, making it when it is missing; return their paths in order.

    Private files can be read by this user alone.

    Raises:
        PublishError: the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot make the output folder: {error.strerror}"
        raise PublishError.at(Origin(str(folder)), message, "choose another folder with --out") from error
    return tuple(
        _write(folder / name, data, 0o600 if name in private else 0o666) for name, data in files.items()
    )


def _write(path: Path, data: bytes, mode: int) -> Path:
    """Write one file whole, or leave what was there.

    The temporary name is known before the file is made, so that it can be cleared away whenever an
    interruption comes.
    """
    temporary = path.with_name(f".maghandout-{os.getpid()}-{path.name}")
    try:
        temporary.unlink(missing_ok=True)
        with open(temporary, "xb", opener=partial(os.open, mode=mode)) as stream:  # has no opener
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise _failure(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return path


def _failure(path: Path, error: OSError) -> PublishError:
    message = f"cannot be written: {error.strerror or error}"
    return PublishError([Finding(message, Origin(str(path)), "what was there before is unchanged")])
