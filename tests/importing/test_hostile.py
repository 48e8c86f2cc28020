"""Files that are not what they seem: each is refused with one clear error, in bounded time and memory."""

from __future__ import annotations

import contextlib
import io
import socket
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from maghandout.errors import ArticleError
from maghandout.importing import docx, html, limits, markdown
from maghandout.importing.article import Paragraph, words_of
from maghandout.importing.convert import convert, convert_file, convert_stream
from maghandout.importing.limits import MEGABYTE, MOST_BYTES, MOST_TEXT_BYTES, read_apart
from maghandout.markup.seed import parse_seed
from tests.importing import pages

PATIENCE = 15.0
"""Seconds for a hostile file on a busy machine."""


def _message(data: bytes, name: str) -> str:
    with pytest.raises(ArticleError) as caught:
        convert(data, name)
    return str(caught.value)


def _zip(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _with_document(xml: bytes) -> bytes:
    """Return a DOCX whose document is this XML."""
    with zipfile.ZipFile(io.BytesIO(pages.leaflet())) as archive:
        files = {part: archive.read(part) for part in archive.namelist()}
    return _zip(files | {"word/document.xml": xml})


class TestSizes:
    def test_an_empty_file(self) -> None:
        assert _message(b"", "a.txt") == "a.txt: the file is empty"

    def test_a_file_of_blanks(self) -> None:
        assert _message(b" \n\n", "a.txt") == "a.txt: the file is empty"

    def test_a_huge_file(self) -> None:
        message = _message(b"a" * (MOST_BYTES + 1), "a.pdf")

        assert message.startswith("a.pdf: too large: more than the 20 MB that are read of such a file")

    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
    def test_a_huge_text(self, name: str) -> None:
        message = _message(b"word " * (MOST_TEXT_BYTES // 5 + 1), name)

        assert message.startswith(f"{name}: too large: more than the 4 MB that are read of such a file")

    def test_an_endless_stream(self) -> None:
        with Path("/dev/zero").open("rb") as stream, pytest.raises(ArticleError, match="-: too large"):
            convert_stream(stream)

    def test_a_book(self) -> None:
        assert _message(b"Many words stand here. " * 20_000, "a.txt").startswith(
            "a.txt: too long: 80000 words, at most 60000 are read"
        )

    def test_a_bomb_of_a_docx(self) -> None:
        data = _zip({"word/document.xml": bytes(120 * MEGABYTE)})

        assert _message(data, "a.docx").startswith("a.docx: unpacks into 1 parts with 120 MB\n")

    def test_a_docx_of_many_parts(self) -> None:
        data = _zip({f"word/{number}.xml": b"" for number in range(2001)})

        assert _message(data, "a.docx").startswith("a.docx: unpacks into 2001 parts with 0 MB\n")

    def test_a_pdf_of_many_pages(self) -> None:
        assert _message(pages.many_pages(201), "a.pdf").startswith(
            "a.pdf: has 201 pages, at most 200 are read"
        )

    def test_a_bomb_of_a_pdf(self) -> None:
        stream = zlib.compress(b"(word) Tj " * (30 * MEGABYTE), 9)
        start = time.monotonic()

        message = _message(_pdf(stream), "a.pdf")

        assert message.startswith("a.pdf: ")
        assert time.monotonic() - start < limits.MOST_SECONDS + PATIENCE


def _pdf(stream: bytes) -> bytes:
    """Return a PDF of one page with this deflated content."""
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n",
            b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(stream),
            stream,
            b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        )
    )


class TestWrongKinds:
    def test_a_picture_called_text(self) -> None:
        assert _message(b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt") == (
            "a.txt:1: not UTF-8: byte 0x89\n  hint: save the file as UTF-8"
        )

    def test_zeros_called_text(self) -> None:
        assert _message(b"words\n\x00\x00", "a.txt") == (
            "a.txt:2: not a text file: it holds the control character U+0000"
        )

    def test_another_encoding(self) -> None:
        assert _message("Ein Löffel täglich".encode("latin-1"), "a.txt").startswith(
            "a.txt:1: not UTF-8: byte 0xf6"
        )

    def test_a_text_with_a_byte_order_mark_is_read(self) -> None:
        draft = convert("Ein Löffel täglich, sagt sie.".encode("utf-16"), "a.txt")

        assert "- Ein Löffel täglich, sagt sie." in draft.text

    def test_a_page_in_the_encoding_that_it_declares_is_read(self) -> None:
        page = "<html><head><meta charset=iso-8859-1></head><body><p>Ein Löffel – täglich.</p></body></html>"

        assert "- Ein Löffel – täglich." in convert(page.encode("cp1252"), "a.html").text

    def test_a_text_called_pdf(self) -> None:
        assert _message(b"words", "a.pdf") == "a.pdf: its name ends in .pdf, but it is no PDF file"

    def test_another_zip(self) -> None:
        assert _message(_zip({"a.txt": b"words"}), "a.docx").startswith("a.docx: a ZIP file, but no DOCX")

    def test_an_old_word_file(self) -> None:
        assert _message(b"\xd0\xcf\x11\xe0" + bytes(99), "a.doc") == (
            "a.doc: a file of an old Office program\n  hint: save it as DOCX"
        )

    def test_a_damaged_docx(self) -> None:
        assert _message(pages.leaflet()[:3000], "a.docx").startswith("a.docx: a damaged ZIP file")

    def test_a_damaged_pdf(self) -> None:
        assert _message(b"%PDF-1.7\n" + bytes(range(256)) * 20, "a.pdf").startswith("a.pdf: cannot be read: ")

    def test_a_scan(self) -> None:
        assert _message(pages.scan(), "a.pdf") == (
            "a.pdf: holds no words\n  hint: a scan: run a text recognition (OCR) first"
        )

    def test_a_page_without_words(self) -> None:
        assert _message(b"<html><body><script>1</script></body></html>", "a.html") == (
            "a.html: no words of an article found"
        )

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(ArticleError, match="is a folder, expected a file"):
            convert_file(tmp_path)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(ArticleError, match="file not found"):
            convert_file(tmp_path / "a.txt")

    def test_an_id_that_is_none(self) -> None:
        with pytest.raises(ArticleError, match=r"not an id: '\.\./etc'"):
            convert(b"Words stand here.", "a.txt", "../etc")


class TestNesting:
    @pytest.mark.parametrize(
        ("data", "name"),
        [
            (b"<div>" * 100_000 + b"words", "a.html"),
            (b"<b><table><tr><td>" * 20_000 + b"words", "a.html"),
            (b"<ul><li>" * 50_000 + b"words", "a.html"),
            (b"> " * 100_000 + b"words", "a.md"),
            (b"[" * 50_000 + b"words" + b"](" * 50_000, "a.md"),
            (b"*_" * 50_000 + b"words", "a.md"),
            (b"- " * 50_000 + b"words", "a.txt"),
            (b"|" * 100_000 + b"\n" + b"|-" * 50_000, "a.txt"),
            (b"a." * 200_000 + b" A", "a.txt"),
            (b"1-" * 200_000, "a.txt"),
            (b"one or " * 20_000, "a.txt"),
            (b"Dr. A " * 20_000, "a.txt"),
        ],
    )
    def test_deep_or_long_input_ends(self, data: bytes, name: str) -> None:
        start = time.monotonic()

        with contextlib.suppress(ArticleError):
            parse_seed(convert(data, name, "a").text, "a.md", "a")

        assert time.monotonic() - start < limits.MOST_SECONDS + PATIENCE


class TestTheOutside:
    @pytest.fixture(autouse=True)
    def _no_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("a reader asked for something outside")

        monkeypatch.setattr(socket, "socket", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)

    def test_a_page_asks_for_nothing(self) -> None:
        listener = "http://127.0.0.1:9/x"
        page = f"""<!DOCTYPE html SYSTEM "{listener}"><html><head><base href="{listener}">
            <link rel=import href="{listener}"><meta http-equiv=refresh content="0; url={listener}"></head>
            <body><p>Words.</p><img src="{listener}"><iframe src="{listener}">Framed</iframe></body></html>"""

        (block,) = html.read(page.encode(), "a.html").blocks

        assert words_of(block) == "Words."

    def test_a_page_reads_no_file(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("secret words", encoding="utf-8")
        page = f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
            <html><body><p>Words &x; end.</p></body></html>"""

        assert "secret words" not in str(html.read(page.encode(), "a.html"))

    def test_a_docx_reads_no_file(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("secret words", encoding="utf-8")
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xml = f"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
            <w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>Words &x;</w:t></w:r></w:p></w:body>
            </w:document>"""

        assert "secret words" not in str(docx.read(_with_document(xml.encode()), "a.docx"))

    def test_markdown_asks_for_nothing(self) -> None:
        text = b"Words ![picture](http://127.0.0.1:9/x) <img src='http://127.0.0.1:9/x'> end."

        assert markdown.read(text, "a.md").blocks[0] == Paragraph("Words end.", 1)


class TestUnfoldingEntities:
    def test_a_docx_that_unfolds_is_refused_or_stays_small(self) -> None:
        names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(10)]
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        xml = f"""<?xml version="1.0"?><!DOCTYPE d [{"".join(names)}]><w:document xmlns:w="{space}"><w:body>
            <w:p><w:r><w:t>Words &a9;</w:t></w:r></w:p></w:body></w:document>"""
        start = time.monotonic()

        with contextlib.suppress(ArticleError):
            assert len(convert(_with_document(xml.encode()), "a.docx").text) < MEGABYTE

        assert time.monotonic() - start < limits.MOST_SECONDS + PATIENCE


class TestTheProcessOfItsOwn:
    def test_ends_a_reader_that_takes_too_long(self) -> None:
        with pytest.raises(ArticleError, match=r"a: takes more than 0\.5 seconds to read"):
            read_apart("tests.importing.readers.slow", b"x", "a", 0.5)

    def test_ends_a_reader_that_takes_too_much_memory(self) -> None:
        with pytest.raises(ArticleError, match="a: takes more than 1024 MB of memory to read"):
            read_apart("tests.importing.readers.greedy", b"x", "a")

    def test_tells_that_a_reader_broke_off(self) -> None:
        with pytest.raises(ArticleError, match="a: cannot be read: the reader broke off"):
            read_apart("tests.importing.readers.broken", b"x", "a")

    def test_tells_what_a_reader_raised(self) -> None:
        with pytest.raises(ArticleError, match="a: cannot be read: KeyError: 'Root'"):
            read_apart("tests.importing.readers.raising", b"x", "a")
