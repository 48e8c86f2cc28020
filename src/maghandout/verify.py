"""Digests against the articles that they digest: the file itself, every place, every number.

Whether a digest's words are right is for people; what can be compared by rule is compared here. An article
that is missing or was changed is told with the topics that it reaches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from maghandout.diagnostics import Finding, Origin
from maghandout.errors import FileError
from maghandout.figures import figures
from maghandout.markup.places import places_of
from maghandout.model.library import Anchor, Library, Seed
from maghandout.model.selection import Selection
from maghandout.originals import (
    Original,
    left_out_lines,
    lost_figures,
    read_original,
    stray_figures,
    uncovered_units,
    unknown_headings,
    unresolved_places,
)
from maghandout.textfile import read_text
from maghandout.unused import used_by


class Verified(Struct, frozen=True):
    """A digest, what it was compared with, and what differs."""

    seed: str
    original: str
    """The name of the article's file."""
    places: int
    numbers: int
    """The numbers of the article that were looked for in the digest."""
    topics: tuple[str, ...]
    """The topics that print or show something of it, or correct or withhold it."""
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        found = f"{self.places} places and {self.numbers} numbers compared"
        return f"{self.seed}: {self.original}: {found}, {len(self.findings)} findings"


def verify(originals: Path, library: Library, selections: Iterable[Selection]) -> tuple[Verified, ...]:
    """Compare every digest of a library with its article in a folder.

    The selections are those of all topics; they say which topics a finding reaches.
    """
    reached = _reached(selections)
    return tuple(_verified(originals, seed, reached) for seed in library.seeds.values() if seed.original_file)


def _reached(selections: Iterable[Selection]) -> dict[Anchor, list[str]]:
    """Return the topics that use each statement."""
    reached: dict[Anchor, list[str]] = {}
    for selection in selections:
        for anchor in dict.fromkeys(used_by(selection)):
            reached.setdefault(anchor, []).append(selection.topic.name)
    return reached


def _verified(folder: Path, seed: Seed, reached: Mapping[Anchor, list[str]]) -> Verified:
    path = folder / seed.original_file
    topics = _topics((statement.anchor for statement in seed.statements), reached)
    try:
        text = read_text(path, str(path))
    except FileError as error:
        findings = [Finding(item.message, item.origin, _hint(topics)) for item in error.findings]
        return Verified(seed.id, seed.original_file, 0, 0, topics, tuple(findings))
    original = read_original(text, seed)
    compared = (*_file(path, seed, topics), *_left_out(text, seed), *_differences(seed, original, reached))
    places = sum(len(places_of(statement.at)) for statement in seed.statements)
    numbers = sum(len(figures(unit.text)) for unit in original.units)
    return Verified(seed.id, seed.original_file, places, numbers, topics, compared)


def _topics(anchors: Iterable[Anchor], reached: Mapping[Anchor, list[str]]) -> tuple[str, ...]:
    return tuple(sorted({topic for anchor in anchors for topic in reached.get(anchor, ())}))


def _hint(topics: Iterable[str]) -> str:
    names = ", ".join(topics)
    return f"reaches {names}" if names else "reaches no topic"


def _file(path: Path, seed: Seed, topics: tuple[str, ...]) -> Iterator[Finding]:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != seed.original_sha256:
        message = f"was changed since {seed.origin.path} digested it: its SHA-256 is {found}"
        yield Finding(message, Origin(str(path)), _hint(topics))


def _left_out(text: str, seed: Seed) -> Iterator[Finding]:
    for opening in seed.left_out:
        if (count := len(left_out_lines(text, opening))) != 1:
            yield Finding(f"the left-out line {opening!r} stands {count} times in the article", seed.origin)


def _differences(seed: Seed, original: Original, reached: Mapping[Anchor, list[str]]) -> Iterator[Finding]:
    """Yield what a digest and its article say differently, where the digest says it."""
    places = {section.anchor: section.origin for section in seed.sections}
    places |= {statement.anchor: statement.origin for statement in seed.statements}
    behind: dict[str, list[Anchor]] = {}
    for statement in seed.statements:
        for unit in original.passage(statement.at):
            behind.setdefault(str(unit), []).append(statement.anchor)
    for words, lines in (
        ("a heading that the article does not have", unknown_headings(seed, original)),
        ("a place that the article does not have", unresolved_places(seed, original)),
        ("a number that its place does not have", stray_figures(seed, original)),
    ):
        for line in lines:
            anchor, _, what = line.partition(": ")
            yield Finding(f"{anchor}: {words}: {what}", places[anchor], _hint(_topics((anchor,), reached)))
    for line in lost_figures(seed, original):
        place, _, what = line.rpartition(": ")
        topics = _topics(behind.get(place, []), reached)
        yield Finding(f"{place}: a number of the article that is lost: {what}", seed.origin, _hint(topics))
    for line in uncovered_units(seed, original):
        yield Finding(f"{line}: a line of the article that no statement is from", seed.origin)
