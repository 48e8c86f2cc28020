"""The base deck: python-pptx's own template, made wide, in the theme's font and colours.

Three of its layouts stay; their placeholders are moved to where `plan` puts things, so that a slide that
somebody adds by hand looks like the others.
"""

from __future__ import annotations

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Pptx
from pptx.slide import SlideLayout
from pptx.util import Pt

from maghandout.render.deck.model import SLIDE_HEIGHT, SLIDE_WIDTH, Box, Layout
from maghandout.theme import Theme

_LAYOUTS = {Layout.TITLE: "Title Slide", Layout.TEXT: "Title and Content", Layout.FREE: "Title Only"}

_PLACES = {
    "title": Box(50, 28, 864, 78),
    "ctrTitle": Box(50, 120, 864, 110),
    "body": Box(50, 124, 864, 350),
    "subTitle": Box(50, 270, 864, 90),
    "dt": Box(620, 508, 160, 20),
    "ftr": Box(50, 508, 560, 20),
    "sldNum": Box(834, 508, 80, 20),
}
"""Where the placeholders of the master and the layouts stand, by type."""

_DROPPED = (RELATIONSHIP_TYPE.PRINTER_SETTINGS, RELATIONSHIP_TYPE.THUMBNAIL)
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org'
    b'/officeDocument/2006/extended-properties"><Application>maghandout</Application></Properties>'
)
"""Instead of the template's, which counts its own slides and names the program that made it."""


class BaseDeck:
    """An empty deck and its layouts."""

    def __init__(self, theme: Theme) -> None:
        self.presentation: Pptx = Presentation()
        self.presentation.slide_width = Pt(SLIDE_WIDTH)
        self.presentation.slide_height = Pt(SLIDE_HEIGHT)
        self.presentation._element.find(qn("p:sldSz")).attrib.pop("type", None)
        self._by_name = {layout.name: layout for layout in self.presentation.slide_layouts}
        self._drop()
        self._place()
        self._style(theme)
        self._color(theme)

    def layout(self, layout: Layout) -> SlideLayout:
        """Return a layout of the deck."""
        return self._by_name[_LAYOUTS[layout]]

    def _drop(self) -> None:
        """Drop unused layouts, printer settings and the template's thumbnail."""
        for name, layout in self._by_name.items():
            if name not in _LAYOUTS.values():
                self.presentation.slide_layouts.remove(layout)
        part, package = self.presentation.part, self.presentation.part.package
        for owner, relations in ((part, part.rels), (package, package._rels)):
            for key, relation in list(relations.items()):
                if relation.reltype in _DROPPED:
                    owner.drop_rel(key)
                elif relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
                    relation.target_part._blob = _APPLICATION

    def _place(self) -> None:
        master = self.presentation.slide_master
        for owner in (master, *self.presentation.slide_layouts):
            for shape in owner.placeholders:
                kind = shape._element.ph.get("type", "body")
                if (place := _PLACES.get(kind)) is None:
                    continue
                shape.left, shape.top = Pt(place.left), Pt(place.top)
                shape.width, shape.height = Pt(place.width), Pt(place.height)
                body = shape._element.txBody.bodyPr
                for side in ("lIns", "tIns", "rIns", "bIns"):
                    body.set(side, "0")
                body.set("anchor", "t")

    def _style(self, theme: Theme) -> None:
        """Set titles bold, left and in the accent colour, text in the size of the body."""
        styles = self.presentation.slide_master._element.find(qn("p:txStyles"))
        title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
        title.set("algn", "l")
        look = title.find(qn("a:defRPr"))
        look.set("sz", str(round(theme.deck.title * 100)))
        look.set("b", "1")
        look.find(f".//{qn('a:schemeClr')}").set("val", "accent1")
        for level in styles.find(qn("p:bodyStyle")):
            if (look := level.find(qn("a:defRPr"))) is not None:
                look.set("sz", str(round(theme.deck.body * 100)))
        for layout in self.presentation.slide_layouts:
            for level in layout._element.iter(qn("a:lvl1pPr")):
                level.attrib.pop("algn", None)
        for color in self.presentation.slide_master._element.iter(qn("a:tint")):
            color.set("val", "100000")

    def _color(self, theme: Theme) -> None:
        """Name the theme's font and colours in the deck's own theme."""
        part = self.presentation.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        root = etree.fromstring(part.blob)
        colors = theme.colors
        scheme = {
            "dk1": colors.ink, "lt1": colors.paper, "dk2": colors.muted, "lt2": colors.accent_tint,
            "accent1": colors.accent, "accent2": colors.warning, "accent3": colors.muted,
            "accent4": colors.rule, "accent5": colors.ink, "accent6": colors.warning_tint,
            "hlink": colors.accent, "folHlink": colors.muted,
        }  # fmt: skip
        for element in root.find(f".//{qn('a:clrScheme')}"):
            name = etree.QName(element).localname
            element[:] = [etree.Element(qn("a:srgbClr"), val=scheme[name].lstrip("#"))]
        for font in ("majorFont", "minorFont"):
            root.find(f".//{qn(f'a:{font}')}/{qn('a:latin')}").set("typeface", theme.deck.font)
        root.set("name", "maghandout")
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
