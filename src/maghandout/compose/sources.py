"""Citations to numbers, and the numbers to the list of sources.

One number a source, in order of first appearance. The source of a digest's statement is its article; that
of a statement of our own are its references, the weightiest first. A page has room for few sources, so a
brief list holds the first reference of each statement, and the first few of one that tells of studies; a
statement cites all of its references that are listed.
Every entry leads back: it names the statements that cite it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from maghandout.compose.bibliography import Bibliography
from maghandout.compose.inlines import tidy, without_scheme
from maghandout.diagnostics import Origin
from maghandout.errors import TemplateError
from maghandout.markup.places import heading_of, places_of
from maghandout.model.document import (
    Block,
    Box,
    Cell,
    Chart,
    Citation,
    Emphasis,
    Field,
    Heading,
    HowSure,
    Inline,
    Inlines,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    QrCode,
    Section,
    Slide,
    SourceEntry,
    Sources,
    Strip,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    lines_of,
    plain_text,
)
from maghandout.model.library import Anchor, Kind, Library, Reference, Statement
from maghandout.templating import Words

_ADDRESS = re.compile(r"https?://\S+|doi:10\.\S+")
_MOST_STUDIES = 3
"""References of a statement on studies that a brief list names."""
_LONGEST_SHOWN = 40
"""Letters of an address that is printed whole; of a longer one, that nobody would type, the site alone."""


def sources_of(statement: Statement, library: Library) -> tuple[str, ...]:
    """Return the ids of a statement's sources: its article, or its references where it has no article."""
    is_digest = bool(library.seeds[statement.seed].original_file)
    return (statement.seed,) if is_digest or not statement.references else statement.references


class Numbering(Struct):
    """The sources cited so far."""

    library: Library
    bibliography: Bibliography
    words: Words
    origin: Origin
    """The template that cites."""
    listed: set[str] = field(default_factory=set)
    """The sources that have an entry."""
    cited: dict[str, list[Anchor]] = field(default_factory=dict)

    def number(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Give every citation its numbers, then fill the lists of sources."""
        is_brief = any(_is_brief(block) for block in blocks)
        self.listed = {
            source
            for anchor in dict.fromkeys(anchors_of(blocks))
            for source in self._worth_listing(self._statement(anchor), is_brief=is_brief)
        }
        numbered = tuple(self._block(block) for block in blocks)
        return tuple(self._filled(block) for block in numbered)

    def inlines(self, inlines: Inlines) -> Inlines:
        """Give the citations of a line their numbers."""
        return tuple(self._inline(inline) for inline in inlines)

    def entries(self, *, is_brief: bool = False) -> tuple[SourceEntry, ...]:
        """Return the numbered entries of everything cited so far."""
        styled = self.bibliography.brief if is_brief else self.bibliography.entry
        return tuple(
            SourceEntry(
                number, self._entry(source, styled(source), anchors, is_brief=is_brief), tuple(anchors)
            )
            for number, (source, anchors) in enumerate(self.cited.items(), 1)
        )

    def _cite(self, citation: Citation) -> Citation:
        numbers: dict[int, None] = {}
        for anchor in citation.anchors:
            for source in sources_of(self._statement(anchor), self.library):
                if source not in self.listed:
                    continue
                anchors = self.cited.setdefault(source, [])
                if anchor not in anchors:
                    anchors.append(anchor)
                numbers[list(self.cited).index(source) + 1] = None
        return Citation(citation.anchors, tuple(sorted(numbers)))

    def _worth_listing(self, statement: Statement, *, is_brief: bool) -> tuple[str, ...]:
        sources = sources_of(statement, self.library)
        if not is_brief:
            return sources
        return sources[: _MOST_STUDIES if statement.kind is Kind.STUDY else 1]

    def _statement(self, anchor: Anchor) -> Statement:
        if anchor not in self.library.statements:
            raise TemplateError.at(self.origin, f"a citation of an unknown statement {anchor!r}")
        return self.library.statements[anchor]

    def _entry(self, source: str, styled: Inlines, anchors: list[Anchor], *, is_brief: bool) -> Inlines:
        statements = [self.library.statements[anchor] for anchor in anchors]
        inlines = [*_linked(styled)] if is_brief else [*styled]
        if not plain_text(tuple(inlines)).endswith((".", "?", "]")):
            inlines.append(Text("."))
        if source in self.library.seeds:
            inlines += self._places(statements)
            inlines += self._studies(statements)
        else:
            inlines += self._checked(self.library.references[source])
        return tidy(inlines)

    def _places(self, statements: list[Statement]) -> Inlines:
        headings = dict.fromkeys(heading_of(place) for item in statements for place in places_of(item.at))
        if not headings:
            return ()
        word = self.words["sections" if len(headings) > 1 else "section"]
        return (Text(f" {word} {', '.join(f'“{heading}”' for heading in headings)}."),)

    def _studies(self, statements: list[Statement]) -> Inlines:
        """Name the studies behind an article's statements, each with what checking it found."""
        studies: dict[str, str] = {}
        for statement in statements:
            verdict = self.library.verdict(statement.anchor)
            for reference in statement.references:
                studies.setdefault(reference, verdict.value if verdict else "")
        parts = []
        for reference, verdict_word in studies.items():
            result = f" ({self.words['our_check']}: {verdict_word})" if verdict_word else ""
            parts.append(f"{self.bibliography.short(reference).rstrip('.')}{result}")
        return (Text(f" {self.words['study_behind']}: {'; '.join(parts)}."),) if parts else ()

    def _checked(self, reference: Reference) -> Inlines:
        words = self.words.fill("checked", how=reference.checked_how)
        return (Text(f" {words}"),)

    def _inline(self, inline: Inline) -> Inline:
        match inline:
            case Citation():
                return self._cite(inline)
            case Text():
                return inline
            case Strong() | Emphasis() | Superscript() | Subscript() | Link():
                return replace(inline, children=self.inlines(inline.children))

    def _block(self, block: Block) -> Block:
        match block:
            case Heading() | Paragraph() | HowSure() | QrCode():
                return replace(block, inlines=self.inlines(block.inlines))
            case ListBlock():
                return replace(block, items=tuple(self._item(item) for item in block.items))
            case Table():
                return self._table(block)
            case Chart():
                return replace(block, title=self.inlines(block.title), read=self.inlines(block.read))
            case Strip():
                steps = tuple(self.inlines(step) for step in block.steps)
                return replace(block, title=self.inlines(block.title), steps=steps)
            case Box():
                return replace(block, blocks=tuple(self._block(inner) for inner in block.blocks))
            case Section():
                heading = replace(block.heading, inlines=self.inlines(block.heading.inlines))
                return replace(block, heading=heading, blocks=tuple(self._block(b) for b in block.blocks))
            case Slide():
                blocks = tuple(self._block(inner) for inner in block.blocks)
                return replace(block, blocks=blocks, notes=tuple(self._block(note) for note in block.notes))
            case Field() | Sources():
                return block

    def _filled(self, block: Block) -> Block:
        match block:
            case Sources():
                return replace(block, entries=self.entries(is_brief=block.is_brief))
            case Section() | Slide() | Box():
                return replace(block, blocks=tuple(self._filled(inner) for inner in block.blocks))
            case _:
                return block

    def _item(self, item: ListItem) -> ListItem:
        return replace(item, inlines=self.inlines(item.inlines))

    def _table(self, table: Table) -> Table:
        caption = self.inlines(table.caption)
        head = tuple(self._cell(cell) for cell in table.head)
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in table.rows)
        return replace(table, caption=caption, head=head, rows=rows)

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, inlines=self.inlines(cell.inlines))


def _is_brief(block: Block) -> bool:
    match block:
        case Sources():
            return block.is_brief
        case Section() | Slide() | Box():
            return any(map(_is_brief, block.blocks))
        case _:
            return False


def anchors_of(blocks: Iterable[Block]) -> Iterator[Anchor]:
    """Yield the statement behind every citation in some blocks, in order, with repeats."""
    for block in blocks:
        for line in lines_of(block):
            yield from _cited(line)


def _cited(inlines: Inlines) -> Iterator[Anchor]:
    for inline in inlines:
        match inline:
            case Citation(anchors):
                yield from anchors
            case Text():
                pass
            case _:
                yield from _cited(inline.children)


def _linked(inlines: Inlines) -> Inlines:
    """Make the addresses and DOIs of an entry lead there."""
    return tuple(
        part
        for inline in inlines
        for part in (_addresses(inline.text) if isinstance(inline, Text) else (inline,))
    )


def _shown(address: str) -> str:
    """Return a web address as a list of sources prints it; the link beneath leads to the page itself."""
    spoken = without_scheme(address)
    site = spoken.partition("/")[0]
    return spoken if len(spoken) <= _LONGEST_SHOWN or site == "doi.org" else site


def _addresses(text: str) -> Iterator[Inline]:
    done = 0
    for found in _ADDRESS.finditer(text):
        words = found.group().rstrip(".,;")
        is_web = words.startswith("http")
        target = words if is_web else f"https://doi.org/{words.removeprefix('doi:')}"
        yield Text(text[done : found.start()])
        yield Link(target, (Text(_shown(words) if is_web else words),))
        done = found.start() + len(words)
    yield Text(text[done:])
