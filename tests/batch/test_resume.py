"""A run that is killed, wherever it stands, goes on: every row once, every file whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from maghandout.batch.place import JOURNAL
from tests.batch.tables import MARKER, patients
from tests.folders import ARTICLE, TOPIC, Folder, program, run_program

ROWS = 6000
BAD = (3, 700, 1999)
"""Rows whose dose holds a character that no field shows."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    path = tmp_path_factory.mktemp("batch")
    lines = patients(ROWS).splitlines()
    for row in BAD:
        lines[row] = lines[row].replace("200 mg", "200 \u4e00")
    yield Folder(
        path, {"handouts/t.yaml": TOPIC, "seeds/art.md": ARTICLE, "rows.csv": "\n".join(lines) + "\n"}
    )
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def whole(folder: Folder) -> dict[str, bytes]:
    """Return what a run writes that nobody breaks off."""
    done = run_program(folder.path, "batch", "t", "rows.csv", "--out", "whole", "--name-pattern", "{visit}")
    assert done.returncode == 1, done.stderr
    return _files(folder.path / "whole")


def _files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.iterdir()}


def run_and_kill(folder: Path, is_far: Callable[[], bool], *arguments: str) -> int:
    """Kill a batch when it is so far; return the process group that it led."""
    with subprocess.Popen(
        program(*arguments), cwd=folder, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while process.poll() is None and not is_far():
            time.sleep(0.005)
        process.kill()
    assert process.returncode == -signal.SIGKILL, "the batch was done before it was killed"
    return process.pid


def holds(path: Path, count: int) -> Callable[[], bool]:
    """Return what tells whether a folder holds so many files."""
    return lambda: path.is_dir() and len(list(path.iterdir())) >= count


def test_a_run_killed_again_and_again_ends_with_the_same_files(
    folder: Folder, whole: dict[str, bytes]
) -> None:
    arguments = (
        "batch",
        "t",
        "rows.csv",
        "--out",
        "killed",
        "--name-pattern",
        "{visit}",
        "--jobs",
        "2",
        "--resume",
    )
    far = random.Random(7)

    for least in (0, 300, 600):
        count = least + far.randrange(300)
        run_and_kill(folder.path, holds(folder.path / "killed", count), *arguments)
    done = run_program(folder.path, *arguments)

    assert done.stderr == (
        "5,997 copies in killed\n3 rows were rejected, with the reasons in killed/rejects.csv\n"
    )
    assert _files(folder.path / "killed") == whole


def test_a_zip_killed_and_resumed_holds_the_same_files(folder: Folder, whole: dict[str, bytes]) -> None:
    arguments = (
        "batch",
        "t",
        "rows.csv",
        "--out",
        "a.zip",
        "--name-pattern",
        "{visit}",
        "--jobs",
        "1",
        "--resume",
    )
    part = folder.path / "a.zip.part"

    run_and_kill(folder.path, lambda: part.exists() and part.stat().st_size > 20_000_000, *arguments)
    run_program(folder.path, *arguments)

    with zipfile.ZipFile(folder.path / "a.zip") as archive:
        found = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    assert found == {name: data for name, data in whole.items() if name != "rejects.csv"}
    assert {path.name for path in folder.path.iterdir() if path.name.startswith("a.zip")} == {
        "a.zip",
        "a.zip-rejects.csv",
    }


def test_no_process_outlives_the_one_that_leads(folder: Folder) -> None:
    arguments = ("batch", "t", "rows.csv", "--out", "told", "--name-pattern", "{name}", "--jobs", "2")

    group = run_and_kill(folder.path, holds(folder.path / "told", 50), *arguments)

    for _ in range(100):
        if not _is_alive(group):
            break
        time.sleep(0.05)
    assert not _is_alive(group)


def test_the_journal_names_no_patient(folder: Folder) -> None:
    arguments = ("batch", "t", "rows.csv", "--out", "kept", "--name-pattern", "{name}", "--jobs", "1")

    run_and_kill(folder.path, holds(folder.path / "kept", 400), *arguments)

    found = _files(folder.path / "kept")
    kept = {name: data for name, data in found.items() if not data.startswith(b"%PDF")}
    kept.pop("rejects.csv")
    assert JOURNAL in kept
    assert len(found) > len(kept)
    assert not any(MARKER.encode() in data for data in kept.values())


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
