"""The parts of a deck to what they say, and to its seals.

Some programs that save a deck again drop what it tells beside its words, or part its layouts anew: an aside
may be gone or move, but none may come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache

from lxml import etree
from msgspec import Struct

from maghandout.render.seals import seal_of_lines

MOST_BYTES = 10_000_000
"""Of a part; 25 times the longest of the built-in library. As a tree it takes up to 50 times its bytes."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PARAGRAPH, _LOOK, _TEXT, _FIELD = (f"{_DRAWING}{name}" for name in ("p", "rPr", "t", "fld"))
_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
_PRESENTATION = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_SHAPE, _NAMED, _HOLDER = (f"{_PRESENTATION}{name}" for name in ("sp", "cNvPr", "ph"))
_TOLD = ("title", "descr")
_YES = ("1", "true")
_HIDDEN = "hidden"
"""The aside of a shape that nobody sees."""
_KEPT_PARTS = 128
"""Twice those of a deck: layouts, masters and notes without words are the same in all decks of a build."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


class ForeignXmlError(ValueError):
    """XML that no Open XML program writes."""


class TooLongError(ForeignXmlError):
    """A part that is longer than any that a deck is built with."""


class Kind(Enum):
    """A kind of part of a deck, in the order of telling, by its folder."""

    SLIDE = "ppt/slides"
    NOTES = "ppt/notesSlides"
    CHART = "ppt/charts"
    LAYOUT = "ppt/slideLayouts"
    MASTER = "ppt/slideMasters"
    WORKBOOK = "ppt/embeddings"

    @property
    def is_aside(self) -> bool:
        """Tell whether such a part holds nothing but asides."""
        return self in (Kind.LAYOUT, Kind.MASTER, Kind.WORKBOOK)


_KINDS = {kind.value: kind for kind in Kind}


class Words(Struct, frozen=True):
    """A paragraph of a slide."""

    text: str
    level: str
    """The same without what is raised, such as the numbers of sources."""


class Part(Struct, frozen=True):
    """What a part of a deck says."""

    words: tuple[Words, ...]
    """Its paragraphs and the values of charts, without fields."""
    asides: tuple[str, ...]
    """What it tells of its shapes to those who cannot see them. Of a layout or master also the words that its
    slides show; of the workbook behind a chart a hash."""


class Seals(Struct, frozen=True):
    """The seals of a deck, in an order that does not change when slides are moved."""

    parts: tuple[str, ...]
    asides: tuple[str, ...]


def seal_of_words(words: tuple[Words, ...]) -> str:
    """Return the seal of the words of a part of a deck."""
    return seal_of_lines(line.text for line in words)


def seals_of_deck(members: Mapping[str, bytes]) -> Seals:
    """Return the seals of a deck.

    Raises:
        ForeignXmlError: a part cannot be read.
    """
    found = [(kind, read_part(kind, data)) for name, data in members.items() if (kind := kind_of(name))]
    parts = sorted(seal_of_words(part.words) for kind, part in found if not kind.is_aside)
    asides = {seal_of_lines((aside,)) for _, part in found for aside in part.asides}
    return Seals(tuple(parts), tuple(sorted(asides)))


def kind_of(name: str) -> Kind | None:
    """Return the kind of a part, such as `/ppt/slides/slide1.xml`; None for one that is not sealed."""
    folder, _, file = name.lstrip("/").rpartition("/")
    kind = _KINDS.get(folder)
    is_look = not file.lower().endswith(".xml") or file.startswith(("style", "colors"))
    return None if kind is not Kind.WORKBOOK and is_look else kind


def read_part(kind: Kind, data: bytes) -> Part:
    """Read a part of a deck.

    Raises:
        ForeignXmlError: it is not XML, is longer or nested deeper than any part, holds elements in its words,
            or declares a document type, which could make it unfold into more.
    """
    if kind is Kind.WORKBOOK:
        return Part((), (hashlib.sha256(data).hexdigest(),))
    return _read_xml(data, kind.is_aside)


@lru_cache(maxsize=_KEPT_PARTS)
def _read_xml(data: bytes, is_look: bool) -> Part:
    """Read a part; the placeholders of a layout or master only wait for a slide's own words."""
    root = _parse(data)
    if not is_look:
        return Part(tuple(_words(root)), tuple(_told(root)))
    for shape in [*root.iterdescendants(_SHAPE)]:
        if next(shape.iter(_HOLDER), None) is not None:
            shape.getparent().remove(shape)
    return Part((), (*(line.text for line in _words(root)), *_told(root, is_look=True)))


def _parse(data: bytes) -> etree._Element:
    if len(data) > MOST_BYTES:
        raise TooLongError("it is too long")
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.LxmlError as error:
        raise ForeignXmlError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ForeignXmlError("it declares a document type")
    return root


def _told(root: etree._Element, *, is_look: bool = False) -> Iterator[str]:
    for shape in root.iter(_NAMED):
        yield from (words for key in _TOLD if (words := shape.get(key, "")).strip())
        if shape.get("hidden") in _YES and not is_look:
            yield _HIDDEN


def _words(root: etree._Element) -> Iterator[Words]:
    """Yield the paragraphs and the values of charts that hold words."""
    lines: list[list[tuple[str, str]]] = [[]]
    for element in root.iterdescendants(_PARAGRAPH, _TEXT, _VALUE):
        if element.tag != _TEXT:
            lines.append([])
        if element.tag != _PARAGRAPH:
            lines[-1].append(_piece(element))
    for line in lines:
        if (text := "".join(text for text, _ in line)).strip():
            yield Words(text, "".join(level for _, level in line))


def _piece(element: etree._Element) -> tuple[str, str]:
    """Return the words of a run or value, and those of them that are level."""
    if len(element):
        raise ForeignXmlError("words hold an element")
    text = element.text or ""
    if element.tag == _VALUE:
        return _number(text), text
    if element.getparent().tag == _FIELD:
        return "", ""
    look = element.getprevious()
    is_look = look is not None and look.tag == _LOOK
    is_raised = is_look and not look.get("baseline", "0").startswith(("-", "0"))
    return text, "" if is_raised else text


def _number(text: str) -> str:
    """Return a value of a chart as every program writes it: 156 for 156.0."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text
