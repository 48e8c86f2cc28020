"""Our own base deck: made by our script, with real layouts, and slides that take their looks from it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator

import pytest
from lxml import etree
from msgspec.structs import replace
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Pptx

from maghandout.model.document import Box as Card
from maghandout.model.document import (
    BoxRole,
    Chart,
    Document,
    Heading,
    Paragraph,
    Role,
    Series,
    Slide,
    SlideKind,
    SourceEntry,
    Sources,
    Text,
)
from maghandout.theme import Theme
from tests import base_deck
from tests.render.deck.conftest import HERE, bullets, document, slide, table, written

Opened = Callable[[Document], Pptx]


@pytest.fixture(scope="module")
def base() -> Pptx:
    return Presentation(str(base_deck.PATH))


@pytest.fixture(scope="module")
def deck(opened: Opened, back_pain: Document) -> Pptx:
    return opened(back_pain)


def _parts(data: bytes, *folders: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of the XML members of some folders."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml") and name.startswith(folders):
                yield name, package.read(name).decode()


def _kinds(made: Pptx, number: int = 0) -> list[tuple[str, str]]:
    """Return type and index of the placeholders that a slide fills."""
    holders = made.slides[number]._element.iter(qn("p:ph"))
    return [(holder.get("type", "obj"), holder.get("idx", "0")) for holder in holders]


class TestFile:
    def test_the_committed_file_is_what_the_script_makes(self) -> None:
        assert base_deck.PATH.read_bytes() == base_deck.base_deck()

    def test_it_has_the_layouts_that_a_deck_needs(self, base: Pptx) -> None:
        assert [layout.name for layout in base.slide_layouts] == [
            "Title", "Content", "Key message", "Two content", "Comparison", "Table", "Chart", "Section",
            "Closing",
        ]  # fmt: skip

    def test_it_is_wide_and_has_no_slide(self, base: Pptx) -> None:
        assert (base.slide_width, base.slide_height) == (12192000, 6858000)
        assert len(base.slides) == 0

    def test_every_content_layout_has_a_footer_and_a_slide_number(self, base: Pptx) -> None:
        for layout in base.slide_layouts:
            kinds = {holder.get("type") for holder in layout._element.iter(qn("p:ph"))}
            assert ({"ftr", "sldNum"} <= kinds) == (layout.name not in ("Title", "Section"))

    def test_colors_stand_in_the_theme_alone(self) -> None:
        with_colors = [name for name, text in _parts(base_deck.base_deck(), "ppt/") if "srgbClr" in text]

        assert with_colors == ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"]

    def test_titles_are_bold_at_the_left_in_the_accent(self, base: Pptx) -> None:
        level = base.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")

        assert level.get("algn") == "l"
        assert level.find(qn("a:defRPr")).get("b") == "1"
        assert level.find(f".//{qn('a:schemeClr')}").get("val") == "accent1"

    def test_the_notes_master_is_ours(self, base: Pptx) -> None:
        fonts = {font.get("typeface") for font in base.notes_master._element.iter(qn("a:latin"))}

        assert fonts == {"+mn-lt"}

    def test_it_is_valid_open_xml(self) -> None:
        audit = pytest.importorskip("openxml_audit")

        assert [str(error) for error in audit.validate_pptx(base_deck.PATH).errors] == []


class TestTheme:
    def test_colors_and_font_of_the_theme_stand_in_the_decks_own(
        self, back_pain: Document, theme: Theme
    ) -> None:
        colors = replace(theme.colors, accent="#123456")

        data = written(back_pain, replace(theme, colors=colors, deck=replace(theme.deck, font="Georgia")))

        text = dict(_parts(data, "ppt/theme/"))["ppt/theme/theme1.xml"]
        assert re.search(r'<a:accent1><a:srgbClr val="123456"/>', text)
        assert set(re.findall(r'<a:latin typeface="([^"]*)', text)) == {"Georgia"}

    def test_sizes_of_the_theme_stand_in_the_master(self, back_pain: Document, theme: Theme) -> None:
        sizes = replace(theme.deck, title=36.0, body=28.0)

        made = Presentation(io.BytesIO(written(back_pain, replace(theme, deck=sizes))))

        styles = made.slide_master._element.find(qn("p:txStyles"))
        found = [style.find(f".//{qn('a:defRPr')}").get("sz") for style in styles]
        assert found[:2] == ["3600", "2800"]

    def test_black_and_white_leaves_no_color(self, back_pain: Document, theme: Theme) -> None:
        black = dict.fromkeys(("ink", "muted", "accent", "warning", "rule"), "#000000")
        white = dict.fromkeys(("paper", "accent_tint", "warning_tint"), "#ffffff")

        data = written(back_pain, replace(theme, colors=replace(theme.colors, **black, **white)))

        found = {
            color for _, text in _parts(data, "ppt/") for color in re.findall(r'srgbClr val="(\w+)', text)
        }
        assert found == {"000000", "FFFFFF"}


class TestInheritance:
    def test_slides_tables_and_charts_name_no_color_of_their_own(
        self, back_pain: Document, theme: Theme
    ) -> None:
        folders = ("ppt/slides/", "ppt/charts/", "ppt/notesSlides/", "ppt/tableStyles")

        named = [name for name, text in _parts(written(back_pain, theme), *folders) if "srgbClr" in text]

        assert named == []

    def test_slides_name_no_font(self, back_pain: Document, theme: Theme) -> None:
        parts = _parts(written(back_pain, theme), "ppt/slides/", "ppt/charts/")

        assert [name for name, text in parts if "<a:latin" in text] == []

    def test_titles_bodies_and_feet_say_no_size_and_no_place(self, deck: Pptx) -> None:
        inherited = ("Title", "Content", "Source", "Footer", "Slide Number", "Verdict", "Card left")
        shapes = [shape for shown in deck.slides for shape in shown.shapes if shape.name in inherited]

        said = [etree.tostring(shape._element) for shape in shapes]
        assert len(shapes) > 40
        assert [text for text in said if b" sz=" in text or b"<a:xfrm" in text or b"<a:buChar" in text] == []

    def test_cells_have_their_colors_from_the_style_of_the_table(self, deck: Pptx) -> None:
        tables = [shape.table for shown in deck.slides for shape in shown.shapes if shape.has_table]
        styles = dict(_parts(_saved(deck), "ppt/tableStyles"))["ppt/tableStyles.xml"]

        assert tables
        for found in tables:
            assert found._tbl.tblPr.findtext(qn("a:tableStyleId")) in styles
            assert not found._tbl.xpath(".//a:tcPr/*")


class TestPlaceholders:
    def test_text_stands_in_the_content_placeholder(self, opened: Opened) -> None:
        made = opened(document(slide("Text", bullets("one", "two"))))

        assert _kinds(made) == [("title", "0"), ("obj", "1"), ("ftr", "11"), ("sldNum", "12")]

    def test_a_table_stands_in_the_table_placeholder(self, opened: Opened) -> None:
        made = opened(document(slide("Table", table(("A", "B"), ("1", "2")))))

        assert made.slides[0].slide_layout.name == "Table"
        assert ("tbl", "1") in _kinds(made)

    def test_a_chart_stands_in_the_chart_placeholder_with_its_words_beside_it(self, opened: Opened) -> None:
        chart = Chart((Text("What"),), ("A", "B"), (Series("S", (1.0, 2.0)),), "", (Text("Read."),), HERE)

        made = opened(document(slide("Chart", chart)))

        assert made.slides[0].slide_layout.name == "Chart"
        assert _kinds(made)[1:4] == [("body", "16"), ("chart", "1"), ("body", "2")]

    def test_cards_stand_in_the_comparison(self, opened: Opened) -> None:
        cards = [
            Card(role, (Heading(2, (Text("Head"),), HERE), Paragraph((Text("Words"),), HERE)), HERE)
            for role in (BoxRole.CLAIM, BoxRole.FINDING)
        ]
        verdict = Paragraph((Text("Verdict"),), HERE, Role.VERDICT)

        made = opened(document(slide("Claim", *cards, verdict)))

        assert made.slides[0].slide_layout.name == "Comparison"
        assert [index for _, index in _kinds(made)[:6]] == ["0", "1", "2", "3", "4", "14"]

    def test_sources_stand_on_the_closing_layout_with_their_numbers(self, opened: Opened) -> None:
        sources = Sources((SourceEntry(3, (Text("Peikert. 1996."),), ()),), HERE)
        closing = Slide(SlideKind.SOURCES, Heading(1, (Text("Sources"),), HERE), (sources,), (), HERE)

        made = opened(document(closing))

        assert made.slides[0].slide_layout.name == "Closing"
        number = made.slides[0]._element.find(f".//{qn('a:buAutoNum')}")
        assert number.get("startAt") == "3"


def _saved(deck: Pptx) -> bytes:
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()
