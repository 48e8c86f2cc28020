"""The deck that slides are made in, ours or a clinic's, opened, made empty, and what a plan needs of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part as PackagePart
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Pptx

from maghandout.diagnostics import Finding, Origin, Severity
from maghandout.errors import RenderError
from maghandout.render.deck.cleaning import clean
from maghandout.render.deck.layouts import Page, choose, pages_of
from maghandout.render.deck.model import Box, Layout, Style
from maghandout.render.deck.opening import read_package
from maghandout.render.deck.palette import OURS, Palette, palette_of
from maghandout.render.deck.slots import Cascade
from maghandout.theme import DeckSizes, Theme

BASE = Path(__file__).with_name("base.pptx")
"""Our own deck, made by `tests/base_deck.py`."""
_EMU = 12700
_DAMAGED = (PythonPptxError, KeyError, ValueError, AttributeError, TypeError, IndexError)
"""What python-pptx lets out where a part, a relationship or an attribute is missing or out of place."""


class Template(Struct, frozen=True):
    """An opened deck without slides. It is written into: one deck is made of it."""

    presentation: Pptx
    slide: Box
    """The whole slide."""
    pages: Mapping[Layout, Page]
    box: Style
    """How text looks in a box of its own."""
    palette: Palette
    origin: Origin
    warnings: tuple[Finding, ...] = ()
    is_ours: bool = True
    """False for a clinic's deck, which has the clinic's marks already."""


def open_template(theme: Theme, path: Path | None = None) -> Template:
    """Open a clinic's deck, or ours in the theme's font, sizes and colours where `path` is None.

    Raises:
        FileError: the file cannot be read.
        RenderError: it is no presentation that is safe to open, or lacks a layout that every deck needs.
    """
    if path is None:
        presentation = Presentation(io.BytesIO(BASE.read_bytes()))
        _restyle(presentation, theme)
        return _template(presentation, Origin(str(BASE)), is_ours=True)
    origin = Origin(str(path))
    data = read_package(path)
    try:
        presentation = Presentation(io.BytesIO(data))
        dropped = clean(presentation)
        template = _template(presentation, origin, is_ours=False)
    except (*_DAMAGED, etree.LxmlError) as error:
        message = "the deck template is damaged: its parts do not fit together"
        raise RenderError.at(origin, message, "open it in PowerPoint and save it again") from error
    _complete(template)
    words = [Finding(f"{what} were left out", origin, severity=Severity.WARNING) for what in dropped]
    return replace(template, warnings=(*words, *template.warnings))


def _template(presentation: Pptx, origin: Origin, *, is_ours: bool) -> Template:
    size = presentation._element.find(qn("p:sldSz"))
    width, height = (int(size.get(side)) / _EMU for side in ("cx", "cy"))
    slide = Box(0, 0, width, height)
    master = presentation.slide_master
    theme = parse_xml(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    fonts = (_font(theme, "majorFont"), _font(theme, "minorFont"))
    cascade = Cascade(master._element, presentation._element, fonts)
    pages = pages_of(master.slide_layouts, cascade, slide)
    chosen, warnings = choose(pages, slide, origin)
    palette = OURS if is_ours else palette_of(theme, master._element)
    return Template(presentation, slide, chosen, cascade.box_style(), palette, origin, warnings, is_ours)


def _font(theme: etree._Element, name: str) -> str:
    latin = theme.find(f".//{qn(f'a:{name}')}/{qn('a:latin')}")
    return latin.get("typeface", "") if latin is not None else ""


def _restyle(presentation: Pptx, theme: Theme) -> None:
    """Put the theme's colours and font into our deck's own theme, and its sizes into the master."""
    master = presentation.slide_master
    for owner in (master.part, presentation.notes_master.part):
        part = owner.part_related_by(RELATIONSHIP_TYPE.THEME)
        part._blob = _themed(part.blob, theme)
    sizes = theme.deck
    styles = master._element.find(qn("p:txStyles"))
    _resize(styles.find(qn("p:titleStyle")), sizes.title)
    _resize(styles.find(qn("p:bodyStyle")), sizes.body)
    _resize(presentation._element.find(qn("p:defaultTextStyle")), sizes.table)
    _resize(styles.find(qn("p:otherStyle")), sizes.table)
    for layout in master.slide_layouts:
        for shape in layout.placeholders:
            if shape.name == "Source":
                _resize(shape._element, sizes.source)
            elif layout.name == "Key message" and shape.name == "Content":
                _resize(shape._element, message_size(sizes))


def message_size(sizes: DeckSizes) -> float:
    """Return the size of the body where there is little of it."""
    return sizes.body + 4


def _resize(root: etree._Element, size: float) -> None:
    for run in root.iter(qn("a:defRPr")):
        run.set("sz", str(round(size * 100)))


def _themed(blob: bytes, theme: Theme) -> bytes:
    root = etree.fromstring(blob)
    colors = theme.colors
    scheme = {
        "dk1": colors.ink, "lt1": colors.paper, "dk2": colors.muted, "lt2": colors.accent_tint,
        "accent1": colors.accent, "accent2": colors.warning, "accent3": colors.muted,
        "accent4": colors.rule, "accent5": colors.ink, "accent6": colors.warning_tint,
        "hlink": colors.accent, "folHlink": colors.muted,
    }  # fmt: skip
    for color in root.find(f".//{qn('a:clrScheme')}"):
        name = etree.QName(color).localname
        color[:] = [etree.Element(qn("a:srgbClr"), val=scheme[name].lstrip("#").upper())]
    for latin in root.iter(qn("a:latin")):
        latin.set("typeface", theme.deck.font)
    themed: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return themed


@cache
def _base_members() -> Mapping[str, bytes]:
    with zipfile.ZipFile(BASE) as package:
        return {name: package.read(name) for name in package.namelist()}


def _complete(template: Template) -> None:
    """Give a clinic's deck what it may lack: settings, our style of tables in its colours, a notes master."""
    part = template.presentation.part
    for name, kind, content_type in (
        ("presProps", RELATIONSHIP_TYPE.PRES_PROPS, CONTENT_TYPE.PML_PRES_PROPS),
        ("viewProps", RELATIONSHIP_TYPE.VIEW_PROPS, CONTENT_TYPE.PML_VIEW_PROPS),
    ):
        _relate(part, f"/ppt/{name}.xml", kind, content_type)
    _style_tables(template)
    if not _has(part, RELATIONSHIP_TYPE.NOTES_MASTER):
        notes = _relate(
            part,
            "/ppt/notesMasters/notesMaster1.xml",
            RELATIONSHIP_TYPE.NOTES_MASTER,
            CONTENT_TYPE.PML_NOTES_MASTER,
        )
        theme = part.package.next_partname("/ppt/theme/theme%d.xml")
        blob = _base_members()["ppt/theme/theme2.xml"]
        themed = PackagePart(theme, CONTENT_TYPE.OFC_THEME, part.package, blob)
        notes.relate_to(themed, RELATIONSHIP_TYPE.THEME)
        _name_notes_master(template.presentation, part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_MASTER))


def _has(part: PackagePart, kind: str) -> bool:
    return any(relation.reltype == kind for relation in part.rels.values())


def _relate(part: PackagePart, name: str, kind: str, content_type: str) -> PackagePart:
    """Add a part of our base deck to a clinic's."""
    added = PackagePart(PackURI(name), content_type, part.package, _base_members()[name.lstrip("/")])
    part.relate_to(added, kind)
    return added


def _name_notes_master(presentation: Pptx, key: str) -> None:
    root = presentation._element
    masters = root.find(qn("p:notesMasterIdLst"))
    if masters is None:
        masters = etree.Element(qn("p:notesMasterIdLst"))
        root.find(qn("p:sldMasterIdLst")).addnext(masters)
    masters[:] = []
    etree.SubElement(masters, qn("p:notesMasterId")).set(qn("r:id"), key)


def _style_tables(template: Template) -> None:
    """Put our style of tables beside the clinic's own, its colours those of the palette."""
    ours = etree.fromstring(_base_members()["ppt/tableStyles.xml"])
    names = {OURS[tone]: template.palette[tone] for tone in OURS}
    for color in ours.iter(qn("a:schemeClr")):
        color.set("val", names[color.get("val")])
    part = template.presentation.part
    found = [
        relation for relation in part.rels.values() if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES
    ]
    if not found:
        _relate(part, "/ppt/tableStyles.xml", RELATIONSHIP_TYPE.TABLE_STYLES, CONTENT_TYPE.PML_TABLE_STYLES)
        found = [
            relation for relation in part.rels.values() if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES
        ]
        found[0].target_part._blob = etree.tostring(
            ours, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return
    styles = etree.fromstring(found[0].target_part.blob)
    for style in ours:
        styles.append(style)
    found[0].target_part._blob = etree.tostring(
        styles, xml_declaration=True, encoding="UTF-8", standalone=True
    )
