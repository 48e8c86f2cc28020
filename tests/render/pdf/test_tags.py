"""Tagging as a thing of its own: small ReportLab documents, without the program around them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Table

from maghandout.render.pdf.tags import Element, Tagged, TaggedCanvas, TaggedParagraph, write_structure
from tests.render.pdf import structure

STYLE = ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=12)
NARROW = ParagraphStyle("narrow", parent=STYLE, rightIndent=220)
ADDRESS = "https://example.org/"


class Drawn(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A flowable that draws what a test asks for."""

    def __init__(self, draw: Callable[[TaggedCanvas], None]) -> None:
        super().__init__()
        self._draw = draw

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        return 100, 50

    def draw(self) -> None:
        self._draw(self.canv)


@pytest.fixture
def root() -> Element:
    return Element("Document")


def made(root: Element, *flowables: Flowable, height_pt: float = 400) -> structure.Tagged:
    """Lay flowables out on pages 300 points wide and read the file back."""
    buffer = io.BytesIO()
    template = BaseDocTemplate(buffer, pagesize=(300, height_pt), invariant=1)
    frame = Frame(0, 0, 300, height_pt, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template.addPageTemplates([PageTemplate("page", [frame])])
    template.build(list(flowables), canvasmaker=TaggedCanvas)
    result = io.BytesIO()
    with pikepdf.open(buffer) as pdf:
        write_structure(pdf, root)
        pdf.save(result)
    return structure.read(result.getvalue())


def paragraph(root: Element, text: str, style: ParagraphStyle = STYLE) -> TaggedParagraph:
    return TaggedParagraph(text, style, Element("P", root))


def texts(nodes: Sequence[structure.Node]) -> list[str]:
    return [node.text for node in nodes]


class TestParagraphs:
    def test_one_that_is_split_has_content_on_both_pages(self, root: Element) -> None:
        text = " ".join(f"word{number}" for number in range(80))

        tagged = made(root, paragraph(root, text), height_pt=100)

        (only,) = tagged.root.nodes
        assert (only.role, only.text) == ("P", text)
        assert [piece.page for piece in only.pieces()] == [0, 1]

    def test_words_at_the_end_of_a_line_keep_their_distance(self, root: Element) -> None:
        tagged = made(root, paragraph(root, "one two three four five six seven", NARROW))

        assert len({words.base for words in tagged.words}) > 1
        assert tagged.root.text == "one two three four five six seven"

    @pytest.mark.parametrize(
        "text", ["n" * 90, f"Go to <i>https://example.org/{'n' * 90}</i> now", "5 - 6 / 7 - " * 9]
    )
    def test_a_word_that_is_broken_stays_one(self, root: Element, text: str) -> None:
        tagged = made(root, paragraph(root, text, NARROW))

        assert len({words.base for words in tagged.words}) > 1
        assert tagged.root.text == re.sub("<.*?>", "", text).strip()

    def test_the_label_comes_before_the_body(self, root: Element) -> None:
        item = Element("LI", root)
        label, body = Element("Lbl", item), Element("LBody", item)
        text = TaggedParagraph("Body.", STYLE, body, label, bulletText="7.")

        tagged = made(root, text)

        assert tagged.root.outline() == "Document(LI(Lbl LBody))"
        assert texts(tagged.root.all("Lbl", "LBody")) == ["7.", "Body."]

    def test_one_without_an_element_is_an_artifact(self, root: Element) -> None:
        tagged = made(root, paragraph(root, "Told."), TaggedParagraph("Not told.", STYLE))

        assert (tagged.root.text, tagged.artifacts()) == ("Told.", ["Not told."])

    def test_words_in_several_faces_are_read_as_one(self, root: Element) -> None:
        tagged = made(root, paragraph(root, "H<sub>2</sub>O is <b>wa</b>ter"))

        assert tagged.root.text == "H2O is water"


class TestTables:
    def test_a_head_that_is_repeated_is_read_once(self, root: Element) -> None:
        table = Element("Table", root)
        cells = []
        for number in range(12):
            row = Element("TR", table)
            cells.append([TaggedParagraph(f"row {number}", STYLE, Element("TD" if number else "TH", row))])

        tagged = made(root, Table(cells, [200], repeatRows=1), height_pt=120)

        assert len(tagged.pages) > 1
        assert texts(tagged.root.all("TH")) == ["row 0"]
        assert tagged.artifacts("Pagination") == ["row 0"] * (len(tagged.pages) - 1)
        assert texts(tagged.root.all("TD")) == [f"row {number}" for number in range(1, 12)]


class TestLinks:
    def test_a_paragraph_that_is_all_link(self, root: Element) -> None:
        tagged = made(root, paragraph(root, f'<a href="{ADDRESS}">all of it</a>'))

        (link,) = tagged.root.all("Link")
        (annotation,) = link.annotations
        assert tagged.root.outline() == "Document(P(Link))"
        assert (link.text, annotation.words, annotation.owner == link.object) == (
            "all of it",
            "all of it",
            True,
        )

    def test_one_over_two_lines_is_one_link(self, root: Element) -> None:
        text = f'See <a href="{ADDRESS}">a long long address that breaks</a> there.'

        tagged = made(root, paragraph(root, text, NARROW))

        (link,) = tagged.root.all("Link")
        assert (link.text, tagged.root.text) == (
            "a long long address that breaks",
            "See a long long address that breaks there.",
        )
        assert len(link.annotations) > 1
        assert {annotation.words for annotation in link.annotations} == {"a long long address that breaks"}
        assert all(annotation.owner == link.object for annotation in link.annotations)

    def test_two_in_a_line_are_kept_apart(self, root: Element) -> None:
        text = f'Both <a href="{ADDRESS}1">one</a>,<a href="{ADDRESS}2">two</a> end.'

        tagged = made(root, paragraph(root, text))

        links = tagged.root.all("Link")
        assert (texts(links), tagged.root.text) == (["one", "two"], "Both one,two end.")
        assert [annotation.words for link in links for annotation in link.annotations] == ["one", "two"]
        assert [str(link.annotations[0].object.A.URI) for link in links] == [f"{ADDRESS}1", f"{ADDRESS}2"]

    def test_one_that_goes_on_on_the_next_page_is_one_link(self, root: Element) -> None:
        words = " ".join(f"word{number}" for number in range(80))

        tagged = made(root, paragraph(root, f'<a href="{ADDRESS}">{words}</a> end'), height_pt=100)

        (link,) = tagged.root.all("Link")
        assert {annotation.page for annotation in link.annotations} == {0, 1}
        assert tagged.root.text == f"{words} end"

    def test_one_within_strong_words_says_its_own_words(self, root: Element) -> None:
        tagged = made(root, paragraph(root, f'<b>Read <a href="{ADDRESS}">this <i>page</i></a> now</b>'))

        (link,) = tagged.root.all("Link")
        assert (link.text, tagged.root.text) == ("this page", "Read this page now")

    def test_an_area_belongs_to_the_element_that_holds_it(self, root: Element) -> None:
        link = Element("Link", Element("P", root))

        def draw(canvas: TaggedCanvas) -> None:
            with canvas.marked(link):
                canvas.drawString(0, 0, "here")
            with canvas.holding(link):
                canvas.linkURL(ADDRESS, (0, 0, 50, 20), relative=1)

        tagged = made(root, Drawn(draw))

        (found,) = tagged.root.all("Link")
        assert [(item.kind, item.owner == found.object) for item in found.annotations] == [("Link", True)]

    def test_where_it_leads_can_be_said_in_other_words(self, root: Element) -> None:
        def name(canvas: TaggedCanvas) -> None:
            canvas.link_words = {ADDRESS: "Our page on sleep"}

        tagged = made(root, Drawn(name), paragraph(root, f'More <a href="{ADDRESS}">1</a>'))

        (link,) = tagged.root.all("Link")
        assert [annotation.words for annotation in link.annotations] == ["Our page on sleep"]


class TestArtifacts:
    def test_ink_that_nobody_claims_is_one(self, root: Element) -> None:
        def draw(canvas: TaggedCanvas) -> None:
            canvas.line(0, 0, 10, 10)
            canvas.rect(0, 0, 10, 10, fill=1)
            canvas.drawString(0, 0, "loose")

        tagged = made(root, paragraph(root, "Told."), Drawn(draw))

        (page,) = tagged.pages
        assert [[mark.tag for mark in ink.marks] for ink in page.inks] == [["Artifact"], ["Artifact"]]
        assert (tagged.artifacts(), tagged.root.text) == (["loose"], "Told.")

    def test_furniture_says_what_it_is(self, root: Element) -> None:
        def draw(canvas: TaggedCanvas) -> None:
            with canvas.artifact("Pagination", "Footer"):
                canvas.drawString(0, 0, "Page 1")

        tagged = made(root, Drawn(draw), paragraph(root, "Told."))

        assert tagged.artifacts("Pagination", "Footer") == ["Page 1"]

    def test_a_paragraph_within_one_has_no_marks_of_its_own(self, root: Element) -> None:
        inner = paragraph(root, "Not told.")

        def draw(canvas: TaggedCanvas) -> None:
            with canvas.artifact("Pagination", "Header"):
                inner.wrapOn(canvas, 100, 100)
                inner.drawOn(canvas, 0, 0)

        tagged = made(root, Drawn(draw), paragraph(root, "Told."))

        assert [len(words.marks) for words in tagged.words] == [1, 1]
        assert (tagged.artifacts(), tagged.root.text) == (["Not told."], "Told.")


class TestFigures:
    def test_all_that_is_drawn_is_one_piece_with_a_box(self, root: Element) -> None:
        def draw(canvas: TaggedCanvas) -> None:
            canvas.rect(0, 0, 10, 10, fill=1)
            canvas.drawString(0, 20, "label")

        figure = Element("Figure", root, alt="A square.")

        tagged = made(root, Tagged(Drawn(draw), figure))

        (found,) = tagged.root.all("Figure")
        assert (tagged.root.text, len(list(found.pieces()))) == ("A square.", 1)
        assert [float(edge) for edge in found.attributes["/BBox"].as_list()] == [0, 350, 100, 400]
        assert {words.number for words in tagged.words} == {0}
        assert {ink.marks[0].tag for ink in tagged.pages[0].inks} == {"Figure"}

    def test_a_paragraph_within_one_has_no_marks_of_its_own(self, root: Element) -> None:
        inner = TaggedParagraph("words", STYLE, Element("P", root))
        figure = Element("Figure", root, alt="A word.")

        def draw(canvas: TaggedCanvas) -> None:
            inner.wrapOn(canvas, 100, 100)
            inner.drawOn(canvas, 0, 0)

        tagged = made(root, Tagged(Drawn(draw), figure))

        assert tagged.root.outline() == "Document(Figure)"
        assert [[mark.tag for mark in words.marks] for words in tagged.words] == [["Figure"]]


class TestTree:
    def test_elements_are_read_as_declared_however_they_are_drawn(self, root: Element) -> None:
        first, second, third = (paragraph(root, word) for word in ("first", "second", "third"))

        tagged = made(root, third, first, second)

        assert [words.text.strip() for words in tagged.words] == ["third", "first", "second"]
        assert tagged.root.text == "first second third"

    def test_what_was_never_drawn_is_left_out(self, root: Element) -> None:
        Element("P", Element("Sect", root))

        tagged = made(root, paragraph(root, "Told."))

        assert tagged.root.outline() == "Document(P)"

    def test_attributes_are_written(self, root: Element) -> None:
        head = Element("TH", root, attributes={"O": "Table", "Scope": "Row", "ColSpan": 2})

        tagged = made(root, TaggedParagraph("head", STYLE, head))

        (found,) = tagged.root.nodes
        attributes = {key: str(value) for key, value in found.attributes.items()}
        assert attributes == {"/O": "/Table", "/Scope": "/Row", "/ColSpan": "2"}

    def test_every_piece_leads_back_to_its_element(self, root: Element) -> None:
        tagged = made(root, paragraph(root, "one"), PageBreak(), paragraph(root, "two"))

        numbers = tagged.pdf.Root.StructTreeRoot.ParentTree.Nums.as_list()
        owners = {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}
        for node in tagged.root.nodes:
            for piece in node.pieces():
                key = int(tagged.pdf.pages[piece.page].obj.StructParents)
                assert owners[key][piece.number] == node.object

    def test_an_outline_skips_no_level(self, root: Element) -> None:
        def draw(canvas: TaggedCanvas) -> None:
            for number, level in enumerate([0, 3, 1]):
                canvas.bookmarkHorizontal(str(number), 0, 0)
                canvas.outline(f"entry {number}", str(number), level)

        tagged = made(root, Drawn(draw), paragraph(root, "x"))

        with tagged.pdf.open_outline() as outline:
            (first,) = outline.root
            assert [str(entry.title) for entry in first.children] == ["entry 1", "entry 2"]


def test_words_without_any_width_fit_nowhere() -> None:
    _, height_pt = TaggedParagraph("Some words", STYLE).wrap(0, 100)

    assert height_pt > 1_000_000
