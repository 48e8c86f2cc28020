"""`build --fill` fills in My plan, in a file of its own that nobody else may read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from maghandout.errors import FillError
from maghandout.fill import read_values
from tests.folders import Folder

FIELDS = "fields: date, dose, name, phone, visit, when"


def _filled(path: Path) -> dict[str, object]:
    return {name: value for name, value in (PdfReader(path).get_form_text_fields() or {}).items() if value}


def test_values_stand_in_their_fields_as_they_were_typed(folder: Folder) -> None:
    given = {"name": "Łukasz <img src=x> O’Brien", "dose": "=cmd() & 200 mg", "when": "a=b"}

    result = folder.build(*(part for name, text in given.items() for part in ("--fill", f"{name}={text}")))

    assert (result.exit_code, result.stdout, result.stderr) == (0, "out/t-filled.pdf\n", "")
    assert _filled(folder.path / "out" / "t-filled.pdf") == given


def test_a_page_for_the_screen_shows_them_as_words(folder: Folder) -> None:
    folder.run("build", "t", "--format", "html", "--fill", "name=<b>Ana</b>")

    page = (folder.path / "out" / "t-filled.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Ana&lt;/b&gt;" in page
    assert "<b>Ana" not in page


def test_nobody_else_can_read_them_and_the_manifest_does_not_name_them(folder: Folder) -> None:
    folder.run("build", "t", "--fill", "name=Ana Sample")

    out = folder.path / "out"
    assert folder.outputs() == ["t-filled.pdf", "t.pptx"]
    assert (out / "t-filled.pdf").stat().st_mode & 0o777 == 0o600
    assert [*json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]] == ["t.pptx"]


def test_the_handout_for_everybody_stays_and_each_call_builds_anew(folder: Folder) -> None:
    folder.build()
    before = (folder.path / "out" / "t.pdf").read_bytes()

    for name in ("Ana", "Bo"):
        folder.build("--fill", f"name={name}")
        assert _filled(folder.path / "out" / "t-filled.pdf") == {"name": name}

    assert (folder.path / "out" / "t.pdf").read_bytes() == before


def test_a_file_fills_too_and_the_command_line_counts_more(folder: Folder) -> None:
    folder.write({"plan.yaml": "name: Ana\ndate: 2026-11-22\ndose: 200\nwhen:\n"})

    folder.build("--fill-file", "plan.yaml", "--fill", "name=Bo")

    assert _filled(folder.path / "out" / "t-filled.pdf") == {
        "name": "Bo",
        "date": "2026-11-22",
        "dose": "200",
    }


def test_an_unknown_field_is_told_with_all_that_are_known(folder: Folder) -> None:
    folder.write({"plan.yaml": "dosis: 200 mg\n"})

    result = folder.build("--fill-file", "plan.yaml", "--fill", "x=y")

    assert (result.exit_code, folder.outputs()) == (1, [])
    assert result.stderr == (
        f"plan.yaml:1: unknown field 'dosis'\n  hint: did you mean 'dose'? {FIELDS}\n"
        f"--fill: unknown field 'x'\n  hint: {FIELDS}\n"
    )


@pytest.mark.parametrize("fill", ["name", "=Ana", ""])
def test_what_names_no_field_is_wrong_usage(folder: Folder, fill: str) -> None:
    result = folder.build("--fill", fill)

    assert result.exit_code == 2
    assert "Invalid value for --fill: expected FIELD=TEXT" in result.stderr


def test_a_value_that_does_not_fit_is_told_without_its_words(folder: Folder) -> None:
    result = folder.build("--fill", "name=" + "Wwwww " * 20)

    assert (result.exit_code, folder.outputs()) == (1, [])
    assert result.stderr.startswith("handouts/t.yaml:1: field 'name' is about ")
    assert "Wwwww" not in result.stderr


def test_a_file_whose_values_are_no_lines_is_told_whole(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("name: [Ana]\ndose: {a: b}\n", encoding="utf-8")

    with pytest.raises(FillError) as error:
        read_values(path)

    assert str(error.value) == (
        f"{path}:1: 'name': expected text, found a list\n{path}:2: 'dose': expected text, found a mapping"
    )
