"""A document to the bytes of one output. Each back end is loaded when it is asked for the first time."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias, assert_never

from msgspec import Struct

from maghandout.diagnostics import Finding
from maghandout.model.document import Document
from maghandout.model.options import Format, Paper
from maghandout.theme import Theme

Rendered: TypeAlias = tuple[bytes, tuple[Finding, ...]]
"""The bytes of an output, and warnings."""


class Look(Struct, frozen=True):
    """How documents are to look."""

    theme: Theme
    paper: Paper
    deck_template: Path | None = None


def render(output: Format, document: Document, look: Look, trail: bytes) -> Rendered:
    """Render one output, which carries the trail; HTML carries none.

    Raises:
        RenderError: the document cannot be drawn.
    """
    match output:
        case Format.PDF:
            from maghandout.render.pdf.write import render as render_pdf

            pdf = render_pdf(document, look.theme, look.paper, trail)
            return pdf.data, pdf.warnings
        case Format.PPTX:
            from maghandout.render.deck.plan import plan
            from maghandout.render.deck.template import open_template
            from maghandout.render.deck.write import write

            template = open_template(look.theme, look.deck_template)
            return write(plan(document, look.theme, template), template, trail), template.warnings
        case Format.HTML:
            from maghandout.render.html.write import render as render_html

            return render_html(document, look.theme).encode(), ()
        case _:
            assert_never(output)
