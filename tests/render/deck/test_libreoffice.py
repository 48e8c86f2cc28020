"""LibreOffice opens every deck and draws as many pages as the deck has slides."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
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


DECKS = ("ours", "narrow", "odd")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, clinic: Callable[[str], Path]) -> Path:
    """A folder a template, each with every deck and the PDF that LibreOffice made of it."""
    require_or_skip(shutil.which("soffice") is not None, "LibreOffice is not installed")
    whole = tmp_path_factory.mktemp("decks")
    profile = f"-env:UserInstallation={(whole / 'profile').as_uri()}"
    for name in DECKS:
        path = None if name == "ours" else clinic(name)
        options = Options((Format.PPTX,), deck_template=path, folder=whole / name)
        built = build(find_project(REPOSITORY), TOPICS, options)
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(whole / name)]
        subprocess.run([*command, *map(str, built.paths)], check=True, capture_output=True, timeout=170)
    return whole


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("topic", TOPICS)
def test_libreoffice_draws_every_slide(topic: str, deck: str, drawn: Path) -> None:
    slides = len(Presentation(str(drawn / deck / f"{topic}.pptx")).slides)

    with pypdfium2.PdfDocument(drawn / deck / f"{topic}.pdf") as document:
        assert len(document) == slides


@pytest.mark.parametrize("topic", TOPICS)
def test_our_own_deck_is_short_enough_for_a_class(topic: str, drawn: Path) -> None:
    slides = len(Presentation(str(drawn / "ours" / f"{topic}.pptx")).slides)

    assert 8 <= slides <= 22
