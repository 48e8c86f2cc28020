"""The figures in a text, as it prints them, for the author to carry over.

Listed are digits with the unit that follows, ranges whole, and small numbers in letters before a time.
Not listed, since nothing is measured: web addresses, numbers of sources, and digits
within a name (IL-6, omega-3, B2, #1).
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?://|www\.|doi:)\S+|\[\d[\d,–-]*\]", re.IGNORECASE)
"""A web address, or the number of a source such as `[1]`."""
_TIME = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?)\b"
_UNIT = rf"""(?:%|°\s?[CF]\b|(?:per\ ?cent(?:age\ points?)?|mg|mcg|µg|μg|g|grams?|kg|ml|mmol|mEq|IU|oz|ounces?
    |lbs?|pounds?|tsp|tbsp|cups?|drops?|tablets?|capsules?|pills?|servings?|people|patients|participants|adults|women
    |men|times?)(?:/\w+)?\b|{_TIME})"""
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[¼½¾²³]|\^[-−]?\d+)?|[¼½¾])"
_LETTERS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_FIGURE = re.compile(
    rf"""(?<![\w#.]) (?<![A-Za-zΑ-ω]-) [<>≤≥±~]?\s?
    (?:{_DIGITS}(?:[\s-]?{_UNIT})?(?:\s?(?:[-–—/]|\bto\b|\bor\b|\band\b)\s?{_DIGITS})?(?:[\s-]?{_UNIT})?
      |{_LETTERS}(?:\s(?:to|or)\s{_LETTERS})?[\s-]{_TIME})""",
    re.VERBOSE | re.IGNORECASE,
)


def figures_in(text: str) -> tuple[str, ...]:
    """Return the figures of a text in its order, each once."""
    found = (match.group().strip() for match in _FIGURE.finditer(_ADDRESS.sub(" ", text)))
    return tuple(dict.fromkeys(found))
