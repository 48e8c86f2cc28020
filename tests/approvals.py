"""Approvals of small content, for tests."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from maghandout.approval import FOLDER, Approval
from maghandout.content import Content, Line
from maghandout.diagnostics import Origin

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


def placeless(approval: Approval | None) -> Approval:
    """Return an approval as if it came from no file."""
    assert approval is not None
    handout, deck = (tuple(map(_placeless, part)) for part in (approval.words.handout, approval.words.deck))
    return replace(approval, words=Content(handout, deck), origin=Origin(FOLDER))


def _placeless(line: Line) -> Line:
    return replace(line, origin=Origin(""))


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
