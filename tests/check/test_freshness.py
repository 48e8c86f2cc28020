from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from maghandout.check.freshness import RULES
from maghandout.check.rule import Outcome, ask
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin, Severity
from tests.check.faults import found
from tests.check.sheets import TODAY, library, sheet
from tests.topics import TOPICS

LINE = Origin("handouts/t.yaml", 9)


def _due(in_days: int) -> Sheet:
    whole = sheet("back-pain")
    review_by = TODAY + datetime.timedelta(days=in_days)
    topic = replace(whole.selection.topic, review_by=review_by, origins={"review_by": LINE})
    return replace(whole, selection=replace(whole.selection, topic=topic))


@pytest.mark.parametrize("topic", TOPICS)
def test_the_built_in_topics_hold(topic: str) -> None:
    assert found(RULES, sheet(topic)) == {}


@pytest.mark.parametrize(
    ("in_days", "rule", "message"),
    [
        (-400, "freshness-past", "its review was due on 2025-10-18, 400 days ago"),
        (-1, "freshness-past", "its review was due on 2026-11-21, 1 day ago"),
        (0, "freshness-soon", "its review is due on 2026-11-22, in 0 days"),
        (90, "freshness-soon", "its review is due on 2027-02-20, in 90 days"),
    ],
)
def test_a_review_is_told_at_its_date(in_days: int, rule: str, message: str) -> None:
    faulty = _due(in_days)

    said = found(RULES, faulty)

    assert {name: [remark.message for remark in remarks] for name, remarks in said.items()} == {
        rule: [message]
    }
    assert said[rule][0].origin == LINE


def test_a_review_far_ahead_passes() -> None:
    assert [asked.outcome for asked in ask(RULES, _due(91))][:2] == [Outcome.PASS, Outcome.PASS]


def test_a_topic_without_a_date_is_not_asked() -> None:
    whole = sheet("back-pain")
    topic = replace(whole.selection.topic, review_by=None)
    undated = replace(whole, selection=replace(whole.selection, topic=topic))

    assert {asked.outcome for asked in ask(RULES, undated)} == {Outcome.NOT_APPLICABLE}


def test_only_a_review_that_is_past_stops_a_build() -> None:
    assert [rule.id for rule in RULES if rule.severity is Severity.ERROR] == ["freshness-past"]


def test_a_source_that_changed_since_the_approval_is_told_at_its_seed() -> None:
    approved = replace(sheet("back-pain"), changed_sources=("pain-review",))

    (remark,) = found(RULES, approved)["freshness-sources"]

    assert remark.message == "the source 'pain-review' has changed since the topic was approved"
    assert remark.origin == library().seeds["pain-review"].origin
    assert remark.hint == "read what is new in it, then approve the topic again with --again"


def test_an_approval_whose_sources_stayed_passes() -> None:
    approved = replace(sheet("back-pain"), changed_sources=())

    assert [asked.outcome for asked in ask(RULES[2:], approved)] == [Outcome.PASS]


def test_sources_are_not_asked_of_a_topic_that_is_not_approved() -> None:
    assert [asked.outcome for asked in ask(RULES[2:], sheet("back-pain"))] == [Outcome.NOT_APPLICABLE]
