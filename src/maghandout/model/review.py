"""How a topic stands with the clinician who reviews it."""

from __future__ import annotations

import datetime
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
