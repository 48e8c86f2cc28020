"""One report with a fault, in each form that it can be told in."""

from __future__ import annotations

import datetime
import json

import pytest

from maghandout.check.formats import html, sarif, text
from maghandout.check.formats import json as as_json
from maghandout.check.instruments import NOTICE
from maghandout.check.report import RULES, Report, examine
from tests.check.sheets import lines, sheet, sheet_of

LONG = (
    "You may take this with food or with water, in the morning or at night, at home or at work, on any day."
)
FAULT = f"<b>One & all</b> {LONG}"


@pytest.fixture(scope="module")
def faulty() -> Report:
    return examine(sheet_of(*lines(FAULT)))


class TestText:
    def test_a_finding_is_told_with_its_place_its_words_and_how_to_mend_it(self, faulty: Report) -> None:
        said = text.tell([faulty]).splitlines()

        at = said.index("seed.md:1: warning: plain-sentence-length: a sentence of 27 words, at most 20")
        assert said[at + 1 : at + 3] == [f"  words: {FAULT}", "  hint: part it into two sentences"]

    def test_one_topic_is_told_with_its_hardest_sentences_and_what_a_person_must_judge(self) -> None:
        said = text.tell([examine(sheet("sleep"))])

        assert "the hardest sentences:\n" in said
        assert "for a person to judge:\n  pemat-2: " in said

    def test_several_topics_are_told_in_short_and_counted(self) -> None:
        said = text.tell([examine(sheet("sleep")), examine(sheet("mood"))])

        assert "hardest" not in said
        assert said.splitlines()[-2].startswith("2 topics: 0 failures, ")

    def test_it_says_that_no_score_is_official(self, faulty: Report) -> None:
        assert text.tell([faulty]).endswith(f"{NOTICE}\n")


class TestJson:
    def test_it_holds_every_rule_with_its_outcome_and_findings(self, faulty: Report) -> None:
        told = json.loads(as_json.tell([faulty]))

        (topic,) = told["topics"]
        rules = {rule["id"]: rule for rule in topic["rules"]}
        assert told["notice"] == NOTICE
        assert set(rules) == {rule.id for rule in RULES}
        (finding,) = rules["plain-sentence-length"]["findings"]
        assert (finding["path"], finding["line"], finding["words"]) == ("seed.md", 1, FAULT)


class TestSarif:
    def test_a_finding_points_to_its_line_and_names_a_rule_of_the_run(self, faulty: Report) -> None:
        (run,) = json.loads(sarif.tell([faulty]))["runs"]

        known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
        (found,) = (item for item in run["results"] if item["ruleId"] == "plain-sentence-length")
        place = found["locations"][0]["physicalLocation"]
        assert {item["ruleId"] for item in run["results"]} <= known
        assert place == {"artifactLocation": {"uri": "seed.md"}, "region": {"startLine": 1}}
        assert found["level"] == "warning"


class TestHtml:
    def test_words_are_never_markup(self, faulty: Report) -> None:
        page = html.tell([faulty], datetime.date(2026, 11, 22))

        assert "<b>" not in page
        assert "&lt;b&gt;One &amp; all&lt;/b&gt;" in page

    def test_the_page_is_dated_and_has_a_line_to_sign(self, faulty: Report) -> None:
        page = html.tell([faulty], datetime.date(2026, 11, 22))

        assert "<h1>Check of handouts, 2026-11-22</h1>" in page
        assert "Name, date, signature" in page

    def test_it_asks_for_nothing_from_outside(self, faulty: Report) -> None:
        page = html.tell([faulty], datetime.date(2026, 11, 22))

        assert "src=" not in page
        assert "href=" not in page
