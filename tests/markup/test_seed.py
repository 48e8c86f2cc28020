from __future__ import annotations

import pytest

from maghandout.errors import SeedError
from maghandout.markup.places import heading_of, places_of
from maghandout.markup.seed import parse_seed
from maghandout.model.library import Certainty, Kind, Seed


def _seed(text: str) -> Seed:
    return parse_seed(text, "seeds/a.md", "a")


def _said(text: str) -> str:
    with pytest.raises(SeedError) as error:
        _seed(text)
    return str(error.value)


class TestStatements:
    def test_an_attribute_list_says_what_a_statement_is(self) -> None:
        seed = _seed('Words. {#one kind=study ref="r1 r2" certainty=low mark=unconfirmed corrects=b#x}\n')

        (statement,) = seed.statements
        assert (statement.anchor, statement.text, statement.kind) == ("a#one", "Words.", Kind.STUDY)
        assert (statement.references, statement.certainty) == (("r1", "r2"), Certainty.LOW)
        assert (statement.corrects, statement.is_confirmed) == ("b#x", False)

    def test_a_definition_names_its_term_and_its_spellings(self) -> None:
        (statement,) = _seed('- a bone {#rib term="rib" also="ribs; rib cage"}\n').statements

        assert (statement.term, statement.also) == ("rib", ("ribs", "rib cage"))

    def test_a_statement_says_which_terms_it_explains(self) -> None:
        (statement,) = _seed('- A rib, a bone. {#one explains="words#rib words#mri"}\n').statements

        assert statement.explains == ("words#rib", "words#mri")

    def test_clinical_words_belong_to_the_statement_before(self) -> None:
        (statement,) = _seed("- Plain. {#one}\n\n  Clinical: *Clinical* words.\n").statements

        assert (statement.text, statement.clinical, statement.for_class) == (
            "Plain.",
            "Clinical words.",
            "Clinical words.",
        )

    def test_a_plain_document_gets_stable_ids(self) -> None:
        seed = _seed("# Title\n\nOne thing.\n\n## Part\n\n- One thing.\n- Why?\n\n> Quoted.\n")

        assert [item.anchor for item in seed.statements] == [
            "a#one-thing",
            "a#one-thing-2",
            "a#why",
            "a#quoted",
        ]
        assert [item.kind for item in seed.statements][2] is Kind.QUESTION
        assert (seed.title, [section.anchor for section in seed.sections]) == ("Title", ["a#part"])

    def test_every_statement_knows_its_line(self) -> None:
        seed = _seed("---\ntitle: T\n---\nOne.\n\n- Two.\n\n| a | b |\n|---|---|\n| x | y |\n")

        assert [item.origin.line for item in seed.statements] == [4, 6, 10]

    def test_a_section_is_within_those_above_it(self) -> None:
        seed = _seed("## A\n\n### B\n\n#### C\n\n## D\n")

        assert [section.ancestors for section in seed.sections] == [(), ("a#a",), ("a#a", "a#b"), ()]

    def test_words_without_letters_get_an_id_too(self) -> None:
        assert [item.anchor for item in _seed("痛み\n\n痛い\n").statements] == ["a#item", "a#item-2"]


class TestTables:
    def test_every_cell_is_a_statement_with_the_tables_attributes(self) -> None:
        seed = _seed(
            "| Food | Now {#n} |\n|---|---|\n| Beans {#b kind=dose} | 1 {ref=r2} |\n\n"
            ': Foods {#foods kind=food ref=r1 unit=mg title="T" read="R"}\n'
        )

        (table,) = seed.tables
        (cell,) = table.rows[0].cells
        assert (table.anchor, table.caption, table.unit, table.title, table.read) == (
            "a#foods",
            "Foods",
            "mg",
            "T",
            "R",
        )
        assert (cell.anchor, cell.kind, cell.references) == ("a#foods.b.n", Kind.DOSE, ("r2",))

    def test_heads_that_come_again_or_are_empty_get_ids_of_their_own(self) -> None:
        seed = _seed("| Day | h | h |  |\n|---|---|---|---|\n| Mon | 1 | 2 | 3 |\n| Mon | 4 | 5 | 6 |\n")

        (table,) = seed.tables
        assert [name for name, _ in table.columns] == ["day", "h", "h-2", "4"]
        assert [row.id for row in table.rows] == ["mon", "mon-2"]
        assert len({cell.anchor for row in table.rows for cell in row.cells}) == 6

    def test_a_caption_may_be_attributes_alone(self) -> None:
        seed = _seed("| a | b |\n|---|---|\n| x | 1 |\n\n: {#t}\n")

        assert [table.anchor for table in seed.tables] == ["a#t"]
        assert [item.text for item in seed.statements] == ["1"]

    def test_two_tables_without_a_caption_are_two(self) -> None:
        seed = _seed("| a | b |\n|---|---|\n| x | 1 |\n\n| c | d |\n|---|---|\n| y | 2 |\n")

        assert [table.anchor for table in seed.tables] == ["a#table", "a#table-2"]


class TestFrontMatter:
    def test_it_names_the_seed_and_feeds_the_citation(self) -> None:
        seed = _seed(
            "---\nid: b\ntitle: T\nauthor: [A, B]\nurl: https://x.org\nissued: 2020-03-04\n"
            "container: J\n---\n"
        )

        assert (seed.id, seed.title) == ("b", "T")
        assert seed.csl == {
            "id": "b",
            "type": "document",
            "title": "T",
            "URL": "https://x.org",
            "container-title": "J",
            "author": [{"literal": "A"}, {"literal": "B"}],
            "issued": {"date-parts": [[2020, 3, 4]]},
        }

    def test_a_rule_later_in_the_text_is_no_front_matter(self) -> None:
        assert [item.text for item in _seed("One.\n\n---\n\nTwo.\n").statements] == ["One.", "Two."]


class TestProblems:
    def test_an_id_that_stands_twice_is_told(self) -> None:
        assert _said("One. {#a}\n\n## Two {#a}\n") == "seeds/a.md:3: the id 'a' stands twice, first on line 1"

    def test_every_problem_is_told_at_once(self) -> None:
        said = _said("One. {kind=fcat}\n\nTwo. {certainty=sure reff=x}\n\n## Three {kind=fact}\n")

        kinds = "fact, mechanism, study, dose, safety, action, food, question"
        assert [line for line in said.splitlines() if not line.startswith(" ")] == [
            f"seeds/a.md:1: kind: found 'fcat', expected one of {kinds}",
            "seeds/a.md:3: unknown attribute 'reff'",
            "seeds/a.md:3: certainty: found 'sure', expected one of very-low, low, moderate, high",
            "seeds/a.md:5: unknown attribute 'kind'",
        ]


@pytest.mark.parametrize(
    ("place", "heading"),
    [
        ("Benefit 1, paragraph 2", "Benefit 1"),
        ("Doses, items 2-3", "Doses"),
        ("A, B", "A, B"),
        ("Opening", "Opening"),
    ],
)
def test_a_place_opens_with_its_heading(place: str, heading: str) -> None:
    assert heading_of(place) == heading


def test_places_are_split_at_semicolons() -> None:
    assert places_of("A, item 1; B") == ("A, item 1", "B")


def test_an_id_that_is_given_wins_over_one_made_from_words() -> None:
    seed = parse_seed("## Foods\n\n- Eat well. {#foods}\n", "x.md", "x")

    assert [section.anchor for section in seed.sections] == ["x#foods-2"]
    assert [statement.anchor for statement in seed.statements] == ["x#foods"]
