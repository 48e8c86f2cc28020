"""What stands on every page: the clinic, the title, the draft mark, the number of the page."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader

from maghandout.model.document import Block, Box, Document, Inlines, Section, Sources, plain_text
from maghandout.render.pdf.fonts import REGULAR, check_coverage, width
from maghandout.render.pdf.inline import InlineWriter
from maghandout.render.pdf.styles import Styles
from maghandout.render.pdf.tags import TaggedCanvas, TaggedParagraph
from maghandout.theme import Theme

_LOGO_PT = (140.0, 28.0)
"""Most width and height of a logo."""
_HEAD_RULE, _HEAD_WORDS, _FOOT_RULE = 4.0, 12.0, 7.0
"""From the edge of the text up to the header's rule and words, and down to the footer's rule."""
_MOST_LINES = 2
"""Lines of a header that the margin holds."""
_APART = 12.0
"""Between things side by side."""


class Furniture:
    """Draws what stands on every page, once the number of pages is known.

    Header and footer stand in the margins. Where they need more lines than a margin holds, they take of the
    text's room: `above_pt` and `below_pt`.
    """

    def __init__(
        self, document: Document, theme: Theme, styles: Styles, paper_pt: tuple[float, float]
    ) -> None:
        self._document = document
        self._theme = theme
        self._style = styles.furniture
        self._paper = paper_pt
        self._logo = ImageReader(io.BytesIO(document.logo.png)) if document.logo else None
        self._writer = InlineWriter(styles.furniture.fontSize, theme.colors.accent)
        self._room = paper_pt[0] - 2 * theme.page.margin
        leading = self._style.leading
        clinic, is_stacked = self._clinic()
        lines = clinic.height / leading + int(is_stacked)
        self.above_pt = max(0.0, lines - _MOST_LINES) * leading
        self.below_pt = max(0.0, self._foot(99, 99).height - leading)

    @property
    def date(self) -> datetime.date | None:
        """The date that the file says it was made on."""
        return self._document.updated

    @property
    def link_words(self) -> Mapping[str, str]:
        """What the number of each source leads to, in words."""
        return {
            f"#source-{entry.number}": f"{entry.number}. {plain_text(entry.inlines)}"
            for sources in _sources(self._document.blocks)
            for entry in sources.entries
        }

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw header, footer and their rules."""
        margin, rules, colors = self._theme.page.margin, self._theme.rules, self._theme.colors
        right = self._paper[0] - margin
        top, bottom = self._paper[1] - margin - self.above_pt, margin + self.below_pt - _FOOT_RULE
        canvas.setStrokeColor(HexColor(colors.accent))
        canvas.setLineWidth(rules.head)
        canvas.line(margin, top + _HEAD_RULE, right, top + _HEAD_RULE)
        canvas.setStrokeColor(HexColor(colors.rule))
        canvas.setLineWidth(rules.section)
        canvas.line(margin, bottom, right, bottom)
        with canvas.artifact("Pagination", "Header"):
            self._header(canvas, page, top + _HEAD_WORDS)
        with canvas.artifact("Pagination", "Footer"):
            self._footer(canvas, page, pages, bottom)

    def _header(self, canvas: TaggedCanvas, page: int, base: float) -> None:
        """Draw who hands it out on the first page, its title on the others, and at the right what it is."""
        furniture, margin = self._document.furniture, self._theme.page.margin
        wide = self._wide(furniture.header)
        above = 0.0
        if page == 1:
            logo = self._draw_logo(canvas, margin, base)
            clinic, is_stacked = self._clinic()
            clinic.drawOn(canvas, margin + logo, base - self._drop)
            above = clinic.height if is_stacked else 0.0
        else:
            canvas.setFillColor(self._style.textColor)
            canvas.setFont(REGULAR, self._style.fontSize)
            canvas.drawString(margin, base, self._document.title)
        what = self._words(furniture.header, wide + 1)
        what.drawOn(canvas, self._paper[0] - margin - wide, base - self._drop + above)

    def _clinic(self) -> tuple[TaggedParagraph, bool]:
        """Return who hands it out, and whether it is so long that what it is must stand above it."""
        furniture = self._document.furniture
        room = self._room - self._logo_size()[0]
        clinic = self._words(furniture.clinic, room - _APART - self._wide(furniture.header))
        is_stacked = clinic.height > _MOST_LINES * self._style.leading
        return (self._words(furniture.clinic, room) if is_stacked else clinic), is_stacked

    def _logo_size(self) -> tuple[float, float]:
        """Return width, with the space after it, and height of the logo."""
        if self._logo is None:
            return 0.0, 0.0
        wide, high = self._logo.getSize()
        scale = min(_LOGO_PT[0] / wide, _LOGO_PT[1] / high)
        return wide * scale + _APART, high * scale

    def _draw_logo(self, canvas: TaggedCanvas, left: float, base: float) -> float:
        """Draw the logo and return the room that it takes."""
        wide, high = self._logo_size()
        if self._logo is not None:
            canvas.drawImage(self._logo, left, base - self._drop, wide - _APART, high)
        return wide

    def _footer(self, canvas: TaggedCanvas, page: int, pages: int, top: float) -> None:
        number, margin, style = self._number(page, pages), self._theme.page.margin, self._style
        check_coverage(number, self._document.origin)
        canvas.setFillColor(style.textColor)
        canvas.setFont(REGULAR, style.fontSize)
        canvas.drawRightString(self._paper[0] - margin, top - 5 - style.fontSize, number)
        words = self._foot(page, pages)
        words.drawOn(canvas, margin, top - 5 - words.height)

    def _number(self, page: int, pages: int) -> str:
        return self._document.furniture.page.format(page=page, pages=pages)

    def _foot(self, page: int, pages: int) -> TaggedParagraph:
        return self._words(self._document.furniture.footer, self._foot_room(page, pages))

    def _foot_room(self, page: int, pages: int) -> float:
        return self._room - width(self._number(page, pages), REGULAR, self._style.fontSize) - _APART

    def _words(self, inlines: Inlines, room: float) -> TaggedParagraph:
        """Return words wrapped into a room."""
        words = TaggedParagraph(self._writer.write(inlines, self._document.origin), self._style)
        words.wrap(room, 1000)
        return words

    def _wide(self, inlines: Inlines) -> float:
        """Return the width of words in one line."""
        parts = self._words(inlines, 1000).frags
        return sum(width(part.text, part.fontName, part.fontSize) for part in parts)

    @property
    def _drop(self) -> float:
        return float(self._style.leading - self._style.fontSize)


def _sources(blocks: Iterable[Block]) -> Iterable[Sources]:
    for block in blocks:
        if isinstance(block, Sources):
            yield block
        elif isinstance(block, Box | Section):
            yield from _sources(block.blocks)
