from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.select.terms import Terms
from tests.libraries import FILES, bean_library

GLOSSARY = """\
---
id: words
title: Words
---
- a bone {#rib kind=fact term="rib" also="ribs; rib cage"}

- a kind of C {#vitamin kind=fact term="vitamin C (ascorbate)"}

- a light {#mri kind=fact term="MRI"}
"""


@pytest.fixture
def terms(tmp_path: Path) -> Terms:
    return Terms(bean_library(tmp_path, {**FILES, "seeds/words.md": GLOSSARY}))


def _found(terms: Terms, *texts: str) -> list[str]:
    return [term.term for term in terms.find((text, ()) for text in texts)]


def test_terms_are_found_in_order_of_first_appearance(terms: Terms) -> None:
    assert _found(terms, "An MRI of a rib", "A rib, an MRI") == ["MRI", "rib"]


@pytest.mark.parametrize("words", ["Ribs hurt.", "my rib", "the RIB CAGE", "rib-cage (rib)"])
def test_every_spelling_is_found_in_any_case(words: str, terms: Terms) -> None:
    assert _found(terms, words) == ["rib"]


@pytest.mark.parametrize("words", ["ribbon", "scrib", "beans"])
def test_a_part_of_a_word_is_no_term(words: str, terms: Terms) -> None:
    assert _found(terms, words) == []


def test_a_term_that_ends_in_a_mark_is_found(terms: Terms) -> None:
    assert _found(terms, "Take vitamin C (ascorbate).") == ["vitamin C (ascorbate)"]


def test_a_term_that_is_explained_where_it_stands_first_is_left_out(terms: Terms) -> None:
    assert terms.find([("A rib, a bone", ("words#rib",)), ("Your rib", ())]) == ()


def test_a_term_that_is_explained_later_is_not_left_out(terms: Terms) -> None:
    (found,) = terms.find([("Your rib", ()), ("A rib, a bone", ("words#rib",))])

    assert found.term == "rib"


def test_a_library_without_a_glossary_has_no_terms(tmp_path: Path) -> None:
    assert Terms(bean_library(tmp_path)).find([("Any words", ())]) == ()
