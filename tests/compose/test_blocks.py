from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.dump import dump_document
from maghandout.errors import TemplateError
from maghandout.model.document import Chart, Field, Furniture, QrCode, Slide, Strip, plain_text
from tests.compose.documents import blocks, composed

_TABLE = "<thead><tr><th>a</th><th>b</th></tr></thead><tbody>{}</tbody>"


@pytest.mark.parametrize(
    ("template", "tree"),
    [
        ("<h1>a</h1><h3>b</h3>", ["heading 1: a", "heading 3: b"]),
        ("<p>a</p><p data-role='note'>b</p>", ["paragraph body: a", "paragraph note: b"]),
        ("<ul><li>a</li></ul>", ["list bullet", "  - a"]),
        ("<ol><li>a</li></ol>", ["list number", "  - a"]),
        ("<ul data-checklist=''><li>a</li></ul>", ["list check", "  - a"]),
        ("<p data-field='name'>Name</p>", ["field name: Name"]),
        ("<p data-certainty='low' data-label='Sure?'>a</p>", ["how sure low: Sure? a"]),
        ("<aside data-box='plan'><p>a</p></aside>", ["box plan", "  paragraph body: a"]),
        ("<section><h2>a</h2><p>b</p></section>", ["section: a", "  paragraph body: b"]),
        (
            f"<table><caption>c</caption>{_TABLE.format('<tr><th>1</th><td>2</td></tr>')}</table>",
            ["table: c", "  | a | b |", "  | 1 | 2 |"],
        ),
    ],
)
def test_each_element_is_a_block(template: str, tree: list[str], tmp_path: Path) -> None:
    lines = dump_document(composed(tmp_path, template)).splitlines()

    assert lines[3:] == [f"  {line}" for line in tree]


def test_a_figure_is_a_chart_with_its_numbers(tmp_path: Path) -> None:
    rows = _TABLE.format("<tr><th>x</th><td>1,000</td></tr><tr><th>y</th><td>-2.5</td></tr>")

    (chart,) = blocks(
        tmp_path, f"<figure data-unit='%' data-name='Bars'><table>{rows}</table><p>Read.</p></figure>"
    )

    assert isinstance(chart, Chart)
    assert (chart.categories, chart.series[0].name, chart.series[0].values) == (("x", "y"), "b", (1000, -2.5))
    assert chart.alt == "Bars. x: 1,000%; y: -2.5%."


@pytest.mark.parametrize("value", ["1,5", "7,50", "1,0000", "12,34,567"])
def test_a_comma_that_parts_no_thousands_is_told(value: str, tmp_path: Path) -> None:
    rows = _TABLE.format(f"<tr><th>x</th><td data-origin='seeds/a.md:3'>{value}</td></tr>")

    with pytest.raises(TemplateError) as error:
        blocks(tmp_path, f"<figure><table>{rows}</table></figure>")

    message = f"seeds/a.md:3: a chart needs numbers, found {value!r}"
    assert str(error.value) == f"{message}\n  hint: write 1,500 or 7.5; a comma parts thousands"


def test_a_figure_of_steps_is_a_strip(tmp_path: Path) -> None:
    template = (
        "<figure data-chart='strip'><figcaption>T</figcaption><ol><li>a</li><li><strong>b</strong></li></ol>"
        "<p>Read.</p></figure>"
    )

    (strip,) = blocks(tmp_path, template)

    assert isinstance(strip, Strip)
    assert [plain_text(line) for line in (strip.title, *strip.steps, strip.read)] == ["T", "a", "b", "Read."]


def test_a_paragraph_with_an_address_is_a_code(tmp_path: Path) -> None:
    (code,) = blocks(tmp_path, "<p data-code='https://e.org'>More</p>")

    assert isinstance(code, QrCode)
    assert (code.address, plain_text(code.inlines)) == ("https://e.org", "More")


def test_a_field_may_be_filled_in(tmp_path: Path) -> None:
    (field,) = blocks(tmp_path, "<p data-field='phone' data-value='555-0100'>Phone</p>")

    assert isinstance(field, Field)
    assert (field.name, field.label, field.value) == ("phone", "Phone", "555-0100")


def test_the_header_says_who_and_what(tmp_path: Path) -> None:
    template = "<aside data-header=''><p><strong>Clinic</strong> 555</p><p>Handout</p></aside><p>b</p>"

    furniture = composed(tmp_path, template).furniture

    assert (plain_text(furniture.clinic), plain_text(furniture.header)) == ("Clinic 555", "Handout")


def test_a_slide_keeps_its_notes_apart(tmp_path: Path) -> None:
    template = (
        "<section data-slide='content'><h1>a</h1><p>b</p><aside data-notes=''><p>c</p></aside></section>"
    )

    (slide,) = blocks(tmp_path, template)

    assert isinstance(slide, Slide)
    assert (len(slide.blocks), len(slide.notes)) == (1, 1)


def test_furniture_stands_outside_the_blocks(tmp_path: Path) -> None:
    template = "<aside data-footer=''><p>a</p><p>{page} of {pages}</p></aside><p>b</p>"

    document = composed(tmp_path, template)

    assert document.furniture.page == "{page} of {pages}"
    assert (len(document.blocks), document.furniture == Furniture()) == (1, False)


def test_a_block_knows_where_its_words_come_from(tmp_path: Path) -> None:
    said, template = blocks(tmp_path, '<p data-origin="seeds/a.md:7">a</p><p data-origin="nowhere">b</p>')

    assert [str(said.origin), str(template.origin)] == ["seeds/a.md:7", "templates/x.html.j2"]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("<p>a</p>\n<dvi/>", ":2: unknown element <dvi>"),
        ("<p>a <span>b</span></p>", ":1: unknown element <span>"),
        ("<p onclick='x'>a</p>", ":1: unknown attribute 'onclick' on <p>"),
        (
            "<p data-rol='note'>a</p>",
            ":1: unknown attribute 'data-rol' on <p>\n  hint: did you mean 'data-role'",
        ),
        ("<p data-role='nota'>a</p>", ":1: data-role on <p>: found 'nota'\n  hint: did you mean 'note'?"),
        ("<p data-certainty='5'>a</p>", ":1: data-certainty on <p>: found '5'"),
        ("<aside><p>a</p></aside>", ":1: data-box on <aside>: found ''"),
        ("<section><p>a</p></section>", ":1: a <section> needs a heading first"),
        ("<section data-sources=''></section>", ":1: a <section> needs a heading first"),
        ("words", ": text outside a block: 'words'"),
        ("<ul>words</ul>", ":1: text directly inside <ul>: 'words'"),
        ("<ul><li><ul/></li></ul>", ":1: <ul> cannot stand in a line"),
        ("<strong>a</strong>", ":1: <strong> cannot stand by itself"),
        ("<li>a</li>", ":1: <li> cannot stand by itself"),
        ("<table/>", ":1: a <table> needs a <thead> with cells"),
        (
            f"<table>{_TABLE.format('<tr><td>1</td></tr>')}</table>",
            ":1: every row of a table needs 2 cells, as its",
        ),
        ("<figure><p>a</p></figure>", ":1: a <figure> needs a <table> with its numbers"),
        (
            f"<figure><table>{_TABLE.format('')}</table></figure>",
            ":1: a <figure> needs a <table> with its numbers",
        ),
        ("<aside data-footer=''><p>a</p></aside>", ":1: the footer needs two <p>"),
        (
            "<aside data-header=''><p>a</p></aside>",
            ":1: the header needs two <p>: who hands it out, and what it is",
        ),
        (
            f"<figure data-chart='icon'><table>{_TABLE.format('<tr><th/><td>1</td></tr>')}</table></figure>",
            ":1: data-chart on <figure>: found 'icon'\n  hint: did you mean 'icons'?",
        ),
        ("<figure data-chart='strip'><ol/></figure>", ":1: a <figure> of steps needs an <ol> with them"),
        ("<figure data-chart='strip'><ul/></figure>", ":1: <ul> inside <figure>, expected <figcaption> or"),
        ("<aside data-footer=''><p>a</p><p>{x}</p></aside>", ":1: '{x}' cannot be filled in"),
        ("<p>a", ": the template's output is not well-formed XHTML: mismatched tag, near 'the end'"),
        ("<p>a &nbsp;</p>", ": the template's output is not well-formed XHTML: undefined entity"),
        ("<em>" * 99 + "</em>" * 99, ": elements stand more than 24 levels deep"),
    ],
)
def test_what_is_outside_the_subset_is_told(template: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as error:
        blocks(tmp_path, template)

    assert str(error.value).startswith(f"templates/x.html.j2{message}")


@pytest.mark.parametrize("value", ["many", "nan", "inf", "1e999", ""])
def test_a_chart_of_anything_but_numbers_is_told(value: str, tmp_path: Path) -> None:
    row = f"<tr><th>x</th><td data-origin='seeds/a.md:3'>{value}</td></tr>"

    with pytest.raises(TemplateError) as error:
        blocks(tmp_path, f"<figure><table>{_TABLE.format(row)}</table></figure>")

    assert str(error.value) == f"seeds/a.md:3: a chart needs numbers, found {value!r}"
