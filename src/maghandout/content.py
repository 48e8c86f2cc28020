"""Documents to the lines that they print, and to one hash over the words, order and structure of them all.

A line keeps where it stands, its words, and the statements and sources behind it. What stands on every page
is left out, and so is what the title slide says of the deck itself: who hands it out, how it was reviewed,
of which day it is. These change while the words to review stay. Looks are left out too: weight, colour, size.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeAlias, assert_never

from msgspec import Struct

from maghandout.diagnostics import Origin
from maghandout.hashes import sha256_of
from maghandout.model.document import (
    Block,
    Box,
    Cell,
    Chart,
    Citation,
    Document,
    Emphasis,
    Field,
    Heading,
    HowSure,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    QrCode,
    Role,
    Section,
    Slide,
    SlideKind,
    Sources,
    Strip,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from maghandout.model.library import Anchor

SOURCE = "entry of sources"
"""Ends the place of an entry in the list of sources."""
_FORM = "maghandout content 1"
"""Goes into every hash. A new name for a place, or another order, makes every approval out of date."""

Form: TypeAlias = tuple[str, str, tuple[int, ...]]


class Line(Struct, frozen=True):
    """One printed line: a heading, a paragraph, an item, a cell."""

    place: str
    """Where it stands, from the outside in, such as `box warning / item bullet`."""
    words: str
    """As they are printed, white space folded; an address that is followed and not shown stands behind."""
    anchors: tuple[Anchor, ...] = ()
    """The statements behind it."""
    numbers: tuple[int, ...] = ()
    """The raised numbers of its sources; of an entry in the list of sources, its own."""
    origin: Origin = Origin("")

    @property
    def form(self) -> Form:
        """What counts for the hash."""
        return self.place, self.words, self.numbers

    @property
    def is_source(self) -> bool:
        """Tell whether it is an entry in the list of sources."""
        return self.place.endswith(SOURCE)


class Content(Struct, frozen=True):
    """What a topic prints for patients and for a class."""

    handout: tuple[Line, ...]
    deck: tuple[Line, ...]

    @property
    def hash(self) -> str:
        """The SHA-256 over the words, order and structure of both."""
        forms = [[line.form for line in lines] for lines in (self.handout, self.deck)]
        return sha256_of([_FORM, *forms])


def content_of(handout: Document, deck: Document) -> Content:
    """Return what the two documents of a topic print."""
    return Content(lines(handout), lines(deck))


def content_hash(handout: Document, deck: Document) -> str:
    """Return the SHA-256 over the words, order and structure of what a topic prints."""
    return content_of(handout, deck).hash


def lines(document: Document) -> tuple[Line, ...]:
    """Return every line that a document prints, in reading order."""
    return tuple(_within(document.blocks, ""))


def _within(blocks: Iterable[Block], path: str) -> Iterator[Line]:
    for block in blocks:
        yield from _block(block, path)


def _block(block: Block, path: str) -> Iterator[Line]:
    match block:
        case Heading():
            yield from _said(block.inlines, f"{path}heading {block.level}", block.origin)
        case Paragraph():
            yield from _said(block.inlines, f"{path}paragraph {block.role}", block.origin)
        case ListBlock():
            for item in block.items:
                yield from _said(item.inlines, f"{path}item {block.style}", item.origin)
        case Table():
            yield from _table(block, path)
        case Chart():
            chart = f"{path}chart {block.kind} / "
            yield from _said(block.title, f"{chart}title", block.origin)
            yield Line(f"{chart}numbers", _folded(block.alt), origin=block.origin)
            yield from _said(block.read, f"{chart}read", block.origin)
        case Strip():
            yield from _said(block.title, f"{path}strip / title", block.origin)
            for step in block.steps:
                yield from _said(step, f"{path}strip / step", block.origin)
            yield from _said(block.read, f"{path}strip / read", block.origin)
        case QrCode():
            words = f"{_words(block.inlines)} ({block.address})"
            yield Line(f"{path}code", words, *_behind(block.inlines), block.origin)
        case Field():
            yield Line(f"{path}field", _folded(block.label), origin=block.origin)
        case HowSure():
            inlines = (Text(f"{block.label} "), *block.inlines)
            yield from _said(inlines, f"{path}how sure {block.certainty}", block.origin)
        case Sources():
            for entry in block.entries:
                words = _words(entry.inlines)
                yield Line(f"{path}{SOURCE}", words, entry.cited, (entry.number,), block.origin)
        case Box():
            yield from _within(block.blocks, f"{path}box {block.role} / ")
        case Section():
            yield from _within((block.heading, *block.blocks), path)
        case Slide():
            yield from _slide(block, f"{path}slide {block.kind} / ")
        case _:
            assert_never(block)


def _table(table: Table, path: str) -> Iterator[Line]:
    """Yield its caption and every cell, empty ones too: they keep the others in their columns."""
    yield from _said(table.caption, f"{path}table / caption", table.origin)
    yield from (_cell(cell, f"{path}table / column head") for cell in table.head)
    for row in table.rows:
        for number, cell in enumerate(row):
            yield _cell(cell, f"{path}table / {'cell' if number else 'row head'}")


def _cell(cell: Cell, place: str) -> Line:
    return Line(place, _words(cell.inlines), *_behind(cell.inlines), cell.origin)


def _slide(slide: Slide, path: str) -> Iterator[Line]:
    shown, told = slide.blocks, slide.notes
    if slide.kind is SlideKind.TITLE:
        shown, told = _without_remarks(shown), _without_remarks(told)
    yield from _said(slide.title.inlines, f"{path}title", slide.title.origin)
    yield from _within(shown, path)
    yield from _within(told, f"{path}notes / ")


def _without_remarks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks of a title slide without those in which the deck speaks of itself."""
    return tuple(
        block
        for block in blocks
        if not (isinstance(block, Paragraph) and block.role is Role.BODY and not any(_behind(block.inlines)))
    )


def _said(inlines: Inlines, place: str, origin: Origin) -> Iterator[Line]:
    """Yield a line, or nothing where there are no words."""
    if words := _words(inlines):
        yield Line(place, words, *_behind(inlines), origin)


def _behind(inlines: Inlines) -> tuple[tuple[Anchor, ...], tuple[int, ...]]:
    """Return the statements and the numbers that a line cites, each once, in order."""
    citations = list(_citations(inlines))
    anchors = dict.fromkeys(anchor for citation in citations for anchor in citation.anchors)
    numbers = dict.fromkeys(number for citation in citations for number in citation.numbers)
    return tuple(anchors), tuple(numbers)


def _citations(inlines: Inlines) -> Iterator[Citation]:
    for inline in inlines:
        match inline:
            case Citation():
                yield inline
            case Text():
                pass
            case _:
                yield from _citations(inline.children)


def _words(inlines: Inlines) -> str:
    return _folded("".join(_inline(inline) for inline in inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Citation():
            return ""
        case Strong(children) | Emphasis(children):
            return "".join(map(_inline, children))
        case Superscript(children):
            return f"^{''.join(map(_inline, children))}^"
        case Subscript(children):
            return f"~{''.join(map(_inline, children))}~"
        case Link(target, children):
            return _linked(target, "".join(map(_inline, children)))
        case _:
            assert_never(inline)


def _linked(target: str, words: str) -> str:
    """Return the words of a link, with its address where they do not show it."""
    spoken = target.partition(":")[2].lstrip("/").removeprefix("doi.org/").removeprefix("www.").rstrip("/")
    return words if spoken and spoken in words else f"{words} ({target})"


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
