"""The parts of a built file to seals: short hashes, by which a change of what is printed is found.

A writer notes them in the file, and a reader makes them again. They are no signature: who changes a file on
purpose can seal it anew. White space counts for nothing, since programs that save a file again set it anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

SPACE = "urn:maghandout:trail"
"""The XML namespace of what a deck carries."""
PIECE = "/Maghandout"
"""The name, in a PDF, of what is ours among the data that programs keep for themselves."""

_DIGITS = 8


def seal_of(data: bytes) -> str:
    """Return the seal of some bytes, the white space at their end aside."""
    return hashlib.sha256(data.rstrip()).hexdigest()[:_DIGITS]


def seal_of_lines(lines: Iterable[str]) -> str:
    """Return the seal of some lines of words."""
    return seal_of("\n".join("".join(line.split()) for line in lines).encode("utf-8"))
