"""The base of whatever holds patients' data."""

from __future__ import annotations

from msgspec import Struct


class Unseen(Struct, frozen=True):
    """Shows nothing of what it holds in a `repr`, so that none of it gets into a traceback or a log."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        """Return nothing to those that print values in colours."""
        return []
