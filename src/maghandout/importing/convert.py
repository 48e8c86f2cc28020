"""A file of some format to a draft of a seed: its reader, its name, what was left out.

Writes nothing. The caller decides where the draft goes, and never over a seed that is there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import BinaryIO

from msgspec import Struct

from maghandout.diagnostics import Finding, Origin, Severity
from maghandout.errors import ArticleError
from maghandout.importing import plain
from maghandout.importing.article import Article, clean
from maghandout.importing.decoding import decode
from maghandout.importing.limits import (
    MOST_BYTES,
    MOST_TEXT_BYTES,
    ensure_length,
    ensure_size,
    read_apart,
    read_bytes,
    read_stream,
)
from maghandout.importing.seed import Source, opening_of, write
from maghandout.importing.words import Ids
from maghandout.markup.words import slug

STANDARD_INPUT = "-"


class SourceFormat(StrEnum):
    """What an article can be read from; each is a module here."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_SUFFIXES = {
    ".txt": SourceFormat.PLAIN,
    ".text": SourceFormat.PLAIN,
    ".md": SourceFormat.MARKDOWN,
    ".markdown": SourceFormat.MARKDOWN,
    ".html": SourceFormat.HTML,
    ".htm": SourceFormat.HTML,
    ".xhtml": SourceFormat.HTML,
    ".docx": SourceFormat.DOCX,
    ".pdf": SourceFormat.PDF,
}
_ENDINGS = {SourceFormat.PLAIN: "txt", SourceFormat.MARKDOWN: "md"}
_LIBRARIES = {SourceFormat.DOCX: ("docx", "python-docx"), SourceFormat.PDF: ("pypdf", "pypdf")}
"""What the extra `import` brings: the module, and the package that holds it."""
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE | re.DOTALL
)
_MARKED = re.compile(r"^#{1,6} \S", re.MULTILINE)
_OLD_WORD = b"\xd0\xcf\x11\xe0"


class Draft(Struct, frozen=True):
    """A seed to work on."""

    id: str
    text: str
    article: Article
    notes: tuple[Finding, ...]
    """What was left out, as warnings."""


def convert_file(path: Path, seed_id: str = "") -> Draft:
    """Turn a file into a draft; without an id, one is made from its title or name.

    Raises:
        ArticleError: the file cannot be read, is too much, or holds no article; or the id is none.
    """
    return convert(read_bytes(path, str(path)), str(path), seed_id)


def convert_stream(stream: BinaryIO, seed_id: str = "") -> Draft:
    """Turn what standard input gives into a draft.

    Raises:
        ArticleError: as `convert_file`.
    """
    return convert(read_stream(stream, STANDARD_INPUT), STANDARD_INPUT, seed_id)


def convert(data: bytes, shown: str, seed_id: str = "") -> Draft:
    """Turn the bytes of a file into a draft; `shown` is its path, or `-`.

    Raises:
        ArticleError: as `convert_file`.
    """
    ensure_size(data, MOST_BYTES, shown)
    source_format = format_of(data, shown)
    article = _read(source_format, data, shown)
    name = _id(seed_id, article, shown)
    ending = _ENDINGS.get(source_format, source_format.value)
    source = Source(
        file=f"{name}.{ending}" if shown == STANDARD_INPUT else clean(PurePath(shown).name),
        sha256=hashlib.sha256(data).hexdigest(),
        kind="webpage" if source_format is SourceFormat.HTML else "document",
        lines=_lines(source_format, data, shown),
    )
    return Draft(name, write(article, name, source), article, tuple(_notes(article, source_format, shown)))


def format_of(data: bytes, shown: str) -> SourceFormat:
    """Return the format of a file, by its first bytes and, where those do not tell, by its name.

    Raises:
        ArticleError: it is a format that is not read, or not what its name says.
    """
    named = _SUFFIXES.get(PurePath(shown).suffix.lower())
    signed = _signed(data, shown)
    if named in _LIBRARIES and signed is not named:
        raise ArticleError.at(Origin(shown), f"its name ends in .{named}, but it is no {named.upper()} file")
    if signed or named:
        return signed or named or SourceFormat.PLAIN
    if _PAGE.match(data[:4096]):
        return SourceFormat.HTML
    return SourceFormat.MARKDOWN if _MARKED.search(decode(data, shown)) else SourceFormat.PLAIN


def _signed(data: bytes, shown: str) -> SourceFormat | None:
    if data.startswith(b"%PDF-"):
        return SourceFormat.PDF
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return SourceFormat.DOCX
        raise ArticleError.at(
            Origin(shown), "a ZIP file, but no DOCX", "unpack it, or save it as DOCX or PDF"
        )
    if data.startswith(_OLD_WORD):
        raise ArticleError.at(Origin(shown), "a file of an old Office program", "save it as DOCX")
    return None


def _read(source_format: SourceFormat, data: bytes, shown: str) -> Article:
    if source_format is SourceFormat.PLAIN:
        ensure_size(data, MOST_TEXT_BYTES, shown)
        article = plain.read(data, shown)
        ensure_length(article, shown)
        return article
    module, package = _LIBRARIES.get(source_format, ("", ""))
    if module and find_spec(module) is None:
        hint = 'run: pip install "maghandout[import]"'
        raise ArticleError.at(Origin(shown), f"reading {source_format.upper()} needs {package}", hint)
    return read_apart(f"maghandout.importing.{source_format}", data, shown)


def _id(wanted: str, article: Article, shown: str) -> str:
    if wanted and not _ID.fullmatch(wanted):
        raise ArticleError.at(Origin(shown), f"not an id: {wanted!r}", "use a-z, 0-9 and -")
    stem = "" if shown == STANDARD_INPUT else PurePath(shown).stem
    return wanted or Ids().make(article.title, "") or slug(stem) or "article"


def _lines(source_format: SourceFormat, data: bytes, shown: str) -> tuple[str, ...]:
    if source_format is not SourceFormat.PLAIN:
        return ()
    return tuple(line.strip() for line in decode(data, shown).split("\n"))


def _notes(article: Article, source_format: SourceFormat, shown: str) -> Iterator[Finding]:
    for item in article.dropped:
        where = f" on page {item.line}" if source_format is SourceFormat.PDF and item.line else ""
        line = 0 if source_format in _LIBRARIES else item.line
        message = f"left out as {item.why}{where}: {opening_of(item.text)!r}"
        yield Finding(message, Origin(shown, line), severity=Severity.WARNING)
