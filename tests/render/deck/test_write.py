"""A written deck reads well to a person, to a screen reader and to a validator."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image
from pptx.chart.chart import Chart as PptxChart
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartWorkbook
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape

from maghandout.model.brand import Logo
from maghandout.model.document import (
    Chart,
    ChartKind,
    Document,
    Link,
    Paragraph,
    Series,
    SlideKind,
    Spoken,
    Strip,
    Superscript,
    Text,
)
from maghandout.theme import Theme
from tests.conftest import REPOSITORY
from tests.render.deck import clinics
from tests.render.deck.conftest import HERE, TOPIC, bullets, document, ranked, slide, table, written

Opened = Callable[[Document], Presentation]
GROUP = MSO_SHAPE_TYPE.GROUP

BUILD = f"""
import hashlib, sys
from pathlib import Path
from maghandout.pipeline import Pipeline
from maghandout.compose.compose import DECK
from maghandout.project import find_project
from maghandout.render.deck.plan import plan
from maghandout.render.deck.template import open_template
from maghandout.render.deck.write import write
pipeline = Pipeline(find_project(Path(sys.argv[1])))
theme = pipeline.theme
template = open_template(theme)
document = pipeline.composer(pipeline.select({TOPIC!r})).compose(DECK)
sys.stdout.write(hashlib.sha256(write(plan(document, theme, template), template)).hexdigest())
"""


@pytest.fixture(scope="module")
def deck(opened: Opened, back_pain: Document) -> Presentation:
    return opened(back_pain)


def _shapes(deck: Presentation) -> Iterator[BaseShape]:
    for shown in deck.slides:
        yield from shown.shapes


def _runs(shape: BaseShape) -> Iterator[tuple[str, str]]:
    """Yield the baseline and the text of every run."""
    for run in shape._element.iter(qn("a:r")):
        yield run.find(qn("a:rPr")).get("baseline", ""), run.find(qn("a:t")).text


def _chart(opened: Opened, *series: Series) -> PptxChart:
    """Return the chart of a slide with two categories."""
    made = opened(document(slide("Pain", Chart((), ("Start", "End"), series, "points", (), HERE))))
    charts = [shape.chart for shape in _shapes(made) if shape.has_chart]  # type: ignore[attr-defined]  # a chart's shape
    chart: PptxChart = charts[0]
    return chart


class TestAccessibility:
    def test_every_slide_has_a_title_of_its_own(self, deck: Presentation) -> None:
        titles = [shown.shapes.title.text_frame.text for shown in deck.slides if shown.shapes.title]

        assert len(titles) == len(deck.slides)
        assert len(set(titles)) == len(titles)

    def test_the_title_comes_first_in_reading_order(self, deck: Presentation) -> None:
        for shown in deck.slides:
            assert shown.shapes.title is not None
            assert shown.shapes[0].shape_id == shown.shapes.title.shape_id

    def test_every_table_and_chart_has_alternative_text(self, deck: Presentation) -> None:
        graphics = [shape for shape in _shapes(deck) if shape.has_table or shape.has_chart]

        assert len(graphics) > 3  # tables and charts alike
        assert all(shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in graphics)

    def test_decoration_stands_in_the_layouts_and_is_marked_as_such(self, deck: Presentation) -> None:
        owners = (deck.slide_master, *deck.slide_master.slide_layouts)
        plain = [shape for owner in owners for shape in owner.shapes if not shape.is_placeholder]

        assert plain
        assert all(b"decorative" in _xml(shape) for shape in plain)
        assert all(
            shape.has_table or shape.has_chart or shape.has_text_frame or shape.shape_type is GROUP
            for shape in _shapes(deck)
        )

    def test_no_placeholder_is_empty(self, deck: Presentation) -> None:
        for shown in deck.slides:
            for shape in (*shown.placeholders, *shown.notes_slide.placeholders):
                is_picture = shape._element.ph.get("type") == "sldImg"
                assert is_picture or not shape.has_text_frame or shape._element.findtext(f".//{qn('a:t')}")

    def test_every_run_says_its_language(self, deck: Presentation) -> None:
        for shown in deck.slides:
            for root in (shown._element, shown.notes_slide._element):
                assert {run.find(qn("a:rPr")).get("lang") for run in root.iter(qn("a:r"))} <= {"en-US"}

    def test_tables_mark_their_first_row(self, deck: Presentation) -> None:
        tables = [shape.table for shape in _shapes(deck) if shape.has_table]  # type: ignore[attr-defined]  # a table's shape

        assert tables
        assert all(found.first_row for found in tables)

    def test_every_slide_has_notes_and_all_but_the_first_a_number(self, deck: Presentation) -> None:
        for number, shown in enumerate(deck.slides, 1):
            text = shown.notes_slide.notes_text_frame
            assert text is not None
            assert text.text
            fields = [field.get("type") for field in shown._element.iter(qn("a:fld"))]
            assert fields == (["slidenum"] if number > 1 else [])

    def test_every_slide_stands_in_one_named_section(self, deck: Presentation) -> None:
        root = deck._element
        ids = root.xpath(".//*[local-name()='sectionLst']//*[local-name()='sldId']/@id")

        assert [int(found) for found in ids] == [shown.slide_id for shown in deck.slides]
        assert all(root.xpath(".//*[local-name()='section']/@name"))


class TestContent:
    def test_charts_keep_their_numbers_and_start_at_zero(self, opened: Opened) -> None:
        chart = _chart(opened, Series("Magnesium", (7.5, 4.7)), Series("Placebo", (7.4, 7.2)))

        assert [(found.name, tuple(found.values)) for found in chart.plots[0].series] == [
            ("Magnesium", (7.5, 4.7)),
            ("Placebo", (7.4, 7.2)),
        ]
        assert chart.value_axis.minimum_scale == 0

    def test_bars_name_their_series_so_that_no_legend_is_needed(self, opened: Opened) -> None:
        several = _chart(opened, Series("Magnesium", (7.5, 4.7)), Series("Placebo", (7.4, 7.2)))
        single = _chart(opened, Series("Fall", (1.0, 2.0)))

        assert not several.has_legend
        assert not single.has_legend
        assert set(several._chartSpace.xpath(".//c:ser//c:showSerName/@val")) == {"1"}
        assert set(single._chartSpace.xpath(".//c:ser//c:showSerName/@val")) == {"0"}

    def test_a_second_series_is_told_apart_without_color(self, opened: Opened) -> None:
        chart = _chart(opened, *(Series(name, (1.0, 2.0)) for name in "ABC"))

        fills = [series.find(qn("c:spPr"))[0] for series in chart._chartSpace.iter(qn("c:ser"))]
        assert [etree.QName(fill).localname for fill in fills] == ["solidFill", "solidFill", "pattFill"]
        assert fills[0][0].get("val") == "accent1"
        assert fills[1][0].get("val") == "bg2"
        assert len(chart._chartSpace.xpath(".//c:ser/c:spPr/a:ln")) == 3

    def test_bars_below_zero_go_to_the_left(self, opened: Opened) -> None:
        chart = _chart(opened, Series("Change", (-2.0, 4.0)))

        assert chart.value_axis.minimum_scale < -2
        assert chart.value_axis.maximum_scale > 4

    def test_the_first_category_stands_on_top(self, opened: Opened) -> None:
        assert _chart(opened, Series("Fall", (1.0, 2.0))).category_axis.reverse_order

    def test_the_parts_of_a_chart_share_one_scale(self, opened: Opened) -> None:
        made = opened(document(slide("Bars", ranked(), bullets("words beside"))))

        charts = [shape.chart for shape in _shapes(made) if shape.has_chart]  # type: ignore[attr-defined]  # a chart's shape
        names_end = [chart._chartSpace.xpath("string(.//c:plotArea/c:layout//c:x/@val)") for chart in charts]
        ends = [(chart.value_axis.minimum_scale, chart.value_axis.maximum_scale) for chart in charts]
        assert len(charts) > 1
        assert len(set(zip(names_end, ends, strict=True))) == 1

    def test_the_workbook_behind_a_chart_holds_its_numbers(self, opened: Opened) -> None:
        chart = _chart(opened, Series("Fall", (1.5, 2.0)))

        book = zipfile.ZipFile(io.BytesIO(ChartWorkbook(chart._chartSpace, chart.part).xlsx_part.blob))
        cells = re.findall(r"<(?:t|v)>([^<]*)", book.read("xl/worksheets/sheet1.xml").decode())
        assert cells == ["", "Fall", "Start", "1.5", "End", "2.0"]

    def test_a_group_of_shapes_has_one_text_in_its_stead(self, opened: Opened) -> None:
        series = (Series("Better", (29.0, 30.0)),)
        people = Chart((), ("A", "B"), series, "of 100 people", (), HERE, ChartKind.ICONS)

        group = next(s for s in _shapes(opened(document(slide("People", people)))) if s.shape_type is GROUP)

        assert group._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr") == [people.alt]
        assert len(group._element.xpath(".//p:cNvPr[@name='Person']")) == 200
        assert len(group._element.xpath(".//p:sp[p:nvSpPr/p:cNvPr/@name='Person'][p:spPr/a:noFill]")) == 141

    def test_steps_are_boxes_with_their_words_in_them(self, opened: Opened) -> None:
        strip = Strip((), ((Text("First"),), (Text("Second"),)), (), HERE)

        group = next(s for s in _shapes(opened(document(slide("Steps", strip)))) if s.shape_type is GROUP)

        assert group._element.xpath(".//p:sp[p:nvSpPr/p:cNvPr/@name='Step']//a:t/text()") == [
            "First",
            "Second",
        ]

    def test_a_link_says_where_it_leads(self, opened: Opened) -> None:
        line = Paragraph((Link("https://example.org/a?b=1&c=2", (Text("the page"),)),), HERE)

        made = opened(document(slide("Linked", line)))

        link = next(link for shape in _shapes(made) for link in shape._element.iter(qn("a:hlinkClick")))
        assert link.get("tooltip") == "https://example.org/a?b=1&c=2"

    def test_axis_ids_are_positive_and_fit_in_31_bits(self, deck: Presentation) -> None:
        charts = [shape.chart for shape in _shapes(deck) if shape.has_chart]  # type: ignore[attr-defined]  # a chart's shape
        ids = [int(node.get("val")) for chart in charts for node in chart._chartSpace.iter(qn("c:axId"))]

        assert ids
        assert all(0 < found < 2**31 for found in ids)

    def test_source_numbers_are_raised(self, opened: Opened) -> None:
        line = Paragraph((Text("True."), Superscript((Text("3"),))), HERE)

        made = opened(document(slide("Raised", line)))

        assert ("30000", "3") in [run for shape in _shapes(made) for run in _runs(shape)]

    def test_markup_in_words_stays_words(self, opened: Opened) -> None:
        made = opened(document(slide("<b>&amp;", bullets("</a:t> & <script>"))))

        texts = [text for shape in _shapes(made) for _, text in _runs(shape)]
        assert texts[:2] == ["<b>&amp;", "</a:t> & <script>"]

    def test_properties_name_the_deck_and_its_maker(self, deck: Presentation, back_pain: Document) -> None:
        properties = deck.core_properties

        assert (properties.title, properties.author) == (back_pain.title, "maghandout")
        assert properties.language == "en-US"
        assert properties.modified is not None
        assert properties.modified.date() == back_pain.updated


class TestBytes:
    def test_two_processes_write_the_same_bytes(self, tmp_path: Path) -> None:
        settings = (("UTC", "0"), ("Pacific/Auckland", "4711"))
        hashes = {
            subprocess.run(
                [sys.executable, "-c", BUILD, str(REPOSITORY)],
                env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
                cwd=tmp_path,
                capture_output=True,
                check=True,
                text=True,
            ).stdout
            for zone, seed in settings
        }

        assert len(hashes) == 1

    def test_no_member_has_a_date_of_its_own(self, back_pain: Document, theme: Theme) -> None:
        data = written(back_pain, theme)

        members = list(_members(data))

        assert any(name.endswith(".xlsx") for name, _, _ in members)
        assert {date for _, date, _ in members} == {(1980, 1, 1, 0, 0, 0)}
        dates = {found for _, _, content in members for found in re.findall(rb"W3CDTF\">([^<]*)", content)}
        assert dates == {f"{back_pain.updated}T00:00:00Z".encode()}

    def test_the_package_is_valid_open_xml(self, back_pain: Document, theme: Theme, tmp_path: Path) -> None:
        audit = pytest.importorskip("openxml_audit")
        path = tmp_path / "deck.pptx"
        path.write_bytes(written(back_pain, theme))

        result = audit.validate_pptx(path)

        assert [str(error) for error in result.errors] == []

    def test_a_long_table_is_valid_too(self, theme: Theme, tmp_path: Path) -> None:
        audit = pytest.importorskip("openxml_audit")
        path = tmp_path / "deck.pptx"
        rows = [(f"row {number}", "words " * 30) for number in range(12)]
        made = document(slide("Table", table(("A", "B"), *rows), part="One"), slide("Text", bullets("a")))
        path.write_bytes(written(made, theme))

        assert [str(error) for error in audit.validate_pptx(path).errors] == []


def _members(data: bytes) -> Iterator[tuple[str, tuple[int, ...], bytes]]:
    """Yield name, date and content of every member, those of workbooks inside too."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for member in package.infolist():
            content = package.read(member)
            yield member.filename, member.date_time, content
            if member.filename.endswith(".xlsx"):
                yield from _members(content)


def _xml(shape: BaseShape) -> bytes:
    xml: bytes = etree.tostring(shape._element)
    return xml


class TestLogo:
    @pytest.fixture
    def branded(self) -> Document:
        buffer = io.BytesIO()
        Image.new("RGB", (200, 50), "#1d4f91").save(buffer, "PNG")
        logo = Logo(buffer.getvalue(), 200, 50)
        made = document(replace(slide("Title"), kind=SlideKind.TITLE), slide("More", bullets("one")))
        return replace(made, logo=logo, clinic="Lakeside", spoken=Spoken(logo="Logo of {clinic}"))

    def test_a_logo_stands_on_the_title_slide_alone_and_has_a_name(
        self, opened: Opened, branded: Document
    ) -> None:
        made = opened(branded)

        pictures = [
            (number, shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.width / shape.height)
            for number, shown in enumerate(made.slides)
            for shape in shown.shapes
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
        ]
        assert pictures == [(0, "Logo of Lakeside", pytest.approx(4, rel=0.01))]

    def test_a_deck_with_a_logo_is_valid(self, theme: Theme, branded: Document, tmp_path: Path) -> None:
        audit = pytest.importorskip("openxml_audit")
        path = tmp_path / "deck.pptx"
        path.write_bytes(written(branded, theme))

        assert [str(error) for error in audit.validate_pptx(path).errors] == []

    def test_a_clinics_deck_has_its_own(self, theme: Theme, branded: Document, tmp_path: Path) -> None:
        path = tmp_path / "clinic.pptx"
        path.write_bytes(clinics.narrow())

        data = written(branded, theme, path)

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert [name for name in package.namelist() if "/media/slide" in name] == []
