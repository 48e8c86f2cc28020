"""Every claim that is printed can be walked back: to its statement, its place or reference, and its entry.

Questions, the purpose, field labels, notes and headings are no claims; the numbers of a chart are cited by
its title.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import assert_never

import pypdfium2
import pytest
from msgspec import Struct
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from maghandout.compose.bibliography import Bibliography
from maghandout.compose.inlines import fold, visible
from maghandout.compose.sources import anchors_of
from maghandout.markup.places import heading_of, places_of
from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
    Field,
    Heading,
    HowSure,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    QrCode,
    Role,
    Section,
    Slide,
    SourceEntry,
    Sources,
    Strip,
    Table,
    Text,
    lines_of,
    plain_text,
)
from maghandout.model.library import Library, Verdict
from maghandout.model.options import Paper
from maghandout.select.resolve import resolve
from tests.topics import TOPICS, Made, make, make_pdf

BAD = (Verdict.CONTRADICTED, Verdict.UNVERIFIABLE)
CLOSE_PT = 20
"""A link leads to within a line of its target."""
OVERHANG_PT = 1
"""An `f` or `r` before a number leans into its room."""


class PdfLink(Struct, frozen=True):
    """A link within a PDF: where it is, what it stands on, where it leads."""

    page: int
    top: float
    words: str
    target_page: int
    target_top: float


@pytest.fixture(params=TOPICS)
def made(request: pytest.FixtureRequest) -> Made:
    return make(str(request.param))


def _claims(blocks: tuple[Block, ...], made: Made) -> Iterator[Inlines]:
    """Yield the words of every claim in some blocks of a handout."""
    questions = {picked.statement.origin for picked in made.selection.questions}
    for block in blocks:
        match block:
            case Paragraph():
                if block.role is Role.BODY or (block.role is Role.NOTE and _citations(block.inlines)):
                    yield block.inlines
            case ListBlock():
                yield from (item.inlines for item in block.items if item.origin not in questions)
            case Table():
                cells = [cell.inlines for row in block.rows for cell in row if not cell.is_head]
                yield from cells if any(map(_citations, cells)) else ()  # else the note below cites for all
            case Chart():
                yield block.title
            case HowSure():
                yield block.inlines
            case Strip():
                yield from block.steps
            case Box() | Section():
                yield from _claims(block.blocks, made)
            case Heading() | Field() | QrCode() | Sources() | Slide():
                pass
            case _:
                assert_never(block)


def _all_claims(made: Made) -> list[Inlines]:
    return list(_claims(made.handout.blocks, made))


def _citations(line: Inlines) -> list[Citation]:
    return [inline for inline in line if isinstance(inline, Citation)]


def _cited_claims(made: Made) -> list[tuple[str, Citation]]:
    return [(plain_text(line), citation) for line in _all_claims(made) for citation in _citations(line)]


def _entries(blocks: tuple[Block, ...]) -> dict[int, SourceEntry]:
    found: dict[int, SourceEntry] = {}
    for block in blocks:
        if isinstance(block, Sources):
            found |= {entry.number: entry for entry in block.entries}
        elif isinstance(block, Box | Section | Slide):
            found |= _entries(block.blocks)
    return found


def _cited_below(blocks: tuple[Block, ...]) -> list[tuple[Table, tuple[str, ...]]]:
    """Return the tables whose sources stand in the note below, with the statements that it cites."""
    found = []
    for block, note in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Box | Section):
            found += _cited_below(block.blocks)
        elif isinstance(block, Table) and isinstance(note, Paragraph):
            found += [(block, citation.anchors) for citation in _citations(note.inlines)]
    return found


def _charts(blocks: tuple[Block, ...]) -> list[Chart]:
    found = []
    for block in blocks:
        if isinstance(block, Chart):
            found.append(block)
        elif isinstance(block, Box | Section):
            found += _charts(block.blocks)
    return found


def _spelled_out(inline: Inline) -> Inline:
    """Return a link to a page as the address that it leads to, of which only a part may be printed."""
    is_page = isinstance(inline, Link) and not plain_text((inline,)).startswith("doi:")
    return Text(inline.target) if is_page and isinstance(inline, Link) else inline


class TestHandout:
    def test_it_makes_claims(self, made: Made) -> None:
        assert len(_all_claims(made)) > 10

    def test_every_claim_is_cited_once(self, made: Made) -> None:
        uncited = [plain_text(line) for line in _all_claims(made) if len(_citations(line)) != 1]

        assert uncited == []

    def test_every_anchor_exists(self, made: Made, library: Library) -> None:
        anchors = [anchor for _, citation in _cited_claims(made) for anchor in citation.anchors]

        assert anchors
        assert [anchor for anchor in anchors if anchor not in library.statements] == []

    def test_every_statement_stands_in_its_article_or_has_a_reference(
        self, made: Made, library: Library
    ) -> None:
        homeless = []
        for anchor in anchors_of(made.handout.blocks):
            statement = library.statements[anchor]
            seed = library.seeds[statement.seed]
            headings = {section.at for section in seed.sections}
            places = [heading_of(place) for place in places_of(statement.at)]
            is_placed = bool(places) and headings.issuperset(places)
            is_referenced = bool(statement.references) and all(
                name in library.references for name in statement.references
            )
            if not (is_placed if seed.original_file else is_referenced):
                homeless.append(anchor)

        assert homeless == []

    def test_every_number_has_an_entry_that_names_the_statement(self, made: Made) -> None:
        entries = _entries(made.handout.blocks)

        lost = [
            (anchor, citation.numbers)
            for _, citation in _cited_claims(made)
            for anchor in citation.anchors
            if not any(anchor in entries[number].cited for number in citation.numbers if number in entries)
        ]

        assert lost == []
        assert all(citation.numbers for _, citation in _cited_claims(made))

    def test_every_entry_is_that_of_the_reference_or_the_article(self, made: Made, library: Library) -> None:
        topic = made.selection.topic
        bibliography = Bibliography(library, topic.citation_style, topic.origin)

        for entry in _entries(made.handout.blocks).values():
            statements = [library.statements[anchor] for anchor in entry.cited]
            sources = [set(item.references or [item.seed]) | {item.seed} for item in statements]
            shared = set.intersection(*sources)
            words = plain_text(tuple(_spelled_out(inline) for inline in entry.inlines))

            assert any(words.startswith(plain_text(bibliography.brief(name)).rstrip(".")) for name in shared)

    def test_the_words_are_the_statements_own(self, made: Made, library: Library) -> None:
        below = [anchors for _, anchors in _cited_below(made.handout.blocks)]
        changed = [
            (citation.anchors, words)
            for words, citation in _cited_claims(made)
            if len(citation.anchors) == 1
            and citation.anchors not in below
            and words != fold(visible(library.statements[citation.anchors[0]].text)).strip()
        ]

        assert changed == []

    def test_a_table_that_is_cited_below_holds_the_statements_cited(
        self, made: Made, library: Library
    ) -> None:
        for table, anchors in _cited_below(made.handout.blocks):
            cells = [plain_text(cell.inlines) for row in table.rows for cell in row if not cell.is_head]

            assert cells == [fold(visible(library.statements[anchor].text)).strip() for anchor in anchors]

    def test_only_tables_and_charts_cite_several_statements_and_charts_show_their_numbers(
        self, made: Made, library: Library
    ) -> None:
        several = [citation.anchors for _, citation in _cited_claims(made) if len(citation.anchors) > 1]
        below = [anchors for _, anchors in _cited_below(made.handout.blocks)]
        several = [anchors for anchors in several if anchors not in below]
        shown = []
        for chart in _charts(made.handout.blocks):
            anchors = _citations(chart.title)[0].anchors
            values = [series.values[row] for row in range(len(chart.categories)) for series in chart.series]
            cells = [float(library.statements[anchor].text.replace(",", "")) for anchor in anchors]
            shown.append(anchors)
            assert values == cells

        assert several == [anchors for anchors in shown if len(anchors) > 1]

    def test_no_bad_verdict_is_printed(self, made: Made, library: Library) -> None:
        printed = {picked.statement.anchor for picked in made.selection.handout()}
        printed |= set(anchors_of(made.handout.blocks))

        assert [anchor for anchor in sorted(printed) if library.verdict(anchor) in BAD] == []

    def test_no_words_of_a_bad_verdict_are_printed(self, made: Made, library: Library) -> None:
        lines = {plain_text(line) for block in made.handout.blocks for line in lines_of(block)}
        bad = [item for item in library.statements.values() if library.verdict(item.anchor) in BAD]

        assert bad
        assert [item.anchor for item in bad if item.text in lines] == []


class TestDeck:
    def test_every_bad_claim_of_the_topic_stands_with_its_finding(self, made: Made, library: Library) -> None:
        met = {item.statement.anchor for item in made.selection.withheld}
        for selector in made.selection.topic.deck.care:
            met |= {statement.anchor for statement in resolve(selector, library)}
        bad = [anchor for anchor in sorted(met) if library.verdict(anchor) in BAD]

        shown = set()
        for slide in made.deck.blocks:
            lines = {plain_text(line) for line in lines_of(slide)}
            for anchor in anchors_of((slide,)):
                finding = library.appraised[anchor][0].finding if anchor in library.appraised else ""
                if finding in lines:
                    shown.add(anchor)

        assert [anchor for anchor in bad if anchor not in shown] == []

    def test_every_bad_claim_is_told_in_the_notes(self, made: Made, library: Library) -> None:
        anchors = {anchor for anchor in anchors_of(made.deck.blocks) if library.verdict(anchor) in BAD}
        notes = "\n".join(
            plain_text(line)
            for slide in made.deck.blocks
            if isinstance(slide, Slide)
            for note in slide.notes
            for line in lines_of(note)
        )

        assert [
            anchor for anchor in sorted(anchors) if library.statements[anchor].for_class not in notes
        ] == []
        assert [anchor for anchor in sorted(anchors) if f"Statement: {anchor}" not in notes] == []


class TestPdf:
    def test_every_number_links_to_its_entry_and_every_entry_back(self, made: Made) -> None:
        numbers = [number for block in made.handout.blocks for number in _numbers(block)]
        entries = list(_entries(made.handout.blocks))

        links = _links(make_pdf(made.selection.topic.name, Paper.LETTER).data)

        marks, backs = links[: len(numbers)], dict(zip(entries, links[len(numbers) :], strict=True))
        firsts = {number: marks[numbers.index(number)] for number in entries}
        assert [mark.words for mark in marks] == [str(number) for number in numbers]
        assert [back.words for back in backs.values()] == [f"{number}." for number in entries]
        assert [n for n, mark in zip(numbers, marks, strict=True) if not _leads_to(mark, backs[n])] == []
        assert [number for number, back in backs.items() if not _leads_to(back, firsts[number])] == []


def _numbers(block: Block) -> list[int]:
    """Return the numbers that a block cites, in the order they are drawn."""
    return [
        number
        for line in lines_of(block)
        for inline in line
        if isinstance(inline, Citation)
        for number in inline.numbers
    ]


def _leads_to(link: PdfLink, target: PdfLink) -> bool:
    return link.target_page == target.page and abs(link.target_top - target.top) < CLOSE_PT


def _links(data: bytes) -> list[PdfLink]:
    """Return the links within a PDF, in the order they were drawn."""
    reader = PdfReader(io.BytesIO(data))
    pages = {page.indirect_reference: number for number, page in enumerate(reader.pages)}
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(reader.pages):
            text = document[number].get_textpage()
            for annotation in _annotations(page):
                target, area = annotation.get("/Dest"), annotation["/Rect"]
                if target is None:
                    continue
                assert isinstance(target, ArrayObject)
                assert isinstance(area, ArrayObject)
                left, bottom, right, top = (float(value) for value in area)
                near = text.get_text_bounded(left + OVERHANG_PT, bottom, right, top)
                words = near.split()[-1]  # a letter of the line above may reach into the area
                target_page = pages[list.__getitem__(target, 0)]
                found.append(PdfLink(number, top, words, target_page, float(target[3])))
    return found


def _annotations(page: PageObject) -> Iterator[DictionaryObject]:
    for reference in page.get("/Annots", ArrayObject()):
        annotation = reference.get_object()
        assert isinstance(annotation, DictionaryObject)
        yield annotation


class TestTheCheck:
    def test_an_uncited_claim_is_found(self) -> None:
        made = make(TOPICS[0])
        loose = Paragraph((Text("Magnesium cures all."),), made.handout.origin)

        claims = list(_claims((loose,), made))

        assert [_citations(line) for line in claims] == [[]]
