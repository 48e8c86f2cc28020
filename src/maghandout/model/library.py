"""What the library holds: seeds with their statements, and the records kept about them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from maghandout.diagnostics import Origin

Anchor: TypeAlias = str
"""The address of a statement, section or table: `seed#id`."""

FACTS = "facts"
"""The id of the seed that holds what may safely be told; corrections come from it alone."""


class Kind(StrEnum):
    """What sort of thing a statement says."""

    FACT = "fact"
    MECHANISM = "mechanism"
    STUDY = "study"
    DOSE = "dose"
    SAFETY = "safety"
    ACTION = "action"
    FOOD = "food"
    QUESTION = "question"


class Certainty(StrEnum):
    """How sure a body of evidence makes us, in the words of GRADE, lowest first."""

    VERY_LOW = "very-low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def level(self) -> int:
        """From 1 (very low) to 4 (high)."""
        return list(Certainty).index(self) + 1


class Verdict(StrEnum):
    """What checking a statement against its reference found, mildest first."""

    ACCURATE = "accurate"
    OVERSTATED = "overstated"
    MISATTRIBUTED = "misattributed"
    UNVERIFIABLE = "unverifiable"
    CONTRADICTED = "contradicted"

    @property
    def severity(self) -> int:
        """From 0 (accurate) to 4 (contradicted); the worst of several appraisals decides."""
        return list(Verdict).index(self)


class Run(Struct, frozen=True):
    """A stretch of a statement's words in one weight."""

    text: str
    is_strong: bool = False


class Statement(Struct, frozen=True):
    """The smallest thing a seed says that can be selected and cited."""

    anchor: Anchor
    kind: Kind
    plain: tuple[Run, ...]
    clinical: str
    """The words for educators and clinicians; empty when the plain ones serve."""
    at: str
    """Where in the original it stands, e.g. `Chronic Back Pain, paragraph 2`; empty for our own seeds."""
    references: tuple[str, ...]
    origin: Origin
    section: Anchor = ""
    corrects: Anchor = ""
    """The statement of an article that this one corrects."""
    certainty: Certainty | None = None
    is_confirmed: bool = True
    """False for a figure whose source was not opened; it then says 'about'."""
    unused: str = ""
    """Why no topic uses it; empty where one does, or should."""
    term: str = ""
    """The word that it defines; empty unless it stands in a glossary."""
    also: tuple[str, ...] = ()
    """Further spellings of the term."""
    explains: tuple[Anchor, ...] = ()
    """The definitions of the terms that its own words explain."""

    @property
    def seed(self) -> str:
        """The id of the seed it stands in."""
        return self.anchor.partition("#")[0]

    @property
    def text(self) -> str:
        """The plain words without their weights."""
        return "".join(run.text for run in self.plain)

    @property
    def for_class(self) -> str:
        """The clinical words where they exist, else the plain ones."""
        return self.clinical or self.text


PEOPLE = "people"
"""The measure of a table each of whose numbers counts people of 100."""
PARTS = "parts"
"""The measure of a table whose rows part 100 people, or 100 percent, among the columns."""
MEASURES = (PEOPLE, PARTS)


class SeedTable(Struct, frozen=True):
    """A table whose every body cell is a statement."""

    anchor: Anchor
    caption: str
    columns: tuple[tuple[str, str], ...]
    """Id and heading of each column, the first one standing over the row heads."""
    rows: tuple[SeedRow, ...]
    origin: Origin
    section: Anchor = ""
    unit: str = ""
    title: str = ""
    """A sentence that says what the numbers show, for charts."""
    read: str = ""
    """How to read the table or chart."""
    measure: str = ""
    """One of `MEASURES` where the numbers count people of 100, so that they may be drawn as people."""


class SeedRow(Struct, frozen=True):
    """One row: its id, its head, and a statement per further column."""

    id: str
    head: str
    cells: tuple[Statement, ...]


class SeedSection(Struct, frozen=True):
    """A heading with what stands below it, sub-headings included."""

    anchor: Anchor
    heading: str
    level: int
    at: str
    origin: Origin
    ancestors: tuple[Anchor, ...] = ()


class Seed(Struct, frozen=True):
    """One source document."""

    id: str
    title: str
    csl: Mapping[str, object]
    """The fields that a citation style needs, in CSL-JSON form."""
    sections: tuple[SeedSection, ...]
    statements: tuple[Statement, ...]
    tables: tuple[SeedTable, ...]
    origin: Origin
    original_file: str = ""
    original_sha256: str = ""
    left_out: tuple[str, ...] = ()
    """Openings of the original's lines that are site furniture."""


class Reference(Struct, frozen=True):
    """A study, guideline or authority behind statements."""

    id: str
    csl: Mapping[str, object]
    checked_how: str
    checked_on: datetime.date | None
    note: str
    origin: Origin


class Appraisal(Struct, frozen=True):
    """What checking some statements against their references found."""

    id: str
    statements: tuple[Anchor, ...]
    verdict: Verdict
    finding: str
    references: tuple[str, ...]
    corrected: Anchor
    """The statement of the facts seed to print instead; empty when there is none."""
    origin: Origin


class Conflict(Struct, frozen=True):
    """A matter on which the articles disagree, and what we hold."""

    id: str
    topic: str
    sides: tuple[tuple[Anchor, ...], ...]
    """Statements that agree with each other stand in one side."""
    resolution: str
    resolved_by: tuple[Anchor, ...]
    origin: Origin


class SafetyRule(Struct, frozen=True):
    """Statements that a handout must print when its words touch a matter."""

    id: str
    when_words: tuple[str, ...]
    require: tuple[tuple[Anchor, ...], ...]
    """One of each group must be printed."""
    origin: Origin


class Safety(Struct, frozen=True):
    """The safety rules and the limit for magnesium from supplements."""

    limit_mg_per_day: float
    limit_statement: Anchor
    """Empty where a user's seed stands in for the one that tells the limit."""
    rules: tuple[SafetyRule, ...]
    origin: Origin
    """Of the limit."""


class Library(Struct, frozen=True):
    """Everything that can be selected from, and what is known about it."""

    seeds: Mapping[str, Seed]
    references: Mapping[str, Reference]
    appraisals: tuple[Appraisal, ...]
    conflicts: tuple[Conflict, ...]
    safety: Safety | None
    statements: Mapping[Anchor, Statement]
    sections: Mapping[Anchor, SeedSection]
    tables: Mapping[Anchor, SeedTable]
    appraised: Mapping[Anchor, tuple[Appraisal, ...]]
    """The appraisals of each statement, worst first."""

    def verdict(self, anchor: Anchor) -> Verdict | None:
        """Return the worst verdict on a statement; None when no study was checked."""
        appraisals = self.appraised.get(anchor, ())
        return appraisals[0].verdict if appraisals else None

    @property
    def terms(self) -> tuple[Statement, ...]:
        """The definitions of terms, from all seeds."""
        return tuple(statement for statement in self.statements.values() if statement.term)

    def anchors(self) -> tuple[Anchor, ...]:
        """Return every address in the library."""
        return (*self.statements, *self.sections, *self.tables)
