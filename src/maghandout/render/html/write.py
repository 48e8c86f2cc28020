"""A document to one HTML page that holds all it needs: style, fonts and pictures, no script, no request.

It does not know the paper: the browser breaks the printed pages, by the rules of the style sheet.
"""

from __future__ import annotations

from base64 import b64encode

from maghandout.model.brand import Logo
from maghandout.model.document import Document
from maghandout.render.html.blocks import BlockWriter
from maghandout.render.html.fonts import Face
from maghandout.render.html.inline import InlineWriter, source_numbers
from maghandout.render.html.markup import Element, element, elements, words, write
from maghandout.render.html.style import margin_words, write_style
from maghandout.theme import Theme

MAIN = "main"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a browser may fetch for the page, or send from it: nothing."""

_BOLD = ("strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "figcaption")
_TYPED = "".join(map(chr, range(0x20, 0x7F))) + "•"
"""What readers type into the fields, and the marks of lists."""


def render(document: Document, theme: Theme) -> str:
    """Return the page of a document, the same for the same input.

    Raises:
        RenderError: a slide stands in the document.
    """
    body = _body(document, theme)
    shown = set(_TYPED + margin_words(document)).union(*words(body))
    characters = "".join(sorted(character for character in shown if character.isprintable()))
    style = write_style(document, theme, _faces(body), characters)
    page = element("html", _head(document, style), body, lang=document.language)
    return f"<!DOCTYPE html>\n{write(page)}\n"


def _head(document: Document, style: str) -> Element:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light"),
        element("title", document.title),
        element("meta", name="description", content=document.purpose),
        element("link", rel="icon", href="data:,"),
        element("style", style),
    )


def _body(document: Document, theme: Theme) -> Element:
    spoken = document.spoken
    inline = InlineWriter(source_numbers(document.blocks), spoken)
    skip = (element("a", spoken.skip, class_="skip", href=f"#{MAIN}"),) if spoken.skip else ()
    header = _header(document, inline)
    blocks = BlockWriter(theme, inline, spoken).write(document.blocks)
    main = element("main", *blocks, id=MAIN, tabindex="-1")
    footer = element("footer", element("p", *inline.write(document.furniture.footer)))
    return element("body", *skip, header, main, footer, class_="rail" if theme.page.rail else None)


def _header(document: Document, inline: InlineWriter) -> Element:
    furniture = document.furniture
    logo = (
        (_logo(document.logo, document.spoken.logo.format(clinic=document.clinic)),) if document.logo else ()
    )
    clinic = (element("p", *inline.write(furniture.clinic), class_="clinic"),) if furniture.clinic else ()
    return element("header", *logo, *clinic, element("p", *inline.write(furniture.header), class_="kind"))


def _logo(logo: Logo, alt: str) -> Element:
    return element(
        "img",
        src=f"data:image/png;base64,{b64encode(logo.png).decode('ascii')}",
        alt=alt,
        width=str(logo.width),
        height=str(logo.height),
    )


def _faces(body: Element) -> tuple[Face, ...]:
    """Return the faces that a page is set in."""
    slanted = [found for found in elements(body) if found.name == "em"]
    faces = [Face.REGULAR, Face.BOLD]
    faces += [Face.ITALIC] if slanted else []
    faces += [Face.BOLD_ITALIC] if _is_bold_italic(body) else []
    return tuple(faces)


def _is_bold_italic(body: Element) -> bool:
    around = (("em", ("strong",)), *((name, ("em",)) for name in _BOLD))
    return any(
        inner.name in within
        for name, within in around
        for outer in elements(body)
        if outer.name == name
        for inner in elements(outer)
    )
