"""What stands below a slide's title: blocks to frames, on as many slides as they need.

Cards stand side by side, a chart beside its words, a table above them; what finds no room goes on to a
further slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from maghandout.model.document import Block, Chart, QrCode, Sources, Strip, Table
from maghandout.model.document import Box as Card
from maghandout.render.deck.cards import lay_cards
from maghandout.render.deck.flow import Flow
from maghandout.render.deck.graphics import lay_chart, lay_drawing
from maghandout.render.deck.model import Layout
from maghandout.render.deck.rooms import Sheet
from maghandout.render.deck.tables import lay_table


def lay(flow: Flow, blocks: Sequence[Block]) -> list[Sheet]:
    """Return the slides that some blocks take, at least one.

    Raises:
        RenderError: a table or a figure is too large for a slide.
    """
    sheets = [sheet for group in _groups(blocks) for sheet in _group(flow, group)]
    return sheets or [flow.room(Layout.CONTENT).sheet(())]


def _group(flow: Flow, blocks: Sequence[Block]) -> list[Sheet]:
    after = blocks[1:]
    match blocks[0]:
        case Chart() as chart:
            return lay_chart(flow, chart, after)
        case Strip() | QrCode() as figure:
            return lay_drawing(flow, figure, after)
        case Table() as table:
            return lay_table(flow, table, after)
        case Card():
            return lay_cards(flow, blocks)
        case _:
            return flow.text(blocks)


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Gather blocks that share a slide: a chart or table with the text after it, a row of cards, or text."""
    groups: list[list[Block]] = []
    for kind, run in groupby(blocks, key=_kind):
        for block in run:
            opens = kind == "figure" or (kind == "card" and not _ends_with_card(groups))
            opens = opens or (kind == "text" and isinstance(block, Sources) and bool(groups))
            if opens or not groups:
                groups.append([])
            groups[-1].append(block)
    return groups


def _kind(block: Block) -> str:
    if isinstance(block, Table | Chart | Strip | QrCode):
        return "figure"
    return "card" if isinstance(block, Card) else "text"


def _ends_with_card(groups: list[list[Block]]) -> bool:
    return bool(groups) and isinstance(groups[-1][-1], Card)
