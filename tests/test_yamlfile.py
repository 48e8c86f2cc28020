from __future__ import annotations

import datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maghandout.diagnostics import Finding
from maghandout.errors import SpecError, YamlError
from maghandout.yamlfile import DEEPEST, Fields, Mapping, Node, Scalar, Sequence, parse, raise_problems

_WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\x85"), max_size=8)
_TREES = st.recursive(
    _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=20,
)


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [_plain(item) for item in node.items]
        case Mapping():
            return {key.value: _plain(value) for key, value in node.entries}


def _fields(text: str) -> Fields:
    return Fields(parse(text, "x.yaml"), "topic", [])


def _said(fields: Fields) -> list[str]:
    return [str(problem) for problem in fields.problems]


class TestParse:
    @given(_TREES)
    def test_a_tree_comes_back_as_it_was_written(self, tree: object) -> None:
        text = yaml.safe_dump(tree, allow_unicode=True)

        assert _plain(parse(text, "x.yaml")) == tree

    @given(st.text(max_size=40))
    def test_any_text_is_a_tree_or_one_clear_error(self, text: str) -> None:
        paths: set[str] = set()

        try:
            parse(text, "x.yaml")
        except YamlError as error:
            paths = {finding.origin.path for finding in error.findings}

        assert paths <= {"x.yaml"}

    def test_every_node_knows_its_line(self) -> None:
        node = parse("a: 1\nb:\n  - x\n  - y\n", "x.yaml", first_line=5)

        assert isinstance(node, Mapping)
        (key, _), (_, items) = node.entries
        assert isinstance(items, Sequence)
        assert [key.origin.line, *(item.origin.line for item in items.items)] == [5, 7, 8]

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "a: &x 1\nb: *x\n",
                "x.yaml:2: YAML aliases are not read here: *x\n  hint: write the value out again",
            ),
            ("a: 1\na: 2\n", "x.yaml:2: the key 'a' stands twice, first on line 1"),
            ("? [a]\n: b\n", "x.yaml:1: YAML: a key must be text, found a list"),
            ("a\n---\nb\n", "x.yaml:3: YAML: a second document begins here, expected one"),
            ("# nothing\n", "x.yaml: no YAML content found"),
            ("a: \x80\n", "x.yaml:1: YAML: the character U+0080 is not allowed here"),
            ('a: "\\0"\n', "x.yaml:1: YAML: the character U+0000 is not allowed here"),
        ],
    )
    def test_what_is_not_read_is_told_with_its_line(self, text: str, message: str) -> None:
        with pytest.raises(YamlError) as error:
            parse(text, "x.yaml")

        assert str(error.value) == message

    def test_the_deepest_nesting_is_read_and_one_level_more_is_not(self) -> None:
        parse("[" * DEEPEST + "]" * DEEPEST, "x.yaml")

        with pytest.raises(YamlError, match=f"nested more than {DEEPEST} levels deep"):
            parse("[" * (DEEPEST + 1), "x.yaml")


class TestFields:
    def test_text_is_folded(self) -> None:
        assert _fields("title: |\n  two\n  lines\n").text("title") == "two lines"

    @pytest.mark.parametrize(
        ("value", "found"),
        [
            ("3", "a number"),
            ("true", "true or false"),
            ("~", "nothing"),
            ("[a]", "a list"),
            ("''", "empty text"),
        ],
    )
    def test_what_is_not_text_is_told(self, value: str, found: str) -> None:
        fields = _fields(f"title: {value}\n")

        assert fields.text("title") == ""
        assert _said(fields)[0].startswith(f"x.yaml:1: topic: 'title': expected text, found {found}")

    def test_a_number_in_quotes_is_text(self) -> None:
        assert _fields("title: '3'\n").text("title") == "3"

    @pytest.mark.parametrize(("value", "number"), [("1", 1), ("-2.5", -2.5), ("1_000", 1000), ("1e3", 1000)])
    def test_a_number_is_read(self, value: str, number: float) -> None:
        assert _fields(f"size: {value}\n").number("size") == number

    @pytest.mark.parametrize("value", ["1__0", "1_.5", "one", "[1]", "'1'"])
    def test_what_is_no_number_is_told(self, value: str) -> None:
        fields = _fields(f"size: {value}\n")

        assert fields.number("size") is None
        assert _said(fields)[0].startswith("x.yaml:1: topic: 'size': expected a number, found ")

    def test_a_date_is_read(self) -> None:
        assert _fields("on: 2026-11-22\n").date("on") == datetime.date(2026, 11, 22)

    def test_a_wrong_choice_suggests_the_closest(self) -> None:
        fields = _fields("kind: fcat\n")

        assert fields.choice("kind", ("fact", "dose")) == ""
        message = "x.yaml:1: topic: 'kind': found 'fcat', expected one of dose, fact"
        assert _said(fields) == [f"{message}\n  hint: did you mean 'fact'?"]

    def test_an_unknown_key_suggests_the_closest_one_not_given(self) -> None:
        fields = _fields("title: a\ntitel: b\nporpose: c\n")
        fields.text("title")
        fields.text("purpose")
        fields.finish()

        assert _said(fields) == [
            "x.yaml:2: topic: unknown key 'titel'\n  hint: known keys: purpose, title",
            "x.yaml:3: topic: unknown key 'porpose'\n  hint: did you mean 'purpose'?",
        ]

    def test_every_problem_is_raised_in_the_order_of_the_file(self) -> None:
        problems: list[Finding] = []
        fields = Fields(parse("b: 1\na: 2\n", "x.yaml"), "topic", problems)
        fields.text("a")
        fields.text("b")

        with pytest.raises(SpecError) as error:
            raise_problems(problems, SpecError)

        assert [finding.origin.line for finding in error.value.findings] == [1, 2]
