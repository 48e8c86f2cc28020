from __future__ import annotations

from collections.abc import Iterable

import pytest

from maghandout.check.lexicon import Plainer
from maghandout.check.plain import RULES, hardest, is_passive, reading
from maghandout.check.rule import Asked, Outcome, ask
from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin
from maghandout.model.document import Cell, Heading, Table, Text
from tests.check.sheets import lines, sheet, sheet_of
from tests.topics import TOPICS

EASY = "Take your pill with food each day."
MIDDLING = "Take every tablet with food after dinner."
HARD = "Supplementation with magnesium considerably ameliorates musculoskeletal symptomatology."
LONG = "Eat " + "and eat " * 10 + "well."


def _asked(found: Sheet) -> dict[str, Asked]:
    return {asked.rule.id: asked for asked in ask(RULES, found)}


def _messages(asked: Asked) -> list[str]:
    return [remark.message for remark in asked.remarks]


def _of(*texts: str, lexicon: dict[str, str] | None = None) -> Sheet:
    return sheet_of(*lines(*texts), lexicon=lexicon or {})


def _outcomes(found: Sheet, names: Iterable[str]) -> list[Outcome]:
    asked = _asked(found)
    return [asked[name].outcome for name in names]


class TestBuiltInTopics:
    @pytest.mark.parametrize("topic", TOPICS)
    def test_a_topic_has_nothing_to_mend(self, topic: str) -> None:
        assert [finding for asked in ask(RULES, sheet(topic)) for finding in asked.findings] == []

    @pytest.mark.parametrize("topic", TOPICS)
    def test_a_topic_reads_at_sixth_grade_and_shows_its_hardest_sentences(self, topic: str) -> None:
        found = reading(sheet(topic))

        assert found
        assert found.flesch_kincaid <= 6.0
        assert found.flesch_kincaid < found.smog < 10
        assert len(hardest(sheet(topic))) == 5


class TestGrade:
    NAMES = ("plain-grade-limit", "plain-grade")

    def test_an_easy_text_passes(self) -> None:
        assert _outcomes(_of(EASY), self.NAMES) == [Outcome.PASS, Outcome.PASS]

    def test_a_text_above_sixth_grade_is_warned_of(self) -> None:
        found = _of(MIDDLING)

        assert _outcomes(found, self.NAMES) == [Outcome.PASS, Outcome.FAIL]
        assert [str(item) for item in _asked(found)["plain-grade"].findings] == [
            (
                "seed.md:1: warning: plain-grade: the text reads at Flesch-Kincaid grade 7.37, at most 6.0\n"
                "  hint: begin with this sentence; long words: every"
            )
        ]

    def test_a_text_above_eighth_grade_fails_at_its_hardest_sentence(self) -> None:
        found = _of(EASY, HARD)

        asked = _asked(found)["plain-grade-limit"]

        assert _outcomes(found, self.NAMES) == [Outcome.FAIL, Outcome.NOT_APPLICABLE]
        assert [(remark.origin, remark.words) for remark in asked.remarks] == [(Origin("seed.md", 2), HARD)]
        assert "error" in [finding.severity for finding in asked.findings]

    def test_a_text_of_names_is_told_where_it_begins(self) -> None:
        asked = _asked(_of("Hypomagnesemia", "Supplementation"))["plain-grade-limit"]

        assert [remark.origin.line for remark in asked.remarks] == [1]

    def test_headings_and_cells_do_not_lower_the_grade(self) -> None:
        origin = Origin("topic.yaml", 9)
        cell = Cell((Text("Eat"),), False, origin)
        extra = (Heading(2, (Text("Eat"),), origin), Table((), (cell,), ((cell,),) * 9, origin))

        found = sheet_of(*lines(HARD), *extra, lexicon={})

        assert reading(found) == reading(_of(HARD))

    def test_no_words_have_no_grade(self) -> None:
        assert reading(_of("—")) is None
        assert _outcomes(_of("—"), self.NAMES) == [Outcome.NOT_APPLICABLE] * 2
        assert hardest(_of("—")) == ()


class TestLongSentences:
    def test_twenty_words_pass(self) -> None:
        assert _outcomes(_of("eat " * 20), ["plain-sentence-length"]) == [Outcome.PASS]

    def test_more_are_warned_of_where_they_stand(self) -> None:
        asked = _asked(_of(EASY, f"{EASY} {LONG}"))["plain-sentence-length"]

        assert [str(item) for item in asked.findings] == [
            (
                "seed.md:2: warning: plain-sentence-length: a sentence of 22 words, at most 20\n"
                "  hint: part it into two sentences"
            )
        ]
        assert [remark.words for remark in asked.remarks] == [LONG]


class TestPassive:
    @pytest.mark.parametrize(
        "sentence",
        [
            "The pill is taken with food.",
            "It was tested in 80 people.",
            "Pills should not be crushed.",
            "It has been shown to help.",
            "It is very often sold as a pill.",
            "You may get told to stop.",
            "They're made of milk.",
            "Magnesium is used by nerves.",
        ],
    )
    def test_the_passive_is_told(self, sentence: str) -> None:
        assert is_passive(sentence)

    @pytest.mark.parametrize(
        "sentence",
        [
            "Take the pill with food.",
            "You are tired.",
            "Your face is red.",
            "We tested it in 80 people.",
            "Magnesium is a mineral that helped some.",
            "You need rest.",
            "Is it safe?",
            "How sure are we",
        ],
    )
    def test_the_active_and_states_are_not(self, sentence: str) -> None:
        assert not is_passive(sentence)

    def test_fewer_than_a_fifth_pass(self) -> None:
        assert _outcomes(_of("It is taken.", *[EASY] * 5), ["plain-passive"]) == [Outcome.PASS]

    def test_a_fifth_is_too_many(self) -> None:
        asked = _asked(_of(*[EASY] * 4, "It is taken."))["plain-passive"]

        assert [str(item) for item in asked.findings] == [
            (
                "seed.md:5: warning: plain-passive: passive: 1 of 5 sentences, expected under 20%\n"
                "  hint: say who does it"
            )
        ]


class TestHardWords:
    LEXICON = {"utilize": "use", "hypertension": "high blood pressure"}  # noqa: RUF012

    def test_a_hard_word_is_warned_of_with_plainer_ones(self) -> None:
        asked = _asked(_of(EASY, "Utilize it.", lexicon=self.LEXICON))["plain-words"]

        assert [str(item) for item in asked.findings] == [
            "seed.md:2: warning: plain-words: a hard word: 'Utilize'\n  hint: say 'use' for 'Utilize'"
        ]

    def test_a_word_in_a_heading_counts(self) -> None:
        heading = Heading(2, (Text("How to utilize it"),), Origin("topic.yaml", 3))

        asked = _asked(sheet_of(heading, lexicon=self.LEXICON))["plain-words"]

        assert _messages(asked) == ["a hard word: 'utilize'"]

    def test_a_word_of_the_glossary_is_left_alone(self) -> None:
        term = sheet("back-pain").library.terms[0].term

        assert _outcomes(_of(f"About {term}.", lexicon={term.lower(): "x"}), ["plain-words"]) == [
            Outcome.PASS
        ]


class TestHardest:
    def test_the_hardest_come_first_each_once(self) -> None:
        found = hardest(_of(EASY, HARD, MIDDLING, HARD.lower(), EASY), most=3)

        assert [hard.sentence.words for hard in found] == [HARD, HARD.lower(), MIDDLING]

    def test_a_name_of_three_words_is_not_ranked(self) -> None:
        assert hardest(_of("Magnesium glycinate supplementation")) == ()

    def test_each_says_why_it_is_hard(self) -> None:
        sentence = f"Pills are {'very ' * 3}utilized by adults every day {'and night ' * 6}."

        (hard,) = hardest(_of(sentence, lexicon={"utilize": "use"}))

        assert hard.word_count == 22
        assert hard.long_words == ("utilized", "every")
        assert hard.is_passive
        assert hard.plainer == (Plainer("utilized", "use"),)
        assert hard.hint == (
            "part its 22 words into two sentences; say who does it; long words: utilized, every; "
            "say 'use' for 'utilized'"
        )

    def test_an_easy_one_has_no_hint(self) -> None:
        (hard,) = hardest(_of(EASY))

        assert hard.hint == ""
