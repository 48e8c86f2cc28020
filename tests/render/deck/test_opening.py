"""A file that is no presentation, or not one that is safe to open, is refused in one clear message."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from maghandout.build import build
from maghandout.errors import FileError, HandoutError, RenderError
from maghandout.model.options import Format, Options
from maghandout.project import find_project
from maghandout.render.deck import opening
from maghandout.render.deck.template import open_template
from maghandout.theme import Theme
from tests.conftest import REPOSITORY
from tests.render.deck import clinics
from tests.render.deck.conftest import TOPIC


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"\x00random bytes", "the deck template is not a PowerPoint file"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "the deck template is in the old binary format"),
            (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
                "the deck template is protected by a password",
            ),
        ],
        ids=["bytes", "old", "encrypted"],
    )
    def test_a_file_that_is_no_package(self, data: bytes, message: str, theme: Theme, tmp_path: Path) -> None:
        assert _refused(data, theme, tmp_path) == message

    def test_a_zip_that_is_no_presentation(self, theme: Theme, tmp_path: Path) -> None:
        assert (
            _refused(_zip({"a.txt": b"a"}), theme, tmp_path) == "the deck template is not a PowerPoint file"
        )

    def test_a_word_document(self, theme: Theme, tmp_path: Path) -> None:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'

        message = _refused(_zip({"[Content_Types].xml": types.encode()}), theme, tmp_path)

        assert message == "the deck template is a Word document"

    @pytest.mark.parametrize(("encoding", "name"), [("utf-8", "extra.xml"), ("utf-16", "EXTRA.XML")])
    def test_xml_with_entities_of_its_own(
        self, encoding: str, name: str, theme: Theme, tmp_path: Path
    ) -> None:
        text = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        data = clinics.edited(clinics.narrow(), lambda _, text: text, {f"ppt/{name}": text.encode(encoding)})

        message = _refused(data, theme, tmp_path)

        assert message == f"the deck template defines its own entities in 'ppt/{name}'"

    def test_a_part_that_is_too_large_for_its_seal(self, theme: Theme, tmp_path: Path) -> None:
        data = clinics.edited(clinics.narrow(), lambda _, text: text, {"ppt/a.xml": b" " * 10_000_001})

        message = _refused(data, theme, tmp_path)

        assert message == "the deck template has more than 10 MB in 'ppt/a.xml'"

    def test_the_strict_variant(self, theme: Theme, tmp_path: Path) -> None:
        normal = "http://schemas.openxmlformats.org/presentationml/2006/main"
        strict = "http://purl.oclc.org/ooxml/presentationml/main"
        data = clinics.edited(clinics.narrow(), lambda _, text: text.replace(normal, strict))

        assert _refused(data, theme, tmp_path) == "the deck template is in the strict variant of Open XML"

    def test_malformed_xml(self, theme: Theme, tmp_path: Path) -> None:
        data = clinics.edited(clinics.narrow(), lambda _, text: text, {"ppt/extra.xml": b"<a>"})

        assert _refused(data, theme, tmp_path) == "the deck template has malformed XML in 'ppt/extra.xml'"

    def test_a_package_that_unpacks_without_end(
        self, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "MOST_UNPACKED", 1_000_000)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("bomb.bin", b"\0" * 2_000_000)

        assert _refused(packed.getvalue(), theme, tmp_path) == "the deck template unpacks to more than 1 MB"

    def test_a_file_that_is_too_large(
        self, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "MOST_BYTES", 10)

        assert _refused(b"x" * 20, theme, tmp_path) == "the deck template is larger than 0 MB"

    @pytest.mark.parametrize("at", [200, 5000, 20000])
    def test_a_truncated_file(self, at: int, theme: Theme, tmp_path: Path) -> None:
        assert (
            _refused(clinics.narrow()[:at], theme, tmp_path) == "the deck template is not a PowerPoint file"
        )

    def test_parts_that_point_nowhere(self, theme: Theme, tmp_path: Path) -> None:
        def edit(name: str, text: str) -> str:
            return text.replace("slideMaster1.xml", "gone.xml") if name.endswith(".rels") else text

        message = _refused(clinics.edited(clinics.narrow(), edit), theme, tmp_path)

        assert message == "the deck template is damaged: its parts do not fit together"

    @pytest.mark.parametrize(
        ("types", "message"),
        [
            (("title", "ctrTitle"), "the deck template has no layout with a title placeholder"),
            (("body", ""), "the deck template has no layout with a title and a body placeholder"),
        ],
    )
    def test_a_template_without_a_title_or_a_body(
        self, types: tuple[str, ...], message: str, theme: Theme, tmp_path: Path
    ) -> None:
        made = Presentation(io.BytesIO(clinics.narrow()))
        for layout in made.slide_layouts:
            for holder in list(layout._element.iter(qn("p:ph"))):
                if holder.get("type", "") in types:
                    shape = holder.getparent().getparent().getparent()
                    shape.getparent().remove(shape)
        packed = io.BytesIO()
        made.save(packed)

        assert _refused(packed.getvalue(), theme, tmp_path) == message

    def test_a_missing_file_is_named_and_nothing_is_written(self, tmp_path: Path) -> None:
        path = tmp_path / "hospital.pptx"
        options = Options((Format.PPTX,), deck_template=path, folder=tmp_path / "out")

        with pytest.raises(FileError) as caught:
            build(find_project(REPOSITORY), [TOPIC], options)

        assert str(caught.value) == (
            f"{path}: the deck template cannot be read: no such file\n  hint: check the path"
        )
        assert not (tmp_path / "out").exists()


def _refused(data: bytes, theme: Theme, folder: Path) -> str:
    """Return the one message that a file is refused with."""
    path = folder / "hospital.pptx"
    path.write_bytes(data)
    with pytest.raises(HandoutError) as caught:
        open_template(theme, path)
    assert isinstance(caught.value, RenderError)
    (finding,) = caught.value.findings
    assert str(finding.origin) == str(path)
    assert finding.hint
    return finding.message


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return packed.getvalue()
