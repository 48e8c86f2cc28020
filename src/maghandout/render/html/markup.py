"""Elements to HTML text: the only place that writes markup, and so the only place that escapes.

What an element means is for the modules that build it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TypeAlias

from msgspec import Struct

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
"""Elements that have no end."""
_LINES = frozenset(
    {"head", "meta", "link", "title", "style", "header", "main", "footer", "section", "form", "div", "figure"}
    | {"h1", "h2", "h3", "h4", "figcaption", "p", "ol", "ul", "li", "table", "tr", "svg", "body"}
)
"""Elements that a new line follows, for people who read the source."""
_UNSAFE_IN_STYLE = "\\\"'<>&\n\r\f"


class Element(Struct, frozen=True):
    """An element; strings among its children are words."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()


Node: TypeAlias = Element | str
Nodes: TypeAlias = tuple[Node, ...]


def element(name: str, /, *children: Node, **attributes: str | None) -> Element:
    """Return an element.

    An attribute that is None is left out. In its name `_` stands for `-`, save at the end, where it keeps the
    name apart from a Python keyword: `class_`, `aria_label`.
    """
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Element(name, tuple((key, value) for key, value in pairs if value is not None), children)


def write(node: Node) -> str:
    """Return the HTML of a node.

    A style sheet stands as it is: HTML reads no escapes there (HTML, 13.2.5.4), so its words must have gone
    through `css_string`.
    """
    if isinstance(node, str):
        return escape(node, quote=False)
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in node.attributes)
    end = "\n" if node.name in _LINES else ""
    if node.name in _VOID:
        return f"<{node.name}{attributes}>{end}"
    is_style = node.name == "style"
    inside = "".join(str(child) if is_style else write(child) for child in node.children)
    return f"<{node.name}{attributes}>{inside}</{node.name}>{end}"


def css_string(text: str) -> str:
    """Return words as a string of CSS that can end neither the string nor the style sheet."""
    safe = (f"\\{ord(char):x} " if char in _UNSAFE_IN_STYLE else char for char in text)
    return f'"{"".join(safe)}"'


def elements(node: Node) -> Iterator[Element]:
    """Yield an element and all inside it, in reading order; nothing for words."""
    if isinstance(node, Element):
        yield node
        for child in node.children:
            yield from elements(child)


def words(node: Node) -> Iterator[str]:
    """Yield every run of words that a node shows, filled-in fields among them."""
    if isinstance(node, str):
        yield node
        return
    yield from (value for key, value in node.attributes if key == "value")
    for child in node.children:
        yield from words(child)
