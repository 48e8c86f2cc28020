"""An original and its digest: units by place, and what a digest lost or made up."""

from __future__ import annotations

import pytest

from maghandout.markup.seed import parse_seed
from maghandout.model.library import Seed
from maghandout.originals import (
    Original,
    lost_figures,
    read_original,
    stray_figures,
    uncovered_units,
    unknown_headings,
    unresolved_places,
)

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
