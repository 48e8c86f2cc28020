"""What differs between two lists of printed lines, claim by claim and word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from maghandout.content import SOURCE, Line, lines
from maghandout.diagnostics import Origin
from maghandout.difference import Change, Kind, differences, tell
from tests.topics import TOPICS, make

BODY = "paragraph body"
LIMIT = Line(BODY, "Take at most 350 mg a day from pills.", ("facts#limit",), (1,), Origin("seeds/f.md", 9))
ASK = Line(BODY, "Ask us first.", ("facts#ask",))
BEANS = Line("item bullet", "Beans hold much magnesium.", ("facts#beans",))
LEE = Line(SOURCE, "Lee A. A trial of beans.", ("facts#limit",), (1,))
KIM = Line(SOURCE, "Kim B. Of nuts and seeds.", ("facts#nuts",), (2,))


def _told(before: tuple[Line, ...], after: tuple[Line, ...]) -> list[tuple[Kind, str]]:
    return [(change.kind, change.line.words) for change in differences(before, after)]


def _marked(before: Line, after: Line) -> str:
    (change,) = differences((before,), (after,))
    return " ".join(map(str, change.spans))


class TestDifferences:
    def test_of_the_same_lines_are_none(self) -> None:
        assert differences((LIMIT, ASK), (LIMIT, replace(ASK, origin=Origin("x", 1)))) == ()

    def test_of_nothing_are_none(self) -> None:
        assert differences((), ()) == ()

    def test_name_an_added_line(self) -> None:
        assert differences((LIMIT,), (LIMIT, ASK)) == (Change(Kind.ADDED, None, ASK),)

    def test_name_a_removed_line(self) -> None:
        assert differences((LIMIT, ASK), (ASK,)) == (Change(Kind.REMOVED, LIMIT, None),)

    def test_pair_lines_of_one_statement_whatever_their_words(self) -> None:
        other = replace(LIMIT, words="Never more than two tablets")

        assert differences((LIMIT, ASK), (ASK, other)) == (Change(Kind.CHANGED, LIMIT, other),)

    def test_pair_lines_of_one_statement_before_those_that_are_more_alike(self) -> None:
        moved = replace(LIMIT, words="Two pills, no more.")
        alike = replace(ASK, words="Take at most 350 mg a day from pills, ever.", anchors=("facts#new",))

        assert set(differences((LIMIT,), (alike, moved))) == {
            Change(Kind.ADDED, None, alike),
            Change(Kind.CHANGED, LIMIT, moved),
        }

    def test_pair_lines_that_are_alike(self) -> None:
        heading, other = Line("heading 2", "What we know"), Line("heading 2", "What we do not know")

        assert differences((heading, ASK), (other, ASK)) == (Change(Kind.CHANGED, heading, other),)

    def test_do_not_pair_lines_that_have_little_in_common(self) -> None:
        old, new = Line(BODY, "Beans are good for you"), Line(BODY, "Ask us for a leaflet about pills")

        assert _told((old,), (new,)) == [(Kind.REMOVED, old.words), (Kind.ADDED, new.words)]

    def test_name_the_one_line_that_moved(self) -> None:
        assert _told((LIMIT, ASK, BEANS), (BEANS, LIMIT, ASK)) == [(Kind.MOVED, BEANS.words)]

    def test_name_a_line_that_left_its_box(self) -> None:
        boxed = replace(ASK, place="box warning / item bullet")

        assert differences((boxed, BEANS), (ASK, BEANS)) == (Change(Kind.MOVED, boxed, ASK),)

    def test_pair_repeated_lines_one_by_one(self) -> None:
        assert _told((ASK, LIMIT, ASK), (ASK, LIMIT)) == [(Kind.REMOVED, ASK.words)]

    def test_pass_over_a_new_number_of_the_same_source(self) -> None:
        after = (replace(LIMIT, numbers=(2,)), replace(KIM, numbers=(1,)), replace(LEE, numbers=(2,)))

        assert _told((LIMIT, LEE), after) == [(Kind.ADDED, KIM.words)]

    def test_name_a_line_whose_source_is_another(self) -> None:
        other = replace(LIMIT, numbers=(2,))

        assert differences((LIMIT, LEE, KIM), (other, LEE, KIM)) == (Change(Kind.CITED, LIMIT, other),)

    def test_name_a_line_that_lost_its_source(self) -> None:
        bare = replace(LIMIT, numbers=())

        assert (Kind.CITED, LIMIT.words) in _told((LIMIT, LEE), (bare,))

    def test_name_numbers_where_no_list_of_sources_explains_them(self) -> None:
        other = replace(LIMIT, numbers=(2,))

        assert differences((LIMIT,), (other,)) == (Change(Kind.CITED, LIMIT, other),)

    def test_do_not_take_a_claim_for_a_source(self) -> None:
        assert {kind for kind, _ in _told((LIMIT,), (LEE,))} == {Kind.ADDED, Kind.REMOVED}

    def test_come_in_the_order_of_the_page(self) -> None:
        before = (LIMIT, ASK, BEANS)
        after = (replace(LIMIT, words="Take at most 300 mg a day from pills."), BEANS, LEE)

        assert [kind for kind, _ in _told(before, after)] == [Kind.CHANGED, Kind.REMOVED, Kind.ADDED]


_LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from([BODY, "heading 2", SOURCE]),
        st.sampled_from(["a b", "a c", "d", ""]),
        st.sampled_from([(), ("s#a",), ("s#a", "s#b")]),
        st.sampled_from([(), (1,), (2,), (1, 2)]),
    ),
    max_size=6,
)


class TestAlways:
    @given(_LINES, _LINES)
    @settings(max_examples=400, deadline=None)
    def test_there_is_a_difference_exactly_where_the_print_differs(
        self, before: list[Line], after: list[Line]
    ) -> None:
        same = [line.form for line in before] == [line.form for line in after]

        assert (differences(before, after) == ()) is same

    @given(_LINES, _LINES)
    @settings(max_examples=200, deadline=None)
    def test_every_line_is_paired_added_or_removed_once(self, before: list[Line], after: list[Line]) -> None:
        changes = differences(before, after)

        removed = sum(change.kind is Kind.REMOVED for change in changes)
        added = sum(change.kind is Kind.ADDED for change in changes)
        assert len(before) - removed == len(after) - added


class TestSpans:
    @pytest.mark.parametrize(
        ("words", "marked"),
        [
            ("Take at most 300 mg a day from pills.", "Take at most [-350-] {+300+} mg a day from pills."),
            ("Take at most 350 mg a day.", "Take at most 350 mg a [-day from pills.-] {+day.+}"),
            ("Please take at most 350 mg", "[-Take-] {+Please take+} at most 350 mg [-a day from pills.-]"),
        ],
    )
    def test_mark_the_words_that_went_and_came(self, words: str, marked: str) -> None:
        assert _marked(LIMIT, replace(LIMIT, words=words)) == marked

    def test_give_back_both_lines(self) -> None:
        change = Change(Kind.CHANGED, LIMIT, BEANS)

        marks = [(span.mark.value, span.words) for span in change.spans]

        assert " ".join(words for mark, words in marks if mark != "added") == LIMIT.words
        assert " ".join(words for mark, words in marks if mark != "removed") == BEANS.words


class TestTold:
    def test_is_one_row_where_nothing_differs(self) -> None:
        assert tell((), "handout") == "handout: no word changed\n"

    def test_names_place_statement_file_and_words(self) -> None:
        changes = differences((ASK, BEANS), (replace(LIMIT, numbers=()), BEANS))

        assert tell(changes, "handout") == (
            "handout: 2 differences\n"
            "  removed: paragraph body (facts#ask)\n"
            "    [-Ask us first.-]\n"
            "  added: paragraph body (facts#limit), seeds/f.md:9\n"
            "    {+Take at most 350 mg a day from pills.+}\n"
        )

    def test_of_a_moved_line_tells_where_it_stood(self) -> None:
        changes = differences((replace(ASK, place="box warning / item bullet"),), (ASK,))

        assert tell(changes, "deck") == (
            "deck: 1 difference\n"
            "  moved: paragraph body (facts#ask)\n"
            "    it stood in: box warning / item bullet\n"
            "    Ask us first.\n"
        )

    def test_of_other_sources_tells_the_numbers(self) -> None:
        changes = differences((LIMIT,), (replace(LIMIT, numbers=()),))

        assert tell(changes, "handout").splitlines()[-1] == "    sources: 1, now none"

    def test_of_an_empty_cell_says_so(self) -> None:
        changes = differences((), (Line("table / cell", ""),))

        assert tell(changes, "handout").splitlines()[-1] == "    (empty)"


class TestTopics:
    @pytest.mark.parametrize("topic", TOPICS)
    def test_one_changed_word_is_one_difference(self, topic: str) -> None:
        for document in (make(topic).handout, make(topic).deck):
            before = lines(document)
            at = next(index for index, line in enumerate(before) if line.anchors)
            after = (*before[:at], replace(before[at], words=f"{before[at].words} Not."), *before[at + 1 :])

            assert [change.kind for change in differences(before, after)] == [Kind.CHANGED]

    @pytest.mark.parametrize(("topic", "other"), list(pairwise(TOPICS))[:3])
    def test_two_topics_differ(self, topic: str, other: str) -> None:
        changes = differences(lines(make(topic).deck), lines(make(other).deck))

        assert tell(changes, "deck").startswith(f"deck: {len(changes)} differences")
