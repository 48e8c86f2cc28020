"""Fields to write in: named, typed into in an embedded font, and showing what was typed."""

from __future__ import annotations

import pikepdf
import pypdfium2
import pytest

from maghandout.errors import RenderError
from maghandout.model.document import Box, BoxRole, Field
from maghandout.render.pdf.write import Pdf
from tests.render.pdf.pages import HERE, THEME, drawn, paragraph
from tests.render.pdf.structure import read

PHONE = "555-0100"


def _field(value: str = "", label: str = "Clinic phone", name: str = "phone") -> Field:
    return Field(label, name, HERE, value)


def _widgets(pdf: Pdf) -> list[pikepdf.Object]:
    return list(read(pdf.data).pdf.Root.AcroForm.Fields.as_list())


def _ink(pdf: Pdf) -> int:
    """Return the number of dark dots within the first field of a page, as a reader shows it."""
    (widget, *_) = _widgets(pdf)
    left, bottom, right, top = (float(edge) for edge in widget.Rect.as_list())
    with pypdfium2.PdfDocument(pdf.data) as document:
        document.init_forms()
        page = document[0]
        height = page.get_height()
        image = page.render(scale=2, may_draw_forms=True).to_pil().convert("L")
        within = image.crop(
            (round(left * 2), round((height - top) * 2), round(right * 2), round((height - bottom) * 2))
        )
        return sum(within.histogram()[:100])


def test_a_field_is_named_by_its_label() -> None:
    (widget,) = _widgets(drawn(_field()))

    assert (str(widget.T), str(widget.TU), str(widget.FT)) == ("phone", "Clinic phone", "/Tx")


def test_what_is_filled_in_is_the_value_and_what_is_shown() -> None:
    (widget,) = _widgets(drawn(_field(PHONE)))

    assert str(widget.V) == PHONE
    assert f"({PHONE}) Tj".encode() in widget.AP.N.read_bytes()


def test_a_reader_shows_what_is_filled_in() -> None:
    empty, filled = drawn(_field()), drawn(_field(PHONE))

    assert _ink(empty) == 0
    assert _ink(filled) > 100


@pytest.mark.parametrize("value", ["(555) 0100", "a\\b", "a)b(c", "Müller – 10 €"])
def test_signs_that_mean_something_in_a_file_are_words(value: str) -> None:
    (widget,) = _widgets(drawn(_field(value)))

    shown = list(pikepdf.parse_content_stream(widget.AP.N))
    (text,) = [bytes(line.operands[0]) for line in shown if str(line.operator) == "Tj"]

    assert (str(widget.V), text.decode("cp1252")) == (value, value)


def test_the_font_to_type_in_is_embedded_and_has_every_letter_that_can_be_typed() -> None:
    pdf = read(drawn(_field()).data).pdf
    (font,) = [font for _, font in pdf.Root.AcroForm.DR.Font.items()]

    widths = [float(width) for width in font.Widths.as_list()]

    assert "/FontFile2" in font.FontDescriptor
    assert (font.Encoding, int(font.FirstChar), len(widths)) == (pikepdf.Name.WinAnsiEncoding, 32, 224)
    assert {letter for letter in "AZaz09éñüß–€" if widths[letter.encode("cp1252")[0] - 32] == 0} == set()


def test_a_character_that_no_field_can_hold_is_told() -> None:
    with pytest.raises(RenderError) as error:
        drawn(_field("call 痛 now"))

    assert str(error.value) == "handouts/t.yaml:1: a field cannot hold the character '痛' of 'call 痛 now'"


def test_a_document_without_fields_has_no_form() -> None:
    assert "/AcroForm" not in read(drawn(paragraph("x")).data).pdf.Root


def test_fields_of_a_box_stand_in_two_columns_by_row() -> None:
    fields = tuple(_field(label=f"Line {number}", name=f"f{number}") for number in range(4))

    widgets = _widgets(drawn(Box(BoxRole.PLAN, fields, HERE)))

    places = {str(widget.T): tuple(float(edge) for edge in widget.Rect.as_list()) for widget in widgets}
    assert places["f0"][1] == places["f1"][1] > places["f2"][1] == places["f3"][1]
    assert places["f0"][0] == places["f2"][0] < places["f1"][0] == places["f3"][0]


def test_lines_end_at_the_inset_of_the_box_and_are_as_long_as_each_other() -> None:
    fields = _field(label="My dose a day (mg)", name="dose"), _field(label="Date", name="date")

    widgets = _widgets(drawn(Box(BoxRole.PLAN, fields, HERE)))

    (left, _, right, _), (start, _, end, _) = (
        tuple(float(edge) for edge in widget.Rect.as_list()) for widget in widgets
    )
    assert end == pytest.approx(612 - THEME.page.margin - THEME.page.inset, abs=0.1)
    assert right - left == pytest.approx(end - start, abs=0.1)
