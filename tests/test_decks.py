"""Every deck of the library can be taught from: aims, evidence, a case, teach-back, sources."""

from __future__ import annotations

import pytest

from maghandout.model.document import Slide, SlideKind, lines_of, plain_text
from maghandout.model.library import Library
from tests.topics import TOPICS, make

CHECKED = "claims-checked"
FEWEST_AIMS, FEWEST_QUESTIONS = 3, 2


@pytest.mark.parametrize("topic", TOPICS)
def test_a_deck_has_aims_a_case_and_questions_to_teach_back(topic: str) -> None:
    deck = make(topic).selection.topic.deck

    assert len(deck.aims) >= FEWEST_AIMS
    assert len(deck.teach_back) >= FEWEST_QUESTIONS
    assert deck.case is not None
    assert len(deck.case.ask) >= FEWEST_QUESTIONS


@pytest.mark.parametrize("topic", TOPICS)
def test_the_notes_of_a_case_hold_what_a_good_discussion_holds(topic: str) -> None:
    made = make(topic)
    (slide,) = (
        block
        for block in made.deck.blocks
        if isinstance(block, Slide) and _title(block) == "A made-up case to discuss"
    )
    notes = [plain_text(line) for note in slide.notes for line in lines_of(note)]

    assert made.selection.case is not None
    assert {f"Statement: {picked.statement.anchor}" for picked in made.selection.case.answer} <= set(notes)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_deck_ends_with_its_sources(topic: str) -> None:
    last = make(topic).deck.blocks[-1]

    assert isinstance(last, Slide)
    assert last.kind is SlideKind.SOURCES


def test_the_deck_on_claims_shows_every_finding_on_an_articles_claim(library: Library) -> None:
    shown = {plain_text(line) for slide in make(CHECKED).deck.blocks for line in lines_of(slide)}
    claimed = [
        appraisal
        for appraisal in library.appraisals
        if any(library.seeds[anchor.partition("#")[0]].original_file for anchor in appraisal.statements)
    ]

    assert claimed
    assert [appraisal.id for appraisal in claimed if appraisal.finding not in shown] == []


def test_the_slides_on_claims_keep_the_verdicts_apart() -> None:
    for slide in make(CHECKED).selection.slides:
        if slide.title.startswith("Every "):
            assert len({picked.verdict for picked in slide.claims}) == 1


def _title(slide: Slide) -> str:
    return plain_text(slide.title.inlines)
