"""A seed's front matter: the YAML block between `---` lines to typed fields and CSL variables."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct, field

from maghandout.diagnostics import Finding
from maghandout.yamlfile import Fields, Node, Sequence, parse

_BLOCK = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class FrontMatter(Struct, frozen=True):
    """What a seed says about itself."""

    id: str
    title: str = ""
    csl: dict[str, object] = field(default_factory=dict)
    original_file: str = ""
    original_sha256: str = ""
    left_out: tuple[str, ...] = ()


def read_front_matter(
    text: str, path: str, fallback_id: str, problems: list[Finding]
) -> tuple[FrontMatter, str, int]:
    """Split `text` into front matter, body, and the line that the body begins on."""
    block = _BLOCK.match(text)
    if not block:
        return FrontMatter(fallback_id, csl={"type": "document", "id": fallback_id}), text, 1
    fields = Fields(parse(block["yaml"], path, first_line=2), "front matter", problems)
    front = _read(fields, fallback_id)
    fields.finish()
    return front, text[block.end() :], text.count("\n", 0, block.end()) + 1


def date_parts(date: datetime.date) -> dict[str, object]:
    """Return a date as CSL-JSON writes it."""
    return {"date-parts": [[date.year, date.month, date.day]]}


def _read(fields: Fields, fallback_id: str) -> FrontMatter:
    seed_id = fields.text("id") or fallback_id
    if not _ID.fullmatch(seed_id):
        fields.problem(fields.origin_of("id"), f"not an id: {seed_id!r}", "use a-z, 0-9 and -")
    csl: dict[str, object] = {"id": seed_id, "type": fields.text("type") or "document"}
    for key, variable in (("publisher", "publisher"), ("container", "container-title"), ("url", "URL")):
        if value := fields.text(key):
            csl[variable] = value
    if authors := _authors(fields):
        csl["author"] = [{"literal": author} for author in authors]
    for key in ("issued", "accessed"):
        if date := fields.date(key):
            csl[key] = date_parts(date)
    title = fields.text("title")
    file, digest, left_out = _original(fields)
    return FrontMatter(seed_id, title, csl, file, digest, left_out)


def _authors(fields: Fields) -> tuple[str, ...]:
    node: Node | None = fields.node("author")
    if isinstance(node, Sequence):
        return fields.texts("author")
    author = fields.text("author")
    return (author,) if author else ()


def _original(fields: Fields) -> tuple[str, str, tuple[str, ...]]:
    node = fields.node("original")
    if node is None:
        return "", "", ()
    original = Fields(node, "original", fields.problems)
    file, digest = original.text("file", required=True), original.text("sha256", required=True)
    if digest and not _SHA256.fullmatch(digest):
        original.problem(original.origin_of("sha256"), "sha256: expected 64 hexadecimal digits")
    left_out = original.texts("left_out")
    original.finish()
    return file, digest, left_out
