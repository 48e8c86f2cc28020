from __future__ import annotations

import datetime

import pytest

from maghandout.errors import SeedError
from maghandout.library.records import read_appraisals, read_conflicts, read_references, read_safety
from maghandout.model.library import Verdict

_REFERENCE = "references:\n  - id: a\n    title: T\n    checked: {how: page, 'on': 2026-01-02}\n"


def _said(text: str) -> list[str]:
    with pytest.raises(SeedError) as error:
        read_references(text, "r.yaml")
    return [str(finding).partition("\n")[0] for finding in error.value.findings]


class TestReferences:
    def test_csl_fields_are_kept_and_the_note_is_not_printed(self) -> None:
        (reference,) = read_references(f"{_REFERENCE}    volume: 12\n    note: N\n", "r.yaml")

        assert reference.csl == {"id": "a", "type": "document", "title": "T", "volume": "12"}
        assert (reference.note, reference.checked_how) == ("N", "page")
        assert reference.checked_on == datetime.date(2026, 1, 2)

    @pytest.mark.parametrize(
        ("written", "parts"),
        [
            ("2013", [2013]),
            ("'2013-04'", [2013, 4]),
            ("2013-04-01", [2013, 4, 1]),
            ("{date-parts: [[2013, 4]]}", [2013, 4]),
        ],
    )
    def test_a_date_may_be_written_in_two_ways(self, written: str, parts: list[int]) -> None:
        (reference,) = read_references(f"{_REFERENCE}    issued: {written}\n", "r.yaml")

        assert reference.csl["issued"] == {"date-parts": [parts]}

    @pytest.mark.parametrize(
        "written",
        [
            "2013-",
            "-2013",
            "'--'",
            "2013-13",
            "soon",
            "[2013]",
            "{date-parts: [[]]}",
            "{date-parts: [[x]]}",
            "{}",
        ],
    )
    def test_a_wrong_date_is_told(self, written: str) -> None:
        message = "r.yaml:5: reference: expected a date such as 2013 or 2013-04-01"

        assert _said(f"{_REFERENCE}    issued: {written}\n") == [message]

    def test_an_id_that_stands_twice_is_told(self) -> None:
        again = _REFERENCE.partition("\n")[2]

        assert _said(_REFERENCE + again) == ["r.yaml:5: the id 'a' stands twice, first on line 2"]

    def test_how_it_was_checked_must_be_said(self) -> None:
        assert _said("references:\n  - id: a\n") == ["r.yaml:2: checked: 'how' is missing"]


def test_an_appraisal_is_read() -> None:
    text = (
        "appraisals:\n  - {id: A, statements: [a#b], verdict: overstated, finding: F., corrected: facts#c}\n"
    )

    (appraisal,) = read_appraisals(text, "a.yaml")

    assert (appraisal.id, appraisal.statements, appraisal.verdict) == ("A", ("a#b",), Verdict.OVERSTATED)
    assert (appraisal.finding, appraisal.corrected, str(appraisal.origin)) == ("F.", "facts#c", "a.yaml:2")


def test_an_appraisal_needs_a_verdict() -> None:
    with pytest.raises(SeedError, match=r"a\.yaml:2: appraisal: 'verdict' is missing"):
        read_appraisals("appraisals:\n  - {id: A, finding: F.}\n", "a.yaml")


def test_a_side_of_a_conflict_is_one_anchor_or_several() -> None:
    text = "conflicts:\n  - {id: X, topic: T, sides: [a#b, [a#c, a#d]], resolution: R.}\n"

    (conflict,) = read_conflicts(text, "c.yaml")

    assert conflict.sides == (("a#b",), ("a#c", "a#d"))


class TestSafety:
    def test_the_rules_are_read(self) -> None:
        text = (
            "limit: {mg_per_day: 350, statement: a#b}\n"
            "rules:\n  - {id: R, when_words: [pill], require: [[a#b, a#c], a#d]}\n"
        )

        safety = read_safety(text, "s.yaml")

        assert (safety.limit_mg_per_day, safety.limit_statement) == (350, "a#b")
        assert safety.rules[0].require == (("a#b", "a#c"), ("a#d",))

    @pytest.mark.parametrize("limit", ["{statement: a#b}", "{mg_per_day: 0, statement: a#b}"])
    def test_the_limit_must_be_above_zero(self, limit: str) -> None:
        with pytest.raises(SeedError, match=r"s\.yaml:1: limit: 'mg_per_day' is missing or not above 0"):
            read_safety(f"limit: {limit}\nrules: []\n", "s.yaml")
