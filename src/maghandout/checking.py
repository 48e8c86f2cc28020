"""Topics to reports and approvals: each is laid out as a build lays it out, and every rule is asked.

It stands beside `build`, which need not load those that ask for a page.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace

from maghandout.approval import (
    Approval,
    SignOff,
    changed_sources,
    default_until,
    read_approval,
    source_hashes,
    write_approval,
)
from maghandout.check import readability
from maghandout.check.lexicon import load_lexicon
from maghandout.check.report import FAILING, Report, examine
from maghandout.check.rule import Outcome, ask
from maghandout.check.sheet import Sheet
from maghandout.compose.compose import DECK, HANDOUT
from maghandout.errors import ApprovalError
from maghandout.model.options import Options, Paper
from maghandout.model.selection import Selection
from maghandout.pipeline import Pipeline, pipeline_of
from maghandout.processes import each
from maghandout.project import Project


def check(project: Project, names: Iterable[str], options: Options) -> list[Report]:
    """Ask every rule of every topic, in order; the options say the day that review dates are held against.

    Raises:
        HandoutError: a topic cannot be made.
    """
    return list(each(_examiner, project, options, list(dict.fromkeys(names))))


def approve(
    project: Project, name: str, sign_off: SignOff, today: datetime.date, *, again: bool = False
) -> Path:
    """Write the approval of a topic's words as they are now into the folder at hand; return its path.

    Raises:
        ApprovalError: a rule that stops a build finds something, or the approval says what none can.
        HandoutError: the topic cannot be made, or the file not written.
    """
    pipeline, paper = pipeline_of(project, Options(today=today))
    asked = ask(FAILING, _sheet(pipeline, name, paper))
    failed = [item for item in asked if item.outcome is Outcome.FAIL]
    if failed:
        raise ApprovalError([finding for item in failed for finding in item.findings])
    selection, content = pipeline.select(name), pipeline.content(name)
    approval = Approval(
        topic=name,
        by=sign_off.by,
        on=sign_off.on,
        until=sign_off.until or default_until(sign_off.on, selection.topic.review_by),
        note=sign_off.note,
        hash=content.hash,
        words=content,
        sources=source_hashes(selection, pipeline.library, project),
    )
    return write_approval(project, Path(), approval, today, again=again)


def _examiner(project: Project, options: Options) -> Callable[[str], Report]:
    pipeline, paper = pipeline_of(project, options)

    def report(name: str) -> Report:
        sheet = _sheet(pipeline, name, paper)
        told = examine(sheet)
        pipeline.keep()
        readability.keep()
        return told

    return report


def _sheet(pipeline: Pipeline, name: str, paper: Paper) -> Sheet:
    """Return what rules look at: the handout as it is printed, and the words of the deck."""
    from maghandout.render.pdf.write import render

    selection = pipeline.select(name)
    composer = pipeline.composer(selection)
    sheet = pipeline.sheet(selection, composer.compose(HANDOUT), composer.compose(DECK))
    pdf = render(sheet.handout, sheet.theme, paper, is_packed=False)
    lexicon = load_lexicon(pipeline.project, sheet.handout.language)
    changed = _changed_sources(pipeline, selection)
    laid_out = replace(sheet, pdf=pdf.data, pages=pdf.pages, warnings=pdf.warnings)
    return replace(laid_out, lexicon=lexicon, changed_sources=changed)


def _changed_sources(pipeline: Pipeline, selection: Selection) -> tuple[str, ...] | None:
    """Return the sources that changed since the topic was approved; None where its words are not approved."""
    name = selection.topic.name
    approval = read_approval(pipeline.project, name)
    if approval is None or approval.hash != pipeline.content(name).hash:
        return None
    return changed_sources(approval, source_hashes(selection, pipeline.library, pipeline.project))
