from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from maghandout.errors import RenderError
from maghandout.model.document import Box, BoxRole, ListBlock, ListItem, ListStyle, Text
from maghandout.model.options import Paper
from maghandout.render.pdf.write import PAPERS, render
from tests.render.pdf.pages import FURNITURE, HERE, THEME, document, drawn, paragraph, reader, texts

_LONG = tuple(paragraph(f"Paragraph {number}. " + "More words. " * 30) for number in range(12))


@pytest.mark.parametrize("paper", Paper)
def test_pages_have_the_size_of_the_paper(paper: Paper) -> None:
    pages = reader(drawn(*_LONG, paper=paper)).pages

    for page in pages:
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx(PAPERS[paper], abs=0.01)


def test_every_page_says_which_it_is_and_of_how_many() -> None:
    pdf = drawn(*_LONG)

    pages = texts(pdf)

    assert pdf.pages == len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Header Page {number} of {len(pages)} Footer" in page


def test_the_title_stands_on_every_page_but_the_first() -> None:
    first, *others = texts(drawn(*_LONG))

    assert "Title" not in first
    assert all("Title" in page for page in others)


def test_the_file_says_title_purpose_language_and_that_it_is_a_draft() -> None:
    pdf = reader(drawn(paragraph("x")))

    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.subject, pdf.metadata.producer) == (
        "Title",
        "Purpose. Footer",
        "maghandout",
    )
    assert pdf.trailer["/Root"]["/Lang"] == "en-US"  # type: ignore[index]  # pypdf types the root as any object


def test_the_file_says_the_documents_date_whatever_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    dated = replace(document(paragraph("x")), updated=datetime.date(2026, 11, 22))

    pdf = reader(render(dated, THEME, Paper.LETTER))

    assert pdf.metadata is not None
    assert str(pdf.metadata["/CreationDate"]) == "D:20261122000000+00'00'"


def test_the_same_document_gives_the_same_bytes() -> None:
    assert drawn(*_LONG).data == drawn(*_LONG).data


def test_what_does_not_fit_runs_on_and_says_by_how_much() -> None:
    pdf = drawn(*_LONG, *_LONG)

    assert pdf.pages > 2
    assert "at most 2 are read" in str(pdf.warnings[0])


def test_a_box_too_large_for_a_page_is_told() -> None:
    items = tuple(ListItem((Text(f"Item {number} has some words."),), HERE) for number in range(200))
    box = Box(BoxRole.KEY_POINTS, (ListBlock(ListStyle.BULLET, items, HERE),), HERE)

    with pytest.raises(RenderError) as error:
        drawn(box)

    message = "handouts/t.yaml:1: something is too large for a page, under 'Title' or just after it"
    assert str(error.value) == f"{message}\n  hint: select less in one box or row"


@pytest.mark.parametrize(
    "changed",
    [
        replace(document(), title="痛"),
        replace(document(), purpose="痛"),
        replace(document(paragraph("x")), furniture=replace(FURNITURE, header=(Text("痛"),))),
        replace(document(paragraph("x")), furniture=replace(FURNITURE, footer=(Text("痛"),))),
        replace(document(paragraph("x")), furniture=replace(FURNITURE, page="痛")),
    ],
)
def test_a_character_that_the_fonts_lack_is_named_on_the_edges_too(changed: object) -> None:
    with pytest.raises(RenderError, match="the font has no character '痛'"):
        render(changed, THEME, Paper.LETTER)  # type: ignore[arg-type]  # parameters lose their type


def test_fonts_are_embedded() -> None:
    fonts = reader(drawn(paragraph("x"))).pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # as above

    for font in fonts.values():
        descriptor = font.get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor
