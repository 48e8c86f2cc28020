"""One selector to the statements it picks, before any policy.

A selector that picks nothing is an error that offers the closest names.
"""

from __future__ import annotations

from maghandout.diagnostics import Origin, did_you_mean
from maghandout.errors import SelectionError
from maghandout.model.document import ChartKind
from maghandout.model.library import Anchor, Library, Seed, SeedRow, SeedSection, SeedTable, Statement
from maghandout.model.topic import ByAnchor, ByFilter, ByOpening, Selector, TableSpec


def resolve(selector: Selector, library: Library) -> tuple[Statement, ...]:
    """Return the statements that a selector picks, in the order of the seed, at least one.

    Raises:
        SelectionError: it picks nothing, or an opening picks more than one.
    """
    match selector:
        case ByAnchor():
            return _by_anchor(selector, library)
        case ByFilter():
            return _by_filter(selector, library)
        case ByOpening():
            return (_by_opening(selector, library),)


def names_one(selector: Selector, library: Library) -> bool:
    """Tell whether a selector names a single statement, rather than meeting it among others."""
    match selector:
        case ByAnchor(anchor=anchor):
            return anchor in library.statements
        case ByFilter():
            return False
        case ByOpening():
            return True


def resolve_table(
    spec: TableSpec, library: Library
) -> tuple[SeedTable, tuple[int, ...], tuple[SeedRow, ...]]:
    """Return a table, the positions of the asked columns (from 1; 0 is the row heads'), and the asked rows.

    Raises:
        SelectionError: no such table, row or column, or people are to be drawn from what counts no people.
    """
    table = library.tables.get(spec.table)
    if table is None:
        hint = did_you_mean(spec.table, library.tables)
        raise SelectionError.at(spec.origin, f"unknown table {spec.table!r}", hint)
    if spec.kind is ChartKind.ICONS and not table.measure:
        message = f"the numbers of {spec.table!r} do not count people, so they cannot be drawn as people"
        hint = "leave out 'kind: icons'; a table that counts people of 100 says so with measure=people"
        raise SelectionError.at(spec.origin, message, hint)
    columns = {name: position for position, (name, _) in enumerate(table.columns) if position}
    rows = {row.id: row for row in table.rows}
    for kind, asked, known in (("column", spec.columns, columns), ("row", spec.rows, rows)):
        for name in asked:
            if name not in known:
                hint = did_you_mean(name, known) or f"{kind}s: {', '.join(known)}"
                raise SelectionError.at(spec.origin, f"{spec.table}: unknown {kind} {name!r}", hint)
    picked_columns = tuple(columns[name] for name in spec.columns) or tuple(columns.values())
    return table, picked_columns, tuple(rows[name] for name in spec.rows) or table.rows


def _by_anchor(selector: ByAnchor, library: Library) -> tuple[Statement, ...]:
    anchor = selector.anchor
    if anchor in library.statements:
        return (library.statements[anchor],)
    if anchor in library.tables:
        return tuple(cell for row in library.tables[anchor].rows for cell in row.cells)
    if anchor in library.sections:
        statements = _of_section(library.sections[anchor], library)
    elif anchor in library.seeds:
        statements = library.seeds[anchor].statements
    else:
        raise SelectionError.at(selector.origin, *_unknown(anchor, library))
    if not statements:
        raise SelectionError.at(selector.origin, f"{anchor!r} holds no statements")
    return statements


def _unknown(anchor: Anchor, library: Library) -> tuple[str, str]:
    """Return message and hint for an address that leads nowhere."""
    seed, mark, _ = anchor.partition("#")
    if seed not in library.seeds:
        hint = did_you_mean(seed, library.seeds) or f"seeds: {', '.join(sorted(library.seeds))}"
        return f"unknown seed {seed!r}", hint
    if not mark:
        return f"nothing to select in {anchor!r}", "write seed#id"
    near = [name for name in library.anchors() if name.startswith(f"{seed}#")]
    return f"unknown anchor {anchor!r}", did_you_mean(anchor, near)


def _by_filter(selector: ByFilter, library: Library) -> tuple[Statement, ...]:
    seed = _seed(selector.seed, selector.origin, library)
    statements = seed.statements
    if selector.section:
        statements = _of_section(_section(seed, selector.section, selector.origin), library)
    found = tuple(item for item in statements if selector.kind in (None, item.kind))
    if not found:
        kinds = sorted({item.kind.value for item in statements})
        hint = f"kinds there: {', '.join(kinds)}" if kinds else "the section is empty"
        raise SelectionError.at(selector.origin, f"nothing matches {selector}", hint)
    return found


def _by_opening(selector: ByOpening, library: Library) -> Statement:
    seed = _seed(selector.seed, selector.origin, library)
    opening = _folded(selector.opening)
    found = [item for item in seed.statements if _folded(item.text).startswith(opening)]
    if len(found) == 1:
        return found[0]
    if found:
        lines = ", ".join(str(item.origin.line) for item in found)
        message = f"{len(found)} statements of {seed.id!r} open with {selector.opening!r} (lines {lines})"
        raise SelectionError.at(selector.origin, message, "quote more of the opening")
    starts = {item.text[: len(selector.opening) + 12]: item for item in seed.statements}
    hint = did_you_mean(selector.opening, starts)
    message = f"no statement of {seed.id!r} opens with {selector.opening!r}"
    raise SelectionError.at(selector.origin, message, hint)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _seed(name: str, origin: Origin, library: Library) -> Seed:
    if name not in library.seeds:
        hint = did_you_mean(name, library.seeds) or f"seeds: {', '.join(sorted(library.seeds))}"
        raise SelectionError.at(origin, f"unknown seed {name!r}", hint)
    return library.seeds[name]


def _section(seed: Seed, name: str, origin: Origin) -> SeedSection:
    for section in seed.sections:
        if section.anchor == f"{seed.id}#{name}" or _folded(section.heading) == _folded(name):
            return section
    names = [section.anchor.partition("#")[2] for section in seed.sections]
    hint = did_you_mean(name, names) or f"sections: {', '.join(names) or 'none'}"
    raise SelectionError.at(origin, f"unknown section {name!r} in {seed.id!r}", hint)


def _of_section(section: SeedSection, library: Library) -> tuple[Statement, ...]:
    """Return the statements of a section and of the sections below it."""
    seed = library.seeds[section.anchor.partition("#")[0]]
    within = {item.anchor for item in seed.sections if section.anchor in (item.anchor, *item.ancestors)}
    return tuple(statement for statement in seed.statements if statement.section in within)
