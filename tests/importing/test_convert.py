"""Which reader reads a file, and what the draft is called."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

import pytest

from maghandout.errors import ArticleError
from maghandout.importing import convert as convert_module
from maghandout.importing.convert import SourceFormat, convert, convert_file, convert_stream, format_of
from maghandout.library.scan import scan
from maghandout.project import Project
from tests.importing import pages

TEXT = b"A Small Title\nWords stand here, and they go on for a while.\n"


class TestFormats:
    @pytest.mark.parametrize(
        ("data", "name", "expected"),
        [
            (TEXT, "a.txt", SourceFormat.PLAIN),
            (TEXT, "-", SourceFormat.PLAIN),
            (TEXT, "a", SourceFormat.PLAIN),
            (b"# A\n\nb\n", "-", SourceFormat.MARKDOWN),
            (b"# A\n\nb\n", "a.txt", SourceFormat.PLAIN),
            (b"A\n", "a.MD", SourceFormat.MARKDOWN),
            (b"\n<!-- x --><!DOCTYPE html><p>A", "-", SourceFormat.HTML),
            (b"<html>", "a.html", SourceFormat.HTML),
            (b"%PDF-1.7", "-", SourceFormat.PDF),
            (b"%PDF-1.7", "a.txt", SourceFormat.PDF),
            (pages.leaflet(), "-", SourceFormat.DOCX),
        ],
    )
    def test_are_told_by_first_bytes_then_by_name(
        self, data: bytes, name: str, expected: SourceFormat
    ) -> None:
        assert format_of(data, name) is expected

    def test_need_their_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(convert_module, "find_spec", lambda _: None)

        with pytest.raises(ArticleError) as caught:
            convert(b"%PDF-1.7", "a.pdf")

        assert str(caught.value) == (
            'a.pdf: reading PDF needs pypdf\n  hint: run: pip install "maghandout[import]"'
        )

    def test_have_a_module_each(self) -> None:
        names = [f"maghandout.importing.{source_format}" for source_format in SourceFormat]

        assert all(importlib.util.find_spec(name) for name in names)


class TestNames:
    def test_come_from_the_title(self) -> None:
        assert convert(TEXT, "folder/x.txt").id == "small-title"

    def test_come_from_the_file_without_a_title(self) -> None:
        assert convert(b"Words stand here, and go on.\n", "folder/My Notes.txt").id == "my-notes"

    def test_are_the_wanted_ones(self) -> None:
        draft = convert(TEXT, "x.txt", "mine")

        assert draft.id == "mine"
        assert '\nid: "mine"\n' in draft.text

    def test_of_standard_input_name_a_file_to_keep(self) -> None:
        draft = convert_stream(io.BytesIO(TEXT), "mine")

        assert '\n  file: "mine.txt"\n' in draft.text

    def test_with_a_line_break_stay_on_one_line(self, tmp_path: Path) -> None:
        path = tmp_path / "a\n---\nb.txt"
        path.write_bytes(TEXT)

        assert '\n  file: "a --- b.txt"\n' in convert_file(path).text


class TestADraft:
    def test_is_a_seed_of_a_project(self, tmp_path: Path) -> None:
        draft = convert(pages.LETTER_TEXT.encode(), "letter.txt")
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / f"{draft.id}.md").write_text(draft.text, encoding="utf-8")

        library = scan(Project((tmp_path,), tmp_path))

        assert list(library.seeds) == ["walking-sore-knee"]
        assert len(library.statements) == 8

    def test_is_the_same_each_time(self) -> None:
        assert convert(pages.BLOG.encode(), "a.html").text == convert(pages.BLOG.encode(), "a.html").text

    def test_tells_what_was_left_out_with_its_line(self) -> None:
        draft = convert(b"A Small Title\nShare this\nWords stand here, and go on.\n", "a.txt")

        assert [str(note) for note in draft.notes] == ["a.txt:2: warning: left out as sharing: 'Share this'"]
