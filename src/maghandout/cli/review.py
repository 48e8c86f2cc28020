"""The commands that check handouts and write down who approved them."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from maghandout.cli.app import (
    DATE,
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
from maghandout.diagnostics import Severity
from maghandout.model.options import Options, Paper, Profile

if TYPE_CHECKING:
    from maghandout.check.report import Report

_REPORTS = ("text", "json", "sarif", "html")


@cli.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC...]", shell_complete=complete_topic)
@click.option("--all", "is_all", is_flag=True, help="Check every topic, as no topic does.")
@click.option("--format", "form", type=click.Choice(_REPORTS), default="text", show_default=True)
@click.option("--strict", "is_strict", is_flag=True, help="Let warnings fail too.")
@click.option("--paper", type=PAPER, help="To lay out for. [default: the brand's, else letter]")
@click.option("--profile", type=PROFILE, default=Profile.STANDARD.value, show_default=True)
@click.option("--brand", type=PATH, help="The clinic's brand file. [default: brand.yaml, if there is one]")
def check(
    topics: Sequence[str],
    form: str,
    paper: str | None,
    profile: str,
    brand: Path | None,
    *,
    is_all: bool,
    is_strict: bool,
) -> None:
    """Say whether handouts are readable, complete, safe and true to their sources.

    Example: maghandout check back-pain --format html > report.html
    """
    from maghandout.checking import check as check_topics

    if topics and is_all:
        raise click.UsageError("name the topics to check, or give --all")
    options = Options(
        paper=Paper(paper) if paper else None, profile=Profile(profile), brand=brand, today=this_day()
    )
    with errors_told():
        project = project_here()
        reports = check_topics(project, topics or list(project.topic_files()), options)
    click.echo(_told(reports, form, options), nl=False)
    failing = list(Severity) if is_strict else [Severity.ERROR]
    if any(report.count(severity) for report in reports for severity in failing):
        sys.exit(1)


@cli.command()
@click.argument("topic", shell_complete=complete_topic)
@click.option("--by", required=True, help='Who approves: "NAME, CREDENTIALS".')
@click.option("--on", type=DATE, help="The day of the review. [default: today]")
@click.option("--until", type=DATE, help="The last day it holds. [default: the topic's review_by, or a year]")
@click.option("--note", default="", help="A remark to keep with it.")
@click.option("--again", "is_again", is_flag=True, help="Replace an approval that is there.")
def approve(
    topic: str,
    by: str,
    on: datetime.datetime | None,
    until: datetime.datetime | None,
    note: str,
    *,
    is_again: bool,
) -> None:
    """Write down that a clinician approved the words of TOPIC as they are now.

    Example: maghandout approve back-pain --by "Ann Lee, MD" --until 2027-06-30
    """
    from maghandout.approval import SignOff
    from maghandout.checking import approve as approve_topic

    with errors_told():
        today = this_day()
        given = on.date() if on else today
        sign_off = SignOff(by, given, until.date() if until else None, note)
        path = approve_topic(project_here(), topic, sign_off, today, again=is_again)
    click.echo(str(path))


@cli.command()
@click.argument("old", default="", metavar="[OLD")
@click.argument("new", default="", metavar="[NEW]]")
@click.option(
    "--topic", "topics", multiple=True, shell_complete=complete_topic, help="To compare. [default: all]"
)
@click.option("--approved", metavar="TOPIC", shell_complete=complete_topic, help="Compare what was approved.")
def diff(old: str, new: str, topics: Sequence[str], approved: str | None) -> None:
    """Say what changed in words from OLD to NEW, claim by claim.

    Each is a built PDF or PPTX, a folder of them, or a git revision. Without NEW, OLD is compared with now.

    Example: maghandout diff HEAD~3 --topic back-pain
    """
    from maghandout.comparison import compare, compare_approved

    if approved and (old or topics):
        raise click.UsageError(
            "--approved stands alone: it compares the approved words of one topic with now"
        )
    if not (approved or old):
        raise click.UsageError("name a built file, a folder or a git revision, or give --approved")
    with errors_told():
        project = project_here()
        told = compare_approved(approved, project) if approved else compare(old, new, project, topics)
    click.echo(told, nl=False)


@cli.command()
@click.argument("file", type=PATH)
@click.argument("text", default="")
def trace(file: Path, text: str) -> None:
    """Follow each claim of a built FILE (PDF or PPTX), or those with TEXT, back to article and study.

    Example: maghandout trace out/back-pain.pdf "350 mg"
    """
    from maghandout.library.scan import scan
    from maghandout.trace import tell, unlike_manifest
    from maghandout.trace import trace as trace_file

    with errors_told():
        told = tell(trace_file(file, scan(project_here()), text))
    click.echo(told, nl=False)
    warn(unlike_manifest(file))


@cli.command()
@click.option("--originals", type=PATH, required=True, help="The folder with the articles' files.")
def verify(originals: Path) -> None:
    """Hold every digest against its original: hash, places and numbers.

    Example: maghandout verify --originals articles
    """
    from maghandout.pipeline import Pipeline
    from maghandout.verify import verify as verify_digests

    with errors_told():
        project = project_here()
        pipeline = Pipeline(project)
        selections = [pipeline.select(name) for name in project.topic_files()]
        verified = verify_digests(originals, pipeline.library, selections)
    for item in verified:
        click.echo(str(item))
        for finding in item.findings:
            click.echo(str(finding))
    if any(item.findings for item in verified):
        sys.exit(1)


def _told(reports: Sequence[Report], form: str, options: Options) -> str:
    from maghandout.check.formats import html, json, sarif, text

    match form:
        case "json":
            return json.tell(reports)
        case "sarif":
            return sarif.tell(reports)
        case "html":
            return html.tell(reports, options.today)
        case _:
            return text.tell(reports)
