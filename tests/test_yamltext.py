"""YAML text that is read back as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maghandout.yamlfile import Mapping, Scalar, parse
from maghandout.yamltext import block, mapping, quoted

_TEXTS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cn")), max_size=20)


@given(_TEXTS)
def test_a_text_is_read_back(text: str) -> None:
    node = parse(f"key: {quoted(text)}\n", "x.yaml")

    assert isinstance(node, Mapping)
    value = node.entries[0][1]
    assert isinstance(value, Scalar)
    assert (value.value, value.kind) == (text, "text")


@pytest.mark.parametrize("text", ["no", "1.50", "# a", "a: b", "\x85", "\u2028", "\ufeff", '"', "\\n"])
def test_a_text_that_looks_like_yaml_stays_a_text(text: str) -> None:
    node = parse(quoted(text), "x.yaml")

    assert isinstance(node, Scalar)
    assert (node.value, node.kind) == (text, "text")


def test_an_empty_mapping_is_written_as_such() -> None:
    assert mapping("sources", {}) == ["sources: {}"]


def test_rows_stand_below_their_key() -> None:
    assert block("deck", ["- a", "- b"], "[]") == ["deck:", "  - a", "  - b"]
