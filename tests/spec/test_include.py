from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.errors import SpecError
from maghandout.model.topic import Topic
from maghandout.project import Project, SourceFile
from maghandout.spec.load import load
from tests.folders import Folder

TOPIC = "title: T\npurpose: P.\nsections:\n  - include: first\n  - heading: Own\n    select: [art]\n"
SECTION = "heading: Shared\nselect: [art#a]\n"


def _load(folder: Path, **shared: str) -> Topic:
    files = {f"handouts/shared/{name}.yaml": text for name, text in shared.items()}
    Folder(folder, {"handouts/t.yaml": TOPIC, **files})
    return load(Project((folder,), folder), SourceFile(folder / "handouts/t.yaml", "handouts/t.yaml", False))


def test_a_shared_section_stands_where_it_is_included(tmp_path: Path) -> None:
    topic = _load(tmp_path, first=SECTION)

    assert [section.heading for section in topic.sections] == ["Shared", "Own"]


def test_a_shared_list_gives_all_its_items(tmp_path: Path) -> None:
    topic = _load(tmp_path, first="- {heading: A, select: [art]}\n- {heading: B, select: [art]}\n")

    assert [section.heading for section in topic.sections] == ["A", "B", "Own"]


def test_selectors_can_be_shared_too(tmp_path: Path) -> None:
    topic = _load(tmp_path, first="heading: Steps\nsteps: [art#a]\n")
    Folder(tmp_path, {"handouts/shared/more.yaml": "- art#x\n- art#y\n"})
    text = TOPIC.replace("select: [art]", "select: [art#b, {include: more}]").replace(
        "  - include: first\n", ""
    )
    Folder(tmp_path, {"handouts/t.yaml": text})

    file = SourceFile(tmp_path / "handouts/t.yaml", "handouts/t.yaml", False)
    selected = load(Project((tmp_path,), tmp_path), file).sections[0].select

    assert [str(selector) for selector in (*topic.sections[0].steps, *selected)] == [
        "art#a",
        "art#b",
        "art#x",
        "art#y",
    ]


def test_a_folders_own_shared_file_comes_first(tmp_path: Path) -> None:
    below = Folder(tmp_path / "below", {"handouts/shared/first.yaml": SECTION.replace("Shared", "Below")})
    above = Folder(tmp_path / "above", {"handouts/t.yaml": TOPIC, "handouts/shared/first.yaml": SECTION})
    file = SourceFile(above.path / "handouts/t.yaml", "handouts/t.yaml", False)

    topic = load(Project((above.path, below.path), below.path), file)

    assert topic.sections[0].heading == "Shared"


def test_a_problem_of_a_shared_file_is_told_there(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as error:
        _load(tmp_path, first="heading: Shared\nselekt: [art]\n")

    said = "handouts/shared/first.yaml:2: section: unknown key 'selekt'\n  hint: did you mean 'select'?"
    assert said in str(error.value)


def test_an_unknown_shared_file_is_told_with_the_closest(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as error:
        _load(tmp_path, frist=SECTION)

    message = "handouts/t.yaml:4: include: unknown 'first'"
    assert str(error.value) == f"{message}\n  hint: did you mean 'frist'?"


def test_a_shared_file_includes_no_other(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as error:
        _load(tmp_path, first="- include: second\n", second=SECTION)

    assert "handouts/shared/first.yaml:1: section: unknown key 'include'" in str(error.value)
