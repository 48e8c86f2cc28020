"""A handout's blocks to the claims that they make, each with the statements that it cites.

Questions, the purpose, field labels, notes and headings are no claims. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import assert_never

from msgspec import Struct

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
from maghandout.model.library import Anchor, Library, Statement
from maghandout.model.selection import PickedTable, Selection
from maghandout.model.topic import ByAnchor, Selector, Topic


class Claim(Struct, frozen=True):
    """Words that need a source."""

    words: str
    origin: Origin
    anchors: tuple[Anchor, ...] = ()
    """The statements behind them; none where they cite nothing."""
    has_numbers: bool = True
    """False where the citation leads to no entry of the list of sources."""


def claims_of(handout: Document, selection: Selection) -> tuple[Claim, ...]:
    """Return the claims of a handout in order, cells of tables each as one, figures by their titles."""
    questions = frozenset(picked.statement.origin for picked in selection.questions)
    return tuple(_claims(handout.blocks, questions))


def claims_in(blocks: Iterable[Block]) -> tuple[Claim, ...]:
    """Return the claims of some blocks, questions too."""
    return tuple(_claims(tuple(blocks), frozenset()))


def _claims(blocks: tuple[Block, ...], questions: frozenset[Origin]) -> Iterator[Claim]:
    for block, following in pairwise((*blocks, None)):
        match block:
            case Paragraph():
                if block.role is Role.BODY:
                    yield _claim(block.inlines, block.origin)
            case ListBlock():
                items = (item for item in block.items if item.origin not in questions)
                yield from (_claim(item.inlines, item.origin) for item in items)
            case Table():
                yield from _of_table(block, following)
            case Chart():
                yield _claim(block.title, block.origin)
            case HowSure():
                yield _claim(block.inlines, block.origin)
            case Strip():
                yield from _of_strip(block)
            case Box() | Section():
                yield from _claims(block.blocks, questions)
            case Heading() | Field() | QrCode() | Sources() | Slide() | None:
                pass
            case _:
                assert_never(block)


def _claim(inlines: Inlines, origin: Origin) -> Claim:
    citations = [inline for inline in inlines if isinstance(inline, Citation)]
    anchors = tuple(dict.fromkeys(anchor for citation in citations for anchor in citation.anchors))
    return Claim(plain_text(inlines), origin, anchors, all(citation.numbers for citation in citations))


def _of_table(table: Table, following: Block | None) -> Iterator[Claim]:
    """Yield the cells; where none cites, they share in order what the note below cites for all."""
    cells = [cell for row in table.rows for cell in row if not cell.is_head]
    claims = [_claim(cell.inlines, cell.origin) for cell in cells]
    note = _claim(following.inlines, following.origin) if isinstance(following, Paragraph) else None
    if note is None or not note.anchors or any(claim.anchors for claim in claims):
        yield from claims
        return
    shared = len(note.anchors) == len(claims)
    for position, claim in enumerate(claims):
        anchors = (note.anchors[position],) if shared else note.anchors
        yield Claim(claim.words, claim.origin, anchors, note.has_numbers)


def _of_strip(strip: Strip) -> Iterator[Claim]:
    """Yield the steps, each with the statement that the title cites for it."""
    title = _claim(strip.title, strip.origin)
    for position, step in enumerate(strip.steps):
        own = _claim(step, strip.origin)
        anchors = own.anchors or title.anchors[position : position + 1]
        yield Claim(own.words, strip.origin, anchors, own.has_numbers and title.has_numbers)


def statements_of(selection: Selection) -> tuple[Statement, ...]:
    """Return the statements that the handout was given to print, each once."""
    found = (picked.statement for picked in selection.handout())
    return tuple({statement.anchor: statement for statement in found}.values())


def tables_of(selection: Selection) -> tuple[PickedTable, ...]:
    """Return the tables and charts of the handout."""
    sections = selection.sections
    return tuple(table for section in sections for table in (section.table, section.chart) if table)


def asked_at(anchor: Anchor, selection: Selection, library: Library) -> Origin:
    """Return the line of the topic that asks for a statement; the topic where that cannot be told."""
    for selector in _selectors(selection.topic):
        if isinstance(selector, ByAnchor) and _reaches(selector.anchor, anchor, library):
            return selector.origin
    for table in tables_of(selection):
        if any(cell.statement.anchor == anchor for cell in table.cells):
            return table.origin
    return selection.topic.origin


def _selectors(topic: Topic) -> Iterable[Selector]:
    yield from topic.key_points
    for section in topic.sections:
        yield from (*section.select, *section.steps, *section.warning)
        yield from section.strip.steps if section.strip else ()
    yield from topic.questions


def _reaches(address: Anchor, anchor: Anchor, library: Library) -> bool:
    """Tell whether an address is that of a statement, or of a section or seed that holds it."""
    statement = library.statements.get(anchor)
    if address == anchor or statement is None:
        return address == anchor
    section = library.sections.get(statement.section)
    above = section.ancestors if section else ()
    return address in (statement.seed, statement.section, *above)
