"""A deck's slides to their lines, each with the statements that it cites and what those say.

Titles, heads and charts have words of their own, and are left out. It judges nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from msgspec import Struct

from maghandout.compose.inlines import as_printed, fold
from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
    Document,
    Field,
    Heading,
    HowSure,
    Inline,
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
from maghandout.model.library import Anchor, Library

_Cited: TypeAlias = tuple[Anchor, ...]


class SlideLine(Struct, frozen=True, dict=True):
    """A line of a slide; of a table a cell, which cites what its row does."""

    inlines: Inlines
    origin: Origin
    cited: _Cited
    sayings: tuple[str, ...]
    """The words of the statements that it cites, in each register."""

    @functools.cached_property
    def words(self) -> str:
        """All its words."""
        return words_of(self.inlines)

    @functools.cached_property
    def pieces(self) -> tuple[str, ...]:
        """The words before each citation."""
        pieces: list[str] = []
        held: list[Inline] = []
        for inline in self.inlines:
            if isinstance(inline, Citation):
                pieces.append(words_of(tuple(held)))
                held = []
            else:
                held.append(inline)
        return tuple(filter(None, pieces))


def slide_lines(deck: Document, library: Library) -> tuple[SlideLine, ...]:
    """Return the lines of the slides in order, those of notes left out."""
    shown = (block for slide in slides_of(deck) for block in slide.blocks)
    return tuple(
        SlideLine(inlines, origin, cited, tuple(_sayings(cited, library)))
        for inlines, origin, cited in _lines(shown)
    )


def slides_of(deck: Document) -> tuple[Slide, ...]:
    """Return the slides of a deck."""
    return tuple(block for block in deck.blocks if isinstance(block, Slide))


def said_of(anchor: Anchor, library: Library) -> tuple[str, ...]:
    """Return the words of a statement in each register; none where the library has no such statement."""
    statement = library.statements.get(anchor)
    said = (statement.text, statement.clinical) if statement else ()
    return tuple(as_printed(words) for words in said if words)


def _sayings(cited: _Cited, library: Library) -> Iterator[str]:
    return (words for anchor in cited for words in said_of(anchor, library))


def words_of(inlines: Inlines) -> str:
    """Return the words of a line without white space around them."""
    return fold(plain_text(inlines)).strip()


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[Inlines, Origin, _Cited]]:
    """Yield the lines with where they come from and what they cite."""
    for block in blocks:
        match block:
            case Paragraph() if block.role is not Role.BODY:
                pass
            case Paragraph() | HowSure():
                yield block.inlines, block.origin, _cited(block.inlines)
            case ListBlock():
                yield from ((item.inlines, item.origin, _cited(item.inlines)) for item in block.items)
            case Table():
                yield from _cells(block)
            case Box() | Section():
                yield from _lines(block.blocks)
            case Strip():
                yield from _steps(block)
            case Heading() | Chart() | Field() | QrCode() | Sources() | Slide():
                pass
            case _:
                assert_never(block)


def _cells(table: Table) -> Iterator[tuple[Inlines, Origin, _Cited]]:
    for row in table.rows:
        behind = tuple(anchor for cell in row for anchor in _cited(cell.inlines))
        for cell in (cell for cell in row if not cell.is_head):
            yield cell.inlines, cell.origin, _cited(cell.inlines) or behind


def _cited(inlines: Inlines) -> _Cited:
    found = (anchor for inline in inlines if isinstance(inline, Citation) for anchor in inline.anchors)
    return tuple(dict.fromkeys(found))


def _steps(strip: Strip) -> Iterator[tuple[Inlines, Origin, _Cited]]:
    """Yield the steps, each with the statement that the title cites for it."""
    behind = _cited(strip.title)
    for position, step in enumerate(strip.steps):
        cited = behind[position : position + 1]
        citation = (Citation(cited),) if cited else ()
        yield (*step, *citation), strip.origin, cited
