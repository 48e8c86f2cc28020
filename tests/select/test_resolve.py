from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.diagnostics import Origin
from maghandout.errors import SelectionError
from maghandout.model.document import ChartKind
from maghandout.model.library import Kind, Library
from maghandout.model.topic import ByAnchor, ByFilter, ByOpening, Selector, TableSpec
from maghandout.select.resolve import names_one, resolve, resolve_table
from tests.libraries import DIGEST, FILES, bean_library

HERE = Origin("t.yaml", 1)


@pytest.fixture
def beans(tmp_path: Path) -> Library:
    return bean_library(tmp_path)


def _names(selector: Selector, library: Library) -> list[str]:
    return [item.anchor.partition("#")[2] for item in resolve(selector, library)]


CELLS = ["foods.peas.now", "foods.peas.then", "foods.nuts.now", "foods.nuts.then"]


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        (ByAnchor("art#good", HERE), ["good"]),
        (ByAnchor("art#foods", HERE), CELLS),
        (ByAnchor("art#small", HERE), ["green", *CELLS]),
        (ByAnchor("art#trials", HERE), ["good", "mend", "cure", "green", *CELLS]),
        (ByAnchor("facts", HERE), ["help", "eat", "pill", "ask"]),
        (ByFilter("art", "", Kind.STUDY, HERE), ["mend", "cure"]),
        (ByFilter("art", "small ONES", Kind.QUESTION, HERE), ["green"]),
        (ByFilter("art", "small", None, HERE), ["green", *CELLS]),
        (ByOpening("art", "beans  ARE gr", HERE), ["green"]),
    ],
)
def test_a_selector_picks_in_the_order_of_the_seed(
    selector: Selector, names: list[str], beans: Library
) -> None:
    assert _names(selector, beans) == names


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        (ByAnchor("art#god", HERE), "unknown anchor 'art#god'\n  hint: did you mean 'art#good'"),
        (ByAnchor("arts#good", HERE), "unknown seed 'arts'\n  hint: did you mean 'art' or 'facts'?"),
        (ByAnchor("zzz", HERE), "unknown seed 'zzz'\n  hint: seeds: art, facts"),
        (ByAnchor("art#nothing", HERE), "'art#nothing' holds no statements"),
        (
            ByFilter("art", "smal", None, HERE),
            "unknown section 'smal' in 'art'\n  hint: did you mean 'small'?",
        ),
        (ByFilter("art", "", Kind.FOOD, HERE), "nothing matches art, kind food\n  hint: kinds there: fact, "),
        (
            ByFilter("art", "nothing", None, HERE),
            "nothing matches art, section 'nothing'\n  hint: the section is",
        ),
        (ByOpening("art", "Beans", HERE), "4 statements of 'art' open with 'Beans' (lines 9, 11, 13, 17)"),
        (
            ByOpening("art", "Bens are good", HERE),
            "no statement of 'art' opens with 'Bens are good'\n  hint: did",
        ),
    ],
)
def test_a_selector_that_picks_nothing_offers_what_is_near(
    selector: Selector, message: str, beans: Library
) -> None:
    with pytest.raises(SelectionError) as error:
        resolve(selector, beans)

    assert str(error.value).startswith(f"t.yaml:1: {message}")


@pytest.mark.parametrize(
    ("selector", "is_one"),
    [
        (ByAnchor("art#good", HERE), True),
        (ByAnchor("art#trials", HERE), False),
        (ByAnchor("art#foods", HERE), False),
        (ByFilter("art", "", None, HERE), False),
        (ByOpening("art", "Beans are good", HERE), True),
    ],
)
def test_only_an_address_or_an_opening_names_one_statement(
    selector: Selector, is_one: bool, beans: Library
) -> None:
    assert names_one(selector, beans) is is_one


class TestTables:
    def test_rows_and_columns_come_as_asked(self, beans: Library) -> None:
        spec = TableSpec("art#foods", ("nuts",), ("then", "now"), HERE)

        table, columns, rows = resolve_table(spec, beans)

        assert (table.anchor, columns, [row.id for row in rows]) == ("art#foods", (2, 1), ["nuts"])

    def test_nothing_asked_means_all(self, beans: Library) -> None:
        _, columns, rows = resolve_table(TableSpec("art#foods", (), (), HERE), beans)

        assert (columns, [row.id for row in rows]) == ((1, 2), ["peas", "nuts"])

    @pytest.mark.parametrize(
        ("name", "rows", "columns", "message"),
        [
            ("art#food", (), (), "unknown table 'art#food'\n  hint: did you mean 'art#foods'?"),
            ("art#foods", ("nut",), (), "art#foods: unknown row 'nut'\n  hint: did you mean 'nuts'?"),
            ("art#foods", (), ("x",), "art#foods: unknown column 'x'\n  hint: columns: now, then"),
        ],
    )
    def test_an_unknown_part_offers_what_is_near(
        self, name: str, rows: tuple[str, ...], columns: tuple[str, ...], message: str, beans: Library
    ) -> None:
        with pytest.raises(SelectionError) as error:
            resolve_table(TableSpec(name, rows, columns, HERE), beans)

        assert str(error.value) == f"t.yaml:1: {message}"

    def test_numbers_that_count_no_people_are_not_drawn_as_people(self, beans: Library) -> None:
        with pytest.raises(SelectionError) as error:
            resolve_table(TableSpec("art#foods", (), (), HERE, ChartKind.ICONS), beans)

        message = "the numbers of 'art#foods' do not count people, so they cannot be drawn as people"
        hint = "leave out 'kind: icons'; a table that counts people of 100 says so with measure=people"
        assert str(error.value) == f"t.yaml:1: {message}\n  hint: {hint}"

    def test_numbers_that_count_people_may_be(self, tmp_path: Path) -> None:
        digest = DIGEST.replace(": Foods {#foods", ": Foods {#foods measure=people")
        library = bean_library(tmp_path, {**FILES, "seeds/art.md": digest})

        table, _, _ = resolve_table(TableSpec("art#foods", (), (), HERE, ChartKind.ICONS), library)

        assert table.measure == "people"
