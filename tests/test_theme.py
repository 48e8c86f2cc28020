from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.errors import StyleError
from maghandout.project import Project
from maghandout.theme import Theme, load_theme
from tests.conftest import REPOSITORY
from tests.folders import Folder

STANDARD = (REPOSITORY / "templates/themes/standard.yaml").read_text(encoding="utf-8")


def _load(folder: Path, text: str) -> Theme:
    Folder(folder, {"templates/themes/standard.yaml": text})
    return load_theme(Project((folder, REPOSITORY), REPOSITORY))


def _said(folder: Path, text: str) -> str:
    with pytest.raises(StyleError) as error:
        _load(folder, text)
    return str(error.value)


def test_the_standard_theme_keeps_the_floors_of_size() -> None:
    theme = load_theme(Project((REPOSITORY,), REPOSITORY))

    assert theme.text.body.size >= 12
    assert theme.text.source.size >= 10
    assert (theme.deck.body, theme.deck.table, theme.deck.source) >= (24, 18, 12)


def test_a_folders_own_theme_comes_first(tmp_path: Path) -> None:
    assert _load(tmp_path, STANDARD.replace("margin: 54", "margin: 60")).page.margin == 60


def test_an_unknown_theme_is_told() -> None:
    with pytest.raises(StyleError) as error:
        load_theme(Project((REPOSITORY,), REPOSITORY), "gaudy")

    assert str(error.value) == "templates/themes/gaudy.yaml: unknown theme 'gaudy'"


def test_a_wrong_colour_is_told(tmp_path: Path) -> None:
    said = _said(tmp_path, STANDARD.replace('ink: "#1d2528"', "ink: red"))

    message = "templates/themes/standard.yaml:5: colors: 'ink': not a colour: 'red'"
    assert said == f"{message}\n  hint: write it as #rrggbb"


@pytest.mark.parametrize("value", ["0", "-3", "5000", "1e999"])
def test_a_length_out_of_range_is_told(tmp_path: Path, value: str) -> None:
    said = _said(tmp_path, STANDARD.replace("margin: 54", f"margin: {value}"))

    assert said.startswith("templates/themes/standard.yaml:15: theme: 'margin': found ")


def test_a_missing_and_an_unknown_key_are_told_at_once(tmp_path: Path) -> None:
    said = _said(tmp_path, STANDARD.replace("  gutter: 16", "  guter: 16"))

    assert said.splitlines() == [
        "templates/themes/standard.yaml:15: theme: 'gutter' is missing",
        "templates/themes/standard.yaml:17: page: unknown key 'guter'",
        "  hint: did you mean 'gutter'?",
    ]
