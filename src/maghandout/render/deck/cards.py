"""Claims beside findings to the two sides of a comparison, or stacked where the sides are too narrow.

Only what finds no room on one slide even in the least print goes to slides of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from maghandout.model.document import Block, BoxRole, Heading
from maghandout.model.document import Box as Card
from maghandout.render.deck.flow import Flow
from maghandout.render.deck.measure import total_height
from maghandout.render.deck.model import Box, Frame, Layout, Line, Part, Slot, TextFrame
from maghandout.render.deck.rooms import Room, Sheet
from maghandout.render.deck.text import lines_at
from maghandout.theme import Tone

_SIDES = ("left", "right")
_PAIR = 2
_LEAST = 24.0
"""The least print of cards (APH), rather than two slides for what is to be compared."""
_APART = 10.0
"""Above a card that stands below another."""


def lay_cards(flow: Flow, blocks: Sequence[Block]) -> list[Sheet]:
    """Set two cards on one slide with the text that follows below them, others on slides of their own."""
    cards = [block for block in blocks if isinstance(block, Card)]
    after = [block for block in blocks if not isinstance(block, Card)]
    sheets: list[Sheet] = []
    for at in range(0, len(cards), _PAIR):
        pair = cards[at : at + _PAIR]
        rest = after if at + _PAIR >= len(cards) else []
        together = _together(flow, pair, rest) if len(pair) == _PAIR else None
        if together:
            sheets.append(together)
            continue
        *others, last = pair
        for card in others:
            sheets += flow.text([card])
        sheets += flow.text([last, *rest])
    return sheets


def _together(flow: Flow, cards: Sequence[Card], after: Sequence[Block]) -> Sheet | None:
    """Return two cards on one slide, side by side or else stacked, or None where they do not fit.

    They are set in the size that the layout gives, else in the theme's, else in the least.
    """
    for lay in (_beside, _stacked):
        for most in (math.inf, flow.sizes.body, _LEAST):
            if sheet := lay(flow, cards, after, most):
                return sheet
    return None


def _beside(flow: Flow, cards: Sequence[Card], after: Sequence[Block], most: float) -> Sheet | None:
    """Return two cards side by side, or None where the layout has no such places or they do not fit."""
    room = flow.room(Layout.COMPARISON)
    slots, heads = room.page.slots.get(Part.BODY, ()), room.page.slots.get(Part.HEADS, ())
    if len(slots) != _PAIR:
        return None
    verdict = _verdict(flow, room, after)
    below = [verdict] if verdict else []
    frames: list[Frame] = []
    for number, (card, slot, side) in enumerate(zip(cards, slots, _SIDES, strict=True)):
        head, rest = _parted(card)
        if len(heads) == _PAIR and head:
            line = _toned(lines_at(head, _size(flow, heads[number], most)), None)
            top = _grown(_text(room, f"Head {side}", heads[number], line, below))
            body_lines = lines_at(rest, _size(flow, slot, most))
            own = _text(room, f"Card {side}", slot, body_lines, [*below, top])
            frames += [top, own]
        else:
            frames.append(_text(room, f"Card {side}", slot, _lines(card, _size(flow, slot, most)), below))
    made = room.sheet((*frames, *below))
    return made if all(_fits(frame) for frame in (*frames, *below)) else None


def _stacked(flow: Flow, cards: Sequence[Card], after: Sequence[Block], most: float) -> Sheet | None:
    """Return two cards below each other in one place, or None where they do not fit."""
    room = flow.room(Layout.CONTENT)
    slot = room.slot(Part.BODY)
    assert slot is not None
    size = _size(flow, slot, most)
    groups = (*(_lines(card, size) for card in cards), lines_at(after, size))
    lines = [replace(line, gap=0 if at else _APART) for group in groups for at, line in enumerate(group)]
    lines[:1] = [replace(line, gap=0) for line in lines[:1]]
    frame = _text(room, "Content", slot, lines, ())
    return room.sheet((frame,)) if _fits(frame) else None


def _size(flow: Flow, slot: Slot, most: float) -> float:
    return min(flow.size_in(slot), most)


def _lines(card: Card, size: float) -> tuple[Line, ...]:
    """Return a card with its head in its tone."""
    head, rest = _parted(card)
    return (*_toned(lines_at(head, size), _tone(card)), *lines_at(rest, size))


def _grown(frame: TextFrame) -> TextFrame:
    """Return a head that is high enough for its words, its top staying where it is."""
    needed = total_height(frame.lines, frame.place.width, frame.style)
    return replace(frame, place=replace(frame.place, height=max(needed, frame.place.height)))


def _parted(card: Card) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the heading that opens a card, and the rest."""
    first, rest = card.blocks[:1], card.blocks[1:]
    return (first, rest) if first and isinstance(first[0], Heading) else ((), card.blocks)


def _tone(card: Card) -> Tone:
    return Tone.WARNING if card.role in (BoxRole.CLAIM, BoxRole.WARNING) else Tone.ACCENT


def _toned(lines: Sequence[Line], tone: Tone | None) -> tuple[Line, ...]:
    """Return heads in a tone; None leaves them to their placeholder."""
    return tuple(replace(line, runs=tuple(replace(run, tone=tone) for run in line.runs)) for line in lines)


def _text(room: Room, name: str, slot: Slot, lines: Sequence[Line], others: Sequence[Frame]) -> TextFrame:
    return TextFrame(name, room.clip(slot.place, others), tuple(lines), slot.style, slot)


def _verdict(flow: Flow, room: Room, after: Sequence[Block]) -> TextFrame | None:
    """Return the words below both cards, in the layout's place for them or at the end of its bodies."""
    slot = room.slot(Part.VERDICT)
    lines, style = flow.words(after, slot)
    if not lines:
        return None
    if slot:
        return TextFrame("Verdict", room.clip(slot.place), lines, style, slot)
    area = room.body
    high = total_height(lines, area.width, style)
    return TextFrame("Verdict", Box(area.left, area.bottom - high, area.width, high), lines, style)


def _fits(frame: Frame) -> bool:
    if not isinstance(frame, TextFrame):
        return True
    return total_height(frame.lines, frame.place.width, frame.style) <= frame.place.height
