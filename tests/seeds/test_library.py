"""The library holds together: it scans, reads easily, and every checked claim has its record."""

from __future__ import annotations

import re

import pytest

from maghandout.check.plain import HIGHEST_GRADE, LONGEST_SENTENCE
from maghandout.check.readability import grade, sentences, words
from maghandout.model.library import FACTS, Library
from tests.conftest import SHARED, require_or_skip
from tests.seeds.conftest import DIGESTS

ROWS = {
    "A": 9, "B": 5, "C": 4, "D": 3, "E": 4, "F": 4, "G": 4, "H": 6, "I": 3, "J": 4, "K": 2, "L": 3, "M": 1,
    "N": 1, "O": 5, "P": 7, "Q": 10, "R": 4,
}  # fmt: skip
"""The rows of the claim table of evidence.md: how many each letter has."""

CLAIMS = tuple(f"{letter}{number}" for letter, most in ROWS.items() for number in range(1, most + 1))
CONFLICTS = tuple(f"X{number}" for number in range(1, 24))


def _running_texts(library: Library, seed_id: str) -> list[str]:
    """Return the plain words outside tables; short cells would lower the grade of the rest."""
    seed = library.seeds[seed_id]
    cells = {cell.anchor for table in seed.tables for row in table.rows for cell in row.cells}
    return [statement.text for statement in seed.statements if statement.anchor not in cells]


class TestSeeds:
    def test_every_digest_is_a_seed_with_an_original(self, library: Library) -> None:
        digests = {seed.id for seed in library.seeds.values() if seed.original_file}

        assert digests == set(DIGESTS)

    def test_the_facts_are_a_seed_without_an_original(self, library: Library) -> None:
        assert FACTS in library.seeds
        assert not library.seeds[FACTS].original_file

    @pytest.mark.parametrize("seed_id", [*DIGESTS, FACTS])
    def test_plain_words_read_at_sixth_grade(self, library: Library, seed_id: str) -> None:
        assert grade(_running_texts(library, seed_id)) <= HIGHEST_GRADE

    @pytest.mark.parametrize("seed_id", [*DIGESTS, FACTS])
    def test_plain_sentences_are_short(self, library: Library, seed_id: str) -> None:
        texts = [statement.text for statement in library.seeds[seed_id].statements]

        long = [part for text in texts for part in sentences(text) if len(words(part)) > LONGEST_SENTENCE]

        assert long == []

    @pytest.mark.parametrize("seed_id", DIGESTS)
    def test_every_statement_of_a_digest_says_where_it_stands(self, library: Library, seed_id: str) -> None:
        assert [item.anchor for item in library.seeds[seed_id].statements if not item.at] == []

    def test_every_fact_has_a_reference(self, library: Library) -> None:
        assert [item.anchor for item in library.seeds[FACTS].statements if not item.references] == []


class TestRecords:
    def test_every_claim_that_was_checked_is_appraised(self, library: Library) -> None:
        found = {appraisal.id for appraisal in library.appraisals}

        assert [claim for claim in CLAIMS if claim not in found] == []

    def test_every_conflict_between_the_articles_is_recorded(self, library: Library) -> None:
        found = {conflict.id for conflict in library.conflicts}

        assert [conflict for conflict in CONFLICTS if conflict not in found] == []

    def test_corrected_statements_come_from_the_facts(self, library: Library) -> None:
        corrections = [appraisal.corrected for appraisal in library.appraisals if appraisal.corrected]

        assert corrections
        assert [anchor for anchor in corrections if library.statements[anchor].seed != FACTS] == []

    def test_only_facts_correct_and_only_articles_are_corrected(self, library: Library) -> None:
        pairs = [(item.anchor, item.corrects) for item in library.statements.values() if item.corrects]

        assert [pair for pair in pairs if not pair[0].startswith(f"{FACTS}#")] == []
        assert [pair for pair in pairs if pair[1].partition("#")[0] not in DIGESTS] == []

    def test_no_paper_stands_in_a_journal_named_like_itself(self, library: Library) -> None:
        papers = [item for item in library.references.values() if "container-title" in item.csl]

        assert papers
        assert [item.id for item in papers if item.csl["container-title"] == item.csl["title"]] == []

    def test_no_printed_address_is_that_of_a_copy(self, library: Library) -> None:
        urls = [str(item.csl.get("URL", "")) for item in library.references.values()]

        copy = re.compile(r"//[^/]*(staging|preflight|demo\.|deno\.dev|:\d)")

        assert [url for url in urls if copy.search(url)] == []

    def test_the_rows_are_those_of_the_evidence(self) -> None:
        evidence = SHARED / "evidence.md"
        require_or_skip(evidence.is_file(), f"the evidence is not at {evidence}")

        ids = re.findall(r"^\| ([A-Z]\d+) \|", evidence.read_text(encoding="utf-8"), re.MULTILINE)

        assert ids == [*CLAIMS, *CONFLICTS]
