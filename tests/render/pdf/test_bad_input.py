"""What no handout should hold is told or runs on, soon, and nothing leaves the page."""

from __future__ import annotations

import time

import pytest

from maghandout.errors import RenderError
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    ChartKind,
    Citation,
    Heading,
    HowSure,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    Section,
    Series,
    SourceEntry,
    Sources,
    Strip,
    Table,
    Text,
)
from maghandout.model.library import Certainty
from maghandout.model.options import Paper, Profile
from maghandout.render.pdf.write import Pdf, render
from tests.render.pdf.pages import HERE, document, paragraph
from tests.render.pdf.structure import read
from tests.topics import pipeline

LONGEST_S = 5.0
WORD = "n" * 200
SENTENCE = "Ten words stand in this line of the handout here."


def _cell(text: str, *, is_head: bool = False) -> Cell:
    return Cell((Text(text),), is_head, HERE)


def _table(*words: str) -> Table:
    head = tuple(_cell(f"Column {number}", is_head=True) for number in range(len(words)))
    return Table((), head, ((_cell(words[0], is_head=True), *map(_cell, words[1:])),), HERE)


def _list(*words: str) -> ListBlock:
    return ListBlock(ListStyle.BULLET, tuple(ListItem((Text(word),), HERE) for word in words), HERE)


def _section(*blocks: Block, name: str = "Heading") -> Section:
    return Section(Heading(2, (Text(name),), HERE), blocks, HERE)


def _drawn_soon(*blocks: Block, profile: Profile = Profile.STANDARD) -> Pdf:
    """Draw some blocks, which must not take long."""
    start = time.perf_counter()
    pdf = render(document(*blocks), pipeline(profile).theme, Paper.LETTER)
    assert time.perf_counter() - start < LONGEST_S
    return pdf


def _said(*blocks: Block) -> str:
    with pytest.raises(RenderError) as error:
        _drawn_soon(*blocks)
    return str(error.value)


class TestLongWords:
    @pytest.mark.parametrize("profile", Profile)
    @pytest.mark.parametrize(
        "block",
        [
            paragraph(WORD),
            _list(WORD),
            _table(WORD, WORD),
            Heading(1, (Text(WORD),), HERE),
            _section(paragraph("x"), name=WORD),
            Box(BoxRole.WARNING, (Heading(2, (Text(WORD),), HERE), _list(WORD, WORD)), HERE),
            HowSure(Certainty.LOW, "How sure?", (Text(WORD),), HERE),
            Strip((Text(WORD),), ((Text(WORD),), (Text("b"),)), (Text(WORD),), HERE),
            Chart((Text(WORD),), (WORD,), (Series("now", (1,)),), "mg", (Text(WORD),), HERE),
            Chart((), (WORD,), (Series("now", (1,)),), "", (), HERE, ChartKind.ICONS),
            Sources((SourceEntry(1, (Text(WORD),), ()),), HERE),
        ],
        ids=lambda block: type(block).__name__,
    )
    def test_one_is_broken_and_stays_on_the_page(self, block: Block, profile: Profile) -> None:
        before = _citing(1) if isinstance(block, Sources) else paragraph("x")

        tagged = read(_drawn_soon(before, block, profile=profile).data)

        right = 612 - pipeline(profile).theme.page.margin
        told = [words for words in tagged.words if words.text.strip()]
        assert [words.text for words in told if words.left + words.width > right + words.size * 0.5] == []
        assert sum(words.text.count("n") for words in told) >= len(WORD)


def _citing(sources: int) -> Paragraph:
    return Paragraph((Text("x"), Citation(("a#b",), tuple(range(1, sources + 1)))), HERE)


class TestTooMuch:
    def test_twelve_columns_are_told(self) -> None:
        said = _said(_table(*(f"value {number}" for number in range(12))))

        message = "handouts/t.yaml:1: a table of 12 columns needs 804 pt, the page has 504"
        assert said == f"{message}\n  hint: name fewer columns, or use shorter words"

    @pytest.mark.parametrize(
        "blocks", [[paragraph(SENTENCE)] * 500, [_list(*[SENTENCE] * 500)], [paragraph(f"{SENTENCE} " * 500)]]
    )
    def test_five_thousand_words_run_on_with_a_warning(self, blocks: list[Block]) -> None:
        pdf = _drawn_soon(_section(*blocks))

        (warning,) = pdf.warnings
        assert pdf.pages > 5
        assert warning.message.startswith(
            f"the handout runs to {pdf.pages} pages on letter, at most 2 are read"
        )
        assert warning.message.endswith(" lines too long, from 'Heading' on")
        assert read(pdf.data).root.text.count(SENTENCE) == 500

    @pytest.mark.parametrize(
        "block",
        [
            _table("x", f"{SENTENCE} " * 500),
            Box(BoxRole.KEY_POINTS, (_list(*[SENTENCE] * 200),), HERE),
            Chart((), tuple(f"row {at}" for at in range(60)), (Series("now", (1.0,) * 60),), "", (), HERE),
        ],
        ids=lambda block: type(block).__name__,
    )
    def test_one_thing_larger_than_a_page_is_told(self, block: Block) -> None:
        said = _said(block)

        message = "handouts/t.yaml:1: something is too large for a page, under 'Title' or just after it"
        assert said == f"{message}\n  hint: select less in one box or row"

    def test_a_long_list_of_sources_goes_on_between_its_entries(self) -> None:
        entries = tuple(SourceEntry(number, (Text(f"{SENTENCE} " * 12),), ()) for number in range(1, 31))

        tagged = read(_drawn_soon(_citing(len(entries)), Sources(entries, HERE)).data)

        items = tagged.root.all("LI")
        assert (len(tagged.pages) > 1, len(items)) == (True, len(entries))
        assert [item.text for item in items if len({piece.page for piece in item.pieces()}) > 1] == []

    @pytest.mark.parametrize("before", range(20, 40))
    def test_a_long_heading_goes_on_the_next_page_as_a_whole(self, before: int) -> None:
        heading = Heading(1, (Text("A heading of a few words " * 12),), HERE)

        tagged = read(_drawn_soon(*[paragraph("One line.")] * before, heading, paragraph("Text.")).data)

        (found,) = tagged.root.all("H1")
        assert len({piece.page for piece in found.pieces()}) == 1


class TestNothing:
    def test_a_section_of_nothing_is_its_heading(self) -> None:
        assert read(_drawn_soon(_section()).data).root.text == "Heading"

    def test_a_table_without_rows_is_its_head(self) -> None:
        table = Table((), (_cell("a", is_head=True), _cell("b", is_head=True)), (), HERE)

        assert read(_drawn_soon(table).data).root.text == "a b"
