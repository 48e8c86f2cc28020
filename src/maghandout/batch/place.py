"""What `--out` names to where copies, rejects and the journal go."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from maghandout.batch.sinks import FolderSink, Sink, StoreSink
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError, PublishError

JOURNAL = ".maghandout-journal"
REJECTS = "rejects.csv"

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Place(Struct, frozen=True):
    """Where a batch writes."""

    sink: Sink
    shown: str
    """The way messages name it."""
    folder: Path
    """The folder of journal and rejects."""
    journal: Path
    rejects: Path

    def prepare(self, *, resumes: bool) -> None:
        """Make the folder, for its owner alone where it is new, once nothing there can be lost.

        Raises:
            BatchError: something is there, and is not to be resumed or cannot be.
            PublishError: the folder cannot be made.
        """
        is_begun = self.journal.exists()
        if is_begun and not resumes:
            hint = "go on with --resume, or name another place with --out"
            raise BatchError.at(Origin(self.shown), "a batch was broken off here", hint)
        if not is_begun and (self.sink.has_output() or self.rejects.exists()):
            message = "nothing to resume: its batch is done, or it holds something else"
            problem = message if resumes else "there is something already, which a batch never replaces"
            raise BatchError.at(Origin(self.shown), problem, "name another place with --out")
        try:
            for parent in reversed(self.folder.parents):
                parent.mkdir(exist_ok=True)
            self.folder.mkdir(0o700, exist_ok=True)
        except OSError as error:
            raise PublishError.at(Origin(self.shown), f"cannot be made: {error.strerror or error}") from error


def place_of(out: str, topic: str) -> Place:
    """Return the place of a folder, an address, a `.zip` or a `.pdf`; of none, a folder named by the topic.

    Raises:
        BatchError: an address that cannot be reached.
    """
    if not _URL.match(out):
        return _local(Path(out) if out else _own_folder(topic))
    if out.startswith("file://"):
        return _local(Path(unquote(urlsplit(out).path)))
    folder = _own_folder(topic)
    return Place(StoreSink(out), out, folder, folder / JOURNAL, folder / REJECTS)


def _archive(path: Path) -> Sink:
    from maghandout.batch.archive import ArchiveSink

    return ArchiveSink(path)


def _print_run(path: Path) -> Sink:
    from maghandout.batch.print_run import PrintRunSink  # loads half of what draws a PDF

    return PrintRunSink(path)


_ONE_FILE: dict[str, Callable[[Path], Sink]] = {".zip": _archive, ".pdf": _print_run}


def _own_folder(topic: str) -> Path:
    return Path("out") / f"{topic}-copies"


def _local(path: Path) -> Place:
    one = _ONE_FILE.get(path.suffix.lower())
    if one:
        journal, rejects = (path.with_name(path.name + ending) for ending in ("-journal", f"-{REJECTS}"))
        return Place(one(path), str(path), path.parent, journal, rejects)
    sink = FolderSink(path, tuple(JOURNAL + ending for ending in ("", "-wal", "-shm")))
    return Place(sink, str(path), path, path / JOURNAL, path / REJECTS)
