"""The glossary explains in plain words what handouts print, and in clinical words what decks teach."""

from __future__ import annotations

from collections import Counter

import pytest

from maghandout.check.readability import words
from maghandout.model.library import Library, Statement
from tests.topics import TOPICS, make

LONGEST = 9
"""Words of a definition; a box holds several."""
MOST_TERMS = 5
"""Terms that a box explains; more would be a word list."""


@pytest.fixture(scope="module")
def terms(library: Library) -> tuple[Statement, ...]:
    return library.terms


def test_every_term_has_short_plain_words_and_clinical_ones(terms: tuple[Statement, ...]) -> None:
    assert terms
    assert [term.term for term in terms if len(words(term.text)) > LONGEST or not term.clinical] == []


def test_no_spelling_stands_for_two_terms(terms: tuple[Statement, ...]) -> None:
    spellings = Counter(spelling.casefold() for term in terms for spelling in (term.term, *term.also))

    assert [spelling for spelling, count in spellings.items() if count > 1] == []


def test_every_term_is_printed_somewhere(terms: tuple[Statement, ...]) -> None:
    told = {term.anchor for topic in TOPICS for term in make(topic).selection.terms}
    for topic in TOPICS:
        told |= {term.anchor for slide in make(topic).selection.slides for term in slide.terms}

    assert [term.anchor for term in terms if term.anchor not in told] == []


@pytest.mark.parametrize("topic", TOPICS)
def test_a_handout_has_few_words_to_know(topic: str) -> None:
    assert len(make(topic).selection.terms) <= MOST_TERMS


def test_a_term_is_defined_in_the_deck_of_every_handout_that_prints_it() -> None:
    for topic in TOPICS:
        selection = make(topic).selection
        defined = {term.anchor for slide in selection.slides for term in slide.terms}
        defined |= {term.anchor for term in selection.other_terms}

        assert {term.anchor for term in selection.terms} <= defined
