"""Form fields that can be typed into, and the font that they are typed in.

ReportLab's own fields know only fonts that no file embeds. So a field is drawn as a bare widget, and
`finish_form` gives every widget its font and appearance in the finished file.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.platypus import Flowable

from maghandout.render.pdf.fonts import REGULAR, file_of, width
from maghandout.render.pdf.tags import Element, TaggedCanvas

ENCODING = "cp1252"
"""What can be typed: the characters of WinAnsiEncoding (ISO 32000-1, annex D)."""

_CODES = range(32, 256)
_KEY = "F0"
_INSET = 2.0
"""From the left end of the line to what is typed, in points."""
_BASE = 4.0
"""From the line up to the letters, in points."""


class TextField(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A label with a line to write on, which is a form field too."""

    def __init__(self, name: str, label: str, value: str, elements: tuple[Element, Element]) -> None:
        """Take the elements of the label and of the field."""
        super().__init__()
        self._name, self._label, self._value = name, label, value
        self._label_element, self._element = elements
        self.size_pt = self.height_pt = 0.0
        self.ink: Color = None
        self.line: Color = None

    def set_look(self, size_pt: float, height_pt: float, ink: Color, line: Color) -> TextField:
        """Set the size of the label, the height of the whole, and the colours."""
        self.size_pt, self.height_pt, self.ink, self.line = size_pt, height_pt, ink, line
        return self

    @property
    def label_pt(self) -> float:
        """Width of the label with the space after it."""
        return width(self._label, REGULAR, self.size_pt) + 5

    def wrap(self, width_pt: float, height_pt: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the whole width."""
        self.width = width_pt
        return width_pt, self.height_pt

    def draw(self) -> None:
        """Draw the label and the line to its right, and put the widget over the line."""
        canvas: TaggedCanvas = self.canv
        canvas.setFillColor(self.ink)
        canvas.setFont(REGULAR, self.size_pt)
        with canvas.marked(self._label_element):
            canvas.drawString(0, _BASE, self._label)
        left = self.label_pt
        canvas.setStrokeColor(self.line)
        canvas.setLineWidth(0.8)
        canvas.line(left, 1, self.width, 1)
        corners = (*canvas.absolutePosition(left, 1.6), *canvas.absolutePosition(self.width, self.height_pt))
        widget = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Widget"),
                "FT": PDFName("Tx"),
                "Rect": PDFArray([round(corner, 2) for corner in corners]),
                "T": PDFString(self._name),
                "TU": PDFString(self._label),
                "V": PDFString(self._value),
                "DA": PDFString(f"/{_KEY} {self.size_pt:g} Tf 0 g"),
            }
        )
        with canvas.holding(self._element):
            canvas._addAnnotation(widget)


def finish_form(pdf: pikepdf.Pdf) -> None:
    """Gather the widgets of a file into its form, and give each an appearance in an embedded font."""
    widgets = [
        (page, widget)
        for page in pdf.pages
        for widget in page.obj.get("/Annots", ())
        if widget.get("/Subtype") == Name.Widget
    ]
    if not widgets:
        return
    fonts = pdf.make_indirect(Dictionary({f"/{_KEY}": _font(pdf)}))
    for page, widget in widgets:
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        size = _fitting(str(widget.V), float(str(widget.DA).split()[1]), right - left - 2 * _INSET)
        widget.DA = pikepdf.String(f"/{_KEY} {size:g} Tf 0 g")
        shown = pdf.make_stream(_appearance(str(widget.V), str(widget.DA)))
        shown.Type, shown.Subtype = Name.XObject, Name.Form
        shown.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
        shown.Resources = Dictionary(Font=fonts)
        widget.AP, widget.P = Dictionary(N=shown), page.obj
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(widget for _, widget in widgets),
        DR=Dictionary(Font=fonts),
        DA=pikepdf.String(f"/{_KEY} 0 Tf 0 g"),
    )


def _fitting(value: str, size_pt: float, room_pt: float) -> float:
    """Return the size at which a value fits its line: its own, or a smaller one."""
    wide = width(value, REGULAR, size_pt)
    return size_pt if wide <= room_pt else int(10 * size_pt * room_pt / wide) / 10


def _appearance(value: str, look: str) -> bytes:
    if not value:
        return b"/Tx BMC EMC"
    typed = value.encode(ENCODING).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"/Tx BMC q BT %s %g %.2f Td (%s) Tj ET Q EMC" % (look.encode(), _INSET, _BASE - 1.6, typed)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a PDF must know of a font, lengths in thousandths of its size."""

    name: str
    widths: list[int]
    box: list[int]
    ascent: int
    descent: int
    capitals: int


@functools.cache
def _subset() -> tuple[bytes, _Facts]:
    """Return the regular face cut down to what can be typed, and what a PDF must know of it."""
    with TTFont(file_of(REGULAR), recalcTimestamp=False, lazy=True) as font:
        characters = [bytes([code]).decode(ENCODING, "ignore") for code in _CODES]
        options = Options(notdef_outline=True, hinting=False, layout_features=[])
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(characters))
        subsetter.subset(font)
        buffer = io.BytesIO()
        font.save(buffer)
        return buffer.getvalue(), _facts(font, characters)


def _facts(font: TTFont, characters: Sequence[str]) -> _Facts:
    names, metrics, head, shape = font.getBestCmap(), font["hmtx"], font["head"], font["OS/2"]
    scale = 1000 / head.unitsPerEm
    glyphs = [names.get(ord(character)) if character else None for character in characters]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return _Facts(
        name=str(font["name"].getDebugName(6)),
        widths=[round(metrics[glyph][0] * scale) if glyph else 0 for glyph in glyphs],
        box=[round(edge * scale) for edge in box],
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        capitals=round(shape.sCapHeight * scale),
    )


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return a simple TrueType font with WinAnsiEncoding, embedded (ISO 32000-1, 9.6.3)."""
    data, facts = _subset()
    program = pdf.make_stream(data)
    program.Length1 = len(data)
    name = Name(f"/ZZZZZZ+{facts.name}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        ItalicAngle=0,
        StemV=80,
        FontBBox=Array(facts.box),
        Ascent=facts.ascent,
        Descent=facts.descent,
        CapHeight=facts.capitals,
        FontFile2=program,
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=name,
            Encoding=Name.WinAnsiEncoding,
            FirstChar=_CODES.start,
            LastChar=_CODES.stop - 1,
            Widths=Array(facts.widths),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )
