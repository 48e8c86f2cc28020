from __future__ import annotations

import pytest

from maghandout.check.texts import listed, numbers_in, sentences_in, spoken, without_numbers


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ask us first. Then take it!\nIs it safe?", ["Ask us first.", "Then take it!", "Is it safe?"]),
        ("Take 2.5 g a day.", ["Take 2.5 g a day."]),
        ("", [""]),
    ],
)
def test_a_sentence_ends_at_its_mark_and_white_space(text: str, sentences: list[str]) -> None:
    assert sentences_in(text) == sentences


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Take 350 mg, not 1,000 or 2.5 g.", (350, 1000, 2.5)),
        ("100 of 100, then 7", (100, 100, 7)),
        ("Vitamin B2 and a pH of .5", ()),
        ("In 1,2 and 3", (1, 2, 3)),
    ],
)
def test_numbers_are_those_in_figures(words: str, numbers: tuple[float, ...]) -> None:
    assert numbers_in(words) == numbers


def test_without_its_numbers_a_text_is_that_of_another_dose() -> None:
    assert without_numbers("Take 350 mg of B2.") == without_numbers("Take 1,850.5 mg of B2.")


@pytest.mark.parametrize(
    ("numbers", "told"), [([350, 2.5], "350, 2.5"), ([1000], "1,000"), ([], "no number")]
)
def test_a_message_tells_numbers_as_people_write_them(numbers: list[float], told: str) -> None:
    assert listed(numbers) == told


def test_spoken_words_are_whole_between_single_spaces() -> None:
    assert spoken("Ask “US” first,\n at the-clinic!") == " ask us first at the clinic "
