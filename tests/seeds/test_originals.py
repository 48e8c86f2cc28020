"""The digests are complete and true: place by place and figure by figure against the articles they digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from maghandout.markup.seed import parse_seed
from maghandout.model.library import Seed
from maghandout.originals import (
    Original,
    left_out_lines,
    lost_figures,
    read_original,
    stray_figures,
    uncovered_units,
    unknown_headings,
    unresolved_places,
)
from maghandout.textfile import read_text
from tests.conftest import REPOSITORY, REQUIRE_ALL, SHARED, require_or_skip
from tests.seeds.conftest import DIGESTS

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
