"""What the composer hands to the templates, seen in the documents they make."""

from __future__ import annotations

import pytest

from maghandout.build import Pipeline
from maghandout.compose.compose import DECK
from maghandout.model.document import Document, Slide, Table, plain_text
from maghandout.project import find_project
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def deck() -> Document:
    pipeline = Pipeline(find_project(REPOSITORY))
    return pipeline.composer(pipeline.select("sleep")).compose(DECK)


def _tables(deck: Document) -> list[list[list[str]]]:
    blocks = [block for slide in deck.blocks if isinstance(slide, Slide) for block in slide.blocks]
    tables = [block for block in blocks if isinstance(block, Table)]
    return [
        [[plain_text(cell.inlines) for cell in row] for row in (table.head, *table.rows)] for table in tables
    ]


def test_a_table_of_studies_says_how_the_claims_that_rest_on_them_fared(deck: Document) -> None:
    evidence = next(table for table in _tables(deck) if table[0][0] == "Study")

    verdicts = {row[0]: row[-1] for row in evidence}

    assert verdicts == {
        "Study": "Verdict on the claim",
        "Abbasi 2012": "overstated",
        "Mah 2021": "overstated",
        "Schuster 2025": "not cited",
        "Lopresti 2026": "not cited",
    }


def test_a_table_of_facts_says_nothing_of_claims(deck: Document) -> None:
    forms = next(table for table in _tables(deck) if table[0][0] == "Feature")

    assert forms[0] == ["Feature", "Glycinate", "Citrate", "Oxide"]
