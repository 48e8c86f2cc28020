"""The items of the CDC Clear Communication Index on numbers and risk: 15 to 20.

The source stands in `clarity`, which hands these rules on with its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from maghandout.check import amounts, phrases
from maghandout.check.rule import Instrument, Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.structure import aids, is_told_how_to_read, parts, points_of, walk
from maghandout.model.document import BoxRole, Chart, ChartKind, plain_text


def _numbers_of_the_audience(sheet: Sheet) -> Iterator[Remark]:
    """Ask for numbers that the audience uses (item 15, heuristic): no statistics, bare percents or odds.

    Decimals are flagged but on scales of 5 or 10, which readers know from the clinic.
    """
    for sentence in sheet.sentences:
        for number in amounts.foreign(sentence.words):
            hint = "say it in whole numbers, of 100 people"
            yield Remark(f"readers do not use {number!r}", sentence.origin, hint, sentence.words)


def _numbers_explained(sheet: Sheet) -> Iterator[Remark]:
    """Ask that numbers are explained (item 16): each says of what, and aids how to read them."""
    for sentence in sheet.running:
        for number in amounts.bare_numbers(sentence.words):
            yield Remark(f"{number} does not say of what", sentence.origin, "name the unit", sentence.words)
    for part, aid in aids(sheet):
        if not is_told_how_to_read(part, aid):
            message = f"nothing says what the numbers in {part.title!r} mean"
            yield Remark(message, aid.origin, "give the table of the seed a `read`")


def _no_sums(sheet: Sheet) -> Iterator[Remark]:
    """Ask whether the reader must calculate (item 17, heuristic); reversed: a yes gets no point."""
    if amounts.expects_sums(sheet):
        yield Remark("the reader has to calculate", sheet.handout.origin, "give the result")


def _nature_of_risk(sheet: Sheet) -> Iterator[Remark]:
    """Ask for the nature of the risk (item 18): what the harm is, and how or why it comes about."""
    harms = [sentence for sentence in sheet.sentences if phrases.names_harm(sentence.words)]
    if not harms:
        yield Remark("nothing names the harm", sheet.handout.origin, "say what may go wrong")
    elif not any(phrases.says_how(sentence.words) for sentence in harms):
        hint = "say from what it comes, or for whom"
        yield Remark("nothing says how the harm comes about", harms[0].origin, hint, harms[0].words)


def _risks_and_benefits(sheet: Sheet) -> Iterator[Remark]:
    """Ask for risks and benefits (item 19): a harm and a gain, each named."""
    for name, names in (("harm", phrases.names_harm), ("benefit", phrases.names_gain)):
        if not any(names(sentence.words) for sentence in sheet.running):
            yield Remark(f"nothing names a {name}", sheet.handout.origin, f"say what {name} may come of it")


def _chances_in_words(sheet: Sheet) -> Iterator[Remark]:
    """Ask that chances in numbers stand in words or a picture too (item 20).

    The words must stand in the same paragraph or item; an icon array of the page shows all of its chances.
    """
    if any(isinstance(aid, Chart) and aid.kind is ChartKind.ICONS for _, aid in aids(sheet)):
        return
    for point in points_of(walk(sheet.handout.blocks)):
        words = plain_text(point.inlines)
        if any(amounts.chances(words)) and not amounts.names_chance(words):
            yield Remark(
                "a chance stands in numbers alone", point.origin, "add 'most', 'few' or 'more'", words
            )


def _speaks_of_risk(sheet: Sheet) -> bool:
    """Tell whether items 18 and 19 apply: a harm is named, or a box warns of one."""
    has_box = any(part.role is BoxRole.WARNING for part in parts(sheet))
    return has_box or any(phrases.names_harm(item.words) for item in sheet.running)


def _tells_chances(sheet: Sheet) -> bool:
    """Tell whether item 20 applies: a chance stands in numbers."""
    return any(any(amounts.chances(item.words)) for item in sheet.running)


_RULE = partial(Rule, instrument=Instrument.CLARITY)
_NUMBERS = partial(_RULE, applies=amounts.has_numbers)
_RISK = partial(_RULE, applies=_speaks_of_risk)

RULES: tuple[Rule, ...] = (
    _NUMBERS(
        "cdc-15", "the numbers are ones the audience uses", "CDC index, item 15 (heuristic)",
        _numbers_of_the_audience,
    ),
    _NUMBERS("cdc-16", "numbers are explained", "CDC index, item 16", _numbers_explained),
    _NUMBERS(
        "cdc-17", "the reader need not calculate", "CDC index, item 17 (heuristic, reversed)", _no_sums
    ),
    _RISK("cdc-18", "the nature of the risk is explained", "CDC index, item 18", _nature_of_risk),
    _RISK("cdc-19", "risks and benefits are told", "CDC index, item 19", _risks_and_benefits),
    _RULE(
        "cdc-20", "chances stand in words or a picture too", "CDC index, item 20", _chances_in_words,
        applies=_tells_chances,
    ),
)  # fmt: skip
