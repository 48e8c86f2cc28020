"""The scores of the instruments: their arithmetic, and those of the built-in topics."""

from __future__ import annotations

import functools

import pytest

from maghandout.check import clarity, pemat
from maghandout.check.instruments import CLARITY_PASSES, NOTICE
from maghandout.check.rule import Asked, Instrument, Outcome, Rule, Score, ask, scores
from tests.check.sheets import sheet
from tests.topics import TOPICS

ACTS = Instrument.ACTIONABILITY
PEMAT_PASSES = 85
"""Percent that each built-in topic reaches on both scores of PEMAT-P."""


def outcome(number: int, result: Outcome, *needs: str, instrument: Instrument = ACTS) -> Asked:
    rule = Rule(f"r-{number}", "t", "s", lambda _: (), instrument=instrument, needs=needs)
    return Asked(rule, result, ())


@functools.cache
def of_topic(topic: str) -> dict[Instrument, float]:
    found = ask((*pemat.RULES, *clarity.RULES), sheet(topic))
    return {score.instrument: score.percent for score in scores(found)}


def test_the_notice_names_both_instruments_and_claims_no_official_score() -> None:
    assert NOTICE == (
        "informed by PEMAT-P (AHRQ) and the CDC Clear Communication Index; "
        "an automated adaptation, not an official score"
    )


class TestTheArithmetic:
    def test_items_that_do_not_apply_or_ask_a_person_are_left_out(self) -> None:
        found = [
            outcome(1, Outcome.PASS),
            outcome(2, Outcome.FAIL),
            outcome(3, Outcome.PASS),
            outcome(4, Outcome.NOT_APPLICABLE),
            outcome(5, Outcome.ASK),
        ]

        assert scores(found) == (Score(ACTS, 2, 3),)

    def test_each_instrument_has_a_score_of_its_own(self) -> None:
        found = [
            outcome(1, Outcome.PASS, instrument=Instrument.UNDERSTANDABILITY),
            outcome(2, Outcome.FAIL, instrument=Instrument.CLARITY),
            outcome(3, Outcome.PASS, instrument=Instrument.NONE),
        ]

        assert {score.instrument: score.percent for score in scores(found)} == {
            Instrument.UNDERSTANDABILITY: 100.0,
            Instrument.CLARITY: 0.0,
        }

    def test_an_item_gets_no_point_without_what_it_needs(self) -> None:
        found = [outcome(1, Outcome.FAIL), outcome(2, Outcome.PASS, "r-1"), outcome(3, Outcome.PASS, "r-2")]

        assert scores(found) == (Score(ACTS, 1, 3),)

    def test_what_is_needed_and_does_not_apply_takes_no_point(self) -> None:
        found = [outcome(1, Outcome.NOT_APPLICABLE), outcome(2, Outcome.PASS, "r-1")]

        assert scores(found) == (Score(ACTS, 1, 1),)


@pytest.mark.parametrize("topic", TOPICS)
class TestTheBuiltInTopics:
    def test_it_passes_the_cdc_index(self, topic: str) -> None:
        assert of_topic(topic)[Instrument.CLARITY] >= CLARITY_PASSES

    def test_it_is_easy_to_understand(self, topic: str) -> None:
        assert of_topic(topic)[Instrument.UNDERSTANDABILITY] >= PEMAT_PASSES

    def test_it_is_easy_to_act_on(self, topic: str) -> None:
        assert of_topic(topic)[Instrument.ACTIONABILITY] >= PEMAT_PASSES
