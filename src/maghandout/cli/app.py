"""The program, and what its commands share: arguments to calls, errors to messages and exit codes.

The only package that imports click, and the only one that catches: the library raises, it prints. Exit
codes: 0 ok, 1 a failure or finding, 2 wrong usage. A bug keeps its traceback.
"""

from __future__ import annotations

import datetime
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from maghandout import __version__
from maghandout.diagnostics import Finding
from maghandout.errors import HandoutError
from maghandout.model.options import Paper, Profile
from maghandout.project import Project, find_project

PAPER = click.Choice([paper.value for paper in Paper])
PROFILE = click.Choice([profile.value for profile in Profile])
DATE = click.DateTime(["%Y-%m-%d"])
PATH = click.Path(path_type=Path)

NO_CHECK = click.option(
    "--no-check", "is_unchecked", is_flag=True, help="Build what the rules stop; the pages say so."
)
ALLOW_EXPIRED = click.option(
    "--allow-expired", is_flag=True, help="Build what is due for review; the pages say so."
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    envvar="MAGHANDOUT_JOBS",
    help="Processes at most. [default: one a core]",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maghandout")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def cli(*, verbose: bool) -> None:
    """Make patient handouts (PDF) and teaching decks (PPTX), every claim traced to its source."""
    logging.basicConfig(format="%(message)s", level=logging.INFO if verbose else logging.WARNING)


def complete_topic(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """Return the topics whose names begin so, for the shell."""
    return [name for name in project_here().topic_files() if name.startswith(incomplete)]


def project_here() -> Project:
    """Return the project of the folder that the program runs in."""
    return find_project(Path())


def this_day() -> datetime.date:
    """Return the day of the build: that of SOURCE_DATE_EPOCH, where it is set, else this one."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.datetime.now().astimezone().date()


@contextmanager
def errors_told(*, goes_on: bool = False) -> Iterator[None]:
    """Print the findings of an error and exit with 1, or go on."""
    try:
        yield
    except HandoutError as error:
        for finding in error.findings:
            click.echo(str(finding), err=True)
        if not goes_on:
            sys.exit(1)


def warn(findings: Sequence[Finding]) -> None:
    """Print findings that do not stop a command."""
    for finding in findings:
        click.echo(str(finding), err=True)


@contextmanager
def progress(steps: int) -> Iterator[click.progressbar[int] | None]:  # type: ignore[valid-type]
    """Show a progress bar on a terminal when there is more than one file to make; none in a pipe."""
    if steps < 2 or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=steps, label="building", file=sys.stderr) as bar:
        yield bar
