"""The parts of a built file to seals: short hashes, by which a change of what is printed is found.

A writer notes them in the file, and a reader makes them again. They are no signature: who changes a file on
purpose can seal it anew. White space counts for nothing, since programs that save a file again set it anew.
Some of them drop what a deck tells beside its words, or part its layouts anew: an aside may be gone or move,
but none may come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from enum import Enum
from xml.parsers import expat

from msgspec import Struct, field

SPACE = "urn:maghandout:trail"
"""The XML namespace of what a deck carries."""
PIECE = "/Maghandout"
"""The name, in a PDF, of what is ours among the data that programs keep for themselves."""

_DIGITS = 8
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main "
_PARAGRAPH, _RUN, _LOOK, _TEXT, _FIELD = (f"{_DRAWING}{name}" for name in ("p", "r", "rPr", "t", "fld"))
_VALUE = "http://schemas.openxmlformats.org/drawingml/2006/chart v"
_PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main "
_SHAPE, _NAMED, _HOLDER = (f"{_PRESENTATION}{name}" for name in ("sp", "cNvPr", "ph"))
_READ = frozenset({_PARAGRAPH, _RUN, _LOOK, _TEXT, _FIELD, _VALUE, _SHAPE, _NAMED, _HOLDER})
_TOLD = ("title", "descr")
_YES = ("1", "true")
_HIDDEN = "hidden"
"""The aside of a shape that nobody sees."""


class ForeignXmlError(ValueError):
    """XML that no Open XML program writes."""


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


def seal_of(data: bytes) -> str:
    """Return the seal of some bytes, the white space at their end aside."""
    return hashlib.sha256(data.rstrip()).hexdigest()[:_DIGITS]


def seal_of_lines(lines: Iterable[str]) -> str:
    """Return the seal of some lines of words."""
    return seal_of("\n".join("".join(line.split()) for line in lines).encode("utf-8"))


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
    kind = next((kind for kind in Kind if kind.value == folder), None)
    is_look = not file.endswith(".xml") or file.startswith(("style", "colors"))
    return None if kind is not Kind.WORKBOOK and is_look else kind


def read_part(kind: Kind, data: bytes) -> Part:
    """Read a part of a deck.

    Raises:
        ForeignXmlError: it is not XML, or declares a document type, which could make it unfold into more.
    """
    if kind is Kind.WORKBOOK:
        return Part((), (hashlib.sha256(data).hexdigest(),))
    reader = _Reader(is_look=kind.is_aside)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ForeignXmlError(str(error)) from error
    words = tuple(words for words in reader.found if words.text.strip())
    if kind.is_aside:
        return Part((), (*(line.text for line in words), *reader.told))
    return Part(words, tuple(reader.told))


def _refuse(*_: object) -> None:
    raise ForeignXmlError("it declares a document type")


class _Reader(Struct):
    is_look: bool
    """It is a layout or master, whose placeholders only wait for a slide's own words."""
    found: list[Words] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    _held: list[tuple[str, bool]] = field(default_factory=list)
    """The text of the paragraph, each piece with whether it is raised."""
    _before: tuple[int, int] = (0, 0)
    """How much was found and told before the shape."""
    _is_holder: bool = False
    _is_text: bool = False
    _is_field: bool = False
    _is_raised: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name not in _READ:
            return
        if name in (_TEXT, _VALUE):
            self._is_text = True
            self._is_raised = self._is_raised and name == _TEXT
        elif name == _FIELD:
            self._is_field = True
        elif name == _RUN:
            self._is_raised = False
        elif name == _LOOK:
            self._is_raised = not attributes.get("baseline", "0").startswith(("-", "0"))
        elif name == _SHAPE:
            self._before, self._is_holder = (len(self.found), len(self.told)), False
        elif name == _HOLDER:
            self._is_holder = True
        elif name == _NAMED:
            self.told += [words for key in _TOLD if (words := attributes.get(key, "")).strip()]
            if attributes.get("hidden") in _YES and not self.is_look:
                self.told.append(_HIDDEN)

    def end(self, name: str) -> None:
        if name not in _READ:
            return
        if name in (_TEXT, _VALUE):
            self._is_text = False
        elif name == _FIELD:
            self._is_field = False
        elif name == _SHAPE and self._is_holder and self.is_look:
            found, told = self._before
            del self.found[found:], self.told[told:]
        if name in (_PARAGRAPH, _VALUE):
            text = "".join(text for text, _ in self._held)
            text = _number(text) if name == _VALUE else text
            level = "".join(text for text, is_raised in self._held if not is_raised)
            self.found.append(Words(text, level))
            self._held.clear()

    def text(self, text: str) -> None:
        if self._is_text and not self._is_field:
            self._held.append((text, self._is_raised))


def _number(text: str) -> str:
    """Return a value of a chart as every program writes it: 156 for 156.0."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text
