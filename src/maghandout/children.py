"""Processes that help this one: each leaves Ctrl-C to it, and ends when it ends, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext  # Windows has but one

_THREADS = Path("/proc/self/task")
"""Linux lists the threads of this process here, also those that Python knows nothing of."""

_Result = TypeVar("_Result")


class Child:
    """A process that does one task at a time, and gets ready before it is given any."""

    def __init__(self, prepare: Callable[[], object]) -> None:
        context = _context()
        self._connection, theirs = context.Pipe()
        with _undisturbed():
            context.Process(target=_serve, args=(prepare, theirs), daemon=True).start()
        theirs.close()
        self._settle: Callable[[], object] = _nothing

    def submit(self, task: Callable[[], _Result]) -> Callable[[], _Result]:
        """Begin a task, when the one before is done, and return what waits for its result.

        That raises what the task raised, or `BrokenExecutor` where the process has ended before it was done.
        """
        self._settle()
        future: Future[_Result] = Future()
        with suppress(OSError):  # it has ended, as is found when its result is asked for
            self._connection.send(task)

        def settle() -> None:
            if not future.done():
                self._receive(future)

        def result() -> _Result:
            settle()
            return future.result()

        self._settle = settle
        return result

    def close(self) -> None:
        """Let the process end when it has done its task; once more does no harm."""
        with suppress(OSError):  # it has ended
            self._connection.send(None)

    def _receive(self, future: Future[_Result]) -> None:
        try:
            found, error = self._connection.recv()
        except (EOFError, OSError):
            found, error = None, BrokenExecutor()
        if error:
            future.set_exception(error)
        else:
            future.set_result(found)


def _nothing() -> None:
    """Be done."""


def open_pool(processes: int, prepare: Callable[[], object] = _nothing) -> Executor:
    """Return a pool of processes, each of which calls `prepare` first."""
    from concurrent.futures import ProcessPoolExecutor  # which loads as much as a topic takes

    pool = ProcessPoolExecutor(processes, _context(), _begin, (prepare,))
    with _undisturbed():
        for _ in range(processes):
            pool.submit(_nothing)  # starts one, or all of them
    return pool


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C back while a process is started, which would not know yet what to do with it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _context() -> ForkContext | SpawnContext:
    """Return how to start a process: as a copy of this one where that is safe, else from nothing.

    A copy has what this one has loaded. But of several threads it has one, and would wait for ever for a lock
    that another held.
    """
    try:
        threads = len([*_THREADS.iterdir()])
    except OSError:
        threads = 0
    if threads == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _begin(prepare: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _serve(prepare: Callable[[], object], connection: Connection) -> None:
    _begin(prepare)
    while True:
        task = connection.recv()
        if task is None:
            os._exit(0)
        answer: tuple[object, Exception | None]
        try:
            answer = (task(), None)
        except Exception as error:  # it is raised where the result is asked for
            error.add_note(traceback.format_exc())
            answer = (None, error)
        connection.send(answer)
