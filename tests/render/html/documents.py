"""Documents to open and print: the topics, one with every block, one with a word in every place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from maghandout.compose.compose import HANDOUT
from maghandout.model.brand import Brand, Logo
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    ChartKind,
    Document,
    Field,
    Heading,
    Link,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    QrCode,
    Section,
    Series,
    SourceEntry,
    Sources,
    Strip,
    Strong,
    Table,
    Text,
)
from maghandout.pipeline import Pipeline
from tests.logos import png
from tests.render.html.pages import HERE, document, words
from tests.topics import PROJECT, TOPICS, make

EVERYTHING = "everything"
"""A page with every block and every piece of furniture, for what the topics lack."""
LONG = "w" * 200
_BRAND = Brand(
    name="Riverside Family Clinic",
    phone="555-0100",
    address="12 River Road, Springfield, IL 62701",
    url="https://riverside.example.org/magnesium",
    reviewer="Dr. Ada Lee",
    logo=Logo(png(200, 80), 200, 80),
)
"""All that a clinic can put on a page."""


@cache
def named(name: str) -> Document:
    """Return a topic, or the page with everything."""
    if name != EVERYTHING:
        return make(name).handout
    handout = make(TOPICS[0]).handout
    clinic = (Strong(words("Riverside Family Clinic")), Text(" 555-0100"))
    blocks = tuple(changed for block in handout.blocks for changed in _more(block))
    furniture = replace(handout.furniture, clinic=clinic)
    return replace(handout, blocks=blocks, furniture=furniture, logo=Logo(png(30, 10), 30, 10))


@cache
def branded(topic: str) -> Document:
    """Return a topic with all that a clinic can put on it."""
    pipeline = _branding()
    return pipeline.composer(pipeline.select(topic)).compose(HANDOUT)


@cache
def _branding() -> Pipeline:
    return Pipeline(PROJECT, _BRAND)


def _more(block: Block) -> Iterator[Block]:
    """Yield a block of a topic with what topics may add: a code in the plan, figures before the sources."""
    address = "https://example.org/a-rather-long-name-of-a-page/about-magnesium"
    match block:
        case Box(BoxRole.PLAN, blocks, origin):
            code = QrCode(address, (Text("More at "), Link(address, words(address[8:]))), HERE)
            yield Box(BoxRole.PLAN, (*blocks, code), origin)
        case Section(_, (Sources(), *_), _):
            yield Section(Heading(2, words("Figures"), HERE), _figures(), HERE)
            yield block
        case _:
            yield block


def _figures() -> tuple[Block, ...]:
    people = (Series("with loose stools", (19, 7)),)
    foods = (Series("Now", (10, 20)), Series("Then", (30, 45)))
    steps = (words("A nerve sends its signal"), words("Calcium flows in"), words("The muscle tightens"))
    return (
        Chart(words("A"), ("Pills", "Dummy"), people, "of 100", words("Read."), HERE, ChartKind.ICONS),
        Chart(words("B"), ("Beans", "Nuts and seeds of all kinds"), foods, "mg", words("Read."), HERE),
        Strip(words("C"), steps, words("Go on."), HERE),
    )


def wordy(word: str) -> Document:
    """Return a page with a word in every place, and an `M` in the body that shows how large it is printed."""
    long = words(word)
    series = (Series("s", (10, 20)),)
    people = Chart(long, (word, "B"), (Series("s", (7, 9)),), "of 100", long, HERE, ChartKind.ICONS)
    row = (Cell(long, True, HERE), Cell(long, False, HERE))
    blocks: tuple[Block, ...] = (
        Heading(1, long, HERE),
        Paragraph(words("M"), HERE),
        Section(Heading(2, long, HERE), (Paragraph(long, HERE), Paragraph(words("M"), HERE)), HERE),
        *(ListBlock(style, (ListItem(long, HERE),), HERE) for style in ListStyle),
        Table(long, row, (row,), HERE),
        Chart(long, (word, "B"), series, "mg", long, HERE),
        people,
        Strip(long, (long, words("B"), words("C")), long, HERE),
        Box(
            BoxRole.WARNING,
            (Heading(2, long, HERE), ListBlock(ListStyle.BULLET, (ListItem(long, HERE),), HERE)),
            HERE,
        ),
        Box(BoxRole.PLAN, (Heading(2, long, HERE), Field(word, "name", HERE)), HERE),
        Sources((SourceEntry(1, long, ()),), HERE),
    )
    made = document(*blocks)
    return replace(made, furniture=replace(made.furniture, clinic=long, header=long))
