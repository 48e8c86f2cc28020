from __future__ import annotations

import pypdfium2
import pytest

from maghandout.errors import RenderError
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    Field,
    Heading,
    HowSure,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    Role,
    Section,
    Series,
    Slide,
    SlideKind,
    SourceEntry,
    Sources,
    Table,
    Text,
)
from maghandout.model.library import Certainty
from tests.render.pdf.pages import HERE, drawn, paragraph, texts

_HEADING = Heading(2, (Text("Heading"),), HERE)


def _list(style: ListStyle) -> ListBlock:
    return ListBlock(style, tuple(ListItem((Text(word),), HERE) for word in ("one", "two")), HERE)


def _cell(text: str, *, is_head: bool = False) -> Cell:
    return Cell((Text(text),), is_head, HERE)


_TABLE = Table(
    (Text("Caption"),),
    (_cell("a", is_head=True), _cell("b", is_head=True)),
    ((_cell("x", is_head=True), _cell("1")),),
    HERE,
)
_CHART = Chart((Text("Title"),), ("x", "y"), (Series("now", (1.5, 20)),), "mg", (Text("Read."),), HERE)
_TWO_SERIES = Chart((Text("Title"),), ("x",), (Series("now", (1,)), Series("then", (2,))), "%", (), HERE)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Heading(1, (Text("One"),), HERE), "One"),
        (paragraph("Words."), "Words."),
        (Paragraph((Text("Note."),), HERE, Role.NOTE), "Note."),
        (_list(ListStyle.BULLET), "• one • two"),
        (_list(ListStyle.NUMBER), "1. one 2. two"),
        (_list(ListStyle.CHECK), "☐ one ☐ two"),
        (_TABLE, "Caption a b x 1"),
        (_CHART, "Title x 1.5 mg y 20 mg Read."),
        (_TWO_SERIES, "Title x now 1% then 2%"),
        (Field("Name", "name", HERE), "Name"),
        (HowSure(Certainty.LOW, "Sure?", (Text("A bit."),), HERE), "Sure? A bit."),
        (
            Box(BoxRole.PLAN, (_HEADING, paragraph("In."), Field("Name", "name", HERE)), HERE),
            "Heading In. Name",
        ),
        (Box(BoxRole.WARNING, (_HEADING, _list(ListStyle.BULLET)), HERE), "Heading • one • two"),
        (Section(_HEADING, (paragraph("In."), _TABLE), HERE), "Heading In. Caption a b x 1"),
        (Section(_HEADING, (), HERE), "Heading"),
        (Sources((SourceEntry(1, (Text("Entry."),), ()),), HERE), "1. Entry."),
    ],
)
def test_every_block_prints_its_words_in_order(block: Block, words: str) -> None:
    target, before = (_cited(), "x 1 ") if isinstance(block, Sources) else (paragraph("x"), "x ")

    (page,) = texts(drawn(target, block))

    assert page == f"{before}{words} Clinic Header Page 1 of 1 Footer"


def _cited() -> Paragraph:
    from maghandout.model.document import Citation

    return Paragraph((Text("x"), Citation(("a#b",), (1,))), HERE)


def test_a_slide_in_a_handout_is_told() -> None:
    slide = Slide(SlideKind.CONTENT, _HEADING, (), (), HERE)

    with pytest.raises(RenderError) as error:
        drawn(slide)

    assert str(error.value) == "handouts/t.yaml:1: a slide stands in a handout\n  hint: slides are for decks"


@pytest.mark.parametrize(
    "block",
    [
        Field("痛", "x", HERE),
        HowSure(Certainty.LOW, "痛", (), HERE),
        Chart((), ("痛",), (Series("a", (1,)),), "", (), HERE),
        Chart((), ("a",), (Series("a", (1,)),), "痛", (), HERE),
        _list(ListStyle.BULLET).__class__(ListStyle.BULLET, (ListItem((Text("痛"),), HERE),), HERE),
        Table((), (_cell("痛"),), (), HERE),
        Box(BoxRole.PLAN, (paragraph("痛"),), HERE),
    ],
)
def test_a_character_that_the_fonts_lack_is_named_wherever_it_stands(block: Block) -> None:
    with pytest.raises(RenderError, match="the font has no character '痛'"):
        drawn(block)


def test_a_word_longer_than_the_line_is_broken_and_kept() -> None:
    (page,) = texts(drawn(paragraph("w" * 300)))

    assert page.count("w") == 300


@pytest.mark.parametrize("wide", [_TABLE, _CHART], ids=["table", "chart"])
def test_what_leaves_the_rail_keeps_clear_of_a_heading_longer_than_its_text(wide: Block) -> None:
    heading = Heading(2, (Text("Several words that need the rail thrice"),), HERE)

    pdf = drawn(Section(heading, (paragraph("Short."), wide), HERE))

    with pypdfium2.PdfDocument(pdf.data) as made:
        text = made[0].get_textpage()
        last, first = (_box_of(word, text) for word in ("thrice", "Caption" if wide is _TABLE else "Title"))
    assert last[0] > first[1]


def _box_of(word: str, text: pypdfium2.PdfTextPage) -> tuple[float, float]:
    """Return the lower and the upper edge of a word, in points from the foot of the page."""
    at = text.get_text_range().rindex(word)
    _, bottom, _, top = text.get_charbox(at)
    return bottom, top
