"""How a handout's words put numbers and doubt: absolute numbers, one denominator, GRADE wording.

Clinical wording is for those who know it, so only plain words are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin
from maghandout.model.document import Block, Box, Chart, ListBlock, Section, Strip, lines_of, plain_text
from maghandout.model.library import Certainty, Statement

_NUMBERS = "PEMAT-P item 6, and plain-language advice on numbers: absolute numbers, one denominator"
_GRADE = "GRADE guidelines 26 (Santesso 2020): words for each certainty"

_AMOUNT = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|many|several)"
_PERCENT = r"\d[\d.,]*\s*(?:%|percent\b|per cent\b)"
_CHANGED = (
    r"(?:cuts?|cutting|reduc\w+|lower(?:s|ed|ing)?|drop(?:s|ped)?|fell|falls?|rises?|rose|rais(?:es|ed)|"
    r"increas\w+|decreas\w+|improv\w+|grew|grows?|gains?|eas(?:es|ed)|shrinks?|shrank|went (?:up|down))"
)
_COMPARED = r"(?:more|less|fewer|lower|higher|better|worse|greater|smaller|likelier)"
_RELATIVE = re.compile(
    rf"\b{_AMOUNT} times (?:as|more|less|fewer|higher|lower|greater|better|likelier)\b|\btwice (?:as|the)\b|"
    rf"\bhalf as (?:many|much|likely)\b|"
    rf"\b(?:doubl|tripl|quadrupl)(?:e|es|ed|ing)\b|\bhalv(?:e|es|ed|ing)\b|"
    rf"\b{_CHANGED}(?: [\w-]+){{0,6}} (?:by |in )(?:about |nearly |almost |over )?"
    rf"(?:{_PERCENT}|half\b|a (?:third|quarter)\b)|"
    rf"\b{_CHANGED}(?: [\w-]+){{0,3}} {_PERCENT}|{_PERCENT} {_COMPARED}\b|\bpercent {_COMPARED}\b|"
    rf"{_PERCENT} (?:relative |lower |higher )?(?:risk|chance|reduction|drop|fall|rise|increase|decrease)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\d[\d,.]* (?:\w+ ){0,3}?(?:out of|of|in|per) (?:(?:every|each|about) )?\d|"
    r"\b(?:every|each|per|of) \d[\d,]*\b|\bfrom (?:about )?\d[\d,.]* .{0,20}?to (?:about )?\d",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"\b(?:1|one) (?:in|out of) (?:(?:every|each|about) )?"
    r"(?!(?:19|20)\d\d\b)(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|"
    r"(?:a )?hundred|(?:a )?thousand)\b(?! (?:years?|months?|weeks?|days?|hours?)\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?<![\d.,])\d[\d,]*(?: (?:people|women|men|adults|patients|children|attacks))? "
    r"(?:out of|of|in|per) (?:every |each )?"
    r"(\d{1,3}(?:,\d{3})+|\d+)\b(?![.,]\d)"
    r"(?! (?:small |poor )?(?:studies|trials|reviews|claims|articles|tests|points|years|hours|mg|parts))",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:every|each|per) (\d{1,3}(?:,\d{3})+|\d{2,})\b", re.IGNORECASE)
_SCALE = re.compile(
    r"\b(?:from )?\d[\d.]* to \d[\d.]* (?:out )?of 10\b|\b\d[\d.]* points out of 10\b", re.IGNORECASE
)
_NEEDED = {
    Certainty.VERY_LOW: re.compile(r"\bvery uncertain (?:whether|if)\b"),
    Certainty.LOW: re.compile(r"\bmay\b"),
    Certainty.MODERATE: re.compile(r"\bprobably\b"),
}
_WORDS = {
    Certainty.VERY_LOW: "it is very uncertain whether",
    Certainty.LOW: "may",
    Certainty.MODERATE: "probably",
    Certainty.HIGH: "reduces, lowers",
}
_DOUBT = re.compile(r"\b(?:may|might|could|probably|likely|uncertain|perhaps)\b")
_TRIVIAL = re.compile(r"\b(?:no|any) (?:difference|effect|change)\b|\bdoes not (?:help|change|work)\b")
_LITTLE = re.compile(r"\blittle (?:to|or) no (?:difference|effect|change)\b")
_SURE = re.compile(
    r"\b(?:magnesium|glycinate|bisglycinate|citrate|oxide|pills?|supplements?|it)\b(?: \w+ly)? "
    r"(?:lowers?|reduces?|eases?|cures?|stops?|prevents?|heals?|relieves?|improves?|treats?|fixes|boosts?|cuts?|"
    r"works|helps|soothes?|calms?|ends?|beats?|fights?|banishes|erases?|reverses?)\b"
    r"|\b(?:proven|guaranteed|miracle|cure-all|risk-free)\b"
)
_HELD = re.compile(
    r"\b(?:may|might|could|can|probably|likely|uncertain|whether|if|how|what|why|that|no|not|nor|cannot|nothing|"
    r"article|articles|claims?|study|trial|trials|studies)\b|\?"
)


class _Line(Struct, frozen=True):
    words: str
    origin: Origin


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """Yield the plain words of the handout: statements, words around tables, and free words."""
    yield from (_Line(statement.text, statement.origin) for statement in sheet.statements)
    for table in sheet.tables:
        values = " ".join(cell.statement.text for cell in table.cells)
        origin = sheet.library.tables[table.anchor].origin
        is_share = bool(table.measure)
        yield _Line(
            f"{table.title} {table.unit}. {table.read}" + (f" {values} of 100" if is_share else ""), origin
        )
    told = (item for item in sheet.told if item.is_handout)
    yield from (_Line(item.words, item.origin) for item in told)


def _of_relative(sheet: Sheet) -> Iterator[Remark]:
    """Find a change or a risk told only in relation to another."""
    for line in _lines(sheet):
        found = _RELATIVE.search(line.words)
        if found and not _ABSOLUTE.search(line.words):
            message = f"{found.group().strip()!r} tells a change without the numbers behind it"
            hint = "say how many of 100 people with it, and how many without"
            yield Remark(message, line.origin, hint, line.words)


def _of_one_in(sheet: Sheet) -> Iterator[Remark]:
    """Find shares told as 1 in X, which make a larger X look like more."""
    for line in _lines(sheet):
        if found := _ONE_IN.search(line.words):
            message = f"{found.group()!r} is hard to compare"
            yield Remark(message, line.origin, "say how many of 100 people", line.words)


def _of_denominators(sheet: Sheet) -> Iterator[Remark]:
    """Find sections and boxes whose shares are of different numbers of people."""
    for block in _parts(sheet.handout.blocks):
        lines = list(_origins(block))
        found = {name: line for line in lines for name in _denominators(line.words)}
        if len(found) > 1:
            last = next(line for line in lines if set(_denominators(line.words)) - {min(found, key=_value)})
            told = " and ".join(sorted(found, key=_value))
            message = f"shares of {told} stand in one section, and are hard to compare"
            yield Remark(message, last.origin, "tell them all of 100", last.words)


def _parts(blocks: Iterable[Block]) -> Iterator[Box | Section]:
    return (block for block in blocks if isinstance(block, Box | Section))


def _origins(block: Block) -> Iterator[_Line]:
    """Yield the lines of a section with where they come from, a figure's unit with its title."""
    match block:
        case Box():
            yield from (line for inner in block.blocks for line in _origins(inner))
        case Section():
            yield from (line for inner in (block.heading, *block.blocks) for line in _origins(inner))
        case Chart():
            shares = f" 1 {block.unit}." if block.unit else ""
            yield _Line(f"{plain_text(block.title)}.{shares} {plain_text(block.read)}", block.origin)
        case Strip():
            yield from (_Line(plain_text(step), block.origin) for step in block.steps)
        case ListBlock():
            yield from (_Line(plain_text(item.inlines), item.origin) for item in block.items)
        case _:
            yield from (_Line(plain_text(line), block.origin) for line in lines_of(block))


def _denominators(words: str) -> tuple[str, ...]:
    rest = _SCALE.sub("", words)
    return (*_SHARE.findall(rest), *_EVERY.findall(rest))


def _value(name: str) -> int:
    return int(name.replace(",", ""))


def _of_grade(sheet: Sheet) -> Iterator[Remark]:
    """Find statements and free words that are surer, or less sure, than the evidence."""
    graded = [statement for statement in sheet.statements if statement.certainty]
    yield from (remark for statement in graded for remark in _graded(statement))
    levels = [statement.certainty for statement in graded if statement.certainty]
    if not levels or Certainty.HIGH in levels:
        return
    best = max(levels, key=lambda certainty: certainty.level)
    for told in sheet.told:
        words = told.words.casefold()
        found = _SURE.search(words)
        if found and not _HELD.search(words):
            message = f"{told.what} says {found.group()!r}, and the certainty is {_named(best)}"
            yield Remark(message, told.origin, f"say: {_WORDS[best]}", told.words)


def _graded(statement: Statement) -> Iterator[Remark]:
    certainty, words = statement.certainty, statement.text.casefold()
    assert certainty is not None
    needed = _NEEDED.get(certainty)
    others = [other for other, pattern in _NEEDED.items() if other is not certainty and pattern.search(words)]
    wrong = not needed.search(words) if needed else bool(_DOUBT.search(words))
    surer = any(other.level > certainty.level for other in others)
    if wrong or surer:
        message = f"the words of {statement.anchor} do not match its certainty, which is {_named(certainty)}"
        yield Remark(message, statement.origin, f"say: {_WORDS[certainty]}", statement.text)
    elif certainty.level > 1 and _TRIVIAL.search(words) and not _LITTLE.search(words):
        message = f"{statement.anchor} rules out any effect, which no study can"
        yield Remark(message, statement.origin, "say: little to no difference", statement.text)


def _named(certainty: Certainty) -> str:
    return certainty.value.replace("-", " ")


RULES: tuple[Rule, ...] = (
    Rule("evidence-relative", "changes are told in absolute numbers", _NUMBERS, _of_relative),
    Rule("evidence-one-in", "no share is told as 1 in X", _NUMBERS, _of_one_in),
    Rule("evidence-denominator", "shares of one section are of one number", _NUMBERS, _of_denominators),
    Rule("evidence-grade", "words are as sure as the evidence", _GRADE, _of_grade),
)
