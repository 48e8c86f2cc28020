from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from maghandout.brand import find_brand
from maghandout.compose.compose import HANDOUT
from maghandout.dump import dump_document
from maghandout.errors import BrandError, FileError
from maghandout.model.brand import NOWHERE, Brand
from maghandout.model.options import Paper
from maghandout.pipeline import Pipeline
from maghandout.project import Project, find_project
from maghandout.scaffold import copy_library
from tests.folders import Folder
from tests.logos import png

WHOLE = """\
name: Lakeside Family Practice
logo: art/logo.png
phone: 555-0100
address: 1 Main Street, Springfield
emergency: 112
url: https://example.org/care
accent: "#06585F"
reviewer: Dr. A. Lee
language: en-GB
paper: a4
style: apa
"""


def _brand(folder: Folder, text: str) -> Brand:
    folder.write({"brand.yaml": text})
    return find_brand(find_project(Path()), None)


def _said(folder: Folder, text: str) -> str:
    with pytest.raises(BrandError) as error:
        _brand(folder, text)
    return str(error.value)


TOPIC = """\
title: One thing
purpose: Learn one thing.
sections:
  - heading: What we know
    select: [art#known]
  - heading: Now {emergency}
    warning: [art#unknown]
"""


class TestGoodBrands:
    def test_every_field_is_read(self, folder: Folder) -> None:
        folder.write({"art/logo.png": png(80, 40)})

        brand = _brand(folder, WHOLE)

        assert (brand.name, brand.phone, brand.emergency) == ("Lakeside Family Practice", "555-0100", "112")
        assert (brand.address, brand.url) == ("1 Main Street, Springfield", "https://example.org/care")
        assert (brand.accent, brand.accent_tint) == ("#06585f", "#e9f0f1")
        assert (brand.reviewer, brand.language) == ("Dr. A. Lee", "en-GB")
        assert (brand.paper, brand.citation_style) == (Paper.A4, "apa")
        assert brand.logo
        assert (brand.logo.width, brand.logo.height) == (80, 40)

    def test_a_brand_of_one_line_leaves_the_rest_empty(self, folder: Folder) -> None:
        brand = _brand(folder, "name: Lakeside")

        assert replace(brand, language_at=NOWHERE, citation_style_at=NOWHERE) == Brand(name="Lakeside")

    @pytest.mark.parametrize("number", ["911", "0911", "+15550100", "5550100"])
    def test_a_number_to_call_needs_no_quotes(self, folder: Folder, number: str) -> None:
        brand = _brand(folder, f"phone: {number}\nemergency: {number}")

        assert (brand.phone, brand.emergency) == (number, number)

    def test_a_brand_of_comments_changes_nothing(self, folder: Folder) -> None:
        assert _brand(folder, "# name: Lakeside\n\n  # more\n") == Brand()

    def test_the_document_says_who_gives_it(self, folder: Folder) -> None:
        folder.write({"handouts/t.yaml": TOPIC})
        brand = _brand(folder, WHOLE.replace("logo: art/logo.png\n", ""))

        pipeline = Pipeline(find_project(Path()), brand)
        selection = pipeline.select("t")
        document = pipeline.composer(selection).compose(HANDOUT)
        text = dump_document(document)

        assert (document.language, selection.topic.citation_style) == ("en-GB", "apa")
        assert "header: **Lakeside Family Practice** 555-0100 · 1 Main Street, Springfield |" in text
        assert "for Dr. A. Lee" in text
        assert "Now call 112" in text
        assert "https://example.org/care" in text

    def test_what_a_topic_says_comes_first(self, folder: Folder) -> None:
        folder.write({"handouts/t.yaml": f"{TOPIC}language: en-US\ncitation_style: nature\n"})
        brand = _brand(folder, WHOLE.replace("logo: art/logo.png\n", ""))

        topic = Pipeline(find_project(Path()), brand).select("t").topic

        assert (topic.language, topic.citation_style) == ("en-US", "nature")

    def test_the_document_carries_the_logo(self, folder: Folder) -> None:
        folder.write({"art/logo.png": png(80, 40)})
        brand = _brand(folder, WHOLE)

        pipeline = Pipeline(find_project(Path()), brand)
        document = pipeline.composer(pipeline.select("t")).compose(HANDOUT)

        assert document.logo == brand.logo


class TestPlaces:
    def test_without_a_file_the_brand_is_empty(self, folder: Folder) -> None:
        assert find_brand(find_project(folder.path), None) == Brand()

    def test_the_file_beside_handouts_counts(self, folder: Folder, tmp_path: Path) -> None:
        other = Folder(tmp_path / "other", {"handouts/u.yaml": "", "brand.yaml": "name: Other"})
        folder.write({"brand.yaml": "name: Here"})

        assert find_brand(find_project(other.path), None).name == "Other"

    def test_the_file_of_a_folder_without_handouts_counts(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Folder(tmp_path, {"brand.yaml": "name: Here"})

        assert find_brand(find_project(Path()), None).name == "Here"

    def test_a_file_asked_for_comes_first(self, folder: Folder) -> None:
        folder.write({"brand.yaml": "name: Here", "clinics/north.yaml": "name: North"})

        assert find_brand(find_project(Path()), Path("clinics/north.yaml")).name == "North"

    def test_the_logo_lies_beside_its_brand_file(self, folder: Folder) -> None:
        folder.write({"clinics/north.yaml": "logo: logo.png", "clinics/logo.png": png(40, 40)})

        assert find_brand(find_project(Path()), Path("clinics/north.yaml")).logo

    def test_a_file_asked_for_that_is_missing_is_told(self, bare_library: Path) -> None:
        with pytest.raises(FileError) as error:
            find_brand(Project((bare_library,), bare_library), Path("no/such.yaml"))

        assert str(error.value) == "no/such.yaml: file not found"

    def test_a_link_that_leads_nowhere_is_told(self, folder: Folder) -> None:
        (folder.path / "brand.yaml").symlink_to("nowhere.yaml")

        with pytest.raises(FileError) as error:
            find_brand(find_project(Path()), None)

        assert str(error.value) == "brand.yaml: file not found"

    def test_the_file_that_init_writes_is_an_example_that_works(self, folder: Folder) -> None:
        copy_library(folder.path / "mine")
        path = folder.path / "mine/brand.yaml"
        empty = find_brand(find_project(path.parent), None)
        lines = path.read_text(encoding="utf-8").splitlines()
        folder.write({"mine/logo.png": png(80, 40)})

        path.write_text("\n".join(line.removeprefix("#") for line in lines[1:]), encoding="utf-8")
        brand = find_brand(find_project(path.parent), None)

        assert empty == Brand()
        assert (brand.emergency, brand.paper, brand.accent) == ("911", Paper.LETTER, "#06585f")

    def test_init_keeps_a_brand_that_is_there(self, folder: Folder) -> None:
        folder.write({"mine/brand.yaml": "name: Mine"})

        copy_library(folder.path / "mine")

        assert (folder.path / "mine/brand.yaml").read_text(encoding="utf-8") == "name: Mine"


QUOTES = 'write it in quotes, as "#06585f": without them, # begins a comment'
KEYS = "known keys: accent, address, emergency, language, logo, name, paper, phone, reviewer, style, url"
PROBLEMS = [
    ("accent: teal", "brand: 'accent': not a colour: 'teal'", 'write it as "#rrggbb", in quotes'),
    ("accent: 123456", "brand: 'accent': not a colour: '123456'", 'write it as "#rrggbb", in quotes'),
    ("accent: #0d5c63", "brand: 'accent': expected a colour, found nothing", QUOTES),
    ("accent: [1, 2]", "brand: 'accent': expected a colour, found a list", QUOTES),
    (
        'accent: "#00aaff"',
        "brand: the accent #00aaff has a contrast of 2.5:1 on white, needs 7:1",
        "the nearest that passes is #005482",
    ),
    (
        'accent: "#595959"',
        "brand: the accent #595959 has a contrast of 6.1:1 on its own tint, needs 7:1",
        "the nearest that passes is #505050",
    ),
    ("name: " + 61 * "x", "brand: 'name': found 61 characters, expected at most 60", ""),
    ("phone: " + 31 * "5", "brand: 'phone': found 31 characters, expected at most 20", ""),
    ("address: " + 101 * "x", "brand: 'address': found 101 characters, expected at most 100", ""),
    ("emergency: " + 21 * "9", "brand: 'emergency': found 21 characters, expected at most 20", ""),
    ("reviewer: " + 81 * "x", "brand: 'reviewer': found 81 characters, expected at most 80", ""),
    (
        "url: http://a.b/" + 300 * "x",
        "brand: 'url': found 311 letters, at most 200 fit in a code",
        "use a shorter address",
    ),
    ("name: [a]", "brand: 'name': expected text, found a list", ""),
    ("name: yes\nphone: none", "brand: 'phone': not a number to call: 'none'", ""),
    ("phone: true", "brand: 'phone': expected text, found true or false", "put it in quotes"),
    ("emergency: help", "brand: 'emergency': not a number to call: 'help'", ""),
    (
        "url: lakeside",
        "brand: 'url': not a web address: 'lakeside'",
        "write it as https://example.org/page",
    ),
    (
        "url: javascript:alert(1)",
        "brand: 'url': not a web address: 'javascript:alert(1)'",
        "write it as https://example.org/page",
    ),
    ("language: english!", "brand: 'language': found 'english!', expected a tag such as en-US", ""),
    ("paper: A4", "brand: 'paper': found 'A4', expected one of a4, letter", "did you mean 'a4'?"),
    ("colour: red", "brand: unknown key 'colour'", KEYS),
    ("- a", "brand: expected a mapping, found a list", ""),
    ("logo: no.png", "logo: 'no.png' is not found", "its path starts at the folder of the brand file"),
]


class TestBadBrands:
    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (
                "style: apaa",
                (
                    "brand.yaml:3: unknown citation style 'apaa'\n"
                    "  hint: did you mean 'apa' or 'jaapa' or 'planta'?\n"
                ),
            ),
            (
                "language: de-DE",
                "brand.yaml:3: no words in the language 'de-DE'\n  hint: languages: en\n",
            ),
        ],
    )
    def test_what_nobody_has_is_told_at_the_brand(self, folder: Folder, text: str, said: str) -> None:
        folder.write({"brand.yaml": f"# the clinic\nname: A\n{text}\n"})

        result = folder.build()

        assert (result.exit_code, result.stderr) == (1, said)

    @pytest.mark.parametrize(("text", "message", "hint"), PROBLEMS)
    def test_a_problem_is_told_with_its_line_and_nothing_is_written(
        self, folder: Folder, text: str, message: str, hint: str
    ) -> None:
        folder.write({"brand.yaml": f"# the clinic\n{text}\n"})

        result = folder.build()

        said = f"brand.yaml:{2 + text.count(chr(10))}: {message}\n" + (f"  hint: {hint}\n" if hint else "")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
        assert folder.outputs() == []

    def test_every_problem_is_told_at_once(self, folder: Folder) -> None:
        said = _said(folder, 'naem: x\nlogo: no.png\naccent: "#ff0"\npaper: a3\nurl: nowhere\n')

        assert [line for line in said.splitlines() if not line.startswith("  hint")] == [
            "brand.yaml:1: brand: unknown key 'naem'",
            "brand.yaml:2: logo: 'no.png' is not found",
            "brand.yaml:3: brand: the accent #ffff00 has a contrast of 1.0:1 on white, needs 7:1",
            "brand.yaml:4: brand: 'paper': found 'a3', expected one of a4, letter",
            "brand.yaml:5: brand: 'url': not a web address: 'nowhere'",
        ]

    def test_a_file_asked_for_is_named_as_it_was_asked_for(self, folder: Folder) -> None:
        folder.write({"clinics/north.yaml": "logo: [x]\nname: a\nname: b\n"})

        result = folder.build("--brand", "clinics/north.yaml")

        said = "clinics/north.yaml:3: the key 'name' stands twice, first on line 2\n"
        assert (result.exit_code, result.stderr) == (1, said)
        assert folder.outputs() == []

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "brand.yaml: the file is empty\n"),
            (b"name: caf\xe9", "brand.yaml:1: not UTF-8: byte 0xe9\n  hint: save the file as UTF-8\n"),
            (b"name: a: b", "brand.yaml:1: YAML: mapping values are not allowed in this context\n"),
        ],
    )
    def test_a_file_that_is_no_yaml_is_told(self, folder: Folder, content: bytes, said: str) -> None:
        folder.write({"brand.yaml": content})

        result = folder.build()

        assert (result.exit_code, result.stderr) == (1, said)
        assert folder.outputs() == []
