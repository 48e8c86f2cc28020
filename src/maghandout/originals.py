"""An original article and its digest to units, passages, and what the digest lost or made up.

Every non-blank line of an original is one unit: an **item** when it opens with `-`, `•` or `1.`, a **row**
when it opens with `|`, else a **paragraph**. Each kind is counted from 1 below its heading. Lines that are no
unit: the title, a table's header and the line of rules under it, lines with an opening that the seed says is
left out, and headings. A heading is a line that equals the `at` of one of the seed's sections; it opens its
stretch once, and should it come again it is a unit like any other. What stands before the first heading is
below `Opening`.

Nothing here judges wording: only places and figures can be compared by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from maghandout.figures import Figure, figures
from maghandout.markup.places import heading_of, places_of
from maghandout.model.library import Seed, Statement

OPENING = "Opening"
"""The heading of what stands before an original's first one."""

_ITEM = re.compile(r"[-•]\s|\d+\.\s")
_RULES = re.compile(r"\|[-:| ]+")
_NUMBERS = re.compile(r", (?P<kind>paragraph|item|row)s? (?P<first>\d+)(?:-(?P<last>\d+))?\Z")


class UnitKind(StrEnum):
    """What sort of line a unit is, in the words of an `at`."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"


class Unit(Struct, frozen=True):
    """One line of an original and its address."""

    heading: str
    kind: UnitKind
    number: int
    """Counted from 1 within its kind below its heading."""
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.heading}, {self.kind} {self.number}"


class Original(Struct, frozen=True):
    """The headings that were found, `Opening` first, and the units below them."""

    headings: tuple[str, ...]
    units: tuple[Unit, ...]

    def place(self, place: str) -> tuple[Unit, ...] | None:
        """Return the units of one place of an `at`; None when it, or a part of its range, names nothing."""
        heading = heading_of(place)
        if heading not in self.headings:
            return None
        below = tuple(unit for unit in self.units if unit.heading == heading)
        numbers = _NUMBERS.search(place)
        if not numbers:
            return below
        wanted = range(int(numbers["first"]), int(numbers["last"] or numbers["first"]) + 1)
        found = tuple(unit for unit in below if unit.kind == numbers["kind"] and unit.number in wanted)
        return found if wanted and len(found) == len(wanted) else None

    def passage(self, at: str) -> tuple[Unit, ...]:
        """Return the units that an `at` names; places that name nothing add none."""
        return tuple(unit for place in places_of(at) for unit in self.place(place) or ())


def read_original(text: str, seed: Seed) -> Original:
    """Divide an original's text into units, by the headings and left-out lines that its seed names."""
    expected = {section.at for section in seed.sections}
    found = [OPENING]
    units: list[Unit] = []
    count: dict[UnitKind, int] = {}
    for number, line in _content(text, seed):
        if line in expected and line not in found:
            found.append(line)
            count = {}
            continue
        kind = _kind(line)
        count[kind] = count.get(kind, 0) + 1
        units.append(Unit(found[-1], kind, count[kind], number, line))
    return Original(tuple(found), tuple(units))


def left_out_lines(text: str, opening: str) -> tuple[str, ...]:
    """Return the lines of an original that begin with the opening of a left-out line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip().startswith(opening))


def unknown_headings(seed: Seed, original: Original) -> list[str]:
    """List the sections whose `at` is no line of the original."""
    return [
        f"{section.anchor}: {section.at!r}"
        for section in seed.sections
        if section.at not in original.headings
    ]


def unresolved_places(seed: Seed, original: Original) -> list[str]:
    """List the places that name nothing, each with its statement."""
    return [
        f"{statement.anchor}: {place!r}"
        for statement in seed.statements
        for place in places_of(statement.at) or ("",)
        if original.place(place) is None
    ]


def uncovered_units(seed: Seed, original: Original) -> list[str]:
    """List the units that no statement's `at` names."""
    covered = _statements_by_unit(seed, original)
    return [str(unit) for unit in original.units if unit not in covered]


def lost_figures(seed: Seed, original: Original) -> list[str]:
    """List the figures of the original that no statement on their line gives with the same unit."""
    heads = _row_heads(seed)
    return [
        f"{unit}: {figure}"
        for unit, statements in _statements_by_unit(seed, original).items()
        for figure in sorted(figures(unit.text) - _figures_of(statements, heads))
    ]


def stray_figures(seed: Seed, original: Original) -> list[str]:
    """List the figures of statements that do not stand in the passage that the statement's `at` names."""
    return [
        f"{statement.anchor}: {figure}"
        for statement in seed.statements
        for figure in sorted(_strays(statement, original.passage(statement.at)))
    ]


def _content(text: str, seed: Seed) -> Iterator[tuple[int, str]]:
    """Yield the lines that are a heading or a unit, each with its number."""
    lines = [line.strip() for line in text.splitlines()]
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), 1):
        is_header = line.startswith("|") and _RULES.fullmatch(following)
        is_furniture = line == seed.title or line.startswith(seed.left_out)
        if line and not (is_header or is_furniture or _RULES.fullmatch(line)):
            yield number, line


def _kind(line: str) -> UnitKind:
    if line.startswith("|"):
        return UnitKind.ROW
    return UnitKind.ITEM if _ITEM.match(line) else UnitKind.PARAGRAPH


def _statements_by_unit(seed: Seed, original: Original) -> dict[Unit, list[Statement]]:
    by_unit: dict[Unit, list[Statement]] = {}
    for statement in seed.statements:
        for unit in original.passage(statement.at):
            by_unit.setdefault(unit, []).append(statement)
    return by_unit


def _row_heads(seed: Seed) -> dict[str, str]:
    """Return the row head over each table cell; it is printed with the cell and may carry a figure."""
    return {cell.anchor: row.head for table in seed.tables for row in table.rows for cell in row.cells}


def _figures_of(statements: Iterable[Statement], heads: Mapping[str, str]) -> frozenset[Figure]:
    texts = [text for item in statements for text in (item.text, item.clinical, heads.get(item.anchor, ""))]
    return frozenset().union(*map(figures, texts))


def _strays(statement: Statement, passage: Iterable[Unit]) -> Iterator[Figure]:
    """Yield figures not in the passage; plain words may round what the clinical register gives exactly."""
    there = frozenset().union(*(figures(unit.text) for unit in passage))
    clinical = figures(statement.clinical)
    exact = {figure for figure in clinical if any(map(figure.agrees_with, there))}
    yield from clinical - exact
    for figure in figures(statement.text) - clinical:
        if not any(map(figure.agrees_with, there)) and not any(map(figure.rounds, exact)):
            yield figure
