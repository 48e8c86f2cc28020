from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maghandout.markup.attributes import split_attributes

_WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='{}"'), min_size=1)
_VALUES = st.lists(_WORDS, max_size=3).map(" ".join)
_KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9-]*", fullmatch=True).filter(lambda key: key != "id")
_IDS = st.from_regex(r"[a-z0-9][a-z0-9.-]*", fullmatch=True)


@given(_WORDS, _IDS, st.dictionaries(_KEYS, _VALUES, max_size=4))
def test_what_is_written_is_read(words: str, name: str, attributes: dict[str, str]) -> None:
    listed = " ".join([f"#{name}", *(f'{key}="{value}"' for key, value in attributes.items())])

    text, found = split_attributes(f"{words} {{{listed}}}")

    assert (text, found) == (words, {"id": name, **attributes})


@given(st.text())
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        words, attributes = split_attributes(text)
    except ValueError:
        return

    assert words == (text.strip() if not attributes else words)
    assert words in text


@pytest.mark.parametrize("text", ["{}", "{ }", "a {b}", "{{ x }}", "{#a} b", 'a {k="v}', "a {#a=b}", "{%x%}"])
def test_a_brace_that_is_no_list_is_text(text: str) -> None:
    assert split_attributes(text) == (text, {})


def test_values_may_be_bare_or_quoted_and_are_folded() -> None:
    found = split_attributes('Words {#a.b kind=study at="Benefit 1,\n  item 2" ref=""}')

    assert found == ("Words", {"id": "a.b", "kind": "study", "at": "Benefit 1, item 2", "ref": ""})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a {#b #c}", "the attribute 'id' stands twice"),
        ("a {k=1 k=2}", "the attribute 'k' stands twice"),
        ("a {#$}", "not an id: '[$]'"),
        ("a {#_b}", "not an id: '_b'"),
    ],
)
def test_a_wrong_list_is_told(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        split_attributes(text)
