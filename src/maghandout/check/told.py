"""The words of a topic that stand in its spec and cite nothing: titles, headings, aims, the case.

Says where they stand, for whom, and which numbers they hold. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from maghandout.check.texts import numbers_in
from maghandout.diagnostics import Origin
from maghandout.model.topic import Topic

_MADE_UP = re.compile(
    r"(?<![\w.])\d[\d,.]*"
    r"(?!\d|\s*(?:%|percent|(?:out )?of|in every|people|patients|studies|trials)\b)(?!\s*%)"
)
"""A number of a case that is no share and no count of people, such as an age or a blood pressure."""
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
_SHARE = re.compile(
    rf"\b({'|'.join(_COUNTS)}) (?:percent\b|(?:out of|of|in)(?: every| a)? "
    r"(two|three|four|five|ten|twenty|hundred)\b)",
    re.IGNORECASE,
)
"""A share in words, such as `nine of ten`."""


class Told(Struct, frozen=True):
    """Words of a spec."""

    words: str
    what: str
    """Such as `the title`."""
    origin: Origin
    is_handout: bool
    """False for words of the deck alone."""
    is_made_up: bool = False
    """True for the case, whose patient has an age and a dose that no source holds."""

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers that need a source."""
        words = _MADE_UP.sub("", self.words) if self.is_made_up else self.words
        return (*numbers_in(words), *_shares_in(words))


def told_by(topic: Topic) -> tuple[Told, ...]:
    """Return the free words of a spec, in order."""
    return (*_on_handout(topic), *_on_deck(topic))


def _on_handout(topic: Topic) -> Iterator[Told]:
    yield Told(topic.title, "the title", topic.origin_of("title"), True)
    yield Told(topic.purpose, "the purpose", topic.origin_of("purpose"), True)
    for section in topic.sections:
        yield Told(section.heading, "a heading", section.origin, True)
        if section.strip:
            yield Told(section.strip.title, "the title of a strip", section.strip.origin, True)


def _on_deck(topic: Topic) -> Iterator[Told]:
    deck = topic.deck
    yield from (Told(aim, "an aim", topic.origin, False) for aim in deck.aims)
    for slide in deck.slides:
        yield Told(slide.title, "the title of a slide", slide.origin, False)
        if slide.strip:
            yield Told(slide.strip.title, "the title of a strip", slide.strip.origin, False)
    if deck.case:
        lines = (deck.case.story, *deck.case.ask)
        yield from (Told(line, "the case", deck.case.origin, False, True) for line in lines)
    yield from (Told(item.ask, "a teach-back question", item.origin, False) for item in deck.teach_back)


def _shares_in(words: str) -> Iterator[float]:
    """Yield the numbers of the shares that are told in words."""
    for share in _SHARE.findall(words):
        yield from (float(_COUNTS[word.casefold()]) for word in share if word)
