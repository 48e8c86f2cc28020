"""A handout's parts, lists and tables to what makes them hard to take in.

Both instruments ask for it in their own words, so their rules share what is found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maghandout.check import phrases
from maghandout.check.instruments import MOST_ITEMS
from maghandout.check.rule import Remark
from maghandout.check.sheet import Sheet
from maghandout.check.structure import Part, is_very_short, lists, parts, tables
from maghandout.check.texts import sentences_in
from maghandout.model.document import Sources, Table, plain_text

_MOST_WORDS = 150
"""Words below one heading: about half a page of handout type. Ours; the instruments say `short`."""
_MOST_SENTENCES = 5
"""Sentences of one paragraph or item. Ours."""
_TELLING_WORDS = 3
"""Words from which a heading says enough by itself. Ours."""
_EMPTY_HEADINGS = frozenset(
    "about background conclusion details discussion general "  # noqa: SIM905  (easier to read)
    "information introduction miscellaneous more notes other overview summary".split()
)
"""Words that name the place of a part and not what it tells."""
_MOST_COLUMNS = 4
_MOST_HEAD_WORDS = 5
_CHARACTER = re.compile(r"\w")


def long_lists(sheet: Sheet) -> Iterator[Remark]:
    """Remark on lists with too many items in a row."""
    for block in lists(sheet):
        if len(block.items) > MOST_ITEMS:
            message = f"{len(block.items)} items stand in one list, and {MOST_ITEMS} are the most"
            opening = plain_text(block.items[MOST_ITEMS].inlines)
            yield Remark(message, block.items[MOST_ITEMS].origin, "break the list in two, or cut", opening)


def long_chunks(sheet: Sheet) -> Iterator[Remark]:
    """Remark on parts with too many words, and on paragraphs and items with too many sentences."""
    for part in _read(sheet):
        count = sum(len(plain_text(point.inlines).split()) for point in part.points)
        if count > _MOST_WORDS:
            message = f"{part.title or 'the opening'!r} has {count} words, and {_MOST_WORDS} are the most"
            yield Remark(message, part.origin, "part it, and give each half a heading")
        for point in part.points:
            words = plain_text(point.inlines)
            sentences = sentences_in(words.strip())
            if len(sentences) > _MOST_SENTENCES:
                message = f"{len(sentences)} sentences stand together, and {_MOST_SENTENCES} are the most"
                yield Remark(message, point.origin, "make it a list, or cut", words)


def lacking_headings(sheet: Sheet) -> Iterator[Remark]:
    """Remark on a handout with too few headings to part it."""
    count = sum(part.heading is not None for part in _read(sheet))
    if count < 2 and not is_very_short(sheet):
        message = "no heading parts the text" if not count else "one heading stands over all of the text"
        yield Remark(message, sheet.handout.origin, "put a heading over each matter")


def vague_headings(sheet: Sheet) -> Iterator[Remark]:
    """Remark on headings that do not say what stands below them.

    One of three words or more says enough, and so does a shorter one that shares a word with its part; the
    headings of boxes come from the template and say what the box is for.
    """
    for part in _read(sheet):
        if part.heading and part.role is None and not _tells(part):
            hint = "name what the reader finds there, such as 'What to do'"
            yield Remark(
                f"the heading {part.title!r} does not say what it is about", part.heading.origin, hint
            )


def table_flaws(sheet: Sheet) -> Iterator[Remark]:
    """Remark on tables that are not simple: heads that are missing or long, many columns, empty cells."""
    for table in tables(sheet):
        for message, hint in _flaws(table):
            yield Remark(message, table.origin, hint)


def _read(sheet: Sheet) -> tuple[Part, ...]:
    """Return the parts that are read through: the sources are looked up."""
    return tuple(part for part in parts(sheet) if not part.holds(Sources) and part.blocks)


def _tells(part: Part) -> bool:
    words = part.title.lower().split()
    if set(words) <= _EMPTY_HEADINGS | {"and", "the", "of", "some"}:
        return False
    return len(words) >= _TELLING_WORDS or bool(phrases.stems(part.title) & phrases.stems(part.words))


def _flaws(table: Table) -> Iterator[tuple[str, str]]:
    heads = [plain_text(cell.inlines) for cell in table.head]
    if not any(map(_CHARACTER.search, heads)):
        yield "the table has no row of heads", "name each column"
    if len(table.head) > _MOST_COLUMNS:
        yield f"the table has {len(table.head)} columns, and {_MOST_COLUMNS} are the most", "print fewer"
    for head in heads:
        if len(head.split()) > _MOST_HEAD_WORDS:
            yield f"the head {head!r} has more than {_MOST_HEAD_WORDS} words", "say it shorter"
    if any(len(row) != len(table.head) for row in table.rows):
        yield "a row has more or fewer cells than there are heads", "give each column one cell"
    cells = [plain_text(cell.inlines) for row in table.rows for cell in row]
    if not all(map(_CHARACTER.search, (*heads[1:], *cells))):
        yield "a cell is empty, or a dash", "say in words that there is nothing, or leave the row out"
