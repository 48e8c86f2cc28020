from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.check.lexicon import Plainer, hard_words, load_lexicon, term_of
from maghandout.check.readability import grade
from maghandout.errors import HandoutError, StyleError, YamlError
from maghandout.project import Project
from tests.conftest import REPOSITORY

LEXICON = {
    "utilize": "use",
    "prior to": "before",
    "adverse effect": "harm, side effect",
    "diagnosis": "name of the illness",
    "deficiency": "too little",
    "adhere to": "stick to",
    "effect": "what it does",
}


def _project(folder: Path, text: str, language: str = "en") -> Project:
    path = folder / "templates" / "lexicon" / f"{language}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Project((folder, REPOSITORY), REPOSITORY)


def _said(error: type[HandoutError], folder: Path, text: str) -> str:
    with pytest.raises(error) as caught:
        load_lexicon(_project(folder, text), "en")
    return str(caught.value)


def _hard(sentence: str) -> list[str]:
    return [found.hard for found in hard_words(sentence, LEXICON)]


class TestLoading:
    def test_the_built_in_lexicon_has_many_words(self) -> None:
        found = load_lexicon(Project((REPOSITORY,), REPOSITORY), "en-US")

        assert len(found) >= 150
        assert found["utilize"] == "use"

    def test_every_term_of_it_is_found_in_a_sentence(self) -> None:
        lexicon = load_lexicon(Project((REPOSITORY,), REPOSITORY), "en")

        found = {term: [hard.hard for hard in hard_words(f"We {term} it.", lexicon)] for term in lexicon}

        assert [term for term, hard in found.items() if hard != [term]] == []

    def test_none_of_its_plainer_words_is_hard(self) -> None:
        lexicon = load_lexicon(Project((REPOSITORY,), REPOSITORY), "en")

        found = {term: list(hard_words(plainer, lexicon)) for term, plainer in lexicon.items()}

        assert [term for term, hard in found.items() if hard] == []

    def test_its_plainer_words_read_at_a_lower_grade_together(self) -> None:
        lexicon = load_lexicon(Project((REPOSITORY,), REPOSITORY), "en")

        plainer = [choice for choices in lexicon.values() for choice in choices.split(",")]

        assert grade(plainer) < 6 < grade(lexicon)

    def test_a_language_without_a_lexicon_has_an_empty_one(self) -> None:
        assert load_lexicon(Project((REPOSITORY,), REPOSITORY), "es") == {}

    def test_words_of_the_user_come_first_and_add_to_the_built_in_ones(self, tmp_path: Path) -> None:
        found = load_lexicon(_project(tmp_path, "Utilize: take\nhand-held: small\n"), "en")

        assert (found["utilize"], found["hand held"], found["prior to"]) == ("take", "small", "before")

    def test_words_of_a_region_come_before_those_of_the_language(self, tmp_path: Path) -> None:
        found = load_lexicon(_project(tmp_path, "utilize: employ\n", "en-GB"), "en-GB")

        assert (found["utilize"], found["prior to"]) == ("employ", "before")

    def test_every_bad_entry_is_told_with_its_line(self, tmp_path: Path) -> None:
        said = _said(StyleError, tmp_path, "good: fine\nbad:\n  - list\n12: twelve\nGood: ok\n'-': dash\n")

        assert said.splitlines() == [
            "templates/lexicon/en.yaml:3: lexicon: 'bad': expected text, found a list",
            "templates/lexicon/en.yaml:4: lexicon: expected a hard word, found a number",
            "templates/lexicon/en.yaml:5: lexicon: 'Good' stands twice, first on line 1",
            "templates/lexicon/en.yaml:6: lexicon: expected a hard word, found '-'",
        ]

    def test_a_list_is_no_lexicon(self, tmp_path: Path) -> None:
        said = _said(StyleError, tmp_path, "- utilize\n")

        assert said == "templates/lexicon/en.yaml:1: lexicon: expected a mapping, found a list"

    def test_broken_yaml_is_told_with_its_line(self, tmp_path: Path) -> None:
        assert _said(YamlError, tmp_path, "good: fine\nbad: [\n").startswith("templates/lexicon/en.yaml:")


class TestFinding:
    def test_a_hard_word_is_found_as_it_is_written(self) -> None:
        assert list(hard_words("Utilize it.", LEXICON)) == [Plainer("Utilize", "use")]

    @pytest.mark.parametrize(
        ("sentence", "hard"),
        [
            ("She utilizes it.", ["utilizes"]),
            ("They were utilizing it.", ["utilizing"]),
            ("Diagnoses and deficiencies.", ["Diagnoses", "deficiencies"]),
            ("He adheres to it.", ["adheres to"]),
            ("Many adverse effects.", ["adverse effects"]),
            ("It has an effect prior to sleep.", ["effect", "prior to"]),
        ],
    )
    def test_a_hard_word_is_found_in_its_other_forms(self, sentence: str, hard: list[str]) -> None:
        assert _hard(sentence) == hard

    @pytest.mark.parametrize("sentence", ["Use it.", "A priority.", "Prior use.", ""])
    def test_other_words_are_left_alone(self, sentence: str) -> None:
        assert _hard(sentence) == []

    def test_a_word_that_the_sentence_explains_is_left_alone(self) -> None:
        assert _hard("A deficiency (too little) of magnesium.") == []

    def test_a_word_said_twice_is_found_once(self) -> None:
        assert _hard("They utilize what we utilize.") == ["utilize"]

    def test_the_advice_names_every_choice(self) -> None:
        assert str(Plainer("adverse effects", "harm, side effect")) == (
            "say 'harm' or 'side effect' for 'adverse effects'"
        )

    def test_a_term_is_lower_case_with_single_spaces(self) -> None:
        assert term_of(" Follow-Up  visit") == "follow up visit"
