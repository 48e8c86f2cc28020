"""One topic as its rules see it: what was selected, what is printed, and the printed page.

It gathers and judges nothing.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import assert_never

from msgspec import Struct, field

from maghandout.check.claims import Claim, claims_of, statements_of, tables_of
from maghandout.check.slidelines import SlideLine, slide_lines
from maghandout.check.texts import sentences_in
from maghandout.check.told import Told, told_by
from maghandout.diagnostics import Finding, Origin
from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Document,
    Field,
    Heading,
    HowSure,
    Inlines,
    ListBlock,
    Paragraph,
    QrCode,
    Role,
    Section,
    Slide,
    Sources,
    Strip,
    Table,
    plain_text,
)
from maghandout.model.library import Library, Statement
from maghandout.model.selection import PickedTable, Selection
from maghandout.theme import Theme


class Place(StrEnum):
    """Where words of a handout stand."""

    TEXT = "text"
    """Running text: paragraphs and list items."""
    HEADING = "heading"
    CELL = "cell"
    """A cell of a table, or a word of a chart."""
    NOTE = "note"
    """How to read a table, and the words to know."""


class Sentence(Struct, frozen=True):
    """A sentence of the handout, or a heading or cell that stands for one."""

    words: str
    origin: Origin
    place: Place


class Sheet(Struct, frozen=True, dict=True):
    """All that rules may look at; what several ask for is worked out once, when one asks."""

    selection: Selection
    handout: Document
    deck: Document
    library: Library
    theme: Theme
    today: datetime.date
    sentences: tuple[Sentence, ...]
    pdf: bytes = b""
    """The handout as it is printed in the profile at hand; empty before it is laid out."""
    pages: int = 0
    warnings: tuple[Finding, ...] = ()
    """What laying it out had to say."""
    lexicon: Mapping[str, str] = field(default_factory=dict)
    """Hard words in lower case, each with plainer ones."""
    changed_sources: tuple[str, ...] | None = None
    """The seeds that changed since the topic was approved, by id; None where its words are not approved."""

    @functools.cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the handout, in order."""
        return claims_of(self.handout, self.selection)

    @functools.cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that the handout was given to print, each once."""
        return statements_of(self.selection)

    @functools.cached_property
    def tables(self) -> tuple[PickedTable, ...]:
        """The tables and charts of the handout."""
        return tables_of(self.selection)

    @functools.cached_property
    def told(self) -> tuple[Told, ...]:
        """The free words of the spec."""
        return told_by(self.selection.topic)

    @functools.cached_property
    def slide_lines(self) -> tuple[SlideLine, ...]:
        """The lines of the slides."""
        return slide_lines(self.deck, self.library)

    @functools.cached_property
    def running(self) -> tuple[Sentence, ...]:
        """The sentences of the running text."""
        return tuple(sentence for sentence in self.sentences if sentence.place is Place.TEXT)


def sentences_of(blocks: Iterable[Block]) -> Iterator[Sentence]:
    """Yield the sentences of a handout in order, sources and fields left out."""
    for block in blocks:
        match block:
            case Heading():
                yield from _sentences(block.inlines, block.origin, Place.HEADING)
            case Paragraph():
                place = Place.NOTE if block.role is Role.NOTE else Place.TEXT
                yield from _sentences(block.inlines, block.origin, place)
            case HowSure():
                yield from _sentences(block.inlines, block.origin, Place.TEXT)
            case ListBlock():
                for item in block.items:
                    yield from _sentences(item.inlines, item.origin, Place.TEXT)
            case Table():
                for cell in (*block.head, *(cell for row in block.rows for cell in row)):
                    yield from _sentences(cell.inlines, cell.origin, Place.CELL)
            case Chart():
                yield from _sentences(block.title, block.origin, Place.HEADING)
                yield from (Sentence(name, block.origin, Place.CELL) for name in block.categories)
                yield from _sentences(block.read, block.origin, Place.NOTE)
            case Strip():
                for step in block.steps:
                    yield from _sentences(step, block.origin, Place.TEXT)
            case Section():
                yield from sentences_of((block.heading, *block.blocks))
            case Box():
                yield from sentences_of(block.blocks)
            case Field() | QrCode() | Sources() | Slide():
                pass
            case _:
                assert_never(block)


def _sentences(inlines: Inlines, origin: Origin, place: Place) -> Iterator[Sentence]:
    for words in sentences_in(plain_text(inlines)):
        if words.strip():
            yield Sentence(words.strip(), origin, place)
