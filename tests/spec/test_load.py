from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from maghandout.errors import SpecError
from maghandout.model.document import ChartKind
from maghandout.model.library import Kind, Verdict
from maghandout.model.topic import ByAnchor, ByFilter, ByOpening, TableSpec, Topic
from maghandout.project import Project, SourceFile
from maghandout.spec.load import load
from tests.folders import TOPIC, Folder


def _load(folder: Path, text: str) -> Topic:
    Folder(folder, {"t.yaml": text})
    return load(Project((folder,), folder), SourceFile(folder / "t.yaml", "handouts/t.yaml", False))


def _said(folder: Path, text: str) -> list[str]:
    with pytest.raises(SpecError) as error:
        _load(folder, text)
    return [finding.message for finding in error.value.findings]


def test_a_topic_has_sensible_defaults(tmp_path: Path) -> None:
    topic = _load(tmp_path, TOPIC)

    assert (topic.name, topic.title, topic.purpose) == ("t", "One thing", "Learn one thing.")
    assert (topic.language, topic.citation_style) == ("en-US", "american-medical-association")
    assert (topic.updated, topic.review_by, topic.questions, topic.deck.slides) == (None, None, (), ())


def test_what_a_finding_may_be_about_has_its_line(tmp_path: Path) -> None:
    topic = _load(tmp_path, TOPIC + "review_by: 2027-01-01\n")

    lines = [topic.origin_of(key).line for key in ("title", "purpose", "review_by")]

    assert lines == [1, 2, TOPIC.count("\n") + 1]


def test_a_key_that_is_not_there_stands_where_the_topic_does(tmp_path: Path) -> None:
    assert _load(tmp_path, TOPIC).origin_of("review_by").line == 1


def test_a_case_is_read(tmp_path: Path) -> None:
    case = _load(
        tmp_path, TOPIC + "deck: {case: {story: Ann., ask: [Who?, Why?], answer: [a#b]}}\n"
    ).deck.case

    assert case is not None
    assert (case.story, case.ask) == ("Ann.", ("Who?", "Why?"))
    assert [str(selector) for selector in case.answer] == ["a#b"]


def test_a_case_needs_a_story_and_questions(tmp_path: Path) -> None:
    assert _said(tmp_path, TOPIC + "deck: {case: {answer: [a#b]}}\n") == [
        "case: 'ask' is missing",
        "case: 'story' is missing",
    ]


def test_a_slide_may_ask_for_a_verdict(tmp_path: Path) -> None:
    (slide,) = _load(tmp_path, TOPIC + "deck: {slides: [{title: S, appraised: accurate}]}\n").deck.slides

    assert slide.appraised is Verdict.ACCURATE


def test_an_unknown_verdict_is_told(tmp_path: Path) -> None:
    (said,) = _said(tmp_path, TOPIC + "deck: {slides: [{title: S, appraised: wrong}]}\n")

    expected = "accurate, contradicted, misattributed, overstated, unverifiable"
    assert said == f"slide: 'appraised': found 'wrong', expected one of {expected}"


def test_every_selector_is_read(tmp_path: Path) -> None:
    selectors = "[a#b, {seed: a}, {seed: a, section: S, kind: dose}, {seed: a, opening: One}]"

    topic = _load(tmp_path, TOPIC.replace("[art]", selectors))

    place = topic.sections[0].select[0].origin
    assert topic.sections[0].select == (
        ByAnchor("a#b", place),
        ByFilter("a", "", None, place),
        ByFilter("a", "S", Kind.DOSE, place),
        ByOpening("a", "One", place),
    )
    assert str(place) == "handouts/t.yaml:5"


def test_a_tables_short_name_means_the_facts(tmp_path: Path) -> None:
    topic = _load(
        tmp_path, TOPIC.replace("select: [art]", "compare: {table: forms, rows: [a], columns: [b]}")
    )

    compare = topic.sections[0].compare
    assert compare == TableSpec("facts#forms", ("a",), ("b",), topic.sections[0].compare.origin)  # type: ignore[union-attr]  # shown not to be None by the same line


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("", ChartKind.BARS),
        (", kind: bars", "bars"),
        (", kind: ranked", "ranked"),
        (", kind: icons", "icons"),
    ],
)
def test_a_chart_says_how_it_is_drawn(tmp_path: Path, kind: str, found: str) -> None:
    topic = _load(tmp_path, TOPIC.replace("select: [art]", f"chart: {{table: forms{kind}}}"))

    chart = topic.sections[0].chart
    assert chart is not None
    assert chart.kind == found


def test_a_table_to_compare_is_not_drawn(tmp_path: Path) -> None:
    text = TOPIC.replace("select: [art]", "compare: {table: forms, kind: icons}")

    assert _said(tmp_path, text) == ["compare: unknown key 'kind'"]


def test_a_strip_has_a_title_and_steps(tmp_path: Path) -> None:
    topic = _load(tmp_path, TOPIC.replace("select: [art]", "strip: {title: How, steps: [a#b, a#c]}"))

    strip = topic.sections[0].strip
    assert strip is not None
    assert (strip.title, len(strip.steps), str(strip.origin)) == ("How", 2, "handouts/t.yaml:5")


def test_an_address_is_read(tmp_path: Path) -> None:
    assert _load(tmp_path, f"{TOPIC}url: https://example.org/x?a=1\n").url == "https://example.org/x?a=1"


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https://localhost",
        "http://a b.org",
    ],
)
def test_what_is_no_address_is_told(tmp_path: Path, url: str) -> None:
    assert _said(tmp_path, f"{TOPIC}url: '{url}'\n") == [f"topic: 'url': not a web address: {url!r}"]


def test_an_address_too_long_for_a_code_is_told(tmp_path: Path) -> None:
    said = _said(tmp_path, f"{TOPIC}url: https://example.org/{'x' * 200}\n")

    assert said == ["topic: 'url': found 220 letters, at most 200 fit in a code"]


def test_dates_and_codes_are_read(tmp_path: Path) -> None:
    text = f"{TOPIC}updated: 2026-11-22\ncodes: {{icd10: [M54.5], snomed: [161891005]}}\n"

    topic = _load(tmp_path, text)

    assert topic.updated == datetime.date(2026, 11, 22)
    assert (topic.codes.icd10, topic.codes.snomed) == (("M54.5",), ("161891005",))


@pytest.mark.parametrize("code", ["icd10: [X]", "snomed: [12]", "icd10: ['M54.5; x']"])
def test_a_wrong_code_is_told(tmp_path: Path, code: str) -> None:
    assert _said(tmp_path, f"{TOPIC}codes: {{{code}}}\n")[0].startswith("codes: not a code: ")


@pytest.mark.parametrize("language", ["../en", "/etc/passwd", "e", "en_US", "en-", "'en us'"])
def test_a_language_is_a_tag_and_never_a_path(tmp_path: Path, language: str) -> None:
    said = _said(tmp_path, f"{TOPIC}language: {language}\n")

    assert said == [f"topic: 'language': found {language.strip(chr(39))!r}, expected a tag such as en-US"]


def test_the_deck_is_read(tmp_path: Path) -> None:
    deck = """\
deck:
  aims: [One]
  slides:
    - {title: S, select: [a#b], claims: [a#c], words: plain}
  care: [a]
  teach_back:
    - {ask: Why?, answer: [a#b]}
"""

    found = _load(tmp_path, TOPIC + deck).deck

    assert (found.aims, len(found.care), found.teach_back[0].ask) == (("One",), 1, "Why?")
    assert (found.slides[0].title, found.slides[0].is_plain, len(found.slides[0].claims)) == ("S", True, 1)


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("deck: {slides: [{title: S}]}", "slide: 'S' is empty"),
        ("deck: {slides: [{select: [a]}]}", "slide: 'title' is missing"),
        ("deck: {slides: [{title: S, strip: {steps: [a]}}]}", "strip: 'title' is missing"),
        ("deck: {teach_back: [{answer: [a]}]}", "teach_back: 'ask' is missing"),
        (
            "questions: [{seed: a, opening: b, kind: fact}]",
            "questions: 'opening' picks one statement, alone with 'seed'",
        ),
        ("questions: [{opening: b}]", "questions: 'seed' is missing"),
    ],
)
def test_what_no_topic_can_say_is_told(tmp_path: Path, extra: str, message: str) -> None:
    assert _said(tmp_path, f"{TOPIC}{extra}\n") == [message]


@pytest.mark.parametrize("rest", ["select: []", "select: []\n    steps: []"])
def test_a_section_of_empty_lists_is_empty(tmp_path: Path, rest: str) -> None:
    said = _said(tmp_path, f"title: T\npurpose: P.\nsections:\n  - heading: H\n    {rest}\n")

    assert said[0] == "section: 'H' is empty"
