"""The files of `seeds/` to one `Library`, every pointer between them checked.

What was read and checked once is recalled from the cache while its files stay the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from maghandout.cache import keep, recall
from maghandout.diagnostics import Finding, Origin, did_you_mean
from maghandout.errors import FileError, SeedError
from maghandout.hashes import sha256_of, sha256_of_file
from maghandout.inputs import tools_hash
from maghandout.library.parts import Parts
from maghandout.library.replaced import without_replaced
from maghandout.model.library import (
    FACTS,
    Appraisal,
    Library,
)
from maghandout.project import Project

_KIND = "library"


def scan(project: Project) -> Library:
    """Return all that a project's seeds and records hold; what parses them is loaded only where they are new.

    Raises:
        FileError, YamlError, SeedError: with every problem of the first file that has one, or every
            pointer that leads nowhere.
    """
    key = _key_of(project)
    parts = recall(_KIND, key, Parts) if key else None
    if parts:
        return _library(parts)
    from maghandout.library.read import read

    parts = read(project)
    library = _library(parts)
    if problems := tuple(_dangling(library)):
        raise SeedError(problems)
    if key and key == _key_of(project):  # else a file was edited meanwhile
        keep(_KIND, key, parts)
    return library


def _key_of(project: Project) -> str:
    """Return the hash of all that a library is read from and by; empty where a file cannot be read."""
    names = {file.path.name for pattern in ("*.md", "*.yaml") for file in project.files("seeds", pattern)}
    files = [file for name in sorted(names) for file in project.each("seeds", name)]
    try:
        return sha256_of([tools_hash(), *([file.shown, sha256_of_file(file.path)] for file in files)])
    except FileError:
        return ""


def _library(parts: Parts) -> Library:
    seeds = parts.seeds.values()
    library = Library(
        seeds=parts.seeds,
        references=parts.references,
        appraisals=parts.appraisals,
        conflicts=parts.conflicts,
        safety=parts.safety,
        statements={item.anchor: item for seed in seeds for item in seed.statements},
        sections={item.anchor: item for seed in seeds for item in seed.sections},
        tables={item.anchor: item for seed in seeds for item in seed.tables},
        appraised=_appraised(parts.appraisals),
    )
    return without_replaced(library, parts.replaced)


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
        limit = library.safety.limit_statement
        yield from _missing((limit,) if limit else (), library.statements, "statement", library.safety.origin)
        for rule in library.safety.rules:
            anchors = [anchor for group in rule.require for anchor in group]
            yield from _missing(anchors, library.statements, "statement", rule.origin)


def _missing(wanted: Iterable[str], known: Iterable[str], what: str, origin: Origin) -> Iterable[Finding]:
    names = known if isinstance(known, dict) else set(known)
    for name in wanted:
        if name not in names:
            yield Finding(f"unknown {what} {name!r}", origin, did_you_mean(name, names))
