"""A web page to an article: the stretch that holds it, its blocks, and what stands around it.

The page is parsed by lxml without the network, and nothing in it is run, fetched or followed. Words are taken
from the elements that a reader of the page sees; what is hidden, a form or a frame is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from maghandout.diagnostics import Origin
from maghandout.errors import ArticleError
from maghandout.importing.article import (
    Article,
    Block,
    Heading,
    Item,
    Paragraph,
    Table,
    clean,
    date_in,
)
from maghandout.importing.decoding import declared_encoding, decode
from maghandout.importing.furniture import sift
from maghandout.importing.headings import table_of
from maghandout.importing.limits import MOST_TEXT_BYTES, ensure_size
from maghandout.importing.page import without_furniture
from maghandout.importing.sources import is_source_address

_UNSEEN = (
    *(
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
    ),
    *("video", "select", "button", "input", "textarea", "option", "frameset", "applet"),
)
_BLOCKS = re.compile(
    r"""address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]
    |header|hr|html|legend|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul""",
    re.VERBOSE,
)
_POWERS = {"2": "²", "3": "³"}


def read(data: bytes, shown: str) -> Article:
    """Read a web page.

    Raises:
        ArticleError: it is too large, not text in the encoding it declares, or holds no element.
    """
    ensure_size(data, MOST_TEXT_BYTES, shown)
    text = decode(data, shown, declared_encoding(data))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        raise ArticleError.at(Origin(shown), "no element of a web page found")
    facts = _Facts(root)
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    main, dropped = without_furniture(root)
    title, blocks = _titled(tuple(_Walk().blocks(main)), facts.title)
    kept, sifted = sift(blocks, title)
    return Article(
        blocks=kept,
        dropped=tuple(sorted((*dropped, *sifted), key=lambda item: item.line)),
        title=title,
        author=facts.meta("author", "article:author"),
        publisher=facts.meta("og:site_name"),
        issued=facts.issued,
        url=facts.url,
    )


class _Facts:
    """What the head of a page says about it."""

    def __init__(self, root: etree._Element) -> None:
        self._metas: dict[str, str] = {}
        for element in root.iter("meta"):
            name = element.get("name") or element.get("property") or element.get("itemprop") or ""
            self._metas.setdefault(name.lower(), clean(element.get("content") or ""))
        found = next(root.iter("title"), None)
        name = clean("".join(found.itertext())) if found is not None else ""
        self.title = self.meta("og:title") or re.split(r"\s[|–—»-]\s", name)[0]
        links = (link.get("href") for link in root.iter("link") if link.get("rel") == "canonical")
        self.url = _web_address(next(links, "") or self.meta("og:url"))
        self.issued = date_in(self.meta("article:published_time", "datepublished", "date"))

    def meta(self, *names: str) -> str:
        """Return the first of some facts that the page gives; an address is none."""
        values = (self._metas.get(name, "") for name in names)
        return next((value for value in values if value and not value.startswith("http")), "")


def _web_address(text: str | None) -> str:
    return text if text and re.fullmatch(r"https?://[^\s\"<>]{4,300}", text) else ""


def _titled(blocks: tuple[Block, ...], title: str) -> tuple[str, tuple[Block, ...]]:
    """Return the title and the blocks without it: the first main heading, else what the head says."""
    tops = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    title = tops[0].text if tops else title
    rest = (block for block in blocks if not (tops and block is tops[0]))
    return title, tuple(_lowered(block) for block in rest)


def _lowered(block: Block) -> Block:
    is_top = isinstance(block, Heading) and block.level < 2
    return Heading(block.text, 2, block.line) if is_top and isinstance(block, Heading) else block


class _Walk:
    """Walks one element without recursion and gathers its blocks."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._line = 0
        self._kinds: list[str] = []
        """The names of the open headings and list items."""
        self._breaks = 0

    def blocks(self, main: etree._Element) -> Iterator[Block]:
        """Yield the blocks of an element in order."""
        walker = etree.iterwalk(main, events=("start", "end"))
        for event, element in walker:
            name = element.tag
            if event == "start" and name == "table" and _is_data(element):
                yield from self._flush()
                yield from _table(element)
                walker.skip_subtree()
            elif event == "start":
                yield from self._start(element, name)
            else:
                yield from self._end(element, name)
                self._take("" if element is main else element.tail or "")
        yield from self._flush()

    def _start(self, element: etree._Element, name: str) -> Iterator[Block]:
        if _BLOCKS.fullmatch(name):
            yield from self._flush()
            self._line = element.sourceline or 0
            self._kinds += [name] if name == "li" or re.fullmatch("h[1-6]", name) else []
        elif name == "br":
            self._breaks += 1
            if self._breaks == 2:
                yield from self._flush()
            self._words.append(" ")
        elif name in ("sup", "sub"):
            self._words.append(_shifted(clean("".join(element.itertext())), "".join(self._words[-3:]), name))
        if name not in ("sup", "sub") and not _is_in_shift(element):
            self._take(element.text or "")

    def _end(self, element: etree._Element, name: str) -> Iterator[Block]:
        if _BLOCKS.fullmatch(name) and name != "table":
            yield from self._flush()
            if self._kinds and self._kinds[-1] == name:
                self._kinds.pop()
        elif name == "a":
            address = _web_address(element.get("href"))
            if is_source_address(address) and "http" not in "".join(element.itertext()):
                self._words.append(f" ({address})")

    def _take(self, text: str) -> None:
        if text.strip():
            self._breaks = 0
        self._words.append(text)

    def _flush(self) -> Iterator[Block]:
        text = clean("".join(self._words))
        self._words, self._breaks = [], 0
        if not text:
            return
        kind = self._kinds[-1] if self._kinds else ""
        if kind.startswith("h"):
            yield Heading(text, int(kind[1]), self._line)
        elif kind == "li":
            yield Item(text, self._line)
        else:
            yield Paragraph(text, self._line)


def _is_in_shift(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("sup", "sub")


def _shifted(text: str, before: str, name: str) -> str:
    """Return raised or lowered words such that no figure grows by them: `10³` is not 103."""
    if not text or name == "sub":
        return text
    if text in _POWERS and (before[-1:].isdigit() or re.search(r"(?:\b|[\d/])[ckm]?m\Z", before)):
        return _POWERS[text]
    if before[-1:].isdigit():
        return f"^{text}"
    return f" [{text}]" if re.fullmatch(r"\d[\d,–-]*", text) else text


def _is_data(table: etree._Element) -> bool:
    """Tell a table of data from one that only arranges a page."""
    if table.get("role") == "presentation" or any(True for _ in table.iterdescendants("table", "h1", "h2")):
        return False
    return max((len(_cells(row)) for row in table.iter("tr")), default=0) > 1


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _table(table: etree._Element) -> Iterator[Block]:
    caption = table.find("./caption")
    if caption is not None and (words := _words(caption)):
        yield Paragraph(words, caption.sourceline or 0)
    rows = [[_words(cell) for cell in _cells(row)] for row in table.iter("tr")]
    for block in table_of([row for row in rows if any(row)], table.sourceline or 0):
        if isinstance(block, Table | Paragraph):
            yield block


def _words(element: etree._Element) -> str:
    return clean(" ".join(block.text for block in _Walk().blocks(element) if not isinstance(block, Table)))
