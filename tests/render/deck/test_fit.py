"""Nothing leaves its frame: every text of every deck is measured again, by other code and real fonts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from pptx import Presentation

from maghandout.compose.compose import DECK
from maghandout.model.document import Chart, ChartKind, Document, Series, Strip, Text
from maghandout.model.options import Profile
from maghandout.pipeline import Pipeline
from maghandout.project import find_project
from maghandout.render.deck.measure import width
from maghandout.render.deck.model import Style
from maghandout.render.deck.template import BASE
from maghandout.theme import Theme, load_theme
from tests.conftest import REPOSITORY, require_or_skip
from tests.render.deck import frames
from tests.render.deck.conftest import HERE, bullets, document, slide, table, written

TOPICS = tuple(find_project(REPOSITORY).topic_files())
CLINICS = {"narrow": "Times New Roman", "odd": "Verdana"}
DECKS = {"standard": "Arial", "large": "Arial", "mono": "Arial", **CLINICS}
"""Profiles of our own deck and clinics' decks, each with its font."""
SENTENCE = "Magnesium may lower the number of attacks in some people, though trials disagree on it."

Slides = list[list[frames.Block]]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    require_or_skip(
        Path("/usr/share/fonts/truetype/liberation2").is_dir(), "Liberation fonts are not installed"
    )
    require_or_skip(Path("/usr/share/fonts/truetype/dejavu").is_dir(), "DejaVu fonts are not installed")
    pipeline = Pipeline(find_project(REPOSITORY))
    found = {name: pipeline.composer(pipeline.select(name)).compose(DECK) for name in TOPICS}
    return {**found, "extremes": _extremes()}


def _extremes() -> Document:
    names = ("Magnesium glycinate", "Placebo")
    people = Chart(
        (), names, (Series("Better", (29.0, 30.0)),), "of 100", (Text("Read."),), HERE, ChartKind.ICONS
    )
    steps = tuple((Text(SENTENCE),) for _ in range(3))
    return document(
        slide("x" * 200, bullets("y" * 200, SENTENCE * 30)),
        slide(SENTENCE * 2, table(("A", "B"), ("z" * 200, SENTENCE * 20))),
        slide("Wide", table(tuple(f"informative{n}" for n in range(8)), ("cell",) * 8)),
        slide("People", people),
        slide("Steps", Strip((Text("Why"),), steps, (Text("Read."),), HERE)),
    )


@pytest.fixture(scope="module")
def drawn(documents: dict[str, Document], clinic: Callable[[str], Path]) -> Callable[[str, str], Slides]:
    """Return the blocks of every slide of a topic in a deck."""
    project = find_project(REPOSITORY)

    def draw(topic: str, deck: str) -> Slides:
        is_ours = deck not in CLINICS
        theme = load_theme(project, deck if is_ours else Profile.STANDARD)
        data = written(documents[topic], theme, None if is_ours else clinic(deck))
        made = Presentation(io.BytesIO(data))
        return [list(frames.SlideReader(made, shown, DECKS[deck]).blocks()) for shown in made.slides]

    return cache(draw)


def _all(slides: Slides) -> Iterator[frames.Block]:
    return (block for shown in slides for block in shown)


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("topic", [*TOPICS, "extremes"])
def test_every_text_fits_its_frame(topic: str, deck: str, drawn: Callable[[str, str], Slides]) -> None:
    full = [block for block in _all(drawn(topic, deck)) if block.needed > block.height + 0.5]

    assert full == []


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("topic", [*TOPICS, "extremes"])
def test_no_shape_leaves_its_slide(
    topic: str, deck: str, drawn: Callable[[str, str], Slides], clinic: Callable[[str], Path]
) -> None:
    whole = Presentation(str(clinic(deck) if deck in CLINICS else BASE))
    wide, high = (int(length or 0) / frames.EMU for length in (whole.slide_width, whole.slide_height))

    blocks = list(_all(drawn(topic, deck)))

    assert min(min(block.left, block.top) for block in blocks) >= -0.01
    assert max(block.right for block in blocks) <= wide + 0.01
    assert max(block.bottom for block in blocks) <= high + 0.01


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("topic", [*TOPICS, "extremes"])
def test_no_two_shapes_overlap(topic: str, deck: str, drawn: Callable[[str, str], Slides]) -> None:
    met = [
        (one.name, other.name)
        for shown in drawn(topic, deck)
        for one, other in combinations(shown, 2)
        if one.overlaps(other)
    ]

    assert met == []


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("topic", TOPICS)
def test_print_is_never_below_the_floors(topic: str, deck: str, drawn: Callable[[str, str], Slides]) -> None:
    floors = {"Source": 12, "Footer": 12, "Slide Number": 12, "Title": 28, "Content": 14}

    for block in _all(drawn(topic, deck)):
        assert min(block.sizes, default=99) >= floors.get(block.name, 18), block.name


@pytest.mark.parametrize("is_strong", [False, True])
def test_the_widths_of_arial_are_those_of_a_font_file(is_strong: bool, documents: object) -> None:
    signs = [
        *map(chr, range(0x20, 0x7F)),
        *map(chr, range(0xA1, 0xAD)),
        *map(chr, range(0xAE, 0x180)),
        *"αβγδκμπω–—‘’“”•…≤≥≈≠−×±→€™",
    ]

    def difference(sign: str) -> float:
        ours = width(sign, 100, Style(100), is_strong=is_strong)
        return abs(ours - frames.width(sign, 100, "Arial", is_strong=is_strong))

    off = [sign for sign in signs if difference(sign) > 0.11]

    assert documents
    assert off == []


def test_body_text_keeps_the_size_of_the_theme(theme: Theme, drawn: Callable[[str, str], Slides]) -> None:
    names = ("Card left", "Card right", "Head left", "Head right", "Verdict")
    blocks = [block for topic in TOPICS for block in _all(drawn(topic, "standard")) if block.name in names]

    assert blocks
    assert min(size for block in blocks for size in block.sizes) >= theme.deck.body
