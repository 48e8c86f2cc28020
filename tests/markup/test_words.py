from __future__ import annotations

import pytest

from maghandout.markup.words import flat, runs_of, slug
from maghandout.model.library import Run


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain  words\nhere", "plain words here"),
        ("*soft* and `code`", "soft and code"),
        ("a [link](https://x.org) here", "a link here"),
        ("an ![image](x.png)", "an image"),
        ("<b>raw</b> & <img src=x>", "<b>raw</b> & <img src=x>"),
        (r"\*stars\*", "*stars*"),
        ("&amp; &lt;b&gt;", "& <b>"),
        ("a  \nhard break *x*", "a hard break x"),
    ],
)
def test_words_lose_their_markup(text: str, words: str) -> None:
    assert flat(text) == words


def test_strong_words_are_runs_of_their_own() -> None:
    assert runs_of("**Eat** nuts *and* beans") == (Run("Eat", True), Run(" nuts and beans"))


def test_strong_inside_soft_stays_strong() -> None:
    assert runs_of("*a **b** c*") == (Run("a "), Run("b", True), Run(" c"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("One, two: THREE four five six seven", "one-two-three-four-five-six"),
        ("Café Ångström", "cafe-angstrom"),
        ("3.5 mg", "3-5-mg"),
        ("痛み", ""),
        ("—", ""),
    ],
)
def test_an_id_is_made_from_the_first_words(text: str, name: str) -> None:
    assert slug(text) == name
