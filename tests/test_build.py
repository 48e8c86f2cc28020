"""Many topics are made in several processes, and nobody can tell by what comes out."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from maghandout.build import build
from maghandout.diagnostics import Finding, Origin
from maghandout.errors import SelectionError
from maghandout.model.options import Format, Options
from maghandout.project import find_project
from tests.folders import ARTICLE, TOPIC, Folder, run_program

MANY = tuple(f"t{number}" for number in range(8))
"""Enough topics for two processes."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    topics: dict[str, str | bytes] = {f"handouts/{name}.yaml": TOPIC for name in MANY}
    return Folder(tmp_path, {**topics, "seeds/art.md": ARTICLE})


def _options(folder: Folder, formats: tuple[Format, ...] = (Format.PDF,)) -> Options:
    return Options(formats=formats, folder=folder.path / "out")


def test_files_come_in_the_order_of_their_topics(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[str] = []

    built = build(find_project(folder.path), MANY[::-1], _options(folder), told.append)

    assert [path.name for path in built.paths] == told == [f"{name}.pdf" for name in MANY[::-1]]


def test_several_processes_write_the_same_bytes_as_one(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for processes in (2, 1):
        monkeypatch.setattr(os, "cpu_count", lambda processes=processes: processes)
        built = build(find_project(folder.path), MANY, _options(folder, tuple(Format)))
        made.append([path.read_bytes() for path in built.paths])

    assert made[0] == made[1]


def test_a_topic_that_fails_is_told_as_ever_and_nothing_is_written(folder: Folder) -> None:
    folder.write({"handouts/t5.yaml": TOPIC.replace("[art]", "[art#gone]")})

    done = run_program(folder.path, "build", "--all")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0] == "handouts/t5.yaml:5: unknown anchor 'art#gone'"
    assert folder.outputs() == []


def test_an_error_keeps_its_findings_on_its_way_from_another_process() -> None:
    error = SelectionError([Finding("gone", Origin("a.yaml", 3)), Finding("lost", Origin("a.yaml", 4))])

    found = pickle.loads(pickle.dumps(error))

    assert isinstance(found, SelectionError)
    assert (str(found), found.findings) == (str(error), error.findings)
