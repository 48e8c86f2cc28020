import pytest

from maghandout.render.html.markup import Node, css_string, element, elements, words, write


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        (element("b", "<script>"), "<b>&lt;script&gt;</b>"),
        (element("a", title="\"'<&>"), '<a title="&quot;&#x27;&lt;&amp;&gt;"></a>'),
        (element("label", for_="x", aria_label="y", lang=None), '<label for="x" aria-label="y"></label>'),
        (element("br"), "<br>"),
        (element("p", "one ", element("b", "two")), "<p>one <b>two</b></p>\n"),
        (element("style", 'a::before{content:"&"}'), '<style>a::before{content:"&"}</style>\n'),
    ],
)
def test_a_node_is_written_and_escaped(node: Node, expected: str) -> None:
    assert write(node) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", '"plain"'),
        ('"};x{', '"\\22 };x{"'),
        ("</style>", '"\\3c /style\\3e "'),
        ("a\\b\nc", '"a\\5c b\\a c"'),
    ],
)
def test_words_cannot_end_a_string_of_css(text: str, expected: str) -> None:
    assert css_string(text) == expected


def test_elements_and_words_come_in_reading_order() -> None:
    node = element("p", "a", element("b", "c", element("input", value="d")), "e")

    assert [found.name for found in elements(node)] == ["p", "b", "input"]
    assert list(words(node)) == ["a", "c", "d", "e"]
