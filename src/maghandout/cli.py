"""The command line: arguments to calls, errors to messages and exit codes.

The only module that imports click, and the only one that catches: the library raises, this module prints.
Exit codes: 0 ok, 1 a failure or finding, 2 wrong usage. A bug keeps its traceback.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from maghandout import __version__
from maghandout.diagnostics import Finding
from maghandout.errors import HandoutError
from maghandout.model.options import Format, Options, Paper, Profile
from maghandout.project import Project, find_project

_PAPER = click.Choice([paper.value for paper in Paper])
_PROFILE = click.Choice([profile.value for profile in Profile])
_PATH = click.Path(path_type=Path)
_STAGES = ("selection", "document", "deck")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maghandout")
@click.option("-v", "--verbose", is_flag=True, help="Say what is being done.")
def cli(*, verbose: bool) -> None:
    """Make patient handouts (PDF) and teaching decks (PPTX), every claim traced to its source."""
    logging.basicConfig(format="%(message)s", level=logging.INFO if verbose else logging.WARNING)


@cli.command("list")
@click.option("--unused", "is_unused", is_flag=True, help="List what the articles say and no topic uses.")
def list_(*, is_unused: bool) -> None:
    """List the topics, with their titles."""
    from maghandout.spec.load import load, topic_files

    with _errors_told():
        project = _project()
        files = topic_files(project)
        if is_unused:
            _list_unused(project, files)
            return
        width = max(map(len, files), default=0)
        for name, file in files.items():
            click.echo(f"{name:{width}}  {load(project, file).title}")


def _list_unused(project: Project, names: Iterable[str]) -> None:
    from maghandout.build import Pipeline

    for found in Pipeline(project).unused(names):
        verdict = f" ({found.verdict})" if found.verdict else ""
        reason = f"\n  unused: {found.statement.unused}" if found.statement.unused else ""
        click.echo(f"{found.statement.anchor}{verdict}: {found.statement.text}{reason}")


def _complete_topic(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    from maghandout.spec.load import topic_files

    return [name for name in topic_files(_project()) if name.startswith(incomplete)]


@cli.command()
@click.argument("topics", nargs=-1, metavar="TOPIC...", shell_complete=_complete_topic)
@click.option("--all", "is_all", is_flag=True, help="Build every topic.")
@click.option("--format", "formats", default="pdf,pptx", show_default=True, help="pdf, pptx, html.")
@click.option("--paper", type=_PAPER, help="For the PDF. [default: the brand's, else letter]")
@click.option(
    "--profile", type=_PROFILE, default=Profile.STANDARD.value, show_default=True, help="For other eyes."
)
@click.option("--brand", type=_PATH, help="The clinic's brand file. [default: brand.yaml, if there is one]")
@click.option("--deck-template", type=_PATH, help="The clinic's own .pptx or .potx to build the deck on.")
@click.option("--out", type=_PATH, default=Path("out"), show_default=True, help="Folder to write to.")
@click.option("--open", "is_opened", is_flag=True, help="Open the first file when done.")
def build(
    topics: Sequence[str],
    formats: str,
    paper: str | None,
    profile: str,
    brand: Path | None,
    deck_template: Path | None,
    out: Path,
    *,
    is_all: bool,
    is_opened: bool,
) -> None:
    """Build the handout and the deck of TOPIC.

    Example: maghandout build back-pain --paper a4
    """
    from maghandout.build import build as build_topics
    from maghandout.spec.load import topic_files

    if bool(topics) == is_all:
        raise click.UsageError("name the topics to build, or give --all")
    options = Options(
        formats=tuple(Format(name) for name in _formats(formats)),
        paper=Paper(paper) if paper else None,
        profile=Profile(profile),
        brand=brand,
        deck_template=deck_template,
        folder=out,
    )
    if deck_template and Format.PPTX not in options.formats:
        raise click.UsageError("--deck-template is for decks: add pptx to --format")
    with _errors_told():
        project = _project()
        names = list(topic_files(project)) if is_all else list(dict.fromkeys(topics))
        with _progress(len(names) * len(options.formats)) as bar:
            built = build_topics(project, names, options, lambda _: bar.update(1) if bar else None)
    _warn(built.warnings)
    for path in built.paths:
        click.echo(str(path))
    if is_opened and built.paths:
        click.launch(str(built.paths[0]))


@cli.command()
@click.argument("topic", shell_complete=_complete_topic)
@click.option(
    "--stage", type=click.Choice(_STAGES), default="selection", show_default=True, help="Which tree to print."
)
def show(topic: str, stage: str) -> None:
    """Print what TOPIC selects, with sources, verdicts, and what was withheld and why."""
    from maghandout.brand import find_brand
    from maghandout.build import Pipeline
    from maghandout.compose.compose import DECK, HANDOUT
    from maghandout.dump import dump_document, dump_selection

    with _errors_told():
        project = _project()
        pipeline = Pipeline(project, find_brand(project, None))
        selection = pipeline.select(topic)
        if stage == "selection":
            text = dump_selection(selection)
        else:
            template = HANDOUT if stage == "document" else DECK
            text = dump_document(pipeline.composer(selection).compose(template))
    _warn(selection.warnings)
    click.echo(text, nl=False)


@cli.command()
@click.argument("topic")
def new(topic: str) -> None:
    """Write a commented spec for a new TOPIC into handouts/ to start from."""
    from maghandout.scaffold import new_topic

    with _errors_told():
        path = new_topic(topic, Path())
    click.echo(str(path))


@cli.command()
@click.argument("folder", type=_PATH, default=Path(), metavar="[DIR]")
def init(folder: Path) -> None:
    """Copy the built-in library into DIR (default: here) for editing."""
    from maghandout.scaffold import copy_library

    with _errors_told():
        paths = copy_library(folder)
    click.echo(f"{len(paths)} files in {folder}")


def _project() -> Project:
    return find_project(Path())


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in list(Format)]
    if unknown or not names:
        found = ", ".join(map(repr, unknown)) or "nothing"
        raise click.BadParameter(f"found {found}, expected {', '.join(Format)}", param_hint="--format")
    return names


@contextmanager
def _errors_told() -> Iterator[None]:
    """Print the findings of an error and exit with 1."""
    try:
        yield
    except HandoutError as error:
        for finding in error.findings:
            click.echo(str(finding), err=True)
        sys.exit(1)


def _warn(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(str(finding), err=True)


@contextmanager
def _progress(steps: int) -> Iterator[click.progressbar[int] | None]:  # type: ignore[valid-type]
    """Show a progress bar on a terminal when there is more than one file to make; none in a pipe."""
    if steps < 2 or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=steps, label="building", file=sys.stderr) as bar:
        yield bar
