from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout.check.safety import RULES
from maghandout.diagnostics import Severity
from maghandout.model.document import Box, BoxRole
from tests.check.faults import FACTS, found, places, plant, reword
from tests.check.sheets import sheet
from tests.topics import TOPICS

BACK_PAIN = "handouts/back-pain.yaml"
ASK_FIRST = "handouts/shared/ask-first.yaml"
PLAIN = "facts#ask-first"
"""A statement that back-pain prints, to plant other words in."""


@pytest.mark.parametrize("topic", TOPICS)
def test_the_built_in_topics_hold(topic: str) -> None:
    assert places(RULES, sheet(topic)) == {}


class TestSupplements:
    @pytest.mark.parametrize(
        ("who", "needed"),
        [
            ("kidney", "select facts#ask-kidney"),
            ("pregnant", "select facts#ask-pregnant or facts#limit-pregnant"),
            ("child", "select facts#ask-child or facts#limit-children"),
            ("medicines", "select facts#ask-medicines or facts#tell-all-medicines"),
        ],
    )
    def test_each_who_must_ask_first_is_missed(self, tmp_path: Path, who: str, needed: str) -> None:
        faulty = plant(tmp_path, ASK_FIRST, f"  - facts#ask-{who}\n", "")

        (remark,) = found(RULES, faulty.sheet)["safety-supplements"]
        assert remark.hint == needed
        assert remark.message == (
            "the handout speaks of 'pills' and leaves out who must ask first (supplements)"
        )
        assert remark.origin.path == f"built-in/{BACK_PAIN}"

    def test_it_leads_to_the_words_that_ask_for_it(self, tmp_path: Path) -> None:
        faulty = plant(tmp_path, BACK_PAIN, "  - include: ask-first\n", "")

        remarks = found(RULES, faulty.sheet)["safety-supplements"]

        assert {"pills" in remark.words for remark in remarks} == {True}
        text = (tmp_path / BACK_PAIN).read_text(encoding="utf-8").splitlines()
        assert {text[remark.origin.line - 1].strip() for remark in remarks} == {"- facts#back-pain-certainty"}


class TestRequired:
    def test_what_belongs_to_a_medicine_is_missed(self, tmp_path: Path) -> None:
        faulty = reword(tmp_path, PLAIN, "Tell us if you take an antibiotic.")

        remarks = found(RULES, faulty.sheet)["safety-required"]

        assert [remark.hint for remark in remarks] == [
            "select facts#keep-apart-antibiotics or facts#apart.tetracyclines.hours",
            "select facts#keep-apart-antibiotics or facts#apart.quinolones.hours",
        ]

    def test_it_leads_to_the_purpose_that_asks_for_it(self, tmp_path: Path) -> None:
        faulty = plant(tmp_path, BACK_PAIN, "for a sore back", "with an antibiotic")

        assert set(places(RULES, faulty.sheet)["safety-required"]) == {faulty.at}

    def test_words_within_others_ask_for_nothing(self, tmp_path: Path) -> None:
        faulty = reword(tmp_path, PLAIN, "Spill no caterpillars.")

        assert places(RULES, faulty.sheet) == {}


class TestRedFlags:
    def test_a_sign_that_is_left_out_is_missed(self, tmp_path: Path) -> None:
        faulty = plant(tmp_path, BACK_PAIN, "      - facts#help-back-bladder\n", "")

        (remark,) = found(RULES, faulty.sheet)["safety-red-flags"]
        assert remark.hint == "select facts#help-back-bladder"
        assert remark.origin.path == BACK_PAIN

    def test_a_sign_outside_of_the_box_is_missed(self) -> None:
        whole = sheet("back-pain")
        sections = tuple(
            replace(section, warning=section.warning[1:]) for section in whole.selection.sections
        )
        (moved,) = [section.warning[0] for section in whole.selection.sections if section.warning]
        points = (*whole.selection.key_points, moved)
        selection = replace(whole.selection, sections=sections, key_points=points)

        (remark,) = found(RULES, replace(whole, selection=selection))["safety-red-flags"]

        assert remark.hint == f"select {moved.statement.anchor}"

    @pytest.mark.parametrize(
        ("topic", "sign"),
        [
            ("migraine", "help-headache-stroke"),
            ("mood", "help-mood-crisis"),
            ("heart-health", "help-chest-pain"),
        ],
    )
    def test_each_condition_has_its_own(self, tmp_path: Path, topic: str, sign: str) -> None:
        faulty = plant(tmp_path, f"handouts/{topic}.yaml", f"      - facts#{sign}\n", "", topic)

        (remark,) = found(RULES, faulty.sheet)["safety-red-flags"]
        assert f"facts#{sign}" in remark.hint


class TestLimit:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("Take 400 mg of magnesium a day.", "400"),
            ("Take 200-400 mg of magnesium each night.", "400"),
            ("Take 300 to 600 mg with food.", "600"),
            ("A good dose is 1,000 milligrams.", "1,000"),
            ("You may take 0.5 g a day.", "500"),
        ],
    )
    def test_a_dose_above_it_is_found(self, tmp_path: Path, words: str, told: str) -> None:
        faulty = reword(tmp_path, PLAIN, words)

        (remark,) = found(RULES, faulty.sheet)["safety-limit"]
        assert remark.message == (
            f"a dose of {told} mg is above the limit of 350 mg a day, and the line names no clinician"
        )
        assert (str(remark.origin), remark.words) == (faulty.at, words)

    @pytest.mark.parametrize(
        "words",
        [
            "Take 350 mg of magnesium a day at most.",
            "Under a doctor's care, people took 600 mg.",
            "Do not go above 350 mg a day. Ask us.",
            "Most men need 400 to 420 mg a day, food and all.",
            "Some took 600 mg while their clinician checked on them.",
        ],
    )
    def test_other_amounts_pass(self, tmp_path: Path, words: str) -> None:
        assert "safety-limit" not in found(RULES, reword(tmp_path, PLAIN, words).sheet)

    @pytest.mark.parametrize("old", ["How it may help", "Magnesium and back pain"])
    def test_words_of_the_spec_are_asked_too(self, tmp_path: Path, old: str) -> None:
        faulty = plant(tmp_path, BACK_PAIN, old, "Try 400 mg a day")

        assert places(RULES, faulty.sheet)["safety-limit"] == [faulty.at]

    def test_a_number_of_a_chart_is_found_at_its_row(self, tmp_path: Path) -> None:
        swap = "  - heading: How it may help\n    chart: {table: chart-limit-countries}\n  - heading: It may"
        plant(tmp_path, BACK_PAIN, "  - heading: How it may", swap)
        old = "| Norway {#norway ref=vkm-2016} | 350 |"

        faulty = plant(tmp_path, FACTS, old, old.replace("350", "450"))

        (remark,) = found(RULES, faulty.sheet)["safety-limit"]
        assert (str(remark.origin), remark.words) == (faulty.at, "Norway: 450 mg a day")

    def test_what_a_food_holds_is_no_dose(self, tmp_path: Path) -> None:
        old = "| Pumpkin seeds, roasted {#pumpkin-seeds} | 1 ounce | 156 |"
        faulty = plant(tmp_path, FACTS, old, old.replace("156", "456"), "food-sources")

        assert "safety-limit" not in found(RULES, faulty.sheet)

    def test_every_rule_but_that_of_the_box_stops_a_build(self) -> None:
        assert [rule.id for rule in RULES if rule.severity is not Severity.ERROR] == ["safety-help-box"]


class TestHelpBox:
    def test_a_handout_without_one_is_found(self) -> None:
        whole = sheet("back-pain")
        blocks = tuple(
            block
            for block in whole.handout.blocks
            if not (isinstance(block, Box) and block.role is BoxRole.WARNING)
        )

        said = found(RULES, replace(whole, handout=replace(whole.handout, blocks=blocks)))

        (remark,) = said["safety-help-box"]
        assert remark.message == "the handout does not say when to get help right away"
        assert remark.origin == whole.selection.topic.origin

    def test_a_box_without_a_number_is_found(self, tmp_path: Path) -> None:
        faulty = plant(tmp_path, BACK_PAIN, "Get help now ({emergency}) if you", "Get help if you")

        assert places(RULES, faulty.sheet) == {"safety-help-box": [faulty.at]}
