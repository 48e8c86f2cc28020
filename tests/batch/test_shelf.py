"""What an earlier batch laid out is not laid out again, unless it would not be the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from maghandout.cache import VARIABLE
from maghandout.make import Made, Maker
from tests.batch.tables import MARKER, patients
from tests.folders import ARTICLE, TOPIC, Folder

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
        {"seeds/art.md": ARTICLE.replace("One thing", "Another thing")},
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


def test_what_was_edited_while_it_was_laid_out_is_laid_out_again(
    folder: Folder, laid_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Maker.make

    def edited(maker: Maker, name: str) -> Made:
        folder.write({"seeds/art.md": ARTICLE.replace("One thing", "Another thing")})
        return make(maker, name)

    with monkeypatch.context() as patch:
        patch.setattr(Maker, "make", edited)
        _batch(folder)
    folder.write({"seeds/art.md": ARTICLE})
    _batch(folder)
    assert laid_out == ["t", "t"]


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
