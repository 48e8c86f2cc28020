"""A project as of a git revision."""

from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.project import Project
from maghandout.revision import RevisionError, project_at
from tests.conftest import REPOSITORY
from tests.folders import ARTICLE, TOPIC, Folder
from tests.repositories import commit, files_of, without_git_variables

SPEC = "handouts/t.yaml"
HINT = "\n  hint: name a built PDF or PPTX, a folder of them, or a revision such as HEAD~3"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Return a repository whose topic was changed since its only commit."""
    without_git_variables(monkeypatch, tmp_path)
    folder = Folder(tmp_path / "work", {SPEC: TOPIC, "seeds/art.md": ARTICLE, "notes.txt": "Not for us."})
    commit(folder.path, tag="first")
    folder.write({SPEC: TOPIC.replace("One thing", "Two things")})
    return folder


def _project(folder: Folder) -> Project:
    return Project((folder.path, REPOSITORY), REPOSITORY)


def _message(name: str, project: Project, into: Path) -> str:
    with pytest.raises(RevisionError) as error:
        project_at(name, project, into)
    return str(error.value)


@pytest.mark.parametrize("name", ["first", "HEAD", "@{0}", "HEAD^{commit}"])
def test_its_files_are_those_of_then(name: str, old: Folder, tmp_path: Path) -> None:
    project = project_at(name, _project(old), tmp_path / "then")

    assert (project.layers[0] / SPEC).read_text(encoding="utf-8") == TOPIC
    assert project.layers == (tmp_path / "then", REPOSITORY)


def test_only_what_is_the_projects_is_taken(old: Folder, tmp_path: Path) -> None:
    project_at("first", _project(old), tmp_path / "then")

    assert list(files_of(tmp_path / "then")) == [SPEC, "seeds/art.md"]


def test_the_work_tree_is_not_touched(old: Folder, tmp_path: Path) -> None:
    before = files_of(old.path)

    project_at("first", _project(old), tmp_path / "then")

    assert files_of(old.path) == before


def test_a_project_may_lie_within_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_git_variables(monkeypatch, tmp_path)
    inner = Folder(tmp_path / "work" / "clinic", {SPEC: TOPIC})
    Folder(tmp_path / "work", {"handouts/other.yaml": TOPIC})
    commit(tmp_path / "work")

    project_at("HEAD", _project(inner), tmp_path / "then")

    assert list(files_of(tmp_path / "then")) == [SPEC]


def test_the_checkout_of_the_library_is_all_of_the_project(old: Folder, tmp_path: Path) -> None:
    project = project_at("first", Project((old.path,), Path()), tmp_path / "then")

    assert project.layers == (tmp_path / "then",)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("second", "git knows no such commit"),
        ("HEAD~1", "git knows no such commit"),
        ("HEAD:handouts", "git knows no such commit"),
        ("first..HEAD", "git knows no such commit"),
        ("first; touch x", "git knows no such commit"),
        ("--output=x", "a revision does not begin with '-'"),
    ],
)
def test_what_is_no_revision_is_told(name: str, reason: str, old: Folder, tmp_path: Path) -> None:
    said = _message(name, _project(old), tmp_path / "then")

    assert said == f"{name}: is no file and no folder, and no git revision: {reason}{HINT}"
    assert not list(tmp_path.rglob("x"))


def test_a_folder_in_no_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_git_variables(monkeypatch, tmp_path)
    bare = Folder(tmp_path / "work", {SPEC: TOPIC})

    said = _message("HEAD", _project(bare), tmp_path / "then")

    assert said.startswith(
        "HEAD: is no file and no folder, and no git revision: this folder is in no git repository (not a git "
    )


def test_a_missing_git_is_told(old: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    said = _message("HEAD", _project(old), tmp_path / "then")

    assert said == f"HEAD: is no file and no folder, and no git revision: git is not installed{HINT}"


def test_a_folder_without_topics_of_its_own_has_no_revisions(tmp_path: Path) -> None:
    said = _message("HEAD", Project((REPOSITORY,), REPOSITORY), tmp_path)

    assert said == (
        f"HEAD: is no file and no folder, and no git revision: this folder has no handouts/ of its own{HINT}"
    )


def test_a_revision_from_before_the_project_is_told(old: Folder, tmp_path: Path) -> None:
    later = Folder(old.path / "later", {SPEC: TOPIC})

    assert _message("first", _project(later), tmp_path / "then") == (
        "first: the revision has no handouts/ in this folder"
    )


def test_a_link_out_of_the_folder_is_refused(old: Folder, tmp_path: Path) -> None:
    (old.path / "seeds/out.md").symlink_to("../../../secret.md")
    commit(old.path)

    said = _message("HEAD", _project(old), tmp_path / "then")

    assert said.startswith("HEAD: the revision cannot be unpacked: ")
