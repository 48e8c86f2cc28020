from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.check.wording import RULES
from tests.check.faults import FACTS, found, places, plant, reword

BACK_PAIN = "handouts/back-pain.yaml"
LIMIT = "facts#upper-limit"
"""A statement that back-pain prints, to plant other words in."""


class TestRelative:
    @pytest.mark.parametrize(
        "words",
        [
            "People who took it were three times as likely to sleep.",
            "It cut pain by 40%.",
            "Magnesium lowers your risk of a stroke by 22 percent.",
            "It doubles your chance of sleep.",
            "People had 41.6% fewer attacks.",
            "Attacks fell by half.",
            "It cuts pain in half.",
            "You are twice as likely to feel well.",
        ],
    )
    def test_a_change_alone_is_found(self, tmp_path: Path, words: str) -> None:
        faulty = reword(tmp_path, LIMIT, words)

        said = places(RULES, faulty.sheet)

        assert said == {"evidence-relative": [faulty.at]}

    @pytest.mark.parametrize(
        "words",
        [
            "Cramps fell by half or more in 86 of 100 women, against 61 of 100.",
            "With it, 20 of 100 were well, twice as many as with a dummy pill.",
            "Pain fell by half, from 8 to 4 points.",
            "Blood pressure fell by about 2 points.",
            "Take it 3 times a day.",
            "Half of 80 people got magnesium.",
            "Dark chocolate, 70%",
        ],
    )
    def test_absolute_numbers_pass(self, tmp_path: Path, words: str) -> None:
        assert found(RULES, reword(tmp_path, LIMIT, words).sheet) == {}

    def test_a_title_is_asked_too(self, tmp_path: Path) -> None:
        faulty = plant(tmp_path, BACK_PAIN, "Magnesium and back pain", "Magnesium cuts back pain by 35%")

        assert faulty.at in places(RULES, faulty.sheet)["evidence-relative"]


class TestOneIn:
    @pytest.mark.parametrize("share", ["1 in 5", "One in four", "1 out of 20", "1 in every 1,000"])
    def test_one_in_x_is_found(self, tmp_path: Path, share: str) -> None:
        faulty = reword(tmp_path, LIMIT, f"{share} people get runny poop.")

        (remark,) = found(RULES, faulty.sheet)["evidence-one-in"]
        assert remark.message == f"{share!r} is hard to compare"
        assert str(remark.origin) == faulty.at

    @pytest.mark.parametrize(
        "words",
        ["One in 2012 said so.", "Less than 1 part in 100 is in blood.", "Take 1 in 2 days.", "1 of 2."],
    )
    def test_other_words_pass(self, tmp_path: Path, words: str) -> None:
        assert "evidence-one-in" not in found(RULES, reword(tmp_path, LIMIT, words).sheet)


class TestDenominator:
    def test_two_denominators_in_one_section_are_found(self, tmp_path: Path) -> None:
        old = "It had 69 people and stopped early. About 29 of 100 got better"
        new = "It had 69 people and stopped early. About 290 of 1,000 got better"
        faulty = plant(tmp_path, FACTS, old, new, "migraine")

        (remark,) = found(RULES, faulty.sheet)["evidence-denominator"]
        assert remark.message == "shares of 100 and 1,000 stand in one section, and are hard to compare"
        assert str(remark.origin) == faulty.at

    def test_two_in_different_sections_pass(self, tmp_path: Path) -> None:
        faulty = reword(tmp_path, LIMIT, "About 1,900 of 10,000 people had runny poop.", "migraine")

        assert "evidence-denominator" not in found(RULES, faulty.sheet)

    def test_a_scale_is_no_share(self, tmp_path: Path) -> None:
        words = "About 19 of 100 had less pain: it fell from 7.5 to 4.7 out of 10."

        assert "evidence-denominator" not in found(RULES, reword(tmp_path, LIMIT, words).sheet)


class TestGrade:
    CERTAINTY = "facts#back-pain-certainty"

    @pytest.mark.parametrize(
        "words",
        [
            "Magnesium pills ease back pain.",
            "Magnesium pills may ease back pain.",
            "Magnesium pills probably ease back pain.",
        ],
    )
    def test_words_surer_than_the_evidence_are_found(self, tmp_path: Path, words: str) -> None:
        faulty = reword(tmp_path, self.CERTAINTY, words)

        (remark,) = found(RULES, faulty.sheet)["evidence-grade"]
        assert remark.message == (
            "the words of facts#back-pain-certainty do not match its certainty, which is very low"
        )
        assert remark.hint == "say: it is very uncertain whether"
        assert str(remark.origin) == faulty.at

    @pytest.mark.parametrize(
        ("certainty", "words"),
        [
            ("low", "Magnesium pills may ease back pain."),
            ("moderate", "Magnesium pills probably ease back pain."),
            ("high", "Magnesium pills ease back pain."),
            ("moderate", "Magnesium pills probably make little to no difference to back pain."),
        ],
    )
    def test_words_of_each_certainty_pass(self, tmp_path: Path, certainty: str, words: str) -> None:
        faulty = reword(tmp_path, self.CERTAINTY, words, certainty=certainty)

        assert found(RULES, faulty.sheet) == {}

    def test_no_difference_at_all_is_found(self, tmp_path: Path) -> None:
        old = "Magnesium probably makes little to no difference to night cramps in older adults."
        new = "Magnesium probably makes no difference to night cramps in older adults."
        faulty = plant(tmp_path, FACTS, old, new, "muscle-cramps")

        (remark,) = found(RULES, faulty.sheet)["evidence-grade"]
        assert (str(remark.origin), remark.hint) == (faulty.at, "say: little to no difference")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("How it may help", "Magnesium eases back pain"),
            ("Magnesium and back pain", "Glycinate quickly relieves a sore back"),
        ],
    )
    def test_a_heading_surer_than_the_evidence_is_found(self, tmp_path: Path, old: str, new: str) -> None:
        faulty = plant(tmp_path, BACK_PAIN, old, new)

        assert places(RULES, faulty.sheet) == {"evidence-grade": [faulty.at]}

    def test_a_slide_surer_than_the_evidence_is_found(self, tmp_path: Path) -> None:
        old = "- title: Most studies did not test glycinate, one article says"
        faulty = plant(tmp_path, BACK_PAIN, old, "- title: Glycinate relieves a sore back")

        assert places(RULES, faulty.sheet) == {"evidence-grade": [faulty.at]}

    @pytest.mark.parametrize(
        "heading", ["How magnesium works", "Magnesium may ease back pain", "Is it safe?"]
    )
    def test_other_headings_pass(self, tmp_path: Path, heading: str) -> None:
        assert found(RULES, plant(tmp_path, BACK_PAIN, "How it may help", heading).sheet) == {}
