"""A PDF to an article, by pypdf: its lines with their size, joined to paragraphs.

Larger lines are headings. What stands at the edge of most pages is furniture. Tables are not told from text:
their rows come as lines. A scan holds no words, and is refused.
"""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from pypdf import PageObject, PdfReader

from maghandout.diagnostics import Origin
from maghandout.errors import ArticleError
from maghandout.importing.article import Article, Block, Dropped, Heading, Paragraph, clean
from maghandout.importing.furniture import is_title_like
from maghandout.importing.limits import MOST_PAGES
from maghandout.importing.plain import article_of

_LARGER = 1.12
"""How much larger than the text a heading is at least."""
_GAP = 1.35
"""How much farther than usual the next line stands after a paragraph."""
_FULL = 0.68
"""Share of the width from which a line counts as full; letters differ in width."""
_EDGE = 2
"""Lines at the top and bottom of a page that may be its header or footer."""


class _Line(Struct, frozen=True):
    """One printed line."""

    text: str
    size: float
    """Points."""
    height: float
    """Points above the foot of the page."""
    page: int


def read(data: bytes, shown: str) -> Article:
    """Read a PDF.

    Raises:
        ArticleError: it is locked, has too many pages, or holds no words.
    """
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise ArticleError.at(Origin(shown), "is locked with a password", "save a copy without one")
    if len(reader.pages) > MOST_PAGES:
        message = f"has {len(reader.pages)} pages, at most {MOST_PAGES} are read"
        raise ArticleError.at(Origin(shown), message, "import the pages with the article alone")
    pages = [tuple(_lines(page, number)) for number, page in enumerate(reader.pages, 1)]
    lines, dropped = _without_edges(pages)
    if not lines:
        raise ArticleError.at(Origin(shown), "holds no words", "a scan: run a text recognition (OCR) first")
    return _article(lines, dropped)


def _lines(page: PageObject, number: int) -> Iterator[_Line]:
    parts: list[tuple[str, float, float]] = []

    def take(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        scale = abs(tm[3] * cm[3]) or abs(tm[0] * cm[0]) or 1.0
        height = tm[5] * cm[3] + cm[5]
        parts.extend((piece, size * scale, height) for piece in re.split(r"(\n)", text) if piece)

    page.extract_text(visitor_text=take)
    held: list[tuple[str, float, float]] = []
    for part in (*parts, ("\n", 0.0, 0.0)):
        if part[0] != "\n":
            held.append(part)
            continue
        words = clean("".join(text for text, _, _ in held))
        if words:
            solid = [(size, height) for text, size, height in held if text.strip()]
            yield _Line(words, max(size for size, _ in solid), solid[0][1], number)
        held = []


def _without_edges(pages: Sequence[Sequence[_Line]]) -> tuple[list[_Line], list[Dropped]]:
    """Return all lines without those that stand at the edge of most pages, and a note of each."""
    names = Counter(name for page in pages for name in {_name(line) for line in _edges(page)})
    lines: list[_Line] = []
    dropped: dict[str, Dropped] = {}
    for page in pages:
        edges = _edges(page)
        for line in page:
            repeats = len(pages) > 1 and names[_name(line)] > len(pages) / 2
            is_number = re.fullmatch(r"(?:page )?\d{1,3}(?: (?:of|/) \d{1,3})?", line.text, re.IGNORECASE)
            if line in edges and (repeats or is_number):
                why = "page number" if is_number else "page header or footer"
                dropped.setdefault(_name(line), Dropped(line.text, why, line.page))
            else:
                lines.append(line)
    return lines, list(dropped.values())


def _edges(page: Sequence[_Line]) -> tuple[_Line, ...]:
    return (*page[:_EDGE], *page[-_EDGE:])


def _name(line: _Line) -> str:
    """Return a line with its height, its numbers made alike: page numbers do not tell two footers apart."""
    return f"{line.height:.0f} {re.sub(r'[0-9]+', '#', line.text.lower())}"


def _article(lines: Sequence[_Line], dropped: Sequence[Dropped]) -> Article:
    body = _body_size(lines)
    large = [line for line in _joined(lines, body) if _is_large(line, body)]
    sizes = sorted({round(line.size, 1) for line in large}, reverse=True)
    title = large[0].text if large and round(large[0].size, 1) == sizes[0] else ""
    levels = {line.text: 2 + sizes.index(round(line.size, 1)) for line in large}
    if title and [line.text for line in large if round(line.size, 1) == sizes[0]] == [title]:
        levels = {text: level - 1 for text, level in levels.items()}
    article = article_of(list(_numbered(_joined(lines, body), body)), dropped, _FULL)
    marked = tuple(_marked(block, levels) for block in article.blocks)
    kept = tuple(block for block in marked if not (isinstance(block, Heading) and block.text == title))
    return replace(article, blocks=kept, title=title or article.title)


def _marked(block: Block, levels: dict[str, int]) -> Block:
    """Return a block as a heading when its line is printed large, and as text when it is not."""
    if isinstance(block, Heading | Paragraph) and block.text in levels:
        return Heading(block.text, min(max(levels[block.text], 2), 6), block.line)
    if isinstance(block, Heading) and levels:
        return Paragraph(block.text, block.line)
    return block


def _body_size(lines: Sequence[_Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return letters.most_common(1)[0][0]


def _is_large(line: _Line, body: float) -> bool:
    return line.size >= _LARGER * body and is_title_like(line.text)


def _joined(lines: Sequence[_Line], body: float) -> list[_Line]:
    """Join the lines of a heading that needs two."""
    joined: list[_Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        is_more = last is not None and last.size == line.size >= _LARGER * body and last.page == line.page
        if last and is_more and 0 < last.height - line.height < 1.5 * line.size:
            joined[-1] = replace(last, text=f"{last.text} {line.text}", height=line.height)
        else:
            joined.append(line)
    return joined


def _numbered(lines: Sequence[_Line], body: float) -> Iterator[tuple[int, str]]:
    """Yield the lines with the numbers of their pages, a blank one wherever a paragraph ends."""
    usual = _usual_gap(lines) or body * 1.2
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None and before.page == line.page:
            gap = before.height - line.height
            if gap > _GAP * usual or gap < 0 or before.size != line.size:
                yield line.page, ""
        yield line.page, line.text


def _usual_gap(lines: Sequence[_Line]) -> float:
    gaps = Counter(
        round(before.height - line.height, 1)
        for before, line in itertools.pairwise(lines)
        if before.page == line.page and before.height > line.height
    )
    return gaps.most_common(1)[0][0] if gaps else 0.0
