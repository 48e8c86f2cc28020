"""The figures of a text, as it prints them."""

from __future__ import annotations

import pytest

from maghandout.importing.figures import figures_in
from maghandout.importing.sentences import sentences_of


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("over 536,318 people", ("536,318 people",)),
            ("41.6% against 15.8 percent", ("41.6%", "15.8 percent")),
            ("300-400mg, 1,000–2,000 mg", ("300-400mg", "1,000–2,000 mg")),
            ("200 mg to 400 mg a day", ("200 mg to 400 mg",)),
            ("a twelve-week trial, two to three hours", ("twelve-week", "two to three hours")),
            ("at 350 °F for 1½ hours, 10³ times", ("350 °F", "1½ hours", "10³ times")),
            ("300 here and 300 there", ("300",)),
            ("IL-6, CoQ10, B2, omega-3, #1, one form", ()),
            ("see https://example.org/2020/33221129 [12]", ()),
        ],
    )
    def test_keep_their_units(self, text: str, expected: tuple[str, ...]) -> None:
        assert figures_in(text) == expected


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("One. Two! Three?", ("One.", "Two!", "Three?")),
            ("Dr. Lee saw vs. Dr. Roe. She left.", ("Dr. Lee saw vs. Dr. Roe.", "She left.")),
            ("It took 2.5 mg. 300 people did.", ("It took 2.5 mg.", "300 people did.")),
            ("He said “stop.” Then he left.", ("He said “stop.”", "Then he left.")),
            ("It helps. [1] It is safe.", ("It helps. [1]", "It is safe.")),
            ("Foods (e.g. Beans) help", ("Foods (e.g. Beans) help",)),
            ("the U.S. Army", ("the U.S. Army",)),
            ("end. lower", ("end. lower",)),
        ],
    )
    def test_end_where_a_sentence_ends(self, text: str, expected: tuple[str, ...]) -> None:
        assert sentences_of(text) == expected
