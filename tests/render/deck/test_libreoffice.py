"""LibreOffice opens every deck and draws as many pages as the deck has slides."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from pptx import Presentation

from maghandout.build import build
from maghandout.model.options import Format, Options
from maghandout.project import find_project
from maghandout.spec.load import topic_files
from tests.conftest import REPOSITORY, require_or_skip

TOPICS = tuple(topic_files(find_project(REPOSITORY)))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every deck and the PDF that LibreOffice made of it."""
    require_or_skip(shutil.which("soffice") is not None, "LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("decks")
    built = build(find_project(REPOSITORY), TOPICS, Options((Format.PPTX,), folder=folder))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, built.paths)], check=True, capture_output=True, timeout=170)
    return folder


@pytest.mark.parametrize("topic", TOPICS)
def test_libreoffice_draws_every_slide(topic: str, drawn: Path) -> None:
    slides = len(Presentation(str(drawn / f"{topic}.pptx")).slides)

    with pypdfium2.PdfDocument(drawn / f"{topic}.pdf") as document:
        assert len(document) == slides
    assert 8 <= slides <= 16
