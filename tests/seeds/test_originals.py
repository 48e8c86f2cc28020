"""The digests are complete and true: place by place and figure by figure against the articles they digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from maghandout.markup.seed import parse_seed
from maghandout.model.library import Seed
from maghandout.textfile import read_text
from tests.conftest import REPOSITORY, REQUIRE_ALL, SHARED, require_or_skip
from tests.seeds.conftest import DIGESTS
from tests.seeds.figures import Figure, figures
from tests.seeds.originals import (
    Original,
    left_out_lines,
    lost_figures,
    read_original,
    stray_figures,
    uncovered_units,
    unknown_headings,
    unresolved_places,
)

ORIGINALS = SHARED / "originals"
LONGEST_OPENING = 8
"""Words that may name a left-out line."""


@pytest.fixture(params=DIGESTS)
def seed(request: pytest.FixtureRequest) -> Seed:
    path = REPOSITORY / "seeds" / f"{request.param}.md"
    return parse_seed(read_text(path, path.name), path.name, path.stem)


@pytest.fixture
def original_file(seed: Seed) -> Path:
    require_or_skip(ORIGINALS.is_dir(), f"the original articles are not at {ORIGINALS}")
    return ORIGINALS / seed.original_file


@pytest.fixture
def original(original_file: Path, seed: Seed) -> Original:
    return read_original(original_file.read_text(encoding="utf-8"), seed)


class TestDigests:
    def test_names_the_very_file_it_digests(self, seed: Seed, original_file: Path) -> None:
        assert hashlib.sha256(original_file.read_bytes()).hexdigest() == seed.original_sha256

    def test_leaves_out_single_lines_only(self, seed: Seed, original_file: Path) -> None:
        text = original_file.read_text(encoding="utf-8")

        assert {opening: len(left_out_lines(text, opening)) for opening in seed.left_out} == dict.fromkeys(
            seed.left_out, 1
        )
        assert [opening for opening in seed.left_out if len(opening.split()) > LONGEST_OPENING] == []

    def test_mirrors_headings_of_the_original(self, seed: Seed, original: Original) -> None:
        assert unknown_headings(seed, original) == []

    def test_every_place_is_found(self, seed: Seed, original: Original) -> None:
        assert unresolved_places(seed, original) == []

    def test_every_unit_is_digested(self, seed: Seed, original: Original) -> None:
        assert original.units
        assert uncovered_units(seed, original) == []

    def test_every_figure_of_the_original_is_kept(self, seed: Seed, original: Original) -> None:
        assert lost_figures(seed, original) == []

    def test_no_figure_is_made_up(self, seed: Seed, original: Original) -> None:
        assert stray_figures(seed, original) == []


ARTICLE = """\
A Small Article
Some 300 reactions need it.
Doses
- Take 200-400mg for two weeks.
- Two doses work best.
1. Ask first.
| Form | Share |
|---|---|
| Oxide, 7 mg | 60% |
Share this page
Doses
"""

DIGEST = """\
---
id: small
title: A Small Article
original: {file: small.txt, sha256: SHA256, left_out: [Share this]}
---
## Start {at="Opening"}

- Over 300 steps use it. {#steps at="Opening, paragraph 1"}

## How much {at="Doses"}

- Take about 395 mg for 2 weeks. {#dose at="Doses, item 1"}

  Clinical: 200 to 400 mg over 2 weeks.

- More than one dose works, and ask. {#more at="Doses, items 2-3; Doses, paragraph 1"}

| Form | Share {#share} |
|---|---|
| Oxide, 7 mg {#oxide} | 60% {at="Doses, row 1"} |
""".replace("SHA256", "a" * 64)


def _digest(old: str = "", new: str = "") -> tuple[Seed, Original]:
    """Return the small digest with one stretch replaced; as it stands it is complete and true."""
    assert old in DIGEST
    seed = parse_seed(DIGEST.replace(old, new), "small.md", "small")
    return seed, read_original(ARTICLE, seed)


class TestUnits:
    def test_are_counted_by_kind_below_their_heading(self) -> None:
        _, original = _digest()

        assert [(str(unit), unit.line) for unit in original.units] == [
            ("Opening, paragraph 1", 2),
            ("Doses, item 1", 4),
            ("Doses, item 2", 5),
            ("Doses, item 3", 6),
            ("Doses, row 1", 9),
            ("Doses, paragraph 1", 11),
        ]

    def test_a_heading_alone_names_all_below_it(self) -> None:
        _, original = _digest()

        found = original.place("Doses")

        assert found is not None
        assert len(found) == 5

    def test_a_range_gives_each_of_its_units(self) -> None:
        _, original = _digest()

        assert [unit.line for unit in original.passage("Doses, items 1-2; Opening, paragraph 1")] == [4, 5, 2]

    @pytest.mark.parametrize(
        "place", ["Dose", "Doses, item 4", "Doses, items 2-4", "Doses, items 2-1", "Opening, row 1"]
    )
    def test_a_place_that_is_not_there_names_nothing(self, place: str) -> None:
        _, original = _digest()

        assert original.place(place) is None


class TestPlantedFaults:
    def test_a_true_and_complete_digest_has_none(self) -> None:
        seed, original = _digest()

        assert unknown_headings(seed, original) == []
        assert unresolved_places(seed, original) == []
        assert uncovered_units(seed, original) == []
        assert lost_figures(seed, original) == []
        assert stray_figures(seed, original) == []

    def test_a_heading_of_its_own_is_found(self) -> None:
        seed, original = _digest('at="Opening"}\n', 'at="Opening"}\n\n## More {#extra at="Benefits"}\n')

        assert unknown_headings(seed, original) == ["small#extra: 'Benefits'"]

    def test_a_wrong_place_is_found(self) -> None:
        seed, original = _digest("Doses, item 1", "Doses, item 7")

        assert unresolved_places(seed, original) == ["small#dose: 'Doses, item 7'"]

    def test_a_unit_left_out_is_found(self) -> None:
        seed, original = _digest("Doses, items 2-3", "Doses, item 3")

        assert uncovered_units(seed, original) == ["Doses, item 2"]

    def test_a_lost_table_row_is_found(self) -> None:
        seed, original = _digest("Doses, row 1", "Doses, item 1")

        assert uncovered_units(seed, original) == ["Doses, row 1"]

    def test_a_wrong_number_is_found_both_ways(self) -> None:
        seed, original = _digest("Over 300", "Over 350")

        assert lost_figures(seed, original) == ["Opening, paragraph 1: 300"]
        assert stray_figures(seed, original) == ["small#steps: 350"]

    def test_a_wrong_unit_of_measure_is_found_both_ways(self) -> None:
        seed, original = _digest("2 weeks", "2 months")

        assert lost_figures(seed, original) == ["Doses, item 1: 2 week"]
        assert stray_figures(seed, original) == ["small#dose: 2 month"]

    def test_a_lost_unit_of_measure_is_found(self) -> None:
        seed, original = _digest("60%", "60")

        assert lost_figures(seed, original) == ["Doses, row 1: 60 %"]

    def test_a_figure_lost_from_a_row_head_is_found(self) -> None:
        seed, original = _digest("Oxide, 7 mg", "Oxide")

        assert lost_figures(seed, original) == ["Doses, row 1: 7 mg"]

    def test_a_true_number_at_the_wrong_place_is_found(self) -> None:
        seed, original = _digest("Opening, paragraph 1", "Doses, paragraph 1")

        assert stray_figures(seed, original) == ["small#steps: 300"]

    def test_clinical_words_may_not_round(self) -> None:
        seed, original = _digest("200 to 400 mg over", "200 to 395 mg over")

        assert stray_figures(seed, original) == ["small#dose: 395 mg"]

    def test_plain_words_may_not_round_by_more_than_a_twentieth(self) -> None:
        seed, original = _digest("about 395 mg", "about 379 mg")

        assert stray_figures(seed, original) == ["small#dose: 379 mg"]

    def test_plain_words_may_not_round_what_is_wrong_in_clinical_words(self) -> None:
        seed, original = _digest(
            '395 mg for 2 weeks. {#dose at="Doses, item 1"}\n\n  Clinical: 200 to 400 mg',
            '495 mg for 2 weeks. {#dose at="Doses, item 1"}\n\n  Clinical: 200 to 500 mg',
        )

        assert stray_figures(seed, original) == ["small#dose: 495 mg", "small#dose: 500 mg"]

    def test_plain_words_may_not_round_without_clinical_words(self) -> None:
        seed, original = _digest("\n  Clinical: 200 to 400 mg over 2 weeks.\n", "")

        assert stray_figures(seed, original) == ["small#dose: 395 mg"]


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


class TestRequireOrSkip:
    def test_skips_for_a_missing_thing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(REQUIRE_ALL, raising=False)

        with pytest.raises(pytest.skip.Exception, match="no such program"):
            require_or_skip(False, "no such program")

    def test_fails_where_everything_is_required(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(REQUIRE_ALL, "1")

        with pytest.raises(pytest.fail.Exception, match="MAGHANDOUT_REQUIRE_ALL is set, but no such program"):
            require_or_skip(False, "no such program")

    def test_goes_on_with_a_thing_that_is_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(REQUIRE_ALL, "1")

        require_or_skip(True, "never said")
