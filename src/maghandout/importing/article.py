"""An article as every reader gives it: what it says of itself, its blocks in order, what was left out.

Holds no layout and no looks. Words are cleaned once, here, so that no later stage meets a control character.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

_JOINERS = "\u200c\u200d"
"""Invisible, yet letters of some scripts need them."""


class Heading(Struct, frozen=True):
    """The words over a stretch of the article."""

    text: str
    level: int
    """2 for a main part, up to 6; the title is no heading."""
    line: int = 0


class Paragraph(Struct, frozen=True):
    """Running text, a question of an FAQ, a caption."""

    text: str
    line: int = 0


class Item(Struct, frozen=True):
    """One item of a list, without its bullet or number."""

    text: str
    line: int = 0


class Table(Struct, frozen=True):
    """Rows of cells under a header; two columns or more."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int = 0


Block: TypeAlias = Heading | Paragraph | Item | Table

Lines: TypeAlias = Sequence[tuple[int, str]]
"""The lines of a text, each with its number (in a PDF, its page); a blank line parts blocks."""


class Dropped(Struct, frozen=True):
    """Words of the page that are no part of the article."""

    text: str
    why: str
    """What sort of furniture it is, such as `sharing`."""
    line: int = 0


class Article(Struct, frozen=True):
    """What a reader found in a file."""

    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    title: str = ""
    author: str = ""
    publisher: str = ""
    issued: str = ""
    """As `2026-11-22`."""
    url: str = ""


def clean(text: str) -> str:
    """Return the words on one line, without invisible characters (a few of which turn the reading order)."""
    kept = (
        char for char in text if char.isspace() or char in _JOINERS or unicodedata.category(char)[0] != "C"
    )
    return " ".join("".join(kept).split())


def date_in(text: str) -> str:
    """Return the date that a text opens with, as `2026-11-22`; empty where it opens with none."""
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def words_of(block: Block) -> str:
    """Return all words of a block on one line."""
    match block:
        case Table():
            return " ".join(cell for row in (block.header, *block.rows) for cell in row if cell)
        case Heading() | Paragraph() | Item():
            return block.text
