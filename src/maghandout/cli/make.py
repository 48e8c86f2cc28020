"""The command that builds handouts and decks."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

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
    progress,
    project_here,
    this_day,
    warn,
)
from maghandout.diagnostics import Origin
from maghandout.model.options import Format, Options, Paper, Profile, Value
from maghandout.project import Project


@cli.command()
@click.argument("topics", nargs=-1, metavar="TOPIC...", shell_complete=complete_topic)
@click.option("--all", "is_all", is_flag=True, help="Build every topic.")
@click.option("--format", "formats", default="pdf,pptx", show_default=True, help="pdf, pptx, html.")
@click.option("--paper", type=PAPER, help="For the PDF. [default: the brand's, else letter]")
@click.option(
    "--profile", type=PROFILE, default=Profile.STANDARD.value, show_default=True, help="For other eyes."
)
@click.option("--brand", type=PATH, help="The clinic's brand file. [default: brand.yaml, if there is one]")
@click.option("--deck-template", type=PATH, help="The clinic's own .pptx or .potx to build the deck on.")
@click.option("--out", type=PATH, default=Path("out"), show_default=True, help="Folder to write to.")
@NO_CHECK
@ALLOW_EXPIRED
@click.option("--fill", "fills", multiple=True, metavar="FIELD=TEXT", help="Fill in a field of My plan.")
@click.option("--fill-file", type=PATH, help="A YAML file of fields and what is to stand in them.")
@JOBS
@click.option("--force", "is_forced", is_flag=True, help="Build what is up to date too.")
@click.option("--watch", "is_watching", is_flag=True, help="Build again whenever a file is saved.")
@click.option("--open", "is_opened", is_flag=True, help="Open the first file when done.")
def build(
    topics: Sequence[str],
    formats: str,
    paper: str | None,
    profile: str,
    brand: Path | None,
    deck_template: Path | None,
    out: Path,
    fills: Sequence[str],
    fill_file: Path | None,
    jobs: int | None,
    *,
    is_all: bool,
    is_unchecked: bool,
    allow_expired: bool,
    is_forced: bool,
    is_watching: bool,
    is_opened: bool,
) -> None:
    """Build the handout and the deck of TOPIC.

    Example: maghandout build back-pain --paper a4
    """
    if bool(topics) == is_all:
        raise click.UsageError("name the topics to build, or give --all")
    with errors_told():
        values = _values(fills, fill_file)
    options = Options(
        formats=tuple(Format(name) for name in _formats(formats)),
        paper=Paper(paper) if paper else None,
        profile=Profile(profile),
        brand=brand,
        deck_template=deck_template,
        folder=out,
        today=this_day(),
        is_checked=not is_unchecked,
        allows_expired=allow_expired,
        values=values,
        jobs=jobs or 0,
    )
    if deck_template and Format.PPTX not in options.formats:
        raise click.UsageError("--deck-template is for decks: add pptx to --format")
    project = project_here()
    names = list(project.topic_files()) if is_all else list(dict.fromkeys(topics))
    with errors_told(goes_on=is_watching):
        _build(project, names if is_forced else _stale(project, names, options), options)
        _tell(names, options)
        if is_opened and names:
            click.launch(str(options.folder / options.files_of(names[0])[0]))
    if is_watching:
        _watch(project, names, options)


def _stale(project: Project, names: Sequence[str], options: Options) -> list[str]:
    """Return the topics that are not up to date; what builds them is not loaded for that."""
    from maghandout.brand import find_brand
    from maghandout.uptodate import stale

    return stale(project, names, options, find_brand(project, options.brand))


def _tell(names: Sequence[str], options: Options) -> None:
    for name in names:
        for file in options.files_of(name):
            click.echo(str(options.folder / file))


def _watch(project: Project, names: Sequence[str], options: Options) -> None:
    """Build what each save touches, until Ctrl-C."""
    from maghandout.watch import saves

    gc.enable()  # it may run for hours
    with suppress(KeyboardInterrupt):
        for number, _ in enumerate(saves(project, options)):
            if not number:
                click.echo("watching; Ctrl-C ends it", err=True)
            with errors_told(goes_on=True):
                stale = _stale(project, names, options)
                _build(project, stale, options)
                _tell(stale, options)


def _build(project: Project, names: Sequence[str], options: Options) -> None:
    if not names:
        return
    from maghandout.processes import drawers

    with drawers(len(names), options) as found, progress(len(names) * len(options.formats)) as bar:
        from maghandout.build import build as build_topics

        built = build_topics(project, names, options, lambda _: bar.update(1) if bar else None, found)
    warn(built.warnings)


def _values(fills: Sequence[str], file: Path | None) -> tuple[Value, ...]:
    """Return the values of the file, then those of the command line, which count more."""
    if not (fills or file):
        return ()
    from maghandout.fill import read_values

    parted = [fill.partition("=") for fill in fills]
    if any(not (name and equals) for name, equals, _ in parted):
        raise click.BadParameter("expected FIELD=TEXT", param_hint="--fill")
    given = (Value(name.strip(), words, Origin("--fill")) for name, _, words in parted)
    return (*(read_values(file) if file else ()), *given)


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in list(Format)]
    if unknown or not names:
        found = ", ".join(map(repr, unknown)) or "nothing"
        raise click.BadParameter(f"found {found}, expected {', '.join(Format)}", param_hint="--format")
    return names
