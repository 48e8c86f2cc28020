"""The items of PEMAT-P that ask whether a reader can act: 20 to 26.

The source stands in `pemat`, which hands these rules on with its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from maghandout.check import amounts, phrases
from maghandout.check.instruments import MOST_ITEMS
from maghandout.check.rule import Instrument, Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.check.structure import action_lists, actions, aids, is_told_how_to_read, lists, walk
from maghandout.model.document import Chart, Field, ListItem, ListStyle, Strip, Table, plain_text

_MOST_ORDERS = 2
"""Verbs that one sentence may order: two that are done together are one step. Ours."""


def _has_action(sheet: Sheet) -> Iterator[Remark]:
    """Ask for at least one action (item 20): a checklist, or numbered steps."""
    if not actions(sheet):
        yield Remark("no action is listed", sheet.handout.origin, "add a section with `steps`")


def _addressed(sheet: Sheet) -> Iterator[Remark]:
    """Ask that actions address the reader (item 21): an order, or `you`."""
    for item in actions(sheet):
        words = plain_text(item.inlines)
        if not any(map(phrases.speaks_to_reader, _sentences(item))):
            yield Remark("an action does not speak to the reader", item.origin, "begin with a verb", words)


def _steps(sheet: Sheet) -> Iterator[Remark]:
    """Ask for manageable, explicit steps (item 22): at most seven, each short and clear, most with a time.

    A heading such as `Each time you read` tells the time of all steps below it. A step that says no time is
    let pass as long as half of the others do: some, such as saving a phone number, are done once.
    """
    for part, block in action_lists(sheet):
        if len(block.items) > MOST_ITEMS:
            message = f"{len(block.items)} steps stand in one list, and {MOST_ITEMS} are the most"
            yield Remark(message, block.origin, "leave out what matters least")
        timeless = [item for item in block.items if not phrases.says_when(plain_text(item.inlines))]
        if len(timeless) * 2 > len(block.items) and not phrases.says_when(part.title):
            for item in timeless:
                words = plain_text(item.inlines)
                yield Remark("a step does not say when or how often", item.origin, "name a time", words)
        for item in block.items:
            yield from _crowded(item)


def _crowded(item: ListItem) -> Iterator[Remark]:
    for sentence in _sentences(item):
        if phrases.orders(sentence) > _MOST_ORDERS:
            message = f"one sentence asks for {phrases.orders(sentence)} things"
            yield Remark(message, item.origin, "make each its own step", sentence)


def _tool(sheet: Sheet) -> Iterator[Remark]:
    """Ask for a tangible tool (item 23, heuristic): a checklist, lines to fill in, or questions to bring."""
    has_checklist = any(block.style is ListStyle.CHECK for block in lists(sheet))
    has_form = any(isinstance(block, Field) for block in walk(sheet.handout.blocks))
    if not (has_checklist or has_form or sheet.selection.questions):
        hint = "add `steps`, or `questions` to bring"
        yield Remark("nothing to tick, fill in or bring along", sheet.handout.origin, hint)


def _worked_example(sheet: Sheet) -> Iterator[Remark]:
    """Ask for a worked example (item 24), where item 7 finds a calculation."""
    if not amounts.has_example(sheet):
        yield Remark("a calculation is not shown", sheet.handout.origin, "work out one example")


def _explained_aids(sheet: Sheet) -> Iterator[Remark]:
    """Ask how to use charts and tables (item 25): each has a line on how to read it."""
    for part, aid in aids(sheet):
        if not is_told_how_to_read(part, aid):
            message = f"nothing says how to read what stands in {part.title!r}"
            yield Remark(message, aid.origin, "give the table of the seed a `read`")


def _aids_to_act(sheet: Sheet) -> Iterator[Remark]:
    """Ask a person whether a picture would help to act (item 26): no picture stands beside the steps."""
    for part, block in action_lists(sheet):
        if not part.holds((Chart, Strip, Table)):
            yield Remark(f"no picture stands with the steps of {part.title!r}", block.origin)


def _sentences(item: ListItem) -> list[str]:
    return [words for words in plain_text(item.inlines).replace("! ", ". ").split(". ") if words.strip()]


def _has_aids(sheet: Sheet) -> bool:
    return bool(aids(sheet))


_LISTED = ("pemat-20",)
"""Without an action there is none to judge."""
_RULE = partial(Rule, instrument=Instrument.ACTIONABILITY)

RULES: tuple[Rule, ...] = (
    _RULE("pemat-20", "at least one action is listed", "PEMAT-P, item 20", _has_action),
    _RULE("pemat-21", "actions address the reader", "PEMAT-P, item 21", _addressed, needs=_LISTED),
    _RULE("pemat-22", "steps are manageable and explicit", "PEMAT-P, item 22", _steps, needs=_LISTED),
    _RULE("pemat-23", "there is a tool to act with", "PEMAT-P, item 23 (heuristic)", _tool),
    _RULE(
        "pemat-24", "calculations are shown", "PEMAT-P, item 24", _worked_example,
        applies=amounts.expects_sums,
    ),
    _RULE(
        "pemat-25", "charts and tables say how to read them", "PEMAT-P, item 25", _explained_aids,
        applies=_has_aids,
    ),
    _RULE("pemat-26", "visual aids help to act", "PEMAT-P, item 26", _aids_to_act, asks_person=True),
)  # fmt: skip
