"""A rule: what it asks of a topic, where it comes from, and what came of asking.

A rule that finds nothing passes. One that only a person can answer is listed and never scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Finding, Origin, Severity


class Instrument(StrEnum):
    """What a rule's point counts for."""

    NONE = ""
    UNDERSTANDABILITY = "PEMAT-P understandability"
    ACTIONABILITY = "PEMAT-P actionability"
    CLARITY = "CDC Clear Communication Index"


class Outcome(StrEnum):
    """What came of asking a rule."""

    PASS = "pass"
    FAIL = "fail"
    ASK = "ask a person"
    NOT_APPLICABLE = "does not apply"


class Remark(Struct, frozen=True):
    """One thing that a rule found."""

    message: str
    origin: Origin
    hint: str = ""
    """How to mend it."""
    words: str = ""
    """The sentence it is about; empty when it is about the whole."""


def _always(_: Sheet) -> bool:
    return True


class Rule(Struct, frozen=True):
    """One thing to ask of a topic."""

    id: str
    """Such as `pemat-3`."""
    title: str
    """What holds where it passes."""
    source: str
    """Who asks for it: an item of an instrument, a guideline, a decision of ours."""
    find: Callable[[Sheet], Iterable[Remark]]
    severity: Severity = Severity.WARNING
    instrument: Instrument = Instrument.NONE
    applies: Callable[[Sheet], bool] = _always
    asks_person: bool = False
    needs: tuple[str, ...] = ()
    """Rules without which this one gets no point."""


class Asked(Struct, frozen=True):
    """A rule with what came of it."""

    rule: Rule
    outcome: Outcome
    remarks: tuple[Remark, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What it found, for the command line."""
        return tuple(
            Finding(f"{self.rule.id}: {remark.message}", remark.origin, remark.hint, self.rule.severity)
            for remark in self.remarks
        )


class Score(Struct, frozen=True):
    """Points of those that apply."""

    instrument: Instrument
    points: int
    most: int

    @property
    def percent(self) -> float:
        """Points of 100; 100 where nothing applies."""
        return 100 * self.points / self.most if self.most else 100.0


def ask(rules: Sequence[Rule], sheet: Sheet) -> tuple[Asked, ...]:
    """Ask every rule of a topic, in order."""
    return tuple(_ask(rule, sheet) for rule in rules)


def _ask(rule: Rule, sheet: Sheet) -> Asked:
    if not rule.applies(sheet):
        return Asked(rule, Outcome.NOT_APPLICABLE, ())
    remarks = tuple(rule.find(sheet))
    if rule.asks_person:
        return Asked(rule, Outcome.ASK, remarks)
    return Asked(rule, Outcome.FAIL if remarks else Outcome.PASS, remarks)


def scores(asked: Sequence[Asked]) -> tuple[Score, ...]:
    """Return the score of each instrument that something was asked for."""
    outcomes = {item.rule.id: item.outcome for item in asked}
    found = []
    for instrument in Instrument:
        counted = [
            item
            for item in asked
            if item.rule.instrument is instrument and item.outcome in (Outcome.PASS, Outcome.FAIL)
        ]
        if instrument and counted:
            points = sum(_has_point(item, outcomes) for item in counted)
            found.append(Score(instrument, points, len(counted)))
    return tuple(found)


def _has_point(item: Asked, outcomes: Mapping[str, Outcome]) -> bool:
    lacks = any(outcomes.get(name) is Outcome.FAIL for name in item.rule.needs)
    return item.outcome is Outcome.PASS and not lacks
