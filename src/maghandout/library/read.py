"""The files of `seeds/` to what they hold.

A seed or record of the user's folder hides the built-in one with the same id. Within one folder an id
that stands twice is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from maghandout.errors import SeedError
from maghandout.library.parts import Parts
from maghandout.library.records import read_appraisals, read_conflicts, read_references, read_safety
from maghandout.markup.seed import parse_seed
from maghandout.model.library import Appraisal, Conflict, Reference, Safety, Seed
from maghandout.project import Project
from maghandout.textfile import read_text

_Record = TypeVar("_Record", Reference, Appraisal, Conflict)


def read(project: Project) -> Parts:
    """Read every seed and record of a project.

    Raises:
        FileError, YamlError, SeedError: with every problem of the first file that has one.
    """
    seeds, replaced = _seeds(project)
    return Parts(
        seeds=seeds,
        replaced=replaced,
        references=_merged(project, "references.yaml", read_references),
        appraisals=tuple(_merged(project, "appraisals.yaml", read_appraisals).values()),
        conflicts=tuple(_merged(project, "conflicts.yaml", read_conflicts).values()),
        safety=_safety(project),
    )


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
