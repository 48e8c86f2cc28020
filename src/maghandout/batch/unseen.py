"""The base of whatever holds patients' data."""

from __future__ import annotations

from msgspec import Struct


class Unseen(Struct, frozen=True):
    """Shows nothing of what it holds in a `repr`, so that none of it gets into a traceback or a log."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
