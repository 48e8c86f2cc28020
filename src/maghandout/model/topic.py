"""What a topic asks for: one YAML spec, read and typed, nothing looked up yet."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TypeAlias

from maghandout.diagnostics import Origin
from maghandout.model.document import ChartKind
from maghandout.model.library import Kind, Verdict


@dataclass(frozen=True, slots=True)
class ByAnchor:
    """Picks a statement, a section, a table or a whole seed by its address."""

    anchor: str
    origin: Origin

    def __str__(self) -> str:
        return self.anchor


@dataclass(frozen=True, slots=True)
class ByFilter:
    """Picks the statements of a seed that stand in a section and are of a kind; either may be left out."""

    seed: str
    section: str
    """The section's id or its heading; empty for the whole seed."""
    kind: Kind | None
    origin: Origin

    def __str__(self) -> str:
        place = f", section {self.section!r}" if self.section else ""
        return f"{self.seed}{place}{f', kind {self.kind}' if self.kind else ''}"


@dataclass(frozen=True, slots=True)
class ByOpening:
    """Picks the one statement of a seed that opens with these words."""

    seed: str
    opening: str
    origin: Origin

    def __str__(self) -> str:
        return f"{self.seed}, opening {self.opening!r}"


Selector: TypeAlias = ByAnchor | ByFilter | ByOpening


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A seed's table, or some of its rows and columns; empty tuples mean all."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    origin: Origin
    kind: ChartKind = ChartKind.BARS
    """How to draw it, where it is drawn."""


STRIP_STEPS = range(2, 6)
"""One step leads nowhere, and more than five are too fine to read."""


@dataclass(frozen=True, slots=True)
class StripSpec:
    """A few statements that lead from one to the next."""

    title: str
    steps: tuple[Selector, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of the handout."""

    heading: str
    select: tuple[Selector, ...]
    steps: tuple[Selector, ...]
    warning: tuple[Selector, ...]
    compare: TableSpec | None
    chart: TableSpec | None
    strip: StripSpec | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class SlideSpec:
    """One slide of the deck."""

    title: str
    select: tuple[Selector, ...]
    claims: tuple[Selector, ...]
    """Shown as what the article says beside what was found."""
    compare: TableSpec | None
    chart: TableSpec | None
    strip: StripSpec | None
    is_plain: bool
    """Print the plain words even where clinical ones exist."""
    origin: Origin
    appraised: Verdict | None = None
    """Shows every claim of the library with this verdict, as `claims` are shown."""


@dataclass(frozen=True, slots=True)
class TeachBack:
    """A question that asks the learner to say it in their own words, with what a good answer holds."""

    ask: str
    answer: tuple[Selector, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class CaseSpec:
    """A made-up patient for a class to discuss."""

    story: str
    ask: tuple[str, ...]
    answer: tuple[Selector, ...]
    """What a good discussion holds; for the notes."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class DeckSpec:
    """The deck of a topic."""

    aims: tuple[str, ...] = ()
    slides: tuple[SlideSpec, ...] = ()
    care: tuple[Selector, ...] = ()
    """Where to look for claims to handle with care: the contradicted and unverifiable ones are shown."""
    case: CaseSpec | None = None
    teach_back: tuple[TeachBack, ...] = ()


@dataclass(frozen=True, slots=True)
class Codes:
    """Diagnosis codes that the topic answers to."""

    icd10: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One YAML spec in `handouts/`."""

    name: str
    title: str
    purpose: str
    key_points: tuple[Selector, ...]
    sections: tuple[SectionSpec, ...]
    questions: tuple[Selector, ...]
    deck: DeckSpec
    codes: Codes
    language: str
    updated: datetime.date | None
    owner: str
    review_by: datetime.date | None
    citation_style: str
    url: str
    """An address that a QR code on the handout leads to; empty for the clinic's."""
    origin: Origin
