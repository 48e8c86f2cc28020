"""A document to a `Deck`: titles, bodies, source lines and notes to slides, each thing in its place.

It decides on places and sizes and on how many slides a slide needs. It writes nothing, and says nothing that
the document does not say, the count of parts aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from maghandout.errors import RenderError
from maghandout.model.brand import Logo
from maghandout.model.document import Block, Document, Paragraph, Role, Slide, SlideKind, plain_text
from maghandout.render.deck.body import lay
from maghandout.render.deck.flow import Flow
from maghandout.render.deck.measure import total_height
from maghandout.render.deck.model import (
    Box,
    Deck,
    DrawingFrame,
    Frame,
    Layout,
    Line,
    Part,
    PictureFrame,
    PlannedSlide,
    Run,
    TextFrame,
)
from maghandout.render.deck.rooms import Furnisher, Room
from maghandout.render.deck.template import Template
from maghandout.render.deck.text import NOTE, lines_at, notes_of
from maghandout.theme import DeckSizes, Theme, Tone

_PARTS = "({page}/{pages})"
_LOGO, _LOGO_EDGE = (220.0, 70.0), 40.0
"""Most width and height of a logo, and its distance from the edge of the slide, in points."""
_WIDEST = 99
"""The count that a title keeps room for."""


def plan(document: Document, theme: Theme, template: Template) -> Deck:
    """Return the deck of a document that is made of slides, laid out for a template.

    Raises:
        RenderError: something else stands between the slides, or something is too long for a slide.
    """
    slides = [_slide(block) for block in document.blocks]
    counts = Counter(plain_text(slide.title.inlines) for slide in slides)
    parts = document.furniture.page or _PARTS
    furnisher = Furnisher(template, plain_text(document.furniture.footer), theme.deck.source)
    planned: list[PlannedSlide] = []
    for slide in slides:
        if slide.kind is SlideKind.TITLE:
            planned.append(_title_slide(slide, furnisher, theme.deck))
        else:
            is_part = counts[plain_text(slide.title.inlines)] > 1
            count = f" {parts.format(page=_WIDEST, pages=_WIDEST)}"
            planned += _content_slides(slide, furnisher, theme.deck, (count, is_part))
    if planned and template.is_ours and document.logo is not None:
        logo = _logo(document.logo, document, template.slide)
        planned[0] = replace(planned[0], frames=(*planned[0].frames, logo))
    numbered = _numbered(planned, parts)
    for made in numbered:
        _check(made, template)
    return Deck(
        title=document.title,
        subject=document.purpose,
        language=document.language,
        updated=document.updated,
        footer=furnisher.footer,
        slides=numbered,
    )


def _slide(block: Block) -> Slide:
    if not isinstance(block, Slide):
        raise RenderError.at(block.origin, "something stands outside the slides", "put it into a slide")
    return block


def _content_slides(
    slide: Slide, furnisher: Furnisher, sizes: DeckSizes, counting: tuple[str, bool]
) -> list[PlannedSlide]:
    """Plan one slide, and plan it again with room for the count in its title if it needs several."""
    count, is_part = counting
    sources = [block for block in slide.blocks if _is_source(block)]
    shown = [block for block in slide.blocks if not _is_source(block)]
    foot = tuple(_muted(line) for line in lines_at(sources, sizes.source))
    title = plain_text(slide.title.inlines)
    while True:
        counted = title + (count if is_part else "")
        rooms: dict[Layout, Room] = {}

        def room(layout: Layout, counted: str = counted, rooms: dict[Layout, Room] = rooms) -> Room:
            if layout not in rooms:
                rooms[layout] = furnisher.room(layout, counted, foot, slide.origin)
            return rooms[layout]

        sheets = lay(Flow(room, sizes, furnisher.template.box, title), shown)
        if is_part or len(sheets) == 1:
            break
        is_part = True
    notes = notes_of(slide.notes)
    return [
        PlannedSlide(sheet.layout, title, sheet.frames, (*notes, *sheet.notes), slide.part, slide.origin)
        for sheet in sheets
    ]


def _is_source(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.SOURCE


def _muted(line: Line) -> Line:
    return replace(line, runs=tuple(replace(run, tone=Tone.MUTED) for run in line.runs))


def _title_slide(slide: Slide, furnisher: Furnisher, sizes: DeckSizes) -> PlannedSlide:
    """Set the title, its purpose below and the rest at the foot, where the layout has a place for it."""
    title = plain_text(slide.title.inlines)
    room = furnisher.title_page(title, slide.origin)
    purpose = [block for block in slide.blocks if isinstance(block, Paragraph) and block.role is Role.PURPOSE]
    others = [block for block in slide.blocks if block not in purpose]
    frames: list[Frame] = []
    slot = room.slot(Part.SUBTITLE) or room.slot(Part.BODY)
    details = room.slot(Part.DETAILS)
    style = slot.style if slot else furnisher.template.box
    lines = lines_at(purpose, max(style.size, sizes.body))
    if not details:
        lines = (*lines, *(replace(line, gap=NOTE / 2) for line in lines_at(others, NOTE)))
    if lines:
        place = room.clip(slot.place) if slot else _below(room, furnisher.template)
        high = max(place.height, total_height(lines, place.width, style))
        frames.append(TextFrame("Purpose", replace(place, height=high), lines, style, slot))
    if details and others:
        said = lines_at(others, max(details.style.size, NOTE))
        frames.append(TextFrame("About this deck", details.place, said, details.style, details))
    notes = notes_of(slide.notes)
    sheet = room.sheet(frames)
    return PlannedSlide(Layout.TITLE, title, sheet.frames, notes, slide.part, slide.origin)


def _logo(logo: Logo, document: Document, slide: Box) -> PictureFrame:
    """Set a logo into the upper right corner."""
    scale = min(_LOGO[0] / logo.width, _LOGO[1] / logo.height)
    wide, high = logo.width * scale, logo.height * scale
    place = Box(slide.right - _LOGO_EDGE - wide, _LOGO_EDGE, wide, high)
    alt = document.spoken.logo.format(clinic=document.clinic)
    return PictureFrame("Logo", place, logo.png, alt)


def _below(room: Room, template: Template) -> Box:
    """Return the room below the title of a layout that has nothing else."""
    title = room.title.place
    return Box(title.left, title.bottom + NOTE, title.width, template.slide.height - title.bottom - 2 * NOTE)


def _numbered(slides: Sequence[PlannedSlide], parts: str) -> tuple[PlannedSlide, ...]:
    """Count the slides that share a title, so that no two titles are the same."""
    totals = Counter(slide.title for slide in slides)
    seen: Counter[str] = Counter()
    numbered = []
    for slide in slides:
        seen[slide.title] += 1
        count = parts.format(page=seen[slide.title], pages=totals[slide.title])
        title = f"{slide.title} {count}" if totals[slide.title] > 1 else slide.title
        numbered.append(replace(slide, title=title, frames=(_titled(slide, title), *slide.frames[1:])))
    return tuple(numbered)


def _titled(slide: PlannedSlide, title: str) -> TextFrame:
    frame = slide.texts[0]
    line = frame.lines[0]
    return replace(frame, lines=(replace(line, runs=(Run(title, is_strong=line.runs[0].is_strong),)),))


def _check(slide: PlannedSlide, template: Template) -> None:
    """Raise an error for a frame that leaves the slide or holds more than it has room for."""
    whole = template.slide
    for frame in slide.frames:
        place = frame.place
        leaves = _leaves(place, whole)
        slot = None if isinstance(frame, DrawingFrame | PictureFrame) else frame.slot
        if leaves and slot and _leaves(slot.place, whole):
            raise _too_small(template, frame.name, template.pages[slide.layout].name, slot.place)
        is_full = isinstance(frame, TextFrame) and (
            total_height(frame.lines, place.width, frame.style) > place.height + 0.5
        )
        if leaves or is_full:
            message = f"{frame.name!r} does not fit on the slide {slide.title!r}"
            hint = "say less on it, or use a deck template with larger places"
            raise RenderError.at(slide.origin, message, hint)


def _leaves(place: Box, whole: Box) -> bool:
    before = place.left < -0.5 or place.top < -0.5
    return before or place.right > whole.right + 0.5 or place.bottom > whole.bottom + 0.5


def _too_small(template: Template, name: str, layout: str, place: Box) -> RenderError:
    """Return the error of a template with a placeholder that reaches beyond its slides."""
    whole = template.slide
    is_wide = place.left < -0.5 or place.right > whole.right + 0.5
    start, end = (place.left, place.right) if is_wide else (place.top, place.bottom)
    message = (
        f"its slides are {whole.width:.0f} x {whole.height:.0f} pt, too {'narrow' if is_wide else 'low'} for "
        f"{name!r} of the layout {layout!r}, which stands at {start:.0f} to {end:.0f} pt"
    )
    hint = "move it onto the slide in PowerPoint under View, Slide Master, or use slides of 16:9 or 4:3"
    return RenderError.at(template.origin, message, hint)
