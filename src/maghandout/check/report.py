"""A topic's sheet to its report: every rule asked, scores counted, the hardest sentences shown."""

from __future__ import annotations

from msgspec import Struct

from maghandout.check import agreement, clarity, evidence, freshness, layout, pemat, plain, safety, wording
from maghandout.check.plain import Hard, Reading, hardest, reading
from maghandout.check.rule import Asked, Outcome, Rule, Score, ask, scores
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin, Severity

RULES: tuple[Rule, ...] = (
    *evidence.RULES,
    *agreement.RULES,
    *wording.RULES,
    *safety.RULES,
    *freshness.RULES,
    *layout.RULES,
    *plain.RULES,
    *pemat.RULES,
    *clarity.RULES,
)
"""Every rule, what harms a patient first."""
FAILING = tuple(rule for rule in RULES if rule.severity is Severity.ERROR)
"""The rules that stop an approval."""


class Report(Struct, frozen=True):
    """What checking one topic came to."""

    topic: str
    title: str
    origin: Origin
    asked: tuple[Asked, ...]
    scores: tuple[Score, ...]
    reading: Reading | None
    """None for a handout without running text."""
    hardest: tuple[Hard, ...]

    @property
    def failed(self) -> tuple[Asked, ...]:
        """The rules that found something, in order."""
        return tuple(item for item in self.asked if item.outcome is Outcome.FAIL)

    @property
    def for_a_person(self) -> tuple[Asked, ...]:
        """The rules that only a person can answer."""
        return tuple(item for item in self.asked if item.outcome is Outcome.ASK)

    def count(self, severity: Severity) -> int:
        """Return how many findings are this bad."""
        return sum(len(item.remarks) for item in self.failed if item.rule.severity is severity)


def examine(sheet: Sheet) -> Report:
    """Ask every rule of a topic."""
    topic = sheet.selection.topic
    asked = ask(RULES, sheet)
    return Report(
        topic=topic.name,
        title=topic.title,
        origin=topic.origin,
        asked=asked,
        scores=scores(asked),
        reading=reading(sheet),
        hardest=hardest(sheet),
    )
