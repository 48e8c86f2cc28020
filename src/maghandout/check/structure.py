"""A handout's blocks to the things that rules ask for: its parts, key points, actions and aids.

It says where things stand and judges nothing; what words mean is the work of `phrases` and `amounts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Chart,
    Citation,
    Heading,
    HowSure,
    Inlines,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    Role,
    Section,
    Sources,
    Strip,
    Strong,
    Table,
    lines_of,
    plain_text,
)

Aid: TypeAlias = Chart | Strip | Table
"""What shows something beside the running text."""

_MOST_PARAGRAPHS = 2
_MOST_PAGES = 1


class Part(Struct, frozen=True):
    """A heading with what stands below it, boxes and sections alike."""

    heading: Heading | None
    """None for what stands before the first heading."""
    blocks: tuple[Block, ...]
    """Those below the heading and inside each other, one after the other."""
    origin: Origin
    role: BoxRole | None = None

    @property
    def title(self) -> str:
        """The words of the heading; empty without one."""
        return plain_text(self.heading.inlines) if self.heading else ""

    @property
    def points(self) -> tuple[ListItem, ...]:
        """Its running text, a paragraph or item of a list each."""
        return tuple(points_of(self.blocks))

    @property
    def words(self) -> str:
        """All its words but those of the heading."""
        return " ".join(plain_text(line) for block in self.blocks for line in _own_lines(block))

    def holds(self, kind: type[Block] | tuple[type[Block], ...]) -> bool:
        """Tell whether a block of a kind stands in it."""
        return any(isinstance(block, kind) for block in self.blocks)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and those inside them, in reading order."""
    for block in blocks:
        yield block
        match block:
            case Section():
                yield block.heading
                yield from walk(block.blocks)
            case Box():
                yield from walk(block.blocks)
            case _:
                pass


def points_of(blocks: Iterable[Block]) -> Iterator[ListItem]:
    """Yield the paragraphs and items of flat blocks, notes and how sure we are left out."""
    for block in blocks:
        match block:
            case Paragraph(role=Role.BODY):
                yield ListItem(block.inlines, block.origin)
            case ListBlock():
                yield from block.items
            case _:
                pass


def parts(sheet: Sheet) -> tuple[Part, ...]:
    """Return the parts of a handout in order; the title and the purpose belong to none."""
    found: list[Part] = []
    for block in sheet.handout.blocks:
        match block:
            case Heading(level=1) | Paragraph(role=Role.PURPOSE):
                pass
            case Section():
                found.append(Part(block.heading, tuple(walk(block.blocks)), block.origin))
            case Box():
                found.append(_boxed(block))
            case Heading():
                found.append(Part(block, (), block.origin))
            case _:
                last = found.pop() if found and _is_open(sheet, found[-1]) else Part(None, (), block.origin)
                found.append(Part(last.heading, (*last.blocks, block), last.origin))
    return tuple(found)


def _is_open(sheet: Sheet, part: Part) -> bool:
    """Tell whether loose blocks go on in a part: its heading is loose too, or it has none."""
    return part.role is None and (part.heading is None or part.heading in sheet.handout.blocks)


def _boxed(box: Box) -> Part:
    flat = tuple(walk(box.blocks))
    heading = next((block for block in flat if isinstance(block, Heading)), None)
    return Part(heading, tuple(block for block in flat if block is not heading), box.origin, box.role)


def _own_lines(block: Block) -> Iterator[Inlines]:
    """Yield the lines of a flat block; what holds others is followed by them."""
    if not isinstance(block, Box | Section):
        yield from lines_of(block)


def key_points(sheet: Sheet) -> tuple[ListItem, ...]:
    """Return the key points; empty without a box for them."""
    return next((part.points for part in parts(sheet) if part.role is BoxRole.KEY_POINTS), ())


def is_summary(part: Part) -> bool:
    """Tell whether a part is the box of key points."""
    return part.role is BoxRole.KEY_POINTS


def main_message(sheet: Sheet) -> ListItem | None:
    """Return the first key point, else the first paragraph before any heading; None without either."""
    if points := key_points(sheet):
        return points[0]
    return next((point for part in parts(sheet) if not part.heading for point in part.points), None)


def action_lists(sheet: Sheet) -> tuple[tuple[Part, ListBlock], ...]:
    """Return the checklists, and numbered lists that are not the key points, each with its part."""
    return tuple(
        (part, block)
        for part in parts(sheet)
        if not is_summary(part)
        for block in part.blocks
        if isinstance(block, ListBlock) and block.style in (ListStyle.CHECK, ListStyle.NUMBER)
    )


def actions(sheet: Sheet) -> tuple[ListItem, ...]:
    """Return what the reader is asked to do."""
    return tuple(item for _, block in action_lists(sheet) for item in block.items)


def lists(sheet: Sheet) -> tuple[ListBlock, ...]:
    """Return every list of the handout."""
    return tuple(block for block in walk(sheet.handout.blocks) if isinstance(block, ListBlock))


def aids(sheet: Sheet) -> tuple[tuple[Part, Aid], ...]:
    """Return the charts, strips and tables, each with its part."""
    return tuple(
        (part, block)
        for part in parts(sheet)
        for block in part.blocks
        if isinstance(block, Chart | Strip | Table)
    )


def tables(sheet: Sheet) -> tuple[Table, ...]:
    """Return the tables."""
    return tuple(aid for _, aid in aids(sheet) if isinstance(aid, Table))


def is_very_short(sheet: Sheet) -> bool:
    """Tell whether PEMAT-P calls it very short: two or fewer paragraphs, on at most one page.

    A list counts as a paragraph.
    """
    paragraphs = [
        block
        for block in walk(sheet.handout.blocks)
        if isinstance(block, ListBlock | HowSure)
        or (isinstance(block, Paragraph) and block.role is Role.BODY)
    ]
    return len(paragraphs) <= _MOST_PARAGRAPHS and sheet.pages <= _MOST_PAGES


def is_told_how_to_read(part: Part, aid: Aid) -> bool:
    """Tell whether a chart, strip or table comes with a line on how to read it."""
    if isinstance(aid, Table):
        after = part.blocks[part.blocks.index(aid) + 1 :]
        return bool(after) and isinstance(after[0], Paragraph) and after[0].role is Role.NOTE
    return bool(plain_text(aid.read).strip())


def is_content(part: Part) -> bool:
    """Tell whether a part informs: it is neither key points, a form, words to know nor sources."""
    return (
        part.role is None
        and not part.holds(Sources)
        and bool(part.points or part.holds((Chart, Strip, Table)))
    )


def is_cited(inlines: Inlines) -> bool:
    """Tell whether words say where they come from."""
    return any(isinstance(inline, Citation) for inline in inlines)


def has_strong(inlines: Inlines) -> bool:
    """Tell whether some words are set in bold."""
    return any(isinstance(inline, Strong) for inline in inlines)
