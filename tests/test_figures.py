"""The figures of a text: numbers with their units."""

from __future__ import annotations

import pytest

from maghandout.figures import Figure, figures


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("over 536,318 people", {Figure(536318)}),
            ("41.6% against 15.8 percent", {Figure(41.6, "%"), Figure(15.8, "%")}),
            ("300-400mg, 1,000–2,000 mg", {Figure(value, "mg") for value in (300, 400, 1000, 2000)}),
            ("200mg to 400mg", {Figure(200, "mg"), Figure(400, "mg")}),
            ("60% and 5 grams", {Figure(60, "%"), Figure(5, "gram")}),
            ("an 8-13% fall", {Figure(8, "%"), Figure(13, "%")}),
            ("within 1 or 2 hours", {Figure(1, "hour"), Figure(2, "hour")}),
            ("Two to three weeks", {Figure(2, "week"), Figure(3, "week")}),
            ("a twelve-week trial", {Figure(12, "week")}),
            ("one of two forms", set()),
            ("none today, someone tonight", set()),
            ("in the early 1900s", {Figure(1900)}),
            ("4. Up to 6 nights", {Figure(6, "night")}),
            ("IL-6, CoQ10, B2, omega-3, TNF-α-1, Benefit #1", set()),
            ("see https://example.org/2020/33221129/ of 2020", {Figure(2020)}),
        ],
    )
    def test_are_numbers_with_their_units(self, text: str, expected: set[Figure]) -> None:
        assert figures(text) == expected
