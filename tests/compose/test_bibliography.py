from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.compose.bibliography import Bibliography
from maghandout.diagnostics import Origin
from maghandout.dump import dump_document
from maghandout.errors import StyleError
from maghandout.model.document import Document, Furniture, Inlines, Paragraph, plain_text
from tests.libraries import FILES, bean_library

HERE = Origin("t.yaml", 1)
AMA = "american-medical-association"


def _bibliography(folder: Path, style: str = AMA, references: str = "") -> Bibliography:
    files = {**FILES, "seeds/references.yaml": FILES["seeds/references.yaml"] + references}
    return Bibliography(bean_library(folder, files), style, HERE)


def _dumped(entry: Inlines) -> str:
    """Return an entry with its weights marked."""
    document = Document("", "", "", "", None, Furniture(), (Paragraph(entry, HERE),), HERE)
    return dump_document(document).splitlines()[-1].removeprefix("  paragraph body: ")


def _reference(fields: str) -> str:
    return f"  - {{id: x, checked: {{how: page}}, {fields}}}\n"


@pytest.mark.parametrize(
    ("source", "entry"),
    [
        ("lee-2020", "Lee A. A trial of beans. _Journal of Beans_. 2020;12:3-9."),
        ("book", "Bean Press. _The Book of Beans_. 1999."),
        ("art", "Bean Weekly. Beans for Bones."),
        ("facts", "Facts."),
    ],
)
def test_an_entry_is_in_the_style(source: str, entry: str, tmp_path: Path) -> None:
    assert _dumped(_bibliography(tmp_path).entry(source)) == entry


@pytest.mark.parametrize("style", ["apa", "nature", "ieee", "chicago-author-date"])
def test_other_styles_name_author_and_title_too(style: str, tmp_path: Path) -> None:
    words = plain_text(_bibliography(tmp_path, style).entry("lee-2020"))

    assert "Lee" in words
    assert "trial of beans" in words.lower()
    assert not words.startswith(("1", "["))


@pytest.mark.parametrize(
    ("source", "short"),
    [("lee-2020", "Lee. Journal of Beans. 2020;12:3-9."), ("book", "Bean Press. The book of beans. 1999.")],
)
def test_a_short_form_is_one_line(source: str, short: str, tmp_path: Path) -> None:
    assert _bibliography(tmp_path).short(source) == short


@pytest.mark.parametrize(
    "title", ["A <b & c> d", "R&D &amp; &lt;x>", "]]> <img src='x'/>", "<p>a</p>", "{{ x }} <i>", "</span>"]
)
def test_a_title_is_words_whatever_it_holds(title: str, tmp_path: Path) -> None:
    quoted = title.replace("'", "''")
    fields = f"type: article-journal, title: '{quoted}', container-title: J, URL: 'https://x.org/?a=1&b=<2>'"

    entry = plain_text(_bibliography(tmp_path, references=_reference(fields)).entry("x"))

    assert title in entry


def test_a_title_may_hold_the_markup_of_csl(tmp_path: Path) -> None:
    reference = _reference("type: webpage, title: 'On <i>E. coli</i> & H<sub>2</sub>O', publisher: P & Q")

    assert _dumped(_bibliography(tmp_path, references=reference).entry("x")) == "P & Q. On _E. coli_ & H~2~O."


def test_an_address_is_printed_as_it_is(tmp_path: Path) -> None:
    reference = _reference("type: webpage, title: T, publisher: P, URL: 'https://x.org/?a=1&b=<2>'")

    entry = plain_text(_bibliography(tmp_path, references=reference).entry("x"))

    assert entry == "P. T. https://x.org/?a=1&b=<2>"


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("apaa", "unknown citation style 'apaa'\n  hint: did you mean 'apa'"),
        ("../../x", "unknown citation style '../../x'\n  hint: "),
        ("bluebook-inline", "the citation style 'bluebook-inline' has no list of sources\n  hint: "),
    ],
)
def test_a_style_that_cannot_be_used_is_told(style: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(StyleError) as error:
        _bibliography(tmp_path, style).entry("book")

    assert str(error.value).startswith(f"t.yaml:1: {message}")
