"""Planted faults, each a file of `tests/faults/`: found by whom it says, where it says, and only there."""

from __future__ import annotations

import contextlib
import functools
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from msgspec.structs import replace

from maghandout.approval import FOLDER as APPROVALS
from maghandout.approval import SignOff
from maghandout.build import build
from maghandout.check import layout
from maghandout.check.report import RULES
from maghandout.check.rule import Asked, Outcome, ask
from maghandout.check.sheet import Sheet
from maghandout.checking import approve, check
from maghandout.diagnostics import Finding, Severity
from maghandout.errors import HandoutError
from maghandout.library.scan import scan
from maghandout.model.options import Format, Options
from maghandout.pipeline import Pipeline
from maghandout.project import Project
from maghandout.trace import trace
from maghandout.verify import verify
from tests.carriers import deck_of, file_of, pdf_of
from tests.check.faults import made
from tests.check.sheets import TODAY, library, sheet
from tests.planted import (
    BEANS,
    By,
    Caught,
    Fault,
    fault_files,
    line_of,
    plant_fault,
    read_fault,
)
from tests.planted import (
    file_of as path_of,
)
from tests.tampering import tampered
from tests.topics import PROJECT, TOPICS

REVIEWER = SignOff("Ann Lee, MD", TODAY)
"""A made-up reviewer, whose approval some faults change."""
_LAID_OUT = frozenset({"layout-pages", "layout-size", "layout-alt"})
"""The rules that look at the pages themselves."""
_WORDS = tuple(rule for rule in RULES if rule.id not in _LAID_OUT)

FAULTS = {name: read_fault(name) for name in fault_files()}
_CLEAN_BEANS = Fault(
    "clean", "Nothing.", By.CHECK, "beans", True, (), (), frozenset(), False, "", "", (), None, ""
)
_OF: dict[By, list[str]] = {by: [name for name, fault in FAULTS.items() if fault.by is by] for by in By}


def _marked(name: str) -> ParameterSet:
    """Return a fault as a case; one that is missed has to fail, so that finding it is noticed."""
    missed = FAULTS[name].missed
    return pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=missed) if missed else ())


class TestCheck:
    @pytest.mark.parametrize("name", [_marked(name) for name in _OF[By.CHECK]])
    def test_a_planted_fault_is_found_by_its_rule_at_its_line(self, name: str, tmp_path: Path) -> None:
        fault = FAULTS[name]

        found = _new(fault, _asked(fault, tmp_path))

        for caught in fault.caught:
            assert [item for item in found if _is(caught, item, fault, tmp_path)], (caught, _shown(found))
        spoke = {_rule(finding) for finding in found}
        assert spoke == {caught.rule for caught in fault.caught} | fault.also, _shown(found)
        stops = any(item.severity is Severity.ERROR for item in found)
        assert stops == fault.stops, _shown(found)


class TestOthers:
    @pytest.mark.parametrize("name", [_marked(name) for by in By if by is not By.CHECK for name in _OF[by]])
    def test_a_planted_fault_is_refused_where_it_stands(self, name: str, tmp_path: Path) -> None:
        fault = FAULTS[name]

        found = _refused(fault, tmp_path)

        for caught in fault.caught:
            assert [item for item in found if _is(caught, item, fault, tmp_path)], (caught, _shown(found))
        assert {item.severity for item in found} == {Severity.ERROR}

    def test_without_a_fault_nothing_is_refused(self, tmp_path: Path) -> None:
        approved = {f"{APPROVALS}/back-pain.yaml": _approved("back-pain")}
        project = plant_fault(replace(_CLEAN_BEANS, is_beans=False), tmp_path / "real", approved)
        beans = plant_fault(_CLEAN_BEANS, tmp_path / "beans")

        stands = Pipeline(project, today=TODAY).review("back-pain").status
        built = build(beans, ["beans"], Options((Format.HTML,), folder=tmp_path / "out", today=TODAY))
        traced = [trace(file_of(tmp_path, make("back-pain")), library()) for make in (pdf_of, deck_of)]
        (verified,) = verify(BEANS / "originals", scan(beans), [Pipeline(beans).select("beans")])

        assert stands == "approved"
        assert built.warnings == ()
        assert all(traced)
        assert verified.findings == ()


class TestCleanLibrary:
    @pytest.mark.parametrize("topic", TOPICS)
    def test_no_rule_stops_a_topic(self, topic: str) -> None:
        stopped = [item for item in _clean(topic, is_beans=False) if item.severity is Severity.ERROR]

        assert _shown(stopped) == []

    def test_the_beans_have_nothing_to_mend(self) -> None:
        assert _shown(_clean("beans", is_beans=True)) == []


class TestFolder:
    def test_every_rule_has_a_planted_fault(self) -> None:
        planted = {caught.rule for fault in FAULTS.values() for caught in fault.caught}

        assert [rule.id for rule in RULES if not rule.asks_person and rule.id not in planted] == []

    def test_every_kind_of_finding_out_has_faults(self) -> None:
        assert [by.value for by in By if not _OF[by]] == []

    def test_no_two_faults_are_one(self) -> None:
        told = [fault.words for fault in FAULTS.values()]

        assert [words for words in set(told) if told.count(words) > 1] == []


def _asked(fault: Fault, folder: Path) -> Sequence[Asked]:
    """Return what came of asking every rule of the topic with its fault."""
    project = _planted(fault, folder)
    if fault.tampered:
        whole = sheet(fault.topic)
        pdf = functools.reduce(tampered, fault.tampered, whole.pdf)
        return ask(layout.RULES, replace(whole, pdf=pdf))
    if fault.approved or _LAID_OUT & {caught.rule for caught in fault.caught}:
        (report,) = check(project, [fault.topic], Options(today=fault.today or TODAY))
        return report.asked
    return ask(_WORDS, replace(made(project, fault.topic), pages=2, today=fault.today or TODAY))


def _planted(fault: Fault, folder: Path) -> Project:
    file = f"{APPROVALS}/{fault.topic}.yaml"
    return plant_fault(fault, folder, {file: _approved(fault.approved)} if fault.approved else {})


@functools.cache
def _clean(topic: str, *, is_beans: bool) -> tuple[Finding, ...]:
    """Return what the rules say of a topic without a fault."""
    if is_beans:
        return _findings(ask(_WORDS, _beans()))
    return _findings(ask(RULES, sheet(topic)))


@functools.cache
def _beans() -> Sheet:
    with tempfile.TemporaryDirectory() as folder:
        project = plant_fault(_CLEAN_BEANS, Path(folder) / "beans")
        return replace(made(project, "beans"), pages=2)


def _findings(asked: Iterable[Asked]) -> tuple[Finding, ...]:
    return tuple(finding for item in asked if item.outcome is Outcome.FAIL for finding in item.findings)


def _new(fault: Fault, asked: Iterable[Asked]) -> list[Finding]:
    """Return what is said of a topic for its fault alone."""
    clean = {finding.message for finding in _clean(fault.topic, is_beans=fault.is_beans)}
    return [finding for finding in _findings(asked) if finding.message not in clean]


def _refused(fault: Fault, folder: Path) -> tuple[Finding, ...]:
    """Return why a command refuses what a fault is in."""
    try:
        with contextlib.chdir(folder):
            return tuple(_run(fault, folder))
    except HandoutError as error:
        return error.findings


def _run(fault: Fault, folder: Path) -> Iterable[Finding]:
    project = _planted(fault, folder)
    today = fault.today or TODAY
    match fault.by:
        case By.BUILD:
            build(project, [fault.topic], Options((Format.HTML,), folder=folder / "out", today=today))
        case By.REVIEW:
            pipeline = Pipeline(project, today=today)
            stands = pipeline.review(fault.topic)
            yield Finding(f"stands: {stands.status}", pipeline.select(fault.topic).topic.origin)
        case By.APPROVE:
            approve(project, fault.topic, REVIEWER, today)
        case By.TRACE:
            data = (pdf_of if fault.built == "pdf" else deck_of)(fault.topic)
            trace(file_of(folder, functools.reduce(tampered, fault.tampered, data)), library())
        case By.VERIFY:
            originals = folder / "originals"
            selections = [Pipeline(project).select(fault.topic)]
            here = originals if originals.is_dir() else BEANS / "originals"
            yield from (item for seed in verify(here, scan(project), selections) for item in seed.findings)
        case By.CHECK:
            raise AssertionError(fault.name)


@functools.cache
def _approved(topic: str) -> str:
    """Return the file of an approval that was given for a topic of the repository."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return approve(PROJECT, topic, REVIEWER, TODAY).read_text(encoding="utf-8")


def _is(caught: Caught, finding: Finding, fault: Fault, folder: Path) -> bool:
    """Tell whether a finding is the one that a fault has to be caught by."""
    message = finding.message
    if caught.rule:
        rule, _, message = message.partition(": ")
        if rule != caught.rule:
            return False
    has_place = not caught.file or path_of(finding.origin) == caught.file
    has_line = not caught.line or caught.line in line_of(fault, folder, finding.origin)
    return has_place and has_line and message.startswith(caught.says)


def _rule(finding: Finding) -> str:
    return finding.message.partition(":")[0]


def _shown(findings: Iterable[Finding]) -> list[str]:
    return [str(finding) for finding in findings]
