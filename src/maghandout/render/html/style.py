"""A theme to the style sheet of a page.

What the theme decides becomes custom properties, in rem of 12 points, so that the page grows with the
reader's own text size. `page.css` says what they are used for and knows no colour or size of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import fields

from maghandout.model.document import Document, plain_text
from maghandout.render.html.fonts import Face, embedded
from maghandout.render.html.markup import css_string
from maghandout.theme import TextSize, Theme

FAMILY = "Handout"
"""Not the font's own name: it is reserved for whole copies."""

_REM_PT = 12
_PAPER_PT = 612
"""Width of the paper that the width of the sheet comes from."""
_LINES = ("head", "section", "table", "row", "bar", "box", "plan")
_STATIC = Path(__file__).with_name("page.css")
_HEADER_PT = 24
"""How far the header stands up into the margin of the first page."""
_COUNTERS = {"{page}": "counter(page)", "{pages}": "counter(pages)"}


def sheet_width(theme: Theme) -> float:
    """Return the width of text and rail in points."""
    return _PAPER_PT - 2 * theme.page.margin


def write_style(document: Document, theme: Theme, faces: Iterable[Face], characters: str) -> str:
    """Return the style sheet of a page, its fonts and what it prints in the margins within it."""
    static = re.sub(r"/\*.*?\*/\n?", "", _STATIC.read_text(encoding="utf-8"), flags=re.DOTALL)
    fonts = "".join(_font(face, characters) for face in faces)
    return f"{fonts}:root{{{_properties(theme)}}}\n{static}{_margins(document, theme)}"


def margin_words(document: Document) -> str:
    """Return the words that are printed in the margins, for the fonts to have them."""
    furniture = document.furniture
    return f"{document.title}{plain_text(furniture.footer)}{furniture.page}0123456789"


def _font(face: Face, characters: str) -> str:
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:{face.weight};font-style:{face.style};'
        f'src:url({embedded(face, characters)})format("woff")}}\n'
    )


def _properties(theme: Theme) -> str:
    """Return the custom properties: `--ink`, `--body`, `--body-line`, `--gap` and so on."""
    page = theme.page
    found = {name.name.replace("_", "-"): getattr(theme.colors, name.name) for name in fields(theme.colors)}
    for name in fields(theme.text):
        size: TextSize = getattr(theme.text, name.name)
        found[name.name] = _rem(size.size)
        found[f"{name.name}-line"] = f"{size.leading / size.size:.4g}"
    found |= {f"{name}-rule": f"{getattr(theme.rules, name):g}pt" for name in _LINES}
    found |= {"sheet": _rem(sheet_width(theme)), "gap": _rem(page.gap), "inset": _rem(page.inset)}
    if page.rail:
        found |= {"rail": _rem(page.rail), "gutter": _rem(page.gutter)}
    return "".join(f"--{name}:{value};" for name, value in found.items())


def _margins(document: Document, theme: Theme) -> str:
    """Return the margins of printed pages, and what browsers that can do so print in them."""
    margin, size, muted = theme.page.margin, theme.text.furniture.size, theme.colors.muted
    look = f'font:{size:g}pt "{FAMILY}",sans-serif;color:{muted};overflow-wrap:anywhere;'
    title = css_string(document.title)
    draft = css_string(plain_text(document.furniture.footer))
    parts = re.split(r"(\{pages?\})", document.furniture.page)
    page = " ".join(_COUNTERS.get(part) or css_string(part) for part in parts if part) or '""'
    foot = f"vertical-align:top;padding-top:{theme.page.gap:g}pt;"
    return (
        f"@page{{margin:{margin:g}pt}}@page :first{{margin-top:{margin - _HEADER_PT:g}pt}}\n"
        f"@supports at-rule(@bottom-left){{\n"
        f"@page{{@top-left{{{look}content:{title}}}"
        f"@bottom-left{{{look}{foot}text-align:left;content:{draft}}}"
        f"@bottom-right{{{look}{foot}text-align:right;white-space:nowrap;content:{page}}}}}\n"
        "@page :first{@top-left{content:none}}\n"
        "@media print{body>footer{display:none}}}\n"
    )


def _rem(points: float) -> str:
    return f"{points / _REM_PT:.4g}rem"
