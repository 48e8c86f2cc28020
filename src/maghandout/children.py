"""Processes that help this one: each leaves Ctrl-C to it, and ends when it ends, however it ends."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from maghandout.diagnostics import Origin
from maghandout.errors import RenderError

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
        ours = self._connection if context.get_start_method() == "fork" else None  # a copy has it, too
        self._process = context.Process(target=_serve, args=(prepare, theirs, ours), daemon=True)
        with _undisturbed():
            self._process.start()
        theirs.close()
        self._settle: Callable[[], object] = _nothing

    def submit(self, task: Callable[[], _Result]) -> Callable[[], _Result]:
        """Begin a task, when the one before is done, and return what waits for its result.

        That raises what the task raised, or a `RenderError` where the process has ended before it was done.
        """
        self._settle()
        future: Future[_Result] = Future()
        with suppress(OSError):  # it has ended, as is found when its result is asked for
            self._connection.send(task)

        def settle() -> None:
            if not future.done():
                self._receive(future)
                self._settle = _nothing

        def result() -> _Result:
            settle()
            return future.result()

        self._settle = settle
        return result

    def close(self) -> None:
        """Let the process end; once more does no harm. A task whose result nobody wants is broken off."""
        if self._settle is not _nothing:
            self._process.terminate()
            self._settle = _nothing
        with suppress(OSError):  # it has ended
            self._connection.send(None)
        self._connection.close()

    def _receive(self, future: Future[_Result]) -> None:
        try:
            found, error = pickle.loads(self._connection.recv_bytes())
        except (EOFError, OSError):
            found, error = None, ended()
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(found)


def ended() -> RenderError:
    """Return the error of a process that ended before it was done."""
    message = "a process that made topics ended before it was done"
    return RenderError.at(Origin("handouts"), message, "memory may be short: name fewer topics at a time")


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


def _serve(prepare: Callable[[], object], connection: Connection, other: Connection | None) -> None:
    """Do one task after the other, until there is none any more or nobody who wants it."""
    if other:
        other.close()
    begun = _answer(partial(_begin, prepare))
    with suppress(EOFError, OSError):
        while (task := connection.recv()) is not None:
            connection.send_bytes(_answer(task) if begun == _WELL else begun)
    os._exit(0)


def _answer(task: Callable[[], object]) -> bytes:
    """Return what a task returns and raises, packed."""
    try:
        return pickle.dumps((task(), None))
    except Exception as error:  # it is raised where the result is asked for
        error.add_note(traceback.format_exc())
        with suppress(Exception):
            packed = pickle.dumps((None, error))
            pickle.loads(packed)  # an error with arguments of its own may not come back
            return packed
        return pickle.dumps((None, RuntimeError(traceback.format_exc())))


_WELL = pickle.dumps((None, None))
"""The answer of a beginning that raised nothing."""
