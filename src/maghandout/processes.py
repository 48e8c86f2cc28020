"""Topics to what is made of each, in as many processes as pay off.

This process is one of them: it makes topics while the others start, which takes as long as a few topics.
They write nothing.
"""

from __future__ import annotations

import atexit
import functools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from functools import partial
from typing import TypeAlias, TypeVar

from maghandout.children import Child, open_pool
from maghandout.diagnostics import Origin
from maghandout.errors import HandoutError, RenderError
from maghandout.inputs import tools_hash
from maghandout.model.options import Format, Options
from maghandout.project import Project
from maghandout.shortlived import prepare

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
    tools_hash()  # so that copies of this process have it
    with open_pool(processes - 1, _begin) as pool:
        make = partial(_make, start, project, options)
        try:
            futures = {name: pool.submit(make, name) for name in names}
            with _endings_told():
                yield from _shared(futures, start(project, options))
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def drawers(topics: int, options: Options) -> Iterator[Mapping[Format, Child]]:
    """Start a process for each output that takes long, to get ready while documents are composed here.

    With this one they are no more than the options allow, those that take longest first. There are none where
    topics are made in processes of their own.
    """
    helpers = _most(options) - 1 if topics and _paying(topics, options) < 2 else 0
    wanted = [output for output in _LOADS if output in options.formats][:helpers]
    tools_hash()  # so that copies of this process have it
    found = {output: Child(_LOADS[output]) for output in wanted}
    try:
        with _endings_told():
            yield found
    finally:
        for child in found.values():
            child.close()


def _load_pdf() -> None:
    prepare()
    import maghandout.render.pdf.write  # noqa: F401
    from maghandout.render.pdf.fonts import register

    register()


def _load_deck() -> None:
    prepare()
    import maghandout.render.deck.plan
    import maghandout.render.deck.template
    import maghandout.render.deck.write  # noqa: F401


_LOADS = {Format.PDF: _load_pdf, Format.PPTX: _load_deck}
"""What draws each output that takes long, the longest first; to load it takes as long as to draw."""


def _paying(topics: int, options: Options) -> int:
    """Return in how many processes topics are made soonest."""
    return min(_most(options), topics // _FEW)


def _most(options: Options) -> int:
    return options.jobs or os.cpu_count() or 1


@contextmanager
def _endings_told() -> Iterator[None]:
    try:
        yield
    except BrokenExecutor as error:
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
    """Prepare a process that lives for one build, and ends without clearing up."""
    atexit.register(os._exit, 0)
    prepare()


def _make(start: Start[_Made], project: Project, options: Options, name: str) -> _Made:
    make: Callable[[str], _Made] = _started(start, project, options)
    return make(name)


@functools.cache
def _started(start: Start[_Made], project: Project, options: Options) -> Callable[[str], _Made]:
    """Start once in a process that lives for one build."""
    return start(project, options)
