"""Claims beside findings to the two sides of a comparison, or to slides of their own where they are long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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


def lay_cards(flow: Flow, blocks: Sequence[Block]) -> list[Sheet]:
    """Set two cards side by side with the text that follows below them; others one below the other."""
    cards = [block for block in blocks if isinstance(block, Card)]
    after = [block for block in blocks if not isinstance(block, Card)]
    sheets: list[Sheet] = []
    for at in range(0, len(cards), _PAIR):
        pair = cards[at : at + _PAIR]
        rest = after if at + _PAIR >= len(cards) else []
        tried = (_beside(flow, pair, rest, is_floor) for is_floor in (False, True))
        beside = next(filter(None, tried), None) if len(pair) == _PAIR else None
        if beside:
            sheets.append(beside)
            continue
        *others, last = pair
        for card in others:
            sheets += flow.text([card])
        sheets += flow.text([last, *rest])
    return sheets


def _beside(flow: Flow, cards: Sequence[Card], after: Sequence[Block], is_floor: bool) -> Sheet | None:
    """Return two cards on one slide, or None where the layout has no such places or they do not fit.

    They are set in the size that the layout gives, or in the least.
    """
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
            size = flow.size_in(heads[number], is_floor=is_floor)
            line = _toned(lines_at(head, size), None)
            top = _text(room, f"Head {side}", heads[number], line, below)
            body_lines = lines_at(rest, flow.size_in(slot, is_floor=is_floor))
            own = _text(room, f"Card {side}", slot, body_lines, [*below, top])
            frames += [top, own]
        else:
            size = flow.size_in(slot, is_floor=is_floor)
            lines = (*_toned(lines_at(head, size), _tone(card)), *lines_at(rest, size))
            frames.append(_text(room, f"Card {side}", slot, lines, below))
    made = room.sheet((*frames, *below))
    return made if all(_fits(frame) for frame in (*frames, *below)) else None


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
