"""A `Deck` to the bytes of a PPTX: real titles, text, tables and charts that can be edited and read aloud.

It draws what the plan says and where; it measures nothing and chooses no words.
"""

from __future__ import annotations

import datetime
from itertools import count

from lxml import etree
from msgspec import Struct
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from maghandout.render.deck.charts import ChartWriter
from maghandout.render.deck.markup import HEAD, NAMES, TextWriter, escape, printable
from maghandout.render.deck.model import ChartFrame, Deck, PlannedSlide
from maghandout.render.deck.package import add_carrier, members_of, pack, with_trail
from maghandout.render.deck.sections import set_sections
from maghandout.render.deck.shapes import SlideWriter
from maghandout.render.deck.template import Template

AUTHOR = "maghandout"

_NO_DATE = datetime.date(1980, 1, 1)
"""Stands in a deck that does not say when it was updated."""
_FIRST_ID = 256
"""The first number that a slide can have (ECMA-376 part 1, 19.7.13)."""
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
    "</p:grpSpPr>"
)
_APPLICATION = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{AUTHOR}</Application></Properties>"
)


def write(deck: Deck, template: Template, trail: bytes = b"") -> bytes:
    """Return the PPTX of a deck, the same bytes for the same deck and template.

    The file carries the trail, where there is one. The template is written into, so it serves one deck.
    """
    presentation = template.presentation
    writer = _DeckWriter(deck, template, _notes_holders(presentation))
    ids = [writer.add(planned, number) for number, planned in enumerate(deck.slides, 1)]
    set_sections(presentation, [planned.part for planned in deck.slides], ids)
    for page in template.pages.values():
        _set_footer(page.layout, deck.footer)
    _set_language(presentation, deck.language)
    _set_properties(presentation, deck)
    if not trail:
        return pack(members_of(presentation.part.package))
    add_carrier(presentation.part)
    return pack(with_trail(members_of(presentation.part.package), trail))


class _DeckWriter(Struct):
    """Adds slides to the presentation of a template."""

    deck: Deck
    template: Template
    holders: tuple[str, str]
    """The placeholders of the notes master for the slide's picture and for the notes."""
    charts: int = 0

    def add(self, planned: PlannedSlide, number: int) -> int:
        """Add a slide with its notes and return its id."""
        root = self.template.presentation.part
        part = _part(root, f"/ppt/slides/slide{number}.xml", CONTENT_TYPE.PML_SLIDE)
        layout = self.template.pages[planned.layout].layout
        part.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        notes = self._notes(planned, number, part)
        part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)
        text = TextWriter(
            escape(self.deck.language), self.template.palette, lambda target: _link(part, target)
        )
        writer = SlideWriter(part, text, self._chart, number, count(2))
        shapes = "".join(writer.shape(frame) for frame in planned.frames)
        part._blob = (
            f"{HEAD}<p:sld {NAMES}><p:cSld><p:spTree>{_TREE}{shapes}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        ).encode()
        slides = self.template.presentation._element.get_or_add_sldIdLst()
        slide_id = _FIRST_ID + number - 1
        entry = etree.SubElement(slides, qn("p:sldId"), id=str(slide_id))
        entry.set(qn("r:id"), root.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
        return slide_id

    def _chart(self, frame: ChartFrame) -> Part:
        self.charts += 1
        template = self.template
        package = template.presentation.part.package
        writer = ChartWriter(package, escape(self.deck.language), template.palette, template.box)
        return writer.part(frame, self.charts)

    def _notes(self, planned: PlannedSlide, number: int, slide: Part) -> Part:
        """Return what the speaker says, in the notes master's own places."""
        root = self.template.presentation.part
        part = _part(root, f"/ppt/notesSlides/notesSlide{number}.xml", CONTENT_TYPE.PML_NOTES_SLIDE)
        part.relate_to(root.part_related_by(RELATIONSHIP_TYPE.NOTES_MASTER), RELATIONSHIP_TYPE.NOTES_MASTER)
        part.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
        language = escape(self.deck.language)
        lines = "".join(
            f'<a:p><a:r><a:rPr lang="{language}" dirty="0"/><a:t>{escape(line)}</a:t></a:r></a:p>'
            for line in planned.notes
        )
        picture, body = self.holders
        words = (
            '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr>{body}"
            f"</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{lines}</p:txBody></p:sp>"
        )
        part._blob = (
            f"{HEAD}<p:notes {NAMES}><p:cSld><p:spTree>{_TREE}"
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
            f'noChangeAspect="1"/></p:cNvSpPr><p:nvPr>{picture}</p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
            f"{words if lines else ''}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>"
            "</p:clrMapOvr></p:notes>"
        ).encode()
        return part


def _part(root: Part, name: str, content_type: str) -> Part:
    return Part(PackURI(name), content_type, root.package, b"")


def _link(part: Part, target: str) -> str:
    key: str = part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return key


def _notes_holders(presentation: Presentation) -> tuple[str, str]:
    """Return the references to the notes master's placeholders for picture and notes."""
    master = presentation.part.part_related_by(RELATIONSHIP_TYPE.NOTES_MASTER)
    indices = {"sldImg": "2", "body": "3"}
    for holder in etree.fromstring(master.blob).iter(qn("p:ph")):
        if (kind := holder.get("type")) in indices:
            indices[kind] = holder.get("idx", "0")
    picture, body = (f'<p:ph type="{kind}" idx="{index}"/>' for kind, index in indices.items())
    return picture, body


def _set_footer(layout: SlideLayout, words: str) -> None:
    """Say the footer in the layout too: where it says nothing there, LibreOffice forgets how it looks."""
    for holder in layout._element.iter(qn("p:ph")):
        if holder.get("type") != "ftr":
            continue
        body = holder.getparent().getparent().getparent().find(qn("p:txBody"))
        paragraph = body.find(qn("a:p")) if body is not None else None
        if paragraph is not None and words and paragraph.find(qn("a:r")) is None:
            run = etree.Element(qn("a:r"))
            etree.SubElement(run, qn("a:rPr"))
            etree.SubElement(run, qn("a:t")).text = printable(words)
            properties = paragraph.find(qn("a:pPr"))
            paragraph.insert(0 if properties is None else 1, run)


def _set_language(presentation: Presentation, language: str) -> None:
    """Say the language of what masters and layouts hold, and of what is typed into them."""
    master = presentation.slide_master
    parts = [presentation.part, master.part, *(layout.part for layout in master.slide_layouts)]
    parts.append(presentation.part.part_related_by(RELATIONSHIP_TYPE.NOTES_MASTER))
    for part in parts:
        if isinstance(part, XmlPart):
            for look in part._element.iter(qn("a:defRPr"), qn("a:endParaRPr"), qn("a:rPr")):
                look.set("lang", language)


def _set_properties(presentation: Presentation, deck: Deck) -> None:
    """Replace the properties of the template's file by the deck's own."""
    package = presentation.part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype in (RELATIONSHIP_TYPE.CORE_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES):
            package._rels.pop(key)
    stamp = f"{deck.updated or _NO_DATE}T00:00:00Z"
    date = f'xsi:type="dcterms:W3CDTF">{stamp}'
    core = (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(deck.title)}</dc:title><dc:subject>{escape(deck.subject)}</dc:subject>"
        f"<dc:creator>{AUTHOR}</dc:creator><cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy><cp:revision>1"
        "</cp:revision>"
        f"<dcterms:created {date}</dcterms:created><dcterms:modified {date}</dcterms:modified>"
        f"<dc:language>{escape(deck.language)}</dc:language></cp:coreProperties>"
    )
    for name, content_type, kind, content in (
        ("core", CONTENT_TYPE.OPC_CORE_PROPERTIES, RELATIONSHIP_TYPE.CORE_PROPERTIES, core),
        ("app", CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, _APPLICATION),
    ):
        part = Part(PackURI(f"/docProps/{name}.xml"), content_type, package, content.encode())
        package.relate_to(part, kind)
