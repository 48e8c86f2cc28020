"""The built-in handouts fit on two pages, pass what stops a build, and read easily."""

from __future__ import annotations

import pytest

from maghandout.check.failing import stops
from maghandout.check.plain import HIGHEST_GRADE, LONGEST_SENTENCE
from maghandout.check.readability import grade, sentences, words
from maghandout.model.document import (
    Block,
    Box,
    HowSure,
    ListBlock,
    Paragraph,
    Section,
    Slide,
    Sources,
    plain_text,
)
from maghandout.model.options import Paper, Profile
from tests.topics import TOPICS, make, make_pdf, pipeline


def _running_text(blocks: tuple[Block, ...]) -> list[str]:
    """Return the words outside headings, tables, charts, fields and sources."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph() | HowSure():
                found.append(plain_text(block.inlines))
            case ListBlock():
                found += [plain_text(item.inlines) for item in block.items]
            case Box() | Section():
                found += _running_text(block.blocks)
            case Slide() | Sources():
                pass
            case _:
                pass
    return found


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_handout_fits_on_two_pages_or_on_four_in_large_print(
    topic: str, profile: Profile, paper: Paper
) -> None:
    pdf = make_pdf(topic, paper, profile)

    assert pdf.pages <= (4 if profile is Profile.LARGE else 2)
    assert pdf.warnings == ()


@pytest.mark.parametrize("topic", TOPICS)
def test_no_rule_stops_a_topic(topic: str) -> None:
    made = make(topic)

    findings = stops(pipeline().sheet(made.selection, made.handout, made.deck))

    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_handout_reads_at_sixth_grade(topic: str) -> None:
    assert grade(_running_text(make(topic).handout.blocks)) <= HIGHEST_GRADE


@pytest.mark.parametrize("topic", TOPICS)
def test_the_sentences_of_a_handout_are_short(topic: str) -> None:
    texts = _running_text(make(topic).handout.blocks)

    assert [part for text in texts for part in sentences(text) if len(words(part)) > LONGEST_SENTENCE] == []
