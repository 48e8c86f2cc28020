"""What stands on every slide of a layout, title, source line and footer, and the room between them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from maghandout.diagnostics import Origin
from maghandout.errors import RenderError
from maghandout.render.deck.layouts import Page
from maghandout.render.deck.measure import line_count, total_height
from maghandout.render.deck.model import Box, Frame, Layout, Line, Part, Run, Slot, TextFrame
from maghandout.render.deck.template import Template
from maghandout.theme import Tone

LEAST_TITLE = 28.0
_TITLES = (40.0, 36.0, 32.0, 30.0, LEAST_TITLE)
_MOST_TITLE = 0.45
"""Share of the slide's height that a title takes at most."""
LEAST_FOOT = 12.0
_EDGE = 10.0
"""From the foot's last line to the edge of a slide that has no footer."""
_GAP = 4.0
_CLEAR = 6.0
"""Between what has to give way and what stands below it."""


class Sheet(Struct, frozen=True):
    """One slide on its way."""

    layout: Layout
    frames: tuple[Frame, ...]
    notes: tuple[str, ...] = ()
    """What the slide has no room for, so that the speaker says it."""


class Room(Struct, frozen=True):
    """A layout with its title and its foot, and what is free between them."""

    layout: Layout
    page: Page
    title: TextFrame
    foot: tuple[TextFrame, ...]

    def slot(self, part: Part) -> Slot | None:
        """Return the layout's first placeholder for a part."""
        return self.page.first(part)

    def clip(self, box: Box, others: Sequence[Frame] = ()) -> Box:
        """Return what is left of a box beside the title, the foot and other frames."""
        for frame in (self.title, *self.foot, *others):
            other = frame.place
            if not box.meets(other):
                continue
            if other.top + other.height / 2 < box.top + box.height / 2:
                box = replace(box, top=other.bottom, height=max(box.bottom - other.bottom, 0))
            else:
                box = replace(box, height=max(other.top - _CLEAR - box.top, 0))
        return box

    @property
    def body(self) -> Box:
        """What is free of the layout's places for content taken together."""
        slots = [*self.page.slots.get(Part.BODY, ())]
        slots += [slot for part in (Part.TABLE, Part.CHART) for slot in self.page.slots.get(part, ())]
        left, top = min(slot.place.left for slot in slots), min(slot.place.top for slot in slots)
        right, bottom = max(slot.place.right for slot in slots), max(slot.place.bottom for slot in slots)
        return self.clip(Box(left, top, right - left, bottom - top))

    def sheet(self, frames: Sequence[Frame]) -> Sheet:
        """Return the slide that some frames make with the title and the foot."""
        return Sheet(self.layout, (self.title, *frames, *self.foot))


class Furnisher(Struct, frozen=True):
    """Puts title, source line, footer and number on the layouts of a template."""

    template: Template
    footer: str
    source_size: float

    def room(self, layout: Layout, title: str, sources: Sequence[Line], origin: Origin) -> Room:
        """Return a layout with a title and the sources of a slide on it.

        Raises:
            RenderError: the title is too long.
        """
        page = self.template.pages[layout]
        furniture = self._furniture(page)
        foot = (*self._sources(page, sources, furniture), *furniture)
        return Room(layout, page, self._title(page, title, origin), foot)

    def title_page(self, title: str, origin: Origin) -> Room:
        """Return the layout of the opening slide, which has no foot."""
        page = self.template.pages[Layout.TITLE]
        return Room(Layout.TITLE, page, self._title(page, title, origin), ())

    def _title(self, page: Page, title: str, origin: Origin) -> TextFrame:
        """Set a title on two lines at most where that can be, in the layout's size or the next that fits."""
        slot = page.first(Part.TITLE)
        assert slot is not None
        style, place = slot.style, slot.place
        usual = style.size if style.size >= LEAST_TITLE else 32.0
        tried = []
        for size in (usual, *(size for size in _TITLES if size < usual)):
            line = Line((Run(title, is_strong=style.is_strong),), size)
            room = place.width - style.insets[0] - style.insets[2]
            frame = TextFrame("Title", place, (line,), style, slot)
            needed = total_height((line,), place.width, style)
            tried.append((needed, frame))
            if needed <= place.height and line_count(line.runs, size, room, style) <= 2:
                return frame
        for needed, frame in tried:
            if needed <= place.height:
                return frame
        needed, frame = tried[-1]
        if needed > self.template.slide.height * _MOST_TITLE:
            raise RenderError.at(origin, "a title is too long for a slide", "say less in it")
        return replace(frame, place=replace(place, height=needed))

    def _furniture(self, page: Page) -> tuple[TextFrame, ...]:
        """Return footer and slide number where the layout has them."""
        frames = []
        for part, name, words in ((Part.FOOTER, "Footer", self.footer), (Part.NUMBER, "Slide Number", "99")):
            slot = page.first(part)
            if slot is None or not words:
                continue
            line = Line((Run(words, is_strong=slot.style.is_strong),), max(slot.style.size, LEAST_FOOT))
            frames.append(_grown(TextFrame(name, slot.place, (line,), slot.style, slot), self.template.slide))
        return tuple(frames)

    def _sources(
        self, page: Page, sources: Sequence[Line], furniture: Sequence[TextFrame]
    ) -> tuple[TextFrame, ...]:
        """Return the line of sources; where the layout has no footer, the footer's words stand in it."""
        lines = tuple(sources)
        if self.footer and not page.first(Part.FOOTER):
            lines += (Line((Run(self.footer, tone=Tone.MUTED),), self.source_size),)
        if not lines:
            return ()
        if slot := page.first(Part.SOURCE):
            plain = tuple(replace(line, runs=tuple(_untoned(run) for run in line.runs)) for line in lines)
            return (_grown(TextFrame("Source", slot.place, plain, slot.style, slot), self.template.slide),)
        style, body = self.template.box, self._body(page)
        high = total_height(lines, body.width, style)
        bottom = min((frame.place.top for frame in furniture), default=self.template.slide.height - _EDGE)
        place = Box(body.left, bottom - _GAP - high, body.width, high)
        return (TextFrame("Source", place, lines, style),)

    def _body(self, page: Page) -> Box:
        """Return the width that text takes on a layout, insets left out."""
        slots = [slot for part in (Part.BODY, Part.TABLE, Part.CHART) for slot in page.slots.get(part, ())]
        left = min(slot.place.left + slot.style.insets[0] for slot in slots)
        right = max(slot.place.right - slot.style.insets[2] for slot in slots)
        return Box(left, 0, right - left, 0)


def _untoned(run: Run) -> Run:
    """Return a run in the colour of its placeholder, which is muted already."""
    return replace(run, tone=None) if run.tone is Tone.MUTED else run


def _grown(frame: TextFrame, slide: Box) -> TextFrame:
    """Return a frame of the foot that is high enough for its words, its end staying where it is."""
    place = frame.place
    needed = total_height(frame.lines, place.width, frame.style)
    if needed <= place.height:
        return frame
    bottom = min(place.bottom, slide.bottom)
    return replace(frame, place=Box(place.left, bottom - needed, place.width, needed))
