"""A text to the figures it states: numbers, each with its unit.

Counted are digits anywhere and the words one to twelve before a unit of time ("two weeks"). A range or pair
("300-400 mg", "1 to 2 hours") gives two figures, and a unit after the second belongs to both.

Not counted, because nothing is measured: web addresses, the number that opens a list line ("3. Start"),
digits that belong to a name ("IL-6", "omega-3", "B2", "#1").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

ROUNDING = 0.05
"""How far, in shares of one, plain words may stand from the exact figure."""

_ADDRESS = re.compile(r"https?://\S+")
_LIST_NUMBER = re.compile(r"\A\s*\d+\.\s")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TIME = "minute|hour|day|night|week|month|year"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{'|'.join(_WORDS)})\b)"
_UNIT = rf"(?:%|(?:percent|mg|mcg|g|gram|kg|mmol|{_TIME})s?\b)"
_FIGURE = re.compile(
    rf"""(?<![\w#]) (?<![A-Za-zΑ-ω]-)
    (?P<first>{_NUMBER}) (?:[\s-]*(?P<own_unit>{_UNIT}))?
    (?:\s*(?:[-–—]|\b(?:to|or|and)\b)\s* (?P<second>{_NUMBER}))?
    (?:[\s-]*(?P<unit>{_UNIT}))?""",
    re.VERBOSE | re.IGNORECASE,
)


class Figure(Struct, frozen=True, order=True):
    """A number and its unit in the singular; the unit is empty when none follows."""

    value: float
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}".strip()

    def agrees_with(self, other: Figure) -> bool:
        """Tell whether the numbers are equal and no unit contradicts the other."""
        return self.value == other.value and self._fits(other)

    def rounds(self, exact: Figure) -> bool:
        """Tell whether this is a rounding of `exact`."""
        return abs(self.value - exact.value) <= ROUNDING * exact.value and self._fits(exact)

    def _fits(self, other: Figure) -> bool:
        return self.unit == other.unit or not self.unit or not other.unit


def figures(text: str) -> frozenset[Figure]:
    """Return the figures of one line of an original or one register of a statement."""
    text = _LIST_NUMBER.sub("", _ADDRESS.sub(" ", text))
    return frozenset(figure for match in _FIGURE.finditer(text) for figure in _of_match(match))


def _of_match(match: re.Match[str]) -> Iterable[Figure]:
    unit = _singular(match["unit"] or match["own_unit"] or "")
    own_unit = _singular(match["own_unit"] or "") or unit
    for number, its_unit in ((match["first"], own_unit), (match["second"], unit)):
        if number and (number[0].isdigit() or its_unit in _TIME.split("|")):
            yield Figure(_value(number), its_unit)


def _singular(unit: str) -> str:
    return unit.lower().removesuffix("s").replace("percent", "%")


def _value(number: str) -> float:
    if number[0].isdigit():
        return float(number.replace(",", ""))
    return float(_WORDS.index(number.lower()) + 1)
