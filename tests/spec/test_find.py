"""Names of topics, and the files that they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.project import Project
from maghandout.spec.find import NAME, find_topic
from tests.folders import Folder


@pytest.mark.parametrize("name", ["a", "back-pain", "9", "a-1", "a" * 64, "console"])
def test_a_topics_name_is_letters_digits_and_hyphens(name: str) -> None:
    assert NAME.fullmatch(name)


@pytest.mark.parametrize(
    "name", ["", "-a", "a-", "A", "a_b", "a.b", "a/b", "..", "é", "a\n", "con", "nul", "com1", "lpt9"]
)
def test_a_name_that_some_system_refuses_is_none(name: str) -> None:
    assert not NAME.fullmatch(name)


def test_topics_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    Folder(tmp_path / "mine", {"handouts/b.yaml": "", "handouts/a.yaml": ""})
    Folder(tmp_path / "theirs", {"handouts/c.yaml": "", "handouts/a.yaml": "", "handouts/.x.yaml": ""})
    project = Project((tmp_path / "mine", tmp_path / "theirs"), tmp_path / "theirs")

    files = project.topic_files()

    assert list(files) == ["a", "b", "c"]
    assert find_topic(project, "a").path == tmp_path / "mine/handouts/a.yaml"
