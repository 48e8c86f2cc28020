"""A document to a `Deck`: titles, bodies, source lines and notes to slides, each thing in its place.

It decides on places and sizes and on how many slides a slide needs. It writes nothing, and says nothing that
the document does not say, the count of parts aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from maghandout.errors import RenderError
from maghandout.model.document import Block, Document, Paragraph, Role, Slide, SlideKind, plain_text
from maghandout.render.deck.body import Body
from maghandout.render.deck.measure import LEADING, line_count, total_height
from maghandout.render.deck.model import (
    SLIDE_WIDTH,
    Box,
    Deck,
    Frame,
    Layout,
    Line,
    PlannedSlide,
    RuleFrame,
    Run,
    TextFrame,
    Tone,
)
from maghandout.render.deck.text import line_of, lines_at, notes_of
from maghandout.theme import DeckSizes, Theme

MARGIN = 50.0
"""Left of everything but the bar; the right margin is a little narrower."""
WIDTH = SLIDE_WIDTH - MARGIN - 46
TOP = 28.0
FOOT = 504.0
"""Where the source line ends and the footer begins."""
GAP = 18.0
LARGE = 44.0
"""The title of the title slide."""

_PARTS = "({page}/{pages})"


def plan(document: Document, theme: Theme) -> Deck:
    """Return the deck of a document that is made of slides.

    Raises:
        RenderError: something else stands between the slides, or something is too long for a slide.
    """
    slides = [_slide(block) for block in document.blocks]
    counts = Counter(plain_text(slide.title.inlines) for slide in slides)
    parts = document.furniture.page or _PARTS
    planned: list[PlannedSlide] = []
    for slide in slides:
        if slide.kind is SlideKind.TITLE:
            planned.append(_title_slide(slide, theme.deck))
        else:
            is_part = counts[plain_text(slide.title.inlines)] > 1
            planned += _content_slides(slide, theme.deck, parts, is_part=is_part)
    return Deck(
        title=document.title,
        subject=document.purpose,
        language=document.language,
        updated=document.updated,
        footer=plain_text(document.furniture.footer),
        slides=_numbered(planned, parts),
    )


def _slide(block: Block) -> Slide:
    if not isinstance(block, Slide):
        raise RenderError.at(block.origin, "something stands outside the slides", "put it into a slide")
    return block


def _content_slides(slide: Slide, sizes: DeckSizes, parts: str, *, is_part: bool) -> list[PlannedSlide]:
    """Plan one slide, and plan it again with room for the count in its title if it needs several."""
    sources = [block for block in slide.blocks if _is_source(block)]
    shown = [block for block in slide.blocks if not _is_source(block)]
    title = plain_text(slide.title.inlines)
    foot = _source_line(sources, sizes)
    bottom = foot[0].place.top - 14 if foot else FOOT
    count = f" {parts.format(page=9, pages=9)}"
    while True:
        size, place = _title(title + (count if is_part else ""), sizes.title)
        top = place.top + place.height + GAP
        body = Body(Box(MARGIN, top, WIDTH, bottom - top), sizes, title)
        slides = body.lay(shown)
        if is_part or len(slides) == 1:
            break
        is_part = True
    notes = notes_of(slide.notes)
    return [
        PlannedSlide(_layout(frames), title, place, size, (*frames, *foot), notes, slide.part, slide.origin)
        for frames in slides
    ]


def _layout(frames: Sequence[Frame]) -> Layout:
    """Return the layout for some frames; a lone text fills the layout's own place for it."""
    is_text = len(frames) == 1 and isinstance(frames[0], TextFrame)
    return Layout.TEXT if is_text else Layout.FREE


def _title(title: str, size: float) -> tuple[float, Box]:
    """Return size and place of a title: two lines at most, unless it is very long."""
    runs = (Run(title, is_strong=True),)
    for smaller in (size, 30.0, 28.0, 26.0, 24.0, 20.0):
        lines = line_count(runs, smaller, WIDTH)
        if lines <= 2:
            break
    return smaller, Box(MARGIN, TOP, WIDTH, lines * smaller * LEADING)


def _is_source(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.SOURCE


def _source_line(sources: Sequence[Block], sizes: DeckSizes) -> list[TextFrame]:
    """Return the line of sources at the foot; it grows upwards."""
    lines = tuple(_muted(line) for line in lines_at(sources, sizes.source))
    if not lines:
        return []
    high = total_height(lines, WIDTH)
    return [TextFrame("Source", Box(MARGIN, FOOT - high, WIDTH, high), lines)]


def _muted(line: Line) -> Line:
    return replace(line, runs=tuple(replace(run, tone=Tone.MUTED) for run in line.runs))


def _title_slide(slide: Slide, sizes: DeckSizes) -> PlannedSlide:
    """Set the title large in the middle, its purpose below, the rest at the foot."""
    title = plain_text(slide.title.inlines)
    lines = line_count((Run(title, is_strong=True),), LARGE, WIDTH)
    place = Box(MARGIN, 230 - lines * LARGE * LEADING, WIDTH, lines * LARGE * LEADING)
    purpose = [block for block in slide.blocks if isinstance(block, Paragraph) and block.role is Role.PURPOSE]
    others = [block for block in slide.blocks if block not in purpose]
    below = tuple(line_of(block.inlines, sizes.body, tone=Tone.MUTED) for block in purpose)
    high = total_height(below, WIDTH)
    details = lines_at(others, 18.0)
    foot = total_height(details, WIDTH)
    frames: list[Frame] = [RuleFrame("Rule", Box(MARGIN, 246, 120, 5), Tone.ACCENT)]
    if below:
        frames.insert(0, TextFrame("Purpose", Box(MARGIN, 270, WIDTH, high), below))
    if details:
        frames.append(TextFrame("About this deck", Box(MARGIN, FOOT - 10 - foot, WIDTH, foot), details))
    notes = notes_of(slide.notes)
    return PlannedSlide(Layout.TITLE, title, place, LARGE, tuple(frames), notes, slide.part, slide.origin)


def _numbered(slides: Sequence[PlannedSlide], parts: str) -> tuple[PlannedSlide, ...]:
    """Count the slides that share a title, so that no two titles are the same."""
    totals = Counter(slide.title for slide in slides)
    seen: Counter[str] = Counter()
    numbered = []
    for slide in slides:
        seen[slide.title] += 1
        count = parts.format(page=seen[slide.title], pages=totals[slide.title])
        title = f"{slide.title} {count}" if totals[slide.title] > 1 else slide.title
        numbered.append(replace(slide, title=title))
    return tuple(numbered)
