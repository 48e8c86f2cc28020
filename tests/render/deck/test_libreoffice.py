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
from tests.conftest import REPOSITORY, require_or_skip

TOPICS = tuple(find_project(REPOSITORY).topic_files())
SAMPLE = TOPICS[::4]
"""Topics to set on the decks of clinics too: LibreOffice needs seconds for each."""
REFERENCE_DECK = "claims-checked"
"""Shows every appraised claim, to look things up in and not to teach from end to end."""
DECKS = {"ours": TOPICS, "narrow": SAMPLE, "odd": SAMPLE}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, clinic: Callable[[str], Path]) -> Path:
    """A folder a template, each with its decks and the PDFs that LibreOffice made of them."""
    require_or_skip(shutil.which("soffice") is not None, "LibreOffice is not installed")
    whole = tmp_path_factory.mktemp("decks")
    profile = f"-env:UserInstallation={(whole / 'profile').as_uri()}"
    for name, topics in DECKS.items():
        path = None if name == "ours" else clinic(name)
        options = Options((Format.PPTX,), deck_template=path, folder=whole / name)
        built = build(find_project(REPOSITORY), topics, options)
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(whole / name)]
        subprocess.run([*command, *map(str, built.paths)], check=True, capture_output=True, timeout=300)
    return whole


@pytest.mark.parametrize(
    ("topic", "deck"), [(topic, deck) for deck, topics in DECKS.items() for topic in topics]
)
def test_libreoffice_draws_every_slide(topic: str, deck: str, drawn: Path) -> None:
    slides = len(Presentation(str(drawn / deck / f"{topic}.pptx")).slides)

    with pypdfium2.PdfDocument(drawn / deck / f"{topic}.pdf") as document:
        assert len(document) == slides


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != REFERENCE_DECK])
def test_our_own_deck_is_short_enough_for_a_class(topic: str, drawn: Path) -> None:
    slides = Presentation(str(drawn / "ours" / f"{topic}.pptx")).slides
    taught = [slide for slide in slides if not slide.shapes.title.text.startswith("Sources")]

    assert 8 <= len(taught) <= 22
