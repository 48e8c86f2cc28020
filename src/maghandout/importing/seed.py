"""An article to the text of a seed: front matter, sections, and a statement for each sentence, item, cell.

A seed of the library holds words of its author's own. These are still the article's, and the seed's head says
so: it is a draft to write anew, place by place, and lists the figures that must not get lost on the way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct, field

from maghandout.importing.article import Article, Block, Dropped, Heading, Item, Paragraph, Table
from maghandout.importing.figures import figures_in
from maghandout.importing.sentences import guess_kind, sentences_of
from maghandout.importing.sources import is_source, opens_sources
from maghandout.importing.words import Ids, cell_of, escaped, item_of

_OPENING = "Opening"
"""The heading of what stands before an article's first one."""
_UNTITLED = "[Untitled article]"
_LONGEST_OPENING = 8
"""Words that name a line left out."""
_SOURCE = "a source that the article lists; look it up and enter it in references.yaml"
_ADVICE = """\
# The words below are the article's own. A seed holds words of yours: write each statement anew in plain
# words (US grade 6 or below, no sentence over 20 words). Keep its id, its place (at) and every figure. Part a
# statement that says two things. Note what you leave out with unused="the reason". Each kind is a guess.
"""


class Source(Struct, frozen=True):
    """The file that an article was read from."""

    file: str
    sha256: str
    kind: str
    """The CSL type, such as `webpage`."""
    lines: tuple[str, ...] = ()
    """Its text line by line, so that a line left out is named by an opening of its own; empty for no text."""


class _Writer(Struct):
    """What has been written of a seed, and what the next statement needs."""

    ids: Ids = field(default_factory=Ids)
    parts: list[str] = field(default_factory=list)
    figures: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)
    heading: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    is_among_sources: bool = False
    statements: int = 0

    def place(self, kind: str) -> str:
        """Return the address of the next paragraph, item or row below the heading."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{self.heading}, {kind} {self.counts[kind]}"

    def note_figures(self, place: str, text: str) -> None:
        """Remember the figures that stand at a place."""
        if found := figures_in(text):
            self.figures.append((place, found))


def write(article: Article, seed_id: str, source: Source) -> str:
    """Return the Markdown of a seed that says what the article says, in the article's own words."""
    writer = _Writer()
    if article.blocks and not isinstance(article.blocks[0], Heading):
        _open_section(writer, _OPENING, 2)
    for block in article.blocks:
        _write(writer, block)
    front = "\n".join(_front(article, seed_id, source, writer))
    return f"---\n{front}\n---\n\n" + "\n\n".join(writer.parts) + "\n"


def opening_of(text: str, others: Iterable[str] = ()) -> str:
    """Return the first words of a line left out: as few as no other line begins with, eight at most."""
    words = text.split()
    rivals = [other for other in others if other != text]
    for number in range(min(3, len(words)), _LONGEST_OPENING):
        opening = " ".join(words[:number])
        if not any(other.startswith(opening) for other in rivals):
            return opening
    return " ".join(words[:_LONGEST_OPENING])


def _write(writer: _Writer, block: Block) -> None:
    match block:
        case Heading():
            _open_section(writer, block.text, block.level)
        case Paragraph():
            _write_paragraph(writer, block.text)
        case Item():
            place = writer.place("item")
            _state(writer, block.text, place, is_source=writer.is_among_sources)
            writer.note_figures(place, block.text)
        case Table():
            _write_table(writer, block)
        case _:
            assert_never(block)


def _open_section(writer: _Writer, text: str, level: int) -> None:
    at = _as_place(text)
    again, number = at, 2
    while again in writer.headings:
        again, number = f"{at} ({number})", number + 1
    writer.headings.add(again)
    writer.heading, writer.counts = again, {}
    writer.is_among_sources = opens_sources(text)
    name = writer.ids.make(text, "section")
    writer.parts.append(f'{"#" * level} {escaped(text)} {{#{name} at="{again}"}}')


def _as_place(text: str) -> str:
    """Return a heading as an `at` may hold it: no quote ends it early, no semicolon parts it."""
    return text.replace('"', "'").replace("; ", ", ").strip("; ") or "Section"


def _write_paragraph(writer: _Writer, text: str) -> None:
    place = writer.place("paragraph")
    if writer.is_among_sources and is_source(text):
        _state(writer, text, place, is_source=True)
    else:
        for sentence in sentences_of(text):
            _state(writer, sentence, place)
    writer.note_figures(place, text)


def _state(writer: _Writer, text: str, place: str, *, is_source: bool = False) -> None:
    kind = "study" if is_source else guess_kind(text)
    attributes = [f"#{writer.ids.make(text, 'statement')}", *([f"kind={kind}"] if kind else [])]
    attributes += [f'at="{place}"', *([f'unused="{_SOURCE}"'] if is_source else [])]
    writer.parts.append(item_of(text, attributes))
    writer.statements += 1


def _write_table(writer: _Writer, table: Table) -> None:
    name = writer.ids.make(f"table {' '.join(table.header)}", "table")
    places = [writer.place("row") for _ in table.rows]
    lines = [_row(table.header), "|" + "---|" * len(table.header)]
    for place, row in zip(places, table.rows, strict=True):
        at = place.replace("|", "\\|")
        lines.append(_row((f'{escaped(row[0])} {{at="{at}"}}', *map(cell_of, row[1:])), is_escaped=True))
        writer.note_figures(place, " | ".join(row))
        writer.statements += len(row) - 1
    last = places[-1].rpartition(" ")[2]
    span = f"row {last}" if len(places) == 1 else f"rows {int(last) - len(places) + 1}-{last}"
    caption = f': {escaped(writer.heading)} {{#{name} at="{writer.heading}, {span}"}}'
    writer.parts.append("\n".join(lines) + f"\n\n{caption}")


def _row(cells: Sequence[str], *, is_escaped: bool = False) -> str:
    return f"| {' | '.join(cells if is_escaped else map(cell_of, cells))} |"


def _front(article: Article, seed_id: str, source: Source, writer: _Writer) -> Iterator[str]:
    headings = len(writer.headings)
    yield f"# Imported from {source.file}: {writer.statements} statements under {headings} headings."
    yield _ADVICE.rstrip("\n")
    yield f"id: {_quoted(seed_id)}"
    yield f"title: {_quoted(article.title or _UNTITLED)}"
    for key in ("author", "publisher", "issued", "url"):
        if value := getattr(article, key):
            yield f"{key}: {value if key == 'issued' else _quoted(value)}"
    yield f"type: {source.kind}"
    yield "# accessed: the day on which you read it, such as 2026-11-22"
    yield "original:"
    yield f"  file: {_quoted(source.file)}"
    yield f"  sha256: {source.sha256}"
    yield from _left_out(article.dropped, source.lines)
    yield from _figures(writer)


def _left_out(dropped: Sequence[Dropped], lines: Sequence[str]) -> Iterator[str]:
    openings = {opening_of(item.text, lines): item for item in dropped if item.why != "title again"}
    if openings:
        yield "  # Left out as no part of the article; take back what is."
        yield "  left_out:"
    for opening, item in openings.items():
        yield f"    - {_quoted(opening)}  # {item.why}"


def _figures(writer: _Writer) -> Iterator[str]:
    if not writer.figures:
        return
    yield "# Figures to carry over, each at its place:"
    for place, found in writer.figures:
        yield f"#   {place}: {'; '.join(found)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
