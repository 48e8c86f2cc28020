"""Approvals of small content, for tests."""

from __future__ import annotations

import datetime

from maghandout.approval import Approval
from maghandout.content import Content, Line

ON = datetime.date(2026, 11, 22)
UNTIL = datetime.date(2027, 11, 22)
WORDS = Content(
    handout=(
        Line("heading 1", "One thing"),
        Line("paragraph body", "Take 350 mg.", ("art#known",), (1, 2)),
        Line("table / cell", ""),
    ),
    deck=(Line("slide title / title", 'A "class": # of {one}\\ two'),),
)
SOURCES = {"art": "0" * 64}


def approval(
    topic: str = "t",
    by: str = "Ann Lee, MD",
    on: datetime.date = ON,
    until: datetime.date = UNTIL,
    note: str = "",
    words: Content = WORDS,
) -> Approval:
    """Return an approval of these words."""
    return Approval(topic, by, on, until, note, words.hash, words, SOURCES)
