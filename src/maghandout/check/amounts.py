"""Numbers in words to what is hard about them: decimals, percents, one in so many, sums left to the reader.

It reads what is printed; whether a number is right is asked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maghandout.check.sheet import Sheet
from maghandout.check.structure import aids
from maghandout.model.document import Chart

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_COUNTED = rf"(?:{_NUMBER}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a hundred)"
_EMERGENCY = re.compile(r"\b(?:911|988|112|999)\b")
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
_PERCENT = re.compile(r"\d[\d.]*\s?(?:%|percent\b)")
_ONE_IN = re.compile(rf"\b(?:1|one)\s+(?:in|out of)\s+(?:every\s+)?(?!(?:19|20)\d\d\b){_COUNTED}\b", re.I)
_OF = re.compile(
    rf"\b{_NUMBER}\s+(?:of|out of|in)\s+(?:every |each )?({_NUMBER})(?!\d|\.\d)"
    r"(?!\s+(?:attacks|claims|mg|parts|points|studies))",
    re.I,
)
_SCALE = frozenset({"5", "10"})
"""What scores are out of; people are counted of more."""
_OUT_OF_TEN = re.compile(r"\bout of (?:5|10)\b")
_STATISTICS = re.compile(
    r"\b[pn]\s?[=<>]|±|\b(?:CI|SD|confidence interval|(?:odds|hazard|risk) ratio|standard deviation)\b"
    r"|10\^|×\s?10"
)
_SUM = re.compile(
    r"\b(?:mg|mcg|g)(?:/|\s+(?:per|for each|for every)\s+)(?:kg|kilo\w*|pounds?|lbs?)\b"
    r"|\b(?:multiply|divide|subtract|calculate|work out)\b|\btimes your\b|\badd (?:together\b|up\b(?! to))",
    re.I,
)
_AMOUNT_SPAN = re.compile(
    r"\d\s?(?:mg|mcg|g|milligrams?|grams?)\s+(?:a|an|per|each|every)\s+(day|week|month|hour)", re.I
)
_EXAMPLE = re.compile(r"\bexamples?\b|\d\s?[×x*÷/]\s?\d[\d,]*\s*=|\bequals\b", re.I)
_BARE = re.compile(
    r"(?<![\w.,/-])(?<!\bof )(?<!\bthan )(?<!\bover )(?<!\bunder )(?<!\bpage )(?<!\bage )(?<!\bin )"
    r"(?<!\bday )(?<!\bweek )(?<!\bmonth )(?<!\byear )(?<!\bdial )(?<!\btext )(?<!\bcall )"
    r"\d[\d,]*(?:\.\d+)?(?=[,;:]\s|[.!?]?$)",
    re.I,
)
_CHANCE = re.compile(
    r"\b(?:about as|alike|chances?|common|few|fewer|half|hardly|helped|less|likely|many|more|most|no"
    r" (?:better|difference|help)|often|rare|rarely|same|unlikely)\b",
    re.I,
)


def has_numbers(sheet: Sheet) -> bool:
    """Tell whether numbers are printed, those to call for help aside."""
    in_words = any(re.search(r"\d", _EMERGENCY.sub("", item.words)) for item in sheet.sentences)
    return in_words or any(isinstance(aid, Chart) for _, aid in aids(sheet))


def decimals(words: str) -> list[str]:
    """Return the numbers that are not whole."""
    return _DECIMAL.findall(words)


def decimals_off_scale(words: str) -> list[str]:
    """Return the numbers that are not whole, unless they are scores out of 5 or 10."""
    return [] if _OUT_OF_TEN.search(words) else decimals(words)


def percents(words: str) -> list[str]:
    """Return the percents of a sentence that does not count people too."""
    return [] if _OF.search(words) else _PERCENT.findall(words)


def ones_in(words: str) -> list[str]:
    """Return the chances told as one in so many."""
    return _ONE_IN.findall(words)


def foreign(words: str) -> list[str]:
    """Return the numbers and signs that readers do not use, decimals on scales of 5 or 10 aside."""
    statistics = [found.group() for found in _STATISTICS.finditer(words)]
    return [*statistics, *decimals_off_scale(words), *percents(words), *ones_in(words)]


def sums(words: str) -> list[str]:
    """Return the words that leave a sum to the reader."""
    return _SUM.findall(words)


def bases(words: str) -> frozenset[str]:
    """Return of how many people some are counted."""
    return frozenset(base for base in _OF.findall(words) if base not in _SCALE)


def spans(sheet: Sheet) -> frozenset[str]:
    """Return the spans of time that amounts are told for."""
    return frozenset(span.lower() for item in sheet.sentences for span in _AMOUNT_SPAN.findall(item.words))


def unclear(words: str) -> Iterator[tuple[str, str]]:
    """Yield what is hard about the numbers of a sentence, each with what to do."""
    for number in decimals(words):
        yield f"{number} is not a whole number", "round it, or tell it in words"
    for number in percents(words):
        yield f"{number!r} does not say of how many people", "say so many of 100 people"
    for chance in ones_in(words):
        yield f"{chance!r} is hard to compare", "say so many of 100 people"


def expects_sums(sheet: Sheet) -> bool:
    """Tell whether a reader has to calculate."""
    return len(spans(sheet)) > 1 or any(sums(item.words) for item in sheet.sentences)


def has_example(sheet: Sheet) -> bool:
    """Tell whether a sum is worked out for the reader."""
    return any(_EXAMPLE.search(item.words) for item in sheet.sentences)


def bare_numbers(words: str) -> list[str]:
    """Return the numbers that no word follows to say of what, those after `of` or `than` aside."""
    return _BARE.findall(words)


def names_chance(words: str) -> bool:
    """Tell whether a text says in words how likely something is, or how it compares."""
    return bool(_CHANCE.search(words))


def chances(words: str) -> Iterator[str]:
    """Yield the chances told in numbers: so many of so many people, or percents."""
    yield from (match.group() for match in _OF.finditer(words) if match.group(1) not in _SCALE)
    yield from percents(words)
