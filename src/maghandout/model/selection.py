"""What was picked for a topic, each statement still carrying its origin, and what was withheld."""

from __future__ import annotations

from msgspec import Struct

from maghandout.diagnostics import Origin
from maghandout.model.document import ChartKind
from maghandout.model.library import Appraisal, Statement, Verdict
from maghandout.model.topic import Topic


class Picked(Struct, frozen=True):
    """A statement to print."""

    statement: Statement
    appraisals: tuple[Appraisal, ...] = ()
    """What was found about it, worst first; where one verdict was asked for, that one first."""
    instead_of: Statement | None = None
    """The article's statement that this one corrects and stands in for."""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on the statement, of several the first; None when no study was checked."""
        return self.appraisals[0].verdict if self.appraisals else None

    @property
    def finding(self) -> str:
        """What the first appraisal found; empty when there is none."""
        return self.appraisals[0].finding if self.appraisals else ""


class Withheld(Struct, frozen=True):
    """A statement that a selector met and the verdict policy keeps out of the handout."""

    statement: Statement
    appraisal: Appraisal
    printed_instead: str
    """The anchor of the corrected statement; empty when nothing is printed."""
    origin: Origin
    """The selector that met it."""


class PickedRow(Struct, frozen=True):
    """A row of a picked table."""

    id: str
    head: str
    cells: tuple[Picked, ...]


class PickedTable(Struct, frozen=True):
    """The picked rows and columns of a seed's table."""

    anchor: str
    caption: str
    title: str
    unit: str
    read: str
    heads: tuple[str, ...]
    """The heading of every column, the row heads' own first."""
    rows: tuple[PickedRow, ...]
    origin: Origin
    kind: ChartKind = ChartKind.BARS
    measure: str = ""

    @property
    def cells(self) -> tuple[Picked, ...]:
        """The statements of all rows, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells)


class PickedStrip(Struct, frozen=True):
    """Statements that lead from one to the next."""

    title: str
    steps: tuple[Picked, ...]
    origin: Origin


class PickedSection(Struct, frozen=True):
    """A section of the handout with its statements."""

    heading: str
    items: tuple[Picked, ...]
    steps: tuple[Picked, ...]
    warning: tuple[Picked, ...]
    table: PickedTable | None
    chart: PickedTable | None
    strip: PickedStrip | None
    origin: Origin


class PickedSlide(Struct, frozen=True):
    """A slide with its statements."""

    title: str
    items: tuple[Picked, ...]
    claims: tuple[Picked, ...]
    table: PickedTable | None
    chart: PickedTable | None
    strip: PickedStrip | None
    is_plain: bool
    origin: Origin
    terms: tuple[Statement, ...] = ()
    """The definitions of the terms that the deck prints here first."""

    def words(self, picked: Picked) -> str:
        """Return a statement in the register of the slide."""
        return picked.statement.text if self.is_plain else picked.statement.for_class

    @property
    def printed(self) -> tuple[Picked, ...]:
        """Every statement on the slide, in order of printing."""
        tables = [cell for table in (self.table, self.chart) if table for cell in table.cells]
        return (*self.items, *self.claims, *tables, *(self.strip.steps if self.strip else ()))


class PickedCase(Struct, frozen=True):
    """A made-up patient to discuss, with what a good discussion holds."""

    story: str
    ask: tuple[str, ...]
    answer: tuple[Picked, ...]
    origin: Origin


class PickedTeachBack(Struct, frozen=True):
    """A teach-back question with what a good answer holds."""

    ask: str
    answer: tuple[Picked, ...]
    origin: Origin


class Selection(Struct, frozen=True):
    """Everything that a topic prints, in order."""

    topic: Topic
    key_points: tuple[Picked, ...]
    sections: tuple[PickedSection, ...]
    questions: tuple[Picked, ...]
    slides: tuple[PickedSlide, ...]
    care: tuple[Picked, ...]
    """Contradicted and unverifiable claims that the deck shows with their findings."""
    case: PickedCase | None
    teach_back: tuple[PickedTeachBack, ...]
    withheld: tuple[Withheld, ...]
    terms: tuple[Statement, ...] = ()
    """The definitions of the terms that the handout prints and does not explain where it does."""
    other_terms: tuple[Statement, ...] = ()
    """Those of them that no slide of the deck prints."""

    def handout(self) -> tuple[Picked, ...]:
        """Return every statement that the handout prints, in order of printing, with repeats."""
        picked = list(self.key_points)
        for section in self.sections:
            picked += (*section.items, *section.steps, *section.warning)
            for table in (section.table, section.chart):
                picked += table.cells if table else ()
            picked += section.strip.steps if section.strip else ()
        return (*picked, *(Picked(term) for term in self.terms), *self.questions)

    def deck(self) -> tuple[Picked, ...]:
        """Return every statement that the deck prints, in order of printing, with repeats."""
        picked: list[Picked] = []
        for slide in self.slides:
            picked += slide.printed
        picked += (*self.care, *(self.case.answer if self.case else ()))
        for question in self.teach_back:
            picked += question.answer
        return tuple(picked)
