"""Form fields that can be typed into, and what they show.

ReportLab's own fields know only fonts that no file embeds. So a field is drawn as a bare widget, and
`finish_form` gives every widget its font and appearance in the finished file.
"""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.platypus import Flowable

from maghandout.render.pdf.appearances import BASE_PT, COMPOSITE, SIMPLE, WIDGET_PT, Line, appear
from maghandout.render.pdf.faces import composite_font, simple_font, widths
from maghandout.render.pdf.fonts import REGULAR, width
from maghandout.render.pdf.tags import Element, TaggedCanvas


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
            canvas.drawString(0, BASE_PT, self._label)
        left = self.label_pt
        canvas.setStrokeColor(self.line)
        canvas.setLineWidth(0.8)
        canvas.line(left, 1, self.width, 1)
        corners = (
            *canvas.absolutePosition(left, WIDGET_PT),
            *canvas.absolutePosition(self.width, self.height_pt),
        )
        widget = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Widget"),
                "FT": PDFName("Tx"),
                "Rect": PDFArray([round(corner, 2) for corner in corners]),
                "T": PDFString(self._name),
                "TU": PDFString(self._label),
                "V": PDFString(self._value),
                "DA": PDFString(f"/{SIMPLE} {self.size_pt:g} Tf 0 g"),
            }
        )
        with canvas.holding(self._element):
            canvas._addAnnotation(widget)


def finish_form(pdf: pikepdf.Pdf) -> None:
    """Gather the widgets of a file into its form, and give each an appearance in an embedded font.

    Raises:
        UnfitError: a field cannot show its value.
    """
    widgets = [
        (page, widget)
        for page in pdf.pages
        for widget in page.obj.get("/Annots", ())
        if widget.get("/Subtype") == Name.Widget
    ]
    if not widgets:
        return
    shown = [appear(str(widget.V), line_of(widget), widths()) for _, widget in widgets]
    fonts = pdf.make_indirect(Dictionary({f"/{SIMPLE}": simple_font(pdf)}))
    if any(appearance.font == COMPOSITE for appearance in shown):
        fonts[f"/{COMPOSITE}"] = composite_font(pdf)
    for (page, widget), appearance in zip(widgets, shown, strict=True):
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
        drawn = pdf.make_stream(appearance.drawn)
        drawn.Type, drawn.Subtype = Name.XObject, Name.Form
        drawn.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
        drawn.Resources = Dictionary(Font=fonts)
        widget.V, widget.DA = pikepdf.Object.parse(appearance.value), pikepdf.String(appearance.look.decode())
        widget.AP, widget.P = Dictionary(N=drawn), page.obj
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(widget for _, widget in widgets),
        DR=Dictionary(Font=fonts),
        DA=pikepdf.String(f"/{SIMPLE} 0 Tf 0 g"),
    )


def line_of(widget: pikepdf.Object) -> Line:
    """Return the line of a widget."""
    left, _, right, _ = (float(edge) for edge in widget.Rect.as_list())
    return Line(str(widget.T), right - left, float(str(widget.DA).split()[1]))
