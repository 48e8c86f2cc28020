"""What a stage has to say: where, how bad, and what to do about it.

Turns nothing into anything: these are the values that errors and checks carry. Printing them is
the command line's work.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Origin(Struct, frozen=True, order=True):
    """A place in a file that a person can open."""

    path: str
    line: int = 0
    """Counted from 1; 0 when the whole file is meant."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"


class Finding(Struct, frozen=True):
    """One thing a stage has to say."""

    message: str
    origin: Origin
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        mark = "warning: " if self.severity is Severity.WARNING else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{self.origin}: {mark}{self.message}{hint}"


def closest(word: str, candidates: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the candidates that look most like `word`, best first; empty when none is near."""
    return tuple(difflib.get_close_matches(word, sorted(set(candidates)), n=most, cutoff=0.5))


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return a hint that names the closest candidates, or an empty string."""
    names = closest(word, candidates)
    return f"did you mean {' or '.join(repr(str(name)) for name in names)}?" if names else ""
