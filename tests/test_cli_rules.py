"""`build` asks the rules first: what they find stops it, and what is built all the same says so."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation
from pypdf import PdfReader

from tests.folders import TOPIC, Folder

CONFLICT = {
    "seeds/conflicts.yaml": (
        "conflicts:\n  - {id: C, topic: things, sides: [art#known, art#unknown], resolution: Ask.}\n"
    )
}
FOUND = (
    "handouts/t.yaml:5: evidence-conflict: the handout prints both sides of the conflict C (things): "
    "art#known, art#unknown: 'Another is not.'\n  hint: we hold: Ask.\n"
)
DUE = {"handouts/t.yaml": TOPIC.replace("title:", "review_by: 2026-06-30\ntitle:", 1)}


@pytest.fixture
def overdue(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783900800")  # 2026-07-13
    folder.write(DUE)
    return folder


def _printed(folder: Folder) -> str:
    """Return the words of the built PDF, folded."""
    pages = PdfReader(io.BytesIO((folder.path / "out" / "t.pdf").read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _shown(folder: Folder) -> str:
    """Return the words of the first slide of the built deck."""
    slide = Presentation(str(folder.path / "out" / "t.pptx")).slides[0]
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_what_a_rule_finds_stops_a_build(folder: Folder) -> None:
    folder.write(CONFLICT)

    result = folder.build()

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", FOUND)
    assert folder.outputs() == []


def test_what_the_rules_find_in_all_topics_is_told_at_once(folder: Folder) -> None:
    folder.write({**CONFLICT, "handouts/u.yaml": TOPIC})

    result = folder.run("build", "t", "u", "back-pain")

    assert (result.exit_code, folder.outputs()) == (1, [])
    assert result.stderr == FOUND + FOUND.replace("t.yaml", "u.yaml")


def test_unchecked_pages_and_slides_say_so(folder: Folder) -> None:
    folder.write(CONFLICT)

    result = folder.run("build", "t", "--no-check")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "Draft: not reviewed by a clinician. Made without checks." in _printed(folder)
    assert "Made without checks." in _shown(folder)


def test_checked_pages_say_nothing_of_it(folder: Folder) -> None:
    folder.run("build", "t")

    assert "Made without checks" not in _printed(folder) + _shown(folder)


def test_a_topic_whose_review_is_overdue_is_not_built(overdue: Folder) -> None:
    result = overdue.build()

    assert (result.exit_code, overdue.outputs()) == (1, [])
    assert result.stderr.startswith(
        "handouts/t.yaml:1: freshness-past: its review was due on 2026-06-30, 13 days ago"
    )


def test_one_that_is_allowed_to_be_overdue_says_so_on_its_pages(overdue: Folder) -> None:
    result = overdue.run("build", "t", "--allow-expired")

    assert (result.exit_code, result.stderr) == (0, "")
    stamp = "Out of date since June 30, 2026."
    assert stamp in _printed(overdue)
    assert stamp in _shown(overdue)
