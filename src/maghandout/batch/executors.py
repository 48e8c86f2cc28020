"""Chunks to what came of them, in order: made here, in processes, or on a Dask cluster.

The only module that imports distributed. A chunk whose process was ended is made again.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from maghandout.batch.work import Chunk, Done, Writer, make
from maghandout.children import open_pool
from maghandout.diagnostics import Origin
from maghandout.errors import BatchError

LOCAL = "local"
"""Stands for a Dask cluster on this machine, which lives as long as the batch."""

_MOST_ATTEMPTS = 3
_CONNECT_SECONDS = 30
_NO_PAGE = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}


class Task(Protocol):
    """Something with a chunk to make."""

    @property
    def chunk(self) -> Chunk:
        """What is to be made."""


_Task = TypeVar("_Task", bound=Task)


class Pool(Protocol):
    """Makes chunks."""

    most: int
    """Chunks to have under way beside the first, so that nobody waits for work."""

    def submit(self, writer: Writer | None, chunk: Chunk) -> Future[Done]:
        """Begin to make a chunk; a broken pool is told by the future."""

    def mend(self) -> None:
        """Make the pool work again after a future that was broken."""


class _Waiting(Generic[_Task]):
    """A chunk that is being made, and how often that was tried."""

    def __init__(self, task: _Task, future: Future[Done]) -> None:
        self.task, self.future = task, future

    def is_broken(self) -> bool:
        return self.future.done() and (
            self.future.cancelled() or isinstance(self.future.exception(), BrokenExecutor)
        )


def in_order(pool: Pool, writer: Writer | None, tasks: Iterable[_Task]) -> Iterator[tuple[_Task, Done]]:
    """Yield each task with what came of its chunk; some of the next ones are under way meanwhile.

    Raises:
        HandoutError: whatever making a chunk raises, or it broke its process again and again.
    """
    waiting: deque[_Waiting[_Task]] = deque()
    for task in tasks:
        waiting.append(_Waiting(task, pool.submit(writer, task.chunk)))
        if len(waiting) > pool.most:
            yield _first(pool, writer, waiting)
    while waiting:
        yield _first(pool, writer, waiting)


def _first(pool: Pool, writer: Writer | None, waiting: deque[_Waiting[_Task]]) -> tuple[_Task, Done]:
    for _ in range(_MOST_ATTEMPTS):
        try:
            done = waiting[0].future.result()
        except (BrokenExecutor, CancelledError):
            pool.mend()
            for other in waiting:
                if other.is_broken():
                    other.future = pool.submit(writer, other.task.chunk)
        else:
            return waiting.popleft().task, done
    message = f"{_MOST_ATTEMPTS} times, what made copies was ended before it was done"
    raise BatchError.at(Origin("batch"), message, "memory may be short: give fewer --jobs")


@contextmanager
def pool_of(jobs: int, scheduler: str) -> Iterator[Pool]:
    """Open what makes chunks: Dask where a scheduler is named, else so many processes, else this one.

    Raises:
        BatchError: the scheduler cannot be reached, or distributed is missing.
    """
    if scheduler:
        with _cluster(jobs, scheduler) as pool:
            yield pool
    elif jobs < 2:
        yield _Here()
    else:
        processes = _Processes(jobs)
        try:
            yield processes
        finally:
            processes.close()


class _Here:
    """Makes each chunk at once, in this process."""

    most = 0

    def submit(self, writer: Writer | None, chunk: Chunk) -> Future[Done]:
        future: Future[Done] = Future()
        try:
            future.set_result(make(writer, chunk))
        except Exception as error:  # it is raised where the result is asked for
            future.set_exception(error)
        return future

    def mend(self) -> None:
        """Nothing breaks here."""


class _Processes:
    """Makes chunks in processes of this machine."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self.most = 2 * jobs
        self._pool = open_pool(jobs)

    def submit(self, writer: Writer | None, chunk: Chunk) -> Future[Done]:
        return _submitted(self._pool, writer, chunk)

    def mend(self) -> None:
        self.close()
        self._pool = open_pool(self._jobs)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _submitted(executor: Executor, writer: Writer | None, chunk: Chunk) -> Future[Done]:
    try:
        return executor.submit(make, writer, chunk)
    except BrokenExecutor as error:
        future: Future[Done] = Future()
        future.set_exception(error)
        return future


class _Cluster:
    """Makes chunks on a Dask cluster, which itself makes again what a lost worker had."""

    def __init__(self, executor: Executor, workers: int) -> None:
        self._executor = executor
        self.most = max(4, 2 * workers)

    def submit(self, writer: Writer | None, chunk: Chunk) -> Future[Done]:
        return _submitted(self._executor, writer, chunk)

    def mend(self) -> None:
        """Leave it to the scheduler, which finds another worker."""


@contextmanager
def _cluster(jobs: int, scheduler: str) -> Iterator[Pool]:
    """Open a Dask cluster; one of our own keeps all in memory and shows no page of its doings."""
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "error")  # it would tell each of its steps
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        hint = 'pip install "maghandout[cluster]"'
        raise BatchError.at(Origin("--scheduler"), "needs dask.distributed", hint) from error
    if scheduler == LOCAL:
        with (
            LocalCluster(jobs, threads_per_worker=1, memory_limit=0, scheduler_kwargs=_NO_PAGE) as cluster,
            Client(cluster) as client,
        ):
            yield _Cluster(client.get_executor(pure=False), jobs)
        return
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        message = f"no scheduler answers at {scheduler!r}"
        raise BatchError.at(Origin("--scheduler"), message, "such as tcp://10.0.0.1:8786") from error
    with client:
        yield _Cluster(client.get_executor(pure=False), sum(client.nthreads().values()))
