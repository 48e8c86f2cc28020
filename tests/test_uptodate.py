"""What is up to date is not built again, and what is not, is."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout import inputs, uptodate
from maghandout.build import build
from maghandout.errors import PublishError
from maghandout.manifestfile import FILE
from maghandout.model.brand import Brand
from maghandout.model.options import Format, Options, Paper, Profile
from maghandout.model.review import Span, span_of
from maghandout.project import Project
from maghandout.uptodate import stale
from tests.folders import ARTICLE, TOPIC, Folder

TODAY = datetime.date(2026, 7, 13)
BOTH = (Format.PDF, Format.PPTX)


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(folder=tmp_path / "out", today=TODAY)


@pytest.fixture
def project(tmp_path: Path, bare_library: Path, options: Options) -> Project:
    files = {"handouts/t.yaml": TOPIC, "handouts/u.yaml": TOPIC, "seeds/art.md": ARTICLE}
    Folder(tmp_path / "mine", files)
    project = Project((tmp_path / "mine", bare_library), bare_library)
    build(project, ["t", "u"], options)
    return project


def _stale(project: Project, options: Options, brand: Brand | None = None) -> list[str]:
    return stale(project, ["t", "u"], options, brand or Brand())


def _change_entry(options: Options, file: str, key: str, value: object) -> None:
    path = options.folder / FILE
    tree = json.loads(path.read_text(encoding="utf-8"))
    tree["files"][file][key] = value
    path.write_text(json.dumps(tree), encoding="utf-8")


def test_what_was_just_built_is_up_to_date(project: Project, options: Options) -> None:
    assert _stale(project, options) == []


def test_a_later_time_of_a_file_changes_nothing(project: Project, options: Options) -> None:
    os.utime(project.layers[0] / "seeds" / "art.md")

    assert _stale(project, options) == []


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("handouts/t.yaml", ["t"]),
        ("handouts/shared/more.yaml", ["t", "u"]),
        ("seeds/art.md", ["t", "u"]),
        ("seeds/safety.yaml", ["t", "u"]),
        ("templates/handout.html.j2", ["t", "u"]),
    ],
)
def test_a_changed_input_makes_its_topics_stale(
    project: Project, options: Options, file: str, names: list[str]
) -> None:
    Folder(project.layers[0], {file: "changed"})

    assert _stale(project, options) == names


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes() + b" "),
    ],
    ids=["gone", "empty", "longer"],
)
def test_a_changed_output_is_stale(
    project: Project, options: Options, spoil: Callable[[Path], object]
) -> None:
    spoil(options.folder / "u.pptx")

    assert _stale(project, options) == ["u"]
    assert _stale(project, replace(options, formats=(Format.PDF,))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"paper": Paper.A4},
        {"profile": Profile.LARGE},
        {"formats": (Format.HTML,)},
        {"is_checked": False},
    ],
)
def test_other_settings_are_stale(project: Project, options: Options, change: dict[str, object]) -> None:
    assert _stale(project, replace(options, **change)) == ["t", "u"]


def test_another_brand_is_stale(project: Project, options: Options) -> None:
    assert _stale(project, options, Brand(name="Bean Clinic")) == ["t", "u"]


def test_another_program_is_stale(
    project: Project, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uptodate, "tools_hash", lambda: "another")

    assert _stale(project, options) == ["t", "u"]


def test_a_package_of_another_version_is_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = inputs.tools_hash()
    (tmp_path / "beans-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    inputs.tools_hash.cache_clear()

    after = inputs.tools_hash()

    inputs.tools_hash.cache_clear()
    assert after != before


def test_what_was_warned_of_is_built_again(project: Project, options: Options) -> None:
    _change_entry(options, "t.pdf", "warned", True)

    assert _stale(project, options) == ["t"]


def test_a_day_after_which_the_pages_say_something_else_makes_it_stale(
    project: Project, options: Options
) -> None:
    Folder(project.layers[0], {"handouts/t.yaml": "review_by: 2026-12-31\n" + TOPIC})
    build(project, ["t"], options)

    assert _stale(project, replace(options, today=datetime.date(2026, 12, 31))) == []
    assert _stale(project, replace(options, today=datetime.date(2027, 1, 1))) == ["t"]


def test_what_is_overdue_is_never_up_to_date(project: Project, options: Options) -> None:
    Folder(project.layers[0], {"handouts/t.yaml": "review_by: 2026-06-30\n" + TOPIC})
    build(project, ["t"], replace(options, allows_expired=True))

    assert _stale(project, options) == ["t"]


@pytest.mark.parametrize("entry", [{}, [], "text", None, {"inputs": 1, "first day": "soon"}])
def test_an_entry_that_says_nothing_known_is_stale(project: Project, options: Options, entry: object) -> None:
    path = options.folder / FILE
    tree = json.loads(path.read_text(encoding="utf-8"))
    tree["files"]["t.pdf"] = entry
    path.write_text(json.dumps(tree), encoding="utf-8")

    assert _stale(project, options) == ["t"]


@pytest.mark.parametrize("key", ["first day", "last day"])
def test_a_day_that_is_none_is_stale(project: Project, options: Options, key: str) -> None:
    _change_entry(options, "t.pdf", key, "soon")

    assert _stale(project, options) == ["t"]


def test_a_file_that_is_no_manifest_is_told(project: Project, options: Options) -> None:
    (options.folder / FILE).write_text("[]", encoding="utf-8")

    with pytest.raises(PublishError, match="is no manifest that this program writes"):
        _stale(project, options)


class TestSpan:
    DATES = (datetime.date(2026, 1, 31), datetime.date(2026, 3, 31))

    @pytest.mark.parametrize(
        ("today", "span"),
        [
            (datetime.date(2026, 1, 31), Span(None, datetime.date(2026, 1, 31))),
            (datetime.date(2026, 2, 1), Span(datetime.date(2026, 2, 1), datetime.date(2026, 3, 31))),
            (datetime.date(2026, 4, 1), Span(datetime.date(2026, 4, 1), None)),
        ],
    )
    def test_it_ends_on_the_next_date_and_begins_after_the_last(
        self, today: datetime.date, span: Span
    ) -> None:
        assert span_of(self.DATES, today) == span

    def test_without_dates_it_holds_for_ever(self) -> None:
        assert span_of((), TODAY) == Span()
