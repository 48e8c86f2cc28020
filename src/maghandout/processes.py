"""Topics to what is made of each, in as many processes as pay off.

This process is one of them: it makes topics while the others start, which takes as long as a few topics.
They write nothing.
"""

from __future__ import annotations

import atexit
import functools
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Generic, TypeAlias, TypeVar

from maghandout.children import Child, ended, open_pool
from maghandout.errors import HandoutError
from maghandout.inputs import tools_hash
from maghandout.model.options import Format, Options
from maghandout.project import Project
from maghandout.shortlived import prepare

_Made = TypeVar("_Made")
Start: TypeAlias = Callable[[Project, Options], Callable[[str], _Made]]
"""Reads what all topics need, and returns what makes something of one; a function of a module."""

_AHEAD = 2
"""Topics under way for each other process, so that it never waits for this one."""
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
        others = _Others(pool, make, processes - 1)
        try:
            yield from _shared(others, start(project, options), names)
        except BrokenExecutor as error:
            raise ended() from error
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
    with ExitStack() as stack:
        found: dict[Format, Child] = {}
        for output in wanted:
            found[output] = Child(_LOADS[output])
            stack.callback(found[output].close)
        yield found


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


class _Others(Generic[_Made]):
    """The processes that make topics beside this one, with as much to do as keeps them busy."""

    def __init__(self, pool: Executor, make: Callable[[str], _Made], processes: int) -> None:
        self._pool, self._make, self._processes = pool, make, processes
        self._futures: list[Future[_Made]] = []

    def take(self, waiting: deque[str]) -> dict[str, Future[_Made]]:
        """Begin as many topics as there is room for, and return what will come of each.

        The last ones are begun where somebody has time for them. What is begun is never cancelled: before
        Python 3.12, a pool with something cancelled hangs when one of its processes dies.
        """
        self._futures = [future for future in self._futures if not future.done()]
        begun: dict[str, Future[_Made]] = {}
        ahead = _AHEAD * self._processes
        while waiting and len(self._futures) < (ahead if len(waiting) > ahead else self._processes):
            name = waiting.popleft()
            begun[name] = self._pool.submit(self._make, name)
            self._futures.append(begun[name])
        return begun


def _shared(others: _Others[_Made], here: Callable[[str], _Made], names: Sequence[str]) -> Iterator[_Made]:
    """Yield what is made of each topic in order; this process makes topics, too, while it would wait."""
    waiting, begun = deque(names), dict[str, Future[_Made]]()
    for name in names:
        begun |= others.take(waiting)
        while waiting and not (name in begun and begun[name].done()):
            mine = waiting.popleft()
            begun[mine] = _done(here, mine)
            begun |= others.take(waiting)
        yield begun.pop(name).result()


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
