"""Markdown to an article. Raw HTML in it gives its words alone; nothing of it is run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from maghandout.importing.article import Article, Block, Heading, Item, Paragraph, clean, date_in
from maghandout.importing.decoding import decode
from maghandout.importing.furniture import sift
from maghandout.importing.headings import table_of
from maghandout.importing.limits import MOST_TEXT_BYTES, ensure_size
from maghandout.importing.sources import is_source_address
from maghandout.markup.attributes import split_attributes

_FRONT = re.compile(r"\A---[ \t]*\n(?P<front>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FACT = re.compile(r"^(?P<key>title|author|date|publisher|url):[ \t]*(?P<value>.+)$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s\"<>]{4,300}")
_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def read(data: bytes, shown: str) -> Article:
    """Read Markdown with its tables; the facts of a front matter are kept.

    Raises:
        ArticleError: the bytes are too many or no UTF-8 text.
    """
    ensure_size(data, MOST_TEXT_BYTES, shown)
    text = decode(data, shown)
    front = _FRONT.match(text)
    facts = (
        {found["key"]: clean(found["value"].strip(" \"'")) for found in _FACT.finditer(front["front"])}
        if front
        else {}
    )
    body, first_line = (text[front.end() :], text.count("\n", 0, front.end())) if front else (text, 0)
    blocks = tuple(_blocks(_MARKDOWN.parse(body), first_line))
    tops = [block for block in blocks if isinstance(block, Heading) and block.level == 1]
    title = facts.get("title") or (tops[0].text if tops else "")
    rest = (block for block in blocks if not (tops and block is tops[0] and block.text == title))
    kept, dropped = sift(map(_lowered, rest), title)
    url = _ADDRESS.fullmatch(facts.get("url", ""))
    return Article(
        blocks=kept,
        dropped=dropped,
        title=title,
        author=facts.get("author", ""),
        publisher=facts.get("publisher", ""),
        issued=date_in(facts.get("date", "")),
        url=url.group() if url else "",
    )


def _lowered(block: Block) -> Block:
    return Heading(block.text, max(2, block.level), block.line) if isinstance(block, Heading) else block


def _blocks(tokens: Sequence[Token], first_line: int) -> Iterator[Block]:
    inside: list[str] = []
    rows: list[list[str]] = []
    line, level, table_line = 0, 0, 0
    for token in tokens:
        line = token.map[0] + 1 + first_line if token.map else line
        if token.nesting == 1:
            inside.append(token.type.removesuffix("_open"))
            level = int(token.tag[1:]) if token.type == "heading_open" else level
            if token.type == "table_open":
                rows, table_line = [], line
            elif token.type == "tr_open":
                rows.append([])
        elif token.nesting == -1:
            inside.pop()
            if token.type == "table_close":
                yield from table_of(rows, table_line)
        elif inside and inside[-1] in ("th", "td"):
            rows[-1].append(_words(token))
        elif words := _words(token):
            yield _block(words, inside, level, line)


def _block(words: str, inside: Sequence[str], level: int, line: int) -> Block:
    if inside and inside[-1] == "heading":
        return Heading(words, level, line)
    return Item(words, line) if "list_item" in inside else Paragraph(words, line)


def _words(token: Token) -> str:
    """Return the words of a block without their markup and without an attribute list."""
    if token.type in ("html_block", "fence", "code_block"):
        text = _UNSEEN.sub(" ", token.content) if token.type == "html_block" else token.content
        return clean(_TAG.sub(" ", text) if token.type == "html_block" else text)
    text = clean("".join(_inline_words(token.children or ())))
    try:
        return split_attributes(text)[0]
    except ValueError:
        return text


def _inline_words(tokens: Sequence[Token]) -> Iterator[str]:
    addresses: list[str] = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                yield token.content
            case "softbreak" | "hardbreak":
                yield " "
            case "link_open":
                addresses.append(str(token.attrs.get("href", "")))
            case "link_close":
                address = addresses.pop()
                if is_source_address(address) and token.info != "auto":
                    yield f" ({address})"
            case _:
                pass
