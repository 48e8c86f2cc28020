"""Documents of a few blocks, drawn and read back."""

from __future__ import annotations

import io

import pypdf

from maghandout.diagnostics import Origin
from maghandout.model.document import Block, Document, Furniture, Paragraph, Text
from maghandout.model.options import Paper
from maghandout.project import Project
from maghandout.render.pdf.write import Pdf, render
from maghandout.theme import load_theme
from tests.conftest import REPOSITORY

HERE = Origin("handouts/t.yaml", 1)
THEME = load_theme(Project((REPOSITORY,), REPOSITORY))
FURNITURE = Furniture((Text("Clinic"),), (Text("Header"),), (Text("Footer"),), "Page {page} of {pages}")


def document(*blocks: Block, title: str = "Title") -> Document:
    """Return a document of some blocks."""
    return Document("t", title, "Purpose.", "en-US", None, FURNITURE, blocks, HERE)


def drawn(*blocks: Block, paper: Paper = Paper.LETTER) -> Pdf:
    """Draw some blocks."""
    return render(document(*blocks), THEME, paper)


def texts(pdf: Pdf) -> list[str]:
    """Return the words of each page."""
    return [" ".join(page.extract_text().split()) for page in reader(pdf).pages]


def reader(pdf: Pdf) -> pypdf.PdfReader:
    """Return a PDF for reading."""
    return pypdf.PdfReader(io.BytesIO(pdf.data))


def paragraph(text: str) -> Paragraph:
    """Return a paragraph."""
    return Paragraph((Text(text),), HERE)
