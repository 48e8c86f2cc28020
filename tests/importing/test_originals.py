"""The five originals imported: as complete and true as their digests, headings and all, within a second."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from maghandout.figures import figures
from maghandout.importing.convert import Draft, convert_file
from maghandout.markup.seed import parse_seed
from maghandout.model.library import Seed
from maghandout.originals import (
    left_out_lines,
    lost_figures,
    read_original,
    stray_figures,
    uncovered_units,
    unknown_headings,
    unresolved_places,
)
from maghandout.textfile import read_text
from tests.conftest import REPOSITORY, SHARED, require_or_skip
from tests.seeds.conftest import DIGESTS

ORIGINALS = SHARED / "originals"
MOST_SECONDS = 1.0


@pytest.fixture(params=DIGESTS)
def digest(request: pytest.FixtureRequest) -> Seed:
    path = REPOSITORY / "seeds" / f"{request.param}.md"
    return parse_seed(read_text(path, path.name), path.name, path.stem)


@pytest.fixture
def path(digest: Seed) -> Path:
    require_or_skip(ORIGINALS.is_dir(), f"the original articles are not at {ORIGINALS}")
    return ORIGINALS / digest.original_file


@pytest.fixture
def draft(path: Path) -> Draft:
    return convert_file(path, "imported")


@pytest.fixture
def seed(draft: Draft) -> Seed:
    return parse_seed(draft.text, "imported.md", "imported")


def _values(text: str) -> set[float]:
    return {figure.value for figure in figures(text)}


class TestImportedOriginals:
    def test_have_the_headings_of_their_digests(self, seed: Seed, digest: Seed) -> None:
        assert [section.at for section in seed.sections] == [section.at for section in digest.sections]

    def test_name_the_very_file(self, seed: Seed, path: Path) -> None:
        assert seed.original_file == path.name
        assert seed.original_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()

    def test_lose_and_add_nothing(self, seed: Seed, path: Path) -> None:
        original = read_original(path.read_text(encoding="utf-8"), seed)

        assert unknown_headings(seed, original) == []
        assert unresolved_places(seed, original) == []
        assert uncovered_units(seed, original) == []
        assert lost_figures(seed, original) == []
        assert stray_figures(seed, original) == []

    def test_leave_out_the_lines_that_the_digest_leaves_out(
        self, seed: Seed, digest: Seed, path: Path
    ) -> None:
        text = path.read_text(encoding="utf-8")

        left_out = {line for opening in seed.left_out for line in left_out_lines(text, opening)}

        assert left_out == {line for opening in digest.left_out for line in left_out_lines(text, opening)}
        assert len(left_out) == len(seed.left_out)

    def test_list_every_figure(self, draft: Draft, path: Path, seed: Seed) -> None:
        original = read_original(path.read_text(encoding="utf-8"), seed)
        head = draft.text.split("\n---\n")[0]
        listed = dict(line[4:].rsplit(": ", 1) for line in head.splitlines() if line.startswith("#   "))

        missing = {
            str(unit): _values(unit.text) - _values(listed.get(str(unit), "")) for unit in original.units
        }

        assert {place: values for place, values in missing.items() if values} == {}

    def test_take_at_most_a_second(self, path: Path) -> None:
        start = time.perf_counter()
        convert_file(path)

        assert time.perf_counter() - start < MOST_SECONDS

    def test_say_that_the_words_are_the_articles(self, draft: Draft) -> None:
        assert "# The words below are the article's own." in draft.text.split("\n---\n")[0]
