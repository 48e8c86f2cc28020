"""How a topic stands with the clinician who reviews it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Status(StrEnum):
    """How a topic stands with its reviewer."""

    DRAFT = "draft"
    """Nobody approved it."""
    APPROVED = "approved"
    CHANGED = "changed since review"
    EXPIRED = "review expired"


class Review(Struct, frozen=True):
    """What a page says of its review; name and dates are those of the approval, where there is one."""

    status: Status = Status.DRAFT
    by: str = ""
    """Name and credentials."""
    on: datetime.date | None = None
    until: datetime.date | None = None
    due: datetime.date | None = None
    """When the sources were to be checked again; None where that day has not passed."""
    is_checked: bool = True
    """Tells whether the rules that stop a build were asked."""


class Span(Struct, frozen=True):
    """The days on which a file says of its review what it would say if it were built on them."""

    first: datetime.date | None = None
    """None for any day before the last."""
    last: datetime.date | None = None
    """None for any day after the first."""

    def holds(self, day: datetime.date) -> bool:
        """Tell whether a day is one of them."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def span_of(dates: Iterable[datetime.date], today: datetime.date) -> Span:
    """Return the span around a day; on the day after each date the pages say something else."""
    dates = sorted(dates)
    past = [date + datetime.timedelta(days=1) for date in dates if date < today]
    ahead = [date for date in dates if date >= today]
    return Span(past[-1] if past else None, ahead[0] if ahead else None)
