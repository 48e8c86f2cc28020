"""Texts to what rules hold side by side: their sentences, their numbers, their words as they are spoken.

It knows no topic and judges nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

_NUMBER = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_REMEMBERED = 4096
"""Texts: several rules ask about the same ones, and topics share most of theirs."""


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text; one ends at `.`, `!` or `?` and white space."""
    return _SENTENCE_END.split(text)


@functools.lru_cache(_REMEMBERED)
def numbers_in(words: str) -> tuple[float, ...]:
    """Return the numbers in figures, in order; a comma parts thousands, and `B2` holds none."""
    return tuple(float(found.replace(",", "")) for found in _NUMBER.findall(words))


@functools.lru_cache(_REMEMBERED)
def without_numbers(words: str) -> str:
    """Return words with one and the same sign for every number."""
    return _NUMBER.sub("#", words)


def listed(numbers: Iterable[float]) -> str:
    """Return numbers as a message tells them."""
    return ", ".join(f"{number:,.10g}" for number in numbers) or "no number"


@functools.lru_cache(_REMEMBERED)
def spoken(words: str) -> str:
    """Return words in lower case, each between single spaces, so that whole phrases can be looked for."""
    return f" {' '.join(_WORD.findall(words.casefold()))} "
