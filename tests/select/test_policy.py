from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.diagnostics import Origin
from maghandout.errors import PolicyError
from maghandout.model.library import Library
from maghandout.model.selection import Picked, Withheld
from maghandout.select.policy import admit, needs_care, show
from tests.libraries import bean_library

HERE = Origin("t.yaml", 1)


@pytest.fixture
def beans(tmp_path: Path) -> Library:
    return bean_library(tmp_path)


def _admit(anchor: str, library: Library, *, is_named: bool = False) -> Picked | Withheld:
    return admit(library.statements[anchor], library, HERE, is_named=is_named)


@pytest.mark.parametrize("anchor", ["art#good", "facts#eat", "art#green"])
@pytest.mark.parametrize("is_named", [True, False])
def test_what_is_accurate_or_was_not_checked_prints(anchor: str, is_named: bool, beans: Library) -> None:
    found = _admit(anchor, beans, is_named=is_named)

    assert isinstance(found, Picked)
    assert (found.statement.anchor, found.instead_of) == (anchor, None)


@pytest.mark.parametrize("is_named", [True, False])
def test_an_overstated_claim_prints_as_its_correction(is_named: bool, beans: Library) -> None:
    found = _admit("art#mend", beans, is_named=is_named)

    assert isinstance(found, Picked)
    assert found.statement.anchor == "facts#help"
    assert found.instead_of == beans.statements["art#mend"]


def test_a_contradicted_claim_that_is_met_is_withheld(beans: Library) -> None:
    found = _admit("art#cure", beans)

    assert isinstance(found, Withheld)
    assert (found.appraisal.id, found.printed_instead) == ("A3", "")


def test_a_contradicted_claim_that_is_named_is_an_error(beans: Library) -> None:
    with pytest.raises(PolicyError) as error:
        _admit("art#cure", beans, is_named=True)

    message = "t.yaml:1: art#cure is contradicted and may not be printed: No one had rickets."
    assert str(error.value) == f"{message}\n  hint: leave it to the deck"


def test_a_deck_shows_any_claim_with_what_was_found(beans: Library) -> None:
    picked = show(beans.statements["art#cure"], beans)

    assert (picked.verdict, picked.finding) == ("contradicted", "No one had rickets.")


@pytest.mark.parametrize(
    ("anchor", "needs"), [("art#good", False), ("art#mend", False), ("art#cure", True), ("facts#eat", False)]
)
def test_only_the_worst_verdicts_need_care(anchor: str, needs: bool, beans: Library) -> None:
    assert needs_care(show(beans.statements[anchor], beans)) is needs
