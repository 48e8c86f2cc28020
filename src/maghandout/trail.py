"""A document to its trail: every printed claim with the statements behind it, in a form for a file to carry.

A trail names statements and does not repeat what the library holds of them; of each it keeps a mark of what
the statement and its verdict said, so that a change since can be told. A deck says much, and each claim is a
paragraph of it, so a digest is enough to find it there. Questions and definitions are claims here too: they
stand in a seed. Read back, a trail is as untrusted as the file that carried it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from maghandout.compose.inlines import as_printed, fold
from maghandout.diagnostics import Origin
from maghandout.errors import HandoutError
from maghandout.hashes import sha256_of
from maghandout.model.document import (
    Block,
    Box,
    Citation,
    Document,
    Inlines,
    ListBlock,
    Section,
    Slide,
    Superscript,
    Table,
    Text,
    lines_of,
)
from maghandout.model.library import Anchor, Appraisal, Library, Statement

MOST_BYTES = 2 * 1024 * 1024
"""Of a trail; those of the built-in library's largest deck are a fortieth."""

MOST_CLAIMS = 5000
LONGEST = 5000
"""Letters of a text in a trail."""

_FORM = "maghandout trail"
_VERSION = 2
_MARK = 6
"""Hexadecimal digits of a mark or digest: it finds a change, and proves nothing."""
_HASH = re.compile(r"[0-9a-f]*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_REMEMBERED = 4096
"""Marks of statements: topics share most of theirs."""

_Line: TypeAlias = tuple[Inlines, Origin]


class TrailError(HandoutError):
    """A file carries no trail that can be followed."""


class Claim(Struct, frozen=True):
    """Words that stand in a file, and the statements behind them."""

    parts: tuple[str, ...]
    """As they are printed; several where the number of a source stands between them, none for a digest."""
    anchors: tuple[Anchor, ...]
    digest: str = ""
    """Of the words as one paragraph of a deck, without what is raised; see `digest_of`."""

    @property
    def words(self) -> str:
        """The words in one line."""
        return fold(" ".join(self.parts)).strip()


class Trail(Struct, frozen=True):
    """What a file needs to carry so that its claims can be traced."""

    topic: str
    inputs: str
    """The hash of all that the file was made from, as the manifest has it; empty when none was given."""
    claims: tuple[Claim, ...]
    marks: Mapping[Anchor, str]
    """A mark of what each statement said; see `mark_of`."""


def trail_of(document: Document, library: Library, inputs: str = "") -> Trail:
    """Return the trail of what a document prints."""
    is_deck = any(isinstance(block, Slide) for block in document.blocks)
    lines = [line for block in document.blocks for line in _lines(block)]
    behind = _Behind(library, lines)
    claims = {
        Claim((), anchors, digest_of(_level(inlines))) if is_deck else Claim(parts, anchors): None
        for inlines, origin in lines
        if (parts := _parts(inlines)) and (anchors := behind.anchors(inlines, parts, origin))
    }
    named = sorted({anchor for claim in claims for anchor in claim.anchors})
    marks = {anchor: mark_of(anchor, library) for anchor in named}
    return Trail(document.name, inputs, tuple(claims), marks)


def mark_of(anchor: Anchor, library: Library) -> str:
    """Return a short hash of what a statement says, where it is from, and what was found about it."""
    return _mark(library.statements[anchor], library.appraised.get(anchor, ()))


@lru_cache(_REMEMBERED)
def _mark(statement: Statement, appraisals: tuple[Appraisal, ...]) -> str:
    found = [[item.verdict.value, item.finding] for item in appraisals]
    said = [statement.text, statement.clinical, statement.at, [*statement.references], found]
    return sha256_of(said)[:_MARK]


def letters(words: str) -> str:
    """Return words without white space: where lines end is for whoever draws them."""
    return "".join(words.split())


def digest_of(words: str) -> str:
    """Return a short hash of the letters of some words."""
    return hashlib.sha256(letters(words).encode("utf-8")).hexdigest()[:_MARK]


def write_trail(trail: Trail) -> bytes:
    """Return a trail as compact JSON, its statements numbered."""
    numbers = {anchor: number for number, anchor in enumerate(trail.marks)}
    tree = {
        _FORM: _VERSION,
        "topic": trail.topic,
        "inputs": trail.inputs,
        "statements": [[anchor, mark] for anchor, mark in trail.marks.items()],
        "claims": [
            [claim.digest or [*claim.parts], [numbers[anchor] for anchor in claim.anchors]]
            for claim in trail.claims
        ],
    }
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_trail(data: bytes, shown: str) -> Trail:
    """Read a trail that `write_trail` wrote; `shown` is the file that messages name.

    Raises:
        TrailError: it is anything else.
    """
    if len(data) > MOST_BYTES:
        raise TrailError.at(Origin(shown), f"its trail is too large: {len(data)} bytes")
    try:
        tree = json.loads(data.decode("utf-8"))
        version = tree[_FORM]
        if version == _VERSION:
            return _trail(tree)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise TrailError.at(Origin(shown), "its trail is damaged", "build the file again") from error
    message = f"its trail is of version {str(version)[:20]!r}, this program reads {_VERSION}"
    raise TrailError.at(Origin(shown), message, "build the file again, or use the program that made it")


def _trail(tree: dict[str, object]) -> Trail:
    marks = {_text(anchor): _hash(mark) for anchor, mark in map(_list, _list(tree["statements"]))}
    anchors = list(marks)
    claims = []
    for said, numbers in map(_list, _list(tree["claims"])[: MOST_CLAIMS + 1]):
        behind = tuple(anchors[_number(number)] for number in _list(numbers))
        if isinstance(said, str):
            claims.append(Claim((), behind, _hash(said)))
        else:
            claims.append(Claim(tuple(map(_text, _list(said))), behind))
    if len(claims) > MOST_CLAIMS:
        raise ValueError
    return Trail(_text(tree["topic"]), _hash(tree["inputs"]), tuple(claims), marks)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise TypeError
    return value


def _text(value: object) -> str:
    """Return text that a terminal may show."""
    if not isinstance(value, str) or len(value) > LONGEST or _CONTROL.search(value):
        raise TypeError
    return value


def _hash(value: object) -> str:
    if not _HASH.fullmatch(text := _text(value)):
        raise TypeError
    return text


class _Behind:
    """Finds the statements behind a line: those it cites, else the one that it stands for."""

    def __init__(self, library: Library, lines: Sequence[_Line]) -> None:
        self._by_place: dict[Origin, list[Statement]] = {origin: [] for _, origin in lines}
        for statement in library.statements.values():
            if (here := self._by_place.get(statement.origin)) is not None:
                here.append(statement)
        self._by_words: dict[str, list[Anchor]] = {}
        for anchor in dict.fromkeys(anchor for inlines, _ in lines for anchor in _cited(inlines)):
            for words in _sayings(anchor, library):
                self._by_words.setdefault(words, []).append(anchor)

    def anchors(self, inlines: Inlines, parts: tuple[str, ...], origin: Origin) -> tuple[Anchor, ...]:
        """Return the anchors behind a line; none for a heading, a label and the like.

        A cell cites nothing where its row does so; it stands where its statement does. What a speaker says
        stands nowhere, and repeats the words of a statement, or of a finding about it, that is cited.
        """
        if cited := tuple(_cited(inlines)):
            return tuple(dict.fromkeys(cited))
        words = fold("".join(parts)).strip()
        here = self._by_place[origin]
        found = [item.anchor for item in here if words in map(as_printed, (item.text, item.clinical))]
        if not found and len(here) == 1:
            found = [here[0].anchor]
        return tuple(dict.fromkeys(found or self._by_words.get(words, [])))


def _sayings(anchor: Anchor, library: Library) -> Iterator[str]:
    """Yield all that is said of a statement: its words in either register, and what was found."""
    statement = library.statements[anchor]
    said = (statement.text, statement.clinical, *(item.finding for item in library.appraised.get(anchor, ())))
    yield from dict.fromkeys(as_printed(words) for words in said if words)


def _lines(block: Block) -> Iterator[_Line]:
    """Yield the lines of a block, each with the place of the item or cell that it fills."""
    match block:
        case ListBlock():
            yield from ((item.inlines, item.origin) for item in block.items)
        case Table():
            yield block.caption, block.origin
            yield from ((cell.inlines, cell.origin) for row in (block.head, *block.rows) for cell in row)
        case Box():
            yield from (line for inner in block.blocks for line in _lines(inner))
        case Section():
            yield from (line for inner in (block.heading, *block.blocks) for line in _lines(inner))
        case Slide():
            within = (block.title, *block.blocks, *block.notes)
            yield from (line for inner in within for line in _lines(inner))
        case _:
            yield from ((inlines, block.origin) for inlines in lines_of(block))


def _level(inlines: Inlines) -> str:
    """Return the words of a line that are not raised; numbers of sources are."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case Citation() | Superscript():
                pass
            case _:
                parts.append(_level(inline.children))
    return "".join(parts)


def _parts(inlines: Inlines) -> tuple[str, ...]:
    """Return the words of a line, cut where it cites."""
    parts = [""]
    for words in _words(inlines):
        if words is None:
            parts.append("")
        else:
            parts[-1] += words
    return tuple(part for part in parts if part.strip())


def _words(inlines: Inlines) -> Iterator[str | None]:
    for inline in inlines:
        match inline:
            case Text(text):
                yield text
            case Citation():
                yield None
            case _:
                yield from _words(inline.children)


def _cited(inlines: Inlines) -> Iterator[Anchor]:
    for inline in inlines:
        match inline:
            case Citation(anchors):
                yield from anchors
            case Text():
                pass
            case _:
                yield from _cited(inline.children)
