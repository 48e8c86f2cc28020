"""A document to the best of its layouts: how tight, which sections whole, where room to spare goes.

It draws nothing: a function that it is given lays the document out, and tells what that came to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from maghandout.render.pdf.flowables import OutlinedHeading
from maghandout.render.pdf.tags import Element

_TIGHTNESS = (1.0, 0.75, 0.5)
"""Shares of the theme's gap to try, until everything fits."""


class Fit(Struct, frozen=True):
    """One way to fit a document to its pages."""

    tightness: float = 1.0
    """Share of the theme's gap."""
    kept: frozenset[int] = frozenset()
    """The numbers of the sections that no page's end may part, where they are short."""
    breaths_pt: tuple[float, ...] = ()
    """Space to add at each place between sections, from the top."""


AS_IT_COMES = Fit()
"""The theme's own gap, and sections that go on wherever a page ends."""


class Layout(Struct, frozen=True):
    """One laid-out document."""

    data: bytes
    """The file; empty for a trial."""
    root: Element
    filled: tuple[float, ...]
    """Points of height filled on each page."""
    height: float
    """Points of height on a page."""
    breaths: tuple[int, ...]
    """The page, from 0, of each place between sections that may be widened; -1 where none may."""
    headings: tuple[tuple[int, OutlinedHeading], ...]
    """Each heading with its page, from 0."""
    sections: int
    """The number of sections."""
    parted: int
    """The number of short sections that the end of a page parts."""
    moved: tuple[tuple[float, int], ...]
    """The points of height that stay empty to keep a section whole on the next page, and its number."""

    @property
    def pages(self) -> int:
        """The number of pages."""
        return len(self.filled)

    def has_stub(self, stub_pt: float) -> bool:
        """Tell whether less than this stands on a last page of its own."""
        return self.pages > 1 and self.filled[-1] < stub_pt

    def spread(self, most_pt: float) -> tuple[float, ...]:
        """Return the space to add at each place between sections so that every page is filled evenly."""
        places = Counter(self.breaths)
        spare = [max(0.0, self.height - filled - 1) for filled in self.filled]
        return tuple(min(spare[page] / places[page], most_pt) if page >= 0 else 0.0 for page in self.breaths)


def choose(lay_out: Callable[[Fit], Layout], most_pages: float, stub_pt: float) -> tuple[Fit, Layout]:
    """Return the widest gap that fits, with its layout.

    A layout with a stub on its last page does not fit, unless every other has one too. Where one that fits
    parts short sections, one that keeps more of them whole on as many pages is better, be it tighter.
    """
    fit, layout = _loosest(lay_out, most_pages, stub_pt)
    if layout.parted and layout.pages <= most_pages:
        fit, layout = _kept_whole(lay_out, fit, layout, stub_pt) or (fit, layout)
    # only these: where there is room to spare between sections, others could come to be moved too
    return replace(fit, kept=frozenset(number for _, number in layout.moved)), layout


def _loosest(lay_out: Callable[[Fit], Layout], most_pages: float, stub_pt: float) -> tuple[Fit, Layout]:
    """Return the widest gap that fits, sections going on wherever a page ends; else the tightest."""
    fitting: list[tuple[Fit, Layout]] = []
    for fit in map(Fit, _TIGHTNESS):
        layout = lay_out(fit)
        if layout.pages <= most_pages:
            fitting.append((fit, layout))
            if not layout.has_stub(stub_pt):
                return fit, layout
    return fitting[0] if fitting else (fit, layout)


def _kept_whole(
    lay_out: Callable[[Fit], Layout], loosest: Fit, parted: Layout, stub_pt: float
) -> tuple[Fit, Layout] | None:
    """Return the widest gap with which more sections stand whole on as many pages; None without one.

    As long as even the tightest takes more pages, the section that leaves the most room empty is given up.
    """

    def is_better(layout: Layout) -> bool:
        return layout.pages <= parted.pages and layout.parted < parted.parted

    fit = Fit(_TIGHTNESS[-1], frozenset(range(parted.sections)))
    tightest = lay_out(fit)
    while not is_better(tightest):
        if not tightest.moved:
            return None
        fit = replace(fit, kept=fit.kept - {max(tightest.moved)[1]})
        tightest = lay_out(fit)
    for tightness in _TIGHTNESS:
        if tightness <= loosest.tightness:
            tried = replace(fit, tightness=tightness)
            layout = tightest if tried == fit else lay_out(tried)
            is_stub = layout.has_stub(stub_pt) and not parted.has_stub(stub_pt)
            if is_better(layout) and layout.parted <= tightest.parted and not is_stub:
                return tried, layout
    return None
