"""What the cache holds is what was kept, or nothing; and with it a library is what it was without."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from maghandout.cache import VARIABLE, keep, recall
from maghandout.check import readability
from maghandout.compose.bibliography import Bibliography
from maghandout.diagnostics import Origin
from maghandout.errors import TemplateError
from maghandout.fill import fill
from maghandout.library.parts import Parts
from maghandout.library.read import read
from maghandout.library.scan import scan
from maghandout.model.options import Paper, Profile, Value
from maghandout.project import Project
from maghandout.render.pdf import write
from maghandout.render.pdf.write import render
from maghandout.spec.load import DEFAULT_STYLE
from maghandout.templating import Templates
from maghandout.theme import load_theme
from tests.conftest import REPOSITORY
from tests.folders import ARTICLE, Folder
from tests.topics import make

HERE = Origin("handouts/t.yaml")
PROJECT = Project((REPOSITORY,), REPOSITORY)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def _entry(home: Path) -> Path:
    (found,) = home.iterdir()
    return found


def test_what_was_kept_is_recalled(home: Path) -> None:
    keep("beans", "k", {"a": 1})

    assert recall("beans", "k", dict[str, int]) == {"a": 1}
    assert recall("beans", "other", dict[str, int]) is None
    assert (home.stat().st_mode & 0o777, _entry(home).name) == (0o700, "beans-k.msgpack")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data + b"\0",
        lambda data: b"\0" * len(data),
    ],
    ids=["empty", "cut short", "a bit", "longer", "zeroes"],
)
def test_a_damaged_entry_counts_as_missing(home: Path, spoil: Callable[[bytes], bytes]) -> None:
    keep("beans", "k", {"a": "words that are long enough"})
    path = _entry(home)
    path.write_bytes(spoil(path.read_bytes()))

    assert recall("beans", "k", dict[str, str]) is None


def test_an_entry_of_another_type_counts_as_missing() -> None:
    keep("beans", "k", {"a": 1})

    assert recall("beans", "k", dict[str, str]) is None


@pytest.mark.parametrize("packed", [b"\xa1\xff", b"\x91" * 100_000 + b"\xc0"], ids=["no UTF-8", "too deep"])
def test_an_entry_that_was_never_kept_counts_as_missing(home: Path, packed: bytes) -> None:
    keep("beans", "k", "a word")
    _entry(home).write_bytes(hashlib.sha256(packed).digest() + packed)

    assert recall("beans", "k", object) is None


@pytest.mark.parametrize("value", ["\ud800", 1 << 64])
def test_what_cannot_be_kept_stops_nothing(value: object) -> None:
    keep("beans", "k", value)

    assert recall("beans", "k", object) is None


def test_a_folder_that_others_can_write_to_is_not_used(home: Path) -> None:
    keep("beans", "k", {"a": 1})
    home.chmod(0o777)

    keep("beans", "l", {"a": 1})

    assert recall("beans", "k", dict[str, int]) is None
    assert [path.name for path in home.iterdir()] == ["beans-k.msgpack"]


def test_a_link_to_a_folder_is_not_used(home: Path, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir(mode=0o700)
    home.symlink_to(tmp_path / "theirs")

    keep("beans", "k", {"a": 1})

    assert list((tmp_path / "theirs").iterdir()) == []


def test_a_folder_that_cannot_be_made_stops_nothing(home: Path) -> None:
    home.write_text("a file", encoding="utf-8")

    keep("beans", "k", {"a": 1})

    assert recall("beans", "k", dict[str, int]) is None


def test_the_oldest_entries_of_a_kind_are_dropped(home: Path) -> None:
    keep("peas", "1", 1)
    for number in range(3):
        keep("beans", str(number), number, most=2)
        os.utime(home / f"beans-{number}.msgpack", (number, number))

    keep("beans", "3", 3, most=2)

    assert sorted(path.name for path in home.iterdir()) == [
        "beans-2.msgpack",
        "beans-3.msgpack",
        "peas-1.msgpack",
    ]


def test_nothing_is_kept_where_the_user_wants_none(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")

    keep("beans", "k", 1)

    assert recall("beans", "k", int) is None
    assert not home.exists()


class TestLibrary:
    def test_a_recalled_library_is_the_one_that_was_read(self, home: Path) -> None:
        read = scan(PROJECT)

        recalled = scan(PROJECT)

        assert _entry(home).name.startswith("library-")
        assert recalled == read

    def test_a_recalled_library_is_not_parsed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        scan(PROJECT)
        monkeypatch.setattr("maghandout.library.read.read", _fail)

        assert scan(PROJECT).seeds

    def test_a_changed_seed_is_read_anew(self, tmp_path: Path) -> None:
        mine = Folder(tmp_path / "mine", {"seeds/art.md": ARTICLE})
        project = Project((mine.path,), mine.path)
        scan(project)

        mine.write({"seeds/art.md": ARTICLE.replace("is known", "is well known")})

        assert scan(project).statements["art#known"].text == "One thing is well known."

    def test_a_seed_that_is_edited_while_it_is_read_misleads_no_later_build(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mine = Folder(tmp_path / "mine", {"seeds/art.md": ARTICLE})
        project = Project((mine.path,), mine.path)

        def edited(project: Project) -> Parts:
            mine.write({"seeds/art.md": ARTICLE.replace("is known", "is well known")})
            return read(project)

        with monkeypatch.context() as patch:
            patch.setattr("maghandout.library.read.read", edited)
            scan(project)
        mine.write({"seeds/art.md": ARTICLE})

        assert scan(project).statements["art#known"].text == "One thing is known."

    def test_a_seed_of_another_layer_is_read_anew(self, tmp_path: Path) -> None:
        mine = Folder(tmp_path / "mine", {"seeds/art.md": ARTICLE})
        built_in = scan(Project((mine.path,), mine.path)).statements["art#known"]

        own = scan(Project((mine.path,), tmp_path)).statements["art#known"]

        assert (built_in.origin.path, own.origin.path) == ("built-in/seeds/art.md", "seeds/art.md")


class TestCitations:
    def test_what_was_styled_before_is_not_styled_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        library = scan(PROJECT)
        first = Bibliography(library, DEFAULT_STYLE, HERE)
        styled = {name: first.entry(name) for name in [*library.references][:3]}
        first.keep()
        monkeypatch.setattr(Bibliography, "_markup", _fail)

        second = Bibliography(library, DEFAULT_STYLE, HERE)

        assert {name: second.entry(name) for name in styled} == styled

    def test_entries_of_two_builds_stand_side_by_side(self, home: Path) -> None:
        library = scan(PROJECT)
        builds = [Bibliography(library, DEFAULT_STYLE, HERE) for _ in range(2)]
        for build, name in zip(builds, library.references, strict=False):
            build.entry(name)

        for build in builds:
            build.keep()

        (path,) = home.glob("citations-*")
        found = recall("citations", path.stem.removeprefix("citations-"), dict[str, str])
        assert found is not None
        assert len(found) == 2


class TestSyllables:
    def test_what_was_counted_before_needs_no_dictionary(self, monkeypatch: pytest.MonkeyPatch) -> None:
        words = ("glycinatish", "magnesium")
        _forget_counts()
        found = [readability.syllables(word) for word in words]
        readability.keep()
        _forget_counts()
        monkeypatch.setattr(readability, "_counted", _fail)

        assert [readability.syllables(word) for word in words] == found

    def test_what_two_checks_counted_stands_side_by_side(self, home: Path) -> None:
        for word in ("magnesium", "calcium"):
            _forget_counts()
            readability.syllables(word)
            readability.keep()

        (path,) = home.glob("syllables-*")
        key = path.stem.removeprefix("syllables-")
        assert recall("syllables", key, dict[str, int]) == {"magnesium": 4, "calcium": 3}


def _forget_counts() -> None:
    readability._counts.cache_clear()
    readability._counted.cache_clear()


class TestFits:
    def test_what_fitted_before_is_not_tried_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first = render(make("sleep").handout, load_theme(PROJECT), Paper.A4)
        monkeypatch.setattr(write, "choose", _fail)

        again = render(make("sleep").handout, load_theme(PROJECT), Paper.A4)

        assert again == first

    @pytest.mark.parametrize("paper", Paper)
    @pytest.mark.parametrize("profile", Profile)
    def test_pages_are_the_same_with_it(self, profile: Profile, paper: Paper) -> None:
        fits = [render(make("back-pain").handout, load_theme(PROJECT, profile), paper) for _ in range(2)]

        assert fits[0] == fits[1]

    def test_another_paper_or_theme_is_tried(self, home: Path) -> None:
        for paper in Paper:
            for profile in (Profile.STANDARD, Profile.LARGE):
                render(make("sleep").handout, load_theme(PROJECT, profile), paper)

        assert len([*home.glob("fits-*")]) == 4

    def test_what_is_filled_in_leaves_no_trace(self, home: Path) -> None:
        handout = make("sleep").handout
        for name in ("Ana", "Bo"):
            render(fill(handout, [Value("name", name, HERE)]), load_theme(PROJECT), Paper.LETTER)

        assert len([*home.glob("fits-*")]) == 1


class TestTemplates:
    def test_what_was_compiled_before_is_not_compiled_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        values = {"title": "One <thing>"}
        first = _templates().render("greeting.j2", values)
        monkeypatch.setattr(Environment, "compile", _fail)

        assert _templates().render("greeting.j2", values) == first == "<p>One &lt;thing&gt;</p>"

    def test_a_changed_template_is_compiled_anew(self, tmp_path: Path) -> None:
        _templates().render("greeting.j2", {"title": "A"})

        Folder(tmp_path, {"templates/greeting.j2": "<h1>{{ title }}</h1>"})

        assert _templates().render("greeting.j2", {"title": "A"}) == "<h1>A</h1>"

    def test_a_template_that_fails_names_its_line_when_it_was_compiled_before(self) -> None:
        for _ in range(2):
            with pytest.raises(TemplateError) as error:
                _templates().render("failing.j2", {})
            assert str(error.value).startswith(
                "templates/failing.j2:2: the template fails: 'title' is undefined"
            )

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        texts = {"greeting.j2": "<p>{{ title }}</p>", "failing.j2": "<p>\n{{ title }}</p>"}
        Folder(tmp_path, {f"templates/{name}": text for name, text in texts.items()})


def _templates() -> Templates:
    return Templates(Project((Path(),), REPOSITORY))


def _fail(*_: object) -> None:
    raise AssertionError("not to be called")
