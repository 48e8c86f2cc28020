"""What words do: order, tell when, hang on others, name what they are about."""

from __future__ import annotations

import pytest

from maghandout.check import phrases


@pytest.mark.parametrize(
    "words", ["Ask us first.", "Never stop by yourself.", "Don’t drive.", "Then call us."]
)
def test_an_order_opens_with_a_verb(words: str) -> None:
    assert phrases.is_order(words)


@pytest.mark.parametrize("words", ["Beans help.", "Do beans help?", "", "You can eat them."])
def test_a_statement_or_question_is_no_order(words: str) -> None:
    assert not phrases.is_order(words)


def test_you_speaks_to_the_reader() -> None:
    assert phrases.speaks_to_reader("It helps your bones.")
    assert not phrases.speaks_to_reader("It helps the young.")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Eat beans.", 1),
        ("Go to bed and get up.", 2),
        ("Wash, cook and eat beans.", 3),
        ("Beans and peas.", 0),
    ],
)
def test_verbs_that_are_joined_are_counted(words: str, count: int) -> None:
    assert phrases.orders(words) == count


@pytest.mark.parametrize(
    ("words", "main"),
    [
        ("People eat less than is advised", "People eat less "),
        ("When it rains, eat beans", " eat beans"),
        ("Beans help", "Beans help"),
    ],
)
def test_the_main_clause_is_parted_from_what_hangs_on_it(words: str, main: str) -> None:
    assert phrases.main_clause(words) == main


def test_stems_join_one_and_many_and_leave_out_small_words() -> None:
    assert phrases.stems("What it may do for your bones") == phrases.stems("the bone") == {"bone"}


@pytest.mark.parametrize(
    "words",
    [
        "We do not know.",
        "No glycinate study was found.",
        "Studies clash.",
        "It is very uncertain whether it helps.",
    ],
)
def test_doubt_is_heard(words: str) -> None:
    assert phrases.admits_not_knowing(words)


def test_a_plain_claim_admits_nothing() -> None:
    assert not phrases.admits_not_knowing("Beans help. You know it.")


@pytest.mark.parametrize(
    ("words", "says"), [("Eat each day", True), ("Ask before you start", True), ("Eat", False)]
)
def test_a_time_is_heard(words: str, says: bool) -> None:
    assert phrases.says_when(words) is says
