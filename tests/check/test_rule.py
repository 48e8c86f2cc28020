from __future__ import annotations

from collections.abc import Iterator

import pytest

from maghandout.check.rule import Instrument, Outcome, Remark, Rule, ask, scores
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin, Severity
from tests.check.sheets import lines, sheet_of

HERE = Origin("seed.md", 3)


def _nothing(_: Sheet) -> Iterator[Remark]:
    yield from ()


def _something(_: Sheet) -> Iterator[Remark]:
    yield Remark("it is wrong", HERE, "mend it", "The words.")


def _never(_: Sheet) -> bool:
    return False


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return sheet_of(*lines("Words."))


def test_a_rule_that_finds_nothing_passes(sheet: Sheet) -> None:
    (asked,) = ask([Rule("a", "T", "S", _nothing)], sheet)

    assert (asked.outcome, asked.findings) == (Outcome.PASS, ())


def test_a_finding_names_its_rule_its_place_and_how_to_mend_it(sheet: Sheet) -> None:
    (asked,) = ask([Rule("a", "T", "S", _something, Severity.ERROR)], sheet)

    assert asked.outcome is Outcome.FAIL
    assert [str(finding) for finding in asked.findings] == ["seed.md:3: a: it is wrong\n  hint: mend it"]


def test_a_rule_that_does_not_apply_is_not_asked(sheet: Sheet) -> None:
    (asked,) = ask([Rule("a", "T", "S", _something, applies=_never)], sheet)

    assert (asked.outcome, asked.remarks) == (Outcome.NOT_APPLICABLE, ())


def test_what_only_a_person_can_answer_never_fails(sheet: Sheet) -> None:
    (asked,) = ask([Rule("a", "T", "S", _something, asks_person=True)], sheet)

    assert asked.outcome is Outcome.ASK


def test_points_are_counted_of_the_rules_that_apply(sheet: Sheet) -> None:
    kind = Instrument.CLARITY
    rules = [
        Rule("a", "T", "S", _nothing, instrument=kind),
        Rule("b", "T", "S", _something, instrument=kind),
        Rule("c", "T", "S", _something, instrument=kind, applies=_never),
        Rule("d", "T", "S", _something, instrument=kind, asks_person=True),
        Rule("e", "T", "S", _something),
    ]

    (score,) = scores(ask(rules, sheet))

    assert (score.instrument, score.points, score.most, score.percent) == (kind, 1, 2, 50)


def test_a_rule_gets_no_point_where_one_that_it_needs_fails(sheet: Sheet) -> None:
    kind = Instrument.CLARITY
    rules = [
        Rule("a", "T", "S", _something, instrument=kind),
        Rule("b", "T", "S", _nothing, instrument=kind, needs=("a",)),
    ]

    (score,) = scores(ask(rules, sheet))

    assert score.points == 0
