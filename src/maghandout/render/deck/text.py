"""Inlines and blocks to runs and lines; nothing is placed yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from msgspec.structs import replace

from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
    Emphasis,
    Field,
    Heading,
    HowSure,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListStyle,
    Paragraph,
    QrCode,
    Role,
    Section,
    Slide,
    Sources,
    Strip,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    lines_of,
    plain_text,
)
from maghandout.render.deck.model import Line, Rise, Run
from maghandout.theme import Tone

BULLET = "•"
CHECK_BOX = "☐"
NOTE = 18.0
"""The size of words about a figure."""


def runs_of(inlines: Inlines, look: Run) -> tuple[Run, ...]:
    """Return the runs of some inlines; `look` is how they look where they say nothing of it."""
    return tuple(run for inline in inlines for run in _runs(inline, look) if run.text)


def _runs(inline: Inline, look: Run) -> tuple[Run, ...]:
    match inline:
        case Text(text):
            return (replace(look, text=text),)
        case Strong(children, is_warning):
            tone = Tone.WARNING if is_warning else look.tone
            return runs_of(children, replace(look, is_strong=True, tone=tone))
        case Emphasis(children):
            return runs_of(children, replace(look, is_emphasis=True))
        case Superscript(children):
            return runs_of(children, replace(look, rise=Rise.SUPER))
        case Subscript(children):
            return runs_of(children, replace(look, rise=Rise.SUB))
        case Link(_, children):
            return runs_of(children, replace(look, target=inline.safe_target))
        case Citation(_, numbers):
            words = ",".join(str(number) for number in numbers)
            return (replace(look, text=words, rise=Rise.SUPER, is_strong=False, tone=Tone.ACCENT),)
        case _:
            assert_never(inline)


def line_of(inlines: Inlines, size: float, *, tone: Tone | None = None, is_strong: bool = False) -> Line:
    """Return inlines as a paragraph."""
    return Line(runs_of(inlines, Run("", is_strong=is_strong, tone=tone)), size)


def lines_at(blocks: Iterable[Block], size: float) -> tuple[Line, ...]:
    """Return the paragraphs of blocks that are text, in a size; notes are smaller."""
    return tuple(line for block in blocks for line in _lines(block, size) if line.runs)


def _lines(block: Block, size: float) -> Iterator[Line]:
    match block:
        case Heading():
            yield line_of(block.inlines, size, tone=Tone.ACCENT, is_strong=True)
        case Paragraph(role=Role.NOTE):
            yield line_of(block.inlines, min(size, NOTE), tone=Tone.MUTED)
        case Paragraph(role=Role.VERDICT):
            yield line_of(block.inlines, size, is_strong=True)
        case Paragraph():
            yield line_of(block.inlines, size)
        case ListBlock():
            yield from _items(block, size)
        case HowSure():
            yield Line((Run(f"{block.label} ", is_strong=True), *runs_of(block.inlines, Run(""))), size)
        case Sources():
            for entry in block.entries:
                yield Line(runs_of(entry.inlines, Run("")), size, number=entry.number)
        case QrCode():
            yield line_of(block.inlines, size)
        case Field():
            yield Line((Run(f"{block.label}:", is_strong=True),), size)
        case Box():
            yield from (line for inner in block.blocks for line in _lines(inner, size))
        case Table() | Chart() | Strip() | Section() | Slide():
            yield from (line_of(inlines, size) for inlines in lines_of(block))
        case _:
            assert_never(block)


def _items(block: ListBlock, size: float) -> Iterator[Line]:
    bullet = {ListStyle.BULLET: BULLET, ListStyle.CHECK: CHECK_BOX, ListStyle.NUMBER: ""}[block.style]
    for number, item in enumerate(block.items, 1):
        is_numbered = block.style is ListStyle.NUMBER
        yield Line(runs_of(item.inlines, Run("")), size, bullet=bullet, number=number if is_numbered else 0)


def notes_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return what the speaker says, a paragraph each."""
    texts = (plain_text(inlines) for block in blocks for inlines in lines_of(block))
    return tuple(text for text in texts if text)
