"""Elements and text in a line to inlines."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import NoReturn

from maghandout.compose.xhtml import Element
from maghandout.model.document import (
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)

Fail = Callable[[Element, str], NoReturn]
"""Raises the error for an element, with its place and hint."""

INLINE = frozenset({"strong", "em", "sup", "sub", "a", "cite"})

_BIDI = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"[ \t\r\n]+")
_NOTHING = Text("")
_REMEMBERED = 4096
"""Texts that are printed: topics share most of theirs."""


def read_inlines(children: Iterable[Element | str], fail: Fail) -> Inlines:
    """Read inline content; runs of white space fold into one space, none stands at either end."""
    return tidy(_inline(child, fail) for child in children)


def visible(text: str) -> str:
    """Spell out direction marks, which would silently turn the words around them: U+202E to `[U+202E]`."""
    return text if text.isascii() else _BIDI.sub(lambda mark: f"[U+{ord(mark.group()):04X}]", text)


def fold(text: str) -> str:
    """Fold every run of white space into one space, as HTML does."""
    is_folded = "  " not in text and "\n" not in text and "\t" not in text and "\r" not in text
    return text if is_folded else _SPACE.sub(" ", text)


@functools.lru_cache(_REMEMBERED)
def as_printed(text: str) -> str:
    """Return the words of a text as they stand on a page."""
    return fold(visible(text)).strip()


def _inline(child: Element | str, fail: Fail) -> Inline:
    if isinstance(child, str):
        return Text(fold(visible(child)))
    inside = tuple(_inline(grandchild, fail) for grandchild in child.children)
    match child.name:
        case "strong":
            return Strong(inside, "data-warning" in child.attributes)
        case "em":
            return Emphasis(inside)
        case "sup":
            return Superscript(inside)
        case "sub":
            return Subscript(inside)
        case "a":
            return Link(child.attributes.get("href", ""), inside)
        case "cite":
            return Citation(tuple(child.attributes.get("data-of", "").split()))
        case _:
            fail(child, f"<{child.name}> cannot stand in a line")


def tidy(inlines: Iterable[Inline]) -> Inlines:
    """Join neighbouring texts and drop white space at both ends."""
    joined: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and joined and isinstance(last := joined[-1], Text):
            joined[-1] = Text(fold(last.text + inline.text))
        else:
            joined.append(inline)
    if joined and isinstance(first := joined[0], Text):
        joined[0] = Text(first.text.lstrip(" "))
    if joined and isinstance(final := joined[-1], Text):
        joined[-1] = Text(final.text.rstrip(" "))
    return tuple(inline for inline in joined if inline != _NOTHING)


def without_scheme(address: str) -> str:
    """Return a web address as people say it."""
    return address.partition("://")[2].removeprefix("www.").rstrip("/") or address
