"""File names from patterns and hostile values: always one name, in the folder."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maghandout.batch.names import folded, read_pattern, safe
from maghandout.batch.rows import BadRowError
from maghandout.errors import BatchError

HOSTILE = [
    "../x",
    "..",
    "/etc/x",
    "C:\\x",
    "CON",
    "nul.txt",
    "COM¹",
    "a\0b",
    ".x",
    "-rf",
    "a\nb",
    "\u202ex",
    "a:b",
]

SAFE = ["_._x", "_.", "_etc_x", "C__x", "_CON", "_nul.txt", "_COM¹", "a_b", "_x", "_rf", "a_b", "_x", "a_b"]


class TestAPattern:
    def test_words_and_columns_make_the_name(self) -> None:
        pattern = read_pattern("plan {visit} of {topic}.pdf", ["visit", "topic"])

        assert pattern.name({"visit": "7", "topic": "sleep"}) == "plan 7 of sleep.pdf"

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("{vist}", "no column 'vist'\n  hint: did you mean 'visit'?"),
            ("{}", "no column ''\n  hint: columns: visit"),
            ("{visit.__class__}", "no column 'visit.__class__'\n  hint: did you mean 'visit'?"),
            ("{visit!r:>9}", "no column 'visit!r:>9'\n  hint: did you mean 'visit'?"),
            ("{visit", "a brace without its other one\n  hint: write {column}"),
            ("{{visit}}", "a brace without its other one\n  hint: write {column}"),
            ("a/{visit}", "found a folder, expected the name of a file\n  hint: name the folder with --out"),
            ("copy", "no column, so that all files had one name\n  hint: such as {topic}-{row}"),
        ],
    )
    def test_what_is_no_pattern_is_told(self, text: str, problem: str) -> None:
        with pytest.raises(BatchError) as caught:
            read_pattern(text, ["visit"])

        assert str(caught.value) == f"--name-pattern: {problem}"

    @pytest.mark.parametrize(
        ("value", "reason"),
        [
            (None, "no value for 'visit', which its file is named by"),
            (" ", "no value for 'visit', which its file is named by"),
            ("x" * 300, "its file name is too long"),
            ("é" * 101, "its file name is too long"),
        ],
    )
    def test_a_row_without_a_name_is_rejected(self, value: str | None, reason: str) -> None:
        with pytest.raises(BadRowError) as caught:
            read_pattern("{visit}", ["visit"]).name({"visit": value})

        assert caught.value.reason == reason


class TestASafeName:
    @pytest.mark.parametrize(
        ("text", "name"),
        list(zip(HOSTILE, SAFE, strict=True)),
    )
    def test_what_no_name_may_hold_is_replaced(self, text: str, name: str) -> None:
        assert safe(text) == name

    @pytest.mark.parametrize("text", ["José Núñez", "Nguyễn", "Ελένη", "O-7_a.b", "नमस्ते"])
    def test_letters_of_any_script_stay(self, text: str) -> None:
        assert safe(text) == text

    @given(st.text(min_size=1))
    def test_it_is_one_name_on_every_system(self, text: str) -> None:
        name = safe(text) + ".pdf"

        assert PurePosixPath(name).name == name
        assert PureWindowsPath(name).name == name
        assert not PureWindowsPath(name).is_reserved()
        assert name.isprintable()
        assert name[0] not in ".- "

    def test_names_that_some_system_takes_for_one_are_one(self) -> None:
        assert folded("ÅSA") == folded("A\u030asa") == folded("åsa")
