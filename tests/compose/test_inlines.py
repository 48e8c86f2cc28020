from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.compose.inlines import as_printed, fold, tidy, visible
from maghandout.model.document import (
    Citation,
    Emphasis,
    Inlines,
    Link,
    Paragraph,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from tests.compose.documents import blocks


def _inlines(folder: Path, template: str) -> Inlines:
    (paragraph,) = blocks(folder, f"<p>{template}</p>")
    assert isinstance(paragraph, Paragraph)
    return paragraph.inlines


@pytest.mark.parametrize(
    ("template", "inlines"),
    [
        ("a", (Text("a"),)),
        ("<strong>a</strong>", (Strong((Text("a"),)),)),
        ("<strong data-warning=''>a</strong>", (Strong((Text("a"),), is_warning=True),)),
        ("<em>a</em>", (Emphasis((Text("a"),)),)),
        ("<sup>a</sup><sub>b</sub>", (Superscript((Text("a"),)), Subscript((Text("b"),)))),
        ("<a href='https://x.org'>a</a>", (Link("https://x.org", (Text("a"),)),)),
        ("a<cite data-of='facts#eat'></cite>", (Text("a"), Citation(("facts#eat",), (1,)))),
        (" a \n <em>b</em> c ", (Text("a "), Emphasis((Text("b"),)), Text(" c"))),
        ("&lt;b&gt; &amp;amp;", (Text("<b> &amp;"),)),
        ("<![CDATA[<b>]]>", (Text("<b>"),)),
    ],
)
def test_each_element_is_an_inline(template: str, inlines: Inlines, tmp_path: Path) -> None:
    assert _inlines(tmp_path, template) == inlines


def test_direction_marks_are_spelled_out() -> None:
    assert visible("a\u202eb\u200f\u2066") == "a[U+202E]b[U+200F][U+2066]"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a b c", "a b c"),
        ("a  b   c", "a b c"),
        ("a\tb\nc\r\nd", "a b c d"),
        ("\n a \t\n b ", " a b "),
        ("350\u00a0 mg", "350\u00a0 mg"),
    ],
)
def test_every_run_of_white_space_is_one_space(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_are_printed_folded_and_with_their_direction_marks() -> None:
    assert as_printed("\n a\u202e\tb  ") == "a[U+202E] b"


def test_neighbouring_texts_are_one() -> None:
    assert tidy([Text(" a "), Text(" b"), Text(""), Text(" ")]) == (Text("a b"),)
