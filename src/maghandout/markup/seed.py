"""One seed's Markdown text to a `Seed`.

A document without any of our attributes is a seed too: headings, paragraphs, list items and table cells
get stable ids from their own words. Nothing is checked here against other files; `library.scan` does that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from maghandout.diagnostics import Finding, Origin, did_you_mean
from maghandout.errors import SeedError
from maghandout.markup.attributes import split_attributes
from maghandout.markup.frontmatter import FrontMatter, read_front_matter
from maghandout.markup.places import heading_of, places_of
from maghandout.markup.words import flat, runs_of, slug
from maghandout.model.library import (
    MEASURES,
    PEOPLE,
    Certainty,
    Kind,
    Seed,
    SeedRow,
    SeedSection,
    SeedTable,
    Statement,
)
from maghandout.yamlfile import raise_problems

_CLINICAL = "Clinical:"
_OWN_KEYS = ("id", "kind", "at", "ref", "corrects", "certainty", "mark", "clinical", "unused")
_TERM_KEYS = ("term", "also", "explains")
_STATEMENT_KEYS = (*_OWN_KEYS, *_TERM_KEYS)
_SECTION_KEYS = ("id", "at", "unused")
_TABLE_KEYS = ("id", "kind", "at", "ref", "mark", "unit", "title", "read", "measure")

_NAMED = re.compile(r"[{\s]#([\w.-]+)")
_Chosen = TypeVar("_Chosen", Kind, Certainty)
_BLOCKS = MarkdownIt("commonmark").enable("table").disable("inline")


def parse_seed(text: str, path: str, fallback_id: str) -> Seed:
    """Parse a seed; `fallback_id` names it when its front matter does not.

    Raises:
        YamlError: the front matter is not YAML.
        SeedError: everything else that is wrong, all at once.
    """
    problems: list[Finding] = []
    front, body, first_line = read_front_matter(text, path, fallback_id, problems)
    reader = _Reader(front, path, first_line, problems)
    reader.read(_BLOCKS.parse(body))
    _check_places(front, reader, problems)
    raise_problems(problems, SeedError)
    return Seed(
        id=front.id,
        title=front.title or reader.first_heading or front.id,
        csl=front.csl | {"title": front.title or reader.first_heading or front.id},
        sections=tuple(reader.sections),
        statements=tuple(reader.statements),
        tables=tuple(reader.tables),
        origin=Origin(path),
        original_file=front.original_file,
        original_sha256=front.original_sha256,
        left_out=front.left_out,
    )


def _check_places(front: FrontMatter, reader: _Reader, problems: list[Finding]) -> None:
    """In a digest every statement says where it stands, under a heading that the digest mirrors."""
    if not front.original_file:
        return
    headings = {section.at for section in reader.sections}
    for statement in reader.statements:
        if not statement.at:
            problems.append(Finding(f"the statement {statement.anchor!r} has no 'at'", statement.origin))
        for place in places_of(statement.at):
            heading = heading_of(place)
            if heading not in headings:
                hint = did_you_mean(heading, headings)
                problems.append(Finding(f"'at' names no section: {heading!r}", statement.origin, hint))


class _OpenTable(Struct):
    """A table whose caption line has not been seen yet."""

    line: int
    rows: list[list[tuple[str, Mapping[str, str]]]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


class _Reader:
    """Walks the block tokens of one document and gathers its parts."""

    def __init__(self, front: FrontMatter, path: str, first_line: int, problems: list[Finding]) -> None:
        self.sections: list[SeedSection] = []
        self._section_unused = ""
        """Why no topic uses the statements of the last section."""
        self.statements: list[Statement] = []
        self.tables: list[SeedTable] = []
        self.first_heading = ""
        self._front = front
        self._path = path
        self._offset = first_line
        self._problems = problems
        self._taken: dict[str, int] = {}
        self._reserved: frozenset[str] = frozenset()
        """Ids that the document gives by name; ids made from words keep clear of them."""
        self._table: _OpenTable | None = None

    def read(self, tokens: Sequence[Token]) -> None:
        self._reserved = frozenset(name for token in tokens for name in _NAMED.findall(token.content))
        inside: list[str] = []
        line, level = self._offset, 0
        for token in tokens:
            line = token.map[0] + self._offset if token.map else line
            if token.nesting == 1:
                inside.append(token.type.removesuffix("_open"))
                if token.type == "heading_open":
                    level = int(token.tag[1:])
                elif token.type == "table_open":
                    self._close_table("", {})
                    self._table = _OpenTable(line)
                elif token.type == "tr_open" and self._table:
                    self._table.rows.append([])
                    self._table.lines.append(line)
            elif token.nesting == -1:
                inside.pop()
            elif token.type == "inline" or token.content.strip():
                self._take(token.content, inside[-1] if inside else "", level, line)
        self._close_table("", {})

    def _take(self, content: str, parent: str, level: int, line: int) -> None:
        text, attributes = self._split(content, line)
        if parent in ("th", "td") and self._table:
            self._table.rows[-1].append((text, attributes))
        elif parent == "heading":
            self._close_table("", {})
            self._heading(text, attributes, level, line)
        elif self._table and (text == ":" or text.startswith(": ")):
            self._close_table(text[1:].strip(), attributes)
        elif text.startswith(_CLINICAL) and self.statements:
            clinical = flat(text.removeprefix(_CLINICAL))
            self.statements[-1] = replace(self.statements[-1], clinical=clinical)
        elif text:
            self._close_table("", {})
            self.statements.append(self._statement(text, attributes, {}, line))

    def _split(self, content: str, line: int) -> tuple[str, Mapping[str, str]]:
        try:
            return split_attributes(content)
        except ValueError as error:
            self._problem(line, str(error))
            return content, {}

    def _heading(self, text: str, attributes: Mapping[str, str], level: int, line: int) -> None:
        self._known(attributes, _SECTION_KEYS, line)
        text = flat(text)
        if level == 1 and not self.first_heading and not attributes:
            self.first_heading = text
            return
        self.first_heading = self.first_heading or text
        above = [section for section in self.sections if section.level < level]
        parent = above[-1] if above else None
        ancestors = (*parent.ancestors, parent.anchor) if parent else ()
        anchor = self._anchor(attributes.get("id", ""), text, line)
        origin = Origin(self._path, line)
        self._section_unused = attributes.get("unused", "")
        self.sections.append(SeedSection(anchor, text, level, attributes.get("at", ""), origin, ancestors))

    def _statement(
        self, text: str, own: Mapping[str, str], inherited: Mapping[str, str], line: int, cell_id: str = ""
    ) -> Statement:
        self._known(own, _STATEMENT_KEYS, line)
        attributes = {**inherited, **own}
        runs = runs_of(text)
        words = "".join(run.text for run in runs)
        default = Kind.QUESTION if words.endswith("?") else Kind.FACT
        certainty = self._choice(attributes, "certainty", Certainty, line)
        return Statement(
            anchor=self._anchor(own.get("id", "") or cell_id, words, line),
            kind=self._choice(attributes, "kind", Kind, line) or default,
            plain=runs,
            clinical=attributes.get("clinical", ""),
            at=attributes.get("at", ""),
            references=tuple(attributes.get("ref", "").split()),
            origin=Origin(self._path, line),
            section=self.sections[-1].anchor if self.sections else "",
            corrects=attributes.get("corrects", ""),
            certainty=certainty,
            is_confirmed=attributes.get("mark", "") != "unconfirmed",
            unused=attributes.get("unused", "") or self._section_unused,
            term=attributes.get("term", ""),
            also=tuple(also.strip() for also in attributes.get("also", "").split(";") if also.strip()),
            explains=tuple(attributes.get("explains", "").split()),
        )

    def _close_table(self, caption: str, attributes: Mapping[str, str]) -> None:
        table, self._table = self._table, None
        if table is None or len(table.rows) < 1:
            return
        self._known(attributes, _TABLE_KEYS, table.line)
        anchor = self._anchor(attributes.get("id", ""), caption or "table", table.line)
        name = anchor.partition("#")[2]
        heads = [flat(text) for text, _ in table.rows[0]]
        columns = list(zip(_ids(table.rows[0]), heads, strict=True))
        row_ids = _ids([cells[0] for cells in table.rows[1:]])
        inherited = {key: attributes[key] for key in ("kind", "at", "ref", "mark") if key in attributes}
        rows = [
            self._row(cells, columns, inherited, f"{name}.{row}", line)
            for row, cells, line in zip(row_ids, table.rows[1:], table.lines[1:], strict=True)
        ]
        if attributes.get("measure", PEOPLE) not in MEASURES:
            found = f"unknown measure {attributes['measure']!r}"
            self._problem(table.line, found, f"measures: {', '.join(MEASURES)}")
        section = self.sections[-1].anchor if self.sections else ""
        extra = {key: attributes.get(key, "") for key in ("unit", "title", "read", "measure")}
        origin = Origin(self._path, table.line)
        self.tables.append(
            SeedTable(anchor, flat(caption), tuple(columns), tuple(rows), origin, section, **extra)
        )

    def _row(
        self,
        cells: Sequence[tuple[str, Mapping[str, str]]],
        columns: Sequence[tuple[str, str]],
        inherited: Mapping[str, str],
        address: str,
        line: int,
    ) -> SeedRow:
        head, attributes = cells[0]
        self._known(attributes, _STATEMENT_KEYS, line)
        own = {key: value for key, value in attributes.items() if key != "id"}
        statements = []
        for (column, _), (text, cell) in zip(columns[1:], cells[1:], strict=False):
            inherits = {**inherited, **own}
            statements.append(self._statement(text, cell, inherits, line, f"{address}.{column}"))
        self.statements += statements
        return SeedRow(address.rpartition(".")[2], flat(head), tuple(statements))

    def _anchor(self, wanted: str, words: str, line: int) -> str:
        """Return the address of an id; without one, make it from the words and keep it unique."""
        name = wanted or slug(words) or "item"
        if wanted and name in self._taken:
            self._problem(line, f"the id {name!r} stands twice, first on line {self._taken[name]}")
        number = 2
        while not wanted and (name in self._taken or name in self._reserved):
            name = f"{slug(words) or 'item'}-{number}"
            number += 1
        self._taken.setdefault(name, line)
        return f"{self._front.id}#{name}"

    def _known(self, attributes: Mapping[str, str], known: Sequence[str], line: int) -> None:
        for key in attributes:
            if key not in known:
                self._problem(line, f"unknown attribute {key!r}", did_you_mean(key, known))

    def _choice(
        self, attributes: Mapping[str, str], key: str, choices: type[_Chosen], line: int
    ) -> _Chosen | None:
        value = attributes.get(key, "")
        if not value:
            return None
        try:
            return choices(value)
        except ValueError:
            expected = ", ".join(choices)
            self._problem(
                line, f"{key}: found {value!r}, expected one of {expected}", did_you_mean(value, choices)
            )
            return None

    def _problem(self, line: int, message: str, hint: str = "") -> None:
        self._problems.append(Finding(message, Origin(self._path, line), hint))


def _ids(cells: Sequence[tuple[str, Mapping[str, str]]]) -> list[str]:
    """Return the id of each cell that heads a row or column; one made from words is kept unique."""
    found: list[str] = []
    for number, (text, attributes) in enumerate(cells, 1):
        wanted, made = attributes.get("id", ""), slug(text) or str(number)
        name, again = wanted or made, 2
        while name in found and not wanted:
            name, again = f"{made}-{again}", again + 1
        found.append(name)
    return found
