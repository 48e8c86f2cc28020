"""What stands below a slide's title: blocks to frames, on as many slides as they need.

Text is set in the largest size that needs the fewest slides, down to `READABLE`. Cards stand side by
side, a chart beside its words, a table above them; what finds no room there goes on to a further slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from maghandout.errors import RenderError
from maghandout.model.document import Block, BoxRole, Chart, Sources, Table
from maghandout.model.document import Box as Card
from maghandout.render.deck.measure import height, total_height
from maghandout.render.deck.model import Box, ChartFrame, Frame, Line, RuleFrame, TextFrame, Tone
from maghandout.render.deck.parts import cut_evenly
from maghandout.render.deck.tables import best_table, spread, table_frames
from maghandout.render.deck.text import line_of, lines_at
from maghandout.theme import DeckSizes

READABLE = 20.0
"""The smallest print of lists and cards, unless a single item asks for less."""
SMALLEST = 12.0
MOST_ITEMS = 6
SOURCES = (16.0, 14.0)
"""The print of the list of sources, which is not read from afar."""
SPARSE = 0.62
"""A slide that fills no more of its room than this is set larger by `LARGER`."""
LARGER = 4.0
GUTTER = 24.0
PADDING = 16.0
RULE = 4.0
BAR = 84.0
"""Height that one bar of a chart takes at most, the space around it included."""
CAPTION = 16.0

_TONES = {True: (Tone.WARNING, Tone.WARNING_TINT), False: (Tone.ACCENT, Tone.ACCENT_TINT)}
"""Rule and tint of a card, by whether it warns."""

Frames = tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The place below the title, and the sizes to print in."""

    place: Box
    sizes: DeckSizes
    title: str
    """Says what a table without a caption shows."""

    def lay(self, blocks: Sequence[Block]) -> list[Frames]:
        """Return the frames of each slide that some blocks take, at least one slide.

        Raises:
            RenderError: a single item, card or row is too long for a slide.
        """
        slides = [frames for group in _groups(blocks) for frames in self._group(group)]
        return slides or [()]

    def _group(self, blocks: Sequence[Block]) -> list[Frames]:
        match blocks[0]:
            case Chart() as chart:
                return self._chart(chart, blocks[1:])
            case Table() as table:
                return self._table(table, blocks[1:])
            case Card():
                return self._cards(blocks)
            case _:
                return self._text(blocks)

    def _scale(self) -> tuple[float, ...]:
        """Return the sizes for text, the theme's first."""
        body = self.sizes.body
        return tuple(dict.fromkeys((body, *(size for size in (22.0, READABLE) if size < body))))

    def _text(self, blocks: Sequence[Block]) -> list[Frames]:
        """Set text alone; sources are small and may be many on a slide."""
        is_sources = any(isinstance(block, Sources) for block in blocks)
        sizes = SOURCES if is_sources else self._scale()
        most = 99 if is_sources else MOST_ITEMS
        tried = [self._cut(blocks, size, most) for size in sizes]
        fitting = [slides for slides in tried if self._fit(slides)]
        if not fitting:
            smaller = (18.0, 16.0, 14.0, SMALLEST)
            fitting = [s for s in (self._cut(blocks, size, most) for size in smaller) if self._fit(s)][:1]
        if not fitting:
            raise RenderError.at(blocks[0].origin, "an item is too long for a slide", "say less in it")
        chosen = min(fitting, key=len)
        if not is_sources and len(chosen) == 1:
            larger = self._cut(blocks, self.sizes.body + LARGER, most)
            chosen = larger if len(larger) == 1 and self._is_sparse(larger[0]) else chosen
        return [(self._frame(lines),) for lines in chosen]

    def _is_sparse(self, lines: Sequence[Line]) -> bool:
        return total_height(lines, self.place.width) <= self.place.height * SPARSE

    def _cut(self, blocks: Sequence[Block], size: float, most: int) -> list[tuple[Line, ...]]:
        lines = lines_at(blocks, size)
        heights = [height(line, self.place.width) + line.gap for line in lines]
        parts = cut_evenly(heights, self.place.height + size / 2, most)
        return [tuple(lines[at] for at in part) for part in parts]

    def _fit(self, slides: Sequence[Sequence[Line]]) -> bool:
        return all(total_height(lines, self.place.width) <= self.place.height for lines in slides)

    def _frame(self, lines: Sequence[Line]) -> TextFrame:
        """Spread lines over the place: spare height widens the gaps, within reason."""
        spare = self.place.height - total_height(lines, self.place.width)
        wider = min(spare / len(lines), lines[0].size * 0.5)
        spread = tuple(replace(line, gap=line.gap + wider) for line in lines)
        return TextFrame("Text", self.place, spread)

    def _below(self, top: float) -> Body:
        """Return what is left of the place under a height."""
        place = self.place
        return replace(self, place=replace(place, top=top, height=place.top + place.height - top))

    def _cards(self, blocks: Sequence[Block]) -> list[Frames]:
        """Set cards side by side, equally high, and the text that follows below them."""
        cards = [block for block in blocks if isinstance(block, Card)]
        after = [block for block in blocks if not isinstance(block, Card)]
        for size in (*self._scale(), 18.0, 16.0, 14.0):
            frames, bottom = self._card_row(cards, size)
            lines = lines_at(after, max(size, READABLE))
            room = self._below(bottom + PADDING)
            if total_height(lines, self.place.width) <= room.place.height:
                text = [TextFrame("Text", room.place, lines)] if lines else []
                return [(*frames, *text)]
        raise RenderError.at(blocks[0].origin, "a card is too long for a slide", "say less in it")

    def _card_row(self, cards: Sequence[Card], size: float) -> tuple[list[Frame], float]:
        """Return the frames of cards in a size, and where they end."""
        wide = (self.place.width - GUTTER * (len(cards) - 1)) / len(cards)
        texts = [lines_at(card.blocks, size) for card in cards]
        high = max(total_height(lines, wide - 2 * PADDING) for lines in texts) + 2 * PADDING
        frames: list[Frame] = []
        for number, (card, lines) in enumerate(zip(cards, texts, strict=True)):
            left = self.place.left + number * (wide + GUTTER)
            is_warning = card.role in (BoxRole.CLAIM, BoxRole.WARNING)
            tone, tint = _TONES[is_warning]
            top = self.place.top + RULE
            frames.append(RuleFrame("Card rule", Box(left, self.place.top, wide, RULE), tone))
            name = lines[0].text if lines else "Card"
            place = Box(left, top, wide, high)
            frames.append(TextFrame(name, place, _headed(lines, tone), tint, PADDING))
        return frames, self.place.top + RULE + high

    def _chart(self, chart: Chart, after: Sequence[Block]) -> list[Frames]:
        """Set a chart at the left and its words at the right; words that find no room there go on."""
        caption = (line_of(chart.title, CAPTION, tone=Tone.MUTED),) if chart.title else ()
        left = replace(self.place, width=self.place.width * 0.58)
        above = total_height(caption, left.width)
        frames: list[Frame] = (
            [TextFrame("Chart title", replace(left, height=above), caption)] if caption else []
        )
        frames.append(
            _chart_frame(chart, replace(left, top=left.top + above + 6, height=left.height - above - 6))
        )
        offset = left.width + GUTTER
        beside = replace(self, place=replace(left, left=left.left + offset, width=self.place.width - offset))
        read = (line_of(chart.read, 18, tone=Tone.MUTED),) if chart.read else ()
        for size in (self.sizes.body, 22.0, READABLE, 18.0):
            lines = (*lines_at(after, size), *(replace(line, gap=size) for line in read))
            if total_height(lines, beside.place.width) <= beside.place.height:
                return [(*frames, *([TextFrame("Text", beside.place, lines)] if lines else []))]
        return [
            (*frames, TextFrame("Text", beside.place, read)) if read else tuple(frames),
            *self._text(after),
        ]

    def _table(self, table: Table, after: Sequence[Block]) -> list[Frames]:
        """Set a table, and below its last part the words that follow, or those on a further slide."""
        normal = self.sizes.table
        sizes = (normal + 4, normal + 2, normal, *(size for size in (17.0, 16.0) if size < normal))
        tables = table_frames(table, best_table(table, sizes, self.place), self.place, self.title)
        slides: list[Frames] = [(spread(frame, self.place.height),) for frame in tables]
        if not after:
            return slides
        last = tables[-1].place
        room = self._below(last.top + last.height + PADDING)
        for size in (22.0, READABLE, 18.0):
            lines = lines_at(after, size)
            if total_height(lines, room.place.width) <= room.place.height:
                return [*slides[:-1], (tables[-1], TextFrame("Text", room.place, lines))]
        return [*slides, *self._text(after)]


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Part blocks before every table, chart and row of cards."""
    groups: list[list[Block]] = []
    for kind, run in groupby(blocks, key=_kind):
        for block in run:
            opens = kind == "figure" or (kind == "card" and not _ends_with_card(groups))
            if opens or not groups:
                groups.append([])
            groups[-1].append(block)
    return groups


def _kind(block: Block) -> str:
    if isinstance(block, Table | Chart):
        return "figure"
    return "card" if isinstance(block, Card) else "text"


def _ends_with_card(groups: list[list[Block]]) -> bool:
    return bool(groups) and isinstance(groups[-1][-1], Card)


def _headed(lines: Sequence[Line], tone: Tone) -> tuple[Line, ...]:
    """Give the heading of a card the card's tone."""
    head = (replace(line, runs=tuple(replace(run, tone=tone) for run in line.runs)) for line in lines[:1])
    return (*head, *lines[1:])


def _chart_frame(chart: Chart, room: Box) -> ChartFrame:
    bars = len(chart.categories) * len(chart.series)
    legend = 30 if len(chart.series) > 1 else 0
    place = replace(room, height=min(room.height, max(bars, 2) * BAR + legend))
    return ChartFrame("Chart", place, chart.categories, chart.series, 20.0, chart.alt)
