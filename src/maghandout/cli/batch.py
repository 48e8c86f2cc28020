"""The command that makes personal copies of handouts."""

from __future__ import annotations

import gc
import os
import sys
import time
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

import click

from maghandout.cli.app import (
    ALLOW_EXPIRED,
    JOBS,
    NO_CHECK,
    PAPER,
    PATH,
    PROFILE,
    cli,
    complete_topic,
    errors_told,
    project_here,
    this_day,
    warn,
)
from maghandout.model.options import Options, Paper, Profile

if TYPE_CHECKING:
    from maghandout.batch.batch import Progress

_STEPS = 1000
"""Of the bar."""


@cli.command()
@click.argument("topic", shell_complete=complete_topic)
@click.argument("rows", metavar="ROWS")
@click.option("--out", default="", help="Folder, FILE.zip, FILE.pdf or URL. [default: out/TOPIC-copies]")
@click.option("--name-pattern", default="{topic}-{row}", show_default=True, help="Files by number or column.")
@JOBS
@click.option(
    "--scheduler", default="", metavar="URL", help="A Dask scheduler's, or local for one of our own."
)
@click.option("--resume", "is_resumed", is_flag=True, help="Go on where a run was broken off.")
@click.option("--paper", type=PAPER, help="For rows without one. [default: the brand's, else letter]")
@click.option(
    "--profile", type=PROFILE, default=Profile.STANDARD.value, show_default=True, help="For rows without one."
)
@click.option("--brand", type=PATH, help="The clinic's brand file. [default: brand.yaml, if there is one]")
@NO_CHECK
@ALLOW_EXPIRED
def batch(
    topic: str,
    rows: str,
    out: str,
    name_pattern: str,
    jobs: int | None,
    scheduler: str,
    paper: str | None,
    profile: str,
    brand: Path | None,
    *,
    is_resumed: bool,
    is_unchecked: bool,
    allow_expired: bool,
) -> None:
    """Write a copy of TOPIC for each of ROWS: CSV, NDJSON or Parquet, or - for standard input.

    A column fills in the field of its name: name, date, dose, when, visit, phone. The columns topic, profile
    and paper choose another handout for their row. Rows that cannot be copied go to rejects.csv; the exit
    code is then 1.

    Example: maghandout batch back-pain patients.csv --name-pattern "{visit}"
    """
    from maghandout.batch.batch import Order
    from maghandout.batch.batch import batch as copy_rows

    options = Options(
        paper=Paper(paper) if paper else None,
        profile=Profile(profile),
        brand=brand,
        today=this_day(),
        is_checked=not is_unchecked,
        allows_expired=allow_expired,
    )
    jobs = jobs or os.cpu_count() or 1
    order = Order(topic, rows, options, out, name_pattern, jobs, scheduler, is_resumed)
    gc.enable()  # it may run for hours
    with errors_told(), ExitStack() as stack:
        report = copy_rows(project_here(), order, Bar(stack).show, lambda finding: warn([finding]))
    click.echo(
        f"{report.written:,} {'copy' if report.written == 1 else 'copies'} in {report.place.shown}", err=True
    )
    if report.rejected:
        rows_told = "1 row was" if report.rejected == 1 else f"{report.rejected:,} rows were"
        click.echo(f"{rows_told} rejected, with the reasons in {report.place.rejects}", err=True)
        sys.exit(1)


class Bar:
    """A bar on a terminal, with rows, rate and time left; nothing elsewhere."""

    def __init__(self, stack: ExitStack) -> None:
        """Take what ends the bar when the batch ends."""
        self._stack = stack
        self._bar: click.progressbar[str] | None = None  # type: ignore[valid-type]
        self._began, self._before, self._step = 0.0, 0, 0
        self._words = ""

    def show(self, progress: Progress) -> None:
        """Show how far the batch has come; the first call is for where it begins."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._began, self._before = time.monotonic(), progress.done
            self._bar = self._stack.enter_context(_bar(is_endless=progress.share is None))
            self._stack.push(self._end)
        self._words = self._told(progress)
        step = self._step + 1 if progress.share is None else int(progress.share * (_STEPS - 1))
        self._move(step)

    def _move(self, step: int) -> None:
        assert self._bar is not None
        self._bar.update(step - self._step, self._words)
        self._step = step

    def _end(self, error: object, *_: object) -> None:
        """Fill the bar of a batch that is done, which has read its rows before it has copied them."""
        if error is None:
            self._move(_STEPS)

    def _told(self, progress: Progress) -> str:
        seconds = max(time.monotonic() - self._began, 0.001)
        rate = (progress.done - self._before) / seconds
        words = f"{progress.done:,} rows, {rate:,.0f} a second"
        return f"{words}, {progress.rejected:,} rejected" if progress.rejected else words


def _bar(*, is_endless: bool) -> click.progressbar[str]:  # type: ignore[valid-type]
    """Return a bar; one without an end moves and tells no time left."""
    return click.progressbar(
        repeat("") if is_endless else None,
        length=None if is_endless else _STEPS,
        label="copying",
        item_show_func=lambda words: words,
        file=sys.stderr,
    )
