"""What is printed, line by line, and the hash that an approval is bound to."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout.compose.compose import DECK, HANDOUT
from maghandout.content import Line, content_hash, content_of, lines
from maghandout.diagnostics import Origin
from maghandout.model.brand import Brand
from maghandout.model.document import (
    Block,
    Box,
    BoxRole,
    Cell,
    Chart,
    ChartKind,
    Citation,
    Document,
    Emphasis,
    Field,
    Furniture,
    Heading,
    HowSure,
    Inline,
    Inlines,
    Link,
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
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    lines_of,
    plain_text,
)
from maghandout.model.library import Certainty
from maghandout.project import Project
from maghandout.templating import Templates
from tests.compose.documents import composer
from tests.conftest import REPOSITORY
from tests.libraries import bean_library, bean_selection
from tests.topics import TOPICS, make

HERE = Origin("seeds/art.md", 3)
EMPTY = Document("t", "T", "P.", "en-US", None, Furniture(), (), HERE)


def _words(*words: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(word) if isinstance(word, str) else word for word in words)


def _paragraph(*words: str | Inline, role: Role = Role.BODY) -> Paragraph:
    return Paragraph(_words(*words), HERE, role)


def _list(style: ListStyle, *items: str) -> ListBlock:
    return ListBlock(style, tuple(ListItem(_words(item), HERE) for item in items), HERE)


def _printed(*blocks: Block) -> list[tuple[str, str]]:
    return [(line.place, line.words) for line in lines(replace(EMPTY, blocks=blocks))]


def _hash(*blocks: Block) -> str:
    return content_hash(replace(EMPTY, blocks=blocks), EMPTY)


def _has_link(line: Inlines) -> bool:
    return any(isinstance(inline, Link) for inline in line)


def _cell(words: str, *, is_head: bool = False) -> Cell:
    return Cell(_words(words), is_head, HERE)


class TestLines:
    def test_a_line_tells_its_statements_sources_and_origin(self) -> None:
        paragraph = _paragraph("Beans help.", Citation(("a#x", "a#y"), (1, 3)))

        found = lines(replace(EMPTY, blocks=(paragraph,)))

        assert found == (Line("paragraph body", "Beans help.", ("a#x", "a#y"), (1, 3), HERE),)
        assert found[0].origin == HERE

    def test_boxes_and_lists_are_places(self) -> None:
        box = Box(BoxRole.WARNING, (Heading(2, _words("Help"), HERE), _list(ListStyle.CHECK, "a", "b")), HERE)

        assert _printed(box) == [
            ("box warning / heading 2", "Help"),
            ("box warning / item check", "a"),
            ("box warning / item check", "b"),
        ]

    def test_a_section_is_its_heading_and_what_stands_below(self) -> None:
        section = Section(Heading(2, _words("H"), HERE), (_paragraph("a"),), HERE)

        assert _printed(section) == [("heading 2", "H"), ("paragraph body", "a")]

    def test_a_table_keeps_its_empty_cells(self) -> None:
        head = (_cell("Food", is_head=True), _cell("Now", is_head=True))
        table = Table((), head, ((_cell("Beans", is_head=True), _cell("")),), HERE)

        assert _printed(table) == [
            ("table / column head", "Food"),
            ("table / column head", "Now"),
            ("table / row head", "Beans"),
            ("table / cell", ""),
        ]

    def test_a_chart_is_told_in_numbers(self) -> None:
        chart = Chart(
            _words("Foods"), ("Beans",), (Series("Now", (10.5,)),), "mg", (), HERE, ChartKind.RANKED
        )

        assert _printed(chart) == [
            ("chart ranked / title", "Foods"),
            ("chart ranked / numbers", "Beans: 10.5 mg."),
        ]

    def test_a_strip_is_its_steps(self) -> None:
        strip = Strip(_words("How"), (_words("one"), _words("two")), _words("Follow."), HERE)

        assert [words for _, words in _printed(strip)] == ["How", "one", "two", "Follow."]

    def test_a_level_of_certainty_is_a_place(self) -> None:
        sure = HowSure(Certainty.LOW, "How sure?", _words("Not very."), HERE)

        assert _printed(sure) == [("how sure low", "How sure? Not very.")]

    def test_what_is_filled_in_a_field_is_left_out(self) -> None:
        assert _printed(Field("Phone", "phone", HERE, "555-0100")) == [("field", "Phone")]

    def test_a_code_tells_where_it_leads(self) -> None:
        code = QrCode("https://a.org/x", _words("More"), HERE)

        assert _printed(code) == [("code", "More (https://a.org/x)")]

    def test_a_source_has_its_own_number_and_the_statements_that_cite_it(self) -> None:
        sources = Sources((SourceEntry(2, _words("Lee."), ("a#x",)),), HERE)

        expected = Line("entry of sources", "Lee.", ("a#x",), (2,), HERE)

        assert lines(replace(EMPTY, blocks=(sources,))) == (expected,)

    def test_a_raised_number_is_not_a_digit(self) -> None:
        powers = _paragraph("10", Superscript(_words("6")), " H", Subscript(_words("2")), "O")

        assert _printed(powers) == [("paragraph body", "10^6^ H~2~O")]

    @pytest.mark.parametrize(
        ("target", "shown", "words"),
        [
            ("https://a.org/x/", "a.org/x", "a.org/x"),
            ("https://doi.org/10.1/x", "doi:10.1/x", "doi:10.1/x"),
            ("tel:911", "911", "911"),
            ("https://a.org/x", "a.org", "a.org (https://a.org/x)"),
            ("", "a.org", "a.org ()"),
        ],
    )
    def test_an_address_is_told_where_it_is_not_shown(self, target: str, shown: str, words: str) -> None:
        assert _printed(_paragraph(Link(target, _words(shown)))) == [("paragraph body", words)]

    def test_a_slide_has_its_notes(self) -> None:
        slide = Slide(
            SlideKind.CONTENT, Heading(1, _words("S"), HERE), (_paragraph("a"),), (_paragraph("n"),), HERE
        )

        assert _printed(slide) == [
            ("slide content / title", "S"),
            ("slide content / paragraph body", "a"),
            ("slide content / notes / paragraph body", "n"),
        ]

    def test_a_title_slide_leaves_out_what_the_deck_says_of_itself(self) -> None:
        shown = (
            _paragraph("P.", role=Role.PURPOSE),
            _paragraph("Draft"),
            _paragraph("x", Citation(("a#x",))),
        )
        slide = Slide(SlideKind.TITLE, Heading(1, _words("T"), HERE), shown, (_paragraph("No one."),), HERE)

        assert [words for _, words in _printed(slide)] == ["T", "P.", "x"]

    @pytest.mark.parametrize("topic", TOPICS)
    def test_every_word_of_a_handout_stands_in_a_line(self, topic: str) -> None:
        made = make(topic)
        whole = "\n".join(words for _, words in _printed(*made.handout.blocks))

        said = [line for block in made.handout.blocks for line in lines_of(block) if not _has_link(line)]

        assert [words for line in said if (words := plain_text(line)) not in whole] == []

    @pytest.mark.parametrize("topic", TOPICS)
    def test_every_statement_that_is_cited_stands_behind_a_line(self, topic: str) -> None:
        made = make(topic)

        behind = {anchor for line in lines(made.handout) for anchor in line.anchors}

        questions = {picked.statement.anchor for picked in made.selection.questions}
        terms = {term.anchor for term in made.selection.terms}
        assert {picked.statement.anchor for picked in made.selection.handout()} - questions - terms <= behind


class TestHash:
    def test_is_the_same_for_the_same_words(self) -> None:
        assert _hash(_paragraph("a b")) == _hash(_paragraph("a b"))

    @pytest.mark.parametrize(
        "other",
        [
            (_paragraph("Take 350 mg!"), _paragraph("Ask us.")),
            (_paragraph("Ask us."), _paragraph("Take 350 mg.")),
            (_paragraph("Take 350 mg."),),
            (_paragraph("Take 350 mg. Ask us."),),
            (_paragraph("Take 350 mg."), _paragraph("Ask us.", role=Role.NOTE)),
            (_paragraph("Take 350 mg."), _paragraph("Ask us.", Citation(("a#x",), (1,)))),
            (_paragraph("Take 350 mg."), Box(BoxRole.WARNING, (_paragraph("Ask us."),), HERE)),
            (_paragraph("Take 350 mg."), _list(ListStyle.BULLET, "Ask us.")),
        ],
    )
    def test_changes_with_words_order_and_structure(self, other: tuple[Block, ...]) -> None:
        before = _hash(_paragraph("Take 350 mg."), _paragraph("Ask us."))

        assert _hash(*other) != before

    @pytest.mark.parametrize(
        "other",
        [
            _paragraph(Strong(_words("Take")), " 350 ", Emphasis(_words("mg.")), Citation(("a#x",), (1,))),
            _paragraph("Take  350\u00a0mg.", Citation(("a#x",), (1,))),
            _paragraph("Take 350 mg.", Citation(("renamed#x",), (1,))),
            replace(_paragraph("Take 350 mg.", Citation(("a#x",), (1,))), origin=Origin("elsewhere", 9)),
        ],
    )
    def test_stays_with_other_looks_addresses_and_places_in_files(self, other: Paragraph) -> None:
        assert _hash(other) == _hash(_paragraph("Take 350 mg.", Citation(("a#x",), (1,))))

    def test_parts_the_handout_from_the_deck(self) -> None:
        said = replace(EMPTY, blocks=(_paragraph("a"),))

        assert content_hash(said, EMPTY) != content_hash(EMPTY, said)

    def test_stays_with_other_furniture_and_another_date(self) -> None:
        made = make("back-pain")
        other = Furniture(_words("Clinic"), _words("2030"), _words("Reviewed"), "{page}")
        handout = replace(made.handout, furniture=other, updated=None, clinic="Clinic")

        assert content_hash(handout, made.deck) == content_hash(made.handout, made.deck)

    def test_of_a_deck_stays_with_a_reviewer_and_a_name_on_its_title(self, tmp_path: Path) -> None:
        selection = bean_selection(tmp_path, "[facts#eat]")
        templates = Templates(Project((REPOSITORY,), REPOSITORY))
        library = bean_library(tmp_path)
        brands = (Brand(), Brand(name="Clinic", phone="555-0100", reviewer="Dr. Lee"))

        found = {
            content_hash(made.compose(HANDOUT), made.compose(DECK))
            for made in (composer(selection, library, templates, brand) for brand in brands)
        }

        assert len(found) == 1

    def test_tells_all_topics_apart(self) -> None:
        found = {content_of(make(topic).handout, make(topic).deck).hash for topic in TOPICS}

        assert len(found) == len(TOPICS)

    def test_is_this_one_until_every_approval_is_to_be_given_anew(self) -> None:
        found = _hash(_paragraph("Take 350 mg.", Citation(("a#x",), (1,))))

        assert found == "022ce9b3fc6968be8bbf8012c7a539b0d2c9c795f5c771fab5fd36a49f58a84d"
