"""A clinic's own deck: what is taken from it, what is left out, and what is refused."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Pptx

from maghandout import cache
from maghandout.errors import RenderError
from maghandout.model.document import Document
from maghandout.render.deck import template as template_module
from maghandout.render.deck.model import Layout, Part
from maghandout.render.deck.template import open_template
from maghandout.theme import Theme, Tone
from tests.render.deck import clinics
from tests.render.deck.conftest import bullets, document, ranked, slide, table, written

Clinic = Callable[[str], Path]

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_MACROS = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
_NO_FOOTER = "the deck template has no place for the footer, which says that the deck is a draft"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _opened(data: bytes) -> Pptx:
    return Presentation(io.BytesIO(data))


def _names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def _related(text: str, kind: str, target: str, mode: str = "") -> str:
    """Add a relationship to a `.rels` member."""
    external = f' TargetMode="{mode}"' if mode else ""
    added = f'<Relationship Id="rIdX" Type="{kind}" Target="{target}"{external}/>'
    return text.replace("</Relationships>", f"{added}</Relationships>")


def _macro_deck() -> bytes:
    def edit(name: str, text: str) -> str:
        if name == "[Content_Types].xml":
            default = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
            return text.replace(_MAIN, _MACROS).replace("<Default", f"{default}<Default", 1)
        if name == "ppt/_rels/presentation.xml.rels":
            kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
            return _related(text, kind, "vbaProject.bin")
        return text

    return clinics.edited(clinics.narrow(), edit, {"ppt/vbaProject.bin": b"macros"})


def _with_button(name: str, text: str) -> str:
    if name != "ppt/slideMasters/slideMaster1.xml":
        return text
    button = r'\1><a:hlinkClick xmlns:r="{0}" r:id="" action="ppaction://macro?name=X"/></p:cNvPr>'
    return re.sub(r'(<p:cNvPr [^>]*?name="Title Placeholder[^>]*?)/>', button.format(_RELATION), text)


def _object_deck() -> bytes:
    shape = (
        '<p:pic><p:nvPicPr><p:cNvPr id="99" name="Elsewhere"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        '<a:blip r:link="rIdX"/></p:blipFill><p:spPr/></p:pic></p:spTree>'
    )

    def edit(name: str, text: str) -> str:
        if name == "ppt/slideMasters/slideMaster1.xml":
            return text.replace("</p:spTree>", shape)
        if name == "ppt/slideMasters/_rels/slideMaster1.xml.rels":
            return _related(text, f"{_RELATION}/oleObject", "https://example.org/a.bin", "External")
        return text

    return clinics.edited(clinics.narrow(), edit)


class TestLooks:
    def test_layouts_are_found_by_their_placeholders(self, theme: Theme, clinic: Clinic) -> None:
        template = open_template(theme, clinic("narrow"))

        names = {layout: page.name for layout, page in template.pages.items()}
        assert names[Layout.TITLE] == "Title Slide"
        assert names[Layout.CONTENT] == "Title and Content"
        assert names[Layout.COMPARISON] == "Comparison"
        assert template.warnings == ()

    def test_what_a_template_lacks_is_named_and_its_content_layout_serves(
        self, theme: Theme, clinic: Clinic
    ) -> None:
        path = clinic("odd")
        lacking = "title slide, comparison or two content, table, chart"
        message = f"the deck template has no layout for: {lacking}; 'Folie 7' serves instead"

        template = open_template(theme, path)

        assert {page.name for page in template.pages.values()} == {"Folie 7"}
        assert str(template.warnings[0]) == (
            f"{path}: warning: {message}\n  hint: add it in PowerPoint under View, Slide Master"
        )

    def test_a_template_without_a_foot_lacks_slide_numbers_and_the_mark_of_a_draft(
        self, theme: Theme, tmp_path: Path
    ) -> None:
        path = tmp_path / "hospital.pptx"
        path.write_bytes(clinics.unfurnished())

        template = open_template(theme, path)

        menu = "add it in PowerPoint under View, Slide Master, Footers"
        told = f"its words stand with the sources; for a place of its own {menu}"
        assert [str(warning) for warning in template.warnings] == [
            f"{path}: warning: the deck template has no place for slide numbers\n  hint: {menu}",
            f"{path}: warning: {_NO_FOOTER}\n  hint: {told}",
        ]

    def test_layouts_without_a_foot_are_named_where_others_have_one(
        self, theme: Theme, tmp_path: Path
    ) -> None:
        path = tmp_path / "hospital.pptx"
        path.write_bytes(clinics.unfurnished("Title Slide", "Comparison", "Blank"))

        template = open_template(theme, path)

        assert [warning.message for warning in template.warnings] == [
            "the deck template has no place for slide numbers on: Comparison",
            f"{_NO_FOOTER} on: Comparison",
        ]

    def test_a_place_for_text_that_is_too_small_is_named_with_its_size(
        self, theme: Theme, tmp_path: Path
    ) -> None:
        path = tmp_path / "hospital.pptx"
        path.write_bytes(clinics.squat())

        with pytest.raises(RenderError) as caught:
            open_template(theme, path)

        assert str(caught.value) == (
            f"{path}: the body placeholder of the layout 'Title and Content' is too small: 300 x 80 pt, "
            "expected 648 x 108 pt or as much\n"
            "  hint: make it larger in PowerPoint under View, Slide Master"
        )

    def test_a_place_beyond_the_slide_is_told_of_the_template(self, theme: Theme, tmp_path: Path) -> None:
        path = tmp_path / "hospital.pptx"
        path.write_bytes(clinics.portrait())

        with pytest.raises(RenderError) as caught:
            written(document(slide("A", bullets("one"))), theme, path)

        assert str(caught.value) == (
            f"{path}: its slides are 540 x 960 pt, too narrow for 'Title' of the layout 'Title and Content', "
            "which stands at 36 to 684 pt\n"
            "  hint: move it onto the slide in PowerPoint under View, Slide Master, "
            "or use slides of 16:9 or 4:3"
        )

    def test_slides_stand_where_the_template_puts_them(self, theme: Theme, clinic: Clinic) -> None:
        made = _opened(written(document(slide("Text", bullets("one"))), theme, clinic("narrow")))

        assert (made.slide_width, made.slide_height) == (9144000, 6858000)
        places = made.slides[0]._element.xpath(".//p:sp[.//p:ph]/p:spPr/a:xfrm")
        assert places == []

    def test_footer_and_number_are_the_templates_own(self, theme: Theme, clinic: Clinic) -> None:
        made = _opened(written(document(slide("Text", bullets("one"))), theme, clinic("narrow")))

        kinds = [holder.get("type") for holder in made.slides[0]._element.iter(qn("p:ph"))]
        assert kinds[-2:] == ["ftr", "sldNum"]

    def test_without_a_footer_its_words_stand_in_the_source_line(self, theme: Theme, clinic: Clinic) -> None:
        made = _opened(written(document(slide("Text", bullets("one"))), theme, clinic("odd")))

        assert "Draft" in [shape.text_frame.text for shape in made.slides[0].shapes if shape.name == "Source"]

    def test_colors_that_cannot_be_read_are_not_used(self, theme: Theme, clinic: Clinic) -> None:
        palette = open_template(theme, clinic("odd")).palette

        assert (palette[Tone.INK], palette[Tone.PAPER]) == ("tx1", "bg1")
        assert palette[Tone.ACCENT_TINT] == "bg1"

    def test_a_table_takes_the_place_of_the_content(self, theme: Theme, clinic: Clinic) -> None:
        made = _opened(
            written(document(slide("Table", table(("A", "B"), ("1", "2")))), theme, clinic("narrow"))
        )

        graphic = next(shape for shape in made.slides[0].shapes if shape.has_table)
        assert graphic.is_placeholder


class TestLeftOut:
    def test_old_slides_and_their_notes_go(self, theme: Theme, clinic: Clinic) -> None:
        data = written(document(slide("New", bullets("one"))), theme, clinic("narrow"))

        assert [shown.shapes.title.text_frame.text for shown in _opened(data).slides] == ["New"]
        assert [name for name in _names(data) if name.startswith("ppt/notesSlides/n")] == [
            "ppt/notesSlides/notesSlide1.xml"
        ]

    @pytest.mark.parametrize("name", ["narrow", "odd"])
    def test_what_is_made_is_a_normal_and_valid_deck(
        self, name: str, theme: Theme, clinic: Clinic, back_pain: Document, tmp_path: Path
    ) -> None:
        audit = pytest.importorskip("openxml_audit")
        path = tmp_path / "deck.pptx"

        path.write_bytes(written(back_pain, theme, clinic(name)))

        assert [str(error) for error in audit.validate_pptx(path).errors] == []
        with zipfile.ZipFile(path) as package:
            assert _MAIN in package.read("[Content_Types].xml").decode()

    def test_macros_go_and_are_said_to_be_gone(self, theme: Theme, tmp_path: Path) -> None:
        path = tmp_path / "hospital.pptm"
        path.write_bytes(_macro_deck())

        template = open_template(theme, path)

        assert [str(warning) for warning in template.warnings] == [f"{path}: warning: macros were left out"]
        assert not [name for name in _names(written(document(slide("A")), theme, path)) if "vba" in name]

    def test_buttons_that_call_programs_go_beside_the_macros(self, theme: Theme, tmp_path: Path) -> None:
        path = tmp_path / "hospital.pptm"
        path.write_bytes(clinics.edited(_macro_deck(), _with_button))

        data = written(document(slide("A")), theme, path)

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            master = package.read("ppt/slideMasters/slideMaster1.xml")
        assert b"Title Placeholder" in master
        assert b"ppaction" not in master

    def test_themes_stay_as_they_are(self, theme: Theme, clinic: Clinic) -> None:
        name = "ppt/theme/theme1.xml"

        data = written(document(slide("A")), theme, clinic("narrow"))

        with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(clinic("narrow")) as given:
            assert made.read(name) == given.read(name)

    def test_objects_and_links_to_elsewhere_go_with_what_shows_them(
        self, theme: Theme, tmp_path: Path
    ) -> None:
        path = tmp_path / "hospital.pptx"
        path.write_bytes(_object_deck())

        data = written(document(slide("A")), theme, path)

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert b"Elsewhere" not in package.read("ppt/slideMasters/slideMaster1.xml")
            assert not any(b"example.org" in package.read(name) for name in package.namelist())
        warnings = open_template(theme, path).warnings
        assert [warning.message for warning in warnings] == ["embedded objects were left out"]

    def test_the_files_properties_are_the_decks_own(self, theme: Theme, clinic: Clinic) -> None:
        properties = _opened(written(document(slide("A")), theme, clinic("narrow"))).core_properties

        assert (properties.author, properties.title) == ("maghandout", "A title")

    def test_the_same_template_makes_the_same_bytes(self, theme: Theme, clinic: Clinic) -> None:
        made = document(slide("A", bullets("one")))

        assert written(made, theme, clinic("narrow")) == written(made, theme, clinic("narrow"))

    def test_a_notes_master_of_ours_speaks_the_decks_language(self, theme: Theme, clinic: Clinic) -> None:
        made = replace(document(slide("A")), language="es-US")

        data = written(made, theme, clinic("odd"))

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            notes = package.read("ppt/notesMasters/notesMaster1.xml").decode()
        assert set(re.findall(r' lang="([^"]*)"', notes)) == {"es-US"}


def test_a_picture_that_is_xml_stays_as_it_is(theme: Theme, tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#a"/></svg>'

    def edit(name: str, text: str) -> str:
        if name == "ppt/slideMasters/_rels/slideMaster1.xml.rels":
            return _related(text, f"{_RELATION}/image", "../media/logo.svg")
        if name == "[Content_Types].xml":
            return text.replace(
                "<Override ", '<Default Extension="svg" ContentType="image/svg+xml"/><Override ', 1
            )
        return text

    path = tmp_path / "hospital.pptx"
    path.write_bytes(clinics.edited(clinics.narrow(), edit, {"ppt/media/logo.svg": svg}))

    data = written(document(slide("A")), theme, path)

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("ppt/media/logo.svg") == svg


class TestOpenedOnce:
    def test_a_deck_leaves_nothing_in_the_template_for_the_next(self, theme: Theme) -> None:
        made = document(slide("A", ranked()), slide("B", bullets("one")))
        data = written(made, theme)

        written(document(slide("Other", table(("A", "B"), ("1", "2")))), theme)

        assert written(made, theme) == data

    def test_another_theme_opens_another_template(self, theme: Theme) -> None:
        larger = replace(theme, deck=replace(theme.deck, body=theme.deck.body + 2))
        size = open_template(theme).pages[Layout.CONTENT].first(Part.BODY)

        other = open_template(larger).pages[Layout.CONTENT].first(Part.BODY)

        assert size is not None
        assert other is not None
        assert other.style.size == size.style.size + 2

    def test_a_template_that_was_changed_is_opened_anew(self, theme: Theme, tmp_path: Path) -> None:
        path = tmp_path / "hospital.pptx"
        path.write_bytes(clinics.narrow())
        before = open_template(theme, path)

        path.write_bytes(clinics.unfurnished())

        assert before.warnings == ()
        assert open_template(theme, path).warnings != ()

    def test_warnings_name_the_file_that_was_asked_for(self, theme: Theme, tmp_path: Path) -> None:
        paths = (tmp_path / "a.pptx", tmp_path / "b.pptx")
        for path in paths:
            path.write_bytes(clinics.odd())

        named = [open_template(theme, path).warnings[0].origin.path for path in paths]

        assert named == [str(path) for path in paths]


class TestKept:
    """What a template was made into is kept, so that python-pptx is loaded for a new one alone."""

    PROGRAM = (
        "import sys, pathlib; from maghandout.render.deck.template import open_template; "
        "from maghandout.project import find_project; from maghandout.theme import load_theme; "
        "from maghandout.model.options import Profile; "
        "theme = load_theme(find_project(pathlib.Path('/nowhere')), Profile.STANDARD); "
        "template = open_template(theme, pathlib.Path(sys.argv[1]) if sys.argv[1] else None); "
        "print('pptx' in sys.modules, template.pages, len(template.parts), template.warnings)"
    )

    @pytest.mark.parametrize("name", ["", "odd"])
    def test_a_template_that_was_seen_before_is_the_same(
        self, name: str, clinic: Clinic, tmp_path: Path
    ) -> None:
        path = str(clinic(name)) if name else ""

        told = [self._told(path, tmp_path) for _ in range(2)]

        assert [words.partition(" ")[0] for words in told] == ["True", "False"]
        assert told[0].partition(" ")[2] == told[1].partition(" ")[2]

    def test_nothing_of_it_is_lost(
        self, theme: Theme, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
        path, found = clinic("odd"), []
        for _ in range(2):
            template_module._open_clinics.cache_clear()
            template_module._open_ours.cache_clear()
            found.append((open_template(theme, path), open_template(theme)))

        assert len(list((tmp_path / "cache").iterdir())) == 2
        assert found[0] == found[1]

    def test_decks_have_the_same_bytes(
        self, theme: Theme, clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
        made, path = document(slide("A", bullets("one", "two")), slide("B", ranked())), clinic("odd")
        found = []
        for _ in range(2):
            template_module._open_clinics.cache_clear()
            found.append(written(made, theme, path))

        assert found[0] == found[1]

    def test_a_large_one_is_read_each_time(
        self, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
        monkeypatch.setattr(template_module, "_MOST_KEPT_BYTES", 1000)
        template_module._open_ours.cache_clear()

        assert open_template(theme).pages
        assert not (tmp_path / "cache").exists()

    def _told(self, path: str, folder: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", self.PROGRAM, path],
            env={**os.environ, cache.VARIABLE: str(folder / "cache")},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout
