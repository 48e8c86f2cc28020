from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.project import Project, built_in_library, find_project
from tests.conftest import REPOSITORY
from tests.folders import Folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    Folder(tmp_path / "mine", {"seeds/a.md": "a", "seeds/.hidden.md": "x", "seeds/c.md": "c"})
    Folder(tmp_path / "theirs", {"seeds/a.md": "b", "seeds/b.md": "b", "handouts/t.yaml": "t"})
    return Project((tmp_path / "mine", tmp_path / "theirs"), tmp_path / "theirs")


def test_the_users_file_hides_the_built_in_one_of_its_name(project: Project) -> None:
    shown = [file.shown for file in project.files("seeds", "*.md")]

    assert shown == ["seeds/a.md", "seeds/c.md", "built-in/seeds/b.md"]


def test_every_layer_that_has_a_file_gives_it_the_users_first(project: Project) -> None:
    shown = [file.shown for file in project.each("seeds", "a.md")]

    assert shown == ["seeds/a.md", "built-in/seeds/a.md"]


def test_folders_are_those_that_exist(project: Project) -> None:
    assert [folder.shown for folder in project.folders("handouts")] == ["built-in/handouts"]


def test_a_file_knows_whether_it_is_built_in(project: Project) -> None:
    assert [file.is_built_in for file in project.each("seeds", "a.md")] == [False, True]


def test_the_library_of_a_checkout_is_the_repository() -> None:
    assert built_in_library() == REPOSITORY


def test_a_folder_without_handouts_has_the_built_in_library_alone(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()

    assert find_project(tmp_path).layers == (REPOSITORY,)


def test_a_folder_with_handouts_comes_first(tmp_path: Path) -> None:
    (tmp_path / "handouts").mkdir()

    assert find_project(tmp_path).layers == (tmp_path, REPOSITORY)


def test_in_the_repository_no_file_is_called_built_in() -> None:
    shown = [file.shown for file in find_project(REPOSITORY).files("handouts", "back-pain.yaml")]

    assert shown == ["handouts/back-pain.yaml"]
