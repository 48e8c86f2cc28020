"""Reports to lines for a terminal: what was found, how to mend it, the scores.

One topic is told with its hardest sentences and with what a person must judge; several are told in short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maghandout.check.instruments import NOTICE
from maghandout.check.report import Report
from maghandout.diagnostics import Severity


def tell(reports: Sequence[Report]) -> str:
    """Return the reports as text that ends in a line break."""
    lines = [line for report in reports for line in _report(report, is_whole=len(reports) == 1)]
    errors, warnings = (sum(report.count(bad) for report in reports) for bad in Severity)
    topics = "1 topic" if len(reports) == 1 else f"{len(reports)} topics"
    lines += [f"{topics}: {_counted(errors, 'failure')}, {_counted(warnings, 'warning')}", NOTICE]
    return "".join(f"{line}\n" for line in lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _report(report: Report, *, is_whole: bool) -> Iterator[str]:
    yield f"{report.topic}: {', '.join(_scores(report))}"
    for asked in report.failed:
        for remark, finding in zip(asked.remarks, asked.findings, strict=True):
            mark = "error: " if finding.severity is Severity.ERROR else "warning: "
            yield f"{finding.origin}: {mark}{finding.message}"
            yield from (f"  {label}: {words}" for label, words in _more(remark.words, finding.hint) if words)
    if is_whole:
        yield from _whole(report)


def _more(words: str, hint: str) -> tuple[tuple[str, str], ...]:
    return ("words", words), ("hint", hint)


def _scores(report: Report) -> Iterator[str]:
    if report.reading:
        yield f"Flesch-Kincaid {report.reading.flesch_kincaid:.1f}"
        yield f"SMOG {report.reading.smog:.1f}"
    yield from (f"{score.instrument} {score.percent:.0f}%" for score in report.scores)


def _whole(report: Report) -> Iterator[str]:
    if report.hardest:
        yield "the hardest sentences:"
        for hard in report.hardest:
            yield f"  {hard.sentence.origin}: grade {hard.grade:.1f}: {hard.sentence.words}"
            if hard.hint:
                yield f"    {hard.hint}"
    if report.for_a_person:
        yield "for a person to judge:"
        for asked in report.for_a_person:
            yield f"  {asked.rule.id}: {asked.rule.title}"
            yield from (f"    {remark.message}" for remark in asked.remarks)
