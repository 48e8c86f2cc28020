"""Same inputs, same bytes: wherever, whenever and in whatever locale a topic is built."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from maghandout.manifestfile import FILE
from maghandout.model.options import Paper, Profile
from maghandout.render.pdf.write import render
from tests.folders import run_program
from tests.topics import TOPICS, make, make_pdf, pipeline

HERE: dict[str, str] = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}
THERE: dict[str, str] = {
    "TZ": "America/New_York",
    "PYTHONHASHSEED": "2",
    "LC_ALL": "C",
    "SOURCE_DATE_EPOCH": "86400",
}


def _digests(folder: Path, env: Mapping[str, str]) -> dict[str, str]:
    folder.mkdir()
    done = run_program(folder, "build", "--all", "--paper", "a4", env=env)
    assert (done.returncode, done.stderr) == (0, "")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "out").iterdir()}


def test_every_topic_gives_the_same_bytes_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    here, there = _digests(tmp_path / "here", HERE), _digests(tmp_path / "a longer name", THERE)

    outputs = [f"{topic}.{ending}" for topic in TOPICS for ending in ("pdf", "pptx")]
    assert sorted(here) == sorted([*outputs, FILE])
    assert here == there


@pytest.mark.parametrize("profile", Profile)
def test_a_profile_gives_the_same_bytes_again(profile: Profile) -> None:
    handout, theme = make(TOPICS[0]).handout, pipeline(profile).theme

    again = render(handout, theme, Paper.LETTER)

    assert again.data == make_pdf(TOPICS[0], Paper.LETTER, profile).data


def test_a_topic_gives_the_same_bytes_alone_as_among_all(tmp_path: Path) -> None:
    together = run_program(tmp_path, "build", *TOPICS, "--out", "together")
    alone = run_program(tmp_path, "build", TOPICS[-1], "--out", "alone")

    assert (together.returncode, alone.returncode) == (0, 0)
    for path in (tmp_path / "alone").glob("*.p*"):
        assert path.read_bytes() == (tmp_path / "together" / path.name).read_bytes()
