"""What a topic asks for: one YAML spec, read and typed, nothing looked up yet."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct, field

from maghandout.diagnostics import Origin
from maghandout.model.document import ChartKind
from maghandout.model.library import Kind, Verdict


class ByAnchor(Struct, frozen=True):
    """Picks a statement, a section, a table or a whole seed by its address."""

    anchor: str
    origin: Origin

    def __str__(self) -> str:
        return self.anchor


class ByFilter(Struct, frozen=True):
    """Picks the statements of a seed that stand in a section and are of a kind; either may be left out."""

    seed: str
    section: str
    """The section's id or its heading; empty for the whole seed."""
    kind: Kind | None
    origin: Origin

    def __str__(self) -> str:
        place = f", section {self.section!r}" if self.section else ""
        return f"{self.seed}{place}{f', kind {self.kind}' if self.kind else ''}"


class ByOpening(Struct, frozen=True):
    """Picks the one statement of a seed that opens with these words."""

    seed: str
    opening: str
    origin: Origin

    def __str__(self) -> str:
        return f"{self.seed}, opening {self.opening!r}"


Selector: TypeAlias = ByAnchor | ByFilter | ByOpening


class TableSpec(Struct, frozen=True):
    """A seed's table, or some of its rows and columns; empty tuples mean all."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    origin: Origin
    kind: ChartKind = ChartKind.BARS
    """How to draw it, where it is drawn."""


STRIP_STEPS = range(2, 6)
"""One step leads nowhere, and more than five are too fine to read."""


class StripSpec(Struct, frozen=True):
    """A few statements that lead from one to the next."""

    title: str
    steps: tuple[Selector, ...]
    origin: Origin


class SectionSpec(Struct, frozen=True):
    """One section of the handout."""

    heading: str
    select: tuple[Selector, ...]
    steps: tuple[Selector, ...]
    warning: tuple[Selector, ...]
    compare: TableSpec | None
    chart: TableSpec | None
    strip: StripSpec | None
    origin: Origin


class SlideSpec(Struct, frozen=True):
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


class TeachBack(Struct, frozen=True):
    """A question that asks the learner to say it in their own words, with what a good answer holds."""

    ask: str
    answer: tuple[Selector, ...]
    origin: Origin


class CaseSpec(Struct, frozen=True):
    """A made-up patient for a class to discuss."""

    story: str
    ask: tuple[str, ...]
    answer: tuple[Selector, ...]
    """What a good discussion holds; for the notes."""
    origin: Origin


class DeckSpec(Struct, frozen=True):
    """The deck of a topic."""

    aims: tuple[str, ...] = ()
    slides: tuple[SlideSpec, ...] = ()
    care: tuple[Selector, ...] = ()
    """Where to look for claims to handle with care: the contradicted and unverifiable ones are shown."""
    case: CaseSpec | None = None
    teach_back: tuple[TeachBack, ...] = ()


class Codes(Struct, frozen=True):
    """Diagnosis codes that the topic answers to."""

    icd10: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()


class Topic(Struct, frozen=True):
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
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Where `title`, `purpose` and `review_by` stand, by these names."""

    def origin_of(self, key: str) -> Origin:
        """Return where a key stands; the topic itself where that is not known."""
        return self.origins.get(key, self.origin)
