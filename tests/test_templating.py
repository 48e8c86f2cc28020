from __future__ import annotations

from pathlib import Path

import pytest

from maghandout.errors import TemplateError
from maghandout.project import Project
from maghandout.templating import Markup, Templates
from tests.folders import Folder


def _templates(folder: Path, **files: str) -> Templates:
    Folder(folder, {f"templates/{name}.j2": text for name, text in files.items()})
    return Templates(Project((folder,), Path()))


def _said(templates: Templates) -> str:
    with pytest.raises(TemplateError) as error:
        templates.render("x.j2", {"value": "v"})
    return str(error.value)


def test_values_are_escaped_and_markup_is_not(tmp_path: Path) -> None:
    templates = _templates(tmp_path, x="{{ value }} {{ markup }}")

    text = templates.render("x.j2", {"value": "<b>&\"'", "markup": Markup("<em>x</em>")})

    assert text == "&lt;b&gt;&amp;&#34;&#39; <em>x</em>"


def test_a_value_that_looks_like_a_template_is_not_run(tmp_path: Path) -> None:
    assert _templates(tmp_path, x="{{ value }}").render("x.j2", {"value": "{{ 1 + 1 }}"}) == "{{ 1 + 1 }}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{{ valeu }}", "templates/x.j2:2: the template fails: 'valeu' is undefined"),
        ("{{ 1 / 0 }}", "templates/x.j2:1: the template fails: division by zero"),
        ("{% if %}", "templates/x.j2:1: Expected an expression, got 'end of statement block'"),
        ('{% include "y.j2" %}', "templates/y.j2: template not found\n  hint: did you mean 'x.j2'?"),
        ('{% include "../secret" %}', "templates/../secret: template not found"),
        ('{% include "/etc/hostname" %}', "templates//etc/hostname: template not found"),
        ('{% include "x.j2" %}', "templates/x.j2: the template includes itself without end"),
    ],
)
def test_a_failure_names_the_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")

    assert _said(_templates(tmp_path, x=text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "{{ value.__class__.__mro__ }}",
        "{{ ''.join.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ value.__init__ }}",
        "{{ range(10 ** 9) | list }}",
    ],
)
def test_the_sandbox_holds(tmp_path: Path, text: str) -> None:
    assert _said(_templates(tmp_path, x=text)).startswith("templates/x.j2:1: the template fails: ")


def test_a_failure_inside_an_included_template_names_that_one(tmp_path: Path) -> None:
    templates = _templates(tmp_path, x='\n{% include "y.j2" %}', y="\n\n{{ nothing }}")

    assert _said(templates) == "templates/y.j2:3: the template fails: 'nothing' is undefined"


class TestWords:
    def _templates(self, folder: Path) -> Templates:
        Folder(folder, {"templates/strings/en.yaml": "a: one\n", "templates/strings/en-GB.yaml": "a: 1\n"})
        return Templates(Project((folder,), Path()))

    def test_a_region_falls_back_to_its_language(self, tmp_path: Path) -> None:
        assert self._templates(tmp_path).words("en-US") == {"a": "one"}

    def test_a_region_of_its_own_comes_first(self, tmp_path: Path) -> None:
        assert self._templates(tmp_path).words("en-GB") == {"a": "1"}

    def test_an_unknown_language_lists_the_known_ones(self, tmp_path: Path) -> None:
        with pytest.raises(TemplateError) as error:
            self._templates(tmp_path).words("fr")

        assert str(error.value) == (
            "templates/strings: no words in the language 'fr'\n  hint: languages: en, en-GB"
        )

    def test_a_missing_word_names_its_file(self, tmp_path: Path) -> None:
        words = self._templates(tmp_path).words("en-US")

        with pytest.raises(TemplateError) as error:
            words["b"]

        assert str(error.value) == "templates/strings/en.yaml: the words 'b' are missing"

    @pytest.mark.parametrize(
        ("text", "reason"), [("{day}", "'day'"), ("{", "Single '{' encountered in format string")]
    )
    def test_words_that_cannot_be_filled_in_name_their_file(
        self, tmp_path: Path, text: str, reason: str
    ) -> None:
        Folder(tmp_path, {"templates/strings/en.yaml": f"a: '{text}'\n"})
        words = Templates(Project((tmp_path,), Path())).words("en")

        with pytest.raises(TemplateError) as error:
            words.fill("a", date="x")

        assert str(error.value) == f"templates/strings/en.yaml: the words 'a' cannot be filled in: {reason}"
