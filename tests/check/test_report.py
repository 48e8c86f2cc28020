from __future__ import annotations

from collections import Counter

import pytest

from maghandout.check.report import FAILING, RULES, examine
from maghandout.diagnostics import Severity
from tests.check.sheets import sheet
from tests.topics import TOPICS


def test_every_rule_has_an_id_of_its_own_a_title_and_a_source() -> None:
    assert [name for name, count in Counter(rule.id for rule in RULES).items() if count > 1] == []
    assert [rule.id for rule in RULES if not (rule.title and rule.source)] == []


def test_the_rules_that_stop_a_build_are_those_that_find_errors() -> None:
    assert FAILING
    assert {rule.severity for rule in FAILING} == {Severity.ERROR}


@pytest.mark.parametrize("topic", TOPICS)
def test_no_topic_of_the_library_fails(topic: str) -> None:
    report = examine(sheet(topic))

    assert [
        str(finding) for asked in report.failed for finding in asked.findings if asked.rule in FAILING
    ] == []
    assert report.count(Severity.ERROR) == 0
    assert len(report.asked) == len(RULES)
