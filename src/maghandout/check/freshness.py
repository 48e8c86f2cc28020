"""A topic's review date and its sources to whether it is time to look again.

It reads no file: which sources changed since the approval comes with the sheet.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Severity

PAST = "freshness-past"
"""The id of the rule that `--allow-expired` lets pass."""
AHEAD = datetime.timedelta(days=90)
"""How long before its review date a topic is told of."""
_SOURCE = "the review date of the topic"
_APPROVAL = "the approval of the topic"
_HINT = "check its sources again, then set review_by anew"
_READ_HINT = "read what is new in it, then approve the topic again with --again"


def _is_dated(sheet: Sheet) -> bool:
    return sheet.selection.topic.review_by is not None


def _of_past(sheet: Sheet) -> Iterator[Remark]:
    """Find a topic whose review date is past; on the day itself it still holds."""
    topic = sheet.selection.topic
    if topic.review_by and sheet.today > topic.review_by:
        days = (sheet.today - topic.review_by).days
        origin = topic.origin_of("review_by")
        yield Remark(f"its review was due on {topic.review_by}, {_days(days)} ago", origin, _HINT)


def _of_soon(sheet: Sheet) -> Iterator[Remark]:
    """Find a topic whose review is due within 90 days."""
    topic = sheet.selection.topic
    if topic.review_by and sheet.today <= topic.review_by <= sheet.today + AHEAD:
        days = (topic.review_by - sheet.today).days
        origin = topic.origin_of("review_by")
        yield Remark(f"its review is due on {topic.review_by}, in {_days(days)}", origin, _HINT)


def _is_approved(sheet: Sheet) -> bool:
    return sheet.changed_sources is not None


def _of_sources(sheet: Sheet) -> Iterator[Remark]:
    """Find sources that are not what they were when the words, which stayed, were approved."""
    for name in sheet.changed_sources or ():
        message = f"the source {name!r} has changed since the topic was approved"
        yield Remark(message, sheet.library.seeds[name].origin, _READ_HINT)


def _days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


RULES: tuple[Rule, ...] = (
    Rule(PAST, "its review is not overdue", _SOURCE, _of_past, Severity.ERROR, applies=_is_dated),
    Rule("freshness-soon", "its review is not due soon", _SOURCE, _of_soon, applies=_is_dated),
    Rule(
        "freshness-sources",
        "its sources are those of the approval",
        _APPROVAL,
        _of_sources,
        applies=_is_approved,
    ),
)
