"""A Word file to an article, by python-docx: styles tell headings, lists and the title.

A leaflet whose headings are only bold has them inferred. Page headers and footers are furniture. Pictures,
comments, footnotes and deleted words are not read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from maghandout.importing.article import Article, Block, Dropped, Heading, Item, Paragraph, clean
from maghandout.importing.furniture import is_title_like, sift
from maghandout.importing.headings import ITEM, table_of
from maghandout.importing.limits import ensure_unpacked_size

_HEADING = re.compile(r"heading (?P<level>[1-9])", re.IGNORECASE)
_LONGEST_HEADING = 14
_LINES = {qn("w:br"): " ", qn("w:cr"): " ", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_RAISED = "superscript"


def read(data: bytes, shown: str) -> Article:
    """Read a DOCX.

    Raises:
        ArticleError: it is a damaged ZIP file or unpacks into too much.
    """
    ensure_unpacked_size(data, shown)
    document = Document(io.BytesIO(data))
    blocks = tuple(_blocks(document))
    title = _title(document)
    kept, sifted = sift(_levelled(blocks, title), title)
    return Article(kept, (*_edges(document), *sifted), title)


def _blocks(document: WordDocument) -> Iterator[Block]:
    has_styles = any(_HEADING.match(_style(item)) for item in document.paragraphs)
    for number, part in enumerate(document.iter_inner_content(), 1):
        if isinstance(part, WordTable):
            yield from _table(part, number)
        elif words := _words(part):
            yield _block(part, words, number, has_styles=has_styles)


def _block(part: WordParagraph, words: str, number: int, *, has_styles: bool) -> Block:
    style = _style(part)
    if found := _HEADING.match(style):
        return Heading(words, min(int(found["level"]), 6), number)
    if style == "title":
        return Heading(words, 1, number)
    if _is_list(part, style):
        return Item(words, number)
    if not has_styles and _is_bold(part) and is_title_like(words) and len(words.split()) <= _LONGEST_HEADING:
        return Heading(words, 2, number)
    marker = ITEM.match(words)
    return Item(words[marker.end() :], number) if marker else Paragraph(words, number)


def _levelled(blocks: tuple[Block, ...], title: str) -> Iterator[Block]:
    """Yield the blocks without the title, the highest headings at level 2."""
    levels = [block.level for block in blocks if isinstance(block, Heading) and block.text != title]
    shift = 2 - min(levels, default=2)
    for place, block in enumerate(blocks):
        if not isinstance(block, Heading):
            yield block
        elif block.text != title or any(
            isinstance(other, Heading) and other.text == title for other in blocks[:place]
        ):
            yield Heading(block.text, min(block.level + shift, 6), block.line)


def _title(document: WordDocument) -> str:
    """Return the words in the style Title, else a first paragraph that is the only top heading."""
    for wanted in ("title", "heading 1"):
        found = [words for item in document.paragraphs if _style(item) == wanted and (words := _words(item))]
        if wanted == "title" and found:
            return found[0]
        if len(found) == 1:
            return found[0]
    first = next((item for item in document.paragraphs if _words(item)), None)
    return _words(first) if first is not None and _is_bold(first) and is_title_like(_words(first)) else ""


def _style(part: WordParagraph) -> str:
    return (part.style.name or "").lower() if part.style is not None else ""


def _is_list(part: WordParagraph, style: str) -> bool:
    return style.startswith("list") or part._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def _is_bold(part: WordParagraph) -> bool:
    runs = [run for run in part.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _words(part: WordParagraph) -> str:
    """Return the words of a paragraph, inserted ones too; python-docx leaves those out."""
    words: list[str] = []
    for element in part._p.iter(qn("w:t"), *_LINES):
        text = _LINES.get(element.tag, element.text or "")
        is_raised = element.getparent() is not None and _is_raised(element.getparent())
        words.append(f"^{text}" if is_raised and "".join(words)[-1:].isdigit() else text)
    return clean("".join(words))


def _is_raised(run: object) -> bool:
    find = getattr(run, "find", None)
    align = find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") if find else None
    return align is not None and align.get(qn("w:val")) == _RAISED


def _table(table: WordTable, number: int) -> Iterator[Block]:
    rows = [[_cell(cell.paragraphs) for cell in row.cells] for row in table.rows]
    yield from table_of([row for row in rows if any(row)], number)


def _cell(paragraphs: list[WordParagraph]) -> str:
    return " ".join(words for part in paragraphs if (words := _words(part)))


def _edges(document: WordDocument) -> Iterator[Dropped]:
    """Yield the words that stand on every page, each once."""
    seen = set()
    for section in document.sections:
        for why, edge in (("page header", section.header), ("page footer", section.footer)):
            words = clean(" ".join(map(_words, edge.paragraphs)))
            if words and words not in seen:
                seen.add(words)
                yield Dropped(words, why)
