"""How far a batch has come, on disk before anyone relies on it; no patient's data, and small in memory.

One transaction a chunk. It holds counts, sizes, hashes and, to find a second file of the same name, keyed
hashes of names. The system may lose what it was told to write when the machine goes down, not when a program
does: a journal of before a restart begins again at the first row, over files of the same names.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple

from maghandout.batch.names import folded
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError, PublishError

_VERSION = 1
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_TABLES = """
    BEGIN;
    CREATE TABLE batch (settings BLOB, key BLOB, boot TEXT);
    CREATE TABLE mark (
        done INTEGER, chain BLOB, written INTEGER, rejected INTEGER,
        rejects_bytes INTEGER, output BLOB
    );
    CREATE TABLE names (hash BLOB PRIMARY KEY, row INTEGER) WITHOUT ROWID;
    CREATE TABLE originals (name TEXT PRIMARY KEY, hash BLOB);
"""
_KEY_BYTES = 16
_HASH_BYTES = 16


class Mark(Struct, frozen=True):
    """What holds when a chunk is done."""

    done: int = 0
    """Rows read and dealt with, from the first on."""
    chain: bytes = b""
    """A keyed hash of these rows."""
    written: int = 0
    rejected: int = 0
    rejects_bytes: int = 0
    """Size of the file of rejects."""
    output: bytes = b""
    """What the sink needs to go on."""


class Journal:
    """The journal of one batch, held by one process at a time."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection, self._path = connection, path
        row = connection.execute("SELECT key, boot FROM batch").fetchone()
        self._key: bytes = row[0]
        self.reached = Mark(*connection.execute("SELECT * FROM mark").fetchone())
        """How far it came."""
        self.start = self.reached if row[1] == _boot() else Mark()
        """Where to go on: there, or at the first row when the machine was restarted since."""
        connection.execute("UPDATE batch SET boot = ?", (_boot(),))

    def link(self, chain: bytes, cells: Iterable[str | None]) -> bytes:
        """Return the hash of the rows so far and one more."""
        text = "\x1f".join(["\x1e" if cell is None else cell for cell in cells])
        return self._hash(chain, text.encode("utf-8", "surrogateescape"))

    def taken_by(self, name: str, row: int) -> int:
        """Give a file name to a row unless another has it; return the row that has it."""
        values = (self._hash(folded(name).encode()), row)
        if self._connection.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", values).rowcount:
            return row
        found: tuple[int] = self._connection.execute(
            "SELECT row FROM names WHERE hash = ?", values[:1]
        ).fetchone()
        return found[0]

    def hold(self, name: str, digest: bytes) -> None:
        """Keep the hash of a handout that copies are made of.

        Raises:
            BatchError: it is not what it was when the batch began.
        """
        self._connection.execute("INSERT OR IGNORE INTO originals VALUES (?, ?)", (name, digest))
        found = self._connection.execute("SELECT hash FROM originals WHERE name = ?", (name,)).fetchone()
        if found[0] != digest:
            message = f"the handout {name!r} is not what it was when the batch began"
            hint = "resume with the library as it was then, or begin a new batch in another place"
            raise BatchError.at(Origin(self._path), message, hint)

    def commit(self, mark: Mark) -> None:
        """Write down that all is done up to a mark; it is on the disk when this returns."""
        self._connection.execute("DELETE FROM mark")
        self._connection.execute("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)", astuple(mark))
        self._connection.commit()

    def _hash(self, *parts: bytes) -> bytes:
        return hashlib.blake2b(b"".join(parts), digest_size=_HASH_BYTES, key=self._key).digest()


@contextmanager
def open_journal(path: Path, settings: bytes) -> Iterator[Journal]:
    """Open the journal of a batch, or begin one; the settings are those that its files depend on.

    Raises:
        BatchError: another process holds it, it is none, or its batch was begun with other settings.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise PublishError.at(Origin(str(path)), f"cannot be written: {error.strerror or error}") from error
    with closing(sqlite3.connect(path, timeout=0)) as connection:
        try:
            _prepare(connection, settings)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BatchError.at(Origin(str(path)), "another run works on this batch") from error
            raise PublishError.at(Origin(str(path)), f"cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            raise BatchError.at(Origin(str(path)), "is not the journal of a batch") from error
        if connection.execute("SELECT settings FROM batch").fetchone()[0] != settings:
            message = "the batch was begun with other settings or columns"
            hint = "run the command as it was then, or begin a new batch in another place"
            raise BatchError.at(Origin(str(path)), message, hint)
        yield Journal(connection, str(path))


def remove(path: Path) -> None:
    """Remove a journal and what the database keeps beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _prepare(connection: sqlite3.Connection, settings: bytes) -> None:
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # no shared memory, so that any file system will do
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
        connection.executescript(_TABLES)
        key = secrets.token_bytes(_KEY_BYTES)
        connection.execute("INSERT INTO batch VALUES (?, ?, ?)", (settings, key, _boot()))
        connection.execute("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?)", astuple(Mark()))
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.commit()


def _boot() -> str:
    """Return what is new with every start of the machine; empty where the system does not tell."""
    try:
        return _BOOT.read_text(encoding="ascii")
    except OSError:
        return ""
