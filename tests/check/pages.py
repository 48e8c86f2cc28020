"""A small handout that every item of the instruments likes, to be spoilt one way at a time."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from maghandout.check.sheet import Sheet
from maghandout.diagnostics import Origin
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    ChartKind,
    Citation,
    Heading,
    Inlines,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    Role,
    Section,
    Series,
    SourceEntry,
    Sources,
    Strong,
    Table,
    Text,
)
from tests.check.sheets import sheet_of

AT = Origin("seed.md", 1)
CITE = Citation(("facts#beans",), (1,))


def at(line: int) -> Origin:
    return Origin("seed.md", line)


def text(words: str) -> Inlines:
    return (Text(words),)


def heading(words: str, level: int = 2) -> Heading:
    return Heading(level, text(words), AT)


def paragraph(words: str, role: Role = Role.BODY, line: int = 1) -> Paragraph:
    return Paragraph(text(words), at(line), role)


def items(
    words: Iterable[str], style: ListStyle = ListStyle.BULLET, *, first: int = 1, is_cited: bool = True
) -> ListBlock:
    cite: Inlines = (CITE,) if is_cited else ()
    found = tuple(ListItem((*text(each), *cite), at(line)) for line, each in enumerate(words, first))
    return ListBlock(style, found, at(first))


def section(title: str, *blocks: Block) -> Section:
    return Section(heading(title), blocks, AT)


def box(role: BoxRole, title: str, *blocks: Block) -> Box:
    return Box(role, (heading(title), *blocks), AT)


def table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(tuple(Cell(text(words), False, at(50)) for words in row) for row in rows)
    return Table((), cells[0], cells[1:], at(50))


def chart(
    title: str = "Bones held in more people with beans", read: str = "How to read this: look."
) -> Chart:
    series = (Series("Bones that held", (42.0, 16.0)),)
    return Chart(text(title), ("Beans", "Peas"), series, "of 100 people", text(read), at(60), ChartKind.BARS)


NOTE = paragraph("How to read this: read each row across.", Role.NOTE, 51)
TABLE = table(("Food", "A day"), ("Beans", "One cup"), ("Peas", "Two cups"))
CHECKLIST = items(
    ("Eat beans each day.", "Ask us before you start.", "Stop if your bones hurt."), ListStyle.CHECK, first=30
)
SOURCES = Section(heading("Sources"), (Sources((SourceEntry(1, text("Lee."), ("facts#beans",)),), AT),), AT)


class Page(Struct, frozen=True):
    """The parts of the handout, each of which may be changed or left out."""

    title: str = "Beans and bones"
    purpose: str = "What beans may do for your bones."
    opening: tuple[Block, ...] = ()
    points: tuple[str, ...] = ("Beans may help bones a little.", "Ask us before you eat more beans.")
    points_are_cited: bool = True
    told: tuple[Block, ...] = (
        section(
            "What studies found",
            items(
                (
                    "More people kept whole bones with beans: 42 of 100, against 16 of 100 without.",
                    "We do not know how long it lasts.",
                    "Too many beans can upset your stomach.",
                ),
                first=20,
            ),
            chart(),
        ),
    )
    compared: tuple[Block, ...] = (section("How much to eat", TABLE, NOTE),)
    steps: tuple[Block, ...] = (section("What to do", CHECKLIST),)
    help: tuple[Block, ...] = (
        box(BoxRole.WARNING, "Get help now if you", items(("cannot stand",), first=40)),
    )
    last: tuple[Block, ...] = (SOURCES,)
    lexicon: tuple[tuple[str, str], ...] = ()
    has_questions: bool = True
    pages: int = 2

    def sheet(self) -> Sheet:
        """Return the sheet of the page."""
        made = sheet_of(*self._blocks(), lexicon=dict(self.lexicon))
        selection = made.selection if self.has_questions else replace(made.selection, questions=())
        handout = replace(made.handout, title=self.title, purpose=self.purpose)
        return replace(made, handout=handout, selection=selection, pages=self.pages)

    def _blocks(self) -> tuple[Block, ...]:
        points = items(self.points, ListStyle.NUMBER, first=10, is_cited=self.points_are_cited)
        top = (heading(self.title, 1), paragraph(self.purpose, Role.PURPOSE), *self.opening)
        summed_up = (box(BoxRole.KEY_POINTS, "Key points", points),) if self.points else ()
        return (*top, *summed_up, *self.told, *self.compared, *self.steps, *self.help, *self.last)


def told(*words: str, title: str = "What studies found") -> tuple[Block, ...]:
    """Return a section that tells something, a list of one item or more."""
    return (section(title, items(words, first=20)),)


def steps(*words: str, title: str = "What to do") -> tuple[Block, ...]:
    """Return a section of steps."""
    return (section(title, items(words, ListStyle.CHECK, first=30)),)


def strong(words: str) -> Paragraph:
    """Return a paragraph in bold."""
    return Paragraph((Strong(text(words)),), at(5))
