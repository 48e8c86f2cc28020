"""Words to the amounts that they tell a reader to take, in mg.

An amount may stand in figures or in words, in mg, grams or micrograms, as a range, and be taken several times
a day. What it is an amount of, and whether it is too much, is not decided here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from maghandout.check.texts import sentences_in

_DOSE = re.compile(
    r"(?P<from>\d[\d,]*(?:\.\d+)?)(?:\s*(?:to|or|and|-|–|—)\s*(?P<to>\d[\d,]*(?:\.\d+)?))?"
    r"[\s-]*(?P<unit>mgs?|milligrams?|g|grams?|mcg|[µμ]g|micrograms?)\b",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"\b(?P<count>a|one|two|three|four|five|six|seven|eight|nine) (?P<size>hundred|thousand)"
    r"(?P<fifty>(?: and)? fifty)?(?=[\s-]*(?:mgs?|milligrams?)\b)",
    re.IGNORECASE,
)
_TIMES_A_DAY = re.compile(
    r"\b(?P<count>twice|two|three|four|2|3|4)(?: times)?,? (?:(?:a|per|each|every) day|daily)\b",
    re.IGNORECASE,
)
_PIECES = re.compile(
    r"\b(?P<count>two|three|four|2|3|4) (?:pills?|tablets?|capsules?|doses?|scoops?)\b", re.IGNORECASE
)
_COUNTS = {
    "a": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9,
}  # fmt: skip
_SIZES = {"hundred": 100, "thousand": 1000}


def doses_in(words: str) -> Iterator[float]:
    """Yield the amounts in mg; those of a sentence as often as it says to take them."""
    for sentence in sentences_in(_IN_WORDS.sub(_in_figures, words)):
        for found in _DOSE.finditer(sentence):
            factor, times = _factor(found["unit"]), _times(sentence)
            amounts = (amount for amount in (found["from"], found["to"]) if amount)
            yield from (float(amount.replace(",", "")) * factor * times for amount in amounts)


def _in_figures(found: re.Match[str]) -> str:
    whole = _count(found["count"]) * _SIZES[found["size"].casefold()]
    return str(whole + (50 if found["fifty"] else 0))


def _times(sentence: str) -> int:
    """Return how many pieces a day are taken; each count is told once, however often it is repeated."""
    found = (pattern.search(sentence) for pattern in (_TIMES_A_DAY, _PIECES))
    return math.prod(_count(match["count"]) for match in found if match)


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _COUNTS[word.casefold()]


def _factor(unit: str) -> float:
    """Return how many mg one of a unit is."""
    name = unit.casefold()
    if name.startswith("g"):
        return 1000
    return 1 if name.startswith(("mg", "milli")) else 0.001
