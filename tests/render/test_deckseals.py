"""What is read of the parts of a deck, and which parts are refused."""

from __future__ import annotations

import time

import pytest

from maghandout.render.deckseals import ForeignXmlError, Kind, Part, TooLongError, Words, read_part

_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _part(inside: str, before: str = "", encoding: str = "utf-8") -> bytes:
    return f"{before}<p:sld {_NAMES}>{inside}</p:sld>".encode(encoding)


def _paragraph(*runs: str) -> str:
    return f"<a:p>{''.join(f'<a:r>{run}</a:r>' for run in runs)}</a:p>"


def _read(inside: str, kind: Kind = Kind.SLIDE) -> Part:
    return read_part(kind, _part(inside))


def _texts(data: bytes) -> list[str]:
    return [line.text for line in read_part(Kind.SLIDE, data).words]


class TestWords:
    def test_the_runs_of_a_paragraph_are_one_line_without_the_raised_ones_in_its_level(self) -> None:
        raised = '<a:rPr baseline="30000"/><a:t>4</a:t>'
        lowered = '<a:rPr baseline="-25000"/><a:t>2</a:t>'

        part = _read(_paragraph("<a:t>Mg</a:t>", lowered, raised))

        assert part.words == (Words("Mg24", "Mg2"),)

    def test_a_field_and_a_paragraph_without_words_are_left_out(self) -> None:
        field = '<a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p>'

        part = _read(field + _paragraph("<a:t> </a:t>") + _paragraph("<a:t>one</a:t>"))

        assert part.words == (Words("one", "one"),)

    def test_a_value_of_a_chart_is_read_as_every_program_writes_it(self) -> None:
        part = _read("<c:v>156.0</c:v><c:v>Group</c:v>", Kind.CHART)

        assert part.words == (Words("156", "156.0"), Words("Group", "Group"))

    def test_comments_instructions_and_cdata_do_not_part_words(self) -> None:
        data = _part(_paragraph("<a:t>o<!-- no -->n<?no no?>e<![CDATA[ & two]]></a:t>"))

        assert _texts(data) == ["one & two"]

    def test_utf_16_is_read(self) -> None:
        data = _part(_paragraph("<a:t>José</a:t>"), '<?xml version="1.0" encoding="utf-16"?>', "utf-16")

        assert _texts(data) == ["José"]

    def test_words_in_another_element_are_read(self) -> None:
        either = "<p:choice>" + _paragraph("<a:t>one</a:t>") + "</p:choice>"

        assert _texts(_part(either + _paragraph("<a:t>two</a:t>"))) == ["one", "two"]


class TestAsides:
    SHAPES = (
        '<p:sp><p:cNvPr title="t" descr="waits"/><p:ph/><a:p><a:r><a:t>Click here</a:t></a:r></a:p></p:sp>'
        '<p:sp><p:cNvPr descr="stays" hidden="1"/><a:p><a:r><a:t>Draft</a:t></a:r></a:p></p:sp>'
    )

    def test_a_slide_tells_of_every_shape_and_of_what_nobody_sees(self) -> None:
        part = _read(self.SHAPES)

        assert part == Part(
            (Words("Click here", "Click here"), Words("Draft", "Draft")), ("t", "waits", "stays", "hidden")
        )

    def test_a_layout_tells_its_words_without_its_placeholders(self) -> None:
        part = _read(self.SHAPES, Kind.LAYOUT)

        assert part == Part((), ("Draft", "stays"))

    def test_one_text_read_as_a_layout_and_as_a_slide_is_told_apart(self) -> None:
        layout, slide = _read(self.SHAPES, Kind.MASTER), _read(self.SHAPES)

        assert layout.words == ()
        assert slide.words != ()


class TestRefused:
    @pytest.mark.parametrize(
        "declared",
        [
            "<!DOCTYPE x>",
            '<!DOCTYPE x SYSTEM "{file}">',
            '<!DOCTYPE x [<!ENTITY e "boo">]>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "{file}">]>',
            '<!DOCTYPE x [<!ENTITY % d SYSTEM "{file}"> %d;]>',
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_document_type_is_refused_and_nothing_that_it_names_is_read(
        self, declared: str, encoding: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        file = tmp_path_factory.mktemp("dtd") / "malformed.dtd"
        file.write_text("<!MALFORMED", encoding="utf-8")
        data = _part(_paragraph("<a:t>one</a:t>"), declared.replace("{file}", file.as_uri()), encoding)

        with pytest.raises(ForeignXmlError) as caught:
            read_part(Kind.SLIDE, data)

        assert str(caught.value) == "it declares a document type"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"words",
            bytes(100),
            _part("<a:p>"),
            _part("") + _part(""),
            _part("<q:x/>"),
            _part(_paragraph("<a:t>&unknown;</a:t>")),
            _part(_paragraph("<a:t>&#0;</a:t>")),
            _part(_paragraph("<a:t>one</a:t>"), '<?xml version="1.0" encoding="klingon"?>'),
            _part(_paragraph("<a:t>one</a:t>")).replace(b"one", b"\xff\xfe"),
            _part("<a:x>" * 100_000 + "</a:x>" * 100_000),
            _part(
                _paragraph("<a:t>&l9;</a:t>"),
                f'<!DOCTYPE x [<!ENTITY l0 "lolololol">{_LAUGHS}]>',
            ),
            _part('<p:cNvPr descr="&l9;"/>', f'<!DOCTYPE x [<!ENTITY l0 "lolololol">{_LAUGHS}]>'),
        ],
        ids=[
            "nothing",
            "words",
            "zeros",
            "open",
            "two",
            "unbound prefix",
            "unknown entity",
            "zero",
            "unknown encoding",
            "no UTF-8",
            "deep",
            "laughs",
            "laughs in an attribute",
        ],
    )
    def test_what_is_no_xml_of_an_open_xml_program_is_refused(self, data: bytes) -> None:
        with pytest.raises(ForeignXmlError):
            read_part(Kind.SLIDE, data)

    def test_a_part_longer_than_any_is_refused(self) -> None:
        with pytest.raises(TooLongError) as caught:
            _read("<a:p/>" * 1_700_000)

        assert str(caught.value) == "it is too long"

    @pytest.mark.parametrize("sibling", ["<a:t>x</a:t>", "<a:x/>"])
    def test_ever_so_many_siblings_take_no_time(self, sibling: str) -> None:
        began = time.process_time()

        found = _read(_paragraph(sibling * 200_000 + "<a:t>end</a:t>"))

        assert found.words[0].text.endswith("end")
        assert time.process_time() - began < 20  # it was minutes

    def test_an_element_in_words_is_refused(self) -> None:
        with pytest.raises(ForeignXmlError) as caught:
            _read(_paragraph("<a:t>one <a:b>two</a:b></a:t>"))

        assert str(caught.value) == "words hold an element"
