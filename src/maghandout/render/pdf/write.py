"""A document to the bytes of a PDF.

Pages are drawn once and kept until the number of pages is known, so that the footer can say it.
"""

from __future__ import annotations

import datetime
import hashlib
import io
from dataclasses import dataclass, replace

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus import Paragraph as PdfParagraph
from reportlab.platypus.doctemplate import LayoutError

from maghandout.diagnostics import Origin
from maghandout.errors import RenderError
from maghandout.model.document import Document, plain_text
from maghandout.model.options import Paper
from maghandout.render.pdf.fonts import REGULAR, check_coverage, width
from maghandout.render.pdf.inline import InlineWriter
from maghandout.render.pdf.story import Story
from maghandout.render.pdf.styles import Styles, styles_of
from maghandout.theme import Theme

PAPERS = {Paper.LETTER: letter, Paper.A4: A4}
"""Width and height of each paper in points."""

_BELOW_HEADER_PT = 6
"""Header and footer stand in the margins, the header's rule just above the text."""

_TIGHTER = (0.65,)
"""Shares of the theme's gap to try when a document runs over."""

PRODUCER = "maghandout"

_NO_DATE = datetime.date(2000, 1, 1)
"""Stands in a handout that does not say when it was updated."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A rendered PDF."""

    data: bytes
    pages: int


def render(document: Document, theme: Theme, paper: Paper, most_pages: int) -> Pdf:
    """Lay a document out on a paper and return its bytes, the same for the same input.

    When the document runs over `most_pages`, the space between things is tightened; sizes of type never
    change. What still does not fit runs on.

    Raises:
        RenderError: the fonts lack a character, or a block is too large for a page.
    """
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and what PDF/A wants
    check_coverage(document.title + document.purpose, document.origin)
    pdf = _lay_out(document, theme, paper)
    for tightness in _TIGHTER:
        if pdf.pages <= most_pages:
            break
        gap = theme.page.gap * tightness
        pdf = _lay_out(document, replace(theme, page=replace(theme.page, gap=gap)), paper)
    return pdf


def _lay_out(document: Document, theme: Theme, paper: Paper) -> Pdf:
    width_pt, height_pt = PAPERS[paper]
    margin = theme.page.margin
    styles = styles_of(theme)
    buffer = io.BytesIO()
    template = _template(document, buffer, (width_pt, height_pt), margin)
    pages: list[int] = []
    furniture = _Furniture(document, theme, styles)

    def canvas(*arguments: object, **options: object) -> _PagedCanvas:
        return _PagedCanvas(furniture, pages, *arguments, **options)

    try:
        template.build(Story(theme, styles, width_pt - 2 * margin).build(document), canvasmaker=canvas)
    except LayoutError as error:
        where, hint = Origin(document.origin.path), "select less in one box or row"
        raise RenderError.at(where, "something is too large for a page", hint) from error
    return Pdf(buffer.getvalue(), pages[0])


def _template(
    document: Document, buffer: io.BytesIO, size_pt: tuple[float, float], margin: float
) -> BaseDocTemplate:
    width_pt, height_pt = size_pt
    template = BaseDocTemplate(
        buffer,
        pagesize=size_pt,
        leftMargin=margin,
        rightMargin=margin,
        title=document.title,
        subject=document.purpose,
        author=PRODUCER,
        creator=PRODUCER,
        producer=PRODUCER,
        lang=document.language,
        displayDocTitle=True,
        initialFontName=REGULAR,
        invariant=1,
    )
    height = height_pt - 2 * margin - _BELOW_HEADER_PT
    padding = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    body = Frame(margin, margin, width_pt - 2 * margin, height, **padding)
    template.addPageTemplates([PageTemplate("page", [body])])
    return template


class _Furniture:
    """Draws what stands on every page, once the number of pages is known."""

    def __init__(self, document: Document, theme: Theme, styles: Styles) -> None:
        self._document = document
        self._theme = theme
        self._styles = styles

    @property
    def date(self) -> datetime.date:
        """The date that the file says it was made on."""
        return self._document.updated or _NO_DATE

    def draw(self, canvas: Canvas, page: int, pages: int) -> None:
        width_pt, height_pt = canvas._pagesize
        margin, colors = self._theme.page.margin, self._theme.colors
        top, bottom = height_pt - margin + 12, margin - 7
        canvas.setStrokeColor(HexColor(colors.accent))
        canvas.setLineWidth(2.4)
        canvas.line(margin, top - 8, width_pt - margin, top - 8)
        canvas.setStrokeColor(HexColor(colors.rule))
        canvas.setLineWidth(0.7)
        canvas.line(margin, bottom, width_pt - margin, bottom)
        self._header(canvas, page, margin, top, width_pt)
        self._footer(canvas, page, pages, margin, bottom, width_pt)

    def _header(self, canvas: Canvas, page: int, margin: float, top: float, width_pt: float) -> None:
        size = self._theme.text.furniture.size
        canvas.setFillColor(HexColor(self._theme.colors.muted))
        canvas.setFont(REGULAR, size)
        if page > 1:
            canvas.drawString(margin, top, self._document.title)
        header = plain_text(self._document.furniture.header)
        check_coverage(header, self._document.origin)
        canvas.drawRightString(width_pt - margin, top, header)

    def _footer(
        self, canvas: Canvas, page: int, pages: int, margin: float, top: float, width_pt: float
    ) -> None:
        furniture, style = self._document.furniture, self._styles.furniture
        number = furniture.page.format(page=page, pages=pages)
        check_coverage(number, self._document.origin)
        room = width(number, REGULAR, style.fontSize) + 16
        canvas.setFillColor(style.textColor)
        canvas.setFont(REGULAR, style.fontSize)
        canvas.drawRightString(width_pt - margin, top - 5 - style.fontSize, number)
        writer = InlineWriter(style.fontSize, self._theme.colors.accent)
        words = PdfParagraph(writer.write(furniture.footer, self._document.origin), style)
        height = words.wrap(width_pt - 2 * margin - room, 100)[1]
        words.drawOn(canvas, margin, top - 5 - height)


class _PagedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Keeps each page's state until the end, then draws the furniture and writes the pages."""

    def __init__(
        self, furniture: _Furniture, pages: list[int], *arguments: object, **options: object
    ) -> None:
        super().__init__(*arguments, **options)
        # reportlab would take the date, and from it the file's id, from SOURCE_DATE_EPOCH
        self._doc.signature = hashlib.md5(usedforsecurity=False)
        self._doc.setDateFormatter(lambda *_: f"D:{furniture.date:%Y%m%d}000000+00'00'")
        self._furniture = furniture
        self._pages = pages
        self._states: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        self._states.append(dict(self.__dict__))
        self._doc.pageCounter += 1  # names the page that destinations set from here on lie on
        self._startPage()

    def save(self) -> None:
        self._doc.pageCounter = 1
        for number, state in enumerate(self._states, 1):
            self.__dict__.update(state)
            self._furniture.draw(self, number, len(self._states))
            super().showPage()
        self._pages.append(len(self._states))
        super().save()
