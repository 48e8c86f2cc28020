import pytest

from maghandout.errors import RenderError
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    Citation,
    Field,
    Heading,
    HowSure,
    ListBlock,
    ListItem,
    ListStyle,
    Paragraph,
    QrCode,
    Role,
    Section,
    Series,
    Slide,
    SlideKind,
    SourceEntry,
    Sources,
    Strip,
    Table,
    Text,
)
from maghandout.model.library import Certainty
from tests.render.html.pages import HERE, main, page, theme, words


def _heading(text: str, level: int = 2) -> Heading:
    return Heading(level, words(text), HERE)


def _list(style: ListStyle, *items: str) -> ListBlock:
    return ListBlock(style, tuple(ListItem(words(item), HERE) for item in items), HERE)


def _row(*cells: str, is_head: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell(words(cell), is_head or not at, HERE) for at, cell in enumerate(cells))


def _table(caption: str = "") -> Table:
    rows = (_row("Oxide", "Poorly"), _row("Citrate", "Well"))
    return Table(words(caption) if caption else (), _row("Form", "Taken in", is_head=True), rows, HERE)


def _chart() -> Chart:
    series = (Series("now", (10, 20)),)
    return Chart(
        words("Foods"), ("Beans", "Nuts"), series, "mg", words("Longer is more."), HERE, name="Bar chart"
    )


class TestHeadings:
    def test_words_in_brackets_are_kept_together(self) -> None:
        found = page(_heading("Get help now (call 911) if you")).one("h1")

        assert found.text == "Get help now (call 911) if you"
        assert found.one("span", class_="aside").text == "(call 911)"

    def test_the_first_is_of_level_1_and_none_skips_a_level(self) -> None:
        levels = (2, 1, 3, 6, 2)

        found = main(*(_heading(f"Level {level}", level) for level in levels))

        assert found.names == ["h1", "h2", "h3", "h4", "h2"]

    def test_each_has_an_id_of_its_own(self) -> None:
        found = main(_heading("Same"), _heading("Same"))

        assert [node.attributes["id"] for node in found.all() if node.text == "Same"] == [
            "heading-1",
            "heading-2",
        ]


class TestText:
    def test_a_paragraph_says_its_role(self) -> None:
        found = main(Paragraph(words("Learn."), HERE, Role.PURPOSE), Paragraph(words("More."), HERE))

        assert [node.attributes for node in found.all("p")] == [{"class": "purpose"}, {}]

    @pytest.mark.parametrize(
        ("style", "name", "attributes"),
        [
            (ListStyle.BULLET, "ul", {}),
            (ListStyle.NUMBER, "ol", {}),
            (ListStyle.CHECK, "ul", {"class": "check", "role": "list"}),
        ],
    )
    def test_a_list_is_a_list_of_its_style(
        self, style: ListStyle, name: str, attributes: dict[str, str]
    ) -> None:
        found = main(_list(style, "One", "Two")).one(name)

        assert found.attributes == attributes
        assert [item.text for item in found.all("li")] == ["One", "Two"]

    def test_certainty_is_said_in_words_and_its_boxes_are_decoration(self) -> None:
        found = main(HowSure(Certainty.LOW, "How sure?", words("Not very."), HERE)).one("p", class_="sure")

        assert found.text == "How sure? Not very."
        assert found.one("svg").attributes["aria-hidden"] == "true"
        colors = theme().colors
        assert [path.attributes["fill"] for path in found.all("path")] == [colors.ink, colors.paper]
        assert [path.attributes["d"].count("M") for path in found.all("path")] == [2, 2]


class TestTables:
    def test_heads_name_their_columns_and_rows(self) -> None:
        found = main(_table()).one("table")

        assert found.names == ["thead", "tbody"]
        assert [(head.attributes["scope"], head.text) for head in found.all("th")] == [
            ("col", "Form"),
            ("col", "Taken in"),
            ("row", "Oxide"),
            ("row", "Citrate"),
        ]
        assert [cell.text for cell in found.all("td")] == ["Poorly", "Well"]

    def test_a_caption_names_the_table_and_its_frame(self) -> None:
        frame = main(_table("The forms")).one("div", class_="scroll")

        assert frame.one("caption").text == "The forms"
        assert frame.attributes["aria-label"] == "The forms"
        assert frame.attributes["tabindex"] == "0"

    def test_without_a_caption_the_heading_above_names_the_frame(self) -> None:
        found = main(Section(_heading("Compare"), (_table(),), HERE))

        frame = found.one("div", class_="scroll")

        assert found.one(id=frame.attributes["aria-labelledby"]).text == "Compare"
        assert found.all("caption") == []

    def test_an_empty_corner_is_no_head(self) -> None:
        table = Table((), _row("", "Now", is_head=True), (_row("Beans", "10"),), HERE)

        assert [cell.name for cell in main(table).one("thead").one("tr").all()] == ["td", "th"]


class TestFigures:
    def test_a_chart_has_its_caption_its_words_and_how_to_read_it(self) -> None:
        figure = main(_chart()).one("figure")

        assert figure.names == ["figcaption", "svg", "svg", "p"]
        assert figure.one("figcaption").text == "Foods"
        assert figure.one("p", class_="note").text == "Longer is more."
        for picture in figure.all("svg"):
            assert picture.attributes["role"] == "img"
            assert picture.attributes["aria-label"] == "Bar chart. Beans: 10 mg; Nuts: 20 mg."

    def test_steps_are_a_list_that_keeps_citations(self) -> None:
        steps = (words("Eat beans"), (Text("Magnesium goes in"), Citation((), (1,))))

        figure = main(Strip(words("How it works"), steps, words("Go on."), HERE)).one("figure")

        assert [item.text for item in figure.one("ol").all("li")] == ["Eat beans", "Magnesium goes in 1"]
        assert figure.text == "How it works Eat beans Magnesium goes in 1 Go on."

    def test_a_code_stands_beside_its_address_in_words(self) -> None:
        found = main(QrCode("https://a.org", words("More at a.org"), HERE)).one("div", class_="code")

        assert found.text == "More at a.org"
        assert found.one("svg").attributes["aria-hidden"] == "true"


class TestBoxes:
    @pytest.mark.parametrize(
        ("role", "name"),
        [(BoxRole.KEY_POINTS, "section"), (BoxRole.WARNING, "section"), (BoxRole.PLAN, "form")],
    )
    def test_a_box_is_a_region_named_by_its_heading(self, role: BoxRole, name: str) -> None:
        found = main(
            _heading("Title", 1), Box(role, (_heading("Beware"), _list(ListStyle.BULLET, "x")), HERE)
        )

        box = found.one(name)

        assert box.attributes["class"] == f"box {role}"
        assert found.one(id=box.attributes["aria-labelledby"]).text == "Beware"

    def test_a_box_without_a_heading_is_no_region(self) -> None:
        box = main(Box(BoxRole.CLAIM, (Paragraph(words("x"), HERE),), HERE)).one("div", class_="box claim")

        assert "aria-labelledby" not in box.attributes

    def test_each_field_has_a_label_and_what_is_filled_in(self) -> None:
        fields = (Field("Name", "name", HERE), Field("Clinic phone", "phone", HERE, "555-0100"))

        form = main(Box(BoxRole.PLAN, fields, HERE)).one("form")

        assert [(label.text, label.attributes["for"]) for label in form.all("label")] == [
            ("Name", "field-name"),
            ("Clinic phone", "field-phone"),
        ]
        assert [node.attributes for node in form.all("input")] == [
            {"type": "text", "id": "field-name", "name": "name", "autocomplete": "name"},
            {
                "type": "text",
                "id": "field-phone",
                "name": "phone",
                "value": "555-0100",
                "autocomplete": "off",
            },
        ]

    def test_fields_of_one_name_have_ids_of_their_own(self) -> None:
        found = main(*(Field("Dose", name, HERE) for name in ("My dose", "my-dose", "Ω")))

        ids = [node.attributes["id"] for node in found.all("input")]

        assert ids == ["field-my-dose", "field-my-dose--2", "field-line"]


class TestSections:
    def test_what_fits_stands_beside_the_heading_and_the_rest_below(self) -> None:
        blocks: tuple[Block, ...] = (Paragraph(words("a"), HERE), _table(), Paragraph(words("b"), HERE))

        section = main(Section(_heading("Forms"), blocks, HERE)).one("section")

        assert section.attributes == {"class": "railed"}
        assert section.names == ["h1", "div", "div", "p"]
        assert section.one("div", class_="beside").text == "a"

    def test_a_section_that_begins_with_a_table_has_no_rail(self) -> None:
        section = main(Section(_heading("Forms"), (_table(),), HERE)).one("section")

        assert section.attributes == {}


class TestSources:
    def test_an_entry_leads_back_to_where_it_was_first_cited(self) -> None:
        entries = tuple(SourceEntry(number, words(f"Study {number}"), ()) for number in (1, 2))
        cited = Paragraph((Text("So."), Citation((), (1,))), HERE)

        first, second = main(cited, Sources(entries, HERE)).one("ol", class_="sources").all("li")

        link = first.one("a", href="#cited-1")
        assert (link.text, link.attributes["aria-label"]) == ("1.", "1. Back to the text")
        assert (first.attributes["id"], first.text) == ("source-1", "1. Study 1")
        assert (second.all("a"), second.text) == ([], "2. Study 2")


def test_a_slide_in_a_handout_is_an_error() -> None:
    with pytest.raises(RenderError) as error:
        page(Slide(SlideKind.CONTENT, _heading("x"), (), (), HERE))

    assert str(error.value) == (
        "templates/handout.html.j2:7: a slide stands in a handout\n  hint: slides are for decks"
    )
