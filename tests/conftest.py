"""What every test folder shares: where the repository is, and when a test may be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from maghandout.cache import VARIABLE
from maghandout.library.scan import scan
from maghandout.model.library import Library
from maghandout.project import Project
from tests.folders import ARTICLE, TOPIC, Folder

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
"""The briefs and the original articles; not part of the repository, so they may be missing."""

REQUIRE_ALL = "MAGHANDOUT_REQUIRE_ALL"
"""The environment variable that turns every skip for a missing thing into a failure."""


def require_or_skip(condition: bool, reason: str) -> None:
    """Skip the test when the condition does not hold; fail it when everything is required."""
    if condition:
        return
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(f"{REQUIRE_ALL} is set, but {reason}")
    pytest.skip(reason)


def pytest_configure() -> None:
    """Run in one process and without a cache; the tests of these ask for more."""
    os.environ["MAGHANDOUT_JOBS"] = "1"
    os.environ[VARIABLE] = ""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the expected files of the golden cases."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden cases, then fail the run")


@pytest.fixture(scope="session")
def bare_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library that has the real templates and nothing else, so that a test's seeds stand alone."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "templates").symlink_to(REPOSITORY / "templates")
    return folder


@pytest.fixture(scope="session")
def library() -> Library:
    """Return the built-in library as it stands in the repository, scanned once."""
    return scan(Project((REPOSITORY,), REPOSITORY))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Return a folder with one small topic `t` and one seed `art`, which the test stands in."""
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, {"handouts/t.yaml": TOPIC, "seeds/art.md": ARTICLE})
