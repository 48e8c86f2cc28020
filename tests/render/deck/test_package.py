"""Members to parts and their relations, and back."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from maghandout.render.deck.names import Kind, Type, tag
from maghandout.render.deck.package import WHOLE, Links, Part, Relation, members_of
from maghandout.render.deck.reading import read_parts

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><!-- of all -->'
    '<Default Extension="XML" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/PPT/presentation.xml" ContentType="{Type.PRESENTATION}"/></Types>'
)


def _relations(*entries: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(entries)}</Relationships>'


def _relation(key: str, kind: str, target: str, mode: str = "Internal") -> str:
    return f'<Relationship Id="{key}" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'


def _packed(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in {"[Content_Types].xml": _CONTENT_TYPES, **members}.items():
            target.writestr(name, content)
    return packed.getvalue()


def _deck(*relations: str) -> dict[str, str]:
    """Return the members of a package whose main part has some relations."""
    return {
        "_rels/.rels": _relations(_relation("rId1", Kind.PRESENTATION, "ppt/presentation.xml")),
        "ppt/presentation.xml": "<a/>",
        "ppt/_rels/presentation.xml.rels": _relations(*relations),
        "ppt/media/a.png": "picture",
        "ppt/lost.xml": "<lost/>",
    }


@pytest.mark.parametrize("name", [kind.name for kind in Type])
def test_every_type_of_a_part_is_known_elsewhere(name: str) -> None:
    known = {value for key, value in vars(CONTENT_TYPE).items() if key.isupper()}

    assert Type[name] in known


@pytest.mark.parametrize("name", [kind.name for kind in Kind])
def test_every_kind_of_a_relation_is_known_elsewhere(name: str) -> None:
    known = {value for key, value in vars(RELATIONSHIP_TYPE).items() if key.isupper()}

    assert Kind[name] in known


@pytest.mark.parametrize("name", ["a:p", "p:sld", "r:id"])
def test_a_name_has_its_namespace(name: str) -> None:
    assert tag(name) == qn(name)


class TestReading:
    def test_only_what_something_leads_to_is_a_part(self) -> None:
        parts = read_parts(_packed(_deck(_relation("rId1", Kind.IMAGE, "media/a.png"))))

        assert [*parts] == [WHOLE, "/ppt/presentation.xml", "/ppt/media/a.png"]

    def test_types_are_those_of_the_part_or_of_its_extension_in_any_case(self) -> None:
        parts = read_parts(_packed(_deck(_relation("rId1", Kind.IMAGE, "/ppt/media/a.png"))))

        assert parts["/ppt/presentation.xml"].type == Type.PRESENTATION
        assert parts["/ppt/media/a.png"].type == "image/png"

    def test_a_relation_to_what_is_not_there_is_left_out(self) -> None:
        parts = read_parts(_packed(_deck(_relation("rId1", Kind.SLIDE, "slides/NULL"))))

        assert parts["/ppt/presentation.xml"].relations == {}

    def test_an_address_is_no_part(self) -> None:
        address = "../media/a.png"

        parts = read_parts(_packed(_deck(_relation("rId9", Kind.HYPERLINK, address, "External"))))

        relations = parts["/ppt/presentation.xml"].relations
        assert relations == {"rId9": Relation(Kind.HYPERLINK, address, is_external=True)}

    def test_parts_that_lead_to_each_other_are_read_once(self) -> None:
        members = _deck(_relation("rId1", Kind.SLIDE, "lost.xml"))
        members["ppt/_rels/lost.xml.rels"] = _relations(_relation("rId1", Kind.SLIDE, "presentation.xml"))

        parts = read_parts(_packed(members))

        assert parts["/ppt/lost.xml"].related(Kind.SLIDE) == "/ppt/presentation.xml"


def test_relations_stand_in_the_order_of_their_numbers_however_long() -> None:
    keys = ("rId10", f"rId{'9' * 5000}", "rId2", "logo")
    main = Part("/a.xml", Type.XML, relations={key: Relation(Kind.IMAGE, key, True) for key in keys})
    whole = Part(WHOLE, "", relations={"rId1": Relation(Kind.PRESENTATION, "/a.xml")})

    written = members_of({WHOLE: whole, "/a.xml": main})["_rels/a.xml.rels"].decode()

    assert re.findall('Id="([^"]*)"', written) == ["logo", "rId2", "rId10", f"rId{'9' * 5000}"]


class TestLinks:
    def test_one_target_has_one_key_for_each_kind(self) -> None:
        links = Links()

        keys = [links.add(kind, "/a.xml") for kind in (Kind.SLIDE, Kind.NOTES, Kind.SLIDE)]

        assert keys == ["rId1", "rId2", "rId1"]

    def test_a_key_that_is_free_is_taken(self) -> None:
        links = Links({"rId1": Relation(Kind.SLIDE, "/a.xml"), "rId3": Relation(Kind.SLIDE, "/b.xml")})

        assert links.add(Kind.SLIDE, "/c.xml") == "rId2"


class TestWriting:
    def test_what_nothing_leads_to_any_more_is_not_written(self) -> None:
        parts = read_parts(_packed(_deck(_relation("rId1", Kind.IMAGE, "media/a.png"))))
        main = parts["/ppt/presentation.xml"]

        members = members_of({**parts, main.name: Part(main.name, main.type, main.data)})

        assert [*members] == ["[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"]

    def test_parts_written_and_read_again_are_the_same(self) -> None:
        data = _deck(
            _relation("rId10", Kind.IMAGE, "media/a.png"),
            _relation("rId2", Kind.HYPERLINK, "https://example.org/?a=1&amp;b=%22", "External"),
        )
        parts = read_parts(_packed(data))

        members = {name: content.decode() for name, content in members_of(parts).items()}

        assert read_parts(_packed(members)) == parts
        assert members["ppt/_rels/presentation.xml.rels"].endswith(
            f'<Relationship Id="rId2" Type="{Kind.HYPERLINK}" Target="https://example.org/?a=1&amp;b=%22" '
            f'TargetMode="External"/><Relationship Id="rId10" Type="{Kind.IMAGE}" Target="media/a.png"/>'
            "</Relationships>"
        )
        assert '<Default Extension="png" ContentType="image/png"/>' in members["[Content_Types].xml"]
