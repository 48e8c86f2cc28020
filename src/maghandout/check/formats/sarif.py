"""Reports to SARIF 2.1.0, which code hosts and editors show beside the lines.

OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 2020.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from maghandout.check.formats.json import Value
from maghandout.check.report import RULES, Report
from maghandout.check.rule import Asked, Remark, Rule

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def tell(reports: Sequence[Report]) -> str:
    """Return the findings of the reports as one run."""
    driver: Value = {"name": "maghandout", "rules": [_rule(rule) for rule in RULES]}
    results: list[Value] = [result for report in reports for result in _results(report)]
    run: Value = {"tool": {"driver": driver}, "results": results}
    whole: Value = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> Value:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.source},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _results(report: Report) -> Iterator[Value]:
    for asked in report.failed:
        for remark in asked.remarks:
            yield _result(report, asked, remark)


def _result(report: Report, asked: Asked, remark: Remark) -> Value:
    place: dict[str, Value] = {"artifactLocation": {"uri": remark.origin.path}}
    if remark.origin.line:
        place["region"] = {"startLine": remark.origin.line}
    parts = (f"{report.topic}: {remark.message}", remark.words, remark.hint)
    return {
        "ruleId": asked.rule.id,
        "level": str(asked.rule.severity),
        "message": {"text": "\n".join(part for part in parts if part)},
        "locations": [{"physicalLocation": place}],
    }
