"""Personal copies: the original's bytes and a tail, valid, and showing what was filled in in any script."""

from __future__ import annotations

import functools
import io
import pickle
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import page
import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image, ImageChops

from maghandout.model.document import Box, BoxRole, Field
from maghandout.render.pdf.appearances import Line, UnfitError, appear
from maghandout.render.pdf.copies import read_original
from maghandout.render.pdf.faces import widths
from maghandout.render.pdf.tails import Original, tail
from tests.render.pdf.pages import HERE, drawn, paragraph
from tests.topics import TOPICS, make_pdf

NAMES = [
    "José",
    "Müller – 10 €",
    "O’Brien",
    "Nguyễn Thị Ánh",
    "Łukasz",
    "Ελένη",
    "Ирина",
    "=cmd()",
    "<img src=x>",
    "a\\b",
    "a)b(c",
    "(555) 0100",
    "{{ name }} %s",
]
TITLE = "Title, for Ana"
LARGEST = 5_000
"""Bytes of a tail at most, of a value that the simple font has."""
LARGEST_COMPOSITE = 75_000
_TYPED = re.compile(rb"/(F\d) [\d.]+ Tf")


@functools.cache
def _original() -> Original:
    fields = (
        Field("Name", "name", HERE),
        Field("My dose a day (mg)", "dose", HERE),
        Field("Clinic phone", "phone", HERE, "555-0100"),
    )
    return read_original(drawn(paragraph("Words."), Box(BoxRole.PLAN, fields, HERE)).data)


@functools.cache
def _handout(topic: str) -> Original:
    return read_original(make_pdf(topic).data)


def _copy(values: Mapping[str, str], title: str = TITLE, original: Original | None = None) -> bytes:
    original = original or _original()
    return original.data + tail(original, values, title)


def _widget(data: bytes, name: str = "name") -> tuple[str, str, bytes]:
    """Return the value of a field, what its appearance shows, and the content of that."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (widget,) = [item for item in pdf.Root.AcroForm.Fields.as_list() if str(item.T) == name]
        drawn = widget.AP.N
        shown = [line for line in pikepdf.parse_content_stream(drawn) if str(line.operator) == "Tj"]
        codes = b"".join(bytes(line.operands[0]) for line in shown)
        encoding = "utf-16-be" if b"/F1 " in drawn.read_bytes() else "cp1252"
        return str(widget.V), codes.decode(encoding), drawn.read_bytes()


def _shown_or_told(value: str) -> tuple[tuple[str, str] | None, str]:
    """Return the value of a field and what it shows, or the message that says why it cannot."""
    try:
        return _widget(_copy({"name": value}))[:2], ""
    except UnfitError as error:
        return None, str(error)


def _flat(data: bytes) -> str:
    """Return the words of the first page when its fields are made part of it."""
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        pdf[0].flatten()
        pdf.save(buffer)
    with pypdfium2.PdfDocument(buffer.getvalue()) as pdf:
        return str(pdf[0].get_textpage().get_text_range())


def _picture(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        picture: Image.Image = pdf[0].render(scale=2, may_draw_forms=True).to_pil()
        return picture.convert("L")


def _failures(data: bytes, standard: str, folder: Path) -> list[str]:
    (folder / "copy.pdf").write_bytes(data)
    limits = page.SafetyLimits(max_reference_depth=5000)
    report = page.validate_pdf(folder / "copy.pdf", profile=standard, limits=limits)
    assert report.is_compliant == (not report.failures)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


class TestOriginal:
    def test_its_fields_stand_in_the_order_of_reading(self) -> None:
        assert _original().fields == ("name", "dose", "phone")

    def test_its_title_is_that_of_the_document(self) -> None:
        assert _original().title == "Title"

    def test_one_sent_to_another_process_gives_the_same_tail(self) -> None:
        sent: Original = pickle.loads(pickle.dumps(_original()))

        assert tail(sent, {"name": "Łukasz"}, TITLE) == tail(_original(), {"name": "Łukasz"}, TITLE)

    def test_a_process_that_writes_tails_needs_no_library(self) -> None:
        listed = "import sys, maghandout.render.pdf.tails; print(*sys.modules)"

        told = subprocess.run([sys.executable, "-c", listed], capture_output=True, check=True, text=True)

        assert {"pikepdf", "fontTools", "reportlab"} & set(told.stdout.split()) == set()

    def test_a_document_without_fields_has_copies_too(self) -> None:
        original = read_original(drawn(paragraph("Words.")).data)

        assert original.fields == ()
        with pikepdf.open(io.BytesIO(_copy({}, original=original))) as pdf:
            assert str(pdf.docinfo.Title) == TITLE

    def test_a_file_that_ends_early_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^not a finished PDF: it does not end in a cross-reference"):
            read_original(_original().data[:-10])

    def test_a_file_without_a_cross_reference_stream_is_refused(self) -> None:
        buffer = io.BytesIO()
        with pikepdf.open(io.BytesIO(_original().data)) as pdf:
            pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)

        with pytest.raises(ValueError, match=r"^not a finished PDF: its cross-references are no stream$"):
            read_original(buffer.getvalue())

    def test_a_copy_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"^not an original: it is a copy itself$"):
            read_original(_copy({}))


class TestValues:
    @pytest.mark.parametrize("name", NAMES)
    def test_a_value_is_that_of_the_field_and_what_it_shows(self, name: str) -> None:
        value, shown, _ = _widget(_copy({"name": name}))

        assert (value, shown) == (name, name)

    @pytest.mark.parametrize("name", NAMES)
    def test_readers_find_it(self, name: str) -> None:
        data = _copy({"name": name, "dose": "300 mg"})

        fields = pypdf.PdfReader(io.BytesIO(data)).get_form_text_fields()
        words = _flat(data)

        assert fields == {"name": name, "dose": "300 mg", "phone": "555-0100"}
        assert name in words
        assert "300 mg" in words

    def test_letters_and_marks_are_composed(self) -> None:
        value, shown, _ = _widget(_copy({"name": unicodedata.normalize("NFD", "Nguyễn José")}))

        assert (value, shown) == ("Nguyễn José", "Nguyễn José")

    def test_one_left_out_or_empty_leaves_the_field_as_it_is(self) -> None:
        left_out, empty = _copy({"name": "Ana"}), _copy({"name": "Ana", "phone": ""})

        assert left_out == empty
        assert _widget(empty, "phone")[:2] == ("555-0100", "555-0100")

    def test_one_takes_the_place_of_what_stood_there(self) -> None:
        assert _widget(_copy({"phone": "555-0111"}), "phone")[:2] == ("555-0111", "555-0111")

    def test_only_what_winansi_lacks_is_set_in_the_composite_font(self) -> None:
        data = _copy({"name": "Łukasz", "dose": "300 mg – Müller"})

        fonts = [_TYPED.findall(_widget(data, name)[2]) for name in ("name", "dose")]

        assert fonts == [[b"F1"], [b"F0"]]

    def test_the_form_knows_the_font_of_every_field(self) -> None:
        with pikepdf.open(io.BytesIO(_copy({"name": "Łukasz", "dose": "300 mg"}))) as pdf:
            form = pdf.Root.AcroForm
            named = [str(widget.DA).split()[0] for widget in form.Fields.as_list()]

            assert sorted(named) == ["/F0", "/F0", "/F1"]
            assert set(named) == set(form.DR.Font.keys())

    @settings(max_examples=150, deadline=None)
    @given(value=st.text(max_size=40) | st.text(st.sampled_from(sorted(widths())), max_size=30))
    def test_any_text_comes_back_or_is_refused_without_being_told(self, value: str) -> None:
        found, message = _shown_or_told(value)

        assert found in (None, (unicodedata.normalize("NFC", value),) * 2)
        assert len(value) < 8 or value not in message


class TestLook:
    def test_nothing_but_the_fields_looks_different(self) -> None:
        data, original = _copy({"name": "Ирина"}), _original()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            (widget, *_) = pdf.Root.AcroForm.Fields.as_list()
            left, bottom, right, top = (float(edge) for edge in widget.Rect.as_list())
            height = float(pdf.pages[0].MediaBox[3])
        field = [2 * left - 1, 2 * (height - top) - 1, 2 * right + 1, 2 * (height - bottom) + 1]

        changed = ImageChops.difference(_picture(original.data), _picture(data)).getbbox()

        assert changed is not None
        assert all(edge >= least for edge, least in zip(changed[:2], field[:2], strict=True))
        assert all(edge <= most for edge, most in zip(changed[2:], field[2:], strict=True))

    def test_what_is_filled_in_later_looks_as_what_the_original_had(self) -> None:
        fields = (Field("Name", "name", HERE, "Ελένη"), Field("Date", "date", HERE, "5 May"))
        blank = tuple(replace(field, value="") for field in fields)
        filled, original = drawn(*fields), read_original(drawn(*blank).data)

        copy = _copy({"name": "Ελένη", "date": "5 May"}, original=original)

        assert _picture(copy).tobytes() == _picture(filled.data).tobytes()

    def test_a_long_value_is_set_smaller(self) -> None:
        line = Line("name", 100, 18)

        looks = [appear(value, line, widths()).look for value in ("Ana", "Ana Bernadette")]

        assert looks == [b"/F0 18 Tf 0 g", b"/F0 14.7 Tf 0 g"]

    @pytest.mark.parametrize("count", range(1, 16))
    def test_what_is_shown_is_as_wide_as_its_line_at_most(self, count: int) -> None:
        shown = appear("W" * count, Line("name", 170, 18), widths())

        size = float(shown.look.split()[1])

        assert size * count * widths()["W"] / 1000 <= 166


class TestStandards:
    @pytest.mark.parametrize("standard", ["ua1", "2a"])
    @pytest.mark.parametrize("values", [{}, {"name": "José", "dose": "(5)"}, {"name": "Ελένη Nguyễn"}])
    def test_a_validator_finds_nothing(self, values: dict[str, str], standard: str, tmp_path: Path) -> None:
        assert _failures(_copy(values), standard, tmp_path) == []

    @pytest.mark.parametrize("standard", ["ua1", "2a"])
    @pytest.mark.parametrize("topic", TOPICS)
    def test_a_validator_finds_nothing_in_a_copy_of_a_handout(
        self, topic: str, standard: str, tmp_path: Path
    ) -> None:
        values = {"name": "Łukasz & Ирина", "dose": "300 mg"}

        assert _failures(_copy(values, original=_handout(topic)), standard, tmp_path) == []

    @pytest.mark.parametrize("standard", ["ua1", "2a"])
    def test_a_validator_finds_nothing_where_the_original_is_filled_in(
        self, standard: str, tmp_path: Path
    ) -> None:
        filled = drawn(Field("Name", "name", HERE, "Ελένη"))

        assert _failures(filled.data, standard, tmp_path) == []

    @pytest.mark.parametrize("value", ["Ana", "Łukasz"])
    def test_every_object_is_read_without_a_repair(self, value: str) -> None:
        with pikepdf.open(io.BytesIO(_copy({"name": value}, original=_handout(TOPICS[0])))) as pdf:
            assert pdf.check_pdf_syntax() == []

    @pytest.mark.parametrize("value", ["Ana", "Łukasz"])
    def test_no_stream_ends_in_a_carriage_return(self, value: str) -> None:
        assert re.findall(rb"\r\n?endstream", tail(_original(), {"name": value}, TITLE)) == []


class TestAbout:
    @pytest.mark.parametrize("title", ["A & B <i>", "Ελένη", "a\\b (c)"])
    def test_the_title_is_told_alike_in_both_places(self, title: str) -> None:
        reader = pypdf.PdfReader(io.BytesIO(_copy({}, title)))
        packet = reader.xmp_metadata

        assert reader.metadata is not None
        assert packet is not None
        assert reader.metadata.title == title
        assert packet.dc_title == {"x-default": title}

    def test_all_else_that_the_file_says_of_itself_stays(self) -> None:
        before, after = (pypdf.PdfReader(io.BytesIO(data)) for data in (_original().data, _copy({})))

        assert before.metadata is not None
        assert after.metadata is not None
        assert dict(after.metadata) == dict(before.metadata) | {"/Title": TITLE}

    def test_the_packet_and_the_trailer_name_the_same_original_and_copy(self) -> None:
        with pikepdf.open(io.BytesIO(_copy({"name": "Ana"}))) as pdf:
            original, copy = (bytes(part).hex() for part in pdf.trailer.ID.as_list())
            packet = ElementTree.fromstring(pdf.Root.Metadata.read_bytes().decode())

        names = [
            packet.findtext(f".//{{http://ns.adobe.com/xap/1.0/mm/}}{name}")
            for name in ("DocumentID", "InstanceID")
        ]
        assert original == _original().identity.hex()
        assert names == [f"xmp.did:{original}", f"xmp.iid:{copy}"]

    def test_copies_that_say_different_things_have_different_ids(self) -> None:
        copies = [
            _copy({"name": "Ana"}),
            _copy({"name": "Anna"}),
            _copy({"dose": "Ana"}),
            _copy({"name": "Ana"}, "Other"),
        ]

        ids = {bytes(pikepdf.open(io.BytesIO(data)).trailer.ID.as_list()[1]) for data in copies}

        assert len(ids) == len(copies)


class TestTail:
    def test_the_same_input_gives_the_same_bytes(self) -> None:
        values = {"name": "Łukasz", "dose": "5"}

        assert tail(_original(), values, TITLE) == tail(
            read_original(_original().data), dict(reversed(values.items())), TITLE
        )

    def test_it_is_small(self) -> None:
        values = {"name": "Mary O’Brien", "dose": "300 mg", "phone": "555-0111"}

        assert len(tail(_original(), values, TITLE)) <= LARGEST

    def test_the_composite_font_comes_once_and_only_where_it_is_needed(self) -> None:
        sizes = [
            len(tail(_original(), values, TITLE))
            for values in ({"name": "Ana"}, {"name": "Łukasz"}, {"name": "Łukasz", "dose": "Ελένη"})
        ]

        assert sizes[0] <= LARGEST
        assert sizes[1] <= LARGEST_COMPOSITE
        assert sizes[2] - sizes[1] < LARGEST

    def test_the_composite_font_of_the_original_serves(self) -> None:
        original = read_original(drawn(Field("Name", "name", HERE, "Ελένη")).data)

        data = _copy({"name": "Ирина"}, original=original)

        assert len(data) - len(original.data) <= LARGEST
        assert "Ирина" in _flat(data)


LISTED = "the handout, which has these: name, dose, phone"
REFUSED = {
    "call 痛 now": "field 'name' holds U+75DB (CJK UNIFIED IDEOGRAPH-75DB), which the font lacks",
    "\U0001f600": "field 'name' holds U+1F600 (GRINNING FACE), which the font lacks",
    "\ue000": "field 'name' holds U+E000 (unnamed), which the font lacks",
    "אבי": "field 'name' holds U+05D0 (HEBREW LETTER ALEF), which the font lacks",
    "two\nlines": "field 'name' holds the line break U+000A",
    "two\u2028lines": "field 'name' holds the line break U+2028",
    "a\x00b": "field 'name' holds the unseen character U+0000",
    "a\x1bb": "field 'name' holds the unseen character U+001B",
    "a\u202eb": "field 'name' holds the unseen character U+202E",
    "a\u200bb": "field 'name' holds the unseen character U+200B",
    "a\xadb": "field 'name' holds the unseen character U+00AD",
    "a\udcffb": "field 'name' holds the unseen character U+DCFF",
    "q\u0301": "field 'name' holds the mark U+0301 on a letter that the font does not have with it",
    80 * "a": "field 'name' is about 51 letters too long for its line, at 12 points the smallest type",
}


class TestErrors:
    @pytest.mark.parametrize("value", REFUSED)
    def test_a_value_that_cannot_be_shown_is_told_but_not_repeated(self, value: str) -> None:
        with pytest.raises(UnfitError) as error:
            tail(_original(), {"name": value}, TITLE)

        assert str(error.value) == REFUSED[value]
        assert (error.value.field, error.value.__cause__) == ("name", None)
        assert f"field 'name' {error.value.reason}" == REFUSED[value]

    def test_an_unknown_field_lists_the_fields(self) -> None:
        with pytest.raises(UnfitError) as error:
            tail(_original(), {"nmae": "Ana"}, TITLE)

        assert str(error.value) == f"field 'nmae' is no field of {LISTED}"

    def test_of_a_handout_without_fields_every_field_is_unknown(self) -> None:
        original = read_original(drawn(paragraph("Words.")).data)

        with pytest.raises(UnfitError) as error:
            tail(original, {"name": "Ana"}, TITLE)

        assert str(error.value) == "field 'name' is no field of the handout, which has none"

    @pytest.mark.parametrize(
        ("title", "code"), [("a\nb", "U+000A"), ("a\ud800", "U+D800"), ("\x00", "U+0000")]
    )
    def test_a_title_that_no_file_can_hold_is_told(self, title: str, code: str) -> None:
        with pytest.raises(UnfitError) as error:
            tail(_original(), {}, title)

        assert str(error.value) == f"field 'title' holds {code}, which no title can"

    def test_an_error_keeps_its_parts_when_it_comes_from_another_process(self) -> None:
        error: UnfitError = pickle.loads(pickle.dumps(UnfitError("name", "is wrong")))

        assert (error.field, error.reason, str(error)) == ("name", "is wrong", "field 'name' is wrong")
