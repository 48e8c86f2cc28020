"""A document's blocks to elements of HTML.

It decides neither words nor their order. Levels of headings are made to follow each other, because a reader
who jumps from heading to heading must not miss one: the first is 1, and none is more than one below the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import assert_never

from maghandout.errors import RenderError
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    Field,
    Heading,
    HowSure,
    Inlines,
    ListBlock,
    ListStyle,
    Paragraph,
    QrCode,
    Role,
    Section,
    Slide,
    SourceEntry,
    Sources,
    Spoken,
    Strip,
    Table,
    plain_text,
)
from maghandout.render.html.figures import chart_pictures, code_picture, level_picture, runs_down
from maghandout.render.html.inline import InlineWriter
from maghandout.render.html.markup import Element, Node, Nodes, element
from maghandout.theme import Theme

_ASIDE = re.compile(r"(\([^()]+\))")
_DEEPEST = 6
_AUTOCOMPLETE = {"name": "name"}
"""What a browser may fill in of itself; the rest is nobody's business but the reader's."""
_WIDE = Table | Chart | Strip | Sources | Box
"""What takes the full width, and with it all that follows in a section."""


class BlockWriter:
    """Writes the blocks of one page; keeps its ids apart and its headings in steps."""

    def __init__(self, theme: Theme, inline: InlineWriter, spoken: Spoken) -> None:
        self._theme = theme
        self._inline = inline
        self._spoken = spoken
        self._level = 0
        self._headings = 0
        self._fields: dict[str, int] = {}

    def write(self, blocks: Sequence[Block]) -> Nodes:
        """Return the elements of some blocks, fields that follow each other in one group."""
        nodes: list[Node] = []
        for is_field, group in groupby(blocks, lambda block: isinstance(block, Field)):
            written = [node for block in group for node in self._block(block)]
            nodes += [element("div", *written, class_="fields")] if is_field else written
        return tuple(nodes)

    def _block(self, block: Block) -> Nodes:
        match block:
            case Heading():
                return (self._heading(block),)
            case Paragraph():
                role = None if block.role is Role.BODY else block.role.value
                return (element("p", *self._inline.write(block.inlines), class_=role),)
            case ListBlock():
                return (self._list(block),)
            case Table():
                return (self._table(block),)
            case Chart():
                pictures = chart_pictures(block, self._theme)
                return (self._figure(block.title, pictures, block.read),)
            case Strip():
                return (self._strip(block),)
            case QrCode():
                words = element("p", *self._inline.write(block.inlines))
                return (element("div", code_picture(block, self._theme), words, class_="code"),)
            case Field():
                return (self._field(block),)
            case HowSure():
                return (self._how_sure(block),)
            case Sources():
                entries = (self._entry(entry) for entry in block.entries)
                return (element("ol", *entries, class_="sources", role="list"),)
            case Box():
                return (self._box(block),)
            case Section():
                return (self._section(block),)
            case Slide():
                raise RenderError.at(block.origin, "a slide stands in a handout", "slides are for decks")
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> Element:
        highest = 2 if self._level else 1
        self._level = max(highest, min(heading.level, self._level + 1, _DEEPEST))
        self._headings += 1
        words = (part for node in self._inline.write(heading.inlines) for part in _asides(node))
        return element(f"h{self._level}", *words, id=self._last_heading())

    def _last_heading(self) -> str | None:
        return f"heading-{self._headings}" if self._headings else None

    def _list(self, block: ListBlock) -> Element:
        items = (element("li", *self._inline.write(item.inlines)) for item in block.items)
        match block.style:
            case ListStyle.BULLET:
                return element("ul", *items)
            case ListStyle.NUMBER:
                return element("ol", *items)
            case ListStyle.CHECK:
                return element("ul", *items, class_="check", role="list")
            case _:
                assert_never(block.style)

    def _table(self, table: Table) -> Element:
        """Write a table in a frame that scrolls where the screen is narrower, by keyboard too."""
        caption = (element("caption", *self._inline.write(table.caption)),) if table.caption else ()
        head = element("thead", element("tr", *(self._cell(cell, "col") for cell in table.head)))
        rows = (element("tr", *(self._cell(cell, "row") for cell in row)) for row in table.rows)
        name = plain_text(table.caption) or None
        return element(
            "div",
            element("table", *caption, head, element("tbody", *rows)),
            class_="scroll",
            role="region",
            tabindex="0",
            aria_label=name,
            aria_labelledby=None if name else self._last_heading(),
        )

    def _cell(self, cell: Cell, scope: str) -> Element:
        words = self._inline.write(cell.inlines)
        is_head = (cell.is_head or scope == "col") and plain_text(cell.inlines).strip()
        return element("th", *words, scope=scope) if is_head else element("td", *words)

    def _figure(self, title: Inlines, inside: Nodes, read: Inlines) -> Element:
        caption = element("figcaption", *self._inline.write(title))
        note = (element("p", *self._inline.write(read), class_="note"),) if read else ()
        return element("figure", caption, *inside, *note)

    def _strip(self, strip: Strip) -> Element:
        """Write steps as a list of boxes, so that they wrap and keep their citations."""
        caption = element("figcaption", *self._inline.write(strip.title))
        steps = [element("li", element("div", *self._inline.write(step))) for step in strip.steps]
        note = (element("p", *self._inline.write(strip.read), class_="note"),) if strip.read else ()
        look = "strip down" if runs_down(strip, self._theme) else "strip"
        return element("figure", caption, element("ol", *steps, class_=look, role="list"), *note)

    def _field(self, field: Field) -> Element:
        slug = re.sub(r"[^a-z0-9]+", "-", field.name.lower()).strip("-") or "line"
        self._fields[slug] = self._fields.get(slug, 0) + 1
        name = f"field-{slug}" if self._fields[slug] == 1 else f"field-{slug}--{self._fields[slug]}"
        line = element(
            "input",
            type="text",
            id=name,
            name=field.name,
            value=field.value or None,
            autocomplete=_AUTOCOMPLETE.get(field.name, "off"),
        )
        return element("div", element("label", field.label, for_=name), line, class_="field")

    def _how_sure(self, block: HowSure) -> Element:
        label = element("strong", block.label)
        picture = level_picture(block.certainty, self._theme)
        return element("p", label, " ", picture, " ", *self._inline.write(block.inlines), class_="sure")

    def _entry(self, entry: SourceEntry) -> Element:
        """Write an entry, its number a link back to where the source was first cited."""
        shown, number = f"{entry.number}.", entry.number
        link: Node = element("span", shown, class_="number")
        if number in self._inline.cited:
            link = element(
                "a",
                shown,
                class_="number",
                href=f"#cited-{number}",
                aria_label=self._spoken.back.format(number=number),
            )
        words = element("span", *self._inline.write(entry.inlines))
        return element("li", link, " ", words, id=f"source-{number}")

    def _box(self, box: Box) -> Element:
        """Write a box as a region named by its heading; one to fill in is a form."""
        before = self._headings
        inside = self.write(box.blocks)
        has_heading = any(isinstance(block, Heading) for block in box.blocks)
        return element(
            "form" if box.role is BoxRole.PLAN else "section" if has_heading else "div",
            *inside,
            class_=f"box {box.role.value}",
            aria_labelledby=f"heading-{before + 1}" if has_heading else None,
        )

    def _section(self, section: Section) -> Element:
        """Write a section: what fits stands beside the heading, from the first wide block on all is below."""
        heading = self._heading(section.heading)
        at = _first_wide(section.blocks)
        beside = (element("div", *self.write(section.blocks[:at]), class_="beside"),) if at else ()
        below = self.write(section.blocks[at:])
        return element("section", heading, *beside, *below, class_="railed" if beside else None)


def _asides(node: Node) -> Nodes:
    """Return a node of a heading, words in brackets marked, so that no line breaks in them without need."""
    if not isinstance(node, str):
        return (node,)
    parts = enumerate(_ASIDE.split(node))
    return tuple(element("span", part, class_="aside") if at % 2 else part for at, part in parts if part)


def _first_wide(blocks: Sequence[Block]) -> int:
    return next((at for at, block in enumerate(blocks) if isinstance(block, _WIDE)), len(blocks))
