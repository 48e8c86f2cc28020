"""What the composer hands to the templates, seen in the documents they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.compose.compose import DECK, HANDOUT
from maghandout.dump import dump_document
from maghandout.model.brand import Brand
from maghandout.model.document import Document, Slide, Table, plain_text
from maghandout.pipeline import Pipeline
from maghandout.project import Project, SourceFile, find_project
from maghandout.select.select import select
from maghandout.spec.load import load
from maghandout.templating import Templates
from tests.compose.documents import composed, composer
from tests.conftest import REPOSITORY
from tests.folders import Folder
from tests.libraries import FACTS, FILES, bean_library, bean_selection


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


class TestVerdictOnTheClaim:
    def test_of_several_appraisals_of_a_claim_those_that_name_the_study_count(self, tmp_path: Path) -> None:
        of_it, of_another = _appraisal("mend", "overstated", "lee-2020"), _appraisal("mend", "contradicted")

        assert _verdict(tmp_path, of_it, of_another) == "overstated"

    def test_of_those_that_name_the_study_the_worst_counts(self, tmp_path: Path) -> None:
        mild = _appraisal("mend", "accurate", "lee-2020")
        worse = _appraisal("good", "misattributed", "lee-2020")

        assert _verdict(tmp_path, mild, worse) == "misattributed"

    def test_where_none_names_the_study_the_worst_of_all_counts(self, tmp_path: Path) -> None:
        mild, worse = _appraisal("good", "accurate"), _appraisal("mend", "unverifiable")

        assert _verdict(tmp_path, mild, worse) == "unverifiable"

    def test_a_claim_that_does_not_rest_on_the_study_does_not_count(self, tmp_path: Path) -> None:
        assert _verdict(tmp_path, _appraisal("cure", "contradicted", "lee-2020")) == "not checked"

    def test_a_study_that_no_article_rests_on_is_not_cited(self, tmp_path: Path) -> None:
        assert _verdict(tmp_path, _appraisal("mend", "overstated"), study="book") == "not cited"


def _appraisal(statement: str, verdict: str, reference: str = "book") -> str:
    return (
        f"  - {{id: {statement}-{verdict}, statements: [art#{statement}], verdict: {verdict}, finding: So., "
        f"references: [{reference}]}}\n"
    )


def _verdict(folder: Path, *appraisals: str, study: str = "lee-2020") -> str:
    """Return the verdict on the claim in a deck's table of one study of beans."""
    head = "\n| Study | Result {#result} |\n|-------|---------|\n"
    table = head + f"| One {{#one ref={study}}} | Good |\n\n: Studies {{#all kind=study}}\n"
    slide = "deck:\n  slides:\n    - title: S\n      compare: {table: all, columns: [result]}\n"
    topic = "title: T\npurpose: P.\nsections:\n  - heading: H\n    select: [facts#eat]\n" + slide
    files = {"seeds/facts.md": FACTS + table, "seeds/appraisals.yaml": "appraisals:\n" + "".join(appraisals)}
    library = bean_library(folder, {**FILES, **files})
    Folder(folder, {"handouts/t.yaml": topic})
    project = Project((folder, REPOSITORY), folder)
    file = SourceFile(folder / "handouts/t.yaml", "handouts/t.yaml", False)
    made = composer(select(load(project, file), library), library, Templates(project))
    return _tables(made.compose(DECK))[0][1][-1]


class TestBrand:
    def test_a_heading_tells_the_brands_number_for_an_emergency(self, tmp_path: Path) -> None:
        template = "<h1>{{ with_emergency('Get help ({emergency}) if you') }}</h1>"

        with_brand, without = (
            dump_document(composed(tmp_path, template, brand=brand)).splitlines()[-1]
            for brand in (Brand(emergency="112"), Brand())
        )

        assert with_brand == "  heading 1: Get help (call 112) if you"
        assert without == "  heading 1: Get help (in the US, call 911) if you"

    def test_a_heading_without_a_gap_stays_as_it_is(self, tmp_path: Path) -> None:
        template = "<h1>{{ with_emergency('{name} and {0}') }}</h1>"

        assert dump_document(composed(tmp_path, template)).endswith("heading 1: {name} and {0}\n")

    def test_an_address_is_said_without_its_scheme(self, tmp_path: Path) -> None:
        template = "<p>{{ without_scheme('https://www.example.org/sleep/') }}</p>"

        assert dump_document(composed(tmp_path, template)).endswith("body: example.org/sleep\n")

    def test_a_handout_names_the_clinic_its_phone_and_its_page(self, tmp_path: Path) -> None:
        brand = Brand("Hill Clinic", "555-0100", url="https://hill.example.org", reviewer="Dr. Lee")
        selection = bean_selection(tmp_path, "[facts#eat]")
        templates = Templates(Project((REPOSITORY,), REPOSITORY))

        document = composer(selection, bean_library(tmp_path), templates, brand).compose(HANDOUT)

        said = dump_document(document)
        assert plain_text(document.furniture.clinic) == "Hill Clinic 555-0100"
        assert plain_text(document.furniture.footer).startswith("Draft for Dr. Lee: not reviewed yet.")
        assert "field phone: Clinic phone = 555-0100\n" in said
        assert "code https://hill.example.org: More at [hill.example.org](https://hill.example.org)\n" in said

    def test_a_topics_own_page_comes_before_the_clinics(self, tmp_path: Path) -> None:
        selection = bean_selection(tmp_path, "[facts#eat]", "url: https://example.org/beans\n")
        templates = Templates(Project((REPOSITORY,), REPOSITORY))
        brand = Brand(url="https://hill.example.org")

        document = composer(selection, bean_library(tmp_path), templates, brand).compose(HANDOUT)

        assert "code https://example.org/beans: " in dump_document(document)
        assert "hill.example.org" not in dump_document(document)
