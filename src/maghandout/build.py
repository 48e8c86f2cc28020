"""Topics to files: each is made, and when all are made, they are written."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from maghandout.children import Child
from maghandout.diagnostics import Finding
from maghandout.errors import CheckError
from maghandout.make import Made, Maker
from maghandout.manifest import Entry, manifest
from maghandout.manifestfile import FILE as MANIFEST
from maghandout.model.options import Format, Options
from maghandout.processes import each
from maghandout.project import Project
from maghandout.publish import publish

NOBODY: Mapping[Format, Child] = {}
"""Who draws where this process does it."""

_LOG = logging.getLogger(__name__)


class Built(Struct, frozen=True):
    """What a build made and had to say."""

    paths: tuple[Path, ...]
    warnings: tuple[Finding, ...]


def build(
    project: Project,
    names: Iterable[str],
    options: Options,
    on_progress: Callable[[str], None] = lambda _: None,
    drawers: Mapping[Format, Child] = NOBODY,
) -> Built:
    """Render every output of every topic, then write them all.

    `on_progress` is called with each file's name when its topic has been rendered. Other processes may draw
    the outputs meanwhile.

    Raises:
        CheckError: what the rules found in all topics that they stop.
        HandoutError: something else keeps an output from being made. Nothing has been written then.
    """
    names = list(dict.fromkeys(names))
    files: dict[str, bytes] = {}
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    is_stopped = False
    start = partial(_maker, drawers=drawers) if drawers else _maker
    for name, made in zip(names, each(start, project, options, names), strict=True):
        _LOG.info("%s: %d statements in the handout, %d withheld", name, made.printed, made.withheld)
        files |= made.files
        entries |= made.entries
        findings += made.findings
        is_stopped |= made.is_stopped
        for file, data in made.files.items():
            _LOG.info("%s: %d bytes", file, len(data))
            on_progress(file)
    if is_stopped:
        raise CheckError(dict.fromkeys(findings))
    told = {MANIFEST: manifest(entries, options.folder)} if entries else {}
    paths = publish({**files, **told}, options.folder, files.keys() - entries.keys())
    return Built(paths[: len(files)], tuple(dict.fromkeys(findings)))


def _maker(
    project: Project, options: Options, drawers: Mapping[Format, Child] = NOBODY
) -> Callable[[str], Made]:
    return Maker(project, options, drawers).make
