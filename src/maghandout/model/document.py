"""The document: the neutral, typed tree of blocks that every output is drawn from.

Inlines stand in a line, blocks below each other. Every block knows where it came from. Dispatch over
either ends in `assert_never`, so that a block which a renderer forgets is a type error.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeAlias, assert_never

from msgspec import Struct
from msgspec.structs import replace

from maghandout.diagnostics import Origin
from maghandout.model.brand import Logo
from maghandout.model.library import Anchor, Certainty

_SAFE_SCHEMES = ("https://", "http://", "mailto:", "tel:")


class Text(Struct, frozen=True):
    """Words."""

    text: str


class Strong(Struct, frozen=True):
    """Words that matter more."""

    children: tuple[Inline, ...]
    is_warning: bool = False
    """Words to beware of, such as a bad verdict; a colour may repeat it."""


class Emphasis(Struct, frozen=True):
    """Words set off, such as a journal's name."""

    children: tuple[Inline, ...]


class Superscript(Struct, frozen=True):
    """Words above the line."""

    children: tuple[Inline, ...]


class Subscript(Struct, frozen=True):
    """Words below the line."""

    children: tuple[Inline, ...]


class Link(Struct, frozen=True):
    """Words that lead to an address."""

    target: str
    children: tuple[Inline, ...]

    @property
    def safe_target(self) -> str:
        """The address where it is one to follow; empty for one that could run or open something."""
        return self.target if self.target.startswith(_SAFE_SCHEMES) else ""


class Citation(Struct, frozen=True):
    """The statements behind what was just said, and the numbers of their sources."""

    anchors: tuple[Anchor, ...]
    numbers: tuple[int, ...] = ()


Inline: TypeAlias = Text | Strong | Emphasis | Superscript | Subscript | Link | Citation
Inlines: TypeAlias = tuple[Inline, ...]


class Role(StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    PURPOSE = "purpose"
    NOTE = "note"
    SOURCE = "source"
    VERDICT = "verdict"


class ListStyle(StrEnum):
    """How the items of a list are marked."""

    BULLET = "bullet"
    NUMBER = "number"
    CHECK = "check"


class BoxRole(StrEnum):
    """What a box is for."""

    KEY_POINTS = "key-points"
    WARNING = "warning"
    PLAN = "plan"
    CLAIM = "claim"
    FINDING = "finding"


PEOPLE_DRAWN = 100
"""How many people an icon array shows, whatever the size of the study."""


class ChartKind(StrEnum):
    """How numbers are drawn."""

    BARS = "bars"
    """A group of bars a category, in the order given."""
    RANKED = "ranked"
    """Bars from the largest to the smallest."""
    ICONS = "icons"
    """Of 100 people, as many filled as the number says."""


class SlideKind(StrEnum):
    """What a slide shows."""

    TITLE = "title"
    CONTENT = "content"
    CLOSING = "closing"
    SOURCES = "sources"


class Heading(Struct, frozen=True):
    """A heading; level 1 is the document's title."""

    level: int
    inlines: Inlines
    origin: Origin


class Paragraph(Struct, frozen=True):
    """A paragraph."""

    inlines: Inlines
    origin: Origin
    role: Role = Role.BODY


class ListItem(Struct, frozen=True):
    """One item of a list."""

    inlines: Inlines
    origin: Origin


class ListBlock(Struct, frozen=True):
    """A list."""

    style: ListStyle
    items: tuple[ListItem, ...]
    origin: Origin


class Cell(Struct, frozen=True):
    """A cell of a table."""

    inlines: Inlines
    is_head: bool
    origin: Origin


class Table(Struct, frozen=True):
    """A table with a row of column heads; the first cell of each body row is the row's head."""

    caption: Inlines
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    origin: Origin


class Series(Struct, frozen=True):
    """The numbers of one column of a chart."""

    name: str
    values: tuple[float, ...]


class Chart(Struct, frozen=True):
    """Numbers to draw, one group of bars or of people a category."""

    title: Inlines
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    read: Inlines
    """How to read it."""
    origin: Origin
    kind: ChartKind = ChartKind.BARS
    name: str = ""
    """What such a figure is called, such as `Bar chart`."""

    @property
    def alt(self) -> str:
        """The numbers in words, made from the numbers themselves."""
        several = len(self.series) > 1 or self.kind is ChartKind.ICONS
        parts = [
            f"{category}{f' ({series.name})' if several else ''}: {self.words_of(value)}"
            for series in self.series
            for category, value in zip(self.categories, series.values, strict=True)
        ]
        return f"{_opening(self.name)}{'; '.join(parts)}."

    def words_of(self, value: float) -> str:
        """Return a number with its unit."""
        number = f"{value:,.10f}".rstrip("0").rstrip(".")
        return f"{number}{unit_of(self.unit)}"


class Strip(Struct, frozen=True):
    """Steps that lead from one to the next, drawn as boxes with arrows between them."""

    title: Inlines
    steps: tuple[Inlines, ...]
    read: Inlines
    """How to read it."""
    origin: Origin
    name: str = ""
    """What such a figure is called."""

    @property
    def alt(self) -> str:
        """The steps in words."""
        steps = (f"{number}. {plain_text(step)}" for number, step in enumerate(self.steps, 1))
        return f"{_opening(self.name)}{' '.join(steps)}"


LONGEST_ADDRESS = 200
"""Bytes of an address whose code a phone still reads: at 27 mm its modules are 0.35 mm wide."""


class QrCode(Struct, frozen=True):
    """A code that a phone reads, with the address in words."""

    address: str
    inlines: Inlines
    origin: Origin
    name: str = ""
    """What such a figure is called."""

    @property
    def alt(self) -> str:
        """Where the code leads."""
        return f"{_opening(self.name)}{self.address}"


class Field(Struct, frozen=True):
    """A line to write on."""

    label: str
    name: str
    origin: Origin
    value: str = ""
    """What is filled in already."""


class HowSure(Struct, frozen=True):
    """How sure we are: a level and the words for it."""

    certainty: Certainty
    label: str
    inlines: Inlines
    origin: Origin


class SourceEntry(Struct, frozen=True):
    """One numbered source of the document."""

    number: int
    inlines: Inlines
    cited: tuple[Anchor, ...]
    """The statements that cite it, in order of first appearance."""


class Sources(Struct, frozen=True):
    """The list of sources."""

    entries: tuple[SourceEntry, ...]
    origin: Origin
    is_brief: bool = False
    """Leave out the titles of papers that their DOI finds."""


class Box(Struct, frozen=True):
    """Blocks set apart from the rest."""

    role: BoxRole
    blocks: tuple[Block, ...]
    origin: Origin


class Section(Struct, frozen=True):
    """A heading with the blocks below it."""

    heading: Heading
    blocks: tuple[Block, ...]
    origin: Origin


class Slide(Struct, frozen=True):
    """One slide: its title, what it shows, the sources at its foot, and what the speaker says."""

    kind: SlideKind
    title: Heading
    blocks: tuple[Block, ...]
    notes: tuple[Block, ...]
    origin: Origin
    part: str = ""
    """The part of the deck that it belongs to; empty for none."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | ListBlock
    | Table
    | Chart
    | Strip
    | QrCode
    | Field
    | HowSure
    | Sources
    | Box
    | Section
    | Slide
)


class Furniture(Struct, frozen=True):
    """What stands on every page."""

    clinic: Inlines = ()
    """Who hands it out."""
    header: Inlines = ()
    """What it is."""
    footer: Inlines = ()
    page: str = ""
    """Words with `{page}` and `{pages}` in them."""


class Spoken(Struct, frozen=True):
    """What a reader on a screen hears or sees, and paper does not need, in the language of the document."""

    skip: str = ""
    """Leads past the header; empty for no such link."""
    source: str = "{number}"
    """Names the link from a raised number to its source."""
    back: str = "{number}."
    """Names the link from a source to where it was first cited; opens as the number that it shows."""
    logo: str = "{clinic}"
    """Names the picture of a logo."""


class Document(Struct, frozen=True):
    """Everything that one output says."""

    name: str
    title: str
    purpose: str
    language: str
    updated: datetime.date | None
    furniture: Furniture
    blocks: tuple[Block, ...]
    origin: Origin
    logo: Logo | None = None
    spoken: Spoken = Spoken()
    clinic: str = ""
    """The name of who hands it out."""


def lines_of(block: Block) -> Iterator[Inlines]:
    """Yield every line of words in a block and the blocks inside it, in reading order."""
    match block:
        case Heading() | Paragraph() | HowSure() | QrCode():
            yield block.inlines
        case ListBlock():
            yield from (item.inlines for item in block.items)
        case Table():
            yield block.caption
            yield from (cell.inlines for row in (block.head, *block.rows) for cell in row)
        case Chart():
            yield from (block.title, block.read)
        case Strip():
            yield from (block.title, *block.steps, block.read)
        case Sources():
            yield from (entry.inlines for entry in block.entries)
        case Box():
            yield from (line for inner in block.blocks for line in lines_of(inner))
        case Section():
            yield block.heading.inlines
            yield from (line for inner in block.blocks for line in lines_of(inner))
        case Slide():
            yield block.title.inlines
            yield from (line for inner in (*block.blocks, *block.notes) for line in lines_of(inner))
        case Field():
            yield (Text(block.label),)
        case _:
            assert_never(block)


def _opening(name: str) -> str:
    return f"{name}. " if name else ""


def unit_of(unit: str) -> str:
    """Return a unit as it follows a number: `%` closes up, a word keeps its distance."""
    return unit if not unit or unit.startswith("%") else f" {unit}"


def with_fields(block: Block, change: Callable[[Field], Field]) -> Block:
    """Return a block of a handout with each field in it changed."""
    match block:
        case Field():
            return change(block)
        case Box() | Section():
            return replace(block, blocks=tuple(with_fields(inner, change) for inner in block.blocks))
        case _:
            return block


def plain_text(inlines: Inlines) -> str:
    """Return the words of inlines; citations leave nothing."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case Citation():
                pass
            case _:
                parts.append(plain_text(inline.children))
    return "".join(parts)
