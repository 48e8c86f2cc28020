from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.errors import PolicyError, SelectionError
from maghandout.model.library import Verdict
from tests.libraries import FILES, bean_selection


def test_a_statement_met_twice_stands_once(tmp_path: Path) -> None:
    selection = bean_selection(tmp_path, "[facts#eat, facts#eat, {seed: facts, kind: action}]")

    assert [picked.statement.anchor for picked in selection.sections[0].items] == ["facts#eat"]


def test_what_is_withheld_is_kept_with_what_stands_in_for_it(tmp_path: Path) -> None:
    selection = bean_selection(tmp_path, "[{seed: art, kind: study}]")

    assert [(item.statement.anchor, item.printed_instead) for item in selection.withheld] == [
        ("art#mend", "facts#help"),
        ("art#cure", ""),
    ]


def test_what_is_withheld_from_the_handout_stands_in_the_deck(tmp_path: Path) -> None:
    selection = bean_selection(tmp_path, "[{seed: art, kind: study}]")

    assert [picked.statement.anchor for picked in selection.care] == ["art#mend", "art#cure"]
    assert "art#cure" not in {picked.statement.anchor for picked in selection.handout()}


def test_a_claim_on_a_slide_is_not_shown_again_as_one_to_handle_with_care(tmp_path: Path) -> None:
    deck = "deck: {slides: [{title: S, claims: [art#cure]}], care: [art]}\n"

    selection = bean_selection(tmp_path, "[facts#eat]", deck)

    assert selection.care == ()
    assert [picked.statement.anchor for picked in selection.deck()] == ["art#cure"]


def test_a_slide_shows_every_claim_with_the_verdict_that_it_asks_for(tmp_path: Path) -> None:
    deck = "deck: {slides: [{title: S, appraised: contradicted}, {title: T, appraised: accurate}]}\n"

    selection = bean_selection(tmp_path, "[facts#eat]", deck)

    shown = [[picked.statement.anchor for picked in slide.claims] for slide in selection.slides]
    assert shown == [["art#cure"], ["art#good"]]


def test_the_verdict_asked_for_comes_before_a_worse_one(tmp_path: Path) -> None:
    appraisals = FILES["seeds/appraisals.yaml"].replace("[art#mend]", "[art#mend, art#cure]")
    deck = "deck: {slides: [{title: S, appraised: overstated}]}\n"

    (slide,) = bean_selection(
        tmp_path, "[facts#eat]", deck, more={"seeds/appraisals.yaml": appraisals}
    ).slides

    assert [(item.statement.anchor, item.verdict) for item in slide.claims] == [
        ("art#mend", Verdict.OVERSTATED),
        ("art#cure", Verdict.OVERSTATED),
    ]


def test_the_answers_to_a_case_stand_in_the_deck(tmp_path: Path) -> None:
    deck = "deck: {case: {story: Ann is 9., ask: [What now?], answer: [facts#ask]}}\n"

    selection = bean_selection(tmp_path, "[facts#eat]", deck)

    assert [picked.statement.anchor for picked in selection.deck()] == ["facts#ask"]


def test_a_term_is_told_on_the_slide_that_prints_it_first(tmp_path: Path) -> None:
    words = "- a sweet pea {#bean term=bean also=beans}\n"
    deck = "deck: {slides: [{title: S, select: [facts#help]}, {title: T, select: [facts#eat]}]}\n"

    selection = bean_selection(tmp_path, "[facts#eat]", deck, more={"seeds/words.md": words})

    assert [[term.term for term in slide.terms] for slide in selection.slides] == [["bean"], []]
    assert [term.term for term in selection.terms] == ["bean"]
    assert selection.other_terms == ()


def test_a_term_of_the_handout_that_no_slide_prints_is_kept_apart(tmp_path: Path) -> None:
    words = "- a sweet pea {#bean term=bean also=beans}\n"

    selection = bean_selection(tmp_path, "[facts#eat]", more={"seeds/words.md": words})

    assert [term.term for term in selection.other_terms] == ["bean"]


def test_every_wrong_selector_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SelectionError) as error:
        bean_selection(tmp_path, "[art#x, art#cure, {seed: nothing}]")

    assert [type(error.value), len(error.value.findings)] == [SelectionError, 3]


def test_a_topic_that_names_only_what_is_withheld_is_an_error_of_policy(tmp_path: Path) -> None:
    with pytest.raises(PolicyError):
        bean_selection(tmp_path, "[art#cure]")


class TestStrips:
    def test_a_section_of_a_topic_counts_as_its_statements(self, tmp_path: Path) -> None:
        strip = "    strip: {title: S, steps: [facts]}\n"

        selection = bean_selection(tmp_path, "[facts#eat]", strip)

        found = selection.sections[0].strip
        assert found is not None
        assert [picked.statement.anchor for picked in found.steps] == [
            "facts#help",
            "facts#eat",
            "facts#pill",
            "facts#ask",
        ]

    @pytest.mark.parametrize(
        ("steps", "found"),
        [
            ("[]", "0 statements"),
            ("[facts#eat, facts#eat]", "1 statement"),
            ("[facts, art]", "10 statements"),
        ],
    )
    def test_too_few_or_too_many_steps_are_told(self, tmp_path: Path, steps: str, found: str) -> None:
        with pytest.raises(SelectionError) as error:
            bean_selection(tmp_path, "[facts#eat]", f"    strip: {{title: S, steps: {steps}}}\n")

        message = f"the strip 'S' shows 2 to 5 steps, found {found}"
        assert str(error.value) == f"handouts/t.yaml:6: {message}"

    def test_a_wrong_step_is_told_alone(self, tmp_path: Path) -> None:
        with pytest.raises(SelectionError) as error:
            bean_selection(tmp_path, "[facts#eat]", "    strip: {title: S, steps: [facts#eat, zzz]}\n")

        assert [finding.message for finding in error.value.findings] == ["unknown seed 'zzz'"]

    def test_a_step_is_under_the_policy(self, tmp_path: Path) -> None:
        with pytest.raises(PolicyError):
            bean_selection(tmp_path, "[facts#eat]", "    strip: {title: S, steps: [facts#eat, art#cure]}\n")
