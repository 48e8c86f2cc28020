"""A document to the bytes of a PDF.

Pages are drawn once and kept until the number of pages is known, so that the footer can say it. Space between
things is fitted: tighter before the document runs over, and wider where a page has room to spare.
"""

from __future__ import annotations

import datetime
import hashlib
import io
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from reportlab import rl_config
from reportlab.lib.pagesizes import A4, letter
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from maghandout import cache
from maghandout.diagnostics import Finding, Severity
from maghandout.errors import RenderError
from maghandout.hashes import sha256_of
from maghandout.inputs import tools_hash
from maghandout.model.document import Document, plain_text, with_fields
from maghandout.model.options import Paper
from maghandout.render.pdf.appearances import UnfitError
from maghandout.render.pdf.finish import Metadata, finish
from maghandout.render.pdf.fit import AS_IT_COMES, Fit, Layout, choose
from maghandout.render.pdf.flowables import Breath, OutlinedHeading, RailHeading, SectionBreak
from maghandout.render.pdf.fonts import REGULAR, check_coverage
from maghandout.render.pdf.furniture import Furniture
from maghandout.render.pdf.story import Story
from maghandout.render.pdf.styles import styles_of
from maghandout.render.pdf.tags import TaggedCanvas
from maghandout.theme import Theme

PAPERS = {Paper.LETTER: letter, Paper.A4: A4}
"""Width and height of each paper in points."""

PRODUCER = "maghandout"

_BELOW_HEADER_PT = 6
"""Header and footer stand in the margins, the header's rule just above the text."""
_STUB_LINES = 4
"""A last page with fewer lines is not worth turning to."""
_MOST_BREATH = 2.0
"""Share of the theme's gap that is added between two sections at most, to fill a page."""
_KIND = "fits"
_MOST_KEPT = 500
"""Some for each topic, profile and paper."""
_NO_DATE = datetime.date(2000, 1, 1)
"""Stands in a handout that does not say when it was updated."""


class Pdf(Struct, frozen=True):
    """A rendered PDF."""

    data: bytes
    pages: int
    warnings: tuple[Finding, ...] = ()


def render(
    document: Document, theme: Theme, paper: Paper, trail: bytes = b"", *, is_packed: bool = True
) -> Pdf:
    """Lay a document out on a paper and return its bytes, the same for the same input.

    The file carries the trail, where there is one; one that is only looked at need not be packed. When the
    document runs over the pages that the theme allows, the space between things is tightened; sizes of type
    never change. What still does not fit runs on, with a warning that says by how much.

    Raises:
        RenderError: the fonts lack a character, a block is too large for a page, or what is filled in for its
            line.
    """
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and what PDF/A wants
    check_coverage(document.title + document.purpose, document.origin)
    metadata = Metadata(
        document.title, _description(document), PRODUCER, document.language, document.updated or _NO_DATE
    )
    try:
        layout = _fit(document, theme, paper)
        data = finish(layout.data, layout.root, metadata, trail, is_packed=is_packed)
    except UnfitError as error:
        raise RenderError.at(document.origin, str(error)) from error
    return Pdf(data, layout.pages, _too_long(document, layout, paper, theme))


def _description(document: Document) -> str:
    """Return the purpose, and whether it is a draft, which the footer tells to eyes alone."""
    return f"{document.purpose} {plain_text(document.furniture.footer)}".strip()


def _fit(document: Document, theme: Theme, paper: Paper) -> Layout:
    """Return the best layout, the room left on its pages spread between sections.

    What fitted before is not tried again.
    """
    key = _key(document, theme, paper)
    if known := cache.recall(_KIND, key, Fit):
        return _lay_out(document, theme, paper, known, is_trial=False)
    stub_pt = theme.text.body.leading * _STUB_LINES
    fit, trial = choose(partial(_lay_out, document, theme, paper), theme.page.most_pages, stub_pt)
    spread = replace(fit, breaths_pt=trial.spread(theme.page.gap * _MOST_BREATH))
    layout = _lay_out(document, theme, paper, spread, is_trial=False)
    if layout.pages != trial.pages:
        spread, layout = fit, _lay_out(document, theme, paper, fit, is_trial=False)
    cache.keep(_KIND, key, spread, _MOST_KEPT)
    return layout


def _key(document: Document, theme: Theme, paper: Paper) -> str:
    """Return the hash of what a fit depends on, which is not what is filled in: that is a patient's."""
    blank = tuple(
        with_fields(block, lambda field: replace(field, value="", origin=document.origin))
        for block in document.blocks
    )
    return sha256_of([tools_hash(), repr((replace(document, blocks=blank), theme, paper))])


def _too_long(document: Document, layout: Layout, paper: Paper, theme: Theme) -> tuple[Finding, ...]:
    most = int(theme.page.most_pages)
    if layout.pages <= most:
        return ()
    lines = max(1, round(sum(layout.filled[most:]) / theme.text.body.leading))
    headings = [heading.words for page, heading in layout.headings if page < most] or [document.title]
    too_long = f"{lines} {'line' if lines == 1 else 'lines'} too long, from {headings[-1]!r} on"
    message = (
        f"the handout runs to {layout.pages} pages on {paper}, at most {most} are read: it is {too_long}"
    )
    return (Finding(message, document.origin, "select fewer statements", Severity.WARNING),)


def _lay_out(
    document: Document,
    theme: Theme,
    paper: Paper,
    fit: Fit = AS_IT_COMES,
    *,
    is_trial: bool = True,
) -> Layout:
    theme = replace(theme, page=replace(theme.page, gap=theme.page.gap * fit.tightness))
    margin, styles = theme.page.margin, styles_of(theme)
    buffer = io.BytesIO()
    furniture = Furniture(document, theme, styles, PAPERS[paper])
    template = _Template(document, buffer, PAPERS[paper], margin, furniture)
    story = Story(theme, styles, (PAPERS[paper][0] - 2 * margin, template.height_pt), fit)

    def canvas(*arguments: object, **options: object) -> TaggedCanvas:
        return (_TrialCanvas if is_trial else _PagedCanvas)(furniture, *arguments, **options)

    try:
        template.build(story.build(document), canvasmaker=canvas)
    except LayoutError as error:
        words, where = document.title, document.origin
        for _, heading in template.headings[-1:]:
            words, where = heading.words, heading.origin
        message = f"something is too large for a page, under {words!r} or just after it"
        raise RenderError.at(where, message, "select less in one box or row") from error
    return Layout(
        buffer.getvalue(),
        story.root,
        tuple(template.filled),
        template.height_pt,
        tuple(template.breaths),
        tuple(template.headings),
        story.sections,
        template.parted,
        tuple(template.moved),
    )


class _Template(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """The one frame of every page, and a record of how full each was."""

    def __init__(
        self,
        document: Document,
        buffer: io.BytesIO,
        size_pt: tuple[float, float],
        margin: float,
        furniture: Furniture,
    ) -> None:
        width_pt, height_pt = size_pt
        super().__init__(
            buffer,
            pagesize=size_pt,
            title=document.title,
            subject=_description(document),
            author=PRODUCER,
            creator=PRODUCER,
            producer=PRODUCER,
            lang=document.language,
            displayDocTitle=True,
            initialFontName=REGULAR,
            invariant=1,
            pageCompression=0,  # `finish` packs
        )
        taken = furniture.above_pt + furniture.below_pt + _BELOW_HEADER_PT
        self.height_pt = height_pt - 2 * margin - taken
        bottom = margin + furniture.below_pt
        padding = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
        body = Frame(margin, bottom, width_pt - 2 * margin, self.height_pt, **padding)
        self.addPageTemplates([PageTemplate("page", [body])])
        self._bottom = bottom
        self.filled: list[float] = []
        self.breaths: list[int] = []
        self.headings: list[tuple[int, OutlinedHeading]] = []
        self.parted = 0
        self.moved: list[tuple[float, int]] = []

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # reportlab's name
        """Note how far the page is filled, and what stands on it."""
        page = self.page - 1
        if self.frame is not None:  # None between two pages
            self.filled += [0.0] * (self.page - len(self.filled))
            self.filled[page] = max(self.filled[page], self.height_pt - (self.frame._y - self._bottom))
        heading = flowable.heading if isinstance(flowable, RailHeading) else flowable
        if isinstance(heading, OutlinedHeading):
            self.headings.append((page, heading))
        if isinstance(flowable, Breath):
            self.breaths.append(-1 if flowable.is_first else page)
        if isinstance(flowable, SectionBreak) and flowable.is_parted:
            self.parted += 1
        if isinstance(flowable, SectionBreak) and flowable.empty_pt:
            self.moved.append((flowable.empty_pt, flowable.number))
            self.breaths[-1] = -1  # it stands before the section, on the page that the section leaves


class _PagedCanvas(TaggedCanvas):
    """Keeps each page's state until the end, then draws the furniture and writes the pages."""

    def __init__(self, furniture: Furniture, *arguments: object, **options: object) -> None:
        super().__init__(*arguments, **options)
        # reportlab would take the date, and from it the file's id, from SOURCE_DATE_EPOCH
        self._doc.signature = hashlib.md5(usedforsecurity=False)
        date = furniture.date or _NO_DATE
        self._doc.setDateFormatter(lambda *_: f"D:{date:%Y%m%d}000000+00'00'")
        self.link_words = furniture.link_words
        self._furniture = furniture
        self._states: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """Keep the page for later."""
        self._states.append(dict(self.__dict__))
        self._doc.pageCounter += 1  # names the page that destinations set from here on lie on
        self._startPage()

    def save(self) -> None:
        """Draw the furniture of every page, write the pages, and end the file."""
        self._doc.pageCounter = 1
        states = self._states
        for number, state in enumerate(states, 1):
            self.__dict__.update(state)
            self._furniture.draw(self, number, len(states))
            super().showPage()
        super().save()


class _TrialCanvas(TaggedCanvas):
    """Finds out how much a page holds, and writes no file."""

    is_trial = True

    def __init__(self, furniture: Furniture, *arguments: object, **options: object) -> None:  # noqa: ARG002
        super().__init__(*arguments, **options)

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """Begin a new page and forget this one."""
        self._doc.pageCounter += 1
        self._startPage()

    def save(self) -> None:
        """Write nothing."""
