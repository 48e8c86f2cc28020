"""A table of rows to copies, chunk after chunk, each written down in the journal when it is done.

Rows are read, named and counted here, in their order; what is slow is done wherever the pool does it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from maghandout.batch.executors import Pool, in_order, pool_of
from maghandout.batch.journal import Journal, Mark, open_journal, remove
from maghandout.batch.names import DEFAULT
from maghandout.batch.open_rows import STANDARD_INPUT, open_rows
from maghandout.batch.place import Place, place_of
from maghandout.batch.rejects import Rejects
from maghandout.batch.routing import Router
from maghandout.batch.rows import BadRowError, Row, Table
from maghandout.batch.shelf import Shelf
from maghandout.batch.stock import Stock
from maghandout.batch.unseen import Unseen
from maghandout.batch.work import Chunk, Copy, Done, Parcel, copies_of, unwritten
from maghandout.diagnostics import Finding, Origin
from maghandout.errors import BatchError, HandoutError, PublishError
from maghandout.model.options import Format, Options
from maghandout.processes import drawers
from maghandout.project import Project
from maghandout.spec.find import find_topic

_ROWS = 256
"""Rows of a chunk: what is lost and made again when a run is killed, for each process."""
_SMALL_BYTES = 16 * 1024
"""The rows of a smaller file are copied sooner than another process has started."""
_MENDED = "when that is mended, run the same command with --resume"


class Order(Struct, frozen=True):
    """What a batch is asked for."""

    topic: str
    """For rows that name none."""
    rows: str
    """A path, or `-` for standard input."""
    options: Options
    """Profile, paper, brand and day."""
    out: str = ""
    """A folder, a `.zip` file or an address; empty for a folder named by the topic."""
    pattern: str = DEFAULT
    jobs: int = 1
    scheduler: str = ""
    """The address of a Dask scheduler, `local` for one of our own; empty for processes."""
    resumes: bool = False


class Progress(Struct, frozen=True):
    """How far a batch has come."""

    done: int
    """Rows, those of runs before this one too."""
    rejected: int
    share: float | None
    """Of the table, from 0 to 1; None where nobody knows how long it is."""


class Report(Struct, frozen=True):
    """What a batch did, all of its runs together."""

    written: int
    rejected: int
    place: Place


class _Task(Unseen, frozen=True):
    """A chunk, and the rows that it comes from."""

    chunk: Chunk
    rows: tuple[tuple[int, Row], ...]
    """Each after its place in the table."""
    rejects: tuple[tuple[int, str], ...]
    """Rows that no copy can be made of, by place, with the reason."""
    chain: bytes
    share: float | None


def batch(
    project: Project,
    order: Order,
    on_progress: Callable[[Progress], None] = lambda _: None,
    on_warning: Callable[[Finding], None] = lambda _: None,
) -> Report:
    """Write a copy for each row, or begin again where an earlier run was broken off.

    Raises:
        HandoutError: it cannot begin, and nothing was written; or it cannot go on, and says how many rows are
            done and how to resume.
    """
    find_topic(project, order.topic)
    place = place_of(order.out, order.topic)
    if order.scheduler and not place.sink.is_apart:
        hint = "leave out --scheduler"
        raise BatchError.at(Origin(place.shown), "other processes cannot reach it", hint)
    options = replace(order.options, formats=(Format.PDF,), jobs=order.jobs)
    shelf = Shelf(project)
    with (
        drawers(0 if shelf.find(order.topic, options) else 1, options) as drawing,
        open_rows(order.rows) as table,
        pool_of(_jobs(order, place), order.scheduler) as pool,
    ):
        stock = Stock(project, options, drawing, shelf, on_warning)
        router = Router(table.columns, table.path, stock.find(order.topic), order.pattern)
        for finding in router.unused:
            on_warning(finding)
        if not router.chooses:
            for drawer in drawing.values():
                drawer.close()  # all is drawn
        place.prepare(resumes=order.resumes)
        with open_journal(place.journal, _settings(order, table)) as journal:
            if router.chooses and not place.sink.is_open:
                _lay_out_all(order, router, stock)
            reader = _Reader(table, journal, stock, router, order.topic)
            mark = _Run(pool, place, journal, reader).all(on_progress)
    remove(place.journal)
    return Report(mark.written, mark.rejected, place)


def _jobs(order: Order, place: Place) -> int:
    """Return in how many processes the rows are copied soonest; they start while the handout is laid out."""
    is_small = order.rows != STANDARD_INPUT and Path(order.rows).stat().st_size < _SMALL_BYTES
    return 1 if is_small or not place.sink.is_apart else order.jobs


def _lay_out_all(order: Order, router: Router, stock: Stock) -> None:
    """Lay out whatever the rows choose, which takes to read them once more.

    Raises:
        BatchError: they come from standard input, which can be read but once.
        HandoutError: a topic cannot be built.
    """
    if order.rows == STANDARD_INPUT:
        message = "cannot be read twice, as one PDF of several handouts takes"
        raise BatchError.at(Origin("standard input"), message, "name the file of the rows")
    with open_rows(order.rows) as table:
        for row in table.rows:
            with suppress(BadRowError):
                router.choose(row, stock, order.topic)


def _settings(order: Order, table: Table) -> bytes:
    """Return the hash of what the files of a batch depend on, beside its rows and handouts."""
    options = order.options
    chosen = (order.topic, options.profile.value, options.paper and options.paper.value, order.pattern)
    return hashlib.sha256(repr((*chosen, table.columns)).encode("utf-8", "surrogateescape")).digest()


class _Reader:
    """The rows of a table to tasks, from where the journal says on."""

    def __init__(self, table: Table, journal: Journal, stock: Stock, router: Router, topic: str) -> None:
        self._table, self._journal, self._stock = table, journal, stock
        self._router, self._topic = router, topic

    @property
    def columns(self) -> tuple[str, ...]:
        return self._table.columns

    def share(self) -> float | None:
        return self._table.share()

    def parcels(self) -> tuple[Parcel, ...]:
        """Return the originals that were laid out so far."""
        return self._stock.parcels

    def tasks(self) -> Iterator[_Task]:
        """Yield tasks as long as there are rows.

        Raises:
            BatchError: the rows that were done before are not what they were.
            HandoutError: a topic that a row names cannot be built.
        """
        rows = self._rows()
        while some := list(islice(rows, _ROWS)):
            yield self._task(some)

    def _rows(self) -> Iterator[tuple[int, Row, bytes]]:
        """Yield the rows that are not done, each with its place and the hash up to it."""
        reached, first = self._journal.reached, self._journal.start.done
        place, link = 0, b""
        for place, row in enumerate(self._table.rows, 1):
            link = self._journal.link(link, (str(row.number), row.problem, *row.cells))
            if place == reached.done and link != reached.chain:
                raise self._changed(place)
            if place > first:
                yield place, row, link
        if place < reached.done:
            raise self._changed(reached.done)

    def _changed(self, place: int) -> HandoutError:
        message = f"the first {place:,} rows are not those that the batch has done"
        hint = "resume with the rows as they were, or begin a new batch in another place"
        return BatchError.at(Origin(self._table.path), message, hint)

    def _task(self, some: list[tuple[int, Row, bytes]]) -> _Task:
        parcels: dict[Parcel, int] = {}
        copies: list[Copy] = []
        rejects: list[tuple[int, str]] = []
        for place, row, _ in some:
            try:
                copies.append(self._copy(place, row, parcels))
            except BadRowError as error:
                rejects.append((place, error.reason))
        rows = tuple((place, row) for place, row, _ in some)
        return _Task(
            Chunk(tuple(parcels), tuple(copies)), rows, tuple(rejects), some[-1][2], self._table.share()
        )

    def _copy(self, place: int, row: Row, parcels: dict[Parcel, int]) -> Copy:
        laid, name, values = self._router.route(row, self._stock, self._topic)
        parcel = parcels.get(laid.parcel)
        if parcel is None:
            self._journal.hold(laid.name, laid.parcel.digest)
            parcel = parcels[laid.parcel] = len(parcels)
        if (other := self._journal.taken_by(name, place)) != place:
            raise BadRowError(f"the file name is that of row {other}")
        return Copy(place, name, parcel, values)


class _Run:
    """One run of a batch, from where the journal says to the last row."""

    def __init__(self, pool: Pool, place: Place, journal: Journal, reader: _Reader) -> None:
        self._pool, self._place, self._journal, self._reader = pool, place, journal, reader
        self._mark = journal.start

    def all(self, on_progress: Callable[[Progress], None]) -> Mark:
        """Do what is left, and return where the batch stands then.

        Raises:
            HandoutError: it cannot go on; the last finding says how far it came.
        """
        try:
            with closing(self._place.sink):
                self._begin(on_progress)
        except KeyboardInterrupt:
            raise BatchError([self._stopped("interrupted", "go on with --resume")]) from None
        except (OSError, sqlite3.OperationalError) as error:
            raise self._failed(unwritten(error)) from None
        except PublishError as error:
            raise self._failed(error) from None
        except HandoutError as error:
            raise type(error)([*error.findings, self._stopped("stopped", _MENDED)]) from error
        return self._mark

    def _failed(self, error: PublishError) -> PublishError:
        here = Origin(self._place.shown)
        findings = [replace(finding, origin=here) for finding in error.findings]
        return PublishError([*findings, self._stopped("stopped", _MENDED)])

    def _stopped(self, how: str, hint: str) -> Finding:
        return Finding(f"{how} with {self._mark.done:,} rows done", Origin(self._place.shown), hint)

    def _begin(self, on_progress: Callable[[Progress], None]) -> None:
        sink = self._place.sink
        sink.begin(self._mark.output, self._reader.parcels())
        rejects = Rejects(self._place.rejects, self._reader.columns, self._mark.rejects_bytes)
        on_progress(Progress(self._mark.done, self._mark.rejected, self._reader.share()))
        for task, done in in_order(self._pool, sink.writer, self._reader.tasks()):
            self._settle(task, done, rejects)
            on_progress(Progress(self._mark.done, self._mark.rejected, task.share))
        sink.finish()

    def _settle(self, task: _Task, done: Done, rejects: Rejects) -> None:
        """Write what is left of a chunk, then that it is done."""
        reasons = dict((*task.rejects, *done.rejects))
        size = rejects.add((row, reasons[place]) for place, row in task.rows if place in reasons)
        output = self._place.sink.take(copies_of(task.chunk, done.tails))
        mark = Mark(
            done=self._mark.done + len(task.rows),
            chain=task.chain,
            written=self._mark.written + len(task.rows) - len(reasons),
            rejected=self._mark.rejected + len(reasons),
            rejects_bytes=size,
            output=output,
        )
        self._journal.commit(mark)
        self._mark = mark
