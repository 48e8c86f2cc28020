"""Text below a slide's title: paragraphs to as many slides as they need, in the size of their placeholder.

Text keeps the size that the layout gives it, never below the theme's floor. Many lines are parted evenly,
since a class reads seven at most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from maghandout.diagnostics import Origin
from maghandout.errors import RenderError
from maghandout.model.document import Block, Sources
from maghandout.render.deck.measure import break_line, gap_of, height, line_count, total_height
from maghandout.render.deck.model import Box, Layout, Line, Part, Slot, Style, TextFrame
from maghandout.render.deck.parts import cut_evenly
from maghandout.render.deck.rooms import Room, Sheet
from maghandout.render.deck.text import lines_at
from maghandout.theme import DeckSizes

MOST_ITEMS = 7
MOST_LINES = 7
"""The lines of a slide of items, where that can be (APH)."""
NEARLY = 9
"""So many lines still stand on one slide: a further slide for a line or two helps nobody."""
SOURCES = 14.0
"""The least print of the list of sources, which is not read from afar."""


class Flow(Struct, frozen=True):
    """Lays text out below the title of one slide."""

    room: Callable[[Layout], Room]
    sizes: DeckSizes
    box: Style
    """How text looks in a box of its own."""
    title: str
    """Says what a table without a caption shows."""

    def text(self, blocks: Sequence[Block]) -> list[Sheet]:
        """Set text alone, on the layout for few words where they fit on one slide."""
        if any(isinstance(block, Sources) for block in blocks):
            return self._text_on(self.room(Layout.CLOSING), blocks, SOURCES)
        content, message = self.room(Layout.CONTENT), self.room(Layout.MESSAGE)
        is_same = message.page.layout == content.page.layout
        larger = [] if is_same else self._text_on(message, blocks, self.sizes.body)
        is_short = bool(larger) and all(map(_is_short, larger))
        if is_short and len(larger) == 1:
            return larger
        usual = self._text_on(content, blocks, self.sizes.body)
        return larger if is_short and len(larger) <= len(usual) else usual

    def _text_on(self, room: Room, blocks: Sequence[Block], floor: float) -> list[Sheet]:
        slot = room.slot(Part.BODY)
        assert slot is not None
        place = room.clip(slot.place)
        tried = []
        between = (SOURCES + 2,) if floor == SOURCES else ()
        for size in dict.fromkeys((max(slot.style.size, floor), *between, floor)):
            lines = lines_at(blocks, size)
            if place.height < size * 2 * slot.style.face.leading + sum(slot.style.insets[1::2]):
                continue
            tried.append(_cut(lines, place, slot.style, is_sources=floor == SOURCES))
            if room.layout is Layout.MESSAGE or len(tried[-1]) == 1:
                break
        if not tried:
            raise no_room(blocks[0].origin)
        chosen = min(tried, key=len)
        return [room.sheet((TextFrame("Content", place, lines, slot.style, slot),)) for lines in chosen]

    def size_in(self, slot: Slot) -> float:
        """Return the size of text in a placeholder: what it gives, never below the theme's."""
        return max(slot.style.size, self.sizes.body)

    def words(self, blocks: Sequence[Block], slot: Slot | None) -> tuple[tuple[Line, ...], Style]:
        """Return the lines of some text and its style, in a placeholder or in a box of its own."""
        if slot:
            return lines_at(blocks, self.size_in(slot)), slot.style
        size = self.sizes.body
        return tuple(replace(line, gap=size / 2) for line in lines_at(blocks, size)), self.box

    def below(self, sheets: list[Sheet], room: Room, place: Box, blocks: Sequence[Block]) -> list[Sheet]:
        """Set words below the figure of the last slide, or on further slides where they find no room."""
        if not blocks:
            return sheets
        lines, style = self.words(blocks, None)
        if lines and total_height(lines, place.width, style) <= place.height:
            *others, last = sheets
            count = len(last.frames) - len(room.foot)
            frames = (*last.frames[:count], TextFrame("Words", place, lines, style), *last.frames[count:])
            return [*others, replace(last, frames=frames)]
        return [*sheets, *self.text(blocks)]


def no_room(origin: Origin) -> RenderError:
    """Return the error of something that a slide has no room for."""
    hint = "use a template with a larger body, or say less"
    return RenderError.at(origin, "the text does not fit below the title of its slide", hint)


def _is_short(sheet: Sheet) -> bool:
    """Tell whether a slide of text has no more lines than can be taken in."""
    texts = (frame for frame in sheet.frames if isinstance(frame, TextFrame) and frame.name == "Content")
    return all(_count(text.lines, text.place.width, text.style) <= MOST_LINES for text in texts)


def _count(lines: Sequence[Line], wide: float, style: Style) -> int:
    left, _, right, _ = style.insets
    inset = left + right + style.hanging
    return sum(line_count(line.runs, line.size, wide - inset, style) for line in lines)


def _cut(lines: Sequence[Line], place: Box, style: Style, *, is_sources: bool) -> list[tuple[Line, ...]]:
    """Cut lines into slides by height, and by their number where there are too many to take in."""
    inner = place.height - style.insets[1] - style.insets[3]
    room = place.width - style.insets[0] - style.insets[2]
    whole = [part for line in lines for part in break_line(line, place.width, place.height, style)]
    heights = [(height(line, room, style) + gap_of(line, style)) / inner for line in whole]
    counts = [_count((line,), place.width, style) for line in whole]
    is_few = is_sources or sum(counts) <= NEARLY
    if is_few or max(counts) > MOST_LINES:
        weights = heights
    else:
        weights = [max(share, count / MOST_LINES) for share, count in zip(heights, counts, strict=True)]
    most = len(whole) if is_sources else MOST_ITEMS
    return [tuple(whole[at] for at in part) for part in cut_evenly(weights, 1.0, most)]
