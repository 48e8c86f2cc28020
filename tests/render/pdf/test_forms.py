"""Fields to write in: named, typed into in an embedded font, and showing what was typed."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from maghandout.errors import RenderError
from maghandout.model.document import Box, BoxRole, Field
from maghandout.render.pdf.faces import widths
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

    told = "field 'phone' holds U+75DB (CJK UNIFIED IDEOGRAPH-75DB), which the font lacks"
    assert str(error.value) == f"handouts/t.yaml:1: {told}"


def test_a_value_that_is_too_long_for_its_line_is_told() -> None:
    with pytest.raises(RenderError) as error:
        drawn(_field(90 * "5"))

    told = "field 'phone' is about 18 letters too long for its line, at 12 points the smallest type"
    assert str(error.value) == f"handouts/t.yaml:1: {told}"


@pytest.mark.parametrize("value", ["Nguyễn", "Łukasz", "Ελένη", "Ирина"])
def test_what_winansi_lacks_is_shown_in_a_font_that_has_it(value: str) -> None:
    pdf = drawn(_field(value))
    (widget,) = _widgets(pdf)

    shown = list(pikepdf.parse_content_stream(widget.AP.N))
    (text,) = [bytes(line.operands[0]) for line in shown if str(line.operator) == "Tj"]

    assert (str(widget.V), text.decode("utf-16-be")) == (value, value)
    assert _ink(pdf) > 100


def test_letters_and_marks_that_are_filled_in_are_composed() -> None:
    (widget,) = _widgets(drawn(_field("Jose\u0301")))

    assert str(widget.V) == "José"


def test_the_font_with_all_letters_is_embedded_only_where_it_is_needed() -> None:
    fonts = [
        sorted(read(drawn(_field(value)).data).pdf.Root.AcroForm.DR.Font.keys())
        for value in ("José", "Łukasz")
    ]

    assert fonts == [["/F0"], ["/F0", "/F1"]]


def test_the_font_with_all_letters_says_how_wide_each_is_and_what_it_means() -> None:
    pdf = read(drawn(_field("Łukasz")).data).pdf
    font = pdf.Root.AcroForm.DR.Font.F1
    (descendant,) = font.DescendantFonts.as_list()
    runs = list(descendant.W.as_list())

    told = {
        chr(int(first) + place): int(width)
        for first, row in zip(runs[::2], runs[1::2], strict=True)
        for place, width in enumerate(row.as_list())
    }
    program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
    places = descendant.CIDToGIDMap.read_bytes()
    names = program.getGlyphOrder()
    real = {
        letter: program["hmtx"][names[int.from_bytes(places[2 * ord(letter) :][:2], "big")]][0]
        for letter in told
    }

    assert told == real == dict(widths())
    assert _meanings(font.ToUnicode.read_bytes()) == {ord(letter): letter for letter in told}


def _meanings(characters: bytes) -> dict[int, str]:
    """Return the letter of each code, as a map of characters says."""
    ranges = re.findall(rb"<(....)> <(....)> <(....)>", characters)
    return {
        code: chr(int(letter, 16) + code - int(first, 16))
        for first, last, letter in ranges
        for code in range(int(first, 16), int(last, 16) + 1)
    }


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
