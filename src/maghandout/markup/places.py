"""Where in an original a statement stands: an `at` to its places, and a place to its heading."""

from __future__ import annotations

import re


def heading_of(place: str) -> str:
    """Return the heading that one place of an `at` opens with: `Benefit 1, paragraph 2` gives `Benefit 1`."""
    return re.sub(r", (?:paragraph|item|row)s? \d+(?:-\d+)?\Z", "", place)


def places_of(at: str) -> tuple[str, ...]:
    """Split an `at` into its places: `A, item 1; B` gives two."""
    return tuple(place for place in at.split("; ") if place)
