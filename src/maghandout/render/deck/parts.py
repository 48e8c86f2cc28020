"""What is too much for one slide, cut into parts as even as possible."""

from __future__ import annotations

from collections.abc import Sequence


def cut_evenly(heights: Sequence[float], room: float, most: int) -> list[range]:
    """Cut a row of things into the fewest parts that fit, then even the parts out.

    A part is no higher than `room` and holds `most` things at most; a thing that is higher than the room
    by itself gets a part of its own.
    """
    parts = _fill(heights, room, most)
    wanted = len(parts)
    if wanted < 2:
        return parts
    low, high = max(heights, default=0.0), room
    for _ in range(20):
        middle = (low + high) / 2
        tried = _fill(heights, middle, most)
        if len(tried) > wanted:
            low = middle
        else:
            high, parts = middle, tried
    return parts


def _fill(heights: Sequence[float], room: float, most: int) -> list[range]:
    parts: list[range] = []
    start, used = 0, 0.0
    for at, needed in enumerate(heights):
        if at > start and (used + needed > room or at - start == most):
            parts.append(range(start, at))
            start, used = at, 0.0
        used += needed
    return [*parts, range(start, len(heights))] if heights else []
