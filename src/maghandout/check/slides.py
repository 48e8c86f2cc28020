"""A deck's lines to whether they say what the statements say that they cite.

A deck prints either register, claims of any verdict, and around them words of its own: a verdict, a finding,
a label. So a line has to hold the words of a statement that it cites, and what else it says is not judged.
What cites nothing is free, but for the very words of a statement that no spec says. Notes cite nothing at
all: there a statement is known again where no more than its numbers were changed.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from msgspec import Struct

from maghandout.check.rule import Remark
from maghandout.check.sheet import Sheet
from maghandout.check.told import numbers_in, told_by, without_numbers
from maghandout.compose.inlines import fold, visible
from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
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
    lines_of,
    plain_text,
)
from maghandout.model.library import Anchor, Library

_LEAST = 4
"""Words that are a statement's, and not a label that reads alike."""
_REMEMBERED = 4096
"""Sayings: topics share most of theirs."""


class _Line(Struct, frozen=True):
    """A line of a slide; of a table a cell, which cites what its row does."""

    inlines: Inlines
    origin: Origin
    cited: tuple[Anchor, ...]

    @property
    def pieces(self) -> tuple[str, ...]:
        """The words before each citation."""
        pieces: list[str] = []
        held: list[Inline] = []
        for inline in self.inlines:
            if isinstance(inline, Citation):
                pieces.append(fold(plain_text(tuple(held))).strip())
                held = []
            else:
                held.append(inline)
        return tuple(filter(None, pieces))


def uncited(sheet: Sheet) -> Iterator[Remark]:
    """Find statements that a slide says and does not cite."""
    given = (picked.statement.anchor for picked in sheet.selection.deck())
    sayings = tuple(_long(words for anchor in given for words in _said_of(anchor, sheet.library)))
    free = {told.words for told in told_by(sheet.selection.topic)}
    for line in _lines(_shown(sheet)):
        words = _words(line.inlines)
        if not line.cited and words not in free and words.startswith(sayings):
            hint = "let the template cite its statement"
            yield Remark("a claim on a slide cites no statement", line.origin, hint, words)


def misquoted(sheet: Sheet) -> Iterator[Remark]:
    """Find words on slides that differ from those of the statements that they cite."""
    for line, piece, sayings in _lacking(sheet):
        if not _bare(sayings).get(without_numbers(piece)):
            message = f"the words on the slide are those of none of {', '.join(line.cited)}"
            hint = f"it says {sayings[0]!r}" if len(line.cited) == 1 else "print a statement as it is"
            yield Remark(message, line.origin, hint, piece)


def miscounted(sheet: Sheet) -> Iterator[Remark]:
    """Find numbers on slides and in notes that differ from those of the statement whose words stand there."""
    for line, piece, sayings in _lacking(sheet):
        if said := _bare(sayings).get(without_numbers(piece)):
            yield _of_numbers(piece, said, line.origin)
    every = dict.fromkeys(_sayings(sheet))
    known = _bare(_long(every))
    for words, origin in _uncited(sheet):
        if words not in every and (said := known.get(without_numbers(words))):
            yield _of_numbers(words, said, origin)


def _of_numbers(words: str, said: str, origin: Origin) -> Remark:
    message = f"the deck says {_listed(words)} where a statement says {_listed(said)}"
    return Remark(message, origin, f"it says {said!r}", words)


def _listed(words: str) -> str:
    return ", ".join(f"{number:,.10g}" for number in numbers_in(words))


def _lacking(sheet: Sheet) -> Iterator[tuple[_Line, str, tuple[str, ...]]]:
    """Yield lines with a piece that holds no words of a statement that they cite, and what those say."""
    for line in _lines(_shown(sheet)):
        sayings = tuple(words for anchor in line.cited for words in _said_of(anchor, sheet.library))
        pieces = line.pieces
        for piece in pieces if sayings else ():
            is_judged = len(pieces) == 1 or len(piece.split()) >= _LEAST
            if is_judged and not any(words in piece for words in sayings):
                yield line, piece, sayings


def _uncited(sheet: Sheet) -> Iterator[tuple[str, Origin]]:
    """Yield the lines that cite nothing themselves: those of slides, then those of notes."""
    for line in _lines(_shown(sheet)):
        if not line.pieces:
            yield _words(line.inlines), line.origin
    for slide in _slides(sheet):
        for note in slide.notes:
            yield from ((_words(inlines), note.origin) for inlines in lines_of(note))


def _sayings(sheet: Sheet) -> Iterator[str]:
    """Yield the words of the statements that the deck was given, and what was found about them."""
    for picked in sheet.selection.deck():
        yield from _said_of(picked.statement.anchor, sheet.library)
        yield from (_said(item.finding) for item in picked.appraisals)


def _said_of(anchor: Anchor, library: Library) -> tuple[str, ...]:
    """Return the words of a statement in each register; none where the library has no such statement."""
    statement = library.statements.get(anchor)
    said = (statement.text, statement.clinical) if statement else ()
    return tuple(_said(words) for words in said if words)


@functools.lru_cache(_REMEMBERED)
def _said(words: str) -> str:
    return fold(visible(words)).strip()


def _words(inlines: Inlines) -> str:
    return fold(plain_text(inlines)).strip()


def _long(sayings: Iterable[str]) -> Iterator[str]:
    return (words for words in sayings if len(words.split()) >= _LEAST)


def _bare(sayings: Iterable[str]) -> Mapping[str, str]:
    """Return words by what they are without their numbers, those aside that hold none."""
    return {without_numbers(words): words for words in sayings if numbers_in(words)}


def _slides(sheet: Sheet) -> tuple[Slide, ...]:
    return tuple(block for block in sheet.deck.blocks if isinstance(block, Slide))


def _shown(sheet: Sheet) -> Iterator[Block]:
    return (block for slide in _slides(sheet) for block in slide.blocks)


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    """Yield the lines of slides; titles, heads and charts, whose words are their own, are left out."""
    for block in blocks:
        match block:
            case Paragraph() if block.role is not Role.BODY:
                pass
            case Paragraph() | HowSure():
                yield _Line(block.inlines, block.origin, _cited(block.inlines))
            case ListBlock():
                yield from (_Line(item.inlines, item.origin, _cited(item.inlines)) for item in block.items)
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


def _cells(table: Table) -> Iterator[_Line]:
    for row in table.rows:
        behind = tuple(anchor for cell in row for anchor in _cited(cell.inlines))
        for cell in (cell for cell in row if not cell.is_head):
            yield _Line(cell.inlines, cell.origin, _cited(cell.inlines) or behind)


def _cited(inlines: Inlines) -> tuple[Anchor, ...]:
    found = (anchor for inline in inlines if isinstance(inline, Citation) for anchor in inline.anchors)
    return tuple(dict.fromkeys(found))


def _steps(strip: Strip) -> Iterator[_Line]:
    """Yield the steps, each with the statement that the title cites for it."""
    behind = _cited(strip.title)
    for position, step in enumerate(strip.steps):
        cited = behind[position : position + 1]
        citation = (Citation(cited),) if cited else ()
        yield _Line((*step, *citation), strip.origin, cited)
