"""The finished file: packed, described, and free of what strict readers stumble over."""

from __future__ import annotations

import datetime
import functools
import io
import itertools
import re
import zlib

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from maghandout.model.options import Paper, Profile
from maghandout.render.pdf.finish import Metadata, finish
from maghandout.render.pdf.tags import Element, Mark
from tests.topics import TOPICS, make_pdf

RETURN = ord("\r")
METADATA = Metadata("A & B", "Why <it> is.", "us", "en-US", datetime.date(2026, 11, 22))
MADE = list(itertools.product(TOPICS, Paper, Profile))


@functools.cache
def _plain() -> bytes:
    """Return a file as ReportLab leaves it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(100, 100, "Words.")
    canvas.save()
    return buffer.getvalue()


def _finished(data: bytes) -> bytes:
    return finish(data, Element("Document"), METADATA)


def _planted(**entries: int) -> bytes:
    """Return a file with a stream that would end in a carriage return, were it packed as it is."""
    content = next(text for text in (b"%d" % number for number in itertools.count()) if _ends_badly(text))
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(_plain())) as pdf:
        pdf.Root.Planted = pdf.make_stream(content, **entries)
        pdf.save(buffer)
    return buffer.getvalue()


def _ends_badly(content: bytes) -> bool:
    return zlib.compress(content)[-1] == RETURN


def _bad_ends(data: bytes) -> list[int]:
    return [found.start() for found in re.finditer(rb"\r\n?endstream", data)]


def _maps(data: bytes) -> list[bytes]:
    """Return the maps of the fonts' codes to letters."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)]
        return [font.ToUnicode.read_bytes() for font in fonts if "/ToUnicode" in font]


class TestStreams:
    @pytest.mark.parametrize(("topic", "paper", "profile"), MADE)
    def test_no_stream_of_a_handout_ends_in_a_carriage_return(
        self, topic: str, paper: Paper, profile: Profile
    ) -> None:
        assert _bad_ends(make_pdf(topic, paper, profile).data) == []

    def test_one_that_would_is_padded(self) -> None:
        data = _finished(_planted())

        assert _bad_ends(data) == []
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert int(pdf.Root.Planted.read_bytes()) >= 0

    def test_a_padded_font_says_its_length(self) -> None:
        data = _finished(_planted(Length1=3))

        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert int(pdf.Root.Planted.Length1) == 4

    def test_none_that_the_packing_makes_does(self) -> None:
        found = {}
        for number in range(1, 700):  # each "a" adds 97 to a checksum, which ends badly at one in 256
            root = Element("Document", kids=[Mark(0, 0)], alt="a" * number)
            found[number] = _bad_ends(finish(_plain(), root, METADATA))

        assert [number for number, ends in found.items() if ends] == []


class TestCharacterMaps:
    @pytest.mark.parametrize("topic", TOPICS)
    def test_no_code_stands_for_no_character(self, topic: str) -> None:
        maps = _maps(make_pdf(topic).data)

        assert maps
        assert [characters for characters in maps if b"<0000>" in characters] == []

    @pytest.mark.parametrize("topic", TOPICS)
    def test_a_block_says_how_many_it_has_and_that_is_at_most_a_hundred(self, topic: str) -> None:
        for characters in _maps(make_pdf(topic).data):
            blocks = re.findall(rb"(\d+) beginbfchar\n(.*?)\nendbfchar", characters, re.DOTALL)

            assert blocks
            assert [int(count) for count, _ in blocks] == [len(pairs.splitlines()) for _, pairs in blocks]
            assert max(int(count) for count, _ in blocks) <= 100


class TestPacking:
    def test_the_same_file_gives_the_same_bytes(self) -> None:
        assert _finished(_planted()) == _finished(_planted())

    @pytest.mark.parametrize("topic", TOPICS)
    def test_a_packed_file_is_less_than_half_of_an_unpacked_one(self, topic: str) -> None:
        data, buffer = make_pdf(topic).data, io.BytesIO()

        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(
                buffer,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            )

        assert len(data) * 2 < len(buffer.getvalue())

    def test_a_page_names_no_transition(self) -> None:
        with pikepdf.open(io.BytesIO(make_pdf(TOPICS[0]).data)) as pdf:
            assert [page for page in pdf.pages if "/Trans" in page.obj] == []


class TestMetadata:
    def test_signs_of_markup_are_words(self) -> None:
        with pikepdf.open(io.BytesIO(_finished(_plain()))) as pdf:
            packet = pdf.open_metadata()

            assert (packet["dc:title"], packet["dc:description"]) == ("A & B", "Why <it> is.")

    def test_the_date_is_the_documents(self) -> None:
        with pikepdf.open(io.BytesIO(_finished(_plain()))) as pdf:
            packet = pdf.open_metadata()

            dates = {packet[name] for name in ("xmp:CreateDate", "xmp:ModifyDate")}

        assert dates == {"2026-11-22T00:00:00+00:00"}
