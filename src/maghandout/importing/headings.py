"""The headings, items and rows of a text that marks only its lists and tables.

A line is a heading by where it stands and how it is built: short, no sentence, words of the article below it.
What is no heading for certain stays a paragraph, so that no words are lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from maghandout.importing.article import Block, Heading, Item, Lines, Paragraph, Table
from maghandout.importing.furniture import is_title_like

ITEM = re.compile(r"(?:[-•*–·▪◦‣☐□✓✔]|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_SPEECH = re.compile(r"[QA](?:uestion|nswer)?\s?\d*[:.]\s", re.IGNORECASE)
_LEAD_IN = re.compile(r"[^.!?]{1,60}:")
_LONGEST_LEAD_IN = 4
_LONGEST_HEADING = 14


def blocks_of(lines: Lines) -> tuple[Block, ...]:
    """Return the blocks of a text whose every line that is not blank is one block."""
    written = [(number, text, place) for place, (number, text) in enumerate(lines) if text]
    texts = [text for _, text, _ in written]
    groups = _groups([place for _, _, place in written], texts)
    blocks: list[Block] = []
    rows: list[tuple[int, str]] = []
    for index, (number, text, _) in enumerate(written):
        if text.startswith("|"):
            rows.append((number, text))
            continue
        blocks += _table(rows)
        rows = []
        blocks.append(_block(texts, index, number, in_list=index in groups))
    return (*blocks, *_table(rows))


def _block(texts: Sequence[str], index: int, number: int, *, in_list: bool) -> Block:
    text = texts[index]
    marker = ITEM.match(text)
    if marker:
        if marker["number"] and _is_numbered_heading(texts, index, marker.end()):
            return Heading(text, 3, number)
        return Item(text[marker.end() :], number)
    if not in_list and _is_heading(texts, index):
        return Heading(text, 2, number)
    return Paragraph(text, number)


def _is_heading(texts: Sequence[str], index: int) -> bool:
    text, following = texts[index], _at(texts, index + 1)
    if not following or _SPEECH.match(text):
        return False
    if _LEAD_IN.fullmatch(text):
        is_short = len(text.split()) <= _LONGEST_LEAD_IN and text[0].isupper()
        return is_short and bool(ITEM.match(following))
    return _is_built_as_heading(text)


def _is_built_as_heading(text: str) -> bool:
    is_short = len(text.split()) <= _LONGEST_HEADING
    return is_short and is_title_like(text) and not text[0].isdigit() and "http" not in text


def _is_numbered_heading(texts: Sequence[str], index: int, start: int) -> bool:
    """Tell a heading such as `1. Ask first` from an item: the next line is neither item nor row."""
    following, before = _at(texts, index + 1), _at(texts, index - 1)
    is_alone = bool(following) and not ITEM.match(following) and not following.startswith("|")
    is_after_item = bool(before) and _number(before) + 1 == _number(texts[index]) and _number(before) > 0
    is_over_text = is_alone and not is_after_item and _is_built_as_heading(texts[index][start:])
    return is_over_text or _opens_list(texts, index, start)


def _opens_list(texts: Sequence[str], index: int, start: int) -> bool:
    """Tell whether a numbered title stands right over a list with bullets."""
    following = ITEM.match(_at(texts, index + 1))
    has_bullets = following is not None and not following["number"]
    return has_bullets and _is_built_as_heading(texts[index][start:])


def _number(text: str) -> int:
    marker = ITEM.match(text)
    return int(marker["number"] or 0) if marker else 0


def _at(texts: Sequence[str], index: int) -> str:
    return texts[index] if 0 <= index < len(texts) else ""


def _groups(places: Sequence[int], texts: Sequence[str]) -> frozenset[int]:
    """Return the lines that stand close together, three or more, each built as a heading: a list.

    The first of them may be its heading, and is not among them.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, text in enumerate(texts):
        is_close = bool(run) and places[index] == places[run[-1]] + 1
        if not (is_close and _is_short(text)):
            found.update(run[1:] if len(run) > 2 else ())
            run = []
        if _is_short(text):
            run.append(index)
    found.update(run[1:] if len(run) > 2 else ())
    return frozenset(found)


def _is_short(text: str) -> bool:
    return not ITEM.match(text) and not text.startswith("|") and is_title_like(text)


def _table(rows: Lines) -> tuple[Block, ...]:
    cells = [(number, _cells(text)) for number, text in rows if not _is_rule(text)]
    return table_of([row for _, row in cells], cells[0][0], [number for number, _ in cells]) if cells else ()


def _is_rule(text: str) -> bool:
    """Tell the line that parts a table's header from its rows."""
    return "-" in text and set(text) <= set("|:- ")


def _cells(text: str) -> tuple[str, ...]:
    inner = text.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner))


def table_of(rows: Sequence[Sequence[str]], line: int, lines: Sequence[int] = ()) -> tuple[Block, ...]:
    """Return a table whose first row is its header; rows of one column are paragraphs."""
    width = max(map(len, rows), default=0)
    if width < 2 or len(rows) < 2:
        numbers = [*lines, *[line] * len(rows)]
        words = [(" ".join(cell for cell in row if cell), at) for row, at in zip(rows, numbers, strict=False)]
        return tuple(Paragraph(text, at) for text, at in words if text)
    even = [(*row, *[""] * (width - len(row))) for row in rows]
    return (Table(even[0], tuple(even[1:]), line),)
