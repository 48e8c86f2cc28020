"""The commands that look at the library and add to it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from maghandout.cli.app import PATH, cli, complete_topic, errors_told, project_here, this_day, warn
from maghandout.model.review import Status
from maghandout.project import Project

_STAGES = ("selection", "document", "deck")


@cli.command("list")
@click.option("--unused", "is_unused", is_flag=True, help="List what the articles say and no topic uses.")
def list_(*, is_unused: bool) -> None:
    """List the topics, with their titles and how they stand with their reviewers.

    Example: maghandout list --unused
    """
    from maghandout.spec.load import load

    with errors_told():
        project = project_here()
        files = project.topic_files()
        if is_unused:
            _list_unused(project, files)
            return
        width = max(map(len, files), default=0)
        stands = _stands(project)
        for name, file in files.items():
            click.echo(f"{name:{width}}  {load(project, file).title}{stands.get(name, '')}")


def _stands(project: Project) -> dict[str, str]:
    """Return, for each topic that somebody approved, who, when, until when and how it stands."""
    from maghandout.approval import approval_files
    from maghandout.model.options import Options
    from maghandout.pipeline import pipeline_of

    approved = approval_files(project)
    if not approved:
        return {}
    pipeline, _ = pipeline_of(project, Options(today=this_day()))
    reviews = {name: pipeline.review(name) for name in approved}
    return {
        name: f"  ({review.status}: {review.by}, {review.on} to {review.until}){_see(name, review.status)}"
        for name, review in reviews.items()
    }


def _see(name: str, status: Status) -> str:
    """Return how to see what changed since a review; empty where nothing did."""
    return f"\n  see: maghandout diff --approved {name}" if status is Status.CHANGED else ""


def _list_unused(project: Project, names: Iterable[str]) -> None:
    from maghandout.pipeline import Pipeline

    for found in Pipeline(project).unused(names):
        verdict = f" ({found.verdict})" if found.verdict else ""
        reason = f"\n  unused: {found.statement.unused}" if found.statement.unused else ""
        click.echo(f"{found.statement.anchor}{verdict}: {found.statement.text}{reason}")


@cli.command()
@click.argument("topic", shell_complete=complete_topic)
@click.option(
    "--stage", type=click.Choice(_STAGES), default="selection", show_default=True, help="Which tree to print."
)
def show(topic: str, stage: str) -> None:
    """Print what TOPIC selects, with sources, verdicts, and what was withheld and why.

    Example: maghandout show back-pain --stage deck
    """
    from maghandout.compose.compose import DECK, HANDOUT
    from maghandout.dump import dump_document, dump_selection
    from maghandout.model.options import Options
    from maghandout.pipeline import pipeline_of

    with errors_told():
        project = project_here()
        pipeline, _ = pipeline_of(project, Options(today=this_day()))
        selection = pipeline.select(topic)
        if stage == "selection":
            text = dump_selection(selection)
        else:
            template = HANDOUT if stage == "document" else DECK
            text = dump_document(pipeline.composer(selection).compose(template))
    click.echo(text, nl=False)


@cli.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--id", "seed_id", default="", help="The seed's id. [default: from the title]")
def import_(file: Path, seed_id: str) -> None:
    """Turn an article (text, Markdown, HTML, DOCX or PDF; - for standard input) into a seed to work on.

    Example: maghandout import article.html --id my-article
    """
    from maghandout.importing.convert import convert_file, convert_stream
    from maghandout.scaffold import new_seed

    with errors_told():
        draft = convert_stream(sys.stdin.buffer, seed_id) if str(file) == "-" else convert_file(file, seed_id)
        path = new_seed(draft.id, draft.text, Path())
    warn(draft.notes)
    click.echo(str(path))


@cli.command()
@click.argument("topic")
def new(topic: str) -> None:
    """Write a commented spec for a new TOPIC into handouts/ to start from.

    Example: maghandout new leg-cramps
    """
    from maghandout.scaffold import new_topic

    with errors_told():
        path = new_topic(topic, Path())
    click.echo(str(path))


@cli.command()
@click.argument("folder", type=PATH, default=Path(), metavar="[DIR]")
def init(folder: Path) -> None:
    """Copy the built-in library into DIR (default: here) for editing.

    Example: maghandout init my-library
    """
    from maghandout.scaffold import copy_library

    with errors_told():
        paths = copy_library(folder)
    click.echo(f"{len(paths)} files in {folder}")
