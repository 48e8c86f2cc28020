"""Rendered template text to a tree of elements: strict XHTML, no DTD, no entities but XML's five.

What the elements mean is for `compose.blocks`.
"""

from __future__ import annotations

from xml.parsers import expat

from msgspec import Struct, field

from maghandout.diagnostics import Origin
from maghandout.errors import TemplateError

_ROOT = "document"
_DEEPEST = 24
"""Levels of elements that are read; the built-in templates need seven."""


class Element(Struct):
    """An element with its attributes and its children in order."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> list[Element]:
        """Return the child elements, text left out."""
        return [child for child in self.children if isinstance(child, Element)]


def parse_xhtml(text: str, origin: Origin) -> Element:
    """Parse rendered template text; the root returned stands for the whole.

    Raises:
        TemplateError: it is not well formed; `origin` is the template.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    open_elements = [Element("", {})]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > _DEEPEST:
            raise TemplateError.at(origin, f"elements stand more than {_DEEPEST} levels deep")
        element = Element(name, attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    def characters(words: str) -> None:
        open_elements[-1].children.append(words)

    def doctype(*_: object) -> None:
        raise TemplateError.at(origin, "a template may not declare a document type")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(f"<{_ROOT}>\n{text}\n</{_ROOT}>".encode(), True)
    except expat.ExpatError as error:
        lines = text.splitlines()
        line = error.lineno - 2
        near = lines[line].strip()[:60] if 0 <= line < len(lines) else "the end"
        reason = expat.errors.messages[error.code]
        message = f"the template's output is not well-formed XHTML: {reason}, near {near!r}"
        raise TemplateError.at(origin, message) from error
    return open_elements[0].elements()[0]
