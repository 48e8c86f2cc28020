import pytest

from maghandout.model.document import (
    Citation,
    Emphasis,
    Inline,
    Link,
    Paragraph,
    Spoken,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from maghandout.render.html.inline import InlineWriter
from maghandout.render.html.markup import element, write
from tests.render.html.pages import HERE, SPOKEN, main, words


def _written(*inlines: Inline, spoken: Spoken = SPOKEN) -> str:
    writer = InlineWriter({1, 2, 3}, spoken)
    return write(element("i", *writer.write(inlines)))[3:-4]


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (Text("Fish & chips"), "Fish &amp; chips"),
        (Strong(words("now")), "<strong>now</strong>"),
        (Strong(words("wrong"), is_warning=True), '<strong class="beware">wrong</strong>'),
        (Emphasis(words("Lancet")), "<em>Lancet</em>"),
        (Superscript(words("2")), "<sup>2</sup>"),
        (Subscript((Emphasis(words("n")),)), "<sub><em>n</em></sub>"),
        (Link("https://a.org/?b=1&c=2", words("a")), '<a href="https://a.org/?b=1&amp;c=2">a</a>'),
        (Link("tel:555-0100", words("call")), '<a href="tel:555-0100">call</a>'),
    ],
)
def test_an_inline_becomes_its_element(inline: Inline, expected: str) -> None:
    assert _written(inline) == expected


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#top", "", "//a.org"]
)
def test_a_link_to_anything_unsafe_keeps_only_its_words(target: str) -> None:
    assert _written(Link(target, words("here"))) == "here"


def test_a_citation_links_to_its_sources_and_only_the_first_can_be_returned_to() -> None:
    first, again = Citation((), (1, 2)), Citation((), (2,))

    assert _written(first, Text(" and "), again) == (
        '<sup class="cite">\u00a0<a href="#source-1" id="cited-1" aria-label="Source 1">1</a>, '
        '<a href="#source-2" id="cited-2" aria-label="Source 2">2</a></sup> and '
        '<sup class="cite">\u00a0<a href="#source-2" aria-label="Source 2">2</a></sup>'
    )


def test_a_citation_of_a_source_that_is_not_listed_is_no_link() -> None:
    assert _written(Citation((), (9,))) == '<sup class="cite">\u00a09</sup>'


def test_a_citation_without_numbers_leaves_nothing() -> None:
    assert _written(Citation(())) == ""


def test_links_are_named_in_the_words_of_the_document() -> None:
    written = _written(Citation((), (3,)), spoken=Spoken(source="Quelle {number}"))

    assert 'aria-label="Quelle 3">3</a>' in written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.org/b/c. (copy)", "https://<wbr>a<wbr>.org/<wbr>b/<wbr>c. (copy)"),
        ("doi:10.1/x, and/or 2.5", "doi:10<wbr>.1/<wbr>x, and/or 2.5"),
        ("no address", "no address"),
    ],
)
def test_an_address_can_break_after_slashes_and_before_dots(text: str, expected: str) -> None:
    assert _written(Text(text)) == expected


def test_hostile_words_stay_words() -> None:
    text = """<script>alert("1")</script> &amp; </main><img src=x onerror='y'>"""

    found = main(Paragraph((Strong(words(text)),), HERE))

    assert found.one("p").raw == text
    assert found.names == ["p"]
