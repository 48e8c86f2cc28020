"""The command that builds handouts and decks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from maghandout.cli.app import (
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
from maghandout.model.options import Format, Options, Paper, Profile


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
        today=this_day(),
    )
    if deck_template and Format.PPTX not in options.formats:
        raise click.UsageError("--deck-template is for decks: add pptx to --format")
    with errors_told():
        project = project_here()
        names = list(topic_files(project)) if is_all else list(dict.fromkeys(topics))
        with progress(len(names) * len(options.formats)) as bar:
            built = build_topics(project, names, options, lambda _: bar.update(1) if bar else None)
    warn(built.warnings)
    for path in built.paths:
        click.echo(str(path))
    if is_opened and built.paths:
        click.launch(str(built.paths[0]))


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in list(Format)]
    if unknown or not names:
        found = ", ".join(map(repr, unknown)) or "nothing"
        raise click.BadParameter(f"found {found}, expected {', '.join(Format)}", param_hint="--format")
    return names
