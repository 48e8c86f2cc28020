"""Golden cases: each folder of `tests/golden` is a small project, and the texts beside it are what it gives.

`--update-golden` rewrites the texts and then fails the run, so that no run passes by rewriting.
"""

from __future__ import annotations

import io
import textwrap
from pathlib import Path

import pytest
from pypdf import PdfReader

from maghandout.check.failing import stops
from maghandout.compose.compose import DECK, HANDOUT
from maghandout.dump import dump_document, dump_selection
from maghandout.errors import HandoutError
from maghandout.model.options import Paper
from maghandout.pipeline import Pipeline
from maghandout.project import Project
from maghandout.render.pdf.write import render

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.parent.parent.name for path in GOLDEN.glob("*/handouts/topic.yaml"))
TEXTS = ("selection.txt", "document.txt", "deck.txt", "pdf.txt", "findings.txt", "error.txt")


def _made(project: Project) -> dict[str, str]:
    """Return every text that the topic of a project gives."""
    try:
        pipeline = Pipeline(project)
        selection = pipeline.select("topic")
        composer = pipeline.composer(selection)
        document = composer.compose(HANDOUT)
        deck = composer.compose(DECK)
        pdf = render(document, pipeline.theme, Paper.LETTER)
    except HandoutError as error:
        return {"error.txt": f"{error}\n"}
    texts = {
        "selection.txt": dump_selection(selection),
        "document.txt": dump_document(document),
        "deck.txt": dump_document(deck),
        "pdf.txt": _pdf_text(pdf.data),
    }
    findings = "".join(f"{finding}\n" for finding in stops(pipeline.sheet(selection, document, deck)))
    return texts | ({"findings.txt": findings} if findings else {})


def _pdf_text(data: bytes) -> str:
    """Return the words of a PDF page by page, in lines of our own: where it breaks its lines is a look."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    return "\n\f".join(textwrap.fill(" ".join(page.split()), 100) + "\n" for page in pages)


def _expected(case: Path) -> dict[str, str]:
    return {name: (case / name).read_text(encoding="utf-8") for name in TEXTS if (case / name).exists()}


def _rewrite(case: Path, texts: dict[str, str]) -> None:
    for name in TEXTS:
        (case / name).unlink(missing_ok=True)
    for name, text in texts.items():
        (case / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_a_case_gives_what_it_gave_before(
    name: str, bare_library: Path, request: pytest.FixtureRequest
) -> None:
    case = GOLDEN / name

    made = _made(Project((case, bare_library), bare_library))

    if request.config.getoption("--update-golden") and made != _expected(case):
        _rewrite(case, made)
        pytest.fail(f"rewrote tests/golden/{name}")
    assert made == _expected(case)


def test_every_case_has_a_topic() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir() if path.is_dir()) == CASES
