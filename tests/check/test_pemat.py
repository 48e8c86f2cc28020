"""The items of PEMAT-P: each passes and fails where it should."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from maghandout.check import pemat
from maghandout.check.rule import Asked, Instrument, Outcome, ask
from maghandout.diagnostics import Severity
from maghandout.model.brand import Logo
from maghandout.model.document import BoxRole, Role
from tests.check.pages import (
    SOURCES,
    TABLE,
    Page,
    box,
    chart,
    heading,
    items,
    paragraph,
    section,
    steps,
    table,
    told,
)

GOOD = Page()
ASKED = {"pemat-2", "pemat-15", "pemat-16", "pemat-18", "pemat-26"}


def asked(page: Page) -> dict[str, Asked]:
    return {item.rule.id: item for item in ask(pemat.RULES, page.sheet())}


def messages(page: Page, rule: str) -> list[str]:
    return [remark.message for remark in asked(page)[rule].remarks]


def test_the_items_are_those_for_print() -> None:
    numbers = [number for number in range(1, 27) if number not in (13, 14)]

    assert [rule.id for rule in pemat.RULES] == [f"pemat-{number}" for number in numbers]


def test_items_up_to_19_count_for_understanding_and_the_rest_for_acting() -> None:
    found = {rule.id: rule.instrument for rule in pemat.RULES}

    assert found["pemat-19"] is Instrument.UNDERSTANDABILITY
    assert found["pemat-20"] is Instrument.ACTIONABILITY
    assert list(found.values()).count(Instrument.UNDERSTANDABILITY) == 17


def test_no_item_stops_a_build() -> None:
    assert {rule.severity for rule in pemat.RULES} == {Severity.WARNING}


def test_every_item_names_its_source() -> None:
    assert all(f"item {rule.id.removeprefix('pemat-')}" in rule.source for rule in pemat.RULES)


def test_a_good_page_fails_nothing_and_leaves_five_items_to_a_person() -> None:
    found = asked(GOOD)

    assert [name for name, item in found.items() if item.outcome is Outcome.FAIL] == []
    assert {name for name, item in found.items() if item.outcome is Outcome.ASK} == ASKED
    assert found["pemat-24"].outcome is Outcome.NOT_APPLICABLE


LONG = " ".join(["bean"] * 151) + "."

FAULTS = [
    ("pemat-1", Page(purpose=""), "no purpose stands below the title"),
    ("pemat-1", Page(purpose="Beans help. So do peas."), "the purpose is more than one sentence"),
    (
        "pemat-1",
        Page(purpose="Five habits for a good day."),
        "the purpose names nothing that the title or a key point names",
    ),
    (
        "pemat-3",
        Page(told=told("Utilize beans."), lexicon=(("utilize", "use"),)),
        "1 of 38 words are hard ones",
    ),
    ("pemat-4", Page(told=told("Beans ease arthritis.")), "nothing says what 'arthritis' is"),
    ("pemat-4", Page(told=told("Avoid glycinate.")), "nothing says what 'glycinate, citrate, oxide' is"),
    (
        "pemat-5",
        Page(told=told("Beans were tested.", "Peas were eaten.", "Bones were seen.")),
        "3 of 10 sentences are passive, such as this one",
    ),
    ("pemat-6", Page(told=told("Pain fell by 2.8 points.")), "2.8 is not a whole number"),
    ("pemat-6", Page(told=told("Pain fell in 30% of them.")), "'30%' does not say of how many people"),
    ("pemat-6", Page(told=told("It helped 1 in 4 people.")), "'1 in 4' is hard to compare"),
    (
        "pemat-6",
        Page(told=told("It helped 40 of 100 people.", "It hurt 20 of 1,000 people.")),
        "people are counted of 100 and of 1,000 in 'What studies found'",
    ),
    ("pemat-7", Page(told=told("Take 5 mg per kg.")), "'mg per kg' leaves a sum to the reader"),
    ("pemat-7", Page(told=told("Multiply it by 2.")), "'Multiply' leaves a sum to the reader"),
    (
        "pemat-7",
        Page(told=told("Take 5 mg a day.", "Take 30 mg a week.")),
        "amounts are told per day and per week",
    ),
    ("pemat-8", Page(told=told(LONG)), "'What studies found' has 151 words, and 150 are the most"),
    ("pemat-8", Page(told=told("Eat. " * 6)), "6 sentences stand together, and 5 are the most"),
    ("pemat-8", Page(told=told(*["Beans."] * 8)), "8 items stand in one list, and 7 are the most"),
    (
        "pemat-9",
        Page(told=told("Beans.", title="Overview")),
        "the heading 'Overview' does not say what it is about",
    ),
    (
        "pemat-9",
        Page(told=told("Beans.", title="Our check")),
        "the heading 'Our check' does not say what it is about",
    ),
    (
        "pemat-9",
        Page(
            points=(), told=(paragraph("Beans help."), paragraph("Peas too.")), compared=(), steps=(), help=()
        ),
        "no heading parts the text",
    ),
    (
        "pemat-10",
        Page(help=(), compared=(box(BoxRole.WARNING, "Get help if you", items(("fall",))),)),
        "when to get help comes before what to do",
    ),
    ("pemat-10", Page(opening=(SOURCES,), last=()), "the sources comes before when to get help"),
    ("pemat-11", Page(points=()), "no key points sum it up"),
    ("pemat-11", Page(opening=told("Beans.")), "the key points do not come first"),
    ("pemat-11", Page(points_are_cited=False), "a key point has no source"),
    ("pemat-12", Page(points=(), help=()), "no box sets the key points apart"),
    ("pemat-17", Page(told=(section("Beans", chart("")),)), "an aid has no title"),
    (
        "pemat-17",
        Page(told=(section("Beans", chart("beans.png")),)),
        "the title 'beans.png' is the name of a file",
    ),
    ("pemat-17", Page(compared=(heading(""), TABLE)), "an aid has no title"),
    (
        "pemat-19",
        Page(compared=(section("H", table(("", ""), ("a", "b"))),)),
        "the table has no row of heads",
    ),
    (
        "pemat-19",
        Page(compared=(section("H", table(("a", "b", "c", "d", "e"))),)),
        "the table has 5 columns, and 4 are the most",
    ),
    (
        "pemat-19",
        Page(compared=(section("H", table(("a", "b c d e f g"))),)),
        "the head 'b c d e f g' has more than 5 words",
    ),
    (
        "pemat-19",
        Page(compared=(section("H", table(("a", "b"), ("a",))),)),
        "a row has more or fewer cells than there are heads",
    ),
    ("pemat-19", Page(compared=(section("H", table(("a", "b"), ("a", "-"))),)), "a cell is empty, or a dash"),
]


@pytest.mark.parametrize(("rule", "page", "message"), FAULTS)
def test_a_fault_fails_its_item(rule: str, page: Page, message: str) -> None:
    found = asked(page)[rule]

    assert found.outcome is Outcome.FAIL
    assert message in [remark.message for remark in found.remarks]


def test_hard_sentences_fail_both_grades() -> None:
    hard = "Considerable supplementation necessitates professional consultation regularly."

    found = messages(Page(told=told(*[hard] * 5)), "pemat-3")

    assert [message[: message.index(" is")] for message in found] == ["Flesch-Kincaid", "SMOG"]


def test_nothing_in_a_list_or_in_bold_fails_the_item_on_cues() -> None:
    bare = Page(points=(), told=(section("Beans help", paragraph("Beans help.")),), steps=(), help=())

    assert "nothing stands in a list or in bold" in messages(bare, "pemat-12")


def test_a_purpose_may_name_what_a_key_point_names() -> None:
    page = Page(title="Legumes", purpose="What beans may do.")

    assert asked(page)["pemat-1"].outcome is Outcome.PASS


def test_a_medical_word_may_be_explained_in_brackets() -> None:
    page = Page(told=told("Beans ease arthritis (sore joints).", "They ease weak bones (osteoporosis)."))

    assert asked(page)["pemat-4"].outcome is Outcome.PASS


def test_the_definition_of_a_term_may_stand_below() -> None:
    page = Page(told=told("Avoid glycinate."), last=(paragraph("Glycinate: x. forms of magnesium."), SOURCES))
    defined = Page(
        told=page.told, last=(paragraph("Glycinate, citrate, oxide: forms of magnesium.", Role.NOTE), SOURCES)
    )

    assert asked(page)["pemat-4"].outcome is Outcome.FAIL
    assert asked(defined)["pemat-4"].outcome is Outcome.PASS


def test_a_remark_carries_the_line_and_the_sentence() -> None:
    page = Page(told=told("Beans help.", "Pain fell by 2.8 points."))

    (remark,) = asked(page)["pemat-6"].remarks

    assert (str(remark.origin), remark.words) == ("seed.md:21", "Pain fell by 2.8 points.")


@pytest.mark.parametrize(
    ("rule", "page"),
    [
        ("pemat-6", Page(told=told("Beans help."), compared=())),
        ("pemat-17", Page(told=told("Beans help."), compared=())),
        ("pemat-19", Page(compared=())),
        ("pemat-25", Page(told=told("Beans help."), compared=())),
    ],
)
def test_an_item_does_not_apply_without_its_matter(rule: str, page: Page) -> None:
    assert asked(page)[rule].outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("rule", ["pemat-8", "pemat-9", "pemat-11"])
def test_a_very_short_page_needs_no_chunks_headers_or_summary(rule: str) -> None:
    short = Page(points=(), compared=(), help=(), told=told("Beans help."), last=(), pages=1)
    two_pages = Page(points=(), compared=(), help=(), told=told("Beans help."), last=(), pages=2)

    assert asked(short)[rule].outcome is Outcome.NOT_APPLICABLE
    assert asked(two_pages)[rule].outcome is not Outcome.NOT_APPLICABLE


class TestTheHints:
    """What a person is told where a program cannot decide."""

    def test_a_part_that_no_key_point_names_may_distract(self) -> None:
        page = Page(compared=told("Rain falls.", title="Weather"))

        assert messages(page, "pemat-2") == [
            "'Weather' shares no word with the title, the purpose or a key point"
        ]

    def test_a_chance_may_want_a_picture(self) -> None:
        assert messages(GOOD, "pemat-15") == ["a chance stands in numbers alone"]

    def test_a_chart_that_no_text_speaks_of_is_named(self) -> None:
        page = Page(compared=(section("Rain", chart("Snow melts")),))

        assert messages(page, "pemat-16") == ["no text speaks of what the aid in 'Rain' shows"]

    def test_a_small_logo_may_blur(self) -> None:
        sheet = Page().sheet()
        small = replace(sheet, handout=replace(sheet.handout, logo=Logo(b"", 40, 40)))

        found = {item.rule.id: item for item in ask(pemat.RULES, small)}["pemat-18"]

        assert [remark.message for remark in found.remarks] == [
            "the logo is 40 pixels high, which may print below 150 dpi"
        ]

    def test_steps_without_a_picture_are_named(self) -> None:
        assert messages(GOOD, "pemat-26") == ["no picture stands with the steps of 'What to do'"]


class TestActing:
    @pytest.mark.parametrize(
        ("rule", "page", "message"),
        [
            ("pemat-20", Page(steps=()), "no action is listed"),
            ("pemat-21", Page(steps=steps("Beans are good.")), "an action does not speak to the reader"),
            (
                "pemat-22",
                Page(steps=steps(*["Eat each day."] * 8)),
                "8 steps stand in one list, and 7 are the most",
            ),
            (
                "pemat-22",
                Page(steps=steps("Eat beans.", "Cook peas.")),
                "a step does not say when or how often",
            ),
            (
                "pemat-22",
                Page(steps=steps("Wash, cook and eat beans each day.")),
                "one sentence asks for 3 things",
            ),
            (
                "pemat-24",
                Page(told=told("Take 5 mg per kg.")),
                "a calculation is not shown",
            ),
            (
                "pemat-25",
                Page(told=(section("Beans", chart(read="")),)),
                "nothing says how to read what stands in 'Beans'",
            ),
            (
                "pemat-25",
                Page(compared=(section("Beans", TABLE),)),
                "nothing says how to read what stands in 'Beans'",
            ),
        ],
    )
    def test_a_fault_fails_its_item(self, rule: str, page: Page, message: str) -> None:
        found = asked(page)[rule]

        assert found.outcome is Outcome.FAIL
        assert message in [remark.message for remark in found.remarks]

    def test_nothing_to_tick_or_ask_fails_the_item_on_tools(self) -> None:
        page = Page(steps=(), has_questions=False)

        assert messages(page, "pemat-23") == ["nothing to tick, fill in or bring along"]

    def test_a_heading_may_tell_the_time_of_its_steps(self) -> None:
        page = Page(steps=steps("Eat beans.", "Cook peas.", title="What to do each day"))

        assert asked(page)["pemat-22"].outcome is Outcome.PASS

    def test_two_things_done_together_are_one_step(self) -> None:
        page = Page(steps=steps("Go to bed and get up at the same time each day."))

        assert asked(page)["pemat-22"].outcome is Outcome.PASS

    def test_a_worked_example_answers_a_calculation(self) -> None:
        page = Page(told=told("Take 5 mg per kg.", "For example, at 60 kg take 300 mg."))

        assert asked(page)["pemat-24"].outcome is Outcome.PASS
