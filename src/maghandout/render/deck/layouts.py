"""The layouts of a template to the layouts that a deck needs: by their placeholders, then by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from maghandout.diagnostics import Finding, Origin, Severity
from maghandout.errors import RenderError
from maghandout.render.deck.model import Box, Layout, Part, Slot
from maghandout.render.deck.names import tag
from maghandout.render.deck.slots import Cascade

_KINDS = {
    "title": Part.TITLE,
    "ctrTitle": Part.TITLE,
    "subTitle": Part.SUBTITLE,
    "tbl": Part.TABLE,
    "chart": Part.CHART,
    "ftr": Part.FOOTER,
    "sldNum": Part.NUMBER,
}
_NAMED = {
    "source": Part.SOURCE,
    "caption": Part.CAPTION,
    "verdict": Part.VERDICT,
    "about this deck": Part.DETAILS,
}
"""Text placeholders with a purpose of their own, by what their name holds."""
_ANYTHING = ("", "obj")
_LEAST_SHARE = 0.18
"""A body smaller than this share of the slide is none."""
_ENOUGH = (0.9, 0.2)
"""Shares of the slide's width and height that make such a body."""
_LEAST_SHOWN = 0.7
"""Share of the largest body that the closing layout's has at least; a layout for thanks has less."""
_HINT = "add it in PowerPoint under View, Slide Master"
_FURNITURE = (
    (Part.NUMBER, "slide numbers", f"{_HINT}, Footers"),
    (
        Part.FOOTER,
        "the footer, which says that the deck is a draft",
        f"its words stand with the sources; for a place of its own {_HINT}, Footers",
    ),
)
"""What stands at the foot of a slide, and what to do about a layout without a place for it."""


class Page(Struct, frozen=True):
    """A layout and its placeholders."""

    layout: str
    """The name of its part."""
    name: str
    kind: str
    slots: Mapping[Part, tuple[Slot, ...]]

    def first(self, part: Part) -> Slot | None:
        """Return the first placeholder for a part, or None."""
        return next(iter(self.slots.get(part, ())), None)

    def count(self, part: Part) -> int:
        """Return how many placeholders there are for a part."""
        return len(self.slots.get(part, ()))

    def is_called(self, *words: str) -> bool:
        """Tell whether the name holds one of some words."""
        return any(word in self.name.lower() for word in words)


def pages_of(layouts: Mapping[str, etree._Element], cascade: Cascade, slide: Box) -> list[Page]:
    """Return every layout with its placeholders sorted by what they are for, from left to right."""
    return [_page(name, layout, cascade, slide) for name, layout in layouts.items()]


def _page(part: str, layout: etree._Element, cascade: Cascade, slide: Box) -> Page:
    slots: dict[Part, list[Slot]] = {}
    for name, slot in cascade.slots(layout):
        if (purpose := _part(name, slot, slide)) is not None and slot.place.meets(slide):
            slots.setdefault(purpose, []).append(slot)
    ordered = {
        purpose: tuple(sorted(found, key=lambda slot: (slot.place.left, slot.place.top)))
        for purpose, found in slots.items()
    }
    return Page(part, layout.find(tag("p:cSld")).get("name", ""), layout.get("type", ""), ordered)


def _part(name: str, slot: Slot, slide: Box) -> Part | None:
    """Return what a placeholder is for, or None where we have no use for it."""
    if slot.kind in _KINDS:
        return _KINDS[slot.kind]
    if slot.kind == "body":
        named = next((part for word, part in _NAMED.items() if word in name.lower()), None)
        if named is not None:
            return named
        small = slot.place.height < 0.16 * slide.height
        return Part.HEADS if small else Part.BODY
    return Part.BODY if slot.kind in _ANYTHING else None


def choose(
    pages: Sequence[Page], slide: Box, origin: Origin
) -> tuple[dict[Layout, Page], tuple[Finding, ...]]:
    """Return the page for each layout, and a warning that names what the template lacks.

    Raises:
        RenderError: no layout has a title, or none has a title and a place for text.
    """
    titled = [page for page in pages if page.first(Part.TITLE)]
    if not titled:
        raise RenderError.at(origin, "the deck template has no layout with a title placeholder", _HINT)
    content = _content(titled, slide)
    if content is None:
        raise _without_body(titled, slide, origin)
    found = {
        Layout.TITLE: _find_title(titled),
        Layout.CONTENT: content,
        Layout.MESSAGE: _called(titled, Part.BODY, "key message"),
        Layout.COMPARISON: _find_comparison(titled),
        Layout.TABLE: _find_graphic(titled, Part.TABLE, content, "table"),
        Layout.CHART: _find_graphic(titled, Part.CHART, content, "chart"),
        Layout.CLOSING: _find_closing(titled, content),
    }
    names = {Layout.TITLE: "title slide", Layout.COMPARISON: "comparison or two content",
             Layout.TABLE: "table", Layout.CHART: "chart"}  # fmt: skip
    lacking = [words for layout, words in names.items() if found[layout] is None]
    warnings = []
    if lacking:
        message = (
            f"the deck template has no layout for: {', '.join(lacking)}; {content.name!r} serves instead"
        )
        warnings.append(Finding(message, origin, _HINT, Severity.WARNING))
    pages_by_layout = {layout: page or content for layout, page in found.items()}
    return pages_by_layout, (*warnings, *_unfurnished(pages_by_layout, origin))


def _without_body(titled: Sequence[Page], slide: Box, origin: Origin) -> RenderError:
    """Return the error of layouts without a place for text, or with one that is too small."""
    bodies = [
        (page, slot)
        for page in titled
        for part in (Part.BODY, Part.HEADS)
        for slot in page.slots.get(part, ())
    ]
    if not bodies:
        message = "the deck template has no layout with a title and a body placeholder"
        return RenderError.at(origin, message, _HINT)
    page, slot = max(bodies, key=lambda body: body[1].place.width * body[1].place.height)
    wide, high = (share * side for share, side in zip(_ENOUGH, (slide.width, slide.height), strict=True))
    message = (
        f"the body placeholder of the layout {page.name!r} is too small: {slot.place.width:.0f} x "
        f"{slot.place.height:.0f} pt, expected {wide:.0f} x {high:.0f} pt or as much"
    )
    return RenderError.at(origin, message, "make it larger in PowerPoint under View, Slide Master")


def _unfurnished(pages: Mapping[Layout, Page], origin: Origin) -> Iterator[Finding]:
    """Yield a warning for slide numbers and for the footer where layouts have no place for them."""
    shown = {page.name: page for layout, page in pages.items() if layout is not Layout.TITLE}
    for part, words, hint in _FURNITURE:
        lacking = [name for name, page in shown.items() if not page.first(part)]
        if not lacking:
            continue
        where = "" if len(lacking) == len(shown) else f" on: {', '.join(lacking)}"
        message = f"the deck template has no place for {words}{where}"
        yield Finding(message, origin, hint, Severity.WARNING)


def _content(pages: Sequence[Page], slide: Box) -> Page | None:
    """Return the layout for a title and one body: by kind, else by name, else by the largest body."""

    def area(page: Page) -> float:
        body = page.first(Part.BODY)
        return body.place.width * body.place.height if body else 0

    usable = [page for page in pages if area(page) >= _LEAST_SHARE * slide.width * slide.height]
    single = [page for page in usable if page.count(Part.BODY) == 1 and not page.count(Part.HEADS)] or usable
    for page in single:
        if page.kind in ("obj", "tx"):
            return page
    for page in single:
        if page.is_called("title and content", "content", "body", "text"):
            return page
    return max(single, key=area, default=None)


def _find_title(pages: Sequence[Page]) -> Page | None:
    for page in pages:
        title = page.first(Part.TITLE)
        if page.kind == "title" or (title is not None and title.kind == "ctrTitle"):
            return page
    return _called(pages, Part.TITLE, "title slide", "cover")


def _find_comparison(pages: Sequence[Page]) -> Page | None:
    """Return a layout with two heads over two bodies, or two bodies alone."""
    twin = [page for page in pages if page.count(Part.BODY) == 2 and _stand_beside(page)]
    headed = [page for page in twin if page.count(Part.HEADS) == 2]
    return next(iter(headed or twin), None)


def _stand_beside(page: Page) -> bool:
    left, right = page.slots[Part.BODY]
    return left.place.right <= right.place.left + 1


def _find_graphic(pages: Sequence[Page], part: Part, content: Page, word: str) -> Page | None:
    """Return a layout with a placeholder for a graphic, or the content's where that takes anything."""
    for page in pages:
        if page.first(part):
            return page
    if named := _called(pages, Part.BODY, word):
        return named
    body = content.first(Part.BODY)
    return content if body is not None and body.kind in _ANYTHING else None


def _find_closing(pages: Sequence[Page], content: Page) -> Page | None:
    closing = _called(pages, Part.BODY, "closing", "sources", "references")
    body, usual = (page.first(Part.BODY) if page else None for page in (closing, content))
    is_large = body and usual and body.place.height >= _LEAST_SHOWN * usual.place.height
    return closing if is_large else None


def _called(pages: Sequence[Page], part: Part, *words: str) -> Page | None:
    return next((page for page in pages if page.first(part) and page.is_called(*words)), None)
