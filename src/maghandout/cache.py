"""What took long to make, kept in the user's cache folder under the hash of what it was made from.

An entry is plain data, checked against its type when it is read; never a pickle. One that is damaged, or lies
where another user could have written it, counts as missing, and is made again. Nothing here ever stops a
build.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from platformdirs import user_cache_path

VARIABLE = "MAGHANDOUT_CACHE"
"""The environment variable with the folder to use instead; empty for none."""
_KEPT = 16
"""Entries of one kind, where nothing else is asked for."""
_SEAL_BYTES = hashlib.sha256().digest_size

_Value = TypeVar("_Value")


def recall(kind: str, key: str, type_: type[_Value]) -> _Value | None:
    """Return what was kept under a key, or None."""
    folder = _folder()
    if folder is None:
        return None
    try:
        data = (folder / _name(kind, key)).read_bytes()
        seal, packed = data[:_SEAL_BYTES], data[_SEAL_BYTES:]
        if not _is_ours(folder) or hashlib.sha256(packed).digest() != seal:
            return None
        return msgspec.msgpack.decode(packed, type=type_)
    except (OSError, ValueError, RecursionError, msgspec.DecodeError):
        return None


def keep(kind: str, key: str, value: object, most: int = _KEPT) -> None:
    """Keep plain data under a key, and drop the oldest of its kind beyond so many."""
    folder = _folder()
    if folder is None:
        return
    with suppress(OSError, ValueError, OverflowError):
        packed = msgspec.msgpack.encode(value)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(folder):
            _write(folder / _name(kind, key), hashlib.sha256(packed).digest() + packed)
            _drop_old(folder, kind, most)


def _folder() -> Path | None:
    """Return the folder of the cache, None where the user wants none."""
    chosen = os.environ.get(VARIABLE)
    if chosen is None:
        return user_cache_path("maghandout", appauthor=False)
    return Path(chosen) if chosen else None


def _name(kind: str, key: str) -> str:
    return f"{kind}-{key}.msgpack"


def _is_ours(folder: Path) -> bool:
    """Tell whether nobody but this user could have written there."""
    found = folder.lstat()
    if not hasattr(os, "getuid"):
        return stat.S_ISDIR(found.st_mode)  # Windows tells no modes; the folder lies in the user's profile
    is_alone = found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return stat.S_ISDIR(found.st_mode) and is_alone


def _write(path: Path, data: bytes) -> None:
    """Write an entry whole or not at all."""
    temporary = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _drop_old(folder: Path, kind: str, most: int) -> None:
    entries = list(folder.glob(f"{kind}-*.msgpack"))
    if len(entries) > most:
        for path in sorted(entries, key=lambda path: path.stat().st_mtime)[:-most]:
            path.unlink(missing_ok=True)
