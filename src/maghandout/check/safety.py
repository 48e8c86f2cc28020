"""A handout's words to what must stand beside them: what safety rules ask for, the limit, when to get help.

Which words ask for which statements is data; this module only looks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from maghandout.check.claims import asked_at, claims_in
from maghandout.check.doses import doses_in
from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.structure import walk
from maghandout.check.texts import spoken
from maghandout.diagnostics import Origin, Severity
from maghandout.model.document import Box, BoxRole, Document, Heading, plain_text
from maghandout.model.library import FACTS, Anchor, Kind, Library, Safety, SafetyRule
from maghandout.model.selection import Picked, PickedTable

SUPPLEMENTS = "supplements"
"""The id of the safety rule for pills: kidneys, medicines, pregnancy, children, the limit."""
_HELP = f"{FACTS}#help"
"""The section of the signs that need care right away."""
_SOURCE = "seeds/safety.yaml"
_UPPER_LEVEL = "IOM 1997: tolerable upper intake level of magnesium from supplements"
_URGENT = "CDC Clear Communication Index item 14, and PEMAT-P item 20"

_SUPERVISED = re.compile(
    r"\b(?:clinicians?|doctors?|nurses?|pharmacists?|care team|supervis\w+|"
    r"(?:we|us) (?:check|watch|agree)\w*)\b",
    re.IGNORECASE,
)
_FOOD = re.compile(
    r"\b(?:need|needs|food and all|food included|from food|in food|on food|all sources|daily value)\b",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\b(?:take|takes|taking|took|pills?|supplements?|tablets?|capsules?|powder|doses?)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"\b(?:etodolac|zinc|calcium|potassium|sodium|vitamin|glycine|whole compound)\b", re.IGNORECASE
)
_TELLS_NUMBER = re.compile(r"\b\d{2,}\b")


class _Line(Struct, frozen=True):
    words: str
    origin: Origin
    around: str = ""
    """Words that say what the line is about and are not part of it."""
    is_food: bool = False


class _Said(Struct, frozen=True):
    """Words that may ask for a statement."""

    words: str
    place: Anchor | Origin
    """The statement that they are; for those of the spec their line."""


class _Missing(Struct, frozen=True):
    """A statement that some words of the handout ask for, and that is not there."""

    rule: SafetyRule
    group: tuple[Anchor, ...]
    phrase: str
    said: _Said


def _missing(sheet: Sheet, printed: Iterable[Anchor]) -> Iterator[_Missing]:
    """Yield what the safety rules ask for and a set of printed statements does not hold."""
    have = set(printed)
    said = list(_said(sheet))
    whole = "\n".join(spoken(item.words) for item in said)
    for rule in sheet.library.safety.rules if sheet.library.safety else ():
        phrases = [phrase for phrase in rule.when_words if spoken(phrase) in whole]
        met = ((phrase, item) for item in said for phrase in phrases if spoken(phrase) in spoken(item.words))
        phrase, first = next(met, ("", None))
        if first:
            yield from (_Missing(rule, group, phrase, first) for group in rule.require if not have & {*group})


def _said(sheet: Sheet) -> Iterator[_Said]:
    """Yield what the handout says: its statements, then the spec's own words."""
    yield from (_Said(statement.text, statement.anchor) for statement in sheet.statements)
    yield from (_Said(item.words, item.origin) for item in sheet.told if item.is_handout)


def _remark(missing: _Missing, what: str, sheet: Sheet) -> Remark:
    message = f"the handout speaks of {missing.phrase!r} and {what} ({missing.rule.id})"
    place = missing.said.place
    origin = asked_at(place, sheet.selection, sheet.library) if isinstance(place, str) else place
    return Remark(message, origin, f"select {' or '.join(missing.group)}", missing.said.words)


def _printed(sheet: Sheet) -> frozenset[Anchor]:
    """Return the statements that were picked and that the page cites."""
    cited = {anchor for claim in sheet.claims for anchor in claim.anchors}
    return frozenset(picked.statement.anchor for picked in sheet.selection.handout()) & cited


def _is_red_flag(missing: _Missing, sheet: Sheet) -> bool:
    return all(_stands_in_help(anchor, sheet) for anchor in missing.group)


def _stands_in_help(anchor: Anchor, sheet: Sheet) -> bool:
    statement = sheet.library.statements.get(anchor)
    section = sheet.library.sections.get(statement.section) if statement else None
    return section is not None and _HELP in (section.anchor, *section.ancestors)


def _of_supplements(sheet: Sheet) -> Iterator[Remark]:
    """Find what a handout that speaks of pills does not say of kidneys, medicines, pregnancy and children."""
    for missing in _missing(sheet, _printed(sheet)):
        if missing.rule.id == SUPPLEMENTS:
            yield _remark(missing, "leaves out who must ask first", sheet)


def _of_required(sheet: Sheet) -> Iterator[Remark]:
    """Find what else the safety rules ask for and is not printed."""
    for missing in _missing(sheet, _printed(sheet)):
        if missing.rule.id != SUPPLEMENTS and not _is_red_flag(missing, sheet):
            yield _remark(missing, "leaves out what belongs to it", sheet)


def _of_red_flags(sheet: Sheet) -> Iterator[Remark]:
    """Find signs that need care right away and stand in no box of warnings."""
    picked = [picked.statement.anchor for section in sheet.selection.sections for picked in section.warning]
    boxes = _boxes(sheet.handout)
    boxed = {anchor for claim in claims_in(boxes) for anchor in claim.anchors}
    for missing in _missing(sheet, boxed.intersection(picked)):
        if _is_red_flag(missing, sheet):
            yield _remark(missing, "does not warn of a sign that needs care right away", sheet)


def _of_limit(sheet: Sheet) -> Iterator[Remark]:
    """Find doses from pills above the limit in a line that names no one who supervises."""
    safety = sheet.library.safety
    if safety is None:
        return
    yield from _of_limit_itself(safety, sheet.library)
    for line in dict.fromkeys((*_patient_lines(sheet), *_patient_cells(sheet))):
        above = [dose for dose in doses_in(line.words) if dose > safety.limit_mg_per_day]
        if above and not _is_excused(line):
            limit = f"{safety.limit_mg_per_day:g} mg a day"
            message = (
                f"a dose of {max(above):,g} mg is above the limit of {limit}, and the line names no clinician"
            )
            hint = "say that a clinician or doctor checks, or leave the dose out"
            yield Remark(message, line.origin, hint, line.words)


def _of_limit_itself(safety: Safety, library: Library) -> Iterator[Remark]:
    """Find a limit that is not the one that its own statement tells."""
    statement = library.statements.get(safety.limit_statement)
    told = list(doses_in(statement.text)) if statement else []
    if statement and told and safety.limit_mg_per_day not in told:
        limit = f"the limit of the safety rules is {safety.limit_mg_per_day:,g} mg a day"
        message = f"{limit}, and {statement.anchor} says {told[0]:,g}"
        yield Remark(message, statement.origin, "put seeds/safety.yaml right", statement.text)


def _is_excused(line: _Line) -> bool:
    """Tell whether a line is safe: someone supervises, it is about food and need, or about something else."""
    whole = f"{line.words} {line.around}"
    is_need = (line.is_food or bool(_FOOD.search(whole))) and not _TAKEN.search(line.words)
    return bool(_SUPERVISED.search(line.words)) or is_need or bool(_OTHER.search(line.words))


def _patient_lines(sheet: Sheet) -> Iterator[_Line]:
    """Yield the lines that patients read or are told: the handout, plain slides, answers to teach back."""
    selection = sheet.selection
    plain = [picked for slide in selection.slides if slide.is_plain for picked in slide.printed]
    answers = [picked for item in selection.teach_back for picked in item.answer]
    picked: Iterable[Picked] = (*selection.handout(), *plain, *answers)
    found = {item.statement.anchor: item.statement for item in picked}
    for statement in found.values():
        yield _Line(statement.text, statement.origin, is_food=statement.kind is Kind.FOOD)
    yield from (_Line(item.words, item.origin) for item in sheet.told if item.is_handout)


def _patient_cells(sheet: Sheet) -> Iterator[_Line]:
    """Yield the bare numbers of tables in mg, and the words around them."""
    for table in sheet.tables:
        around = f"{table.title} {table.caption}"
        origin = sheet.library.tables[table.anchor].origin
        yield from (_Line(words, origin) for words in (table.title, table.read))
        if table.unit.casefold().startswith("mg"):
            yield from _cells(table, around)


def _cells(table: PickedTable, around: str) -> Iterator[_Line]:
    for row in table.rows:
        for cell in row.cells:
            if cell.statement.text.replace(",", "").isdecimal():
                words = f"{row.head}: {cell.statement.text} {table.unit}"
                yield _Line(words, cell.statement.origin, around, cell.statement.kind is Kind.FOOD)


def _of_no_help(sheet: Sheet) -> Iterator[Remark]:
    """Find handouts that do not say when to get help right away, or not how."""
    boxes = _boxes(sheet.handout)
    topic = sheet.selection.topic
    if not boxes:
        hint = "add a section with warning: and signs of the seed facts"
        yield Remark("the handout does not say when to get help right away", topic.origin, hint, topic.title)
        return
    warned = [section for section in topic.sections if section.warning]
    headings = [
        plain_text(block.inlines) for box in boxes for block in box.blocks if isinstance(block, Heading)
    ]
    if not any(_TELLS_NUMBER.search(words) for words in headings):
        origin = warned[0].origin if warned else boxes[0].origin
        message = "no box of warnings says which number to call"
        yield Remark(message, origin, "put {emergency} into its heading", headings[0] if headings else "")


def _boxes(handout: Document) -> list[Box]:
    """Return the boxes of warnings."""
    found = (block for block in walk(handout.blocks) if isinstance(block, Box))
    return [box for box in found if box.role is BoxRole.WARNING]


def _rule(id_: str, title: str, source: str, find: Callable[[Sheet], Iterable[Remark]]) -> Rule:
    return Rule(id_, title, source, find, Severity.ERROR)


RULES: tuple[Rule, ...] = (
    _rule("safety-supplements", "who must ask first is told wherever pills are", _SOURCE, _of_supplements),
    _rule("safety-required", "what belongs to a matter is told with it", _SOURCE, _of_required),
    _rule("safety-red-flags", "signs of the condition that need care stand in a box", _SOURCE, _of_red_flags),
    _rule("safety-limit", "no dose above the limit stands alone", _UPPER_LEVEL, _of_limit),
    Rule("safety-help-box", "when and how to get help is told", _URGENT, _of_no_help),
)
