"""A project to the moments at which something that handouts are made from was saved.

What a change touches is not judged here: a save may leave every file as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

from maghandout.brand import brand_files
from maghandout.model.options import Options
from maghandout.project import FOLDERS, Project

_SETTLE_MS = 200
"""Saves that follow each other so soon count as one."""
_LOOK_MS = 500
"""How often files are looked at that lie in no watched folder."""


def saves(project: Project, options: Options, end: Event | None = None) -> Iterator[None]:
    """Yield as soon as it watches, then after each save, until the event is set or Ctrl-C is pressed.

    A file in no watched folder counts as saved when it stays as it is from one look to the next.
    """
    folders = [folder.path for name in FOLDERS for folder in project.folders(name)]
    before = settled = None
    events = watch(
        *folders,
        stop_event=end,
        debounce=_SETTLE_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for changes in events:
        now = _states(*brand_files(project, options.brand), *filter(None, [options.deck_template]))
        if changes or before is None or settled != now == before:
            settled = now
            yield
        before = now


def _states(*paths: Path) -> list[tuple[int, int] | None]:
    return [_state(path) for path in paths]


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
