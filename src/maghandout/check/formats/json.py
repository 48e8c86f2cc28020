"""Reports to JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TypeAlias

from maghandout.check.instruments import NOTICE
from maghandout.check.report import Report
from maghandout.check.rule import Asked

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"


def tell(reports: Sequence[Report]) -> str:
    """Return the reports as one JSON object, the topics in their order."""
    whole: Value = {"notice": NOTICE, "topics": [_report(report) for report in reports]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _report(report: Report) -> Value:
    read = report.reading
    return {
        "topic": report.topic,
        "title": report.title,
        "flesch_kincaid": round(read.flesch_kincaid, 2) if read else None,
        "smog": round(read.smog, 2) if read else None,
        "scores": {str(score.instrument): round(score.percent, 1) for score in report.scores},
        "rules": [_asked(item) for item in report.asked],
        "hardest": [
            {
                "path": hard.sentence.origin.path,
                "line": hard.sentence.origin.line,
                "words": hard.sentence.words,
                "grade": round(hard.grade, 2),
                "hint": hard.hint,
            }
            for hard in report.hardest
        ],
    }


def _asked(asked: Asked) -> Value:
    return {
        "id": asked.rule.id,
        "title": asked.rule.title,
        "source": asked.rule.source,
        "severity": str(asked.rule.severity),
        "outcome": str(asked.outcome),
        "findings": [
            {
                "path": remark.origin.path,
                "line": remark.origin.line,
                "message": remark.message,
                "hint": remark.hint,
                "words": remark.words,
            }
            for remark in asked.remarks
        ],
    }
