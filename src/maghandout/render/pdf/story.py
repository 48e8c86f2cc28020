"""A document's blocks to ReportLab flowables in their places, with the sections of the structure tree.

Headings of sections stand in a rail left of the text; tables, figures, boxes and the list of sources take the
full width. A theme without a rail sets the headings above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Indenter, Spacer

from maghandout.errors import RenderError
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Chart,
    Document,
    Field,
    Heading,
    HowSure,
    ListBlock,
    Paragraph,
    QrCode,
    Section,
    Slide,
    Sources,
    Strip,
    Table,
)
from maghandout.render.figures import draw_chart, draw_strip
from maghandout.render.pdf.fit import Fit
from maghandout.render.pdf.flowables import (
    Breath,
    Grid,
    OutlinedHeading,
    RailHeading,
    Rule,
    SectionBreak,
)
from maghandout.render.pdf.fonts import BOLD, REGULAR, width
from maghandout.render.pdf.forms import TextField
from maghandout.render.pdf.grids import BETWEEN_PT, bar_inset, beside, frame_look, two_columns, write_ins
from maghandout.render.pdf.pieces import CODE_PT, Pieces
from maghandout.render.pdf.styles import Styles
from maghandout.render.pdf.tags import TaggedParagraph, Tree
from maghandout.theme import Theme

_SPLITTABLE = 4
"""Lines of a paragraph that may go on on the next page, two and two."""
_MOST_KEPT_PT = 600.0
"""Height that is kept with a heading at most."""
_SHORT = 0.45
"""Share of a page that a section takes at most to be kept whole."""
_MOST_EMPTY = 0.35
"""Share of a page that stays empty at most to keep a section whole on the next."""
_LONG = 4
"""Items of a list that goes on on the next page with no fewer than two on each."""
_Wide = Table | Chart | Strip | Sources | Box


class Story:
    """Builds the flowables of one document, and its structure tree."""

    def __init__(self, theme: Theme, styles: Styles, size_pt: tuple[float, float], fit: Fit) -> None:
        """Take also the width and height of the text on a page, and how to fit it there."""
        width_pt, self._page_height = size_pt
        self._tree = Tree("Document")
        self.root = self._tree.root
        self._kept, self._breaths = fit.kept, iter(fit.breaths_pt)
        self.sections = 0
        self._theme = theme
        self._pieces = Pieces(self._tree, theme, styles, width_pt)
        self._width = width_pt
        self._gap = theme.page.gap

    def build(self, document: Document) -> list[Flowable]:
        """Return the flowables of a document, in order."""
        self._pieces.spoken = document.spoken
        return self._blocks(document.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> list[Flowable]:
        return [flowable for block in blocks for flowable in self._block(block)]

    def _block(self, block: Block) -> list[Flowable]:
        match block:
            case Heading():
                return [self._pieces.heading(block)]
            case Paragraph():
                return [self._pieces.paragraph(block)]
            case ListBlock():
                return self._pieces.list_items(block)
            case Table():
                return self._pieces.table(block)
            case Chart():
                drawing = draw_chart(block, self._width, self._theme.text.table.size, _measure)
                return self._pieces.figure(block, drawing)
            case Strip():
                drawing = draw_strip(block, self._width, self._theme.text.body.size, _measure)
                return self._pieces.figure(block, drawing)
            case QrCode():
                return list(self._pieces.code(block))
            case Field():
                return [self._pieces.field(block)]
            case HowSure():
                return [self._pieces.how_sure(block)]
            case Sources():
                return self._pieces.sources(block)
            case Box():
                return self._box(block)
            case Section():
                return self._section(block)
            case Slide():
                raise RenderError.at(block.origin, "a slide stands in a handout", "slides are for decks")
            case _:
                assert_never(block)

    def _section(self, section: Section) -> list[Flowable]:
        rules = self._theme.rules
        rule = Rule(HexColor(self._theme.colors.rule), rules.section, self._gap * 0.75, self._gap)
        breath = self._breath()
        with self._tree.inside("Sect"):
            heading = self._pieces.heading(section.heading)
            first = section.blocks[0] if section.blocks else None
            if isinstance(first, _Wide) or first is None or not self._theme.page.rail:
                space = Spacer(0, self._gap / 2)
                below = self._blocks(section.blocks)
                flowables = [heading, space, *below]
                opening = _height((heading, space), self._width) + _opening(below, self._width)
                whole = _whole(flowables, self._width)
            else:
                flowables, opening, whole = self._railed(heading, section.blocks)
        return [breath, self._break(rule.full_height + opening, rule.full_height + whole), rule, *flowables]

    def _break(self, opening_pt: float, whole_pt: float) -> SectionBreak:
        """Return what keeps the opening of a section together, and a short one whole."""
        number, self.sections = self.sections, self.sections + 1
        whole_pt = whole_pt if whole_pt <= self._page_height * _SHORT else 0.0
        most_empty_pt = self._page_height * _MOST_EMPTY if number in self._kept else 0.0
        return SectionBreak(number, min(opening_pt, _MOST_KEPT_PT), whole_pt, most_empty_pt)

    def _breath(self) -> Breath:
        return Breath(next(self._breaths, 0.0))

    def _railed(
        self, heading: OutlinedHeading, blocks: Sequence[Block]
    ) -> tuple[list[Flowable], float, float]:
        """Set the blocks beside the heading; those that need the full width leave the rail.

        Returns also the height that the heading needs with the first lines of its text, and with all of it.
        """
        page = self._theme.page
        offset = page.rail + page.gutter
        rail = RailHeading(heading, page.rail, page.gutter)
        railed: list[Flowable] = []
        below: list[Flowable] = []
        flowables: list[Flowable] = [Indenter(left=offset), rail]
        is_railed = True
        for block in blocks:
            if is_railed and isinstance(block, _Wide):
                short = rail.heading_height - _height(railed, self._width - offset)
                below.append(Spacer(0, max(short, 0.0) + self._gap / 2))
                flowables += [Indenter(left=-offset), *below]
                is_railed = False
            with self._pieces.within(self._width - offset if is_railed else self._width):
                built = self._block(block)
            (railed if is_railed else below).extend(built)
            flowables += built
        beside = _height(railed, self._width - offset)
        if is_railed:
            short = rail.heading_height - beside
            flowables += [Spacer(0, short)] if short > 0 else []
            flowables.append(Indenter(left=-offset))
            whole = _whole(railed, self._width - offset)
        else:
            whole = beside + _whole(below, self._width)
        opening = _opening(railed, self._width - offset)
        return flowables, max(rail.heading_height, opening), max(rail.heading_height, whole)

    def _box(self, box: Box) -> list[Flowable]:
        is_warning = box.role is BoxRole.WARNING
        breath = self._breath()
        inside: list[Flowable] = []
        fields: list[TextField] = []
        codes: list[tuple[Flowable, Flowable]] = []
        with self._tree.inside("Sect"), self._pieces.within(self._inner_width()):
            for block in box.blocks:
                match block:
                    case Heading():
                        heading = self._pieces.heading(block, is_warning=is_warning)
                        inside += [heading, Spacer(0, self._gap / 2)]
                    case ListBlock() if is_warning and self._theme.page.rail:
                        with self._pieces.within((self._inner_width() - BETWEEN_PT) / 2):
                            inside.append(two_columns(self._pieces.list_items(block), self._inner_width()))
                    case Field():
                        fields.append(self._pieces.field(block))
                    case QrCode():
                        codes.append(self._pieces.code(block))
                    case _:
                        inside += self._block(block)
        inside = self._plan(inside, fields, codes)
        space = {"spaceBefore": self._gap, "spaceAfter": self._gap}
        wide = self._width - bar_inset(box.role, self._theme)
        frame = Grid([[inside]], colWidths=[wide], hAlign="RIGHT", **space)
        frame.setStyle(frame_look(box.role, self._theme))
        return [breath, frame]

    def _plan(
        self, above: list[Flowable], fields: list[TextField], codes: list[tuple[Flowable, Flowable]]
    ) -> list[Flowable]:
        """Set write-in lines in two columns below what stands above them, a code at the right.

        With a rail the code stands beside the lines and its address below; large print needs the whole width
        for the lines, so the code stands beside what is above them.
        """
        whole = self._inner_width()
        if not codes:
            return [*above, *([write_ins(fields, whole)] if fields else [])]
        figures, words = [figure for figure, _ in codes], [words for _, words in codes]
        widths = (whole - CODE_PT, CODE_PT)
        if not self._theme.page.rail or not fields:
            top = beside([*above, *words], figures, widths)
            return [top, *([write_ins(fields, whole)] if fields else [])]
        lines = beside([write_ins(fields, widths[0] - BETWEEN_PT)], figures, widths)
        return [*above, lines, Spacer(0, self._gap), *words]

    def _inner_width(self) -> float:
        return self._width - 2 * self._theme.page.inset


def _measure(text: str, size: float, is_strong: bool) -> float:
    return width(text, BOLD if is_strong else REGULAR, size)


def _opening(flowables: Sequence[Flowable], width_pt: float) -> float:
    """Return the height of as much as must not stand apart from the heading above it.

    That is two lines of a paragraph long enough to be split, two paragraphs of one line, or the whole of
    something else; and of a long list, one item more.
    """
    height = 0.0
    is_long_list = all(_is_item(flowable) for flowable in flowables[:_LONG]) and len(flowables) >= _LONG
    for number, flowable in enumerate(flowables[:2]):
        height += _height((flowable,), width_pt)
        lines = getattr(getattr(flowable, "blPara", None), "lines", ())
        if is_long_list and number == 0:
            continue
        if len(lines) >= _SPLITTABLE:
            return height - (len(lines) - 2) * float(flowable.style.leading)
        if len(lines) != 1:
            break
    return height


def _is_item(flowable: Flowable) -> bool:
    return isinstance(flowable, TaggedParagraph) and flowable.label is not None


def _whole(flowables: Sequence[Flowable], width_pt: float) -> float:
    """Return the height that flowables need at the foot of a page, where the last has no space below it."""
    return _height(flowables, width_pt) - (flowables[-1].getSpaceAfter() if flowables else 0.0)


def _height(flowables: Iterable[Flowable], width_pt: float) -> float:
    """Return the height of flowables set below each other, the larger of two spaces between them."""
    height = after = 0.0
    for flowable in flowables:
        height += max(after, flowable.getSpaceBefore()) + float(flowable.wrap(width_pt, 10_000)[1])
        after = float(flowable.getSpaceAfter())
    return height + after
