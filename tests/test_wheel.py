"""The wheel carries the library, so that an installed program works in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the built wheel was unpacked into, as an installer does."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, REPOSITORY], check=True, capture_output=True)
    wheel = next(folder.glob("maghandout-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_an_installed_program_builds_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "maghandout", "build", "back-pain", "--format", "pdf"]

    done = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "out/back-pain.pdf\n", "")
    assert (tmp_path / "out/back-pain.pdf").read_bytes().startswith(b"%PDF-1.")


def test_the_wheel_carries_library_fonts_and_licence(installed: Path) -> None:
    package = installed / "maghandout"

    assert (package / "built_in/seeds/magnesium-facts.md").is_file()
    assert (package / "built_in/templates/strings/en.yaml").is_file()
    assert (package / "render/pdf/fonts/SourceSans3-Regular.ttf").is_file()
    assert (package / "render/pdf/fonts/OFL.md").is_file()
