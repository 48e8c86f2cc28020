"""A `Deck` to the bytes of a PPTX: real titles, text, tables and charts that can be edited and read aloud.

It draws what the plan says and where; it measures nothing and chooses no words.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from itertools import count

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from maghandout.render.deck.charts import ChartWriter
from maghandout.render.deck.markup import HEAD, NAMES, TextWriter, escape, printable
from maghandout.render.deck.model import ChartFrame, Deck, PlannedSlide
from maghandout.render.deck.names import Kind, Type, tag
from maghandout.render.deck.package import WHOLE, Links, Part, members_of, parse, serialize
from maghandout.render.deck.packing import carrier, pack, with_trail
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
_KEPT_LOOKS = 64
"""Master and layouts in a few languages; the words of their footer are the same in all decks of a build."""
_APPLICATION = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{AUTHOR}</Application></Properties>"
)


def write(deck: Deck, template: Template, trail: bytes = b"") -> bytes:
    """Return the PPTX of a deck, the same bytes for the same deck and template.

    The file carries the trail, where there is one.
    """
    parts = dict(template.parts)
    main = parts[template.main]
    links = Links(dict(main.relations))
    notes = parts[main.related(Kind.NOTES_MASTER)]
    writer = _DeckWriter(deck, template, parts, links, notes.name, _notes_holders(notes))
    keys = [writer.add(planned, number) for number, planned in enumerate(deck.slides, 1)]
    if trail:
        parts |= carrier(links)
    root = main.root()
    set_sections(root, [planned.part for planned in deck.slides], _list_slides(root, keys))
    _set_language(root, deck.language)
    parts[main.name] = replace(main.holding(root), relations=links.relations)
    _set_looks(parts, deck, template, notes.name)
    _set_properties(parts, deck)
    members = members_of(parts)
    return pack(with_trail(members, trail) if trail else members)


class _DeckWriter(Struct):
    """Adds slides to the parts of a deck."""

    deck: Deck
    template: Template
    parts: dict[str, Part]
    links: Links
    """Of the main part."""
    notes_master: str
    holders: tuple[str, str]
    """The placeholders of the notes master for the slide's picture and for the notes."""
    charts: int = 0

    def add(self, planned: PlannedSlide, number: int) -> str:
        """Add a slide with its notes and return the key of the main part's relation to it."""
        name = f"/ppt/slides/slide{number}.xml"
        links = Links()
        links.add(Kind.LAYOUT, self.template.pages[planned.layout].layout)
        links.add(Kind.NOTES, self._add_notes(planned, number, name))
        text = TextWriter(
            escape(self.deck.language),
            self.template.palette,
            lambda target: links.add(Kind.HYPERLINK, target, is_external=True),
        )
        writer = SlideWriter(links, text, self._add, self._add_chart, number, count(2))
        shapes = "".join(writer.shape(frame) for frame in planned.frames)
        xml = (
            f"{HEAD}<p:sld {NAMES}><p:cSld><p:spTree>{_TREE}{shapes}</p:spTree></p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
        )
        self._add(Part(name, Type.SLIDE, xml.encode(), links.relations))
        return self.links.add(Kind.SLIDE, name)

    def _add(self, part: Part) -> None:
        self.parts[part.name] = part

    def _add_chart(self, frame: ChartFrame) -> str:
        self.charts += 1
        writer = ChartWriter(escape(self.deck.language), self.template.palette, self.template.box)
        chart, book = writer.parts(frame, self.charts)
        self._add(chart)
        self._add(book)
        return chart.name

    def _add_notes(self, planned: PlannedSlide, number: int, slide: str) -> str:
        """Add what the speaker says, in the notes master's own places, and return the name of the part."""
        links = Links()
        links.add(Kind.NOTES_MASTER, self.notes_master)
        links.add(Kind.SLIDE, slide)
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
        xml = (
            f"{HEAD}<p:notes {NAMES}><p:cSld><p:spTree>{_TREE}"
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
            f'noChangeAspect="1"/></p:cNvSpPr><p:nvPr>{picture}</p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
            f"{words if lines else ''}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/>"
            "</p:clrMapOvr></p:notes>"
        )
        part = Part(f"/ppt/notesSlides/notesSlide{number}.xml", Type.NOTES, xml.encode(), links.relations)
        self._add(part)
        return part.name


def _notes_holders(master: Part) -> tuple[str, str]:
    """Return the references to the notes master's placeholders for picture and notes."""
    indices = {"sldImg": "2", "body": "3"}
    for holder in master.root().iter(tag("p:ph")):
        if (kind := holder.get("type")) in indices:
            indices[kind] = holder.get("idx", "0")
    picture, body = (f'<p:ph type="{kind}" idx="{index}"/>' for kind, index in indices.items())
    return picture, body


def _list_slides(root: etree._Element, keys: Sequence[str]) -> range:
    """List the slides in the presentation, where the schema wants it, and return their ids."""
    ids = range(_FIRST_ID, _FIRST_ID + len(keys))
    slides = root.find(tag("p:sldIdLst"))
    if slides is None:
        slides = etree.Element(tag("p:sldIdLst"))
        root.find(tag("p:sldSz")).addprevious(slides)
    for number, key in zip(ids, keys, strict=True):
        etree.SubElement(slides, tag("p:sldId"), id=str(number)).set(tag("r:id"), key)
    return ids


def _set_looks(parts: dict[str, Part], deck: Deck, template: Template, notes: str) -> None:
    """Say language and footer in the master, its layouts and the notes master."""
    master = parts[template.master]
    layouts = [found.target for found in master.relations.values() if found.kind == Kind.LAYOUT]
    shown = {page.layout for page in template.pages.values()}
    for name in (master.name, notes, *layouts):
        footer = deck.footer if name in shown else ""
        parts[name] = replace(parts[name], data=_look(parts[name].data, deck.language, footer))


@lru_cache(maxsize=_KEPT_LOOKS)
def _look(data: bytes, language: str, footer: str) -> bytes:
    root = parse(data)
    _set_footer(root, footer)
    _set_language(root, language)
    return serialize(root)


def _set_footer(layout: etree._Element, words: str) -> None:
    """Say the footer in the layout too: where it says nothing there, LibreOffice forgets how it looks."""
    for holder in layout.iter(tag("p:ph")):
        if holder.get("type") != "ftr":
            continue
        body = holder.getparent().getparent().getparent().find(tag("p:txBody"))
        paragraph = body.find(tag("a:p")) if body is not None else None
        if paragraph is not None and words and paragraph.find(tag("a:r")) is None:
            run = etree.Element(tag("a:r"))
            etree.SubElement(run, tag("a:rPr"))
            etree.SubElement(run, tag("a:t")).text = printable(words)
            properties = paragraph.find(tag("a:pPr"))
            paragraph.insert(0 if properties is None else 1, run)


def _set_language(root: etree._Element, language: str) -> None:
    """Say the language of what a part holds, and of what is typed into it."""
    for look in root.iter(tag("a:defRPr"), tag("a:endParaRPr"), tag("a:rPr")):
        look.set("lang", language)


def _set_properties(parts: dict[str, Part], deck: Deck) -> None:
    """Replace the properties of the template's file by the deck's own."""
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
    whole = parts[WHOLE]
    kept = {
        key: found
        for key, found in whole.relations.items()
        if found.kind not in (Kind.CORE, Kind.APPLICATION)
    }
    links = Links(kept)
    for kind, part in (
        (Kind.CORE, Part("/docProps/core.xml", Type.CORE, core.encode())),
        (Kind.APPLICATION, Part("/docProps/app.xml", Type.APPLICATION, _APPLICATION.encode())),
    ):
        links.add(kind, part.name)
        parts[part.name] = part
    parts[WHOLE] = replace(whole, relations=links.relations)
