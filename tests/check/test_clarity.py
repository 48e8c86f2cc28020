"""The items of the CDC Clear Communication Index: each passes and fails where it should."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from maghandout.check import clarity
from maghandout.check.rule import Asked, Instrument, Outcome, Score, ask, scores
from maghandout.diagnostics import Severity
from maghandout.model.document import ChartKind
from tests.check.pages import TABLE, Page, chart, paragraph, section, steps, strong, told

GOOD = Page()


def asked(page: Page) -> dict[str, Asked]:
    return {item.rule.id: item for item in ask(clarity.RULES, page.sheet())}


def points(page: Page) -> tuple[int, int]:
    (score,) = scores(ask(clarity.RULES, page.sheet()))
    assert score.instrument is Instrument.CLARITY
    return score.points, score.most


def test_there_are_twenty_items_and_none_stops_a_build() -> None:
    assert [rule.id for rule in clarity.RULES] == [f"cdc-{number}" for number in range(1, 21)]
    assert {rule.severity for rule in clarity.RULES} == {Severity.WARNING}
    assert {rule.instrument for rule in clarity.RULES} == {Instrument.CLARITY}


def test_every_item_names_its_source() -> None:
    assert all(f"item {rule.id.removeprefix('cdc-')}" in rule.source for rule in clarity.RULES)


def test_a_good_page_gets_every_point_and_leaves_one_item_to_a_person() -> None:
    outcomes = {name: item.outcome for name, item in asked(GOOD).items()}

    assert outcomes.pop("cdc-4") is Outcome.ASK
    assert set(outcomes.values()) == {Outcome.PASS}
    assert points(GOOD) == (19, 19)


NOTHING_DONE = Page(steps=(), points=("Beans may help bones a little.",))
TOO_MANY = "Beans help. Peas help. Nuts help. Figs help."

FAULTS = [
    ("cdc-1", Page(points=()), "there is no main message"),
    ("cdc-1", Page(points=("Do beans help your bones?",)), "the main message is no statement"),
    ("cdc-1", Page(points=("Bone health",)), "the main message is no statement"),
    ("cdc-1", Page(points=(TOO_MANY,)), "the main message is long"),
    ("cdc-2", Page(opening=told("Beans are old.")), "the main message is not at the top"),
    (
        "cdc-3",
        Page(points=(), opening=(paragraph("Beans help your bones."),)),
        "nothing marks the main message",
    ),
    ("cdc-5", NOTHING_DONE, "nothing calls the reader to act"),
    ("cdc-6", Page(points=("Bones are helped by beans.",)), "the main message is passive"),
    ("cdc-6", Page(steps=steps("Beans should be eaten.")), "a call to action is passive"),
    ("cdc-7", Page(told=told("Utilize beans."), lexicon=(("utilize", "use"),)), "'Utilize' is a hard word"),
    ("cdc-7", Page(told=told("Beans ease arthritis.")), "nothing says what 'arthritis' is"),
    ("cdc-7", Page(told=told("Beans lower LDL.")), "nothing says what 'LDL' is"),
    ("cdc-8", Page(told=told(*["Beans."] * 8)), "8 items stand in one list, and 7 are the most"),
    ("cdc-9", Page(told=told("Eat. " * 6)), "6 sentences stand together, and 5 are the most"),
    ("cdc-10", Page(opening=told("Beans are old.")), "the page does not open with its main message"),
    ("cdc-10", Page(points=("Beans may help.",)), "the opening does not say what to do"),
    ("cdc-11", Page(told=told("Beans help.")), "nothing says what is not known"),
    (
        "cdc-12",
        Page(purpose="How to eat beans.", steps=(), points=("Beans help bones.",)),
        "the page speaks of doing, and recommends nothing",
    ),
    (
        "cdc-13",
        Page(points=("Beans are green.",), told=told("Beans are old."), purpose="Beans."),
        "nothing says why it matters",
    ),
    (
        "cdc-14",
        Page(points=("Eat beans.",), steps=steps("Cook peas."), help=()),
        "nothing says when to act or whom to call",
    ),
    ("cdc-15", Page(told=told("It helped (p < 0.05).")), "readers do not use 'p <'"),
    ("cdc-15", Page(told=told("Pain fell by 30 percent.")), "readers do not use '30 percent'"),
    ("cdc-15", Page(told=told("It fell by 2.8 points.")), "readers do not use '2.8'"),
    ("cdc-16", Page(told=told("It was 87, and then fell.")), "87 does not say of what"),
    ("cdc-16", Page(compared=(section("Beans", TABLE),)), "nothing says what the numbers in 'Beans' mean"),
    ("cdc-17", Page(told=told("Take 5 mg per kg.")), "the reader has to calculate"),
    ("cdc-18", Page(told=told("Beans help."), steps=steps("Eat each day.")), "nothing names the harm"),
    (
        "cdc-18",
        Page(told=told("Beans harm you."), steps=steps("Eat each day.")),
        "nothing says how the harm comes about",
    ),
    ("cdc-19", Page(told=told("Beans help."), steps=steps("Eat each day.")), "nothing names a harm"),
    ("cdc-19", Page(points=("Beans are green.",), told=told("Beans harm you.")), "nothing names a benefit"),
    ("cdc-20", Page(told=told("It hurt 19 of 100 people.")), "a chance stands in numbers alone"),
]


@pytest.mark.parametrize(("rule", "page", "message"), FAULTS)
def test_a_fault_fails_its_item(rule: str, page: Page, message: str) -> None:
    found = asked(page)[rule]

    assert found.outcome is Outcome.FAIL
    assert message in [remark.message for remark in found.remarks]


def test_a_page_without_a_list_fails_the_item_on_lists() -> None:
    bare = Page(points=(), told=(section("Beans help", paragraph("Beans help.")),), steps=(), help=())

    assert [remark.message for remark in asked(bare)["cdc-8"].remarks] == ["nothing is told in a list"]


def test_words_without_a_source_fail_the_item_on_what_is_known() -> None:
    bare = Page(points=(), told=(paragraph("We do not know."),), steps=(), help=(), compared=())

    assert [remark.message for remark in asked(bare)["cdc-11"].remarks] == ["nothing says how it is known"]


def test_a_bold_opening_is_a_main_message_that_is_marked() -> None:
    page = Page(points=(), opening=(strong("Beans help your bones."),))

    outcomes = asked(page)

    assert {outcomes[f"cdc-{number}"].outcome for number in (1, 2, 3)} == {Outcome.PASS}


def test_a_chart_that_speaks_of_the_message_leaves_no_hint() -> None:
    no_chart = Page(told=told("Beans help."))

    assert asked(GOOD)["cdc-4"].remarks == ()
    assert [remark.message for remark in asked(no_chart)["cdc-4"].remarks] == [
        "no chart speaks of the main message"
    ]


class TestWhatHangsTogether:
    def test_without_a_message_the_next_three_and_the_voice_get_no_point(self) -> None:
        page = Page(points=("Do beans help your bones?", "Ask us before you eat more beans."))
        failed = [name for name, item in asked(page).items() if item.outcome is Outcome.FAIL]

        assert failed == ["cdc-1"]
        assert points(page) == (19 - 4, 19)

    def test_without_a_call_the_voice_gets_no_point(self) -> None:
        failed = [name for name, item in asked(NOTHING_DONE).items() if item.outcome is Outcome.FAIL]

        assert failed == ["cdc-5", "cdc-10"]
        assert asked(NOTHING_DONE)["cdc-6"].outcome is Outcome.PASS
        assert points(NOTHING_DONE) == (16 - 3, 16)

    def test_a_sum_takes_the_point_of_the_reversed_item(self) -> None:
        page = replace(GOOD, told=(*GOOD.told, *told("Take 5 mg per kg.", title="How much to take")))

        assert points(page) == (18, 19)


class TestWhatDoesNotApply:
    def test_nothing_done_skips_the_items_on_behaviour(self) -> None:
        outcomes = asked(NOTHING_DONE)

        assert {outcomes[f"cdc-{number}"].outcome for number in (12, 13, 14)} == {Outcome.NOT_APPLICABLE}

    def test_no_number_skips_the_items_on_numbers_and_the_chance(self) -> None:
        outcomes = asked(Page(told=told("Beans help.", "Call 911 if you fall."), compared=()))

        assert {outcomes[f"cdc-{number}"].outcome for number in (15, 16, 17, 20)} == {Outcome.NOT_APPLICABLE}

    def test_no_risk_skips_the_items_on_risk(self) -> None:
        outcomes = asked(Page(told=told("Beans help."), help=()))

        assert {outcomes[f"cdc-{number}"].outcome for number in (18, 19)} == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("cdc-6", "More people eat beans than is advised."),
        ("cdc-6", "When bones are weak, beans help."),
        ("cdc-7", "Beans lower LDL, a kind of fat in the blood."),
        ("cdc-7", "Beans are safe in the US."),
        ("cdc-15", "Pain fell from 7.5 to 4.7 out of 10."),
        ("cdc-16", "By day 4, those felt better. Of 87 people, 14 were well."),
        ("cdc-20", "Few people felt ill: 4 of 100."),
    ],
)
def test_what_only_looks_like_a_fault_passes(rule: str, words: str) -> None:
    page = Page(points=(words, "Ask us first."), told=told(words))

    assert asked(page)[rule].outcome is Outcome.PASS


def test_people_drawn_show_their_chance() -> None:
    icons = replace(chart(), kind=ChartKind.ICONS)
    page = Page(told=(*told("It hurt 19 of 100 people."), section("Harm", icons)))

    assert asked(page)["cdc-20"].outcome is Outcome.PASS


def test_an_order_is_active_whatever_hangs_on_it() -> None:
    assert asked(Page(steps=steps("Ask who was tested.")))["cdc-6"].outcome is Outcome.PASS


def test_the_score_is_points_of_those_that_apply() -> None:
    assert Score(Instrument.CLARITY, 18, 20).percent == 90.0
