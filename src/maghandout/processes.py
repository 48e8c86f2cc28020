"""Topics to what is made of each, in as many processes as pay off.

This process is one of them: it makes topics while the others start, which takes as long as a few topics.
They start from nothing on every system, so that all behave the same. They write nothing, and leave Ctrl-C to
this one.
"""

from __future__ import annotations

import atexit
import functools
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import TypeAlias, TypeVar

from maghandout.diagnostics import Origin
from maghandout.errors import HandoutError, RenderError
from maghandout.model.options import Format, Options
from maghandout.project import Project

_Made = TypeVar("_Made")
Start: TypeAlias = Callable[[Project, Options], Callable[[str], _Made]]
"""Reads what all topics need, and returns what makes something of one; a function of a module."""

_FEW = 3
"""So many topics are made sooner than another process has started."""


def each(start: Start[_Made], project: Project, options: Options, names: Sequence[str]) -> Iterator[_Made]:
    """Yield what is made of each topic, in order.

    Raises:
        HandoutError: whatever making the first topic that fails raises, or a process ended early.
    """
    processes = _paying(len(names), options)
    if processes < 2:
        yield from map(start(project, options), names)
        return
    with _pool(processes - 1) as pool:
        make = partial(_make, start, project, options)
        try:
            futures = {name: pool.submit(make, name) for name in names}
            with _endings_told():
                yield from _shared(futures, start(project, options))
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def beside(topics: int, options: Options) -> Iterator[Executor | None]:
    """Start a process that draws PDFs while this one makes decks; None where it would not pay off.

    It is to be started before anything else is loaded, so that it is ready when the first document is.
    """
    has_both = {Format.PDF, Format.PPTX} <= {*options.formats}
    if not (has_both and topics and _paying(topics, options) < 2 <= _most(options)):
        yield None
        return
    pool = _pool(1)
    try:
        with _endings_told():
            pool.submit(_load_pdf)
            yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # it ends while files are written


def _load_pdf() -> None:
    import maghandout.outputs
    import maghandout.render.pdf.write  # noqa: F401  # to have them loaded


def _paying(topics: int, options: Options) -> int:
    """Return in how many processes topics are made soonest."""
    return min(_most(options), topics // _FEW)


def _most(options: Options) -> int:
    return options.jobs or os.cpu_count() or 1


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin)


@contextmanager
def _endings_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        message = "a process that made topics ended before it was done"
        hint = "memory may be short: name fewer topics at a time"
        raise RenderError.at(Origin("handouts"), message, hint) from error


def _shared(futures: Mapping[str, Future[_Made]], here: Callable[[str], _Made]) -> Iterator[_Made]:
    """Yield what the others make in order; make here meanwhile what none of them has begun."""
    waiting = iter(futures)
    mine: dict[str, Future[_Made]] = {}
    for name, future in futures.items():
        while not (name in mine or future.done()):
            taken = next((other for other in waiting if futures[other].cancel()), None)
            if taken is None:
                break
            mine[taken] = _done(here, taken)
        yield mine.pop(name, future).result()


def _done(make: Callable[[str], _Made], name: str) -> Future[_Made]:
    """Return what came of making a topic, be it an error: one before it may be still to come."""
    future: Future[_Made] = Future()
    try:
        future.set_result(make(name))
    except HandoutError as error:
        future.set_exception(error)
    return future


def _begin() -> None:
    """Prepare a process that lives for one build; `__main__` says why it collects no garbage.

    For the same reason it ends without clearing up.
    """
    atexit.register(os._exit, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _make(start: Start[_Made], project: Project, options: Options, name: str) -> _Made:
    make: Callable[[str], _Made] = _started(start, project, options)
    return make(name)


@functools.cache
def _started(start: Start[_Made], project: Project, options: Options) -> Callable[[str], _Made]:
    """Start once in a process that lives for one build."""
    return start(project, options)
