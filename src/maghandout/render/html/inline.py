"""Inlines to the words, emphases and links of HTML."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import assert_never

from maghandout.model.document import (
    Block,
    Box,
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Section,
    Sources,
    Spoken,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from maghandout.render.html.markup import Node, Nodes, element

_SPACE = "\u00a0"
"""Stands between the words and the raised numbers, so that `10` from source 1 is not read as `101`."""
_ADDRESS = re.compile(r"(?:https?://|doi:)\S+")
_LONG = re.compile(r"([^\s-]{25,})")
"""A word that columns and boxes side by side need not keep whole; hyphens part words."""
_PLACE = re.compile(r"(?<=/)(?=[^/])|(?<=\w)(?=\.\w)")


class InlineWriter:
    """Writes the inlines of one page; remembers which sources have been cited already."""

    def __init__(self, sources: Collection[int], spoken: Spoken) -> None:
        self._sources = sources
        self._spoken = spoken
        self.cited: set[int] = set()

    def write(self, inlines: Inlines) -> Nodes:
        """Return the nodes of some inlines."""
        return tuple(node for inline in inlines for node in self._write(inline))

    def _write(self, inline: Inline) -> Iterator[Node]:
        match inline:
            case Text(text):
                yield from _breakable(text)
            case Strong(children, is_warning):
                yield element("strong", *self.write(children), class_="beware" if is_warning else None)
            case Emphasis(children):
                yield element("em", *self.write(children))
            case Superscript(children):
                yield element("sup", *self.write(children))
            case Subscript(children):
                yield element("sub", *self.write(children))
            case Link(_, children):
                yield from self._link(inline.safe_target, self.write(children))
            case Citation(_, numbers):
                yield from self._citation(numbers)
            case _:
                assert_never(inline)

    def _link(self, target: str, nodes: Nodes) -> Nodes:
        if not target:
            return nodes
        return (element("a", *nodes, href=target),)

    def _citation(self, numbers: tuple[int, ...]) -> Iterator[Node]:
        """Yield the raised numbers, each a link to its entry; an entry leads back to its first."""
        nodes: list[Node] = []
        for number in numbers:
            nodes += [", " if nodes else _SPACE, self._number(number)]
        if nodes:
            yield element("sup", *nodes, class_="cite")

    def _number(self, number: int) -> Node:
        if number not in self._sources:
            return str(number)
        is_first = number not in self.cited
        self.cited.add(number)
        return element(
            "a",
            str(number),
            href=f"#source-{number}",
            id=f"cited-{number}" if is_first else None,
            aria_label=self._spoken.source.format(number=number),
        )


def _breakable(text: str) -> Iterator[Node]:
    """Yield words, with places to break addresses at that browsers do not see: after slashes, before dots."""
    done = 0
    for found in _ADDRESS.finditer(text):
        for place in _PLACE.finditer(text, found.start(), found.end()):
            yield from _parted(text[done : place.start()])
            yield element("wbr")
            done = place.start()
    yield from _parted(text[done:])


def _parted(text: str) -> Iterator[Node]:
    """Yield words, the long ones marked, so that the style sheet may let them break at any letter."""
    for at, part in enumerate(_LONG.split(text)):
        yield element("span", part, class_="long") if at % 2 else part


def source_numbers(blocks: tuple[Block, ...]) -> frozenset[int]:
    """Return the numbers of the sources that are listed somewhere in the blocks."""
    found: set[int] = set()
    for block in blocks:
        if isinstance(block, Sources):
            found |= {entry.number for entry in block.entries}
        elif isinstance(block, Box | Section):
            found |= source_numbers(block.blocks)
    return frozenset(found)
