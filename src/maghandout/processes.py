"""Topics to what is made of each, in as many processes as pay off.

Processes start from nothing on every system, so that all behave the same. They write nothing, and leave
Ctrl-C to the one that started them.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TypeAlias, TypeVar

from maghandout.diagnostics import Origin
from maghandout.errors import RenderError
from maghandout.model.options import Options
from maghandout.project import Project

_Made = TypeVar("_Made")
Start: TypeAlias = Callable[[Project, Options], Callable[[str], _Made]]
"""Reads what all topics need, and returns what makes something of one; a function of a module."""

_FEW = 3
"""So many topics are made sooner than another process has started."""


def each(
    start: Start[_Made],
    here: Callable[[str], _Made],
    project: Project,
    options: Options,
    names: Sequence[str],
) -> Iterator[_Made]:
    """Yield what is made of each topic, in order; `here` is what `start` gives in this process.

    Raises:
        HandoutError: whatever making the first topic that fails raises, or a process ended early.
    """
    processes = min(os.cpu_count() or 1, len(names) // _FEW)
    if processes < 2:
        yield from map(here, names)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        try:
            yield from pool.map(partial(_make, start, project, options), names)
        except BrokenProcessPool as error:
            message = "a process that made topics ended before it was done"
            hint = "memory may be short: name fewer topics at a time"
            raise RenderError.at(Origin("handouts"), message, hint) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _make(start: Start[_Made], project: Project, options: Options, name: str) -> _Made:
    make: Callable[[str], _Made] = _started(start, project, options)
    return make(name)


@functools.cache
def _started(start: Start[_Made], project: Project, options: Options) -> Callable[[str], _Made]:
    """Start once in a process that lives for one build."""
    return start(project, options)
