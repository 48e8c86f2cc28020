from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.errors import StyleError
from maghandout.model.brand import Brand
from maghandout.model.options import Profile
from maghandout.project import Project
from maghandout.theme import Theme, load_theme
from tests.conftest import REPOSITORY
from tests.folders import Folder

BUILT_IN = Project((REPOSITORY,), REPOSITORY)
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

    assert said.startswith("templates/themes/standard.yaml:16: theme: 'margin': found ")


def test_a_missing_and_an_unknown_key_are_told_at_once(tmp_path: Path) -> None:
    said = _said(tmp_path, STANDARD.replace("  gutter: 16", "  guter: 16"))

    assert said.splitlines() == [
        "templates/themes/standard.yaml:16: theme: 'gutter' is missing",
        "templates/themes/standard.yaml:18: page: unknown key 'guter'",
        "  hint: did you mean 'gutter'?",
    ]


class TestProfiles:
    @pytest.mark.parametrize("profile", Profile)
    def test_every_profile_has_a_theme(self, profile: Profile) -> None:
        assert load_theme(BUILT_IN, profile).page.margin > 0

    def test_large_print_keeps_the_floors_of_large_print(self) -> None:
        theme = load_theme(BUILT_IN, Profile.LARGE)

        assert (theme.text.body.size, theme.text.body.leading) >= (18, 27)
        assert min(getattr(theme.text, name).size for name in theme.text.__struct_fields__) >= 12
        assert theme.page.margin >= 72

    def test_what_a_theme_does_not_say_is_that_of_the_one_it_extends(self) -> None:
        standard, large = load_theme(BUILT_IN), load_theme(BUILT_IN, Profile.LARGE)

        assert large.colors == standard.colors
        assert large.deck.font == standard.deck.font

    def test_black_and_white_takes_no_accent_of_a_brand(self) -> None:
        brand = Brand(accent="#123456", accent_tint="#eeeeee")
        standard, mono = load_theme(BUILT_IN), load_theme(BUILT_IN, Profile.MONO)

        assert standard.branded(brand).colors.accent == "#123456"
        assert mono.branded(brand) == mono

    def test_a_folders_own_theme_may_extend_a_built_in_one(self, tmp_path: Path) -> None:
        Folder(tmp_path, {"templates/themes/mine.yaml": "extends: large\npage: {margin: 90}\n"})

        theme = load_theme(Project((tmp_path, REPOSITORY), REPOSITORY), "mine")

        assert (theme.page.margin, theme.text.body.size) == (90, 18)

    @pytest.mark.parametrize(
        ("files", "said"),
        [
            (
                {"mine": "extends: mine\n", "large": "extends: mine\n"},
                "templates/themes/mine.yaml:1: theme: it extends itself by way of 'mine'",
            ),
            (
                {"large": "extends: other\n", "other": "page: {}\nextends: large\n"},
                "templates/themes/other.yaml:2: theme: it extends itself by way of 'large'",
            ),
            ({"large": "extends: gaudy\n"}, "templates/themes/large.yaml:1: unknown theme 'gaudy'"),
        ],
    )
    def test_a_theme_that_extends_none_is_told(
        self, tmp_path: Path, files: dict[str, str], said: str
    ) -> None:
        Folder(tmp_path, {f"templates/themes/{name}.yaml": text for name, text in files.items()})

        with pytest.raises(StyleError) as error:
            load_theme(Project((tmp_path, REPOSITORY), REPOSITORY), "large")

        assert str(error.value) == said

    def test_a_theme_of_the_same_name_extends_the_built_in_one(self, tmp_path: Path) -> None:
        Folder(tmp_path, {"templates/themes/standard.yaml": "extends: standard\npage:\n  margin: 60\n"})

        theme = load_theme(Project((tmp_path, REPOSITORY), REPOSITORY))

        assert (theme.page.margin, theme.text.body.size) == (60, 13)

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ("text: {body: {size: 11, leading: 16}}", "theme: 'size': found 11, expected 12 to 100"),
            ("text: {body: {size: 14, leading: 15}}", "theme: 'leading': found 15, expected 18.9 to 200"),
            ("text: {source: {size: 8, leading: 10}}", "theme: 'size': found 8, expected 10 to 100"),
            ("deck: {table: 16}", "theme: 'table': found 16, expected 18 to 32"),
            ("page: {margin: 300}", "theme: 'margin': found 300, expected 36 to 108"),
        ],
    )
    def test_a_theme_below_the_floors_is_refused(self, tmp_path: Path, changed: str, said: str) -> None:
        Folder(tmp_path, {"templates/themes/standard.yaml": f"extends: standard\n{changed}\n"})

        with pytest.raises(StyleError) as error:
            load_theme(Project((tmp_path, REPOSITORY), REPOSITORY))

        assert str(error.value) == f"templates/themes/standard.yaml:2: {said}"

    def test_a_wrong_value_is_told_in_the_file_that_says_it(self, tmp_path: Path) -> None:
        Folder(tmp_path, {"templates/themes/large.yaml": "extends: standard\ncolors:\n  ink: red\n"})

        with pytest.raises(StyleError) as error:
            load_theme(Project((tmp_path, REPOSITORY), REPOSITORY), "large")

        message = "templates/themes/large.yaml:3: colors: 'ink': not a colour: 'red'"
        assert str(error.value) == f"{message}\n  hint: write it as #rrggbb"
