"""What a reader for the blind gets of every built-in handout, in every profile and on every paper.

A validator sees whether the tree is well made, not whether it says what the document says.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_never
from xml.etree import ElementTree

import page
import pikepdf
import pytest
from msgspec import Struct

from maghandout.model.document import (
    Block,
    Box,
    Chart,
    Citation,
    Document,
    Field,
    Heading,
    HowSure,
    Inlines,
    ListBlock,
    ListStyle,
    Paragraph,
    QrCode,
    Section,
    Slide,
    Sources,
    Strip,
    Table,
    Text,
)
from maghandout.model.options import Paper, Profile
from tests.render.pdf.structure import Node, Tagged, read
from tests.topics import TOPICS, make, make_pdf

_NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


class Handout(Struct, frozen=True):
    """A handout as a document and as a PDF."""

    document: Document
    data: bytes
    tagged: Tagged


@pytest.fixture(
    params=itertools.product(TOPICS, Profile, Paper), ids=lambda made: "-".join(str(part) for part in made)
)
def handout(request: pytest.FixtureRequest) -> Handout:
    topic, profile, paper = request.param
    data = make_pdf(topic, paper, profile).data
    return Handout(make(topic).handout, data, read(data))


def _said(inlines: Inlines) -> str:
    """Return the words of inlines with the numbers of their sources."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(text):
                parts.append(text)
            case Citation(_, numbers):
                parts.append(f" {','.join(map(str, numbers))}" if numbers else "")
            case _:
                parts.append(_said(inline.children))
    return "".join(parts)


def _told(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what must be read out, in order."""
    labels = {ListStyle.BULLET: "•", ListStyle.CHECK: "☐"}
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield _said(block.inlines)
            case HowSure():
                yield f"{block.label} {_said(block.inlines)}"
            case ListBlock():
                for number, item in enumerate(block.items, 1):
                    yield f"{labels.get(block.style, f'{number}.')} {_said(item.inlines)}"
            case Table():
                yield _said(block.caption)
                yield from (_said(cell.inlines) for row in (block.head, *block.rows) for cell in row)
            case Chart() | Strip():
                yield from (_said(block.title), block.alt, _said(block.read))
            case QrCode():
                yield from (block.address, _said(block.inlines))
            case Field():
                yield block.label
            case Sources():
                yield from (f"{entry.number}. {_said(entry.inlines)}" for entry in block.entries)
            case Box():
                yield from _told(block.blocks)
            case Section():
                yield from _told((block.heading, *block.blocks))
            case Slide():
                raise AssertionError("a handout has no slides")
            case _:
                assert_never(block)


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    for block in blocks:
        match block:
            case Heading():
                yield block
            case Section():
                yield from _headings((block.heading, *block.blocks))
            case Box():
                yield from _headings(block.blocks)
            case _:
                pass


class TestStandards:
    @pytest.mark.parametrize("standard", ["ua1", "2a"])
    def test_a_validator_finds_nothing(self, handout: Handout, standard: str, tmp_path: Path) -> None:
        (tmp_path / "handout.pdf").write_bytes(handout.data)
        limits = page.SafetyLimits(max_reference_depth=5000)

        report = page.validate_pdf(tmp_path / "handout.pdf", profile=standard, limits=limits)

        assert (report.is_compliant, report.failures) == (True, [])

    def test_the_file_says_which_standards_it_follows(self, handout: Handout) -> None:
        packet = ElementTree.fromstring(handout.tagged.pdf.Root.Metadata.read_bytes().decode())

        said = [packet.findtext(f".//{name}", "", _NAMES) for name in ("pdfaid:part", "pdfaid:conformance")]

        assert [*said, packet.findtext(".//pdfuaid:part", "", _NAMES)] == ["2", "A", "1"]
        assert packet.findtext(".//pdfaSchema:namespaceURI", "", _NAMES) == _NAMES["pdfuaid"]

    def test_the_title_is_shown_and_the_language_named(self, handout: Handout) -> None:
        catalog, document = handout.tagged.pdf.Root, handout.document
        packet = ElementTree.fromstring(catalog.Metadata.read_bytes().decode())

        assert bool(catalog.ViewerPreferences.DisplayDocTitle)
        assert str(catalog.Lang) == document.language
        assert str(handout.tagged.pdf.docinfo.Title) == document.title
        assert packet.findtext(".//dc:title/rdf:Alt/rdf:li", "", _NAMES) == document.title

    def test_colours_have_a_profile(self, handout: Handout) -> None:
        (intent,) = handout.tagged.pdf.Root.OutputIntents.as_list()

        assert (intent.S, int(intent.DestOutputProfile.N)) == (pikepdf.Name.GTS_PDFA1, 3)
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"

    def test_every_font_is_embedded(self, handout: Handout) -> None:
        fonts = [
            found
            for found in handout.tagged.pdf.objects
            if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == pikepdf.Name.Font
        ]

        assert fonts
        assert [str(font.BaseFont) for font in fonts if "/FontDescriptor" not in font] == []
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


class TestReading:
    def test_what_is_read_out_is_what_the_document_says_in_its_order(self, handout: Handout) -> None:
        told = " ".join(" ".join(_told(handout.document.blocks)).split())

        assert handout.tagged.root.text == told

    def test_headings_start_at_one_and_skip_no_level(self, handout: Handout) -> None:
        levels = [node.level for node in handout.tagged.root.all() if node.level]

        assert levels[0] == 1
        assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []

    def test_the_outline_says_the_headings_and_where_they_are(self, handout: Handout) -> None:
        expected = [
            (heading.level - 1, " ".join(_said(heading.inlines).split()))
            for heading in _headings(handout.document.blocks)
        ]
        headings = [node for node in handout.tagged.root.all() if node.level]

        found = list(_outline(handout.tagged.pdf))

        assert [(depth, title) for depth, title, _ in found] == expected
        assert [where for _, _, where in found] == [next(node.pieces()).page for node in headings]

    def test_a_figure_has_words_and_a_place_on_its_page(self, handout: Handout) -> None:
        figures = handout.tagged.root.all("Figure")

        assert [
            figure.alt for figure in figures if figure.alt.lower().endswith((".png", ".svg", ".jpg"))
        ] == []
        for figure in figures:
            box = handout.tagged.pdf.pages[next(figure.pieces()).page].mediabox
            left, bottom, right, top = (float(edge) for edge in figure.attributes["/BBox"].as_list())
            assert figure.alt
            assert 0 <= left < right <= float(box[2])
            assert 0 <= bottom < top <= float(box[3])

    def test_a_list_is_made_of_items_with_label_and_body(self, handout: Handout) -> None:
        lists = handout.tagged.root.all("L")

        assert lists
        for items in lists:
            assert {item.role for item in items.nodes} == {"LI"}
            assert {tuple(part.role for part in item.nodes) for item in items.nodes} == {("Lbl", "LBody")}
            assert str(items.attributes["/ListNumbering"]) in ("/Disc", "/Decimal", "/Square")

    def test_a_table_has_heads_of_columns_and_of_rows(self, handout: Handout) -> None:
        for table in handout.tagged.root.all("Table"):
            (head,), (body,) = table.all("THead"), table.all("TBody")
            (first,) = head.nodes

            assert [_scope(cell) for cell in first.nodes] == ["TH /Column"] * len(first.nodes)
            for row in body.nodes:
                heads, others = row.nodes[:1], row.nodes[1:]
                assert [_scope(cell) for cell in heads] == ["TH /Row"]
                assert [_scope(cell) for cell in others] == ["TD "] * (len(first.nodes) - 1)

    def test_most_topics_have_a_table_or_a_figure_to_look_at(self) -> None:
        shown = [
            topic
            for topic in TOPICS
            for block in make(topic).handout.blocks
            if isinstance(block, Section) and any(isinstance(part, Table | Chart) for part in block.blocks)
        ]

        assert len(set(shown)) > len(TOPICS) * 2 / 3


class TestMarks:
    def test_no_words_stand_outside_a_mark(self, handout: Handout) -> None:
        assert [words.text for words in handout.tagged.words if not words.marks] == []

    def test_no_ink_stands_outside_a_mark(self, handout: Handout) -> None:
        assert [ink for drawn in handout.tagged.pages for ink in drawn.inks if not ink.marks] == []

    def test_no_mark_stands_within_another(self, handout: Handout) -> None:
        assert [words.text for words in handout.tagged.words if len(words.marks) > 1] == []

    def test_the_tree_holds_every_numbered_piece_once(self, handout: Handout) -> None:
        drawn = {(words.page, words.number) for words in handout.tagged.words if words.number is not None}
        held = [(piece.page, piece.number) for piece in handout.tagged.root.pieces()]

        assert len(held) == len(set(held))
        assert drawn <= set(held)

    def test_header_and_footer_are_no_part_of_the_document(self, handout: Handout) -> None:
        tagged, furniture, pages = handout.tagged, handout.document.furniture, len(handout.tagged.pages)

        headers, footers = tagged.artifacts("Pagination", "Header"), tagged.artifacts("Pagination", "Footer")

        assert headers.count(_said(furniture.header)) == pages
        for number in range(1, pages + 1):
            assert furniture.page.format(page=number, pages=pages) in footers
        assert " ".join(footers).count(_said(furniture.footer).split()[0]) == pages


class TestAnnotations:
    def test_a_link_holds_an_annotation_that_says_where_it_leads_and_leads_back(
        self, handout: Handout
    ) -> None:
        links = handout.tagged.root.all("Link")

        assert links
        for link in links:
            assert link.text
            assert link.annotations
            for annotation in link.annotations:
                assert (annotation.kind, bool(annotation.words)) == ("Link", True)
                assert annotation.owner == link.object

    def test_a_field_is_named_drawn_and_part_of_the_form(self, handout: Handout) -> None:
        labels = [line.label for line in _fields(handout.document.blocks)]
        forms = handout.tagged.root.all("Form")
        fields = handout.tagged.pdf.Root.AcroForm.Fields.as_list()

        widgets = [annotation for form in forms for annotation in form.annotations]

        assert [str(widget.object.TU) for widget in widgets] == labels
        assert {str(field.T) for field in fields} == {str(widget.object.T) for widget in widgets}
        assert len({str(field.T) for field in fields}) == len(labels)
        for form, widget in zip(forms, widgets, strict=True):
            assert (widget.kind, widget.owner == form.object) == ("Widget", True)
            assert "/N" in widget.object.AP

    def test_every_annotation_belongs_to_an_element_and_prints(self, handout: Handout) -> None:
        held = {
            annotation.object.objgen for node in handout.tagged.root.all() for annotation in node.annotations
        }
        for sheet in handout.tagged.pdf.pages:
            assert sheet.obj.Tabs == pikepdf.Name.S
            for annotation in sheet.obj.get("/Annots", pikepdf.Array()).as_list():
                assert annotation.objgen in held
                assert int(annotation.F) & 4


def _outline(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, int]]:
    """Yield depth, title and page of each entry of the outline."""
    pages = {sheet.obj.objgen: number for number, sheet in enumerate(pdf.pages)}

    def below(entries: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            target = entry.destination
            assert isinstance(target, pikepdf.Array)
            yield depth, str(entry.title), pages[target[0].objgen]
            yield from below(list(entry.children), depth + 1)

    with pdf.open_outline() as outline:
        yield from below(list(outline.root), 0)


def _scope(cell: Node) -> str:
    return f"{cell.role} {cell.attributes.get('/Scope', '')}"


def _fields(blocks: Iterable[Block]) -> Iterator[Field]:
    for block in blocks:
        if isinstance(block, Field):
            yield block
        elif isinstance(block, Box | Section):
            yield from _fields(block.blocks)
