"""Tries to break the escaping: whatever a document says comes out as words, and nothing is opened or read."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject
from reportlab.lib.colors import HexColor
from reportlab.platypus import Paragraph, SimpleDocTemplate

from maghandout.diagnostics import Origin
from maghandout.errors import RenderError
from maghandout.model.document import (
    Citation,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from maghandout.project import Project
from maghandout.render.pdf.fonts import register
from maghandout.render.pdf.inline import InlineWriter
from maghandout.render.pdf.styles import styles_of
from maghandout.theme import load_theme
from tests.conftest import REPOSITORY

HERE = Origin("seeds/a.md", 7)
STYLE = styles_of(load_theme(Project((REPOSITORY,), REPOSITORY))).body
PRINTABLE = sorted(chr(point) for point in register() if chr(point).isprintable() and point < 0x250)

HOSTILE = [
    '<img src="file:///etc/passwd"/>',
    '<img src="/etc/hostname" width="10" height="10"/>',
    "<para>",
    "</para><para>",
    '<font color="red" size="99">big</font>',
    '<font color="[[[getattr(pow,Word(\'__globals__\'))]]]">exploit</font>',
    '<para backColor="red">x</para>',
    '<a href="javascript:alert(1)">x</a>',
    '<unichar code="65"/>',
    "<b>bold</b>",
    "<br/>",
    "&#0;",
    "&#60;b&#62;",
    "&amp;lt;",
    "&unknown;",
    "&",
    "<",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- x -->",
    "<?xml version='1.0'?>",
    "%s %(x)s {x} {{ x }}",
    'quotes " and \' here',
    "back\\slash \\n \\101",
    "(parens) )(",
]  # fmt: skip


def _pdf(inlines: Inlines) -> pypdf.PdfReader:
    markup = InlineWriter(12, "#0000ff").write(inlines, HERE)
    anchors = [Paragraph('<a name="source-1"/><a name="source-2"/>', STYLE)]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build([Paragraph(markup, STYLE), *anchors])
    return pypdf.PdfReader(io.BytesIO(buffer.getvalue()))


def _words(inlines: Inlines) -> str:
    return "".join(" ".join(page.extract_text() for page in _pdf(inlines).pages).split())


def _addresses(inlines: Inlines) -> list[str]:
    page = _pdf(inlines).pages[0]
    found = []
    for reference in page.get("/Annots", ArrayObject()):
        annotation = reference.get_object()
        assert isinstance(annotation, DictionaryObject)
        action = annotation.get("/A")
        if action is not None:
            found.append(str(action.get_object()["/URI"]))
    return found


class TestText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_comes_out_as_words(self, text: str) -> None:
        assert _words((Text(f"a {text} z"),)) == "".join(f"a {text} z".split())

    @pytest.mark.parametrize("text", HOSTILE)
    def test_markup_inside_other_inlines_comes_out_as_words(self, text: str) -> None:
        inlines = (Strong((Emphasis((Text(text),)),)), Link("https://x.org", (Superscript((Text(text),)),)))

        assert sorted(_words(inlines)) == sorted("".join((text + text).split()))

    @pytest.mark.parametrize("text", HOSTILE)
    def test_no_picture_is_drawn_and_no_file_read(self, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []
        monkeypatch.setattr("reportlab.lib.utils.open_for_read", lambda name, *_: opened.append(str(name)))

        reader = _pdf((Text(text),))

        assert opened == []
        assert [image for page in reader.pages for image in page.images] == []

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.sampled_from(PRINTABLE + list("<>&\"'#;/{}%()\\")), max_size=30))
    def test_any_words_survive(self, text: str) -> None:
        markup = InlineWriter(12, "#0000ff").write((Text(text),), HERE)

        paragraph = Paragraph(markup, STYLE)

        assert "".join("".join(frag.text for frag in paragraph.frags).split()) == "".join(text.split())

    def test_a_character_that_the_fonts_lack_is_named(self) -> None:
        with pytest.raises(RenderError) as error:
            InlineWriter(12, "#0000ff").write((Strong((Text("some pain, 痛み, here"),)),), HERE)

        message = (
            "the font has no character '痛' (U+75DB CJK UNIFIED IDEOGRAPH-75DB) in 'some pain, 痛み, here'"
        )
        assert str(error.value) == f"seeds/a.md:7: {message}\n  hint: write it another way"


class TestLinks:
    @pytest.mark.parametrize(
        "target",
        ["https://x.org/?a=1&b=2", "http://x.org", "mailto:a@x.org", "tel:+1-800", 'https://x.org/"q"'],
    )
    def test_a_safe_address_is_a_link(self, target: str) -> None:
        assert _addresses((Link(target, (Text("x"),)),)) == [target]

    @pytest.mark.parametrize(
        "target",
        [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "JAVASCRIPT:alert(1)",
            " https://x.org",
            "data:text/html,x",
            "#source-1",
            "",
            "//x.org",
        ],
    )
    def test_any_other_is_words(self, target: str) -> None:
        link = (Link(target, (Text("x"),)),)

        assert _addresses(link) == []
        assert _words(link) == "x"

    @pytest.mark.parametrize("quote", ['"', "'", "\"'", '"/><img src="/etc/hostname"/>', "'><b>"])
    def test_quotes_do_not_end_an_address(self, quote: str) -> None:
        target = f"https://x.org/{quote}"

        reader_words, addresses = (
            _words((Link(target, (Text("x"),)),)),
            _addresses((Link(target, (Text("x"),)),)),
        )

        assert (reader_words, addresses) == ("x", [target])


class TestCitations:
    def test_each_number_leads_to_its_entry(self) -> None:
        markup = InlineWriter(12, "#0000ff").write((Text("a"), Citation(("s#x",), (1, 2))), HERE)

        assert '<a name="cited-1"/><a href="#source-1"' in markup
        assert '<a name="cited-2"/><a href="#source-2"' in markup

    def test_only_the_first_citation_is_the_place_that_an_entry_leads_back_to(self) -> None:
        writer = InlineWriter(12, "#0000ff")

        first, again = (writer.write((Citation(("s#x",), (1,)),), HERE) for _ in range(2))

        assert ('name="cited-1"' in first, 'name="cited-1"' in again) == (True, False)

    def test_the_numbers_have_the_colour_of_links(self) -> None:
        markup = InlineWriter(12, "#0b575e").write((Citation(("s#x",), (1,)),), HERE)

        colors = [part.textColor for part in Paragraph(markup, STYLE).frags if part.text == "1"]

        assert colors == [HexColor("#0b575e")]

    def test_a_citation_without_numbers_prints_nothing(self) -> None:
        assert InlineWriter(12, "#0000ff").write((Citation(("s#x",)),), HERE) == ""


@pytest.mark.parametrize("kind", [Strong, Emphasis, Superscript, Subscript])
def test_every_inline_prints_its_words(kind: type[Strong | Emphasis | Superscript | Subscript]) -> None:
    inline: Inline = kind((Text("words"),))

    assert _words((inline,)) == "words"


def test_the_licence_of_the_fonts_is_there() -> None:
    folder = Path(__file__).parents[3] / "src/maghandout/render/pdf/fonts"

    assert (folder / "OFL.md").is_file()
