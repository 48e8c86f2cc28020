"""Slides in few words, and the decks of the repository."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.presentation import Presentation as Pptx

from maghandout.compose.compose import DECK
from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Block,
    Cell,
    Chart,
    Document,
    Furniture,
    Heading,
    ListBlock,
    ListItem,
    ListStyle,
    Series,
    Slide,
    SlideKind,
    Table,
    Text,
)
from maghandout.pipeline import Pipeline
from maghandout.project import find_project
from maghandout.render.deck.model import Deck
from maghandout.render.deck.plan import plan
from maghandout.render.deck.template import open_template
from maghandout.render.deck.write import write
from maghandout.theme import Theme, load_theme
from tests.conftest import REPOSITORY
from tests.render.deck import clinics

HERE = Origin("test", 1)
TOPIC = "back-pain"


def slide(title: str, *blocks: Block, notes: tuple[Block, ...] = (), part: str = "") -> Slide:
    heading = Heading(1, (Text(title),), HERE)
    return Slide(SlideKind.CONTENT, heading, blocks, notes, HERE, part)


def bullets(*items: str) -> ListBlock:
    listed = tuple(ListItem((Text(item),), HERE) for item in items)
    return ListBlock(ListStyle.BULLET, listed, HERE)


def table(heads: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    head = tuple(Cell((Text(words),), True, HERE) for words in heads)
    body = tuple(tuple(Cell((Text(words),), not at, HERE) for at, words in enumerate(row)) for row in rows)
    return Table((Text("What the table shows"),), head, body, HERE)


def ranked() -> Chart:
    """Return a chart that takes two slides, its greatest number on the first."""
    names = tuple(f"Group {number}" for number in range(15))
    values = tuple(42.0 - 3 * number for number in range(15))
    return Chart((), names, (Series("S", values),), "%", (), HERE)


def document(*slides: Block) -> Document:
    furniture = Furniture(footer=(Text("Draft"),), page="({page} of {pages})")
    return Document("topic", "A title", "A purpose", "en-US", None, furniture, slides, HERE)


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme(find_project(REPOSITORY))


@pytest.fixture(scope="session")
def back_pain() -> Document:
    pipeline = Pipeline(find_project(REPOSITORY))
    return pipeline.composer(pipeline.select(TOPIC)).compose(DECK)


def planned(document: Document, theme: Theme, path: Path | None = None) -> Deck:
    """Plan a document for our own deck, or for a clinic's."""
    return plan(document, theme, open_template(theme, path))


def written(document: Document, theme: Theme, path: Path | None = None) -> bytes:
    """Write a document into our own deck, or into a clinic's."""
    template = open_template(theme, path)
    return write(plan(document, theme, template), template)


@pytest.fixture(scope="session")
def opened(theme: Theme) -> Callable[[Document], Pptx]:
    """Write a document and open what was written."""
    return lambda made: Presentation(io.BytesIO(written(made, theme)))


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return the path of a clinic's deck by name: `narrow` or `odd`."""
    folder = tmp_path_factory.mktemp("clinics")
    paths = {"narrow": folder / "narrow.pptx", "odd": folder / "odd.potx"}
    paths["narrow"].write_bytes(clinics.narrow())
    paths["odd"].write_bytes(clinics.odd())
    return lambda name: paths[name]
