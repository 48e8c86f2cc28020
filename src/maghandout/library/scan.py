"""The files of `seeds/` to one `Library`, every pointer between them checked.

A seed or record of the user's folder hides the built-in one with the same id. Within one folder an id
that stands twice is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from maghandout.diagnostics import Finding, Origin, did_you_mean
from maghandout.errors import SeedError
from maghandout.library.records import read_appraisals, read_conflicts, read_references, read_safety
from maghandout.library.replaced import without_replaced
from maghandout.markup.seed import parse_seed
from maghandout.model.library import (
    FACTS,
    Appraisal,
    Conflict,
    Library,
    Reference,
    Safety,
    Seed,
)
from maghandout.project import Project
from maghandout.textfile import read_text
from maghandout.yamlfile import raise_problems

_Record = TypeVar("_Record", Reference, Appraisal, Conflict)


def scan(project: Project) -> Library:
    """Read every seed and record of a project.

    Raises:
        FileError, YamlError, SeedError: with every problem of the first file that has one, or every
            pointer that leads nowhere.
    """
    seeds, replaced = _seeds(project)
    references = _merged(project, "references.yaml", read_references)
    appraisals = tuple(_merged(project, "appraisals.yaml", read_appraisals).values())
    conflicts = tuple(_merged(project, "conflicts.yaml", read_conflicts).values())
    library = Library(
        seeds=seeds,
        references=references,
        appraisals=appraisals,
        conflicts=conflicts,
        safety=_safety(project),
        statements={item.anchor: item for seed in seeds.values() for item in seed.statements},
        sections={item.anchor: item for seed in seeds.values() for item in seed.sections},
        tables={item.anchor: item for seed in seeds.values() for item in seed.tables},
        appraised=_appraised(appraisals),
    )
    library = without_replaced(library, replaced)
    raise_problems(list(_dangling(library)), SeedError)
    return library


def _seeds(project: Project) -> tuple[dict[str, Seed], frozenset[str]]:
    """Return the seeds, and the ids of the built-in ones that the user's own stand in for."""
    seeds: dict[str, Seed] = {}
    from_user: set[str] = set()
    replaced: set[str] = set()
    for file in project.files("seeds", "*.md"):
        seed = parse_seed(read_text(file.path, file.shown), file.shown, file.stem)
        if seed.id in seeds:
            if file.is_built_in and seed.id in from_user:
                replaced.add(seed.id)
                continue
            first = seeds[seed.id].origin
            raise SeedError.at(seed.origin, f"the seed id {seed.id!r} stands twice, first in {first}")
        seeds[seed.id] = seed
        if not file.is_built_in:
            from_user.add(seed.id)
    return seeds, frozenset(replaced)


def _merged(
    project: Project, name: str, read: Callable[[str, str], tuple[_Record, ...]]
) -> dict[str, _Record]:
    merged: dict[str, _Record] = {}
    for file in project.each("seeds", name):
        for record in read(read_text(file.path, file.shown), file.shown):
            merged.setdefault(record.id, record)
    return merged


def _safety(project: Project) -> Safety | None:
    for file in project.each("seeds", "safety.yaml"):
        return read_safety(read_text(file.path, file.shown), file.shown)
    return None


def _appraised(appraisals: Iterable[Appraisal]) -> dict[str, tuple[Appraisal, ...]]:
    by_statement: dict[str, list[Appraisal]] = {}
    for appraisal in appraisals:
        for anchor in appraisal.statements:
            by_statement.setdefault(anchor, []).append(appraisal)
    return {
        anchor: tuple(sorted(found, key=lambda appraisal: -appraisal.verdict.severity))
        for anchor, found in by_statement.items()
    }


def _dangling(library: Library) -> Iterable[Finding]:
    """Find every pointer to a statement or reference that does not exist."""
    terms = [term.anchor for term in library.terms]
    for statement in library.statements.values():
        yield from _missing(statement.references, library.references, "reference", statement.origin)
        if statement.corrects:
            yield from _missing((statement.corrects,), library.statements, "statement", statement.origin)
        yield from _missing(statement.explains, terms, "term", statement.origin)
    for appraisal in library.appraisals:
        yield from _missing(appraisal.statements, library.statements, "statement", appraisal.origin)
        yield from _missing(appraisal.references, library.references, "reference", appraisal.origin)
        if appraisal.corrected:
            yield from _missing((appraisal.corrected,), library.statements, "statement", appraisal.origin)
            if not appraisal.corrected.startswith(f"{FACTS}#"):
                message = f"a correction must come from the seed {FACTS!r}: {appraisal.corrected!r}"
                yield Finding(message, appraisal.origin)
    for conflict in library.conflicts:
        anchors = [anchor for side in (*conflict.sides, conflict.resolved_by) for anchor in side]
        yield from _missing(anchors, library.statements, "statement", conflict.origin)
    if library.safety:
        for rule in library.safety.rules:
            anchors = [anchor for group in rule.require for anchor in group]
            yield from _missing(anchors, library.statements, "statement", rule.origin)


def _missing(wanted: Iterable[str], known: Iterable[str], what: str, origin: Origin) -> Iterable[Finding]:
    names = known if isinstance(known, dict) else set(known)
    for name in wanted:
        if name not in names:
            yield Finding(f"unknown {what} {name!r}", origin, did_you_mean(name, names))
