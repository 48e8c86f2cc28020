"""How a topic stands with the clinician who reviews it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a topic stands with its reviewer."""

    DRAFT = "draft"
    """Nobody approved it."""
    APPROVED = "approved"
    CHANGED = "changed since review"
    EXPIRED = "review expired"


@dataclass(frozen=True, slots=True)
class Review:
    """What a page says of its review; name and dates are those of the approval, where there is one."""

    status: Status = Status.DRAFT
    by: str = ""
    """Name and credentials."""
    on: datetime.date | None = None
    until: datetime.date | None = None
