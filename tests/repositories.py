"""Small git repositories for tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

_ME = ("-c", "user.name=A. Lee", "-c", "user.email=lee@example.org", "-c", "commit.gpgsign=false")


def without_git_variables(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let git find no repository but those below a folder, also when a hook of another runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def commit(folder: Path, *, tag: str = "") -> None:
    """Commit all that lies in a folder, into the repository that it is in, or a new one."""
    _git(folder, "init", "--quiet")
    _git(folder, "add", "--all", ".")
    _git(folder, *_ME, "commit", "--quiet", "--no-verify", "--message", "all")
    if tag:
        _git(folder, "tag", tag)


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Return every file of a work tree and of its repository, but for what git keeps of its own calls."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, timeout=60)
