"""Pages for tests: small documents to render, and rendered pages read back into a tree."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct, field

from maghandout.diagnostics import Origin
from maghandout.model.document import Block, Document, Furniture, Inlines, Spoken, Text
from maghandout.model.options import Profile
from maghandout.render.html.write import render
from maghandout.theme import Theme
from tests.topics import pipeline

SPOKEN = Spoken(
    skip="Skip to the handout",
    source="Source {number}",
    back="{number}. Back to the text",
    logo="Logo of {clinic}",
)
HERE = Origin("templates/handout.html.j2", 7)
_VOID = ("meta", "link", "img", "input", "wbr", "br", "hr")


class Node(Struct):
    """An element of a page."""

    name: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def all(self, name: str = "", **attributes: str) -> list[Node]:
        """Return the elements within that have a name, or any, and attributes, in order."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            node
            for node in self._within()
            if name in ("", node.name) and wanted.items() <= node.attributes.items()
        ]

    def one(self, name: str = "", **attributes: str) -> Node:
        """Return the only such element."""
        (found,) = self.all(name, **attributes)
        return found

    @property
    def names(self) -> list[str]:
        """Names of the child elements."""
        return [child.name for child in self.children if isinstance(child, Node)]

    @property
    def raw(self) -> str:
        """All words within, as they stand."""
        return "".join(child if isinstance(child, str) else child.raw for child in self.children)

    @property
    def text(self) -> str:
        """All words within, with single spaces between them."""
        return " ".join(self.raw.split())

    def _within(self) -> Iterator[Node]:
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child._within()


class _Reader(HTMLParser):
    """Builds the tree of a page; every element must be closed by its own end."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of <{tag}> stands twice"
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Node:
    """Read a page; its names and attributes come in lower case."""
    assert page.startswith("<!DOCTYPE html>\n")
    reader = _Reader()
    reader.feed(page)
    reader.close()
    (root,) = reader.open
    return root.one("html")


def words(text: str) -> Inlines:
    """Return plain words."""
    return (Text(text),)


def theme(profile: Profile = Profile.STANDARD) -> Theme:
    """Return a theme of the built-in library."""
    return pipeline(profile).theme


def document(*blocks: Block, furniture: Furniture | None = None, language: str = "en-US") -> Document:
    """Return a document with these blocks."""
    furniture = furniture or Furniture()
    return Document("t", "A title", "A purpose.", language, None, furniture, blocks, HERE, spoken=SPOKEN)


def page(*blocks: Block, language: str = "en-US") -> Node:
    """Return the rendered page of some blocks."""
    return read(render(document(*blocks, language=language), theme()))


def main(*blocks: Block) -> Node:
    """Return the main part of the rendered page of some blocks."""
    return page(*blocks).one("main")
