"""Charts, people and steps to frames: the picture, its caption above, its words beside or below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from maghandout.errors import RenderError
from maghandout.model.document import Block, Chart, ChartKind, Inlines, QrCode, Strip, unit_of
from maghandout.render.deck.flow import Flow
from maghandout.render.deck.measure import line_count, total_height, width
from maghandout.render.deck.model import (
    Box,
    ChartFrame,
    DrawingFrame,
    Frame,
    Layout,
    Line,
    Part,
    Run,
    Slot,
    TextFrame,
)
from maghandout.render.deck.rooms import Room, Sheet
from maghandout.render.deck.text import NOTE, line_of, lines_at
from maghandout.render.figures import Drawing, draw_chart, draw_code, draw_strip
from maghandout.theme import Tone

MOST_NAMED = 0.38
"""Share of a chart's width for the names of the categories at most."""
_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0)
"""The print of what is drawn, the largest that fits."""
_GAP = 10.0
_GUTTER = 24.0
_SHARE = 0.6
"""Of the width, for a chart with words beside it."""
_CODE = 170.0
"""Width of a QR code, in points."""
_LEAST_CHART = 100.0
_LEAST_STEPS = 3
"""So many steps are not shared out to two slides."""
_BETWEEN = 8.0
"""Between the numbers of two groups of bars, at least."""
_SHORT_UNIT = 6
"""Letters of a unit that stands beside every number of a chart."""


def lay_chart(flow: Flow, chart: Chart, after: Sequence[Block]) -> list[Sheet]:
    """Set bars with their words beside them, or people with their words below.

    Bars that find no room go on to further slides, in the same width, the words that follow with the last.
    How to read them goes into the notes where even that alone finds no room beside the bars.
    """
    if chart.kind is ChartKind.ICONS:
        return lay_drawing(flow, chart, after)
    room = flow.room(Layout.CHART)
    place, slot, beside, words_slot = _places(room)
    frames: list[Frame] = []
    caption = _caption(flow, room, chart.title, place)
    if caption:
        frames.append(caption)
        place = _under(place, caption)
    read = _note(chart.read)
    lines, style = flow.words(after, words_slot)
    if total_height((*lines, *read), beside.width, style) > beside.height:
        lines = lines_at(after, flow.sizes.body)
    is_full = total_height((*lines, *read), beside.width, style) > beside.height
    shown = read if is_full else (*lines, *read)
    if not shown:
        place = replace(place, width=beside.right - place.left)
    parts = _parts(flow, chart, place)
    unit = _unit_beside(chart.unit)
    sheets = []
    for part in parts:
        drawn = ChartFrame("Chart", place, part.categories, part.series, unit, NOTE, part.alt, chart, slot)
        words = shown if part is parts[-1] else read
        has_room = total_height(words, beside.width, style) <= beside.height
        said = (TextFrame("Words", beside, words, style, words_slot),) if words and has_room else ()
        notes = () if has_room else tuple(line.text for line in words)
        sheets.append(replace(room.sheet((*frames, drawn, *said)), notes=notes))
    return [*sheets, *flow.text(after)] if is_full and after else sheets


def _parts(flow: Flow, chart: Chart, place: Box) -> list[Chart]:
    """Return a chart in halves, and these in halves, until the bars of each find room.

    Raises:
        RenderError: one bar finds no room.
    """
    if place.height >= max(_LEAST_CHART, _least_height(flow, chart, place.width)):
        return [chart]
    return [part for half in _halves(chart) if isinstance(half, Chart) for part in _parts(flow, half, place)]


def _places(room: Room) -> tuple[Box, Slot | None, Box, Slot | None]:
    """Return place and placeholder of a chart, and of the words beside it."""
    bodies = room.page.slots.get(Part.BODY, ())
    chart = room.slot(Part.CHART)
    if chart and bodies:
        return room.clip(chart.place), chart, room.clip(bodies[0].place), bodies[0]
    if len(bodies) > 1 and not chart:
        left, right = bodies[0], bodies[-1]
        holds = left if left.kind in ("", "obj") else None
        return room.clip(left.place), holds, room.clip(right.place), right
    slot = chart or bodies[0]
    area = room.clip(slot.place)
    wide = area.width * _SHARE
    beside = Box(area.left + wide + _GUTTER, area.top, area.width - wide - _GUTTER, area.height)
    return replace(area, width=wide), chart, beside, None if chart else slot


def _caption(flow: Flow, room: Room, title: Inlines, place: Box) -> TextFrame | None:
    """Return the words that say what is counted, in the layout's place for them or above the picture."""
    slot = room.slot(Part.CAPTION)
    style = slot.style if slot else flow.box
    size = max(style.size, NOTE) if slot else NOTE
    lines = tuple(line for line in (line_of(title, size, tone=None if slot else Tone.MUTED),) if line.runs)
    if not lines:
        return None
    box = room.clip(slot.place) if slot else place
    high = total_height(lines, box.width, style)
    if slot and high <= box.height:
        return TextFrame("Caption", box, lines, style, slot)
    return TextFrame("Caption", replace(box, height=high), lines, style, slot)


def _under(place: Box, caption: TextFrame) -> Box:
    top = max(place.top, caption.place.bottom + (0 if place.top > caption.place.bottom else _GAP))
    return replace(place, top=top, height=place.bottom - top)


def _note(words: Inlines) -> tuple[Line, ...]:
    line = line_of(words, NOTE, tone=Tone.MUTED)
    return (replace(line, gap=NOTE),) if line.runs else ()


def lay_drawing(flow: Flow, figure: Chart | Strip | QrCode, after: Sequence[Block]) -> list[Sheet]:
    """Set a picture over the whole width, how to read it and further words below."""
    room = flow.room(Layout.TABLE)
    area = room.body
    title, read = ((), figure.inlines) if isinstance(figure, QrCode) else (figure.title, figure.read)
    caption = _caption(flow, room, title, area)
    free = _under(area, caption) if caption else area
    lines = (*_note(read), *flow.words(after, None)[0])
    reserved = total_height(lines, area.width, flow.box)
    style = flow.box
    drawing = _drawing(flow, figure, free.width, free.height - reserved - _GAP)
    is_full = drawing is None
    if drawing is None:
        reserved = total_height(_note(read), area.width, flow.box)
        drawing = _drawing(flow, figure, free.width, free.height - reserved - _GAP)
    if drawing is None:
        return _in_two(flow, figure, after)
    place = replace(free, width=drawing.width, height=drawing.height)
    frames: list[Frame] = [caption] if caption else []
    frames.append(DrawingFrame("Figure", place, drawing, style, figure.alt))
    shown = _note(read) if is_full else lines
    if shown:
        top = place.bottom + _GAP
        below = Box(area.left, top, area.width, area.bottom - top)
        frames.append(TextFrame("Words", below, shown, style))
    sheets = [room.sheet(frames)]
    return [*sheets, *flow.text(after)] if is_full and after else sheets


def _drawing(flow: Flow, figure: Chart | Strip | QrCode, wide: float, high: float) -> Drawing | None:
    """Return the picture in the largest print in which it is no higher than there is room, or None."""

    def measure(words: str, size: float, is_strong: bool) -> float:
        return width(words, size, flow.box, is_strong=is_strong)

    for size in _SIZES:
        match figure:
            case Chart():
                drawing = draw_chart(figure, wide, size, measure)
            case Strip():
                drawing = draw_strip(figure, wide, size, measure)
            case QrCode():
                drawing = draw_code(figure, _CODE)
            case _:
                assert_never(figure)
        if drawing.height <= high:
            return drawing
    return None


def _least_height(flow: Flow, chart: Chart, wide: float) -> float:
    """Return the height at which neither numbers nor names of bars touch each other."""
    line = NOTE * flow.box.face.leading
    named = wide * MOST_NAMED
    names = [line_count((Run(name),), NOTE, named, flow.box) for name in chart.categories]
    return len(names) * (max(*names, len(chart.series)) * line + _BETWEEN)


def _in_two(flow: Flow, figure: Chart | Strip | QrCode, after: Sequence[Block]) -> list[Sheet]:
    """Set the halves of a figure on slides of their own, the words that follow with the second."""
    sheets: list[Sheet] = []
    for half, rest in zip(_halves(figure), ((), after), strict=True):
        sheets += lay_drawing(flow, half, rest)
    return sheets


def _halves(figure: Chart | Strip | QrCode) -> tuple[Chart | Strip, Chart | Strip]:
    """Return a figure that is too large for a slide in two.

    Raises:
        RenderError: it shows too few things to be parted.
    """
    if isinstance(figure, Chart) and len(figure.categories) > 1:
        return _part(figure, 0), _part(figure, 1)
    if isinstance(figure, Strip) and len(figure.steps) > _LEAST_STEPS:
        half = (len(figure.steps) + 1) // 2
        return replace(figure, steps=figure.steps[:half]), replace(figure, steps=figure.steps[half:])
    hint = "show fewer things in it, or say less"
    raise RenderError.at(figure.origin, "a figure is too large for a slide", hint)


def _part(chart: Chart, number: int) -> Chart:
    """Return the first or the second half of a chart's categories."""
    half = (len(chart.categories) + 1) // 2
    part = slice(half) if not number else slice(half, None)
    series = tuple(replace(series, values=series.values[part]) for series in chart.series)
    return replace(chart, categories=chart.categories[part], series=series)


def _unit_beside(unit: str) -> str:
    """Return what follows each number: a percent sign or a short unit; a longer one is for the caption."""
    if unit.startswith(("%", "percent")):
        return "%"
    return unit_of(unit) if len(unit) <= _SHORT_UNIT and '"' not in unit else ""
