from __future__ import annotations

import time
from pathlib import Path

import pytest

from maghandout.errors import BrandError
from maghandout.svg import read_svg
from tests.folders import Folder
from tests.logos import svg

PLAIN = "save it as a plain SVG, or as a PNG"
WHOLE = "put all of the picture into the file, or save it as a PNG"
PATHS = "turn text into paths"
EFFECTS = "save it without effects and animation, or as a PNG"
SIMPLER = "simplify it, or save it as a PNG"
ON_CLASS = "set it for a class, such as .a"


def _said(text: str) -> list[str]:
    with pytest.raises(BrandError) as error:
        read_svg(text, "logo.svg")
    return [str(finding) for finding in error.value.findings]


def _uses(levels: int, each: int) -> str:
    """Groups that each use the one before several times."""
    groups = ['<path id="g0" d="M0 0"/>']
    for level in range(1, levels):
        groups.append(f'<g id="g{level}">' + f'<use xlink:href="#g{level - 1}"/>' * each + "</g>")
    return "<defs>" + "".join(groups) + f'</defs><use xlink:href="#g{levels - 1}"/>'


GOOD = [
    '<g id="a"><path d="M0 0h9v9z"/></g><use href="#a"/><use xlink:href="#a"/>',
    '<linearGradient id="a"><stop style="stop-color:red"/></linearGradient><path fill="url(#a)"/>',
    "<path style=\"fill:url( '#a' ); opacity: .5\"/>",
    "<style>/* url(x) */ .a, .b { fill: url(#a) } path { fill: red }</style><path class='b c'/>",
    "<style><![CDATA[.a{fill:#fff}]]></style><title>Lakeside</title><desc>a lake</desc>",
    "<metadata><r:RDF xmlns:r='urn:r' r:about='http://example.org/'/></metadata>",
    '<x:namedview xmlns:x="urn:x"><x:grid/></x:namedview>',
    '<clipPath id="c"><rect width="9" height="9"/></clipPath><g clip-path="url(#c)" mask="none"/>',
    '<image href="data:image/jpeg;base64,/9j/"/><image href=""/>',
    '<svg x="1"><symbol id="s"/><switch><g/></switch></svg>',
    _uses(10, 2),
]

BAD = [
    ("<script>alert(1)</script>", "it holds a script, <script>", PLAIN),
    ('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>', "it holds a script, <script>", PLAIN),
    ('<path onclick="alert(1)"/>', "it holds a script, 'onclick'", PLAIN),
    ('<path onLoad="alert(1)"/>', "it holds a script, 'onLoad'", PLAIN),
    ("<foreignObject/>", "it holds a foreign document, <foreignObject>", PLAIN),
    (
        '<image href="http://example.org/a.png"/>',
        "it holds an outside link, 'http://example.org/a.png'",
        WHOLE,
    ),
    ('<image xlink:href="/etc/passwd"/>', "it holds an outside link, '/etc/passwd'", WHOLE),
    ('<use xlink:href="other.svg#a"/>', "it holds an outside link, 'other.svg#a'", WHOLE),
    (
        '<use y:href="a.svg" xmlns:y="http://www.w3.org/1999/xlink"/>',
        "it holds an outside link, 'a.svg'",
        WHOLE,
    ),
    (
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "it holds an outside link, 'data:image/svg+xml;base64,AAAA'",
        WHOLE,
    ),
    ('<image href="data:image/png,AAAA"/>', "it holds an outside link, 'data:image/png,AAAA'", WHOLE),
    ('<image href="data:image/png;base64,A"/>', "a picture embedded in it is damaged", PLAIN),
    ('<path fill="url(http://a.b/c#d)"/>', "it holds an outside link, 'http://a.b/c#d'", WHOLE),
    ("<path style=\"fill:URL('a.svg#b')\"/>", "it holds an outside link, 'a.svg#b'", WHOLE),
    ('<path style="fill:&#117;rl(a.svg#b)"/>', "it holds an outside link, 'a.svg#b'", WHOLE),
    ('<path style="fill:url(a.svg"/>', "it holds an outside link, 'fill:url(a.svg'", WHOLE),
    ('<path style="fill:u\\72l(a.svg)"/>', "it holds a style that cannot be checked", PLAIN),
    ('<?xml-stylesheet href="a.css"?>', "it holds an outside link, 'href=\"a.css\"'", WHOLE),
    ("<style>@import 'a.css';</style>", "its style sheet holds '@import'", PLAIN),
    ("<style>@font-face{src:x}</style>", "its style sheet holds '@'", PLAIN),
    ("<style>.a{fill:\\75rl(x)}</style>", "its style sheet holds '\\\\'", PLAIN),
    ("<style>.a{fill:url(x.svg)}</style>", "it holds an outside link, 'x.svg'", WHOLE),
    ("<style>.a{fill:url(#a){}</style>", "its style sheet is not well formed", PLAIN),
    (
        "<style>path{opacity:.5}</style>",
        "its style sheet sets a gradient, clip or opacity for 'path'",
        ON_CLASS,
    ),
    ("<text>Lake</text>", "it holds text, <text>, which looks different on every computer", PATHS),
    ('<filter id="f"/>', "it holds <filter>, which is not drawn", EFFECTS),
    ('<animate attributeName="x"/>', "it holds <animate>, which is not drawn", EFFECTS),
    ('<set to="http://a.b/"/>', "it holds <set>, which is not drawn", EFFECTS),
    ('<g id="a"><use href="#a"/></g>', "it holds a <g> that refers to itself", PLAIN),
    (
        '<style>.a{fill:url(#p)}</style><mask id="p" class="a"/>',
        "it holds a <mask> that refers to itself",
        PLAIN,
    ),
    (_uses(20, 10), "it unfolds into more than 100000 parts", SIMPLER),
    (_uses(80, 1), "its elements stand more than 64 levels deep", PLAIN),
    ("<g>" * 100 + "</g>" * 100, "its elements stand more than 64 levels deep", PLAIN),
    ("<g/>" * 20_001, "it has more than 20000 elements", SIMPLER),
    ("<g>" + '<path opacity=".5"/>' * 600 + "</g>", "it unfolds into more than 100000 parts", SIMPLER),
    ("<g></a>", "it is not well-formed XML: mismatched tag", PLAIN),
]


@pytest.mark.parametrize("body", GOOD)
def test_what_logos_are_made_of_passes(body: str) -> None:
    text = svg(body)

    assert read_svg(text, "logo.svg").text == text


@pytest.mark.parametrize(("body", "message", "hint"), BAD, ids=[case[1][:60] for case in BAD])
def test_what_is_not_a_shape_is_told_with_its_line(body: str, message: str, hint: str) -> None:
    said = _said(svg(f"<g/>\n{body}"))

    assert said == [f"logo.svg:3: logo: {message}\n  hint: {hint}"]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("<html/>", "it is not an SVG: its root is <html>", PLAIN),
        ("<svg/>", "it is not an SVG: its root is <svg>", PLAIN),
        (
            '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><svg/>',
            "it declares entities in <!DOCTYPE svg>",
            "delete it from the file",
        ),
    ],
)
def test_what_is_no_svg_is_told(text: str, message: str, hint: str) -> None:
    assert _said(text) == [f"logo.svg:1: logo: {message}\n  hint: {hint}"]


def test_the_bare_document_type_of_drawing_programs_passes() -> None:
    text = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + svg("<g/>")

    assert read_svg(text, "logo.svg").text == text


def test_every_problem_is_told_at_once_and_each_only_once() -> None:
    said = _said(svg("<text/>\n<script/>\n<script/>\n<path onclick=''/>"))

    assert [line.partition(": ")[0] for line in said] == ["logo.svg:2", "logo.svg:3", "logo.svg:5"]


def test_no_more_than_ten_problems_are_told() -> None:
    assert len(_said(svg("".join(f"<image href='a{number}'/>" for number in range(1000))))) == 10


SHEET = "<style>{}</style>"
BOMBS = {
    "uses": _uses(60, 100),
    "urls": f"<path style='{200_000 * 'url('}'/>",
    "spaces": f"<path style='url({900_000 * ' '}'/>",
    "comments": SHEET.format(400_000 * "/*") + "<text/>",
    "a sheet without rules": SHEET.format(900_000 * "a"),
    "braces": SHEET.format(300_000 * "a{"),
    "classes": SHEET.format("".join(f".a{{fill:url(#{number})}}" for number in range(30_000)))
    + 10_000 * "<g class='a'/>",
    "one id": 10_000 * "<g id='a'><use href='#a'/></g>",
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_fast(body: str) -> None:
    start = time.perf_counter()

    _said(svg(body))

    assert time.perf_counter() - start < 4


def test_a_problem_names_the_logo_and_nothing_is_written(folder: Folder) -> None:
    folder.write({"clinics/b.yaml": "logo: art/l.svg\npaper: a3", "clinics/art/l.svg": svg("<script/>")})

    result = folder.build("--brand", "clinics/b.yaml")

    assert result.stderr.splitlines() == [
        "clinics/art/l.svg:2: logo: it holds a script, <script>",
        f"  hint: {PLAIN}",
        "clinics/b.yaml:2: brand: 'paper': found 'a3', expected one of a4, letter",
        "  hint: did you mean 'a4'?",
    ]
    assert (result.exit_code, folder.outputs()) == (1, [])


def test_no_file_is_opened_by_way_of_an_svg(folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    folder.write({"brand.yaml": "logo: l.svg", "l.svg": svg(f'<image href="{outside}"/>')})

    assert "it holds an outside link" in folder.build().stderr
