"""What an earlier batch laid out is not laid out again, unless it would not be the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from maghandout.batch import shelf
from maghandout.cache import VARIABLE
from maghandout.children import Child
from maghandout.make import Made, Maker
from maghandout.model.options import Format, Options
from maghandout.project import Project
from tests.batch.tables import MARKER, patients
from tests.conftest import REPOSITORY
from tests.folders import ARTICLE, TOPIC, Folder

STRINGS = (REPOSITORY / "templates/strings/en.yaml").read_text(encoding="utf-8")
AS_IT_WAS = {"seeds/art.md": ARTICLE, "templates/strings/en.yaml": STRINGS}
EDITED = {
    "seeds/art.md": ARTICLE.replace("One thing", "Another thing"),
    "templates/strings/en.yaml": STRINGS.replace("My plan", "Our plan"),
}
REVIEWED = "review_by: 2026-12-31\n" + TOPIC
TOO_LONG = (
    "# An article\n\n" + "\n\n".join(f"One thing is known. {{#a{number}}}" for number in range(150)) + "\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783900800")  # 2026-07-13
    files = {"handouts/t.yaml": REVIEWED, "seeds/art.md": ARTICLE, "rows.csv": patients(3)}
    return Folder(tmp_path, files)


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the topics that are laid out from now on."""
    names: list[str] = []
    make = Maker.make

    def noted(maker: Maker, name: str) -> Made:
        names.append(name)
        return make(maker, name)

    monkeypatch.setattr(Maker, "make", noted)
    return names


def _batch(folder: Folder, *options: str) -> dict[str, str]:
    """Return the hashes of the copies of the rows."""
    out = folder.path / "copies"
    result = folder.run("batch", "t", "rows.csv", "--out", "copies", "--jobs", "1", *options)
    assert result.exit_code == 0, result.stderr
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}
    for path in out.iterdir():
        path.unlink()
    return found


def _uncached(folder: Folder, monkeypatch: pytest.MonkeyPatch, *options: str) -> dict[str, str]:
    """Return the hashes of the copies of the rows as nothing but the files at hand makes them."""
    with monkeypatch.context() as patch:
        patch.setenv(VARIABLE, "")
        return _batch(folder, *options)


def test_the_second_batch_writes_the_same_copies_and_lays_out_nothing(
    folder: Folder, laid_out: list[str]
) -> None:
    first, second = _batch(folder), _batch(folder)

    assert (second, laid_out) == (first, ["t"])
    assert len(first) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"handouts/t.yaml": REVIEWED.replace("One thing", "Another thing", 1)},
        {"seeds/art.md": EDITED["seeds/art.md"]},
        {"brand.yaml": "name: A clinic\n"},
        {"templates/themes/own.yaml": "extends: standard\n"},
    ],
    ids=["topic", "seed", "brand", "template"],
)
def test_what_is_made_from_something_else_is_laid_out(
    folder: Folder, laid_out: list[str], changed: dict[str, str]
) -> None:
    _batch(folder)

    folder.write(changed)

    _batch(folder)
    assert laid_out == ["t", "t"]


@pytest.mark.parametrize("options", [("--profile", "large"), ("--paper", "a4"), ("--no-check",)])
def test_what_is_asked_for_otherwise_is_laid_out(
    folder: Folder, laid_out: list[str], options: tuple[str, ...]
) -> None:
    assert _batch(folder) != _batch(folder, *options)
    assert laid_out == ["t", "t"]


def test_on_the_day_after_its_review_was_due_it_stops(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    _batch(folder)

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01

    result = folder.run("batch", "t", "rows.csv", "--out", "copies", "--jobs", "1")
    assert (result.exit_code, "freshness-past" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("is_begun", "restored"),
    [(False, "never"), (False, "at once"), (False, "later"), (True, "never"), (True, "later")],
)
@pytest.mark.parametrize("name", ["seeds/art.md", "templates/strings/en.yaml"])
def test_what_is_edited_while_it_is_laid_out_misleads_no_later_batch(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, name: str, restored: str, is_begun: bool
) -> None:
    start, make = Maker.__init__, Maker.make

    def edited(maker: Maker, project: Project, options: Options, drawers: Mapping[Format, Child]) -> None:
        if is_begun:
            start(maker, project, options, drawers)
        folder.write({name: EDITED[name]})
        if not is_begun:
            start(maker, project, options, drawers)

    def made(maker: Maker, topic: str) -> Made:
        found = make(maker, topic)
        if restored == "at once":
            folder.write({name: AS_IT_WAS[name]})
        return found

    folder.write(AS_IT_WAS)
    with monkeypatch.context() as patch:
        patch.setattr(Maker, "__init__", edited)
        patch.setattr(Maker, "make", made)
        _batch(folder)
    if restored == "later":
        folder.write({name: AS_IT_WAS[name]})
    assert _batch(folder) == _uncached(folder, monkeypatch)


def test_what_is_edited_between_two_handouts_misleads_no_later_batch(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Maker.make

    def then_edited(maker: Maker, name: str) -> Made:
        made = make(maker, name)
        folder.write({"seeds/art.md": EDITED["seeds/art.md"]})
        return made

    folder.write({"handouts/u.yaml": REVIEWED, "rows.csv": "name,topic\nA,t\nB,u\n"})
    with monkeypatch.context() as patch:
        patch.setattr(Maker, "make", then_edited)
        _batch(folder)
    assert _batch(folder) == _uncached(folder, monkeypatch)


def test_a_brand_that_breaks_meanwhile_stops_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker.make

    def then_broken(maker: Maker, name: str) -> Made:
        made = make(maker, name)
        folder.write({"brand.yaml": "no: brand\n"})
        return made

    folder.write({"handouts/u.yaml": REVIEWED, "rows.csv": "name,topic\nA,t\nB,u\n"})
    monkeypatch.setattr(Maker, "make", then_broken)
    assert list(_batch(folder)) == ["t-000001.pdf", "u-000002.pdf"]


def test_another_version_of_the_program_lays_it_out(
    folder: Folder, laid_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _batch(folder)

    monkeypatch.setattr(shelf, "tools_hash", lambda: "another")

    _batch(folder)
    assert laid_out == ["t", "t"]


def test_on_a_day_before_its_pages_change_it_is_laid_out(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write({"handouts/t.yaml": "review_by: 2026-06-30\n" + TOPIC})
    late = _batch(folder, "--allow-expired")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")  # 2026-06-01

    early = _batch(folder, "--allow-expired")
    assert early != late
    assert early == _uncached(folder, monkeypatch, "--allow-expired")


def test_what_users_are_warned_of_is_told_again(folder: Folder, laid_out: list[str]) -> None:
    folder.write({"seeds/art.md": TOO_LONG})

    told = [
        folder.run("batch", "t", "rows.csv", "--out", name, "--jobs", "1", "--no-check").stderr
        for name in ("a", "b")
    ]

    assert "warning: " in told[0]
    assert told[1] == told[0].replace("copies in a", "copies in b")
    assert laid_out == ["t", "t"]


def test_rows_that_choose_their_handout_find_each(folder: Folder, laid_out: list[str]) -> None:
    folder.write({"rows.csv": "name,profile\nA,standard\nB,large\n"})

    assert _batch(folder) == _batch(folder)
    assert laid_out == ["t", "t"]


def test_an_entry_that_was_damaged_is_made_again(folder: Folder, laid_out: list[str]) -> None:
    first = _batch(folder)
    (entry,) = (folder.path / "cache").glob("originals-*")
    entry.write_bytes(entry.read_bytes()[:-1])

    assert (_batch(folder), laid_out) == (first, ["t", "t"])


def test_the_cache_has_nothing_of_a_patient(folder: Folder) -> None:
    _batch(folder)

    kept = list((folder.path / "cache").iterdir())
    assert any(path.name.startswith("originals-") for path in kept)
    assert not any(MARKER.encode() in path.read_bytes() for path in kept)
