"""Trees to stable text, for `maghandout show` and for the golden tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
    Document,
    Emphasis,
    Field,
    Heading,
    HowSure,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    QrCode,
    Section,
    Slide,
    Sources,
    Strip,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from maghandout.model.selection import Picked, PickedStrip, PickedTable, Selection

_MARKS = {Strong: ("**", "**"), Emphasis: ("_", "_"), Superscript: ("^", "^"), Subscript: ("~", "~")}


def dump_selection(selection: Selection) -> str:
    """Return what was selected: statement, source, verdict, and what was withheld and why."""
    return "".join(f"{line}\n" for line in _selection(selection))


def dump_document(document: Document) -> str:
    """Return a document's tree, a line a node, indented by depth."""
    furniture = document.furniture
    lines = [
        f"document {document.name} ({document.language})",
        f"  header: {_line(furniture.clinic)} | {_line(furniture.header)}",
        f"  footer: {_line(furniture.footer)} | {furniture.page}",
    ]
    for block in document.blocks:
        lines += _indented(_block(block))
    return "".join(f"{line}\n" for line in lines)


def _selection(selection: Selection) -> Iterator[str]:
    topic = selection.topic
    yield f"topic {topic.name}: {topic.title}"
    yield from _group("key points", selection.key_points)
    for section in selection.sections:
        yield f"section {section.heading}"
        for name, picked in (
            ("select", section.items),
            ("steps", section.steps),
            ("warning", section.warning),
        ):
            yield from _indented(_group(name, picked))
        for name, table in (("compare", section.table), ("chart", section.chart)):
            yield from _indented(_table(name, table))
        yield from _indented(_strip(section.strip))
    yield from _group("questions", selection.questions)
    yield from _group("words to know", (Picked(term) for term in selection.terms))
    for slide in selection.slides:
        yield f"slide {slide.title}"
        yield from _indented(_group("select", slide.items))
        yield from _indented(_group("claims", slide.claims))
        for name, table in (("compare", slide.table), ("chart", slide.chart)):
            yield from _indented(_table(name, table))
        yield from _indented(_strip(slide.strip))
    yield from _group("handle with care", selection.care)
    if selection.case:
        yield f"case {selection.case.story}"
        yield from (f"  ask {question}" for question in selection.case.ask)
        yield from _indented(_group("answer", selection.case.answer))
    for question in selection.teach_back:
        yield f"teach-back {question.ask}"
        yield from _indented(_group("answer", question.answer))
    yield from _withheld(selection)


def _group(name: str, group: Iterable[Picked]) -> Iterator[str]:
    picked = list(group)
    if picked:
        yield name
        for item in picked:
            yield from _indented(_picked(item))


def _picked(picked: Picked) -> Iterator[str]:
    statement = picked.statement
    yield f"- {statement.text}"
    places = [f"{statement.anchor} ({statement.kind})"]
    places += [f"at {statement.at}"] if statement.at else []
    places += [f"ref {' '.join(statement.references)}"] if statement.references else []
    yield f"    {'; '.join(places)}"
    if picked.verdict:
        yield f"    verdict {picked.verdict}: {picked.finding}"
    if picked.instead_of:
        yield f"    instead of {picked.instead_of.anchor}"


def _table(name: str, table: PickedTable | None) -> Iterator[str]:
    if table:
        yield f"{name} {table.anchor}: {' | '.join(table.heads)}"
        for row in table.rows:
            yield f"  {row.head}"
            for cell in row.cells:
                yield from _indented(_indented(_picked(cell)))


def _strip(strip: PickedStrip | None) -> Iterator[str]:
    return _group(f"strip {strip.title}", strip.steps) if strip else iter(())


def _withheld(selection: Selection) -> Iterator[str]:
    if selection.withheld:
        yield "withheld from the handout"
    for item in selection.withheld:
        yield f"  - {item.statement.text}"
        yield f"      {item.statement.anchor}, {item.appraisal.verdict}: {item.appraisal.finding}"
        if item.printed_instead:
            yield f"      printed instead: {item.printed_instead}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"heading {block.level}: {_line(block.inlines)}"
        case Paragraph():
            yield f"paragraph {block.role}: {_line(block.inlines)}"
        case ListBlock():
            yield f"list {block.style}"
            yield from (f"  - {_line(item.inlines)}" for item in block.items)
        case Table():
            yield f"table: {_line(block.caption)}"
            for row in (block.head, *block.rows):
                yield f"  | {' | '.join(_line(cell.inlines) for cell in row)} |"
        case Chart():
            yield f"chart {block.kind}: {_line(block.title)}"
            yield f"  {block.alt}"
            yield f"  read: {_line(block.read)}"
        case Strip():
            yield f"strip: {_line(block.title)}"
            yield from (f"  {number}. {_line(step)}" for number, step in enumerate(block.steps, 1))
            yield f"  read: {_line(block.read)}"
        case QrCode():
            yield f"code {block.address}: {_line(block.inlines)}"
        case Field():
            yield f"field {block.name}: {block.label}{f' = {block.value}' if block.value else ''}"
        case HowSure():
            yield f"how sure {block.certainty}: {block.label} {_line(block.inlines)}"
        case Sources():
            yield "sources"
            yield from (f"  {entry.number}. {_line(entry.inlines)}" for entry in block.entries)
        case Box():
            yield f"box {block.role}"
            yield from _within(block.blocks)
        case Section():
            yield f"section: {_line(block.heading.inlines)}"
            yield from _within(block.blocks)
        case Slide():
            yield f"slide {block.kind}: {_line(block.title.inlines)}"
            yield from _within(block.blocks)
            yield from (f"  notes {line}" for note in block.notes for line in _block(note))
        case _:
            assert_never(block)


def _within(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _indented(_block(block))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _line(inlines: Inlines) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return text
        case Link(target, children):
            return f"[{_line(children)}]({target})"
        case Citation(anchors, numbers):
            return f"[{','.join(map(str, numbers))}: {' '.join(anchors)}]"
        case _:
            before, after = _MARKS[type(inline)]
            return f"{before}{_line(inline.children)}{after}"
