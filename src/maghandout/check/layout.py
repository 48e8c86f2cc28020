"""The laid-out handout and deck to whether they can be read: pages, sizes, contrast, figures, titles.

It looks at the PDF itself, so that no theme, template or renderer can promise what the page does not keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from maghandout.check.drawn import Drawn, Type, read_drawn
from maghandout.check.rule import Remark, Rule
from maghandout.check.sheet import Sheet
from maghandout.contrast import LEAST, contrast
from maghandout.diagnostics import Origin, Severity
from maghandout.model.document import Block, Box, Chart, QrCode, Section, Slide, Sources, Strip, plain_text
from maghandout.theme import Tone

LEAST_PT = 12.0
"""Floor of type (RNIB clear print, ACB 2022), as in `theme`."""
LEAST_SOURCE_PT = 10.0
"""Floor of the list of sources and of raised numbers."""
_ROUNDING_PT = 0.05
_HEADING = "H2"
_THEMES = Origin("templates/themes")
_FLOORS = "RNIB clear print and ACB 2022: at least 12 pt, sources 10 pt"
_GROUNDS = {
    Tone.INK: (Tone.PAPER, Tone.ACCENT_TINT, Tone.WARNING_TINT),
    Tone.MUTED: (Tone.PAPER,),
    Tone.ACCENT: (Tone.PAPER, Tone.ACCENT_TINT),
    Tone.WARNING: (Tone.PAPER, Tone.WARNING_TINT),
}
"""What words of each colour stand on."""


def _of_pages(sheet: Sheet) -> Iterator[Remark]:
    """Find a handout that runs over the pages that are still read, with what laying it out said of it."""
    most = int(sheet.theme.page.most_pages)
    if sheet.pages <= most:
        return
    told = [finding for finding in sheet.warnings if f"runs to {sheet.pages} pages" in finding.message]
    message = told[0].message if told else f"the handout runs to {sheet.pages} pages, at most {most} are read"
    yield Remark(message, sheet.handout.origin, "select fewer statements", sheet.handout.title)


def _of_sizes(sheet: Sheet) -> Iterator[Remark]:
    """Find type below the floors; of each size, the first page that has it."""
    met: dict[float, Remark] = {}
    drawn = read_drawn(sheet.pdf)
    for found, least in _with_floors(drawn, sheet.handout.blocks):
        if found.size < least - _ROUNDING_PT:
            message = f"page {found.page} has type of {found.size:g} pt, expected {least:g} or more"
            hint = "raise the size in the theme"
            met.setdefault(found.size, Remark(message, sheet.handout.origin, hint, sheet.handout.title))
    yield from met.values()


def _with_floors(drawn: Drawn, blocks: Iterable[Block]) -> Iterator[tuple[Type, float]]:
    """Yield the words with their floors; a list of sources is what follows the last heading."""
    headings = [at for at, found in enumerate(drawn.types) if found.tag == _HEADING]
    ends_in_sources = any(isinstance(block, Sources) for block in _last(tuple(blocks)))
    sources = headings[-1] if headings and ends_in_sources else len(drawn.types)
    for at, found in enumerate(drawn.types):
        is_small = found.is_raised or (at > sources and found.piece is not None)
        yield found, LEAST_SOURCE_PT if is_small else LEAST_PT


def _last(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return blocks[-1].blocks if blocks and isinstance(blocks[-1], Section) else blocks[-1:]


def _of_contrast(sheet: Sheet) -> Iterator[Remark]:
    """Find colours of words that are too near to what they stand on."""
    colors = sheet.theme.colors
    for tone, grounds in _GROUNDS.items():
        for ground in grounds:
            ratio = contrast(colors.of(tone), colors.of(ground))
            if ratio < LEAST:
                message = (
                    f"{tone.value!r} on {ground.value!r} has a contrast of {ratio:.1f}, expected {LEAST:g}"
                )
                yield Remark(message, _THEMES, f"darken {colors.of(tone)} or lighten {colors.of(ground)}")


def _of_alt(sheet: Sheet) -> Iterator[Remark]:
    """Find figures that say nothing to those who cannot see them."""
    drawn = read_drawn(sheet.pdf)
    figures = list(_figures(sheet.handout.blocks))
    if not drawn.is_tagged:
        yield Remark("the PDF has no structure tree", sheet.handout.origin, "", sheet.handout.title)
    for number, found in enumerate(drawn.figures):
        if not found.words:
            is_known = len(figures) == len(drawn.figures)
            origin = figures[number].origin if is_known else sheet.handout.origin
            yield Remark(
                f"figure {number + 1} of the PDF has no words in its stead", origin, "name the figure"
            )
    if len(drawn.figures) < len(figures):
        message = f"the handout has {len(figures)} figures, and the PDF tags {len(drawn.figures)}"
        yield Remark(message, figures[0].origin)


def _figures(blocks: Iterable[Block]) -> Iterator[Chart | Strip | QrCode]:
    for block in blocks:
        if isinstance(block, Chart | Strip | QrCode):
            yield block
        elif isinstance(block, Box | Section):
            yield from _figures(block.blocks)


def _of_titles(sheet: Sheet) -> Iterator[Remark]:
    """Find slides without a title, which a screen reader cannot name."""
    slides = [block for block in sheet.deck.blocks if isinstance(block, Slide)]
    for number, slide in enumerate(slides, 1):
        if not plain_text(slide.title.inlines).strip():
            yield Remark(f"slide {number} has no title", slide.origin, "say its message in the title")


RULES: tuple[Rule, ...] = (
    Rule("layout-pages", "it is no longer than is read", "templates/themes", _of_pages, Severity.ERROR),
    Rule("layout-size", "no type is smaller than its floor", _FLOORS, _of_sizes),
    Rule("layout-contrast", "colours can be told apart", "WCAG 2.2, 1.4.6", _of_contrast),
    Rule("layout-alt", "every figure is told in words", "WCAG 2.2, 1.1.1; PDF/UA-1, 7.3", _of_alt),
    Rule("layout-slide-title", "every slide has a title", "WCAG 2.2, 2.4.2", _of_titles),
)
