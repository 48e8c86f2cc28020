"""A topic's review date and a day to whether it is time to look again.

Whether the sources have changed since a topic was approved is asked where approvals are.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Severity

AHEAD = datetime.timedelta(days=90)
"""How long before its review date a topic is told of."""
_SOURCE = "the review date of the topic"
_HINT = "check its sources again, then set review_by anew"


def _is_dated(sheet: Sheet) -> bool:
    return sheet.selection.topic.review_by is not None


def _of_past(sheet: Sheet) -> Iterator[Remark]:
    """Find a topic whose review date is past; on the day itself it still holds."""
    topic = sheet.selection.topic
    if topic.review_by and sheet.today > topic.review_by:
        days = (sheet.today - topic.review_by).days
        yield Remark(f"its review was due on {topic.review_by}, {_days(days)} ago", topic.origin, _HINT)


def _of_soon(sheet: Sheet) -> Iterator[Remark]:
    """Find a topic whose review is due within 90 days."""
    topic = sheet.selection.topic
    if topic.review_by and sheet.today <= topic.review_by <= sheet.today + AHEAD:
        days = (topic.review_by - sheet.today).days
        yield Remark(f"its review is due on {topic.review_by}, in {_days(days)}", topic.origin, _HINT)


def _days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


RULES: tuple[Rule, ...] = (
    Rule("freshness-past", "its review is not overdue", _SOURCE, _of_past, Severity.ERROR, applies=_is_dated),
    Rule("freshness-soon", "its review is not due soon", _SOURCE, _of_soon, applies=_is_dated),
)
