"""The parts of a built file to seals: short hashes, by which a change of what is printed is found.

A writer notes them in the file, and a reader makes them again. They are no signature: who changes a file on
purpose can seal it anew. White space counts for nothing, since programs that save a file again set it anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

SPACE = "urn:maghandout:trail"
"""The XML namespace of what a deck carries."""
PIECE = "/Maghandout"
"""The name, in a PDF, of what is ours among the data that programs keep for themselves."""

_DIGITS = 8
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main "
_PARAGRAPH, _RUN, _LOOK, _TEXT, _FIELD = (f"{_DRAWING}{name}" for name in ("p", "r", "rPr", "t", "fld"))
_VALUE = "http://schemas.openxmlformats.org/drawingml/2006/chart v"


class ForeignXmlError(ValueError):
    """XML that no Open XML program writes."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of a slide."""

    text: str
    level: str
    """The same without what is raised, such as the numbers of sources."""


def seal_of(data: bytes) -> str:
    """Return the seal of the content of a page, the white space at its end aside."""
    return hashlib.sha256(data.rstrip()).hexdigest()[:_DIGITS]


def seal_of_words(words: tuple[Words, ...]) -> str:
    """Return the seal of the words of a part of a deck."""
    return seal_of("\n".join("".join(line.text.split()) for line in words).encode("utf-8"))


def seals_of_deck(members: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the seals of a deck's parts, in an order that does not change when slides are moved.

    Raises:
        ForeignXmlError: a part cannot be read.
    """
    parts = (read_words(data) for name, data in members.items() if is_sealed(name))
    return tuple(sorted(seal_of_words(words) for words in parts))


def is_sealed(name: str) -> bool:
    """Tell whether a part of a deck, such as `/ppt/slides/slide1.xml`, holds words to read."""
    folder, _, file = name.lstrip("/").rpartition("/")
    folders = ("ppt/slides", "ppt/notesSlides", "ppt/charts")
    return folder in folders and file.endswith(".xml") and not file.startswith(("style", "colors"))


def read_words(xml: bytes) -> tuple[Words, ...]:
    """Return the paragraphs and the values of charts that a part of a deck holds; fields are left out.

    Raises:
        ForeignXmlError: it is not XML, or declares a document type, which could make it unfold into more.
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ForeignXmlError(str(error)) from error
    return tuple(words for words in reader.found if words.text.strip())


def _refuse(*_: object) -> None:
    raise ForeignXmlError("it declares a document type")


@dataclass(slots=True)
class _Reader:
    found: list[Words] = field(default_factory=list)
    _held: list[tuple[str, bool]] = field(default_factory=list)
    """The text of the paragraph, each piece with whether it is raised."""
    _is_text: bool = False
    _is_field: bool = False
    _is_raised: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in (_TEXT, _VALUE):
            self._is_text = True
            self._is_raised = self._is_raised and name == _TEXT
        elif name == _FIELD:
            self._is_field = True
        elif name == _RUN:
            self._is_raised = False
        elif name == _LOOK:
            self._is_raised = not attributes.get("baseline", "0").startswith(("-", "0"))

    def end(self, name: str) -> None:
        if name in (_TEXT, _VALUE):
            self._is_text = False
        elif name == _FIELD:
            self._is_field = False
        if name in (_PARAGRAPH, _VALUE):
            text = "".join(text for text, _ in self._held)
            level = "".join(text for text, is_raised in self._held if not is_raised)
            self.found.append(Words(text, level))
            self._held.clear()

    def text(self, text: str) -> None:
        if self._is_text and not self._is_field:
            self._held.append((text, self._is_raised))
