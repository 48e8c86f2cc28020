"""What is hard about numbers in words, and what only looks so."""

from __future__ import annotations

import pytest

from maghandout.check import amounts
from tests.check.pages import Page, told


@pytest.mark.parametrize("words", ["It fell by 2.8 points.", "A dose of 0.5 mg"])
def test_a_decimal_is_found(words: str) -> None:
    assert len(amounts.decimals(words)) == 1


@pytest.mark.parametrize("words", ["At 1,000 mg.", "See 10.1093/sleep/1.2.3", "It took 3. Then 4."])
def test_what_is_no_decimal_is_let_pass(words: str) -> None:
    assert "1,000" not in amounts.decimals(words)
    assert amounts.decimals_off_scale("Pain fell to 4.7 out of 10") == []


@pytest.mark.parametrize("words", ["1 in 5 people", "one in five", "one out of 20", "1 in every 100"])
def test_one_in_so_many_is_found(words: str) -> None:
    assert len(amounts.ones_in(words)) == 1


@pytest.mark.parametrize("words", ["one in 2022", "one in the lab", "42 of 100 people", "14 of every 100 mg"])
def test_other_counts_are_no_odds(words: str) -> None:
    assert amounts.ones_in(words) == []


def test_a_percent_beside_a_count_of_people_is_let_pass() -> None:
    assert amounts.percents("30% of them fell") == ["30%"]
    assert amounts.percents("30 of 100 people (30%) fell") == []


@pytest.mark.parametrize(
    ("words", "bases"),
    [
        ("71 of 100 got better, against 25 of 100,", {"100"}),
        ("3 of 1,000 people and 2 in 100", {"1,000", "100"}),
        ("7 out of 10 points", set()),
        ("14 of 77 claims and 4 of 8 studies", set()),
    ],
)
def test_people_are_counted_of_so_many(words: str, bases: set[str]) -> None:
    assert amounts.bases(words) == bases


@pytest.mark.parametrize(
    "words", ["5 mg/kg", "5 mg per pound", "Divide it by 2", "Add together", "times your weight"]
)
def test_a_sum_is_found(words: str) -> None:
    assert len(amounts.sums(words)) == 1


@pytest.mark.parametrize("words", ["The bars add up to 77.", "350 mg a day", "three times a day"])
def test_what_is_no_sum_is_let_pass(words: str) -> None:
    assert amounts.sums(words) == []


@pytest.mark.parametrize("words", ["It was 87, and fell.", "The score was 12."])
def test_a_number_of_nothing_is_found(words: str) -> None:
    assert len(amounts.bare_numbers(words)) == 1


@pytest.mark.parametrize(
    "words", ["By day 4, all", "In 2022, all", "In the US, call 911.", "more than 10.", "8 of 10."]
)
def test_a_number_that_says_of_what_is_let_pass(words: str) -> None:
    assert amounts.bare_numbers(words) == []


def test_the_number_to_call_is_no_number_to_read() -> None:
    assert not amounts.has_numbers(Page(told=told("Call 911."), compared=()).sheet())
    assert amounts.has_numbers(Page(told=told("Eat 3 beans."), compared=()).sheet())
