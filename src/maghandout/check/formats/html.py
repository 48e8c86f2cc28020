"""Reports to one HTML page that a clinic can print, sign and file.

It asks for nothing from outside, and is read by people and screen readers as it stands.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from maghandout.check.instruments import NOTICE
from maghandout.check.report import Report
from maghandout.check.rule import Asked, Outcome
from maghandout.diagnostics import Severity

_STYLE = """
body { font: 16px/1.45 system-ui, sans-serif; color: #1d2528; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; color: #0b575e; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #c3cfd1; }
.error { color: #853800; font-weight: 600; }
.sign { margin: 2rem 0; border-top: 1px solid #1d2528; max-width: 24rem; padding-top: .3rem; }
@media print { h2 { break-before: page; } h2:first-of-type { break-before: auto; } }
"""


def tell(reports: Sequence[Report], today: datetime.date) -> str:
    """Return the reports as a page dated `today`."""
    body = "".join(part for report in reports for part in _report(report))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Check of handouts, {today}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>Check of handouts, {today}</h1>\n<p>{escape(NOTICE[0].upper() + NOTICE[1:])}.</p>\n"
        f"{_summary(reports)}{body}"
        '<p class="sign">Name, date, signature</p>\n</body>\n</html>\n'
    )


def _summary(reports: Sequence[Report]) -> str:
    instruments = dict.fromkeys(score.instrument for report in reports for score in report.scores)
    heads = ("Topic", "Failures", "Warnings", "Flesch-Kincaid", "SMOG", *map(str, instruments))
    rows = []
    for report in reports:
        percent = {score.instrument: f"{score.percent:.0f}%" for score in report.scores}
        read = report.reading
        grades = (f"{read.flesch_kincaid:.1f}", f"{read.smog:.1f}") if read else ("", "")
        scored = (percent.get(name, "") for name in instruments)
        counts = (report.count(Severity.ERROR), report.count(Severity.WARNING))
        rows.append((report.topic, *map(str, counts), *grades, *scored))
    return _table("All topics", heads, rows)


def _report(report: Report) -> Iterator[str]:
    yield f"<h2>{escape(report.title)} ({escape(report.topic)})</h2>\n"
    found = [row for asked in report.failed for row in _findings(asked)]
    if found:
        yield _table("What was found", ("Rule", "Where", "What", "How to mend it"), found)
    else:
        yield "<p>Every rule that a program can answer passed.</p>\n"
    if report.hardest:
        hard = [(f"{item.grade:.1f}", item.sentence.words, item.hint) for item in report.hardest]
        yield _table("The hardest sentences", ("Grade", "Sentence", "How to mend it"), hard)
    if report.for_a_person:
        asked = [(item.rule.id, item.rule.title, "") for item in report.for_a_person]
        yield _table("For a person to judge", ("Rule", "What should hold", "Judged"), asked)
    rules = [(item.rule.id, item.rule.title, item.rule.source, item.outcome) for item in report.asked]
    yield _table("Every rule", ("Rule", "What should hold", "Who asks for it", "Outcome"), rules)


def _findings(asked: Asked) -> Iterator[tuple[str, ...]]:
    for remark in asked.remarks:
        words = f"{remark.message}: “{remark.words}”" if remark.words else remark.message
        yield f"{asked.rule.id} ({asked.rule.severity})", str(remark.origin), words, remark.hint


def _table(caption: str, heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(word)}</th>' for word in heads)
    body = "".join(f"<tr>{''.join(_cells(row))}</tr>\n" for row in rows)
    named = f"<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>"
    return f"<table>\n{named}\n<tbody>\n{body}</tbody>\n</table>\n"


def _cells(row: Sequence[str]) -> Iterator[str]:
    first, *others = (escape(str(cell)) for cell in row)
    yield f'<th scope="row">{first}</th>'
    for cell in others:
        mark = ' class="error"' if cell == Outcome.FAIL else ""
        yield f"<td{mark}>{cell}</td>"
